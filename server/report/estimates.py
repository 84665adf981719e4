"""What a change of a Dockerfile is expected to gain, in lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..project.byte_counts import bounds_in_words
from ..project.estimate import Estimate
from ..project.rebuilds import Rebuilt

_WIDTH = 40


def compared(before: Estimate, after: Estimate, changed: str | None) -> Iterator[str]:
    """The estimates side by side; ``changed`` is the source file that ``rebuilt`` is about."""
    yield f"estimated image: {_arrow(bounds_in_words(before.image), bounds_in_words(after.image))}"
    yield from _unknown("before", before)
    yield from _unknown("after", after)
    yield f"  layers on top of the base image: {_arrow(str(before.added_layers), str(after.added_layers))}"
    if changed is not None:
        yield f"  a change in `{changed}` has done again {_steps(before.rebuilt)}"
        if _steps(before.rebuilt) != _steps(after.rebuilt):
            yield f"    and after the change of the Dockerfile {_steps(after.rebuilt)}"


def _arrow(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _unknown(when: str, estimate: Estimate) -> Iterator[str]:
    if estimate.unknown:
        lines = _listed(str(each.line) for each in estimate.unknown)
        yield f"  not known {when}: what line{'s' if len(estimate.unknown) > 1 else ''} {lines} may add"


def _steps(rebuilt: Iterable[Rebuilt]) -> str:
    found = tuple(rebuilt)
    certain = [_shown(each) for each in found if each.is_certain]
    possible = [_shown(each) for each in found if not each.is_certain]
    said = _listed(certain or ["nothing"])
    return f"{said}, and maybe {_listed(possible)}" if possible else said


def _shown(rebuilt: Rebuilt) -> str:
    instruction = rebuilt.step.instruction
    words = (*instruction.flag_texts, *instruction.arguments.text.split())
    text = " ".join((instruction.keyword_text.upper(), *words))
    return f"`{text if len(text) <= _WIDTH else f'{text[: _WIDTH - 1]}…'}`"


def _listed(words: Iterable[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
