"""Which parts of the build context a Dockerfile reads: sources of COPY and ADD, and bind mounts.

Left out: what comes from stages, images, URLs and heredocs, and what ONBUILD defers to another build.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..semantics.program import Program
from ..semantics.step import Step
from ..syntax.bodies import Transfer, body_of
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.logical_text import Span
from ..syntax.words import Word
from .go_path import clean, has_wildcard


@dataclass(frozen=True, slots=True)
class ContextSource:
    """Something that a step reads of the context.

    ``path`` is clean and relative to the root, empty for all of it, and None where a variable hides it. ``span`` is
    where it is written, relative to the step's item.
    """

    step: Step
    span: Span
    path: str | None

    @property
    def is_pattern(self) -> bool:
        """Whether it stands for several paths."""
        return self.path is not None and has_wildcard(self.path)

    @property
    def is_whole_context(self) -> bool:
        """Whether it reads everything that the context holds."""
        return self.path in ("", "*")


def context_sources(program: Program) -> tuple[ContextSource, ...]:
    """What all stages read of the context, in the order of the file."""
    return tuple(program.facts(sources_of_step))


def sources_of_step(step: Step) -> Iterable[ContextSource]:
    """What one step reads of the context."""
    if step.is_deferred:
        return ()
    if step.keyword is Keyword.RUN:
        return tuple(_bound(step))
    body = body_of(step.instruction)
    if not isinstance(body, Transfer) or body.source_stage is not None:
        return ()
    words = [word for word in body.file_sources if not _is_remote(step, word)]
    return tuple(ContextSource(step, word.span, _path(step.evaluate(word))) for word in words)


def _bound(step: Step) -> Iterable[ContextSource]:
    for flag in step.instruction.flags:
        # A mount without a type is a bind mount.
        if flag.name != "mount" or flag.mount_type != "bind" or flag.mount_option("from") is not None:
            continue
        option = flag.mount_option("source", "src")
        if option is None or option.value_word is None:
            yield ContextSource(step, flag.span, "")
        else:
            yield ContextSource(step, option.value_word.span, _path(step.evaluate(option.value_word)))


def _is_remote(step: Step, word: Word) -> bool:
    # Where a variable hides the end of an address, its beginning is mostly written down.
    value = step.evaluate(word) or word.text
    return step.keyword is Keyword.ADD and ("://" in value or value.startswith("git@"))


def _path(value: str | None) -> str | None:
    return None if value is None else clean("/" + value)[1:]
