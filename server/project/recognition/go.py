"""Go: from a ``go.mod`` to the facts of a project.

Sources: https://go.dev/ref/mod, https://go.dev/doc/modules/layout, https://pkg.go.dev/cmd/cgo. Leaves out: what needs
a C compiler only through a package of a package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..build_context import BuildContext, EntryKind
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
from .go_native import go_files, needs_of, uses_c
from .reading import (
    ancestors,
    files_in,
    folder_of,
    is_file,
    is_folder,
    join,
    known_in,
    line_at,
    lost_text,
    manifests_named,
    name_of,
    text_of,
)

_MODULE = re.compile(r"^module[ \t]++\"?([^\s\"]++)", re.MULTILINE)

_VERSION = re.compile(r"^go[ \t]++(\d[\w.]*+)", re.MULTILINE)

_TOOLCHAIN = re.compile(r"^toolchain[ \t]++go(\d[\w.]*+)", re.MULTILINE)

_REQUIRED = re.compile(
    r"^[ \t]*+(?:require[ \t]++)?((?:[\w-]++\.)++[\w-]++/[^\s]++)[ \t]++v\S++(?P<rest>[^\n]*+)", re.MULTILINE
)

_REPLACED = re.compile(r"^[^\n]*?=>[ \t]++(\.{1,2}/[^\s]*+)", re.MULTILINE)

_MAJOR = re.compile(r"/v\d+$")

_FRAMEWORKS = {
    "github.com/gin-gonic/gin": "gin", "github.com/labstack/echo": "echo", "github.com/gofiber/fiber": "fiber",
    "github.com/go-chi/chi": "chi", "github.com/gorilla/mux": "gorilla", "github.com/beego/beego": "beego",
    "github.com/kataras/iris": "iris", "github.com/valyala/fasthttp": "fasthttp", "google.golang.org/grpc": "grpc",
    "connectrpc.com/connect": "connect", "github.com/danielgtaylor/huma": "huma", "github.com/spf13/cobra": "cobra",
}  # fmt: skip


def sources(context: BuildContext) -> Iterator[str]:
    """The files with the function ``main``, and the settings of a task runner that may say how to build."""
    for path in manifests_named(context, "go.mod"):
        folder = folder_of(path)
        for main in _mains(context, folder):
            yield from go_files(context, main)[:6]


def recognise(context: BuildContext) -> Iterator[ProjectFacts]:
    """Each module of the context."""
    for path in manifests_named(context, "go.mod"):
        yield _project(context, path)


_PACKAGE_MAIN = re.compile(r"^package[ \t]++(main)\b", re.MULTILINE)


def _mains(context: BuildContext, folder: str) -> list[str]:
    """Folders that give a program: with a ``main.go``, or with a source that says ``package main``."""
    candidates = [
        folder,
        *(join(folder, name) for name in ("src", "server", "app", "api") if is_folder(context, join(folder, name))),
    ]
    for group in ("cmd", "cmds", "apps", "services"):
        inner = join(folder, group)
        candidates.append(inner)
        candidates += [
            join(inner, name) for name, entry in context.names_in(inner).items() if entry.kind is EntryKind.FOLDER
        ]
    return [place for place in candidates[:60] if _is_main(context, place)]


def _is_main(context: BuildContext, folder: str) -> bool:
    files = go_files(context, folder)
    if any(known_in(context, path, _PACKAGE_MAIN) for path in files[:6]):
        return True
    main = join(folder, "main.go")
    return main in files and text_of(context, main) is None


def _project(context: BuildContext, path: str) -> ProjectFacts:
    folder, text = folder_of(path), text_of(context, path)
    notes: tuple[Note, ...] = lost_text(context, path) if text is None else ()
    module = known_in(context, path, _MODULE, "module")
    if text is not None and module is None:
        notes = (Note(Origin(path), "The file names no module"),)
    required = _required(text or "", path)
    mains = _mains(context, folder)
    main = mains[0] if len(mains) == 1 or (mains and mains[0] == folder) else None
    sum_file = join(folder, "go.sum")
    lock = sum_file if is_file(context, sum_file) else None
    is_vendored = is_file(context, join(folder, "vendor/modules.txt"))
    cgo = uses_c(context, required, mains, bool(text))
    origin = Origin(path)
    binary = _binary(folder, main, module)
    build = None
    if main is not None and binary is not None:
        package = "." if main == folder else "./" + (main[len(folder) + 1 :] if folder else main)
        environment = {"CGO_ENABLED": "0"} if cgo.is_no else {}
        build = custom(origin, "go", "build", "-o", binary.value.rpartition("/")[2], package, **environment)
    framework = next(
        (Known(name, required[module]) for module, name in _FRAMEWORKS.items() if module in required), None
    )
    product = (
        Product.PROGRAM if mains else (Product.LIBRARY if text and not notes and _is_listed(context, folder) else None)
    )
    start = custom(origin, f"./{name_of(binary.value)}") if binary and product is Product.PROGRAM else None
    return ProjectFacts(
        Ecosystem.GO,
        folder,
        (origin,),
        name=module,
        framework=framework,
        product=product,
        package_manager=PackageManager("go", origin, cache_folders=("/go/pkg/mod", "/root/.cache/go-build")),
        lock_file=lock,
        manifests=(path, *((lock,) if lock else ()), *files_in(context, folder, ("go.work", "go.work.sum"))),
        install_needs_sources=_install_needs_sources(path, text),
        install=None if is_vendored else custom(origin, "go", "mod", "download"),
        needs_build=yes(Reason("Go programs are compiled", origin)) if product is Product.PROGRAM else unknown(),
        build=build,
        output_folder=binary if product is Product.PROGRAM else None,
        start=start,
        entry_point=_entry(context, main, origin),
        language_version=known_in(context, path, _TOOLCHAIN, "toolchain") or known_in(context, path, _VERSION, "go"),
        native_modules=cgo,
        is_monorepo_part=_monorepo(context, folder, path, text),
        artefacts=_artefacts(context, folder, binary) if product is Product.PROGRAM else (),
        sources_at_run_time=False if product is Product.PROGRAM else None,
        needs=needs_of(context, required, mains, cgo, origin) if product is Product.PROGRAM else (),
        notes=notes,
    )


def _is_listed(context: BuildContext, folder: str) -> bool:
    """Whether all names of the module's own folder and ``cmd`` are known, so that a program cannot have been missed."""
    return (
        folder in context.folders and folder not in context.incomplete and not is_folder(context, join(folder, "cmd"))
    )


def _required(text: str, path: str) -> dict[str, Origin]:
    """Modules by path without their major version."""
    found: dict[str, Origin] = {}
    for match in _REQUIRED.finditer(text):
        name = _MAJOR.sub("", match[1])
        found.setdefault(name, Origin(path, line_at(text, match.start(1)), match[1]))
    return found


def _binary(folder: str, main: str | None, module: Known | None) -> Known | None:
    """``go build`` calls the binary by the last part of the package's path, a major version left out."""
    if main is not None and main != folder and name_of(main) not in ("src", "cmd"):
        return Known(join(folder, name_of(main)), Origin(main))
    if module is None:
        return None
    return Known(join(folder, name_of(_MAJOR.sub("", module.value))), module.origin)


def _entry(context: BuildContext, main: str | None, origin: Origin) -> Known | None:
    if main is None:
        return None
    for path in go_files(context, main):
        if path.endswith("/main.go") or path == "main.go" or known_in(context, path, _PACKAGE_MAIN):
            return Known(path, origin)
    return None


def _install_needs_sources(path: str, text: str | None) -> Judgement:
    found = None if text is None else _REPLACED.search(text)
    if found is not None and text is not None:
        return yes(
            Reason(f"{found[1]} is read from the context", Origin(path, line_at(text, found.start()), "replace"))
        )
    return no() if text is not None else unknown()


def _monorepo(context: BuildContext, folder: str, path: str, text: str | None) -> Judgement:
    for place in (folder, *ancestors(folder)):
        if is_file(context, join(place, "go.work")):
            return yes(Reason("It lies in a workspace", Origin(join(place, "go.work"))))
    needs_others = _install_needs_sources(path, text)
    return needs_others if needs_others.is_yes else no()


_RUNTIME_FOLDERS = (
    "templates",
    "static",
    "public",
    "views",
    "assets",
    "migrations",
    "conf",
    "config",
    "configs",
    "web",
    "locales",
    "docs",
    "runtime",
)


def _artefacts(context: BuildContext, folder: str, binary: Known | None) -> tuple[Artefact, ...]:
    """The binary, and folders without Go in them that it may read: embedded ones are not needed, others are."""
    found = [Artefact(binary.value, Part.BUILT, binary.origin)] if binary else []
    for name in _RUNTIME_FOLDERS:
        place = join(folder, name)
        if is_folder(context, place) and not go_files(context, place):
            found.append(Artefact(place, Part.ASSETS, Origin(place), is_certain=False))
    return tuple(found)
