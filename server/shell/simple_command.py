"""Reads one simple command: assignments, words and redirections, and the script it hands to another shell."""

from __future__ import annotations

from ..syntax.lazy_pattern import lazy_pattern
from .inner_scripts import MAY_RUN_ANOTHER, inner_scripts
from .model import Assignment, Command, Function, Place, Redirection
from .reading import NESTING_LIMIT, Reading
from .tokens import skip_blanks
from .word_reader import NEXT_PLAIN_WORD, plain_word, read_body, read_word
from .words import UNKNOWN_TEXT, VariableUse, Word

_REDIRECTION = lazy_pattern(
    r"(?P<descriptor>\d+|\{[A-Za-z_]\w*\})?(?P<operator><<<|<<-|<<|<&|<>|<(?!\()|>>|>&|>\||>(?!\()|&>>|&>)"
)
_ASSIGNMENT = lazy_pattern(r"(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?:\[[^\]\n]*\])?(?P<appends>\+)?=")
_NAME = lazy_pattern(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_COMMAND_ENDS = frozenset("\n;|)")
_BRACKETS = lazy_pattern(r"\([ \t]*\)")
_TEST_WORD = lazy_pattern(r"&&|\|\||[()<>]|\]\](?=[ \t\r\n;&|<>()]|\Z)")
_WORD_ENDS = frozenset(" \t\r\n;&|<>()")

DECLARATIONS = frozenset({"export", "readonly", "local", "declare", "typeset"})


def read_simple_command(reading: Reading, place: Place, operator: str | None, pipeline: int) -> bool:
    """A command or a function definition at the position; ``False``, with nothing read, where neither begins."""
    draft, text = reading.draft, reading.text
    start = stop = reading.position
    slot = len(draft.commands)
    draft.commands.append(None)
    words: list[Word] = []
    assignments: list[Assignment] = []
    redirections: list[Redirection] = []
    while True:
        plain = NEXT_PLAIN_WORD.match(text, reading.position, reading.end)
        if plain is not None and (words or "=" not in plain[1]) and not _opens_array(text, plain.end(), reading.end):
            stop = reading.position = plain.end()
            words.append(plain_word(reading, plain.start(1), stop, plain[1]))
            continue
        character = skip_blanks(reading)
        at = reading.position
        if not character or character in _COMMAND_ENDS:
            break
        if character in "<>&0123456789{" and (redirection := _redirection(reading, place)) is not None:
            redirections.append(redirection)
        elif not words and (assignment := _assignment(reading, place)) is not None:
            assignments.append(assignment)
        elif character == "(" and len(words) == 1 and _function(reading, place, words[0]):
            draft.commands[slot] = None
            return True
        else:
            word = read_word(reading, place)
            if reading.position == at:
                break
            words.append(word)
        stop = reading.position
    if stop == start:
        del draft.commands[slot:]
        return False
    if not words:
        draft.assignments.extend(assignments)
        draft.group_redirections.extend(redirections)
        return True
    command = Command(
        draft.origin,
        reading.start_at(start),
        reading.end_at(stop),
        words[0],
        tuple(words[1:]),
        tuple(assignments),
        tuple(redirections),
        operator,
        pipeline,
        place,
    )
    _record(reading, slot, command)
    return True


def _opens_array(text: str, at: int, end: int) -> bool:
    return at < end and text[at] == "(" and text[at - 1] == "="


def _record(reading: Reading, slot: int, command: Command) -> None:
    draft = reading.draft
    draft.commands[slot] = command
    draft.pipelines[command.pipeline].commands.append(command)
    name = command.name.value
    if name in DECLARATIONS:
        draft.assignments.extend(_declared(command))
    elif name == "read":
        for word in command.arguments:
            record_variable(reading, command.place, word)
    elif name is not None and (name in MAY_RUN_ANOTHER or "/" in name) and draft.nesting < NESTING_LIMIT:
        for script in inner_scripts(command, draft.scopes[command.scope].dialect):
            reading.grammar.inner_script(reading, command.place, script)


def read_test(reading: Reading, place: Place, operator: str | None, pipeline: int) -> bool:
    """``[[ … ]]``, in which operators are words like any other."""
    draft, text = reading.draft, reading.text
    slot = len(draft.commands)
    draft.commands.append(None)
    start = reading.position
    name = plain_word(reading, start, start + 2, "[[")
    words: list[Word] = []
    reading.position += 2
    while True:
        character = skip_blanks(reading)
        at = reading.position
        if not character:
            reading.fail()
            break
        token = _TEST_WORD.match(text, at, reading.end)
        if token is not None:
            words.append(plain_word(reading, at, token.end(), token[0]))
            reading.position = token.end()
            if token[0] == "]]":
                break
            continue
        words.append(read_word(reading, place))
        if reading.position == at:
            words.pop()
            reading.position = at + 1
    stop = reading.position
    redirections = tuple(read_redirections(reading, place))
    first, last = reading.start_at(start), reading.end_at(stop)
    _record(
        reading,
        slot,
        Command(draft.origin, first, last, name, tuple(words), (), redirections, operator, pipeline, place),
    )
    return True


def read_redirections(reading: Reading, place: Place) -> list[Redirection]:
    """The redirections behind a compound command."""
    redirections: list[Redirection] = []
    while (character := skip_blanks(reading)) and character in "<>&0123456789{":
        redirection = _redirection(reading, place)
        if redirection is None:
            break
        redirections.append(redirection)
    return redirections


def record_variable(reading: Reading, place: Place, word: Word) -> bool:
    """Notes that ``word`` is the name of a variable which gets a value that only the run knows."""
    if word.value is None or not _NAME.match(word.value):
        return False
    reading.draft.assignments.append(
        Assignment(reading.draft.origin, word.start, word.end, word.value, None, None, False, place)
    )
    return True


def _function(reading: Reading, place: Place, name: Word) -> bool:
    brackets = _BRACKETS.match(reading.text, reading.position, reading.end)
    if brackets is None:
        return False
    reading.position = brackets.end()
    reading.draft.functions.append(Function(name, place))
    reading.grammar.function_body(reading, place)
    return True


def _assignment(reading: Reading, place: Place) -> Assignment | None:
    start = reading.position
    head = _ASSIGNMENT.match(reading.text, start, reading.end)
    if head is None:
        return None
    reading.position = head.end()
    value: Word | None = None
    following = reading.text[head.end() : min(head.end() + 1, reading.end)]
    if following == "(":
        reading.position = start
        value = _behind(read_word(reading, place), head.end() - start)
    elif following and following not in _WORD_ENDS:
        value = read_word(reading, place)
    static = "" if value is None else value.value
    return Assignment(
        reading.draft.origin,
        reading.start_at(start),
        reading.end_at(reading.position),
        head["name"],
        value,
        static,
        head["appends"] is not None,
        place,
    )


def _declared(command: Command) -> list[Assignment]:
    declared: list[Assignment] = []
    for word in command.arguments:
        head = _ASSIGNMENT.match(_template(word))
        if head is not None:
            value = _behind(word, head.end())
            static = "" if value is None else value.value
            appends = head["appends"] is not None
            declared.append(
                Assignment(command.origin, word.start, word.end, head["name"], value, static, appends, command.place)
            )
    return declared


def _template(word: Word) -> str:
    if word.value is not None:
        return word.value
    return "".join(part if isinstance(part, str) else UNKNOWN_TEXT for part in word.parts)


def _behind(word: Word, count: int) -> Word | None:
    """The part of a word behind its first ``count`` characters, or ``None`` when nothing is there."""
    is_exact = word.text[:count] == _template(word)[:count]
    text = word.text[count:] if is_exact else word.text
    if not text:
        return None
    start = word.start + count if is_exact and word.end - word.start == len(word.text) else word.start
    parts: tuple[str | VariableUse | None, ...] = word.parts
    if parts and isinstance(parts[0], str):
        parts = (parts[0][count:], *parts[1:]) if len(parts[0]) > count else parts[1:]
    value = word.value[count:] if word.value is not None else None
    return Word(
        word.origin, start, word.end, text, value, parts, word.variables, word.has_glob, word.has_braces, word.is_quoted
    )


def _redirection(reading: Reading, place: Place) -> Redirection | None:
    head = _REDIRECTION.match(reading.text, reading.position, reading.end)
    if head is None:
        return None
    start = reading.position
    reading.position = head.end()
    operator: str = head["operator"]
    skip_blanks(reading)
    word = read_word(reading, place)
    target = word if word.text else None
    if target is None:
        reading.fail()
        reading.position = head.end()
    body = _heredoc_body(reading, place, target, operator) if target is not None and operator in ("<<", "<<-") else None
    return Redirection(
        reading.draft.origin,
        reading.start_at(start),
        reading.end_at(reading.position),
        operator,
        target,
        head["descriptor"],
        body,
    )


def _heredoc_body(reading: Reading, place: Place, delimiter: Word, operator: str) -> Word | None:
    """Finds the lines up to the delimiter, and notes where reading goes on when it comes to the end of this line."""
    text = reading.text
    newline = text.find("\n", reading.position, reading.end)
    if newline < 0:
        return None
    start = at = reading.heredoc_ends.get(newline, newline + 1)
    wanted = delimiter.value if delimiter.value is not None else delimiter.text
    while at < reading.end:
        line_end = text.find("\n", at, reading.end)
        line = text[at : line_end if line_end >= 0 else reading.end]
        if line.rstrip("\r").lstrip("\t" if operator == "<<-" else "") == wanted:
            reading.heredoc_ends[newline] = line_end + 1 if line_end >= 0 else reading.end
            break
        at = line_end + 1 if line_end >= 0 else reading.end
    else:
        reading.heredoc_ends[newline] = at = reading.end
    if delimiter.is_quoted:
        body = text[start:at]
        return Word(reading.draft.origin, reading.start_at(start), reading.end_at(at), body, body, is_quoted=True)
    return read_body(reading, place, start, at)
