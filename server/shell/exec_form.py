"""An exec form as a script of one command: no shell reads its words, so nothing in them expands.

Where the program is itself a shell, as in ``["sh", "-c", "…"]``, the script in its argument is read instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..syntax.logical_text import LogicalText
from .dialect import Dialect, dialect_of_program
from .model import Command, Pipeline, Place, Scope, Script, ShellOptions
from .script import parse_script
from .words import Word


def parse_exec(words: Sequence[LogicalText]) -> Script:
    """The command of an exec form, from the texts of its elements in order."""
    if not words:
        return Script(LogicalText.contiguous("", 0), Dialect.SH)
    inner = _script_of_shell(words)
    if inner is not None:
        return inner
    origin = LogicalText.joined(_separated(words), words[0].source(0))
    place = Place(None, 0, 0, in_subshell=False, conditional=False, in_substitution=False, in_function=False)
    exec_words: list[Word] = []
    at = 0
    for word in words:
        end = at + len(word.text)
        exec_words.append(Word(origin, at, end, word.text, word.text, (word.text,), is_quoted=True))
        at = end + 1
    command = Command(origin, 0, len(origin.text), exec_words[0], tuple(exec_words[1:]), (), (), None, 0, place)
    scope = Scope("script", None, Dialect.SH, ShellOptions())
    pipeline = Pipeline(origin, 0, len(origin.text), (command,), 1, False)
    return Script(origin, Dialect.SH, (command,), (pipeline,), scopes=(scope,))


def _script_of_shell(words: Sequence[LogicalText]) -> Script | None:
    dialect = dialect_of_program(words[0].text)
    if not dialect.is_posix:
        return None
    names_option = False
    for word, following in pairwise(words[1:]):
        if names_option:
            # What stands behind `-o` is the name of an option.
            names_option = False
            continue
        if not word.text.startswith("-"):
            return None
        names_option = not word.text.startswith("--") and "o" in word.text
        if names_option and "c" in word.text:
            return None
        if not word.text.startswith("--") and "c" in word.text:
            return parse_script(following, dialect)
    return None


def _separated(words: Sequence[LogicalText]) -> list[tuple[str, int]]:
    pieces: list[tuple[str, int]] = []
    for number, word in enumerate(words):
        if number:
            pieces.append((" ", max(word.source(0) - 1, 0)))
        bounds = (*word.logical_starts[1:], len(word.text))
        for start, end, source in zip(word.logical_starts, bounds, word.source_starts, strict=True):
            pieces.append((word.text[start:end], source))
    return [piece for piece in pieces if piece[0]] or [("", words[0].source(0))]
