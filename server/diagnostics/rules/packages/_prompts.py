"""What the rules about confirmation share: who could answer a question that a package manager asks."""

from __future__ import annotations

import re

from ....semantics.stage import Stage
from ....semantics.step import Step
from ....shell.invocation import Invocation
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span
from ...fact_checks import FactsOfStage
from ...finding import Edit, Fix, Safety
from ...rule import Call

_ASKS_NOTHING = (
    *("--help", "--version", "--simulate", "--print-uris", "--dry-run", "--assume-no", "--assumeno"),
    *("--force-yes", "--trivial-only"),
)
_VARIABLE_OF_OPTIONS = lazy_pattern(r"\$\{?\w*(?:OPT|FLAG|ARGS|PARAM)\w*", re.IGNORECASE)

RPM_ASKING = frozenset(
    (
        *("install", "reinstall", "update", "downgrade", "remove", "autoremove", "distro-sync", "groupinstall"),
        *("group install", "group remove", "module install", "builddep", "swap"),
    )
)
"""The commands of yum and dnf that ask before they do something."""


def may_prompt(call: Call, *answers: str) -> bool:
    """Whether a call asks for confirmation, with none of the options ``answers`` and nothing on its standard input.

    Where an option may hide in a variable, or is not known, it is taken for the answer.
    """
    invocation = call.invocation
    if may_hide_options(invocation) or invocation.has(*answers, *_ASKS_NOTHING):
        return False
    return not _reads_answers(call.step, invocation)


def may_hide_options(invocation: Invocation) -> bool:
    """Whether an option may be unknown: to the table, or because it stands in a variable that is named for it."""
    return bool(invocation.unknown_options) or any(
        value is None and _VARIABLE_OF_OPTIONS.search(word.text)
        for word, value in zip(invocation.operands, invocation.operand_values, strict=True)
    )


def _reads_answers(step: Step, invocation: Invocation) -> bool:
    """Whether something is written to the call's standard input."""
    command = invocation.command
    if any(redirection.operator.startswith("<") for redirection in command.redirections):
        return True
    script = step.commands
    if script is None:
        return True
    pipeline = script.pipelines[command.pipeline]
    return pipeline.size > 1 and (not pipeline.commands or pipeline.commands[0] is not command)


def is_set_by_file(stage: Stage | FactsOfStage, position: int, setting: str) -> bool:
    """Whether a step up to item ``position`` writes this setting of a package manager, or copies any settings."""
    texts = list(stage.select(_settings_steps).before(position + 1))
    for link in stage.parents:
        texts.extend(link.select(_settings_steps).facts)
    return any(setting in text or text.startswith(("copy", "add")) for text in texts)


def _settings_steps(step: Step) -> tuple[str, ...]:
    """The text of a step that may write settings of a package manager, in lower case."""
    if step.keyword not in (Keyword.RUN, Keyword.COPY, Keyword.ADD):
        return ()
    text = step.item.text.lower()
    places = ("/etc/apt/apt.conf", "/etc/yum.conf", "/etc/dnf", "/etc/zypp", "/etc/tdnf")
    return (text,) if any(place in text for place in places) else ()


def is_shell_form(step: Step) -> bool:
    """Whether words can be put into a step's script as they are, which is not so in a JSON array."""
    return step.script is not None and not step.script.is_exec_form


def option_fix(call: Call, span: Span, option: str, title: str) -> list[Fix]:
    """A safe fix that puts an option behind a word, if that word is written as it is."""
    text = call.step.item.text[span.start : span.end]
    if not text or not is_shell_form(call.step) or any(character in "$`\"'\\" for character in text):
        return []
    end = span.end
    return [Fix(title, Safety.SAFE, lambda: (Edit(call.step.item, Span(end, end), f" {option}"),))]


def sets_assume_yes(invocation: Invocation) -> bool:
    """Whether ``--setopt`` of yum or dnf says yes."""
    return any(
        option.name == "--setopt" and (option.value or "assumeyes").startswith("assumeyes")
        for option in invocation.options
    )
