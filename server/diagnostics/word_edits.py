"""Edits that take a word or an option out of a command, or a pair out of ENV, with the space that belongs to it."""

from __future__ import annotations

from ..semantics.step import Step
from ..shell.invocation import Invocation
from ..shell.model import Command
from ..shell.specification import Option
from ..shell.words import Word
from ..syntax.logical_text import Span
from ..syntax.words import KeyValue
from .finding import Edit


def without_option(step: Step, invocation: Invocation, option: Option) -> Edit | None:
    """An edit that drops an option and its value; of a cluster such as ``-kL`` only the letter.

    ``None`` where the option comes out of a variable or stands in a script that is a quoted string.
    """
    words = invocation.command.words
    if option.word not in words or not _is_as_written(step, option.word):
        return None
    is_cluster = not option.written.startswith("--") and len(option.word.text) > 2 and option.value_word is None
    if is_cluster and option.word.text.startswith("-") and option.word.text[1:].isalnum():
        span = option.span
        return Edit(step.item, span, "") if span.end - span.start == 1 else None
    last = option.word if option.value_word is None else option.value_word
    return without_words(step, invocation.command, option.word, last) if last in words else None


def without_words(step: Step, command: Command, first: Word, last: Word) -> Edit | None:
    """An edit that drops the words from ``first`` to ``last``, which are arguments of the command.

    Where another word follows, what stands before it goes too, so that no line is left empty.
    """
    words = command.words
    start, end = words.index(first), words.index(last)
    text = step.item.text
    if not start or not _is_as_written(step, first) or not _is_as_written(step, last):
        return None
    following = None if end + 1 >= len(words) else words[end + 1]
    if following is not None:
        behind = text[last.span.end : following.span.start]
        if not behind.strip(f" \t\r\n{step.instruction.escape}"):
            return Edit(step.item, Span(first.span.start, following.span.start), "")
    begin = first.span.start
    while begin and text[begin - 1] in " \t":
        begin -= 1
    return Edit(step.item, Span(begin, last.span.end), "")


def without_pair(step: Step, pair: KeyValue) -> Edit:
    """An edit that drops a pair of ENV or ARG; the whole instruction where it is the only one."""
    pairs = step.instruction.key_values
    if len(pairs) == 1:
        return Edit(step.item, Span(0, len(step.item.text)), "")
    position = next(index for index, other in enumerate(pairs) if other is pair)
    if position + 1 < len(pairs):
        return Edit(step.item, Span(pair.span.start, pairs[position + 1].span.start), "")
    return Edit(step.item, Span(pairs[position - 1].span.end, pair.span.end), "")


def _is_as_written(step: Step, word: Word) -> bool:
    return step.item.text[word.span.start : word.span.end] == word.text
