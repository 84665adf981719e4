"""Rust: from a ``Cargo.toml`` to the facts of a project.

Sources: https://doc.rust-lang.org/cargo/reference/manifest.html,
https://doc.rust-lang.org/cargo/reference/workspaces.html, https://rust-lang.github.io/rustup/overrides.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..build_context import BuildContext, EntryKind
from ..manifests import ManifestProblem
from ..plain_values import as_list, as_table
from .commands import custom
from .facts import (
    Artefact,
    Ecosystem,
    Judgement,
    Known,
    Need,
    NeedKind,
    Note,
    Origin,
    PackageManager,
    Part,
    Product,
    ProjectFacts,
    Reason,
    no,
    unknown,
    yes,
)
from .native_libraries import need
from .reading import (
    ancestors,
    files_in,
    first_line,
    folder_of,
    is_file,
    is_folder,
    join,
    known_in,
    lost_text,
    manifests_named,
    names_in,
    problem_note,
    text_of,
    toml_line,
    toml_table,
)

_FRAMEWORKS = (
    ("actix-web", "actix"), ("axum", "axum"), ("rocket", "rocket"), ("warp", "warp"), ("poem", "poem"),
    ("salvo", "salvo"),
    ("tide", "tide"), ("tonic", "tonic"), ("leptos", "leptos"), ("hyper", "hyper"), ("clap", "clap"),
)  # fmt: skip

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
_RUNTIME_FOLDERS = (
    "configuration",
    "config",
    "templates",
    "static",
    "public",
    "assets",
    "migrations",
    "views",
    "locales",
)


def sources(context: BuildContext) -> Iterator[str]:
    """Lock files name crates that link to libraries."""
    for path in manifests_named(context, "Cargo.toml"):
        lock = join(folder_of(path), "Cargo.lock")
        if is_file(context, lock):
            yield lock


def recognise(context: BuildContext) -> Iterator[ProjectFacts]:
    """Each package, and each workspace without one at its root."""
    for path in manifests_named(context, "Cargo.toml"):
        yield _project(context, path)


def _project(context: BuildContext, path: str) -> ProjectFacts:
    folder = folder_of(path)
    table = toml_table(context, path)
    notes: tuple[Note, ...] = ()
    if isinstance(table, ManifestProblem):
        notes, table = (problem_note(path, table),), {}
    elif table is None:
        notes, table = lost_text(context, path), {}
    text = text_of(context, path) or ""
    package = as_table(table.get("package")) or {}
    name = package.get("name")
    root = _workspace_root(context, folder, table)
    members = _members(context, folder, table)
    base = folder if root is None else root
    lock = next(iter(files_in(context, base, ("Cargo.lock",))), None)
    binary = _binary(context, folder, table, path, text) if isinstance(name, str) else None
    origin = Origin(path)
    product = Product.PROGRAM if binary else (Product.WORKSPACE if not package and "workspace" in table else None)
    if product is None and is_file(context, join(folder, "src/lib.rs")) and package:
        product = Product.LIBRARY
    dependencies = _dependencies(table, text, path)
    framework = next((Known(shown, dependencies[crate]) for crate, shown in _FRAMEWORKS if crate in dependencies), None)
    output = None if binary is None else Known(join(base, f"target/release/{binary.value}"), binary.origin)
    frozen = ("--locked",) if lock else ()
    return ProjectFacts(
        Ecosystem.RUST,
        folder,
        (origin,),
        name=Known(name, Origin(path, toml_line(text, "package", "name"), "package.name"))
        if isinstance(name, str)
        else None,
        framework=framework,
        product=product,
        package_manager=PackageManager(
            "cargo", Origin(lock or path), cache_folders=("/usr/local/cargo/registry", "/usr/local/cargo/git")
        ),
        lock_file=lock,
        manifests=_manifests(context, path, base, lock, members),
        install_needs_sources=yes(Reason("Cargo wants the targets of each manifest to be there", origin)),
        install=custom(origin, "cargo", "fetch", *frozen),
        needs_build=yes(Reason("Rust programs are compiled", origin)),
        build=None if binary is None else custom(origin, "cargo", "build", "--release", *frozen, "--bin", binary.value),
        output_folder=output,
        start=None if binary is None else custom(binary.origin, f"./{binary.value}"),
        entry_point=_entry(context, folder, table, binary),
        language_version=_language_version(context, folder, package, path, text),
        native_modules=_native(context, lock, dependencies),
        is_monorepo_part=_monorepo(table, path, text, root),
        workspace_root=root if root is not None else (folder if "workspace" in table else None),
        workspace_members=members,
        artefacts=_artefacts(context, folder, output) if product is Product.PROGRAM else (),
        sources_at_run_time=False if product is Product.PROGRAM else None,
        needs=_needs(context, lock, dependencies, origin) if product is Product.PROGRAM else (),
        notes=notes,
    )


def _dependencies(table: Mapping[str, object], text: str, path: str) -> dict[str, Origin]:
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


def _binary(context: BuildContext, folder: str, table: Mapping[str, object], path: str, text: str) -> Known | None:
    """The program that is shipped: the one that ``default-run`` names, or the only one there is."""
    package = as_table(table.get("package")) or {}
    chosen = package.get("default-run")
    if isinstance(chosen, str):
        return Known(chosen, Origin(path, toml_line(text, "package", "default-run"), "package.default-run"))
    listed = [
        name for item in as_list(table.get("bin")) or () if isinstance(name := (as_table(item) or {}).get("name"), str)
    ]
    if len(listed) == 1:
        return Known(listed[0], Origin(path, toml_line(text, "bin", "name"), "bin.name"))
    name = package.get("name")
    if is_file(context, join(folder, "src/main.rs")) and isinstance(name, str) and not listed:
        return Known(name, Origin(path, toml_line(text, "package", "name"), "package.name"))
    inner = names_in(context, join(folder, "src/bin"))
    if len(inner) == 1 and not listed:
        return Known(next(iter(inner)).removesuffix(".rs"), Origin(join(folder, "src/bin")))
    return None


def _entry(context: BuildContext, folder: str, table: Mapping[str, object], binary: Known | None) -> Known | None:
    if binary is None:
        return None
    for item in as_list(table.get("bin")) or ():
        entry = as_table(item) or {}
        if entry.get("name") == binary.value and isinstance(entry.get("path"), str):
            return Known(join(folder, str(entry["path"])), binary.origin)
    for name in (f"src/bin/{binary.value}.rs", f"src/bin/{binary.value}/main.rs", "src/main.rs"):
        if is_file(context, join(folder, name)):
            return Known(join(folder, name), binary.origin)
    return None


def _workspace_root(context: BuildContext, folder: str, table: Mapping[str, object]) -> str | None:
    if "workspace" in table:
        return None
    for place in ancestors(folder):
        above = toml_table(context, join(place, "Cargo.toml"))
        if isinstance(above, Mapping) and "workspace" in above:
            return place
    return None


def _members(context: BuildContext, folder: str, table: Mapping[str, object]) -> tuple[str, ...]:
    found: list[str] = []
    for pattern in (as_list((as_table(table.get("workspace")) or {}).get("members")) or ())[:100]:
        if not isinstance(pattern, str):
            continue
        if pattern.endswith("/*"):
            place = join(folder, pattern.removesuffix("/*"))
            found += [
                join(place, name)
                for name, entry in names_in(context, place).items()
                if entry.kind is EntryKind.FOLDER and is_file(context, join(place, f"{name}/Cargo.toml"))
            ]
        elif is_file(context, join(folder, f"{pattern}/Cargo.toml")):
            found.append(join(folder, pattern))
    return tuple(dict.fromkeys(found))


def _manifests(
    context: BuildContext, path: str, base: str, lock: str | None, members: tuple[str, ...]
) -> tuple[str, ...]:
    names = ("rust-toolchain.toml", "rust-toolchain")
    found = [join(base, "Cargo.toml"), path, *((lock,) if lock else ()), *files_in(context, base, names)]
    found += [join(member, "Cargo.toml") for member in members]
    found += files_in(context, join(base, ".cargo"), ("config.toml",))
    return tuple(dict.fromkeys(found))


_CHANNEL = re.compile(r"^channel[ \t]*+=[ \t]*+\"([^\"\n]++)\"", re.MULTILINE)


def _language_version(
    context: BuildContext, folder: str, package: Mapping[str, object], path: str, text: str
) -> Known | None:
    for place in (folder, *ancestors(folder)):
        known = known_in(context, join(place, "rust-toolchain.toml"), _CHANNEL, "toolchain.channel")
        known = (
            known
            or known_in(context, join(place, "rust-toolchain"), _CHANNEL)
            or first_line(context, join(place, "rust-toolchain"))
        )
        if known is not None:
            return known
    wish = package.get("rust-version")
    return (
        Known(wish, Origin(path, toml_line(text, "package", "rust-version"), "package.rust-version"))
        if isinstance(wish, str)
        else None
    )


_LOCKED = re.compile(r'^name = "([^"\n]++)"', re.MULTILINE)


def _locked(context: BuildContext, lock: str | None) -> frozenset[str] | None:
    text = None if lock is None else context.texts.get(lock)
    return frozenset(_LOCKED.findall(text)) if text else None


def _native(context: BuildContext, lock: str | None, dependencies: Mapping[str, Origin]) -> Judgement:
    """Whether C is compiled or linked: the lock file gives a sure answer, the manifest alone only a yes."""
    asked = [Reason(f"{name} links to {_ASKED[name]}", dependencies[name]) for name in _ASKED if name in dependencies]
    locked = _locked(context, lock)
    if locked is None or lock is None:
        return yes(*asked) if asked else unknown()
    found = sorted(name for name in locked if name in _C_CRATES)
    if found:
        return yes(*(Reason(f"{name} brings or links C", Origin(lock, None, name)) for name in found))
    # A crate with a name like that, and not on the list, is a binding to C.
    bindings = [
        name
        for name in locked
        if name.endswith("-sys")
        and name not in ("windows-sys", "js-sys", "web-sys", "core-foundation-sys", "linux-raw-sys")
    ]
    return unknown() if bindings else no(Reason("No crate in the lock file is known to bring C", Origin(lock)))


def _needs(
    context: BuildContext, lock: str | None, dependencies: Mapping[str, Origin], origin: Origin
) -> tuple[Need, ...]:
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
    if locked and "openssl-src" in locked:
        libraries.pop("OpenSSL", None)
    found += [need(library, where, is_certain=library not in _BUNDLED) for library, where in libraries.items()]
    return tuple(found)


def _monorepo(table: Mapping[str, object], path: str, text: str, root: str | None) -> Judgement:
    if root is not None:
        return yes(Reason("It is a member of a workspace", Origin(join(root, "Cargo.toml"), None, "workspace")))
    if "workspace" in table and (as_table(table.get("workspace")) or {}).get("members"):
        return yes(Reason("It is the root of a workspace", Origin(path, toml_line(text, "workspace"), "workspace")))
    for name, value in (as_table(table.get("dependencies")) or {}).items():
        if isinstance((as_table(value) or {}).get("path"), str):
            return yes(
                Reason(f"{name} lies in the same repository", Origin(path, toml_line(text, "dependencies", name)))
            )
    return no() if table else unknown()


def _artefacts(context: BuildContext, folder: str, output: Known | None) -> tuple[Artefact, ...]:
    found = [Artefact(output.value, Part.BUILT, output.origin)] if output else []
    places = [place for name in _RUNTIME_FOLDERS if is_folder(context, place := join(folder, name))]
    found += [Artefact(place, Part.ASSETS, Origin(place), is_certain=False) for place in places]
    return tuple(found)
