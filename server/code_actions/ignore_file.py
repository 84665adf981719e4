"""Write an ignore file, or more lines into one, from what the build context holds and the Dockerfile reads.

Promises: nothing that a COPY, an ADD or a bind mount names is kept back that was sent before, judged by the very
matcher that tells what a build is sent; what stays out of the file for such a reason is told. Lines are only added, at
the end, in the file's own line ends. Leaves out: where the file is, and writing it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..project.build_context import BuildContext, Measure
from ..project.context_sources import ContextSource, context_sources
from ..project.dockerignore import IgnoreRules, parse_ignore_file
from ..project.go_path import match
from ..project.manifests import PackageJson
from ..project.unwanted import Group, Unwanted, unwanted, weights
from ..semantics.program import Program
from ..semantics.step import Step
from ..shell.dialect import program_name
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.lazy_pattern import lazy_pattern


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that is not written, and the reason, as the end of a sentence."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class IgnoreFilePlan:
    """What to write. ``path`` is relative to the root of the context; ``old_text`` is None where the file is new.

    ``before`` and ``after`` are what a build that reads the whole context is sent, ``weights`` what of it the new lines
    keep back, by their name.
    """

    path: str
    old_text: str | None
    added_text: str
    added: tuple[Unwanted, ...]
    left_out: tuple[LeftOut, ...]
    before: Measure
    after: Measure
    weights: Mapping[str, Measure]

    @property
    def new_text(self) -> str:
        """The whole file."""
        return (self.old_text or "") + self.added_text


def plan_ignore_file(program: Program, context: BuildContext) -> IgnoreFilePlan | None:
    """The plan; None where nothing is known of the context, or the file in force cannot be read."""
    path = _path(context)
    old_text = context.texts.get(path)
    if not context.is_known or (context.ignore_file is not None and old_text is None):
        return None
    sources = context_sources(program)
    entries = unwanted(context, called_programs(program))
    rules = parse_ignore_file(old_text or "")
    added: list[Unwanted] = []
    left_out: list[LeftOut] = []
    text = old_text or ""
    for entry in entries:
        if rules.excludes(entry.example):
            continue
        extended = parse_ignore_file("\n".join((text, *entry.lines)))
        reason = _why_needed(program, context, entry) or _why_read(context, sources, rules, extended)
        if reason is not None:
            left_out.append(LeftOut(entry.name, reason))
            continue
        text, rules = "\n".join((text, *entry.lines)), extended
        added.append(entry)
    return IgnoreFilePlan(
        path=path,
        old_text=old_text,
        added_text=_written(added, old_text or ""),
        added=tuple(added),
        left_out=tuple(left_out),
        before=context.sent_size(),
        after=replace(context, ignore_rules=rules, _sizes={}).sent_size(),
        weights=weights(context, tuple(added)),
    )


def _path(context: BuildContext) -> str:
    if context.ignore_file is not None:
        return context.ignore_file
    # A project that has a file for podman alone is built with podman.
    return ".containerignore" if ".containerignore" in context.top_level else ".dockerignore"


def called_programs(program: Program) -> frozenset[str]:
    """What RUN instructions call: names of programs, and those of known tools with their subcommands too."""
    return frozenset(found.fact for found in program.select(_programs))


def _programs(step: Step) -> list[str]:
    if step.keyword is not Keyword.RUN or step.commands is None:
        return []
    called = [program_name(command.name.value) for command in step.commands.commands if command.name.value]
    for invocation in step.invocations:
        called += [invocation.tool, f"{invocation.tool} {invocation.subcommand}"]
        called += [program_name(value) for value in invocation.operand_values[:1] if value and invocation.tool == "npx"]
    return called


_SCRIPT_NAMES = lazy_pattern(
    r"make|g?make|just|task|.*\.(?:sh|bash|py|mk)|gradlew?|mvnw?|rake|ant|bazel|nx|turbo|lerna"
)
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
    for path, text in context.texts.items():
        if _READS_HISTORY.search(text) and path != context.ignore_file:
            return f"`{path}` speaks of reading it"
    if any(_SCRIPT_NAMES.fullmatch(name) for name in programs) and any(
        re.search(r"\bgit\b", text) for text in _run_texts(program)
    ):
        return "git is installed, and a script that is not known may call it"
    return None


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
    return (found.fact for found in program.select(_run_text))


def _run_text(step: Step) -> list[str]:
    runs = (Keyword.RUN, Keyword.CMD, Keyword.ENTRYPOINT)
    return [step.item.text] if step.keyword in runs else []


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


def _written(added: list[Unwanted], old_text: str) -> str:
    lines: list[str] = []
    for group in Group:
        names = [line for entry in added if entry.group is group for line in entry.lines]
        if names:
            lines += [*([""] if lines or old_text.strip() else []), f"# {group.value}", *names]
    line_end = "\r\n" if "\r\n" in old_text else "\n"
    opening = line_end if lines and old_text and not old_text.endswith("\n") else ""
    return opening + "".join(f"{line}{line_end}" for line in lines)
