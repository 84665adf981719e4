"""Which packages of a RUN only build, where they are used, and what of them a program needs when it runs.

An answer is given only where nothing behind the RUN that builds may need them, and where the libraries that go with
headers are known. Otherwise there is a reason, or nothing where nobody would expect the packages to go.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics.chains import appended_command
from ..images.facts import BaseImageFacts
from ..semantics.build_packages import is_build_package
from ..semantics.program import Program
from ..semantics.start_command import is_interactive, start_command
from ..semantics.step import Step
from ..shell.dialect import program_name
from ..shell.invocation import Invocation
from ..shell.specification import PackageArgument
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from .multi_stage.commands import prepares, prepares_only
from .multi_stage.packages import libraries_of
from .system_installs import SYSTEM_INSTALLS, why_dependent

_MANAGERS = frozenset(("apt", "apt-get", "apk"))
_REMOVALS = frozenset(("remove", "purge", "autoremove", "autopurge", "del"))
_TOOLS = frozenset(
    (
        *("autoconf", "automake", "bison", "build-base", "build-essential", "cmake", "cpp", "flex", "g++", "gcc"),
        *("libc-dev", "libc6-dev", "libtool", "linux-headers", "linux-libc-dev", "m4", "make", "meson", "musl-dev"),
        *("nasm", "ninja", "ninja-build", "patch", "pkg-config", "pkgconf", "python3-dev", "yasm"),
    )
)
"""What compiles and links; a program that was built with it runs without."""


@dataclass(frozen=True, slots=True, eq=False)
class BuildPackages:
    """What a call installs for builds alone, the step that builds with it, and the libraries that have to stay."""

    step: Step
    call: Invocation
    packages: tuple[PackageArgument, ...]
    builder: Step
    libraries: tuple[str, ...]

    @property
    def names(self) -> str:
        """The packages as they are written, versions included."""
        return " ".join(package.word.text for package in self.packages)

    @property
    def others(self) -> list[PackageArgument]:
        """The packages of the call that are no build packages."""
        return [package for package in self.call.packages if package not in self.packages]


def build_packages(program: Program, index: int) -> BuildPackages | str | None:
    """The build packages that the RUN with this index of the tree installs, or why they have to stay."""
    step = program.step_at(index)
    if step is None or step.item.keyword is not Keyword.RUN or not step.traits.is_in_image:
        return None
    calls = [call for call in step.invocations if call.tool in _MANAGERS]
    installs = [call for call in calls if call.subcommand == SYSTEM_INSTALLS[call.tool] and any(_build_only(call))]
    if not installs or any(call.subcommand in _REMOVALS or call.has("--virtual") for call in calls):
        return None
    if len(installs) > 1:
        return "build packages are installed by more than one command"
    call, packages = installs[0], tuple(_build_only(installs[0]))
    builder = _builder(program, index, step, call)
    if isinstance(builder, str):
        return builder
    libraries = _libraries_to_keep(step, call, packages)
    return libraries if isinstance(libraries, str) else BuildPackages(step, call, packages, builder, libraries)


def _build_only(call: Invocation) -> Iterator[PackageArgument]:
    for package in call.packages:
        name = package.name or ""
        if name in _TOOLS or (name.endswith("-dev") and is_build_package(name)):
            yield package


def _libraries_to_keep(step: Step, call: Invocation, packages: tuple[PackageArgument, ...]) -> tuple[str, ...] | str:
    found: dict[str, None] = {}
    for package in packages:
        name = package.name or ""
        libraries = _libraries(call.tool, name, step.traits.facts)
        if libraries is None:
            return f"which library a program needs that was built with `{name}` is not known"
        found.update(dict.fromkeys(libraries))
    written = {package.name for package in call.packages}
    return tuple(name for name in found if name not in written)


def _libraries(tool: str, name: str, base: BaseImageFacts) -> tuple[str, ...] | None:
    if (tool, name) == ("apk", "gcc"):
        return ("libgcc",)
    found = libraries_of(tool, name, base)
    return () if found is None and name in _TOOLS else found


def _builder(program: Program, index: int, step: Step, call: Invocation) -> Step | str:
    """The only RUN that may need what a call installs."""
    facts = step.traits.facts
    if facts.package_manager != ("apk" if call.tool == "apk" else "apt-get") or facts.ships_compilers is not False:
        return "the image that it begins from is not known to have no compilers of its own"
    started = start_command(program.stages[-1])
    if started.step is None or is_interactive(started.step):
        return "the image starts no program, so it may be made to build with"
    if any(found.fact for found in program.select(_deferred_in_image)):
        return "builds that begin from the image may need them, as its ONBUILD says"
    users = [] if not _builds_behind(step, call) else [(index, step)]
    users += _runs_behind(program, index)
    if not users:
        return "nothing can be seen that is built with them"
    if len(users) > 1:
        line = program.tree.lines[users[1][0]] + 1
        return f"line {line} may need them too: it runs {_commands(users[1][1])}"
    place, builder = users[0]
    if builder is not step and (program.stage_at(place) != program.stage_at(index) or why_dependent(step) is not None):
        return "the RUN that installs them does more than that, and what another layer holds cannot be removed"
    return _why_no_chain(step, call, builder) or builder


def _deferred_in_image(step: Step) -> tuple[bool, ...]:
    return (True,) if step.is_deferred and step.traits.is_in_image else ()


def _builds_behind(step: Step, call: Invocation) -> bool:
    """Whether the script goes on with more than packages, files and users."""
    script = step.commands
    packages = {id(other.command) for other in step.invocations if other.tool in _MANAGERS}
    return script is not None and any(
        command.start > call.command.start and id(command) not in packages and not prepares(command)
        for command in script.commands
    )


def _runs_behind(program: Program, index: int) -> list[tuple[int, Step]]:
    """The RUN instructions behind an item, in its stage and in those that begin from it, that may build something."""
    number = program.stage_at(index)
    waiting = [] if number is None else [number]
    found: list[tuple[int, Step]] = []
    while waiting:
        stage = waiting.pop()
        start = program.starts[stage]
        runs = [(start + position, step) for position, step in program.stages[stage].steps_with(Keyword.RUN)]
        found += [(place, step) for place, step in runs if place > index and not prepares_only(step)]
        waiting += program.children.get(stage, ())
    return found


def _why_no_chain(step: Step, call: Invocation, builder: Step) -> str | None:
    """Why commands can be neither put in front of those of the builder nor behind them."""
    script = builder.script
    if call.wrappers or call.command.depth or call.command.assignments or call.unknown_options:
        return "the command that installs them is not a plain link of its script"
    if script is None or script.is_exec_form or appended_command(builder, "true") is None:
        return "the script that builds is not a plain chain of commands that stops at the first error"
    operators = {separator.operator for separator in script.script.separators}
    if not operators <= {"&&", "|", "\n"} or (builder is not step and script.is_heredoc):
        return "the script that builds is not a plain chain of commands that stops at the first error"
    if builder.user.value != step.user.value:
        return "another user builds than the one that installs packages"
    if any(_forgets_packages(other) for each in (step, builder) for other in each.invocations):
        return "what the package manager knows of its packages is removed"
    return None


def _forgets_packages(call: Invocation) -> bool:
    if call.tool != "rm":
        return False
    paths = [(value or word.text) for word, value in zip(call.operands, call.operand_values, strict=True)]
    return any(path.startswith(("/var", "/lib/apk", "/etc/apk")) and not _is_cache(path) for path in paths)


def _is_cache(path: str) -> bool:
    return path.startswith(("/var/lib/apt/lists", "/var/cache/", "/var/log/", "/var/tmp/"))


def _commands(step: Step) -> str:
    script = step.commands
    commands = () if script is None else script.commands
    names = dict.fromkeys(program_name(command.name.value or command.name.text) for command in commands)
    return ", ".join(f"`{name}`" for name in names) or "what cannot be read"
