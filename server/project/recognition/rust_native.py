"""Which crates of a Rust project bring or link C, and what that asks of the image.

The lock file names all crates; a manifest only those asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..build_context import BuildContext
from ..plain_values import as_list, as_table
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
    toml_line,
)

_LINKED = {
    "openssl-sys": "OpenSSL",
    "pq-sys": "libpq",
    "mysqlclient-sys": "MariaDB",
    "libsqlite3-sys": "SQLite",
    "rdkafka-sys": "librdkafka",
    "libgit2-sys": "libgit2",
}
"""Crates that link to a library of the system, as the lock file names them."""

_BUNDLED = frozenset({"SQLite", "librdkafka", "libgit2"})
"""Libraries that such a crate commonly builds itself, from sources that it brings."""

_BROUGHT = {"openssl-src": "OpenSSL", "pq-src": "libpq"}
"""Crates with the sources of a library, which is then linked into the program."""

_ASKED = {"openssl": "OpenSSL", "native-tls": "OpenSSL", "pq-sys": "libpq", "mysqlclient-sys": "MariaDB"}

_C_CRATES = frozenset(
    {
        "ring",
        "aws-lc-sys",
        "zstd-sys",
        "openssl-sys",
        "libsqlite3-sys",
        "pq-sys",
        "mysqlclient-sys",
        "rdkafka-sys",
        "libz-sys",
        "tikv-jemalloc-sys",
        "libgit2-sys",
        "bzip2-sys",
        "lzma-sys",
    }
)

_PURE = frozenset({"windows-sys", "js-sys", "web-sys", "core-foundation-sys", "linux-raw-sys"})
"""Crates that are named like bindings to C, and need none on Linux."""


def dependencies_of(table: Mapping[str, object], text: str, path: str) -> dict[str, Origin]:
    """The crates that a manifest asks for, and those that their features bring and that link to a library."""
    found: dict[str, Origin] = {}
    for name, value in (as_table(table.get("dependencies")) or {}).items():
        origin = Origin(path, toml_line(text, "dependencies", name), f"dependencies.{name}")
        found[name] = origin
        features = as_list((as_table(value) or {}).get("features")) or ()
        defaults = (as_table(value) or {}).get("default-features", True)
        if name == "reqwest" and defaults and "rustls-tls" not in features:
            found.setdefault("native-tls", origin)
        if any(feature in ("native-tls", "runtime-tokio-native-tls", "tls-native-tls") for feature in features):
            found.setdefault("native-tls", origin)
        if name == "diesel" and "postgres" in features:
            found.setdefault("pq-sys", origin)
        if name == "diesel" and "mysql" in features:
            found.setdefault("mysqlclient-sys", origin)
    return found


_LOCKED = re.compile(r'^name = "([^"\n]++)"', re.MULTILINE)


def _locked(context: BuildContext, lock: str | None) -> frozenset[str] | None:
    text = None if lock is None else context.texts.get(lock)
    return frozenset(_LOCKED.findall(text)) if text else None


def native_modules_of(context: BuildContext, lock: str | None, dependencies: Mapping[str, Origin]) -> Judgement:
    """Whether C is compiled or linked: the lock file gives a sure answer, the manifest alone only a yes."""
    asked = [Reason(f"{name} links to {_ASKED[name]}", dependencies[name]) for name in _ASKED if name in dependencies]
    locked = _locked(context, lock)
    if locked is None or lock is None:
        return yes(*asked) if asked else unknown()
    found = sorted(name for name in locked if name in _C_CRATES)
    # A crate with a name like that, and not on the list, is a binding to C.
    bindings = sorted(name for name in locked if name.endswith("-sys") and name not in {*_C_CRATES, *_PURE})
    if found:
        reasons = (Reason(f"{name} brings or links C", Origin(lock, None, name)) for name in found)
        return yes(*reasons, *(Reason(f"{name} may link C", Origin(lock, None, name)) for name in bindings))
    return unknown() if bindings else no(Reason("No crate in the lock file is known to bring C", Origin(lock)))


def needs_of(
    context: BuildContext, lock: str | None, dependencies: Mapping[str, Origin], origin: Origin
) -> tuple[Need, ...]:
    """What a program needs of its image; libraries that a crate may build itself are uncertain."""
    found = [Need(NeedKind.C_LIBRARY, "libc", origin, is_certain=False)]
    clients = [
        where
        for name, where in dependencies.items()
        if name in ("reqwest", "ureq", "hyper-tls", "sentry", "oauth2") or name.startswith("aws-")
    ]
    found.append(
        Need(NeedKind.CERTIFICATES, "ca-certificates", clients[0] if clients else origin, is_certain=bool(clients))
    )
    libraries = {_ASKED[name]: dependencies[name] for name in _ASKED if name in dependencies}
    locked = _locked(context, lock)
    for crate, library in _LINKED.items():
        if locked and crate in locked and lock:
            libraries.setdefault(library, Origin(lock, None, crate))
    for crate, library in _BROUGHT.items():
        if locked and crate in locked:
            libraries.pop(library, None)
    found += [need(library, where, is_certain=library not in _BUNDLED) for library, where in libraries.items()]
    return tuple(found)
