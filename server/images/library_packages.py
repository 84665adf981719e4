"""Which packages of a distribution hold the shared libraries that belong to packages with headers.

Debian's names were looked up in its package lists (main, amd64) of the releases 11, 12 and 13: a package with headers
depends on the one with its library, in the same version (https://packages.debian.org). They are written as Debian 12
has them; ``in_release`` gives those of another release. Alpine's are those of https://pkgs.alpinelinux.org, where names
hold no versions and stay. Leaves out: what is not in these tables, which is unknown and not nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_DEBIAN: Mapping[str, tuple[str, ...]] = {
    "build-essential": (),
    "default-libmysqlclient-dev": ("libmariadb3",),
    "freetds-dev": ("libct4", "libsybdb5"),
    "libargon2-dev": ("libargon2-1",),
    "libavif-dev": ("libavif15",),
    "libbz2-dev": ("libbz2-1.0",),
    "libc6-dev": (),
    "libcairo2-dev": ("libcairo2",),
    "libcurl4-gnutls-dev": ("libcurl3-gnutls",),
    "libcurl4-openssl-dev": ("libcurl4",),
    "libenchant-2-dev": ("libenchant-2-2",),
    "libevent-dev": ("libevent-2.1-7",),
    "libexpat1-dev": ("libexpat1",),
    "libffi-dev": ("libffi8",),
    "libfreetype-dev": ("libfreetype6",),
    "libfreetype6-dev": ("libfreetype6",),
    "libgd-dev": ("libgd3",),
    "libgdal-dev": ("libgdal32",),
    "libgdbm-dev": ("libgdbm6",),
    "libgeos-dev": ("libgeos-c1v5",),
    "libgif-dev": ("libgif7",),
    "libgit2-dev": ("libgit2-1.5",),
    "libgmp-dev": ("libgmp10",),
    "libgpgme-dev": ("libgpgme11",),
    "libheif-dev": ("libheif1",),
    "libhiredis-dev": ("libhiredis0.14",),
    "libicu-dev": ("libicu72",),
    "libjemalloc-dev": ("libjemalloc2",),
    "libjpeg-dev": ("libjpeg62-turbo",),
    "libjpeg62-turbo-dev": ("libjpeg62-turbo",),
    "libkrb5-dev": ("libgssapi-krb5-2",),
    "liblcms2-dev": ("liblcms2-2",),
    "libldap-dev": ("libldap-2.5-0",),
    "libldap2-dev": ("libldap-2.5-0",),
    "liblmdb-dev": ("liblmdb0",),
    "liblz4-dev": ("liblz4-1",),
    "liblzma-dev": ("liblzma5",),
    "libmagic-dev": ("libmagic1",),
    "libmagickwand-dev": ("libmagickwand-6.q16-6",),
    "libmariadb-dev": ("libmariadb3",),
    "libmariadb-dev-compat": ("libmariadb3",),
    "libmaxminddb-dev": ("libmaxminddb0",),
    "libmcrypt-dev": ("libmcrypt4",),
    "libmemcached-dev": ("libmemcached11", "libmemcachedutil2"),
    "libncurses-dev": ("libncurses6", "libncursesw6"),
    "libncurses5-dev": ("libncurses6", "libncursesw6"),
    "libonig-dev": ("libonig5",),
    "libopenjp2-7-dev": ("libopenjp2-7",),
    "libpcre2-dev": ("libpcre2-8-0",),
    "libpng-dev": ("libpng16-16",),
    "libpq-dev": ("libpq5",),
    "libproj-dev": ("libproj25",),
    "librabbitmq-dev": ("librabbitmq4",),
    "librdkafka-dev": ("librdkafka1",),
    "libreadline-dev": ("libreadline8",),
    "libsasl2-dev": ("libsasl2-2",),
    "libsnappy-dev": ("libsnappy1v5",),
    "libsodium-dev": ("libsodium23",),
    "libsqlite3-dev": ("libsqlite3-0",),
    "libssh2-1-dev": ("libssh2-1",),
    "libssl-dev": ("libssl3",),
    "libtidy-dev": ("libtidy5deb1",),
    "libtiff-dev": ("libtiff6",),
    "libtiff5-dev": ("libtiff6",),
    "libuv1-dev": ("libuv1",),
    "libvips-dev": ("libvips42",),
    "libwebp-dev": ("libwebp7", "libwebpdemux2", "libwebpmux3"),
    "libxml2-dev": ("libxml2",),
    "libxmlsec1-dev": ("libxmlsec1-openssl",),
    "libxpm-dev": ("libxpm4",),
    "libxslt-dev": ("libxslt1.1",),
    "libxslt1-dev": ("libxslt1.1",),
    "libyaml-dev": ("libyaml-0-2",),
    "libzip-dev": ("libzip4",),
    "libzmq3-dev": ("libzmq5",),
    "libzstd-dev": ("libzstd1",),
    "pkg-config": (),
    "python-dev": (),
    "python3-dev": (),
    "unixodbc-dev": ("libodbc2",),
    "uuid-dev": ("libuuid1",),
    "zlib1g-dev": ("zlib1g",),
}
_IN_11 = {
    "libavif15": "libavif9",
    "libffi8": "libffi7",
    "libgdal32": "libgdal28",
    "libgit2-1.5": "libgit2-1.1",
    "libicu72": "libicu67",
    "libldap-2.5-0": "libldap-2.4-2",
    "libodbc2": "libodbc1",
    "libproj25": "libproj19",
    "libssl3": "libssl1.1",
    "libtiff6": "libtiff5",
    "libwebp7": "libwebp6",
}
_IN_13 = {
    "libavif15": "libavif16",
    "libgdal32": "libgdal36",
    "libgeos-c1v5": "libgeos-c1t64",
    "libgit2-1.5": "libgit2-1.9",
    "libhiredis0.14": "libhiredis1.1.0",
    "libicu72": "libicu76",
    "libldap-2.5-0": "libldap2",
    "libmagickcore-6.q16-6": "libmagickcore-7.q16-10",
    "libmagickwand-6.q16-6": "libmagickwand-7.q16-10",
    "libtidy5deb1": "libtidy58",
    "libzip4": "libzip5",
}
_T64 = {
    "libcurl3-gnutls": "libcurl3t64-gnutls",
    "libcurl4": "libcurl4t64",
    "libevent-2.1-7": "libevent-2.1-7t64",
    "libgdbm6": "libgdbm6t64",
    "libglib2.0-0": "libglib2.0-0t64",
    "libgpgme11": "libgpgme11t64",
    "libmagic1": "libmagic1t64",
    "libmemcached11": "libmemcached11t64",
    "libmemcachedutil2": "libmemcachedutil2t64",
    "libpng16-16": "libpng16-16t64",
    "libreadline8": "libreadline8t64",
    "libssh2-1": "libssh2-1t64",
    "libssl3": "libssl3t64",
    "libuv1": "libuv1t64",
    "libvips42": "libvips42t64",
    "libxmlsec1-openssl": "libxmlsec1t64-openssl",
}
"""Names that changed with the size of a time stamp in Debian 13; on 64-bit machines, the old one is answered to."""

_ONLY_DEBIAN = frozenset(("libmariadb3", "libjpeg62-turbo"))
"""What the same package with headers stands for in Debian, and not in Ubuntu (https://packages.ubuntu.com)."""

_ALPINE: Mapping[str, tuple[str, ...]] = {
    "build-base": ("libstdc++",),
    "bzip2-dev": ("libbz2",),
    "curl-dev": ("libcurl",),
    "freetype-dev": ("freetype",),
    "g++": ("libstdc++",),
    "gdal-dev": ("gdal",),
    "geos-dev": ("geos",),
    "gmp-dev": ("gmp",),
    "icu-dev": ("icu-libs",),
    "imagemagick-dev": ("imagemagick-libs",),
    "jpeg-dev": ("libjpeg-turbo",),
    "libc-dev": (),
    "libffi-dev": ("libffi",),
    "libgit2-dev": ("libgit2",),
    "libjpeg-turbo-dev": ("libjpeg-turbo",),
    "libpng-dev": ("libpng",),
    "libpq-dev": ("libpq",),
    "librdkafka-dev": ("librdkafka",),
    "libsodium-dev": ("libsodium",),
    "libwebp-dev": ("libwebp",),
    "libxml2-dev": ("libxml2",),
    "libxslt-dev": ("libxslt",),
    "libzip-dev": ("libzip",),
    "linux-headers": (),
    "mariadb-dev": ("mariadb-connector-c",),
    "musl-dev": (),
    "mysql-dev": ("mariadb-connector-c",),
    "oniguruma-dev": ("oniguruma",),
    "openldap-dev": ("libldap",),
    "openssl-dev": ("libssl3",),
    "pkgconf": (),
    "postgresql-dev": ("libpq",),
    "python3-dev": (),
    "rabbitmq-c-dev": ("rabbitmq-c",),
    "sqlite-dev": ("sqlite-libs",),
    "unixodbc-dev": ("unixodbc",),
    "vips-dev": ("vips",),
    "yaml-dev": ("yaml",),
    "zlib-dev": ("zlib",),
}


def debian_libraries(package: str) -> tuple[str, ...] | None:
    """The packages of Debian 12 with what programs need that were built with ``package``; None where unknown."""
    return _DEBIAN.get(package)


def alpine_libraries(package: str) -> tuple[str, ...] | None:
    """The packages of Alpine with what programs need that were built with ``package``; None where unknown."""
    return _ALPINE.get(package)


def in_release(packages: Iterable[str], distribution: str | None, release: str | None) -> tuple[str, ...] | None:
    """The names that packages of Debian 12 have in a release of Debian or Ubuntu; None where one of them is unknown.

    Where the release is not known, a name is if Debian 12 and 13 both answer to it.
    """
    found = [_in_release(package, distribution, release) for package in packages]
    return None if None in found else tuple(name for name in found if name is not None)


def _in_release(package: str, distribution: str | None, release: str | None) -> str | None:
    if distribution == "debian" and release == "12":
        return package
    if distribution == "debian" and release == "11":
        return _IN_11.get(package, package)
    if distribution == "debian" and release == "13":
        return _IN_13.get(package) or _T64.get(package, package)
    is_versioned = package in _IN_13 or (release is not None and package in _IN_11)
    is_of_debian = package in _ONLY_DEBIAN and distribution != "debian"
    return None if is_versioned or is_of_debian else package
