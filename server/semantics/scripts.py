"""The commands of RUN, CMD, ENTRYPOINT and HEALTHCHECK, read with the shell that will run them.

A shell form is joined with its heredocs as the builder hands it to the shell. A heredoc alone is a script of its own,
with the interpreter its shebang names. An exec form is one command without a shell, unless it calls one itself.
"""

from __future__ import annotations

from ..shell.dialect import Dialect, dialect_of_program, dialect_of_shebang
from ..shell.exec_form import parse_exec
from ..shell.script import Script, parse_script
from ..syntax.bodies import CommandBody, Healthcheck, body_of
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.heredoc import Heredoc
from ..syntax.items import Instruction
from ..syntax.logical_text import LogicalText


@dataclass(frozen=True, slots=True)
class StepScript:
    """What an instruction runs: ``is_exec_form`` for a JSON array, ``is_heredoc`` where a heredoc is the script."""

    script: Script
    is_exec_form: bool
    is_heredoc: bool

    @property
    def dialect(self) -> Dialect:
        """The shell language in which the commands are written."""
        return self.script.dialect


def script_of(instruction: Instruction, dialect: Dialect) -> StepScript | None:
    """The script of an instruction under a shell, kept with the instruction; ``None`` where nothing is run."""
    key = ("script", dialect)
    if key not in instruction.memo:
        instruction.memo[key] = _read(instruction, dialect)
    found: StepScript | None = instruction.memo[key]
    return found


def _read(instruction: Instruction, dialect: Dialect) -> StepScript | None:
    body = body_of(instruction)
    if isinstance(body, Healthcheck):
        body = body.command
    if not isinstance(body, CommandBody) or body.keyword is Keyword.SHELL:
        return None
    if body.exec_words is not None:
        words = tuple(word.source for word in body.exec_words)
        return StepScript(parse_exec(words), True, False)
    if not body.heredocs:
        return StepScript(parse_script(body.shell_text, dialect), False, False)
    return _with_heredocs(instruction, body, dialect)


def _with_heredocs(instruction: Instruction, body: CommandBody, dialect: Dialect) -> StepScript:
    openings = " ".join(body.shell_text.text.split())
    written = [
        instruction.text[h.opening.span.start - instruction.offset : h.opening.span.end - instruction.offset]
        for h in body.heredocs
    ]
    if openings == " ".join(written):
        return _heredoc_script(instruction, body.heredocs, dialect)
    interpreter = _reader_of_heredoc(openings, written)
    if interpreter is not None:
        text = _bodies(instruction, body.heredocs)
        return StepScript(parse_script(text, interpreter), False, True)
    return StepScript(parse_script(_joined(instruction, body), dialect), False, False)


def _heredoc_script(instruction: Instruction, heredocs: tuple[Heredoc, ...], dialect: Dialect) -> StepScript:
    text = _bodies(instruction, heredocs)
    first_line = text.text.partition("\n")[0].rstrip("\r")
    shebang = dialect_of_shebang(first_line)
    return StepScript(parse_script(text, shebang or dialect), False, True)


def _reader_of_heredoc(line: str, written: list[str]) -> Dialect | None:
    """The dialect of ``bash <<EOF`` and ``<<EOF bash -e``: one program with nothing but options reads the heredoc."""
    words = [word for word in line.split() if word not in written]
    if not words or any(not word.startswith("-") for word in words[1:]) or any("<" in w or ">" in w for w in words):
        return None
    dialect = dialect_of_program(words[0])
    if dialect in (Dialect.UNKNOWN, Dialect.OTHER):
        return Dialect.OTHER if _is_interpreter(words[0]) else None
    return dialect


def _is_interpreter(program: str) -> bool:
    name = program.rpartition("/")[2].rstrip("0123456789.")
    return name in ("python", "node", "perl", "ruby", "php", "lua", "deno", "bun", "Rscript", "julia")


def _bodies(instruction: Instruction, heredocs: tuple[Heredoc, ...]) -> LogicalText:
    pieces = [piece for heredoc in heredocs for piece in _lines(instruction, heredoc.body.start, heredoc.body.end)]
    return LogicalText.joined(pieces, heredocs[0].body.start)


def _lines(instruction: Instruction, start: int, end: int) -> list[tuple[str, int]]:
    """The text of a body in pieces without carriage returns before line ends, which no shell should see."""
    text = instruction.text[start - instruction.offset : end - instruction.offset]
    if "\r\n" not in text:
        return [(text, start)] if text else []
    pieces: list[tuple[str, int]] = []
    at = 0
    for line in text.split("\n"):
        stripped = line.removesuffix("\r")
        is_last = at + len(line) >= len(text)
        if stripped:
            pieces.append((stripped, start + at))
        if not is_last:
            pieces.append(("\n", start + at + len(line)))
        at += len(line) + 1
    return pieces


def _joined(instruction: Instruction, body: CommandBody) -> LogicalText:
    """The line and, below it, each heredoc with its delimiter, as the builder passes them to the shell."""
    source = body.shell_text
    bounds = (*source.logical_starts[1:], len(source.text))
    pieces = [
        (source.text[start:end], at)
        for start, end, at in zip(source.logical_starts, bounds, source.source_starts, strict=True)
    ]
    pieces.append(("\n", instruction.head_length - 1 + instruction.offset))
    for heredoc in body.heredocs:
        pieces.extend(_lines(instruction, heredoc.body.start, heredoc.body.end))
        if heredoc.terminator is not None:
            pieces.append((f"{heredoc.opening.delimiter}\n", heredoc.body.end))
    return LogicalText.joined(pieces, source.source(0))
