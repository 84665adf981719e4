"""Build the wheels that pip installs in a stage of their own, so that compilers and headers stay behind there.

Offered where ``build_packages`` knows that one RUN alone needs them, and that RUN is a single ``pip install``. The new
stage repeats what stands above it. What was built is mounted and installed, so the same versions are.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Edit, Fix, Safety
from ...semantics.program import Program
from ...shell.invocation import Invocation
from ...syntax.items import Comment
from ...syntax.logical_text import Span
from ..build_package_edits import without_build_packages
from ..build_packages import BuildPackages, build_packages
from ..edits import TextEdit, apply
from ..new_stage import WHY_NUMBERED, counts_stages, free_name, named_from, stage_in_front
from ..transformation import Transformation

TITLE = "Build wheels in a stage of their own"
_NAMES = ("wheels", "build-wheels")
_FOLDER = "/wheels"
_KNOWN_TO_BOTH = frozenset(
    (
        *("--constraint", "--disable-pip-version-check", "--extra-index-url", "--index-url", "--no-cache-dir"),
        *("--quiet", "--require-hashes", "--requirement"),
    )
)
"""Options that ``pip install`` and ``pip wheel`` share, and that say nothing of where packages are put."""

_ABOUT_OUTPUT = frozenset(("--disable-pip-version-check", "--no-cache-dir", "--quiet"))


def offer(analysis: Analysis, index: int) -> Iterator[Fix]:
    """Build the wheels elsewhere, asked for on the RUN that installs build packages."""
    program = analysis.program
    found = build_packages(program, index)
    install = _install(found) if isinstance(found, BuildPackages) else None
    name = free_name(program, _NAMES)
    if isinstance(found, BuildPackages) and install is not None and name is not None and not counts_stages(program):
        reason = "what was built may load a library that the last stage lacks, which shows only when it runs"
        yield Fix(TITLE, Safety.UNSAFE, lambda: _edits(program, index, found, install, name), reason)


def why_not(analysis: Analysis, index: int) -> tuple[str, ...]:
    """Why wheels are not built elsewhere, where they could be."""
    found = build_packages(analysis.program, index)
    if not isinstance(found, BuildPackages) or _install(found) is None:
        return ()
    return (WHY_NUMBERED,) if counts_stages(analysis.program) else ()


def _install(found: BuildPackages) -> Invocation | None:
    """The only call of the RUN that builds, if it is one of pip that can as well build wheels."""
    step = found.builder
    script = step.commands
    if step is found.step or script is None or len(script.commands) != 1 or len(step.invocations) != 1:
        return None
    (call,) = step.invocations
    is_plain = call.tool == "pip" and call.subcommand == "install" and not call.unknown_options and not call.wrappers
    if not is_plain or step.item.head.comments or script.commands[0].redirections:
        return None
    return call if all(option.name in _KNOWN_TO_BOTH for option in call.options) else None


def _edits(
    program: Program, index: int, found: BuildPackages, install: Invocation, name: str
) -> tuple[Edit, ...] | None:
    number = program.stage_at(index)
    others = without_build_packages(program.tree.items, index, found)
    subcommand = install.subcommand_word
    if number is None or others is None or subcommand is None:
        return None
    stage, item = program.stages[number], found.builder.item
    position = next(place for place, other in enumerate(stage.items) if other is item)
    above = [other.text for other in stage.items[1:position] if not isinstance(other, Comment) and other.text.strip()]
    wheels = apply(item.text, [TextEdit(*subcommand.span, f"wheel --wheel-dir {_FOLDER}")])
    text = f"{named_from(program, number, name)}{''.join(above)}{wheels}"
    kept = [option.word.text for option in install.options if option.name in _ABOUT_OUTPUT]
    words = [install.command.name.text, "install", *kept, "--no-index", "--no-deps", f"{_FOLDER}/*.whl"]
    keyword = found.builder.instruction.keyword_span.end
    return (
        *others,
        stage_in_front(program, number, text if text.endswith("\n") else f"{text}\n"),
        Edit(item, Span(keyword, keyword), f" --mount=type=bind,from={name},source={_FOLDER},target={_FOLDER}"),
        Edit(item, install.command.span, " ".join(words)),
    )


TRANSFORMATION = Transformation(id="wheels-stage", title=TITLE, offer=offer, why_not=why_not, extracts=True)
