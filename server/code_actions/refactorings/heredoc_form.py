"""Write a RUN of several commands as a heredoc, or a heredoc as a chain; what runs, and where it stops, stays.

Offered only where it can be seen that ``&&`` and ``set -e`` do the same. Comments between commands stay in front of
the command they stood before.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics.engine import Analysis
from ...diagnostics.finding import Edit, Fix, Safety
from ...semantics.step import Step
from ...syntax.logical_text import Span
from ..frontend import knows_heredocs
from ..shell_chains import Link, links_of_chain, links_of_heredoc, whole_arguments
from ..transformation import Transformation


def _offer(analysis: Analysis, index: int) -> Iterator[Fix]:
    step = analysis.program.step_at(index)
    if step is None:
        return
    chain = links_of_chain(step)
    where = whole_arguments(step)
    if chain is not None and where is not None and knows_heredocs(analysis.program.tree):
        yield Fix("Write as a heredoc", Safety.SAFE, lambda: (_as_heredoc(step, where, chain),))
    heredoc = links_of_heredoc(step)
    if heredoc is not None:
        yield Fix("Write as a chain with `&&`", Safety.SAFE, lambda: (_as_chain(step, *heredoc),))


def _as_heredoc(step: Step, where: Span, links: tuple[Link, ...]) -> Edit:
    lines = ["set -e"]
    for link in links:
        lines += [*link.comments, *(line.rstrip("\r") for line in link.text.split("\n"))]
    delimiter = "EOF"
    while delimiter in lines:
        delimiter += "_"
    return Edit(step.item, where, "\n".join((f" <<{delimiter}", *lines, delimiter)))


def _as_chain(step: Step, letters: str, links: tuple[Link, ...]) -> Edit:
    shown = [Link((), f"set -{letters}"), *links] if letters else list(links)
    indentation = " " * 4
    pieces: list[str] = []
    for number, link in enumerate(shown):
        text = link.text.replace("\r", "")
        if not number:
            comments = "".join(f"\\\n{indentation}{comment}\n{indentation}" for comment in link.comments[:1])
            more = "".join(f"{comment}\n{indentation}" for comment in link.comments[1:])
            pieces.append(f"{comments}{more}{text}")
            continue
        comments = "".join(f"{indentation}{comment}\n" for comment in link.comments)
        pieces.append(f" \\\n{comments}{indentation}&& {text}")
    start = step.instruction.arguments.source(0)
    return Edit(step.item, Span(start, step.instruction.span.end), "".join(pieces))


TRANSFORMATION = Transformation(
    id="heredoc-form",
    title="Write RUN as a heredoc or as a chain",
    offer=_offer,
)
