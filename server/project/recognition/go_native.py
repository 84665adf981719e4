"""Which modules of a Go program need C, and what the program needs of its image.

Sources: https://pkg.go.dev/cmd/cgo, https://pkg.go.dev/time/tzdata.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..build_context import BuildContext
from .facts import (
    Judgement,
    Need,
    NeedKind,
    Origin,
    Reason,
    no,
    unknown,
    yes,
)
from .native_libraries import need
from .reading import (
    join,
    known_in,
    text_of,
)

_CGO: Mapping[str, str | None] = {
    "github.com/mattn/go-sqlite3": None,
    "github.com/confluentinc/confluent-kafka-go": "librdkafka",
    "github.com/libgit2/git2go": "libgit2", "github.com/h2non/bimg": "libvips",
    "github.com/davidbyttow/govips": "libvips",
    "gopkg.in/gographics/imagick.v3": "MagickWand", "github.com/DataDog/zstd": None,
    "github.com/tecbot/gorocksdb": None,
    "github.com/linxGnu/grocksdb": None, "github.com/alexbrainman/odbc": "unixODBC", "github.com/godror/godror": None,
    "gocv.io/x/gocv": None, "github.com/marcboeker/go-duckdb": None, "github.com/chai2010/webp": None,
    "gorm.io/driver/sqlite": None, "github.com/pebbe/zmq4": None, "github.com/go-gl/gl": None,
    "github.com/go-gl/glfw": None, "github.com/google/gopacket": None, "github.com/hajimehoshi/ebiten": None,
    "github.com/ianlancetaylor/cgosymbolizer": None,
}  # fmt: skip
"""Modules that are written in C in part, with the library that they are linked to at run time.

Later major versions of a module, and modules within it, have longer names.
"""

_SQLITE_USERS = ("github.com/jinzhu/gorm",)

_TLS_CLIENTS = (
    "aws",
    "cloud.google.com",
    "azure",
    "oauth2",
    "stripe",
    "sentry",
    "otlp",
    "mongo",
    "kubernetes",
    "k8s.io",
    "resty",
)


def go_files(context: BuildContext, folder: str) -> list[str]:
    """The sources of a folder, tests left out, ``main.go`` first."""
    names = [name for name in context.names_in(folder) if name.endswith(".go") and not name.endswith("_test.go")]
    return [join(folder, name) for name in sorted(names, key=lambda name: (name != "main.go", name))]


_IMPORTS_C = re.compile(r"^[ \t]*+(?:import[ \t]++)?(\"C\")[ \t]*+$", re.MULTILINE)


def _written_in_c(required: Mapping[str, Origin]) -> Iterator[tuple[str, str | None, Origin]]:
    """The modules asked for that need C: the name asked for, the library that it is linked to, and where."""
    for name, origin in required.items():
        for known, library in _CGO.items():
            if name == known or name.startswith(f"{known}/"):
                yield name, library, origin


def uses_c(context: BuildContext, required: Mapping[str, Origin], mains: list[str], is_read: bool) -> Judgement:
    """Whether a program needs C: a module asked for directly decides, an indirect one leaves it open."""
    reasons: list[tuple[Reason, bool]] = []
    for name, _, origin in _written_in_c(required):
        line = (text_of(context, origin.path) or "").split("\n")[(origin.line or 1) - 1]
        # An indirect module may belong to a package that this program leaves out.
        reasons.append((Reason(f"{name} is written in C in part", origin), "// indirect" in line))
    direct = [reason for reason, is_indirect in reasons if not is_indirect]
    if direct:
        return yes(*direct)
    for main in mains:
        for path in go_files(context, main):
            used = known_in(context, path, _IMPORTS_C)
            if used is not None:
                return yes(Reason("It imports C", used.origin))
    uncertain = [reason for reason, _ in reasons]
    uncertain += [Reason(f"{name} may use SQLite", required[name]) for name in _SQLITE_USERS if name in required]
    if uncertain or not is_read:
        return unknown(*uncertain)
    return no(
        Reason(
            "No module that it asks for is known to need C",
            Origin(next(iter(required.values())).path if required else ""),
        )
    )


_TIME_ZONES = re.compile(r"\b(time\.LoadLocation)\(")

_EMBEDDED = re.compile(r"(\"time/tzdata\")")


def needs_of(
    context: BuildContext, required: Mapping[str, Origin], mains: list[str], cgo: Judgement, origin: Origin
) -> tuple[Need, ...]:
    """What a program needs of its image, certain where a module or a source says so."""
    found: list[Need] = []
    if not cgo.is_no:
        found.append(Need(NeedKind.C_LIBRARY, "libc", origin, is_certain=cgo.is_yes))
    client = next(
        (where for name, where in required.items() if any(word in name.lower() for word in _TLS_CLIENTS)), None
    )
    found.append(Need(NeedKind.CERTIFICATES, "ca-certificates", client or origin, is_certain=client is not None))
    files = [path for main in mains for path in go_files(context, main)]
    if not any(known_in(context, path, _EMBEDDED) for path in files):
        used = next((used for path in files if (used := known_in(context, path, _TIME_ZONES))), None)
        found.append(Need(NeedKind.TIME_ZONES, "tzdata", used.origin if used else origin, is_certain=used is not None))
    found += [need(library, where) for _, library, where in _written_in_c(required) if library]
    return tuple(found)
