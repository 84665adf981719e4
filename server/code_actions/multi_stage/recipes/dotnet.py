""".NET: what `dotnet publish` made, on the image with as much of .NET as it does not bring itself.

https://learn.microsoft.com/dotnet/core/docker/build-container, https://learn.microsoft.com/dotnet/core/deploying
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from ....project.recognition.dotnet import ASP_NET, publishing
from ....project.recognition.dotnet_publishing import publishing_of
from ....project.recognition.facts import Ecosystem, ProjectFacts
from ....project.recognition.recognise import recognise
from ....semantics.file_effects import absolute_path
from ....shell.invocation import Invocation
from ...dotnet_images import LINKING_TOOLS, OLDEST_ALONE, REGISTRY, chiseled_name, deps_image
from ..bases import RuntimeBase, named, shell_notes
from ..compiled import CompiledProject, plan_compiled
from ..packages import installs_of, is_only_packages
from ..plan import NOT_MINE, Plan, Refusal, refuse
from ..shells import needs_distribution
from ..subject import Block, Subject, directory_of, start_words

_SDK = f"{REGISTRY}/sdk"
_BUILD_ONLY = re.compile(r"(?:NUGET_\w+|DEBIAN_FRONTEND)\Z")
_TAG = re.compile(r"(?P<version>(?P<major>\d+)\.\d+)(?:\.\d+)?(?P<system>(?:-(?!aot)[a-z][\w.]*)*)(?:-aot)?")
_PROPERTY = re.compile(r"(?:[-/]p:|[-/]property:|--property:)?(?P<name>[A-Za-z]+)=(?P<value>[\w.-]+)")


def plan(subject: Subject) -> Plan | Refusal:
    """A stage that publishes, and one with what was published."""
    calls = list(subject.calls("dotnet"))
    published = [(block, call) for block, call in calls if call.subcommand == "publish"]
    if not calls:
        return NOT_MINE
    words = start_words(subject)
    if words and words[:2] in (("dotnet", "run"), ("dotnet", "watch")):
        return refuse("the container compiles the program when it starts: publish it in a RUN, and start that")
    if not published or not words:
        return refuse("no call of `dotnet publish` and a start command that belongs to it are seen")
    block, call = published[-1]
    option = call.option("--output")
    folder = None if option is None else absolute_path(directory_of(block, call), option.value)
    if folder is None:
        return refuse(f"line {block.line}: `dotnet publish` says not where to with `--output`")
    first, *others = words
    program = others[0] if first == "dotnet" and others else first
    if posixpath.dirname(absolute_path(subject.workdir, program) or "/") != folder:
        return refuse(f"the container starts `{program}`, which does not lie in `{folder}`, where it is published to")
    linking = tuple(each.position for each in subject.runs() if _installs_linker(each))
    facts = _facts(subject, program)
    base = _base(subject, facts) if first == "dotnet" else _base_of_program(subject, facts, block, call, linking)
    if base is None:
        return refuse(f"the runtime is chosen by the tag of `{_SDK}`, and the file begins from another image")
    return plan_compiled(
        subject,
        CompiledProject(
            recipe="dotnet",
            base=base,
            build_calls=tuple(dict.fromkeys((*linking, *(each.position for each, _ in calls)))),
            copies=((folder, folder, "what was published"),),
            source_ends=(".cs", ".fs", ".vb"),
            is_build_only=lambda name: _BUILD_ONLY.match(name) is not None,
            notes=shell_notes(base),
            reads_sources=False,
        ),
    )


def _installs_linker(block: Block) -> bool:
    """Whether a RUN does nothing but install what native code is linked with."""
    packages = {package.name for call in installs_of(block.step) for package in call.packages}
    return bool(packages) and LINKING_TOOLS.issuperset(packages) and is_only_packages(block.step)


def _facts(subject: Subject, program: str) -> ProjectFacts | None:
    """What is known of the only project whose program has that name."""
    name = posixpath.basename(program).removesuffix(".dll")
    found = [
        facts
        for facts in recognise(subject.context)
        if facts.ecosystem is Ecosystem.DOTNET and facts.name is not None and facts.name.value == name
    ]
    return found[0] if len(found) == 1 and not found[0].notes else None


def _tag(subject: Subject) -> re.Match[str] | None:
    image = subject.stage.base.image
    if image is None or image.familiar_name != _SDK or image.tag is None or image.digest is not None:
        return None
    return _TAG.fullmatch(image.tag)


def _base(subject: Subject, facts: ProjectFacts | None) -> RuntimeBase | None:
    """The runtime, and the framework for the web unless it is known that nothing asks for it."""
    tag = _tag(subject)
    if tag is None:
        return None
    # The SDK counts its releases in its own way, so that their last number means nothing to the runtime.
    text = f"{tag['version']}{tag['system']}"
    if facts is None or facts.start is None or any(need.name == ASP_NET for need in facts.needs):
        reason = "the same version with the runtime alone; it serves programs for the web and others"
        return named(f"{REGISTRY}/aspnet:{text}", reason)
    return named(f"{REGISTRY}/runtime:{text}", "the same version with the runtime alone; nothing asks for ASP.NET Core")


def _base_of_program(
    subject: Subject, facts: ProjectFacts | None, block: Block, call: Invocation, linking: tuple[int, ...]
) -> RuntimeBase | None:
    """What a runtime needs of the system, if the program brings it; else the image with the runtime."""
    tag = _tag(subject)
    options = dict(_properties(call))
    major = int(tag["major"]) if tag is not None else 0
    if facts is not None:
        published = publishing(subject.context, facts.evidence[0].path, options)
    else:
        published = publishing_of(options, major)
    if tag is None or not published.is_self_contained or not published.is_made_for_linux or major < OLDEST_ALONE:
        return _base(subject, facts)
    system = tag["system"].removeprefix("-")
    name = system if system.startswith("alpine") else chiseled_name(major, system)
    if name is not None and not name.startswith("alpine") and needs_distribution(subject, block.position, linking):
        name = None
    if name is None:
        text = f"{REGISTRY}/runtime-deps:{tag['version']}{tag['system']}"
    else:
        text = deps_image(tag["version"], name, needs_icu=not published.is_invariant)
    return named(text, "what a runtime needs of the system, since the program brings its own")


def _properties(call: Invocation) -> Iterator[tuple[str, str]]:
    """What the call sets besides the project file, by names in small letters."""
    for word in call.command.words:
        found = _PROPERTY.fullmatch(word.value or "")
        if found is not None:
            yield found["name"].lower(), found["value"]
    alone, runtime = call.option("--self-contained"), call.option("--runtime")
    if alone is not None or call.has("--no-self-contained"):
        # The answer may follow as a word of its own, which is then taken for an operand.
        is_no = alone is None or "false" in (alone.value, *call.operand_values)
        yield "publishselfcontained", "false" if is_no else "true"
    if runtime is not None and runtime.value is not None:
        yield "runtimeidentifier", runtime.value
