"""Install compilers and headers in the RUN that builds with them, and remove them there, so that no layer holds them.

The libraries that go with headers are installed by name, so that they stay. On Debian the others are marked as no
longer wanted, and all goes that nothing else depends on; on Alpine they are installed under a common name, and go under
it. Whether that can be done is what ``build_packages`` finds out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...diagnostics.chains import appended_command, joint
from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Edit, Fix, Safety
from ...syntax.items import Item
from ...syntax.logical_text import Span
from ..build_package_edits import removals, with_libraries, without_build_packages
from ..build_packages import BuildPackages, build_packages
from ..transformation import Transformation

TITLE = "Keep build packages only in the RUN that builds"
_VIRTUAL = "--virtual .build-deps"


def offer(analysis: Analysis, index: int) -> Iterator[Fix]:
    """Leave the build packages of a RUN out of its layer."""
    found = build_packages(analysis.program, index)
    if isinstance(found, BuildPackages):
        reason = "what was built may load a library that is removed, which shows only when it runs"
        if found.builder is not found.step:
            reason += ", and each change of what is built installs them again"
        items = analysis.program.tree.items
        yield Fix(TITLE, Safety.UNSAFE, lambda: _edits(items, index, found), reason)


def why_not(analysis: Analysis, index: int) -> tuple[str, ...]:
    """Why the build packages of a RUN stay."""
    found = build_packages(analysis.program, index)
    return (found,) if isinstance(found, str) else ()


def _edits(items: Sequence[Item], index: int, found: BuildPackages) -> tuple[Edit, ...] | None:
    is_moved = found.builder is not found.step
    if is_moved:
        others = without_build_packages(items, index, found)
    else:
        others = _under_one_name(found) if found.call.tool == "apk" else with_libraries(found)
    last = appended_command(found.builder, _removing(found, is_moved=is_moved), on_own_line=True)
    if others is None or last is None:
        return None
    return (*others, *((_installing(found),) if is_moved else ()), last)


def _removing(found: BuildPackages, *, is_moved: bool) -> str:
    if found.call.tool == "apk":
        return "apk del .build-deps"
    names = " ".join(package.name or "" for package in found.packages)
    lists = " && rm -rf /var/lib/apt/lists/*" if is_moved else ""
    return f"apt-mark auto {names} > /dev/null && apt-get purge -y --auto-remove{lists}"


def _installing(found: BuildPackages) -> Edit:
    """Installs the build packages in front of the commands that need them."""
    if found.call.tool == "apk":
        commands = [f"apk add --no-cache {_VIRTUAL} {found.names}"]
    else:
        recommended = " --no-install-recommends" if found.call.has("--no-install-recommends") else ""
        commands = ["apt-get update", f"apt-get install -y{recommended} {found.names}"]
    start, link = found.builder.instruction.arguments.source(0), joint(found.builder)
    return Edit(found.builder.item, Span(start, start), "".join(f"{command}{link}" for command in commands))


def _under_one_name(found: BuildPackages) -> tuple[Edit, ...] | None:
    """Gives the list a name, and installs what is to stay by a command of its own."""
    step, call = found.step, found.call
    gone = removals(found, tuple(found.others))
    if gone is None or call.subcommand_word is None or step.script is None:
        return None
    named = call.subcommand_word.span.end
    edits = (Edit(step.item, Span(named, named), f" {_VIRTUAL}"), *gone)
    staying = [*(package.word.text for package in found.others), *found.libraries]
    if not staying:
        return edits
    packages = {id(package.word) for package in call.packages}
    command = [word.text for word in call.command.words if id(word) not in packages]
    link, end = "\n" if step.script.is_heredoc else joint(step), call.command.span.end
    return (*edits, Edit(step.item, Span(end, end), link + " ".join((*command, *staying))))


TRANSFORMATION = Transformation(id="build-packages", title=TITLE, offer=offer, why_not=why_not)
