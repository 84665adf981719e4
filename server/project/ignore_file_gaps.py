"""Which entries an ignore file lacks, and which it has to do without since the build needs them.

Promises: nothing that a COPY, an ADD or a bind mount names is taken that was sent before, judged by the very matcher
that tells what a build is sent. Leaves out: what is of no use to a build in general, which is ``unwanted``'s.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache

from ..semantics.called_programs import called_programs, command_texts
from ..semantics.program import Program
from ..syntax.dataclass import dataclass
from ..syntax.lazy_pattern import lazy_pattern
from .build_context import BuildContext
from .context_sources import ContextSource, context_sources
from .dockerignore import IgnoreRules, parse_ignore_file
from .go_path import match
from .manifests import PackageJson
from .unwanted import Group, Unwanted


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that is not written, and the reason, as the end of a sentence."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """What to add, what is better not added, and the rules of the file with what is added."""

    added: tuple[Unwanted, ...]
    left_out: tuple[LeftOut, ...]
    rules: IgnoreRules


def gaps(program: Program, context: BuildContext, text: str, entries: Iterable[Unwanted], sent: Container[str]) -> Gaps:
    """Which of the entries an ignore file with this text lacks; what it names already is in neither list.

    ``sent`` are the names of those of which a build is sent something.
    """
    sources = context_sources(program)
    rules = parse_ignore_file(text)
    added: list[Unwanted] = []
    left_out: list[LeftOut] = []
    for entry in entries:
        if rules.excludes(entry.example) and entry.name not in sent:
            continue
        extended = parse_ignore_file("\n".join((text, *entry.lines)))
        reason = _why_needed(program, context, entry) or _why_read(context, sources, rules, extended)
        if reason is not None:
            left_out.append(LeftOut(entry.name, reason))
            continue
        text, rules = "\n".join((text, *entry.lines)), extended
        added.append(entry)
    return Gaps(tuple(added), tuple(left_out), rules)


_SCRIPT_NAMES = lazy_pattern(r"g?make|just|task|.*\.(?:sh|bash|py|mk)|rake|ant|bazel|nx|turbo|lerna")
_TOLD_BY_MANIFESTS = lazy_pattern(r"gradlew?|mvnw?")
"""Their manifests are read, and mostly say so if they call git."""
_READS_HISTORY = lazy_pattern(
    r"setuptools[_-]scm|hatch-vcs|versioneer|\bpbr\b|git-commit-id|gitproperties|vergen|git2|dunamai|versioningit"
    r"|MinVer|GitVersion|nerdbank|sourcelink|git (?:describe|rev-parse|log)",
    re.IGNORECASE,
)
_READS_SETTINGS = lazy_pattern(
    r"vite|next|nuxt|react-scripts|@vue/cli-service|astro|gatsby|@sveltejs/kit|@angular/cli|parcel"
)


def _why_needed(program: Program, context: BuildContext, entry: Unwanted) -> str | None:
    """Why a build may need the entry although no COPY names it."""
    match entry.group:
        case Group.HISTORY:
            return _why_history(program, context)
        case Group.SECRET if entry.name.startswith(".env") and _builds_with_settings(context):
            return "the tool that builds the pages reads it"
        case Group.SECRET | Group.AROUND | Group.EDITOR | Group.CACHE:
            return _why_mentioned(program, entry)
        case Group.INSTALLED | Group.MADE:
            return None


def _why_history(program: Program, context: BuildContext) -> str | None:
    programs = called_programs(program)
    if "git" in programs or any("buildvcs" in stage_text for stage_text in _run_texts(program)):
        return "a RUN reads it"
    speaking = _speaking_of_history(context)
    if speaking is not None:
        return f"`{speaking}` speaks of reading it"
    is_mentioned = any(re.search(r"\bgit\b", text) for text in _run_texts(program))
    may_be_there = is_mentioned or any(stage.facts.has_program("git") is not False for stage in program.stages)
    calls_script = any(_SCRIPT_NAMES.fullmatch(name) for name in programs)
    calls_tool = any(_TOLD_BY_MANIFESTS.fullmatch(name) for name in programs)
    if (calls_script and may_be_there) or (calls_tool and is_mentioned):
        return "a script that is not known may read it, and git may be there"
    return None


@lru_cache(maxsize=32)
def _speaking_of_history(context: BuildContext) -> str | None:
    """A manifest by which something that reads the history is called or installed."""
    found = (path for path, text in context.texts.items() if _READS_HISTORY.search(text))
    return next((path for path in found if path != context.ignore_file), None)


def _builds_with_settings(context: BuildContext) -> bool:
    package = context.package_json()
    if not isinstance(package, PackageJson) or context.exists(".env") is False:
        return False
    return any(_READS_SETTINGS.fullmatch(name) for name in (*package.dependencies, *package.development_dependencies))


def _why_mentioned(program: Program, entry: Unwanted) -> str | None:
    name = entry.name.rstrip("*").removeprefix("*")
    if len(name) < 3:
        return None
    said = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w-])")
    return "a RUN speaks of it" if any(said.search(text) for text in _run_texts(program)) else None


def _run_texts(program: Program) -> Iterator[str]:
    return (found.fact for found in program.select(command_texts))


def _why_read(
    context: BuildContext, sources: tuple[ContextSource, ...], before: IgnoreRules, after: IgnoreRules
) -> str | None:
    """Which source, or which exception of the file itself, the new rules would take something from."""
    for source in sources:
        written = source.step.item.text[source.span.start : source.span.end]
        if source.path is None:
            return f"`{written}` may mean it"
        if not source.is_whole_context and _takes(context, source, before, after):
            return f"`{source.step.instruction.keyword_text.upper()} {written}` reads it"
    for pattern in before.patterns:
        path = pattern.text.replace("**/", "").replace("*", "x")
        if pattern.is_exception and after.excludes(path) and not before.excludes(path):
            return f"`!{pattern.text}` lets it in"
    return None


def _takes(context: BuildContext, source: ContextSource, before: IgnoreRules, after: IgnoreRules) -> bool:
    assert source.path is not None
    return any(
        not before.excludes(path) and (after.excludes(path) or (not before.shuts(path) and after.shuts(path)))
        for path in named_paths(context, source.path)
    )


def named_paths(context: BuildContext, source: str) -> Iterator[str]:
    """The paths that a source names: itself, or for a pattern all that match it, and one that might come to."""
    if not any(mark in source for mark in "*?["):
        yield source
        return
    yield re.sub(r"\[[^]]*\]|\*|\?", "x", source)
    # The folder in front of the first wildcard has to be entered at all.
    folder = re.split(r"[*?\[]", source, maxsplit=1)[0].rpartition("/")[0]
    if folder:
        yield folder
    for parent, entries in context.folders.items():
        if parent.count("/") + bool(parent) == source.count("/"):
            for name in entries:
                path = f"{parent}/{name}" if parent else name
                if match(source, path) is True:
                    yield path
