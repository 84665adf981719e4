"""Go: the program alone in an empty image where it needs no C library, else on the bare distribution.

https://docs.docker.com/guides/golang/build-images/, https://pkg.go.dev/cmd/cgo
"""

from __future__ import annotations

import posixpath
import re

from ....project.recognition.facts import Ecosystem, NeedKind, ProjectFacts
from ....project.recognition.recognise import recognise
from ....semantics.file_effects import absolute_path
from ....shell.invocation import Invocation
from ....syntax.grammar import Keyword
from ..artefacts import CERTIFICATES, TIME_ZONES, Output, program_copies, started_output
from ..bases import RuntimeBase, distribution_of, scratch
from ..compiled import CompiledProject, plan_compiled
from ..packages import install_line
from ..plan import NOT_MINE, Plan, Refusal, refuse
from ..shells import needs_shell
from ..subject import Block, Subject, directory_of, path_of, start_words
from ..system_needs import SystemNeeds, system_needs

_BUILD_ONLY = re.compile(r"(?:GO[A-Z0-9]*|CGO_[A-Z]+|DEBIAN_FRONTEND)\Z")
_MODULE = re.compile(r"^module\s+\"?([^\s\"]+)", re.MULTILINE)
_MAJOR = re.compile(r"v\d+\Z")


def plan(subject: Subject) -> Plan | Refusal:
    """A stage that compiles, and one with the program."""
    builds = [
        (block, call)
        for block, call in subject.calls("go")
        if call.subcommand in ("build", "install") and _is_own(call)
    ]
    words = start_words(subject)
    if words and words[0] == "go" and words[1:2] == ("run",):
        return refuse("the container compiles the program when it starts (`go run`): build it in a RUN, and start that")
    if not builds:
        if any(True for _ in subject.calls("go")):
            return refuse("`go` is called, but no call of `go build` that makes a program is seen")
        return NOT_MINE
    outputs = tuple(_output(subject, block, call) for block, call in builds)
    if None in outputs:
        return refuse(f"line {builds[0][0].line}: where `go build` puts the program is not known")
    known = tuple(output for output in outputs if output is not None)
    started = started_output(subject, known, path_of(subject) or ("/go/bin",))
    if started is None:
        return refuse(_why_not_started(words))
    return _planned(subject, builds, known, started)


def _planned(
    subject: Subject, builds: list[tuple[Block, Invocation]], outputs: tuple[Output, ...], started: str
) -> Plan | Refusal:
    has_module = subject.has_file("go.mod")
    sets_cgo = any(block.step.value_of("CGO_ENABLED") == "0" or "CGO_ENABLED=0" in block.text for block, _ in builds)
    facts = _facts(subject)
    is_without_c = facts is not None and facts.native_modules.is_no
    is_static = sets_cgo or (is_without_c and not any("CGO_ENABLED=1" in block.text for block in subject.blocks))
    base = scratch() if is_static and not needs_shell(subject) else distribution_of(subject)
    if base is None:
        return refuse("the program may need the C library, and the distribution that it is built on is not known")
    before: list[tuple[str, str]] = []
    if is_static and not sets_cgo:
        text = f"{subject.keyword('ENV')} CGO_ENABLED=0\n"
        before.append((text, "no module calls C, so the program is made to need no C library"))
    paths = [started, *(path for output in outputs if (path := output.path) is not None and path != started)]
    copies = list(program_copies(subject, tuple(dict.fromkeys(paths))))
    notes: list[str] = []
    if base.text == "scratch":
        copies.append((CERTIFICATES, CERTIFICATES, "the authorities that TLS connections are checked against"))
        notes.append("the last stage has no shell, no `/tmp` and no time zones of the system")
    zones = _zones(subject, base, facts)
    needs = SystemNeeds() if base.has_shell is False else system_needs(subject, Ecosystem.GO, base, ())
    libraries = install_line(subject, base.facts.package_manager, needs.packages)
    return plan_compiled(
        subject,
        CompiledProject(
            recipe="go",
            base=base,
            build_calls=tuple(block.position for block, _ in builds),
            copies=(*copies, *(((TIME_ZONES, "/zoneinfo.zip", "the time zones that TZ speaks of"),) if zones else ())),
            source_ends=(".go",),
            manifests=("go.mod", "go.sum") if has_module and _is_simple(subject) else (),
            fetch="go mod download",
            before_build=tuple(before),
            environment=("ZONEINFO=/zoneinfo.zip",) if zones else (),
            is_build_only=lambda name: _BUILD_ONLY.match(name) is not None,
            notes=tuple(notes),
            before_copies=tuple(
                (text, "libraries that modules are linked with") for text in (libraries, needs.comment) if text
            ),
        ),
    )


def _is_own(call: Invocation) -> bool:
    """Whether a call builds something of the context, rather than a tool from elsewhere."""
    return not any(value is not None and "@" in value for value in call.operand_values)


def _output(subject: Subject, block: Block, call: Invocation) -> Output | None:
    folder = directory_of(block, call)
    target = call.option("-o")
    if call.subcommand == "install":
        gopath = block.step.value_of("GOBIN") or f"{block.step.value_of('GOPATH') or '/go'}/bin"
        return Output(gopath, _package_name(subject, call))
    if target is None:
        return None if folder is None else Output(folder, _package_name(subject, call))
    path = absolute_path(folder, target.value)
    if path is None:
        return None
    if (target.value or "").endswith("/") or path == folder:
        return Output(path, _package_name(subject, call))
    return Output(*posixpath.split(path))


def _package_name(subject: Subject, call: Invocation) -> str | None:
    """What ``go build`` calls the program."""
    packages = list(call.operand_values)
    if len(packages) > 1 and all(value is not None and value.endswith(".go") for value in packages):
        packages = packages[:1]
    if len(packages) > 1 or (packages and packages[0] is None):
        return None
    package = posixpath.normpath(packages[0]) if packages and packages[0] else "."
    if package.endswith("..."):
        return None
    if package.endswith(".go"):
        return posixpath.basename(package).removesuffix(".go")
    if package == ".":
        module = _MODULE.search(subject.context.texts.get("go.mod", ""))
        package = "" if module is None else module[1]
        if _MAJOR.match(posixpath.basename(package)):
            package = posixpath.dirname(package)
    return posixpath.basename(package) or None


def _facts(subject: Subject) -> ProjectFacts | None:
    """What is recognised of the module that lies nearest to the root."""
    return next((facts for facts in recognise(subject.context) if facts.ecosystem is Ecosystem.GO), None)


def _zones(subject: Subject, base: RuntimeBase, facts: ProjectFacts | None) -> bool:
    names = {
        pair.key.text
        for block in subject.blocks
        if block.keyword is Keyword.ENV
        for pair in block.step.instruction.key_values
    }
    has_package = any("tzdata" in block.text for block in subject.runs())
    is_official = subject.stage.base.image is not None and subject.stage.base.image.official_content == "golang"
    needs = () if facts is None else facts.needs
    asks = any(need.kind is NeedKind.TIME_ZONES and need.is_certain for need in needs)
    return base.text == "scratch" and is_official and ("TZ" in names or has_package or asks)


def _is_simple(subject: Subject) -> bool:
    """Whether modules are fetched by the build itself, from the root of the context, and not kept in it."""
    if any(call.subcommand == "mod download" for _, call in subject.calls("go")):
        return False
    if subject.has_file("vendor") is not False or subject.has_file("go.sum") is not True:
        return False
    text = subject.context.texts.get("go.mod", "")
    return re.search(r"=>\s*\.{1,2}/", text) is None


def _why_not_started(words: tuple[str, ...] | None) -> str:
    if not words:
        return "what the container starts is not known, so the program that is built cannot be told from it"
    return f"the container starts `{words[0]}`, which is not what `go build` makes"
