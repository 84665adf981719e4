"""Cache mounts for the package managers a RUN calls, with the ways there are to keep no cache taken back.

A mount is pointless where the same RUN switches the cache off (``--no-cache-dir``) or empties it
(``rm -rf /var/lib/apt/lists/*``), so these go. On Debian and Ubuntu the setting that throws downloads away goes too.
Nothing is offered where a place depends on a user that is not root.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics.chains import chain_layout, joint, removal, removed_command
from ..diagnostics.finding import Edit, Fix, Safety
from ..semantics.apt_lists import are_lists_needed_later
from ..semantics.cache_mounts import MissingMount, MountPlace, is_buildkit_evident, missing_for_users, missing_mounts
from ..semantics.package_caches import covers
from ..semantics.program import Program
from ..semantics.step import Step
from ..shell.invocation import Invocation
from ..syntax.logical_text import Span

DOCKER_CLEAN = "/etc/apt/apt.conf.d/docker-clean"
"""What makes apt of Docker's Debian and Ubuntu images throw away every package it downloaded."""


def mount_fix(program: Program, step: Step) -> Iterator[Fix]:
    """The fix that mounts all caches a RUN can use, if there is one.

    Where other RUN lines of the stage rely on what is cached, they get the same mounts.
    """
    missing = list(missing_mounts(step))
    places = _places(missing)
    if not places or any(not mount.places for mount in missing):
        return
    hides_lists = any(place.target == "/var/lib/apt/lists" for place in places)
    if hides_lists and are_lists_needed_later(program, step):
        return
    relied_on = frozenset(mount.invocation.tool for mount in missing if any(p.is_relied_on for p in mount.places))
    others = [users for other in _other_steps(program, step) if (users := list(missing_for_users(other, relied_on)))]
    reason = _reason(program, missing, places)
    yield Fix(
        f"Mount a cache for {_listed(missing)}",
        Safety.SAFE if reason is None else Safety.UNSAFE,
        lambda: _all_edits(program, [missing, *others]),
        reason,
    )


def _places(missing: list[MissingMount]) -> tuple[MountPlace, ...]:
    return tuple(dict.fromkeys(place for mount in missing for place in mount.places))


def _other_steps(program: Program, step: Step) -> list[Step]:
    stage = next((stage for stage in program.stages if step in stage.steps), None)
    return [] if stage is None else [other for other in stage.steps if other is not None and other is not step]


def _all_edits(program: Program, groups: list[list[MissingMount]]) -> tuple[Edit, ...] | None:
    edits: list[Edit] = []
    for missing in groups:
        found = _edits(program, missing[0].step, missing, _places(missing))
        if found is None:
            return None
        edits.extend(found)
    return tuple(edits)


def _listed(missing: list[MissingMount]) -> str:
    names = [f"`{mount.invocation.tool}`" for mount in missing]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _reason(program: Program, missing: list[MissingMount], places: tuple[MountPlace, ...]) -> str | None:
    if any(place.is_relied_on for place in places):
        return "what relies on the cache without saying so, such as a script, no longer finds it"
    if any(mount.invocation.tool in ("apt-get", "apt") for mount in missing):
        return "apt's setting to throw downloads away is removed from the image"
    if not is_buildkit_evident(program):
        return "`--mount` needs BuildKit, which this file does not ask for otherwise"
    return None


def _edits(
    program: Program, step: Step, missing: list[MissingMount], places: tuple[MountPlace, ...]
) -> tuple[Edit, ...] | None:
    removals: list[Edit] = []
    for mount in missing:
        taken_back = _taken_back(step, mount, places)
        if taken_back is None:
            return None
        removals.extend(edit for edit in taken_back if edit not in removals)
    edits = [_flags(step, places), *removals]
    if any(mount.invocation.tool in ("apt-get", "apt") for mount in missing) and not _speaks_of_clean(program, step):
        first = _first_command(step)
        if first is None:
            return None
        edits.append(first)
    return tuple(edits)


def _flags(step: Step, places: tuple[MountPlace, ...]) -> Edit:
    instruction = step.instruction
    flags = [
        f"--mount=type=cache,target={place.target}{',sharing=locked' if place.is_locked else ''}" for place in places
    ]
    end = instruction.flags[-1].span.end if instruction.flags else instruction.keyword_span.end
    is_shell_form = step.script is not None and not step.script.is_exec_form and not instruction.heredocs
    if not is_shell_form:
        return Edit(step.item, Span(end, end), "".join(f" {flag}" for flag in flags))
    indentation = chain_layout(step).indentation
    between = f" {instruction.escape}\n{indentation}"
    if instruction.flags:
        return Edit(step.item, Span(end, end), "".join(f"{between}{flag}" for flag in flags))
    start = len(step.item.text) - len(step.item.text[end:].lstrip(" \t"))
    if step.item.text.startswith(instruction.escape, start):
        return Edit(step.item, Span(end, end), f" {between.join(flags)}")
    return Edit(step.item, Span(end, start), f" {between.join(flags)}{between}")


def _taken_back(step: Step, mount: MissingMount, places: tuple[MountPlace, ...]) -> list[Edit] | None:
    """Edits that take out what would empty the mounts or switch the cache off; ``None`` where that is not possible."""
    edits: list[Edit | None] = []
    cache = mount.cache
    if cache is None:
        return []
    for invocation in step.invocations:
        if invocation.tool == mount.invocation.tool and cache.off_options:
            option = invocation.option(*cache.off_options)
            if option is not None:
                edits.append(removal(step, option.span.start, option.span.end))
        if _empties(invocation, mount, places):
            edits.append(removed_command(step, invocation.command))
    found = [edit for edit in edits if edit is not None]
    return found if len(found) == len(edits) else None


def _empties(invocation: Invocation, mount: MissingMount, places: tuple[MountPlace, ...]) -> bool:
    cache = mount.cache
    if cache is not None and invocation.tool in (*cache.tools, *cache.cleaners) and cache.cleans(invocation):
        return True
    if invocation.tool != "rm" or not invocation.operands:
        return False
    return all(
        value is not None and any(covers(value, place.target) for place in places)
        for value in invocation.operand_values
    )


def _speaks_of_clean(program: Program, step: Step) -> bool:
    """Whether the file takes care of apt's setting itself, or the base is known not to have it."""
    if step.traits.facts.distribution not in (None, "debian", "ubuntu"):
        return True
    text = program.tree.text
    return "docker-clean" in text or "Keep-Downloaded-Packages" in text


def _first_command(step: Step) -> Edit | None:
    """An edit that first removes the setting."""
    script = step.script
    if script is None or script.is_exec_form or not script.script.commands or script.script.has_errors:
        return None
    start = script.script.commands[0].span.start
    if script.is_heredoc:
        return Edit(step.item, Span(start, start), f"rm -f {DOCKER_CLEAN}\n") if _at_line_start(step, start) else None
    return Edit(step.item, Span(start, start), f"rm -f {DOCKER_CLEAN}{joint(step)}")


def _at_line_start(step: Step, at: int) -> bool:
    return step.item.text[at - 1] == "\n"
