"""Which options of the shell are on when each command of a script runs."""

from __future__ import annotations

from dataclasses import replace

from .model import Command, Script, ShellOptions

_LETTERS = {"e": "errexit", "u": "nounset", "x": "xtrace"}
_NAMES = frozenset({"errexit", "nounset", "xtrace", "pipefail"})


def shell_options(script: Script, initial: ShellOptions | None = None) -> tuple[ShellOptions, ...]:
    """The options before each command of ``script.commands``, by the ``set`` commands in front of it.

    ``initial`` is what the shell was started with, all off by default. A ``set`` in a branch makes an option unknown
    behind the branch; one in a subshell, substitution or inner shell has no effect outside; one in a function body is
    only followed within that body.
    """
    states: dict[int, ShellOptions] = {0: initial or ShellOptions()}
    before: list[ShellOptions] = []
    for command in script.commands:
        state = _state(script, states, command.scope)
        before.append(state)
        if command.name.value == "set":
            states[command.scope] = _after_set(state, command)
    return tuple(before)


def _state(script: Script, states: dict[int, ShellOptions], scope: int) -> ShellOptions:
    known = states.get(scope)
    if known is None:
        description = script.scopes[scope]
        if description.options is not None:
            known = description.options
        else:
            known = _state(script, states, description.parent or 0)
        states[scope] = known
    return known


def _after_set(state: ShellOptions, command: Command) -> ShellOptions:
    changes: dict[str, bool] = {}
    arguments = iter(command.arguments)
    for word in arguments:
        text = word.value
        if text is None or text in ("-", "--") or len(text) < 2 or text[0] not in "+-":
            break
        switched_on = text[0] == "-"
        for letter in text[1:]:
            if letter == "o":
                name = next(arguments, None)
                if name is not None and name.value in _NAMES:
                    changes[name.value] = switched_on
            elif letter in _LETTERS:
                changes[_LETTERS[letter]] = switched_on
    if not command.conditional:
        return replace(state, **changes)
    unsure: dict[str, bool | None] = {
        name: value if getattr(state, name) is value else None for name, value in changes.items()
    }
    return replace(state, **unsure)
