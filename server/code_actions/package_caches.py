"""Ways to keep a package cache out of a layer: an option, cleaning up in the same RUN, or a cache mount.

Which is offered first is the project's cache strategy. A clean-up that something later in the stage may miss is not
safe, and one that something later certainly misses is not offered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..diagnostics.chains import appended_command, removed_command
from ..diagnostics.engine import Analysis
from ..diagnostics.finding import Edit, Fix, Safety
from ..diagnostics.rule import CacheStrategy
from ..semantics import cache_table as table
from ..semantics.apt_lists import are_lists_needed_later, reads_lists
from ..semantics.package_caches import PackageCache, folders_of, is_last_left
from ..semantics.program import Program
from ..semantics.step import Step
from ..shell.invocation import Invocation
from ..syntax.logical_text import Span
from .cache_mounts import mount_fix

CACHES: dict[str, PackageCache] = {
    "apt-lists-left": table.APT_LISTS,
    "apt-archives-left": table.APT_ARCHIVES,
    "apk-cache-kept": table.APK,
    "yum-cache-left": table.YUM,
    "dnf-cache-left": table.DNF,
    "zypper-cache-left": table.ZYPPER,
    "pip-cache-kept": table.PIP,
    "uv-cache-kept": table.UV,
    "poetry-cache-left": table.POETRY,
    "conda-cache-left": table.CONDA,
    "npm-cache-left": table.NPM,
    "yarn-cache-left": table.YARN,
    "bundler-cache-left": table.BUNDLER,
    "gem-cache-left": table.GEM,
    "composer-cache-left": table.COMPOSER,
    "cargo-cache-left": table.CARGO,
    "go-cache-left": table.GO,
}
"""The cache that each rule is about."""

_OPTIONS = {
    table.PIP: " --no-cache-dir",
    table.UV: " --no-cache",
    table.APK: " --no-cache",
    table.COMPOSER: " --no-cache",
}
_WANTS_NONE = "`cache-strategy` says that caches are removed rather than mounted"
_REASONS = {
    table.YARN: "with Yarn 2 and later a program may run from the cache (Plug'n'Play)",
    table.CARGO: "a later build in this stage has to download the crates again",
    table.GO: "a later build in this stage has to compile everything again",
}


def cache_fixes(analysis: Analysis, step: Step, invocation: Invocation, cache: PackageCache) -> Iterator[Fix]:
    """All ways to keep what this call leaves out of the layer, the preferred one first."""
    mount = list(mount_fix(analysis.program, step))
    if analysis.surroundings.cache_strategy is CacheStrategy.MOUNT:
        yield from mount
        mount = []
    # Where caches are to be removed, no mount comes about unless somebody chooses it.
    mount = [
        fix if fix.safety is Safety.UNSAFE else replace(fix, safety=Safety.UNSAFE, reason=_WANTS_NONE) for fix in mount
    ]
    option = _OPTIONS.get(cache)
    if cache is table.APK:
        yield from _apk_fix(step)
    elif option is not None and invocation.subcommand_word is not None:
        yield from _option_fix(step, invocation, option)
    else:
        yield from _clean_fix(analysis.program, step, invocation, cache)
    yield from mount


def _option_fix(step: Step, invocation: Invocation, option: str) -> Iterator[Fix]:
    word = invocation.subcommand_word
    if word is not None and is_plain(step, word.span):
        end = word.span.end
        yield Fix(f"Add `{option.strip()}`", Safety.SAFE, lambda: (Edit(step.item, Span(end, end), option),))


def _apk_fix(step: Step) -> Iterator[Fix]:
    """``--no-cache`` for every command of the RUN that reads the index; ``apk update``, then of no use, goes."""
    readers: list[Invocation] = []
    edits: list[Edit | None] = []
    for invocation in step.invocations:
        if invocation.tool != "apk" or invocation.has("--root"):
            continue
        if invocation.subcommand == "update" and not invocation.has("--no-cache"):
            edits.append(removed_command(step, invocation.command))
        elif invocation.subcommand in ("add", "upgrade", "fix"):
            readers.append(invocation)
    for invocation in readers:
        word = invocation.subcommand_word
        if word is not None and is_plain(step, word.span) and not invocation.has("--no-cache"):
            edits.append(Edit(step.item, Span(word.span.end, word.span.end), " --no-cache"))
    if readers and edits and None not in edits:
        yield Fix("Use `--no-cache`", Safety.SAFE, lambda: tuple(edit for edit in edits if edit is not None))


def _clean_fix(program: Program, step: Step, invocation: Invocation, cache: PackageCache) -> Iterator[Fix]:
    command = _clean_up(step, invocation, cache)
    edit = None if command is None else appended_command(step, command)
    if edit is None or not is_last_left(step, invocation, cache):
        return
    safety, reason = Safety.SAFE, _REASONS.get(cache)
    if cache is table.APT_LISTS:
        needed = are_lists_needed_later(program, step)
        if needed or not any(reads_lists(other) for other in step.invocations):
            return
        if needed is None:
            reason = "a script that runs later in the stage may install packages from these lists"
    if reason is not None:
        safety = Safety.UNSAFE
    yield Fix(f"Remove the {cache.name} in the same RUN", safety, lambda: (edit,), reason)


def _clean_up(step: Step, invocation: Invocation, cache: PackageCache) -> str | None:
    if cache.clean_up is None:
        return None
    command = cache.clean_up.replace("{tool}", invocation.tool)
    as_root = [wrapper for wrapper in invocation.wrappers if wrapper in ("sudo", "doas")]
    is_removal_at_home = command.startswith("rm ") and "/var/" not in command
    if is_removal_at_home:
        is_moved = folders_of(step, invocation, cache) is None or invocation.wrappers
        return None if is_moved else command
    return f"{as_root[0]} {command}" if as_root else command


def is_plain(step: Step, span: Span) -> bool:
    """Whether a word is written as it is, so that text can be put behind it: not in a string, list or variable."""
    if step.script is None or step.script.is_exec_form:
        return False
    return step.item.text[span.start : span.end].replace("-", "").isalnum()
