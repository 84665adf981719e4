"""A web server for the files of a site: which image, and what it has to be told.

The image is the one of the makers of nginx that starts without root, listens above 1023 by itself and needs no settings
but those of the site. With the official image, the whole of ``nginx.conf`` would have to be replaced for that, since it
writes its process id and temporary files where only root may
(https://github.com/nginx/docker-nginx-unprivileged, https://nginx.org/en/docs/http/ngx_http_core_module.html#try_files).
"""

from __future__ import annotations

IMAGE = "nginxinc/nginx-unprivileged:stable-alpine-slim"
FOLDER = "/usr/share/nginx/html"
_SETTINGS = "/etc/nginx/conf.d/default.conf"


def settings(copy: str, port: int, *, falls_back: bool) -> str:
    """An instruction that writes the settings; ``copy`` is the keyword as it is to be written.

    ``falls_back`` answers paths without a file with the first page, for sites whose scripts read the path.
    """
    files = "$uri $uri/ /index.html" if falls_back else "$uri $uri.html $uri/ =404"
    return (
        f"{copy} <<'EOF' {_SETTINGS}\n"
        "server {\n"
        f"    listen {port};\n"
        f"    root {FOLDER};\n"
        "    location / {\n"
        f"        try_files {files};\n"
        "    }\n"
        "}\n"
        "EOF\n"
    )
