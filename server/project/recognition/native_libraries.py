"""Native libraries and commands that packages of an ecosystem are built against or start, with the packages for them.

What runs what was built with a package follows from ``library_packages``; here stand the packages with headers, and
those that nothing is built against.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...images.library_packages import alpine_libraries, debian_libraries
from ...syntax.dataclass import dataclass
from .facts import Need, NeedKind, Origin


@dataclass(frozen=True, slots=True)
class Native:
    """Package names by distribution: ``build`` ones to build against it, ``run`` ones where nothing is built."""

    debian_build: tuple[str, ...] = ()
    alpine_build: tuple[str, ...] = ()
    debian_run: tuple[str, ...] = ()
    alpine_run: tuple[str, ...] = ()
    is_command: bool = False


def _command(package: str) -> Native:
    """A command that is in a package of the same name in both distributions."""
    return Native((), (), (package,), (package,), is_command=True)


NATIVE: Mapping[str, Native] = {
    "libpq": Native(("libpq-dev",), ("postgresql-dev",)),
    "MariaDB": Native(("libmariadb-dev",), ("mariadb-dev",)),
    "SQLite": Native(("libsqlite3-dev",), ("sqlite-dev",)),
    "OpenSSL": Native(("libssl-dev", "pkg-config"), ("openssl-dev", "pkgconf")),
    "zlib": Native(("zlib1g-dev",), ("zlib-dev",)),
    "libxml2": Native(("libxml2-dev", "libxslt1-dev"), ("libxml2-dev", "libxslt-dev")),
    "libffi": Native(("libffi-dev",), ("libffi-dev",)),
    "libyaml": Native(("libyaml-dev",), ("yaml-dev",)),
    "OpenLDAP": Native(("libldap2-dev", "libsasl2-dev"), ("openldap-dev",)),
    "unixODBC": Native(("unixodbc-dev",), ("unixodbc-dev",)),
    "libcurl": Native(("libcurl4-openssl-dev",), ("curl-dev",)),
    "librdkafka": Native(("librdkafka-dev",), ("librdkafka-dev",)),
    "libvips": Native(("libvips-dev",), ("vips-dev",)),
    "libgit2": Native(("libgit2-dev",), ("libgit2-dev",)),
    "GEOS and GDAL": Native(("libgdal-dev",), ("gdal-dev", "geos-dev")),
    "MagickWand": Native(("libmagickwand-dev",), ("imagemagick-dev",)),
    "libmagic": Native((), (), ("libmagic1",), ("libmagic",)),
    "Cairo": Native((), (), ("libcairo2",), ("cairo",)),
    "Pango": Native((), (), ("libpango-1.0-0", "libpangoft2-1.0-0"), ("pango",)),
    "libGL": Native((), (), ("libgl1", "libglib2.0-0"), ("mesa-gl", "glib")),
    "OpenMP": Native((), (), ("libgomp1",), ("libgomp",)),
    "chromium": _command("chromium"),
    "convert": _command("imagemagick"),
    "ffmpeg": _command("ffmpeg"),
    "git": _command("git"),
    "gm": _command("graphicsmagick"),
    "node": _command("nodejs"),
    "openssl": _command("openssl"),
    "pdftotext": _command("poppler-utils"),
    "wkhtmltopdf": Native((), (), ("wkhtmltopdf",), (), is_command=True),
}


def need(name: str, origin: Origin, *, is_certain: bool = True) -> Need:
    """A library or command of the table, as somebody's need."""
    native = NATIVE[name]
    kind = NeedKind.COMMAND if native.is_command else NeedKind.LIBRARY
    debian = native.debian_run or _merged(map(debian_libraries, native.debian_build))
    alpine = native.alpine_run or _merged(map(alpine_libraries, native.alpine_build))
    return Need(kind, name, origin, is_certain, native.debian_build, debian, native.alpine_build, alpine)


def _merged(found: Iterable[tuple[str, ...] | None]) -> tuple[str, ...]:
    return tuple(name for names in found for name in names or ())
