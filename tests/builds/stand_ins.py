"""Base images that few tests need and the build lab does not make, from Debian's packages and its other images."""

from __future__ import annotations

from collections.abc import Mapping

from dockwright.code_actions import static_server

from .engine import Engine

ELIXIR = "hexpm/elixir:1.14.5-erlang-25.3.2.8-debian-bookworm-20240130"
COMPOSER = "composer:2"
PHP = "php:8.2-cli-bookworm"
RUST = "rust:1.82-bookworm"
WITHOUT_SHELL = "gcr.io/distroless/cc-debian12:nonroot"

_INSTALL = "RUN apt-get update && apt-get install -y --no-install-recommends {} && rm -rf /var/lib/apt/lists/*\n"
# Extensions come out of Debian's packages, and end up where the official image compiles them to.
_EXTENSIONS = """\
COPY --chmod=755 <<'EOF' /usr/local/bin/docker-php-ext-install
#!/bin/sh -e
cd /tmp
for name in "$@"; do
    apt-get -o APT::Sandbox::User=root download "php8.2-$name"
    dpkg -x "php8.2-$name"_*.deb "$name"
    cp "$name"/usr/lib/php/*/"$name.so" /usr/local/lib/php/extensions/
    echo "extension=/usr/local/lib/php/extensions/$name.so" >"/usr/local/etc/php/conf.d/docker-php-ext-$name.ini"
    rm -r "$name" "php8.2-$name"_*.deb
done
EOF
"""
_DOCKERFILES: Mapping[str, str] = {
    # What https://github.com/nginx/docker-nginx-unprivileged changes of nginx's own image.
    static_server.IMAGE: (
        "FROM nginx:latest\n"
        "RUN sed -i -e '/^user /d' -e 's,^pid .*,pid /tmp/nginx.pid;,' -e 's,^http {,http {\\\n"
        " client_body_temp_path /tmp/body; proxy_temp_path /tmp/proxy; fastcgi_temp_path /tmp/fastcgi;\\\n"
        " uwsgi_temp_path /tmp/uwsgi; scgi_temp_path /tmp/scgi;,' /etc/nginx/nginx.conf \\\n"
        " && sed -i 's/listen 80 /listen 8080 /' /etc/nginx/conf.d/default.conf\n"
        "EXPOSE 8080\nUSER 101\n"
    ),
    ELIXIR: f"FROM debian:bookworm\nENV LANG=C.UTF-8\n{_INSTALL.format('elixir erlang-dev ca-certificates')}",
    COMPOSER: f"FROM debian:bookworm\n{_INSTALL.format('composer')}",
    PHP: (
        "FROM debian:bookworm\nENV PHP_INI_SCAN_DIR=:/usr/local/etc/php/conf.d\n"
        f"{_INSTALL.format('composer php8.2-cli ca-certificates')}"
        f"RUN mkdir -p /usr/local/lib/php/extensions /usr/local/etc/php/conf.d\n{_EXTENSIONS}"
    ),
    RUST: f"FROM debian:bookworm\nENV CARGO_HOME=/usr/local/cargo\n{_INSTALL.format('cargo ca-certificates')}",
    WITHOUT_SHELL: (
        f"FROM debian:bookworm AS parts\n{_INSTALL.format('ca-certificates tzdata libgcc-s1')}"
        "RUN mkdir -p /out/etc /out/tmp && chmod 1777 /out/tmp \\\n"
        " && cp -L --parents /lib*/ld-linux* /lib/*-linux-gnu/libc.so.6 /lib/*-linux-gnu/libm.so.6 \\\n"
        "    /lib/*-linux-gnu/libgcc_s.so.1 /etc/ssl/certs/ca-certificates.crt /out \\\n"
        " && cp -r --parents /usr/share/zoneinfo /out && echo 'nonroot:x:65532:65532::/:/nologin' >/out/etc/passwd\n"
        "FROM scratch\nCOPY --from=parts /out /\nUSER 65532\n"
    ),
}


def provide(engine: Engine, reference: str) -> bool:
    """Whether an image is there, made here or pulled."""
    if engine.has_stand_ins and reference in _DOCKERFILES:
        done = engine.docker("build", "--network=host", "--tag", reference, "-", stdin=_DOCKERFILES[reference])
        assert done.returncode == 0, done.stderr[-2000:]
    return engine.has(reference)
