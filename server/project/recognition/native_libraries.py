"""Native libraries and commands that packages of an ecosystem are built against or start, with Debian's and Alpine's
names for them. Debian's are those of Debian 12; where the version is part of the name, other releases differ.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...syntax.dataclass import dataclass
from .facts import Need, NeedKind, Origin


@dataclass(frozen=True, slots=True)
class Native:
    """Package names by distribution; ``build`` ones are needed to build against it only."""

    debian_build: tuple[str, ...] = ()
    debian_run: tuple[str, ...] = ()
    alpine_build: tuple[str, ...] = ()
    alpine_run: tuple[str, ...] = ()
    is_command: bool = False


NATIVE: Mapping[str, Native] = {
    "libpq": Native(("libpq-dev",), ("libpq5",), ("postgresql-dev",), ("libpq",)),
    "MariaDB": Native(("libmariadb-dev",), ("libmariadb3",), ("mariadb-dev",), ("mariadb-connector-c",)),
    "SQLite": Native(("libsqlite3-dev",), ("libsqlite3-0",), ("sqlite-dev",), ("sqlite-libs",)),
    "OpenSSL": Native(("libssl-dev", "pkg-config"), ("libssl3",), ("openssl-dev", "pkgconf"), ("libssl3",)),
    "zlib": Native(("zlib1g-dev",), ("zlib1g",), ("zlib-dev",), ("zlib",)),
    "libxml2": Native(
        ("libxml2-dev", "libxslt1-dev"),
        ("libxml2", "libxslt1.1"),
        ("libxml2-dev", "libxslt-dev"),
        ("libxml2", "libxslt"),
    ),
    "libffi": Native(("libffi-dev",), ("libffi8",), ("libffi-dev",), ("libffi",)),
    "libyaml": Native(("libyaml-dev",), ("libyaml-0-2",), ("yaml-dev",), ("yaml",)),
    "OpenLDAP": Native(
        ("libldap2-dev", "libsasl2-dev"), ("libldap-2.5-0", "libsasl2-2"), ("openldap-dev",), ("libldap", "libsasl")
    ),
    "unixODBC": Native(("unixodbc-dev",), ("libodbc2",), ("unixodbc-dev",), ("unixodbc",)),
    "libcurl": Native(("libcurl4-openssl-dev",), ("libcurl4",), ("curl-dev",), ("libcurl",)),
    "librdkafka": Native(("librdkafka-dev",), ("librdkafka1",), ("librdkafka-dev",), ("librdkafka",)),
    "libvips": Native(("libvips-dev",), ("libvips42",), ("vips-dev",), ("vips",)),
    "libmagic": Native((), ("libmagic1",), (), ("libmagic",)),
    "libgit2": Native(("libgit2-dev",), ("libgit2-1.5",), ("libgit2-dev",), ("libgit2",)),
    "Pango": Native((), ("libpango-1.0-0", "libpangoft2-1.0-0"), (), ("pango",)),
    "GEOS and GDAL": Native(("libgdal-dev",), ("libgdal32",), ("gdal-dev", "geos-dev"), ("gdal", "geos")),
    "MagickWand": Native(
        ("libmagickwand-dev",), ("libmagickwand-6.q16-6",), ("imagemagick-dev",), ("imagemagick-libs",)
    ),
    "libGL": Native((), ("libgl1", "libglib2.0-0"), (), ("mesa-gl", "glib")),
    "OpenMP": Native((), ("libgomp1",), (), ("libgomp",)),
    "ImageMagick": Native((), ("imagemagick",), (), ("imagemagick",), is_command=True),
    "ffmpeg": Native((), ("ffmpeg",), (), ("ffmpeg",), is_command=True),
    "git": Native((), ("git",), (), ("git",), is_command=True),
    "wkhtmltopdf": Native((), ("wkhtmltopdf",), (), (), is_command=True),
    "node": Native((), ("nodejs",), (), ("nodejs",), is_command=True),
}


def need(name: str, origin: Origin, *, is_certain: bool = True) -> Need:
    """A library or command of the table, as somebody's need."""
    native = NATIVE[name]
    kind = NeedKind.COMMAND if native.is_command else NeedKind.LIBRARY
    return Need(
        kind,
        name,
        origin,
        is_certain,
        native.debian_build,
        native.debian_run,
        native.alpine_build,
        native.alpine_run,
    )
