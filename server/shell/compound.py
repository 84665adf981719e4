"""Reads what holds other commands: groups, subshells, branches, loops, cases and function definitions."""

from __future__ import annotations

from dataclasses import replace

from ..syntax.lazy_pattern import lazy_pattern
from .model import Function, Place, Scope
from .reading import PipelineDraft, Reading
from .simple_command import record_variable
from .tokens import OPERATOR, RESERVED, expect, skip_blanks, skip_lines
from .word_reader import PLAIN_WORD, read_word

_FUNCTION_BRACKETS = lazy_pattern(r"[ \t]*\([ \t]*\)")
_THEN = frozenset({"then"})
_BRANCH_ENDS = frozenset({"elif", "else", "fi"})
_DO = frozenset({"do"})
_DONE = frozenset({"done"})
_BRACE = frozenset({"}"})
_BRACKET = frozenset({")"})
_ITEM_ENDS = frozenset({";;", ";&", ";;&", "esac"})


def read_compound(reading: Reading, place: Place, word: str) -> None:
    match word:
        case "if":
            _if(reading, place)
        case "while" | "until":
            _body(reading, _within(place), _DO)
            _loop_body(reading, place)
        case "for" | "select":
            _for(reading, place)
        case "case":
            _case(reading, place)
        case "{":
            _body(reading, _within(place), _BRACE)
            expect(reading, "}")
        case "function":
            skip_blanks(reading)
            name = read_word(reading, place)
            brackets = _FUNCTION_BRACKETS.match(reading.text, reading.position, reading.end)
            if brackets is not None:
                reading.position = brackets.end()
            reading.draft.functions.append(Function(name, place))
            read_function_body(reading, place)
        case "((":
            _arithmetic_command(reading, place)
        case _:
            _subshell(reading, place)


def _within(place: Place, conditional: bool = False) -> Place:
    return Place(
        place,
        place.depth + 1,
        place.scope,
        place.in_subshell,
        place.conditional or conditional,
        place.in_substitution,
        place.in_function,
    )


def _body(reading: Reading, place: Place, closers: frozenset[str]) -> None:
    if not reading.grammar.statements(reading, place, closers):
        reading.fail()


def _if(reading: Reading, place: Place) -> None:
    _body(reading, _within(place), _THEN)
    if not expect(reading, "then"):
        return
    while True:
        _body(reading, _within(place, conditional=True), _BRANCH_ENDS)
        token = RESERVED.match(reading.text, reading.position, reading.end)
        match token[0] if token is not None else "":
            case "elif":
                reading.position += 4
                _body(reading, _within(place, conditional=True), _THEN)
                if not expect(reading, "then"):
                    return
            case "else":
                reading.position += 4
            case _:
                expect(reading, "fi")
                return


def _loop_body(reading: Reading, place: Place) -> None:
    if expect(reading, "do"):
        _body(reading, _within(place, conditional=True), _DONE)
        expect(reading, "done")


def _for(reading: Reading, place: Place) -> None:
    text = reading.text
    skip_blanks(reading)
    if text.startswith("((", reading.position, reading.end):
        reading.position += 2
        _arithmetic_command(reading, place)
    else:
        name = read_word(reading, place)
        if not record_variable(reading, place, name):
            reading.fail()
        skip_lines(reading)
        token = PLAIN_WORD.match(text, reading.position, reading.end)
        if token is not None and token[0] == "in":
            reading.position = token.end()
            _words_of_loop(reading, place)
    if skip_blanks(reading) == ";":
        reading.position += 1
    skip_lines(reading)
    if text.startswith("{", reading.position, reading.end):
        reading.position += 1
        _body(reading, _within(place, conditional=True), _BRACE)
        expect(reading, "}")
    else:
        _loop_body(reading, place)


def _words_of_loop(reading: Reading, place: Place) -> None:
    while skip_blanks(reading) not in ("", "\n", ";"):
        before = reading.position
        read_word(reading, place)
        if reading.position == before:
            reading.fail()
            return


def _case(reading: Reading, place: Place) -> None:
    skip_blanks(reading)
    read_word(reading, place)
    skip_lines(reading)
    if not expect(reading, "in"):
        return
    while True:
        character = skip_lines(reading)
        if not character:
            reading.fail()
            return
        token = RESERVED.match(reading.text, reading.position, reading.end)
        if token is not None and token[0] == "esac":
            reading.position = token.end()
            return
        if character == "(":
            reading.position += 1
        if not _patterns(reading, place):
            return
        reading.grammar.statements(reading, _within(place, conditional=True), _ITEM_ENDS)
        ending = OPERATOR.match(reading.text, reading.position, reading.end)
        if ending is not None and ending[0] in _ITEM_ENDS:
            reading.position = ending.end()


def _patterns(reading: Reading, place: Place) -> bool:
    while True:
        skip_blanks(reading)
        before = reading.position
        read_word(reading, place)
        character = skip_blanks(reading)
        if character == ")" and reading.position > before:
            reading.position += 1
            return True
        if character != "|" or reading.position == before:
            reading.fail()
            return False
        reading.position += 1


def _subshell(reading: Reading, place: Place) -> None:
    scope = new_scope(reading, place, "subshell")
    inner = replace(_within(place), scope=scope, in_subshell=True)
    _body(reading, inner, _BRACKET)
    expect(reading, ")")


def read_function_body(reading: Reading, place: Place) -> None:
    """The compound command behind the name and brackets of a function."""
    scope = new_scope(reading, place, "function")
    inner = replace(_within(place), scope=scope, in_function=True)
    skip_lines(reading)
    start = reading.position
    if RESERVED.match(reading.text, start, reading.end) is None:
        reading.fail()
        return
    pipelines = reading.draft.pipelines
    pipeline = PipelineDraft(reading.start_at(start), reading.end_at(start))
    pipelines.append(pipeline)
    if reading.grammar.command(reading, inner, None, len(pipelines) - 1):
        pipeline.size = 1
        pipeline.end = max(pipeline.end, reading.end_at(reading.position))
    else:
        reading.fail()


def _arithmetic_command(reading: Reading, place: Place) -> None:
    """``((…))``, whose opening brackets are read; or, when they turn out to be two, nested subshells."""
    text, at, depth = reading.text, reading.position, 0
    while at < reading.end:
        if text[at] == "(":
            depth += 1
        elif text[at] == ")":
            if depth == 0:
                break
            depth -= 1
        at += 1
    if text.startswith("))", at, reading.end):
        reading.position = at + 2
        return
    reading.position -= 1
    _subshell(reading, place)


def new_scope(reading: Reading, place: Place, kind: str) -> int:
    scopes = reading.draft.scopes
    dialect = scopes[place.scope].dialect
    match kind:
        case "subshell":
            scopes.append(Scope("subshell", place.scope, dialect, None))
        case "function":
            scopes.append(Scope("function", place.scope, dialect, None))
        case _:
            scopes.append(Scope("substitution", place.scope, dialect, None))
    return len(scopes) - 1
