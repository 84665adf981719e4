"""What people have configured: a value, with the place that each part of it comes from.

The fields of ``Configuration`` are the settings, declared once for parser, JSON schema and manual. A configuration is
never in error: what was wrong in the files is listed in ``problems``, and the rest counts. Rules are named freely here,
in ``mentions`` with their places; which rules exist is known only higher up.

Reading text is the business of ``configuration_parser``, finding and reading files of ``configuration_files``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields, replace
from typing import cast

from ..syntax.dataclass import dataclass
from .gitignore import PathPattern
from .settings import Choice, Declaration, Integer, Merge, Setting, Shape, setting

SEVERITIES = ("off", "hint", "info", "warning", "error")
PROFILES = ("default", "strict", "security", "size", "hadolint", "buildkit", "tally")
FIRST_EDITION = 2026


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was stated: a file or another source, and the 1-based line where there are lines."""

    source: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class ConfigurationError:
    """Something wrong in a configuration.

    ``path`` is the file, or the name of another source; ``line`` is 1-based and that of the offending key; ``key`` is
    written as in TOML (``rules.untagged-base-image.severity``), empty where the whole file is meant.
    """

    path: str
    line: int | None
    key: str
    message: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A rule, category or other tool's id that a configuration names, and where."""

    text: str
    key: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """What is configured for one rule; its options are as TOML gives them, and checked by the rule's own layer."""

    severity: str | None = None
    options: Mapping[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class PerFileIgnore:
    """Rules that are ignored in the files that a pattern means."""

    pattern: PathPattern
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContextChoice:
    """The absolute folder that the Dockerfiles which a pattern means are built from."""

    pattern: PathPattern
    folder: str


@dataclass(frozen=True, slots=True)
class Configuration:
    """All settings, their origins by key as written in TOML, and the files that have a say, for watching them.

    Where several configurations add to one list, the last is its origin and ``added_to`` has those before.
    """

    extends: tuple[str, ...] = setting(
        Shape.TEXTS, (), "Configuration files that this one builds on, as paths relative to it. Later ones win."
    )
    profile: str = setting(
        Choice(PROFILES), "default", "The set of rules and severities to begin with, before `select` and `ignore`."
    )
    edition: int | None = setting(
        Integer(FIRST_EDITION),
        None,
        "The year whose set of rules is in force; rules added later stay silent. Without it, the newest one counts.",
    )
    preview: bool = setting(Shape.BOOLEAN, False, "Whether rules run that are not yet part of an edition.")
    select: tuple[str, ...] | None = setting(
        Shape.MENTIONS,
        None,
        "The rules to run, in place of those of the profile: ids of Dockwright or another tool, categories, or `ALL`.",
    )
    extend_select: tuple[str, ...] = setting(Shape.MENTIONS, (), "Rules to run besides the selected ones.", Merge.ADD)
    ignore: tuple[str, ...] = setting(Shape.MENTIONS, (), "Rules not to run, even if selected.")
    extend_ignore: tuple[str, ...] = setting(
        Shape.MENTIONS, (), "Rules not to run, besides those that an extended configuration ignores.", Merge.ADD
    )
    rules: Mapping[str, RuleSettings] = setting(
        Shape.RULES,
        {},
        "Settings of single rules: `severity`, and options of the rule. A severity alone may stand for the table.",
        Merge.ADD,
    )
    per_file_ignores: tuple[PerFileIgnore, ...] = setting(
        Shape.MENTIONS_BY_PATTERN,
        (),
        "Rules not to run in some files, by path pattern in the manner of .gitignore.",
        Merge.ADD,
    )
    exclude: tuple[PathPattern, ...] = setting(
        Shape.PATTERNS,
        (),
        "Files and folders to leave out when folders are searched, as patterns in the manner of .gitignore.",
        Merge.ADD,
    )
    build_contexts: tuple[ContextChoice, ...] = setting(
        Shape.PATH_BY_PATTERN,
        (),
        "The build context of some Dockerfiles, by path pattern, where it is not the folder that holds them.",
        Merge.ADD,
    )
    cache_strategy: str = setting(
        Choice(("clean", "mount")),
        "clean",
        "How caches of package managers are kept out of layers: `clean` removes them in the same step, `mount` keeps "
        "them in cache mounts of BuildKit. Rules and fixes follow it.",
    )
    allowed_registries: tuple[str, ...] = setting(
        Shape.TEXTS, (), "Registries that images may come from, with `*` and `?` as wildcards. Empty: any."
    )
    allowed_repositories: tuple[str, ...] = setting(
        Shape.TEXTS,
        (),
        "Repositories that images may come from, with wildcards: `python`, `ghcr.io/acme/*`. Empty: any.",
    )
    allowed_tags: tuple[str, ...] = setting(
        Shape.TEXTS, (), "Tags that images may have, with wildcards: `*-slim`, or `python:3.*` for one. Empty: any."
    )
    require_digests: bool = setting(Shape.BOOLEAN, False, "Whether every image must be pinned by its digest.")
    suppressions: str = setting(
        Choice(("allow", "require-reason", "forbid")),
        "allow",
        "Whether comments in a Dockerfile may silence findings: always, only with a reason, or never. Those that may "
        "not are reported.",
    )
    baseline: str | None = setting(
        Shape.PATH,
        None,
        "A file of known findings, relative to this one, that are not reported again. `dockwright check "
        "--write-baseline` makes it.",
    )
    shellcheck: str = setting(
        Choice(("auto", "path", "off")),
        "auto",
        "Whether ShellCheck looks at scripts: the one installed with Dockwright or else on `PATH`, only one on `PATH`, "
        "or none. Where there is none, nothing is reported for it.",
    )
    fail_level: str = setting(
        Choice(("error", "warning", "information", "hint", "never")),
        "hint",
        "The quietest severity that makes the exit code of `dockwright check` 1, or `never`. `--fail-level` outweighs "
        "it.",
    )
    max_problems: int = setting(
        Integer(1),
        500,
        "How many findings are reported for one file at most; the quietest are left out, and their number is told. "
        "The command line reports all of them unless this is stated.",
    )
    indent_width: int = setting(
        Integer(1), 4, "Columns by which formatting indents continuation lines. If stated, it outweighs the editor's."
    )
    indent_style: str = setting(
        Choice(("space", "tab")),
        "space",
        "What formatting indents continuation lines with. If stated, it outweighs the editor's choice.",
    )
    keyword_case: str = setting(
        Choice(("upper", "lower", "keep")),
        "upper",
        "How formatting writes keywords: in capitals, small, or as they are.",
    )
    operator_position: str = setting(
        Choice(("keep", "start", "end")),
        "keep",
        "Where formatting puts `&&`, `||` and `|` between two lines of a script: at the start of the second, at the "
        "end of the first, or where they are.",
    )
    wrap_width: int = setting(
        Integer(0),
        0,
        "Columns that formatting lets a line have: longer ones are broken at the operators of a script, between the "
        "words of a list and between pairs, where that is safe. 0: never.",
    )
    final_newline: bool = setting(
        Shape.BOOLEAN,
        True,
        "Whether formatting adds the line end that a file lacks at its end. If stated, it outweighs the editor's "
        "choice.",
    )
    hint_images: bool = setting(Shape.BOOLEAN, True, "Whether editors show what an image named by variables comes to.")
    hint_sizes: bool = setting(Shape.BOOLEAN, True, "Whether editors show how large base images are.")
    hint_roles: bool = setting(Shape.BOOLEAN, True, "Whether editors show what a stage is for.")
    hint_users: bool = setting(Shape.BOOLEAN, True, "Whether editors show the user from where on it is another one.")
    code_lenses: bool = setting(Shape.BOOLEAN, True, "Whether editors show anything above stages and the file.")
    lens_uses: bool = setting(Shape.BOOLEAN, True, "Whether editors show above a stage which others use it.")
    lens_sizes: bool = setting(Shape.BOOLEAN, True, "Whether editors show above a stage how large it is, roughly.")
    lens_builds: bool = setting(Shape.BOOLEAN, True, "Whether editors that can do it offer to build a stage above it.")
    lens_score: bool = setting(Shape.BOOLEAN, True, "Whether editors show above a file how it stands.")

    origins: Mapping[str, Origin] = field(default_factory=dict[str, Origin], kw_only=True)
    added_to: Mapping[str, tuple[Origin, ...]] = field(default_factory=dict[str, tuple[Origin, ...]], kw_only=True)
    mentions: tuple[Mention, ...] = field(default=(), kw_only=True)
    problems: tuple[ConfigurationError, ...] = field(default=(), kw_only=True)
    files: tuple[str, ...] = field(default=(), kw_only=True)

    def is_set(self, name: str) -> bool:
        """Whether somebody stated the setting of this name (as in TOML), or the default holds."""
        return name in self.origins

    def ignored_in(self, path: str) -> tuple[str, ...]:
        """The rules that `per-file-ignores` ignores in a file; the path is absolute and ``/``-separated."""
        return tuple(rule for item in self.per_file_ignores if item.pattern.matches(path) for rule in item.rules)

    def excludes(self, path: str, is_folder: bool = False) -> bool:
        """Whether a search leaves out this absolute, ``/``-separated path."""
        return any(pattern.matches(path, is_folder) for pattern in self.exclude)

    def build_context_of(self, path: str) -> str | None:
        """The configured build context of a Dockerfile (both absolute); the last pattern that means it decides."""
        for choice in reversed(self.build_contexts):
            if choice.pattern.matches(path):
                return choice.folder
        return None

    def merged(self, over: Configuration) -> Configuration:
        """This configuration with another one laid over it, setting by setting; both keep their origins."""
        values: dict[str, object] = {}
        added_to = {**self.added_to, **over.added_to}
        for each in SETTINGS:
            if not over.is_set(each.name):
                continue
            mine, theirs = getattr(self, each.attribute), getattr(over, each.attribute)
            values[each.attribute] = theirs if each.merge is Merge.REPLACE else _added(mine, theirs)
            if each.merge is Merge.ADD and self.is_set(each.name):
                below = (*self.added_to.get(each.name, ()), self.origins[each.name])
                added_to[each.name] = (*below, *over.added_to.get(each.name, ()))
        return replace(
            self,
            **values,  # type: ignore[arg-type]
            origins={**self.origins, **over.origins},
            added_to=added_to,
            mentions=self.mentions + over.mentions,
            problems=self.problems + over.problems,
            files=tuple(dict.fromkeys(self.files + over.files)),
        )


def _added(mine: object, theirs: object) -> object:
    """Two values of one setting put together: tables of rules, or lists."""
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        below, above = cast(Mapping[str, RuleSettings], mine), cast(Mapping[str, RuleSettings], theirs)
        return {**below, **{rule: _merged_rule(below.get(rule), above[rule]) for rule in above}}
    first, second = cast(tuple[object, ...], mine), cast(tuple[object, ...], theirs)
    return tuple(dict.fromkeys(first + second))


def _merged_rule(mine: RuleSettings | None, theirs: RuleSettings) -> RuleSettings:
    if mine is None:
        return theirs
    return RuleSettings(theirs.severity or mine.severity, {**mine.options, **theirs.options})


def _settings() -> tuple[Setting, ...]:
    found: list[Setting] = []
    for each in fields(Configuration):
        declared = each.metadata.get("setting")
        if isinstance(declared, Declaration):
            name = each.name.replace("_", "-")
            found.append(Setting(name, declared.kind, declared.default, declared.description, declared.merge))
    return tuple(found)


SETTINGS = _settings()
"""All settings, in the order in which people read about them."""
