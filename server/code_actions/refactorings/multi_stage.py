"""Convert a file with one stage to one that builds in a stage of its own and ships what runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Edit, Fix, Safety
from ..multi_stage.plan import Refusal
from ..transformation import Transformation

if TYPE_CHECKING:
    from ..multi_stage.convert import Conversion

TITLE = "Convert to a multi-stage build"


def offer(analysis: Analysis, index: int) -> Iterator[Fix]:
    """Convert the file when asked on its only FROM, for each way to run a program that there is to choose from."""
    found = _found(analysis, index)
    if found is None or isinstance(found, Refusal):
        return
    from ..java_runtimes import CHOICES, RECIPE
    from ..multi_stage.convert import convert

    yield _fix(analysis, TITLE, found)
    if found.plan.recipe == RECIPE:
        for runtime, words in CHOICES.items():
            other = convert(analysis, runtime)
            if not isinstance(other, Refusal):
                yield _fix(analysis, f"{TITLE} {words}", other)


def _fix(analysis: Analysis, title: str, found: Conversion) -> Fix:
    from ...project.recognition.recognise import unread_manifests
    from ..multi_stage.convert import edits_of

    def edits() -> tuple[Edit, ...]:
        return edits_of(analysis.program.tree, found.text)

    reason = "the image holds less than before, and whether the program needs what is gone shows when it runs"
    reasons = (reason, *unread_manifests(analysis.surroundings.context))
    return Fix(title, Safety.UNSAFE, edits, "; ".join(reasons))


def why_not(analysis: Analysis, index: int) -> tuple[str, ...]:
    """Why the file is not converted when asked on its only FROM; empty where it is, and anywhere else."""
    found = _found(analysis, index)
    if not isinstance(found, Refusal):
        return ()
    from ...project.recognition.recognise import unread_manifests

    return (*found.reasons, *unread_manifests(analysis.surroundings.context))


def _found(analysis: Analysis, index: int) -> Conversion | Refusal | None:
    program = analysis.program
    if len(program.stages) != 1 or program.starts[0] != index:
        return None
    # It takes the rules along, and is hardly ever asked for.
    from ..multi_stage.convert import convert

    return convert(analysis)


TRANSFORMATION = Transformation(
    id="multi-stage",
    title=TITLE,
    offer=offer,
    why_not=why_not,
)
