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
    problem_note,
    text_of,
    toml_line,
    toml_table,
)
from .rust_native import dependencies_of, native_modules_of, needs_of

_FRAMEWORKS = (
    ("actix-web", "actix"), ("axum", "axum"), ("rocket", "rocket"), ("warp", "warp"), ("poem", "poem"),
    ("salvo", "salvo"),
    ("tide", "tide"), ("tonic", "tonic"), ("leptos", "leptos"), ("hyper", "hyper"), ("clap", "clap"),
)  # fmt: skip

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
    read = toml_table(context, path)
    notes: tuple[Note, ...] = ()
    table: Mapping[str, object] = {}
    if isinstance(read, ManifestProblem):
        notes = (problem_note(path, read),)
    elif read is None:
        notes = lost_text(context, path)
    else:
        table = read
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
    dependencies = dependencies_of(table, text, path)
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
        native_modules=native_modules_of(context, lock, dependencies),
        is_monorepo_part=_monorepo(table, path, text, root),
        workspace_root=root if root is not None else (folder if "workspace" in table else None),
        workspace_members=members,
        artefacts=_artefacts(context, folder, output) if product is Product.PROGRAM else (),
        sources_at_run_time=False if product is Product.PROGRAM else None,
        needs=needs_of(context, lock, dependencies, origin) if product is Product.PROGRAM else (),
        notes=notes,
    )


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
    inner = context.names_in(join(folder, "src/bin"))
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
                for name, entry in context.names_in(place).items()
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
