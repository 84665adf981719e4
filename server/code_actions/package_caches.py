"""Ways to keep a package cache out of a layer: an option, cleaning up in the same RUN, or a cache mount.

Which is offered first is the project's cache strategy. A clean-up that something later in the stage may miss is not
safe, and one that something later certainly misses is not offered.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics.chains import appended_command, removed_command
from ..diagnostics.engine import Analysis
from ..diagnostics.finding import Edit, Fix, Safety
from ..diagnostics.rule import CacheStrategy
from ..semantics import cache_table as table
from ..semantics.package_caches import PackageCache, folders_of, is_last_left
from ..semantics.program import Program
from ..semantics.step import Step
from ..shell.invocation import Invocation
from ..syntax.grammar import Keyword
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
_NEEDS_LISTS = frozenset(
    ("install", "upgrade", "dist-upgrade", "full-upgrade", "build-dep", "satisfy", "source", "download")
)
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
    """``--no-cache`` for every command of the RUN that reads the index, and no ``apk update``, which is of no use then."""
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
        needed = _lists_are_needed_later(program, step)
        if needed:
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
    """Whether a word is written as it is, so that text can be put behind it: not in a string or a variable."""
    return step.item.text[span.start : span.end].replace("-", "").isalnum()


def _lists_are_needed_later(program: Program, step: Step) -> bool | None:
    """Whether a later step installs without refreshing; ``None`` where a script may."""
    if step.is_deferred:
        return None
    answer: bool | None = False
    started = False
    for stage in program.stages:
        inherits = any(step in link.steps for link in stage.chain[1:])
        if not inherits and step not in stage.steps:
            continue
        started = inherits
        for other in stage.steps:
            if other is step:
                started = True
            elif started and other is not None:
                needed, ends = _needs_lists(other)
                if needed:
                    return True
                answer = None if needed is None else answer
                if ends:
                    break
    return answer


def _needs_lists(step: Step) -> tuple[bool | None, bool]:
    """Whether a step installs from lists it did not fetch, and whether it fetches them anew."""
    if step.keyword is not Keyword.RUN or step.is_deferred:
        return False, False
    for invocation in step.invocations:
        if invocation.tool in table.APT_LISTS.tools:
            if invocation.subcommand == "update":
                return False, True
            if invocation.subcommand in _NEEDS_LISTS:
                return True, False
    script = step.commands
    if script is None:
        return None, False
    names = [command.name.value or "" for command in script.commands]
    runs_script = any(name.endswith(".sh") or name.startswith(("./", "/")) for name in names)
    runs_shell = any(invocation.tool == "sh" and not invocation.has("-c") for invocation in step.invocations)
    return (None if runs_script or runs_shell else False), False
