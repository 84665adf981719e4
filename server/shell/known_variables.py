"""Follows variables through a script, as far as they are set plainly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from ..syntax.dataclass import dataclass
from .model import Assignment, Command, Script
from .specification import Argument
from .words import UNKNOWN_TEXT, VariableUse, fields

_CHAIN_LIMIT = 8


@dataclass(slots=True)
class KnownVariables:
    """The variables of one script: ``environment`` holds what is known from outside.

    An assignment counts for a command behind it in the same list or nested deeper. One that may not have run, that is
    in another process, or outside the function that the command is in, makes the variable unknown.
    """

    script: Script
    environment: Mapping[str, str]
    assigned: dict[str, list[Assignment]] = field(init=False)

    def __post_init__(self) -> None:
        self.assigned = {}
        for assignment in self.script.assignments:
            self.assigned.setdefault(assignment.name, []).append(assignment)

    def arguments(self, command: Command) -> list[Argument]:
        """The command's words after expansion; what is not known is ``UNKNOWN_TEXT``."""
        arguments: list[Argument] = []
        for word in command.words:
            if word.value is not None:
                arguments.append(Argument(word, word.value, word.value == word.text))
            else:
                texts = fields(word, lambda use: self.value(use, command))
                arguments.extend([Argument(word, text, False) for text in texts])
        return arguments

    def value(self, use: VariableUse, command: Command) -> str | None:
        """What ``use`` expands to in ``command``, or ``None`` when that is not known."""
        return _operated(self._variable(use.name, command, command.start, 0), use)

    def _variable(self, name: str, command: Command, before: int, chain: int) -> str | None:
        candidates = [assignment for assignment in self.assigned.get(name, ()) if assignment.start < before]
        if not candidates:
            return self.environment.get(name)
        last = candidates[-1]
        if chain >= _CHAIN_LIMIT or not self._counts_for(last, command):
            return None
        text = self._assigned_text(last, command, chain)
        if last.appends and text is not None:
            base = self._variable(name, command, last.start, chain + 1)
            return None if base is None else base + text
        return text

    def _counts_for(self, assignment: Assignment, command: Command) -> bool:
        if not command.place.is_within(assignment.place):
            return False
        scope: int | None = command.scope
        while scope is not None and scope != assignment.place.scope:
            description = self.script.scopes[scope]
            if description.kind in ("shell", "function"):
                return False
            scope = description.parent
        return True

    def _assigned_text(self, assignment: Assignment, command: Command, chain: int) -> str | None:
        if assignment.static_value is not None or assignment.value is None:
            return assignment.static_value
        texts: list[str] = []
        for part in assignment.value.parts:
            if isinstance(part, VariableUse):
                known = _operated(self._variable(part.name, command, assignment.start, chain + 1), part)
            else:
                known = part
            texts.append(UNKNOWN_TEXT if known is None else known)
        return "".join(texts) if texts else None


def _operated(value: str | None, use: VariableUse) -> str | None:
    """What the operator of ``use`` makes of a value."""
    match use.operator:
        case None:
            return value
        case ":-" | ":=":
            return value if value is None or value else use.argument
        case "-" | "=" | "?":
            return value
        case ":?":
            return value or None
        case "+":
            return use.argument if value is not None else None
        case ":+":
            return None if value is None else (use.argument if value else "")
        case _:
            return None
