"""What has served a site of plain files so far: a development server, or a server for the files of a folder.

Reads the start command and the script behind it. Leaves out what settings files say.

https://vite.dev/config/server-options, https://vite.dev/config/preview-options, https://cli.vuejs.org/guide/cli-service,
https://create-react-app.dev/docs/advanced-configuration, https://angular.dev/cli/serve,
https://webpack.js.org/configuration/dev-server, https://github.com/vercel/serve,
https://github.com/http-party/http-server
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...project.manifests import PackageJson
from ...project.recognition.commands import plain_arguments
from ...shell.dialect import program_name
from ...syntax.dataclass import dataclass
from .node_commands import PACKAGE_MANAGERS
from .subject import Subject, start_words

_WRAPPERS = frozenset(("tini", "dumb-init", "--", "npx", "bunx", "exec"))
_ASSIGNMENTS = re.compile(r"(?:cross-env +)?((?:[A-Za-z_]\w*=[^\s'\"$`;&|]* +)*)")
_MAJOR = re.compile(r"[\^~]?v?(\d+)(?:\.|\Z)")


@dataclass(frozen=True, slots=True)
class _Server:
    """A way to serve. ``first_major`` is the major version of its package that came to have that port.

    ``falls_back`` says that paths without a file are answered with the first page, ``None`` that settings say so.
    """

    package: str
    port: int
    is_development: bool = True
    falls_back: bool | None = True
    first_major: int = 0
    reads_port: bool = False


_VITE = _Server("vite", 5173, first_major=3)
_VUE = _Server("@vue/cli-service", 8080, reads_port=True)
_WEBPACK = _Server("webpack-dev-server", 8080, falls_back=None)
_SERVERS: Mapping[tuple[str, str], _Server] = {
    ("vite", ""): _VITE,
    ("vite", "dev"): _VITE,
    ("vite", "serve"): _VITE,
    ("vite", "preview"): _Server("vite", 4173, first_major=3),
    ("vue-cli-service", "serve"): _VUE,
    ("react-scripts", "start"): _Server("react-scripts", 3000, reads_port=True),
    ("ng", "serve"): _Server("@angular/cli", 4200),
    ("webpack-dev-server", ""): _WEBPACK,
    ("webpack", "serve"): _WEBPACK,
    ("serve", ""): _Server("serve", 3000, is_development=False, falls_back=None, first_major=14, reads_port=True),
    ("http-server", ""): _Server("http-server", 8080, is_development=False, falls_back=False, reads_port=True),
}
_COMMANDS = frozenset(command for _, command in _SERVERS if command)
SERVING_PACKAGES = frozenset(server.package for server in _SERVERS.values() if not server.is_development)
"""Packages that do nothing but serve a folder."""
_PORT_OPTIONS = ("--port", "-p", "-l", "--listen")
_WITHOUT_VALUE = frozenset(("-s", "--single", "--host", "--open", "--hot", "--strictPort", "--cors", "-C", "-n", "-L"))


@dataclass(frozen=True, slots=True)
class Serving:
    """How a site is served. ``command`` is what is run, for people; ``tool`` the program and its command.

    ``folder`` is the one that is named, as written. ``port`` is what the command or a variable says, ``habit`` what
    the tool listens on otherwise, ``None`` where its version may have another. ``options`` are those of the command.
    """

    command: str
    tool: tuple[str, str]
    is_development: bool
    folder: str | None
    port: int | None
    habit: int | None
    falls_back: bool | None
    options: frozenset[str]


def serving_of(subject: Subject, package: PackageJson) -> Serving | None:
    """How the container serves a site; ``None`` where something else is started, or more than that."""
    words = start_words(subject)
    if words is None:
        return None
    found = _behind_script([word for word in words if word not in _WRAPPERS], package)
    if found is None:
        return None
    command, variables = found
    plain = [word for word in command if word not in _WRAPPERS]
    if not plain:
        return None
    tool = (program_name(plain[0]), plain[1] if len(plain) > 1 and plain[1] in _COMMANDS else "")
    server = _SERVERS.get(tool)
    if server is None:
        return None
    rest = plain[2:] if tool[1] else plain[1:]
    options = _options(rest)
    asked = _environment_port(subject, variables) if server.reads_port else None
    said = _port(options) or (int(asked) if asked and asked.isdigit() else None)
    named = _operands(rest)
    if len(named) > 1 or (named and server.is_development):
        return None
    falls_back = server.falls_back
    if tool[0] == "serve":
        falls_back = not options.keys().isdisjoint(("-s", "--single"))
    return Serving(
        " ".join(command),
        tool,
        server.is_development,
        named[0] if named else None,
        said,
        server.port if asked is None and _has_habit(package, server) else None,
        falls_back,
        frozenset(options),
    )


def _behind_script(words: list[str], package: PackageJson) -> tuple[list[str], dict[str, str]] | None:
    """The words of the program behind a script of the package, and the variables that are set for it."""
    if not words or words[0] not in PACKAGE_MANAGERS:
        return words, {}
    rest = words[1:]
    while rest and rest[0] in ("run", "-s", "--silent"):
        rest = rest[1:]
    if not rest:
        return None
    text = package.scripts.get(rest[0])
    if text is None:
        # A package manager also runs programs of packages: `yarn vite`.
        return (rest, {}) if words[0] in ("yarn", "pnpm", "bun") else None
    hooks = {f"pre{rest[0]}", f"post{rest[0]}"}
    if not hooks.isdisjoint(package.scripts):
        return None
    assigned = _ASSIGNMENTS.match(text)
    set_here = assigned[1] if assigned else ""
    arguments = plain_arguments(text[assigned.end() :] if assigned else text)
    if arguments is None:
        return None
    return [*arguments, *rest[1:]], dict(pair.split("=", 1) for pair in set_here.split())


def _options(words: list[str]) -> dict[str, str | None]:
    """The options with their values, where one is written."""
    found: dict[str, str | None] = {}
    for at, word in enumerate(words):
        if word.startswith("-"):
            name, sign, value = word.partition("=")
            follows = words[at + 1] if at + 1 < len(words) and not words[at + 1].startswith("-") else None
            found[name] = value if sign else follows
    return found


def _operands(words: list[str]) -> list[str]:
    """The words that are neither options nor their values."""
    found: list[str] = []
    is_value = False
    for word in words:
        if word.startswith("-"):
            is_value = "=" not in word and word not in _WITHOUT_VALUE
        elif is_value or re.fullmatch(r"[\d.]+|localhost", word):
            is_value = False
        else:
            found.append(word)
    return found


def _port(options: Mapping[str, str | None]) -> int | None:
    for name in _PORT_OPTIONS:
        value = (options.get(name) or "").rpartition(":")[2]
        if value.isdigit():
            return int(value)
    return None


def _environment_port(subject: Subject, variables: Mapping[str, str]) -> str | None:
    """What PORT is set to; empty where that is not known."""
    if "PORT" in variables:
        return variables["PORT"]
    binding = subject.stage.final_state.environment.get("PORT")
    return None if binding is None else binding.value or ""


def _has_habit(package: PackageJson, server: _Server) -> bool:
    """Whether the version of the package is known to be late enough; one that no manifest names is the latest."""
    asked = package.development_dependencies.get(server.package) or package.dependencies.get(server.package)
    if asked is None or not server.first_major:
        return True
    found = _MAJOR.match(asked)
    return found is not None and int(found[1]) >= server.first_major
