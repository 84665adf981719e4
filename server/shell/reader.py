"""Reads a POSIX or bash script into commands: lists, pipelines, groups, branches, loops, functions.

It accepts every script that the shell accepts and does not stop at one that it refuses: what cannot be understood is
passed over, the script is marked, and the commands around it are still read. That holds for text in mid-edit, where an
operator has nothing behind it yet or an ``if`` no ``fi``.
"""

from __future__ import annotations

from dataclasses import replace

from ..syntax.logical_text import LogicalText
from .compound import new_scope, read_compound, read_function_body
from .dialect import Dialect
from .model import Place, Scope, Script, Separator
from .reading import NESTING_LIMIT, Draft, Grammar, InnerScript, PipelineDraft, Reading
from .simple_command import read_redirections, read_simple_command, read_test
from .tokens import OPERATOR, RESERVED, expect, skip_blanks, skip_lines
from .words import Word

_RESERVED_STARTS = frozenset("itefwusdc{}[!(")

_BRACKET = frozenset({")"})
_CLOSING_WORDS = frozenset({"then", "elif", "else", "fi", "do", "done", "esac", "}"})


def read_script(text: LogicalText, dialect: Dialect) -> Script:
    """The commands of ``text``, whose language is of the POSIX family."""
    draft = Draft(text)
    draft.scopes.append(Scope("script", None, dialect, None))
    length = len(text.text)
    grammar = Grammar(read_list, _command, read_substitution, read_function_body, read_inner_script)
    reading = Reading(draft, text.text, 0, length, 0, None, grammar)
    read_list(reading, Place(None, 0, 0, False, False, False, False), frozenset())
    return Script(
        text,
        dialect,
        tuple([command for command in draft.commands if command is not None]),
        draft.finished_pipelines(),
        tuple(draft.separators),
        tuple(draft.assignments),
        tuple(draft.group_redirections),
        tuple(draft.functions),
        tuple(draft.scopes),
        tuple(dict.fromkeys(draft.variables)),
        draft.has_errors,
    )


def read_substitution(reading: Reading, place: Place, closing: str) -> None:
    """Commands whose output becomes text, up to the ``closing`` bracket, or to the end where that is empty."""
    scope = new_scope(reading, place, "substitution")
    inner = Place(place, place.depth + 1, scope, True, place.conditional, True, place.in_function)
    read_list(reading, inner, _BRACKET if closing else frozenset())
    if closing:
        expect(reading, closing)


def read_inner_script(reading: Reading, place: Place, script: InnerScript) -> None:
    """The script that a command hands to another shell.

    Its words have exact places when it is written between plain quotes, or without any; otherwise they all stand at
    the whole word.
    """
    draft, word = reading.draft, script.word
    if word.parts and not any(isinstance(part, str) for part in word.parts):
        return
    scope = place.scope
    if script.is_process:
        scope = len(draft.scopes)
        draft.scopes.append(Scope("shell", place.scope, script.dialect, script.options))
    in_subshell = place.in_subshell or script.is_process
    inner_place = replace(place, parent=place, depth=place.depth + 1, scope=scope, in_subshell=in_subshell)
    pinned = reading.pinned
    base = 0
    written = literal_text(word)
    if written is None:
        written, pinned = word.value or "", pinned or (word.start, word.end)
    elif pinned is None:
        base = word.start + (1 if word.is_quoted else 0)
    grammar = reading.grammar._replace(substitution=_pass_over_substitution) if word.parts else reading.grammar
    inner = Reading(draft, written, 0, len(written), base, pinned, grammar)
    draft.nesting += 1
    read_list(inner, inner_place, frozenset())
    draft.nesting -= 1


def _pass_over_substitution(reading: Reading, place: Place, closing: str) -> None:
    """Finds the end of a substitution whose commands are known already, from the word in which the script stands."""
    scratch = Draft(reading.draft.origin, scopes=list(reading.draft.scopes), nesting=reading.draft.nesting)
    copy = replace(reading, draft=scratch)
    read_substitution(copy, place, closing)
    reading.position = copy.position
    reading.draft.has_errors |= scratch.has_errors


def literal_text(word: Word) -> str | None:
    """The script in a word, when every character of it stands in the source just as the inner shell reads it."""
    if word.text == word.value:
        return word.text
    inside = word.text[1:-1]
    if len(word.text) < 2 or word.text[0] != word.text[-1]:
        return None
    if word.text[0] == "'":
        return inside if "'" not in inside else None
    return inside if word.text[0] == '"' and not any(character in inside for character in '"\\`') else None


def read_list(reading: Reading, place: Place, closers: frozenset[str]) -> int:
    """Reads statements up to one of ``closers``, which is left unread; returns how many there were."""
    count = 0
    operator: str | None = None
    while True:
        if skip_blanks(reading) == "\n":
            if operator is None and count:
                _separator(reading, place, "\n")
                operator = "\n"
            skip_lines(reading)
        if reading.position >= reading.end:
            return count
        before = reading.position
        if _at_closer(reading, closers):
            return count
        if operator is None and count:
            reading.fail()
        if _and_or(reading, place, operator, closers):
            count += 1
            operator = _list_operator(reading, place)
        elif reading.position == before:
            if closers and _at_closing_word(reading):
                return count
            reading.fail()
            _skip_one(reading)


def _at_closer(reading: Reading, closers: frozenset[str]) -> bool:
    if not closers:
        return False
    text, at = reading.text, reading.position
    if text[at] in ");":
        operator = OPERATOR.match(text, at, reading.end)
        return operator is not None and operator[0] in closers
    reserved = RESERVED.match(text, at, reading.end)
    return reserved is not None and reserved[0] in closers


def _at_closing_word(reading: Reading) -> bool:
    if reading.text[reading.position] == ")":
        return True
    reserved = RESERVED.match(reading.text, reading.position, reading.end)
    return reserved is not None and reserved[0] in _CLOSING_WORDS


def _skip_one(reading: Reading) -> None:
    for pattern in (OPERATOR, RESERVED):
        token = pattern.match(reading.text, reading.position, reading.end)
        if token is not None:
            reading.position = token.end()
            return
    reading.position += 1


def _separator(reading: Reading, place: Place, operator: str) -> None:
    if place.depth == 0:
        at = reading.position
        draft = reading.draft
        draft.separators.append(
            Separator(draft.origin, reading.start_at(at), reading.end_at(at + len(operator)), operator)
        )


def _list_operator(reading: Reading, place: Place) -> str | None:
    """Reads ``;`` or ``&`` behind a statement; a newline is left to the list."""
    character = skip_blanks(reading)
    if character not in (";", "&"):
        return None
    token = OPERATOR.match(reading.text, reading.position, reading.end)
    if token is None or token[0] not in (";", "&"):
        return None
    _separator(reading, place, token[0])
    reading.position = token.end()
    return token[0]


def _and_or(reading: Reading, place: Place, operator: str | None, closers: frozenset[str]) -> bool:
    """Pipelines joined by ``&&`` and ``||``; ``False`` when not even one could be read."""
    current = place
    if not _pipeline(reading, current, operator):
        return False
    while skip_blanks(reading) in ("&", "|"):
        token = OPERATOR.match(reading.text, reading.position, reading.end)
        if token is None or token[0] not in ("&&", "||"):
            break
        _separator(reading, place, token[0])
        reading.position = token.end()
        current = place if token[0] == "&&" else replace(place, parent=place, conditional=True)
        if not skip_lines(reading) or _at_closer(reading, closers) or not _pipeline(reading, current, token[0]):
            reading.fail()
            break
    return True


def _pipeline(reading: Reading, place: Place, operator: str | None) -> bool:
    draft = reading.draft
    start = reading.position
    negated = False
    text = reading.text
    while (
        text.startswith("!", start, reading.end)
        and (token := RESERVED.match(text, reading.position, reading.end))
        and token[0] == "!"
    ):
        negated = not negated
        reading.position = token.end()
        skip_blanks(reading)
    index = len(draft.pipelines)
    pipeline = PipelineDraft(reading.start_at(start), reading.end_at(start), negated)
    draft.pipelines.append(pipeline)
    joined = operator
    while _command(reading, place, joined, index):
        pipeline.size += 1
        pipeline.end = max(pipeline.end, reading.end_at(reading.position))
        if skip_blanks(reading) != "|":
            break
        token = OPERATOR.match(reading.text, reading.position, reading.end)
        if token is None or token[0] not in ("|", "|&"):
            break
        _separator(reading, place, token[0])
        reading.position = token.end()
        joined = token[0]
        if not skip_lines(reading):
            reading.fail()
            break
    else:
        if not pipeline.size and not negated:
            draft.pipelines.pop()
            return False
        reading.fail()
    return True


def _command(reading: Reading, place: Place, operator: str | None, pipeline: int) -> bool:
    """One command, simple or compound; ``False``, with nothing read, where none can begin."""
    text = reading.text
    reserved = None
    if text[reading.position : reading.position + 1] in _RESERVED_STARTS:
        reserved = RESERVED.match(text, reading.position, reading.end)
    if reserved is None:
        return read_simple_command(reading, place, operator, pipeline)
    word = reserved[0]
    if word in _CLOSING_WORDS:
        return False
    if word == "[[":
        return read_test(reading, place, operator, pipeline)
    if reading.draft.nesting >= NESTING_LIMIT:
        reading.fail()
        reading.position = reading.end
        return True
    reading.draft.nesting += 1
    reading.position = reserved.end()
    read_compound(reading, place, word)
    reading.draft.nesting -= 1
    reading.draft.group_redirections.extend(read_redirections(reading, place))
    return True
