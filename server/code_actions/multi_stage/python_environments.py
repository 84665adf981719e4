"""Virtual environments of Python: whether a file makes one, and what does not work in one."""

from __future__ import annotations

import json
import re

from ...diagnostics.finding import Edit
from ...semantics.accounts import is_root
from ...semantics.file_effects import absolute_path
from ...semantics.step import Step
from ...shell.dialect import program_name
from ...shell.model import Command
from ...syntax.grammar import Keyword
from .composition import Decision, Place, edited_text
from .subject import Block, Subject

_OUTSIDE = re.compile(r"/usr/local/bin/(?!python|pip|docker-|uv\b)[\w.-]+|/usr/local/lib/python|site-packages")
_PYTHON = re.compile(r"python[\d.]*(?:-pip)?")
_REFERENCE = re.compile(r"^\s*(?:-[rce]\b|--(?:requirement|constraint|editable)|\.|/|file:)|@\s*file:", re.MULTILINE)


def refers_to_files(requirements: str | None) -> bool:
    """Whether requirements name other files; yes where they were not read."""
    return requirements is None or _REFERENCE.search(requirements) is not None


def why_no_environment(subject: Subject, install: Block) -> str | None:
    """Why packages cannot move into an environment of their own; ``None`` where they can."""
    if is_root(install.step.user.value) is not True:
        return f"line {install.line}: packages are installed by a user that is not root"
    if _may_lack_python(subject):
        return "`python` may not be in the image that it begins from, and that of a distribution needs more"
    for block in subject.blocks:
        if block.position != install.position and _OUTSIDE.search(block.text):
            return f"line {block.line}: it names the place where packages are without an environment"
        pairs = block.step.instruction.key_values if block.keyword is Keyword.ENV else ()
        if any(pair.key.text == "PATH" and "PATH" not in (pair.value.text if pair.value else "") for pair in pairs):
            return f"line {block.line}: it replaces the PATH, on which the environment has to be"
    return None


def _may_lack_python(subject: Subject) -> bool:
    """Whether Python is not in the image or, where that is not known, is installed as a package of the system."""
    has_python = subject.stage.facts.has_program("python")
    if has_python is not None:
        return not has_python
    return any(
        _PYTHON.fullmatch(package.name or "")
        for _, call in subject.calls("apt-get", "apt", "apk", "dnf", "microdnf", "yum", "zypper")
        for package in call.packages
    )


def makes_environment(step: Step) -> bool:
    """Whether a RUN does nothing but make a virtual environment."""
    script = step.commands
    return script is not None and all(map(_makes_one, script.commands))


def _makes_one(command: Command) -> bool:
    words = [word.value or "" for word in command.words]
    return program_name(words[0]) == "virtualenv" or words[1:3] == ["-m", "venv"] or words[:2] == ["uv", "venv"]


def own_environment(subject: Subject) -> str | None:
    """The virtual environment that the file makes itself."""
    for block in subject.runs():
        script = block.step.commands
        for command in script.commands if script is not None else ():
            if _makes_one(command):
                word = command.words[-1]
                value = word.value
                if (
                    value is None
                    and len(word.variables) == 1
                    and word.text.strip('"') in _spellings(word.variables[0].name)
                ):
                    value = block.step.value_of(word.variables[0].name)
                return absolute_path(block.step.workdir.value, value)
    return None


def _spellings(name: str) -> tuple[str, str]:
    return f"${name}", f"${{{name}}}"


def start_decision(block: Block) -> Decision:
    """The start without ``poetry run`` and ``uv run``: the environment is on the path."""
    reason = "what the container starts"
    if block.step.instruction.is_exec_form:
        words = [word.value for word in block.step.instruction.argument_words]
        if words[:2] in (["poetry", "run"], ["uv", "run"]) and len(words) > 2 and not (words[2] or "-").startswith("-"):
            span = block.step.instruction.command_text.span(0, len(block.step.instruction.command_text.text))
            text = json.dumps(words[2:], ensure_ascii=False)
            edited = edited_text(block, [Edit(block.step.item, span, text)])
            return Decision(Place.RUNTIME, f"{reason}, from the environment itself", runtime_text=edited)
        return Decision(Place.RUNTIME, reason)
    edited = re.sub(r"\b(?:poetry|uv) run (?=[a-z])", "", block.text)
    return Decision(Place.RUNTIME, reason, runtime_text=edited if edited != block.text else None)
