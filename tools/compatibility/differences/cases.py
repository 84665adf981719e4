"""The kinds of case that reasons are about."""

from __future__ import annotations

import re
from collections.abc import Callable

from dockwright.semantics.start_command import last_step
from dockwright.semantics.step import StageRole
from dockwright.shell.dialect import Dialect
from dockwright.syntax.grammar import Keyword
from dockwright.syntax.items import Instruction, Item

from ..comparison import Difference, Reason

Case = Callable[[Difference], bool]


def theirs(*codes: str, says: Case, text: str, fact: str) -> Reason:
    """They speak and we do not."""
    return Reason(codes, is_ours=False, says=says, text=text, fact=fact)


def ours(*codes: str, says: Case, text: str, fact: str) -> Reason:
    """We speak and they do not."""
    return Reason(codes, is_ours=True, says=says, text=text, fact=fact)


def words(*parts: str) -> Case:
    """Any of these stands in the instruction."""
    return lambda difference: any(part in difference.text for part in parts)


def begins(*parts: str) -> Case:
    """The instruction begins with one of these."""
    return lambda difference: difference.text.lstrip().upper().startswith(tuple(part.upper() for part in parts))


def calls(tool: str, *subcommands: str) -> Case:
    """The instruction calls a tool with one of the subcommands as they are written, or with any."""

    def says(difference: Difference) -> bool:
        step = difference.step
        return step is not None and any(
            call.tool == tool
            and (not subcommands or (call.subcommand_word is not None and call.subcommand_word.text in subcommands))
            for call in step.invocations
        )

    return says


def lacks(tool: str, *subcommands: str) -> Case:
    """The instruction does not call a tool, with one of the subcommands or with any."""
    called = calls(tool, *subcommands)
    return lambda difference: not called(difference)


def ours_in_file(rule: str) -> Case:
    """One of our rules says so elsewhere in the file."""
    return lambda difference: any(name == rule for name, _ in difference.reading.spoken)


def ours_is_near(rule: str, *steps: int) -> Case:
    """One of our rules says so some items further on, or before with a negative number."""

    def says(difference: Difference) -> bool:
        index = difference.index
        return index is not None and any((rule, index + step) in difference.reading.spoken for step in steps)

    return says


def ours_in_stage(rule: str, keyword: Keyword | None = None) -> Case:
    """One of our rules says so in the same stage, at an instruction of this kind, or of the same kind as this one."""

    def says(difference: Difference) -> bool:
        wanted, stage = keyword or _keyword(difference.item), difference.stage
        return stage is not None and any(
            name == rule
            and difference.reading.stage(index) is stage
            and _keyword(difference.reading.item(index)) is wanted
            for name, index in difference.reading.spoken
        )

    return says


def _keyword(item: Item) -> Keyword | None:
    return item.keyword if isinstance(item, Instruction) else None


def begins_with_a_drive(difference: Difference) -> bool:
    """What the WORKDIR comes to is a path like ``C:/a``."""
    step = difference.step
    if step is None or step.keyword is not Keyword.WORKDIR:
        return False
    return re.match(r"[A-Za-z]:", step.evaluate(step.instruction.words[0]) or "") is not None


def has_several_stages(difference: Difference) -> bool:
    """The file has more than one stage."""
    return len(difference.reading.snapshot.analysis.program.stages) > 1


def has_role(*roles: StageRole) -> Case:
    """The stage has one of these roles."""
    return lambda difference: difference.stage is not None and difference.stage.role in roles


def is_on_windows(difference: Difference) -> bool:
    """The image is known to be one of Windows."""
    return difference.stage is not None and difference.stage.facts.is_windows is True


def is_not_in_image(difference: Difference) -> bool:
    """What the step leaves behind is not in the shipped image."""
    step = difference.step
    return step is not None and not step.traits.is_in_image


def is_not_shipped(difference: Difference) -> bool:
    """The stage is not what is shipped."""
    stage = difference.stage
    return stage is not None and not stage.is_shipped


def is_development_container(difference: Difference) -> bool:
    """The file is one of a development container, by its place or its base image."""
    return (
        "devcontainer" in difference.reading.file
        or "mcr.microsoft.com/devcontainers/" in difference.reading.snapshot.text
    )


def is_single_downloader(difference: Difference) -> bool:
    """The stage calls only one of curl and wget."""
    stage = difference.stage
    return stage is not None and not (stage.invocations("curl") and stage.invocations("wget"))


def is_no_posix_shell(difference: Difference) -> bool:
    """The script is one of PowerShell or of cmd, or of an interpreter that is no shell."""
    step = difference.step
    return step is not None and not step.dialect.is_posix


def is_no_plain_sh(difference: Difference) -> bool:
    """The script is one of bash or busybox, by SHELL, the heredoc or what the base image is known to have."""
    step = difference.step
    if step is None:
        return False
    return step.dialect in (Dialect.BASH, Dialect.ASH) or step.traits.facts.sh_is in ("bash", "busybox")


def is_about_powershell(difference: Difference) -> bool:
    """The script says by its words that it is one of PowerShell, where the base image does not tell."""
    return any(part in difference.text.lower() for part in ("powershell", "$env:", "new-object", ".bat", ".ps1"))


def is_not_last_of_its_kind(difference: Difference) -> bool:
    """Another instruction with its keyword stands behind it in its stage."""
    stage, keyword = difference.stage, _keyword(difference.item)
    last = None if stage is None or keyword is None else last_step(stage, keyword)
    return last is not None and last.item is not difference.item


def either(*cases: Case) -> Case:
    """One of several cases."""
    return lambda difference: any(case(difference) for case in cases)


def both(*cases: Case) -> Case:
    """All of several cases at once."""
    return lambda difference: all(case(difference) for case in cases)
