"""The import directions of the architecture, read from the source of every module."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SERVER = Path(__file__).resolve().parent.parent / "server"
MODULES = sorted(path.relative_to(SERVER) for path in SERVER.rglob("*.py"))

LAYERS = (
    "syntax",
    "shell",
    "images",
    "semantics",
    "project",
    "diagnostics",
    "code_actions",
    "external",
    "features",
    "report",
)
"""Lowest first: a module imports from its own layer and from those before it."""

EDGES = ("lsp", "cli")
"""Side by side on top of all layers. `cli` starts `lsp`, but only inside a function, so as not to pay for it."""

TOP_LEVEL = {"__init__.py", "__main__.py"}

PURE = {"syntax", "shell", "images", "semantics", "diagnostics", "code_actions", "features"}
"""What these know of the outside is passed in as values: no file, process, network, clock or environment."""

OUTSIDE = {
    "asyncio",
    "concurrent",
    "ctypes",
    "fcntl",
    "fileinput",
    "ftplib",
    "getpass",
    "glob",
    "http",
    "importlib",
    "linecache",
    "locale",
    "mmap",
    "multiprocessing",
    "os",
    "pathlib",
    "pkgutil",
    "platform",
    "random",
    "secrets",
    "select",
    "selectors",
    "shelve",
    "shutil",
    "signal",
    "smtplib",
    "socket",
    "sqlite3",
    "ssl",
    "subprocess",
    "tempfile",
    "time",
    "urllib",
    "webbrowser",
}
"""Standard modules that reach outside the process, or depend on when and where it runs."""

OUTSIDE_ALLOWED = {
    "shell": {"importlib"},
    "images": {"importlib.resources"},
    "diagnostics": {"importlib", "importlib.resources", "pkgutil"},
    "code_actions": {"importlib", "pkgutil"},
}
"""Data that comes with the package, and the discovery of one-file tools, rules and actions, are part of the program."""

EVERYWHERE_ALLOWED = {"urllib.parse"}

OUTSIDE_CALLS = {"open", "input", "print", "eval", "exec", "breakpoint", "__import__"}
CALLS_ALLOWED = {Path("syntax/dataclass.py"): {"exec"}}
"""Methods that are written at run time, from the names of fields, as the standard library's dataclasses are."""
CLOCK_CALLS = ("date.today", "datetime.today", "datetime.now", "datetime.utcnow")

THIRD_PARTY = {
    "lsp": {"lsprotocol", "pygls", "websockets"},
}
"""Which layer may import which distribution; all others live on the standard library."""


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module: its dotted name, `dockwright.` first where it is ours, and where the statement stands."""

    name: str
    line: int
    deferred: bool

    @property
    def is_ours(self) -> bool:
        return self.name.split(".")[0] == "dockwright"

    @property
    def layer(self) -> str | None:
        """The folder of `server/` that is imported from; None for `dockwright` itself."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else None


def imports_of(module: Path) -> Iterator[Import]:
    """Every import in the module (a path relative to `server/`), those for type checkers and in functions included."""
    tree = ast.parse((SERVER / module).read_text("utf-8"), str(module))
    package = ("dockwright", *module.parent.parts)
    for node, deferred in _statements(tree, deferred=False):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, deferred)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            origin = (*base, *(node.module.split(".") if node.module else ()))
            # `from .. import syntax` imports a layer although the statement names only the package above it.
            for alias in node.names:
                whole = (*origin, alias.name) if len(origin) == 1 and node.level else origin
                yield Import(".".join(whole), node.lineno, deferred)


def _statements(node: ast.AST, *, deferred: bool) -> Iterator[tuple[ast.AST, bool]]:
    for child in ast.iter_child_nodes(node):
        yield child, deferred
        inner = deferred or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield from _statements(child, deferred=inner)


def layer_of(module: Path) -> str:
    """The folder of `server/` that holds the module; empty for those beside the folders."""
    return module.parts[0] if len(module.parts) > 1 else ""


def may_import(layer: str, imported: Import) -> bool:
    """Whether a module of `layer` may import that module of ours."""
    if imported.layer is None or imported.layer == "__version__":
        return True
    if layer in LAYERS:
        return imported.layer in LAYERS[: LAYERS.index(layer) + 1]
    if layer == "cli" and imported.layer == "lsp":
        return imported.deferred
    if layer in EDGES:
        return imported.layer in (*LAYERS, layer)
    return layer == "" and imported.layer == "cli"


def every_module() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("module", MODULES, ids=[module.as_posix() for module in MODULES])


@every_module()
def test_module_lies_in_a_known_layer(module: Path) -> None:
    layer = layer_of(module)
    if layer:
        assert layer in (*LAYERS, *EDGES), f"give server/{layer} its place in LAYERS and in ARCHITECTURE.md"
    else:
        assert module.name in TOP_LEVEL, f"server/{module} belongs into one of the layers"


@every_module()
def test_imports_point_down(module: Path) -> None:
    upward = [
        f"server/{module}:{imported.line} imports {imported.name}"
        for imported in imports_of(module)
        if imported.is_ours and not may_import(layer_of(module), imported)
    ]
    assert not upward


@every_module()
def test_own_modules_are_imported_relatively(module: Path) -> None:
    tree = ast.parse((SERVER / module).read_text("utf-8"))
    absolute = [
        f"server/{module}:{node.lineno}"
        for node in ast.walk(tree)
        if (isinstance(node, ast.Import) and any(alias.name.split(".")[0] == "dockwright" for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").split(".")[0] == "dockwright")
    ]
    assert not absolute


@every_module()
def test_third_party_packages_stay_in_their_layer(module: Path) -> None:
    allowed = THIRD_PARTY.get(layer_of(module), set())
    strangers = [
        f"server/{module}:{imported.line} imports {imported.name}"
        for imported in imports_of(module)
        if not imported.is_ours
        and imported.name.split(".")[0] not in sys.stdlib_module_names
        and imported.name.split(".")[0] not in allowed
    ]
    assert not strangers


PURE_MODULES = [module for module in MODULES if layer_of(module) in PURE]


def every_pure_module() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("module", PURE_MODULES, ids=[module.as_posix() for module in PURE_MODULES])


@every_pure_module()
def test_pure_layers_import_nothing_of_the_outside(module: Path) -> None:
    allowed = OUTSIDE_ALLOWED.get(layer_of(module), set()) | EVERYWHERE_ALLOWED
    reached = [
        f"server/{module}:{imported.line} imports {imported.name}"
        for imported in imports_of(module)
        if imported.name.split(".")[0] in OUTSIDE and imported.name not in allowed
    ]
    assert not reached


@every_pure_module()
def test_pure_layers_call_nothing_of_the_outside(module: Path) -> None:
    tree = ast.parse((SERVER / module).read_text("utf-8"))
    calls = [(ast.unparse(node.func), node.lineno) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    reached = [
        f"server/{module}:{line} calls {name}"
        for name, line in calls
        if name in OUTSIDE_CALLS - CALLS_ALLOWED.get(module, set()) or name.endswith(CLOCK_CALLS)
    ]
    assert not reached


def test_third_party_packages_are_declared(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {
        "".join(letter if letter.isalnum() else "_" for letter in requirement.split("[")[0].split(">")[0])
        for requirement in project["dependencies"]
    }
    assert set().union(*THIRD_PARTY.values()) == declared


def test_command_line_starts_without_the_protocol() -> None:
    """Importing them takes longer than checking a file."""
    program = "import sys, dockwright.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True, timeout=60)
    assert not loaded.returncode, loaded.stderr
    assert not {"pygls", "lsprotocol", "asyncio"} & set(loaded.stdout.split())
