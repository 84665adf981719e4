"""Which rules are on: from a configuration and the names people write to a rule set, and what a name meant if nothing.

A profile gives the rules to begin with, or ``select`` does in its place; ``ignore`` takes away. The most specific word
counts: a rule's own name before its category, its category before ``all``; between equals, ``ignore`` counts. A rule of
a later edition or in preview is switched on only by its own name, so that a new version finds nothing new by itself.

Equal wishes give the very same rule set, so whoever asks again after a configuration was read anew can tell by identity
that nothing changed. No configuration at all is ``None``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ..project.build_context import BuildContext
from ..syntax.dataclass import dataclass
from .finding import Severity
from .names import ALL, fold, is_shellcheck_code, names_of, rules_named, suggestion
from .registry import all_rules
from .rule import CacheStrategy, Rule, SuppressionPolicy, Surroundings
from .rule_set import RuleSet, make_rule_set

DEFAULT_PROFILE = "default"

if TYPE_CHECKING:
    # A run without a configuration, which is most of them, need not load what reads one.
    from ..project.configuration import Configuration, ConfigurationError

_SEVERITIES: Mapping[str, Severity | None] = MappingProxyType(
    {
        "off": None,
        "hint": Severity.HINT,
        "info": Severity.INFORMATION,
        "information": Severity.INFORMATION,
        "warning": Severity.WARNING,
        "error": Severity.ERROR,
    }
)

_RULES_OF_POLICY = MappingProxyType({"require-reason": "suppression-without-reason", "forbid": "suppression-present"})
"""The rule that speaks of comments which the setting ``suppressions`` robs of their effect."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for, in their own words.

    With ``only``, ``select`` names all there is to be instead of adding to the profile. A severity of ``None`` switches
    a rule off. Without an ``edition`` the newest one holds.
    """

    profile: str = DEFAULT_PROFILE
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: tuple[tuple[str, Severity | None], ...] = ()
    only: bool = False
    edition: int | None = None
    preview: bool = False


@dataclass(frozen=True, slots=True)
class Override:
    """What a command line or an editor says on top of the configuration.

    Names to ``select`` are then all there is, whatever the configuration selects or ignores.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def wish_of(configuration: Configuration | None, path: str | None = None, override: Override | None = None) -> Wish:
    """What a configuration asks for in a file; the path is absolute and ``/``-separated."""
    override = override or Override()
    if configuration is None:
        return Wish(select=override.select, ignore=override.ignore, only=bool(override.select))
    ignored_here = () if path is None else configuration.ignored_in(path)
    select = (*(configuration.select or ()), *configuration.extend_select)
    ignore = (*configuration.ignore, *configuration.extend_ignore)
    if configuration.suppressions in _RULES_OF_POLICY:
        # A comment that has no effect must not look as if it had one.
        select = (*select, _RULES_OF_POLICY[configuration.suppressions])
    if override.select:
        select, ignore = override.select, ()
    return Wish(
        profile=configuration.profile,
        select=select,
        ignore=(*ignore, *ignored_here, *override.ignore),
        severities=tuple(
            (name, _SEVERITIES[settings.severity])
            for name, settings in configuration.rules.items()
            if settings.severity is not None
        ),
        only=bool(override.select) or configuration.select is not None,
        edition=configuration.edition,
        preview=configuration.preview,
    )


def rule_set_in(
    configuration: Configuration | None, path: str | None = None, override: Override | None = None
) -> RuleSet:
    """The rules of a file under a configuration; the path is absolute and ``/``-separated."""
    return rule_set_for(wish_of(configuration, path, override), all_rules())


def surroundings_in(
    configuration: Configuration | None,
    context: BuildContext,
    today: datetime.date,
    known: Mapping[tuple[str, str], int] = MappingProxyType({}),
) -> Surroundings:
    """What rules may know under a configuration; ``known`` is what a baseline knows of the file."""
    if configuration is None:
        return Surroundings(today, context, known=known)
    options = dict(options_of_profile(configuration.profile))
    for name, settings in configuration.rules.items():
        for rule in rules_named(name, all_rules()) if settings.options else ():
            options[rule.id] = {**options.get(rule.id, {}), **settings.options}
    return Surroundings(
        today=today,
        context=context,
        cache_strategy=CacheStrategy(configuration.cache_strategy),
        allowed_registries=configuration.allowed_registries,
        allowed_repositories=configuration.allowed_repositories,
        allowed_tags=configuration.allowed_tags,
        require_digests=configuration.require_digests,
        options=options,
        suppressions=SuppressionPolicy(configuration.suppressions),
        known=known,
    )


@lru_cache(maxsize=8)
def options_of_profile(profile: str) -> Mapping[str, Mapping[str, object]]:
    """What a profile says to the options of rules, by rule and option."""
    return {
        rule.id: said
        for rule in all_rules()
        if (
            said := {
                option.name: option.in_profiles[profile] for option in rule.options if profile in option.in_profiles
            }
        )
    }


def problems_in(configuration: Configuration) -> list[ConfigurationError]:
    """All that is wrong in a configuration: what its files say of themselves, unknown rules, and unfit options."""
    problems = [*configuration.problems, *unknown_rules_in(configuration)]
    if any(settings.options for settings in configuration.rules.values()):
        from .options import option_problems

        named = {name: rules_named(name, all_rules()) for name in configuration.rules}
        problems += option_problems(configuration, named)
    return problems


def unknown_rules_in(configuration: Configuration, rules: Sequence[Rule] | None = None) -> list[ConfigurationError]:
    """The names in a configuration that mean no rule, where they stand and with what was probably meant."""
    from ..project.configuration import ConfigurationError

    rules = all_rules() if rules is None else rules
    return [
        ConfigurationError(mention.origin.source, mention.origin.line, mention.key, complaint)
        for mention in configuration.mentions
        for complaint in [why_unknown(mention.text, rules)]
        if complaint is not None
    ]


def why_unknown(name: str, rules: Sequence[Rule]) -> str | None:
    """``None`` if a name means some rule or a check of ShellCheck, else a sentence with what was probably meant."""
    if is_shellcheck_code(name) or rules_named(name, rules):
        return None
    meant = suggestion(name, rules)
    return f"There is no rule `{name}`" + (f"; did you mean `{meant}`?" if meant else "")


@lru_cache(maxsize=256)
def rule_set_for(wish: Wish, rules: tuple[Rule, ...]) -> RuleSet:
    """The rules that a wish comes down to; names without a meaning count for nothing."""
    words = _words_of(wish)
    chosen = [rule for rule in rules if _is_chosen(rule, wish, words)]
    stated = {rule: severity for rule in chosen if (severity := _stated_severity(rule, words)) is not None}
    return make_rule_set(chosen, stated)


def severity_under(wish: Wish, rule: Rule) -> Severity | None:
    """The severity of one rule, which no registry need hold; ``None`` where it is off."""
    words = _words_of(wish)
    return (_stated_severity(rule, words) or rule.severity) if _is_chosen(rule, wish, words) else None


class _Words(NamedTuple):
    """The names of a wish, folded."""

    selected: frozenset[str]
    ignored: frozenset[str]
    severities: Mapping[str, Severity | None]


def _words_of(wish: Wish) -> _Words:
    severities = {fold(name): severity for name, severity in wish.severities}
    return _Words(_folded(wish.select), _folded(wish.ignore), severities)


def _is_chosen(rule: Rule, wish: Wish, words: _Words) -> bool:
    name = _name_with_severity(rule, words)
    if name is not None and words.severities[name] is None:
        return False
    return _is_on(rule, wish, _weight(rule, words.selected), _weight(rule, words.ignored))


def _stated_severity(rule: Rule, words: _Words) -> Severity | None:
    name = _name_with_severity(rule, words)
    return None if name is None else words.severities[name]


def _name_with_severity(rule: Rule, words: _Words) -> str | None:
    """The most specific name of a rule under which a severity is stated."""
    if not words.severities:
        return None
    return next((name for name in _names_by_weight(rule) if name in words.severities), None)


class _Weight(IntEnum):
    """How specific a name is for a rule."""

    NONE = 0
    ALL = 1
    CATEGORY = 2
    OWN = 3


def _is_on(rule: Rule, wish: Wish, selected: _Weight, ignored: _Weight) -> bool:
    if selected is _Weight.OWN or ignored is _Weight.OWN:
        return ignored is not _Weight.OWN
    if (wish.edition is not None and rule.edition > wish.edition) or (rule.is_preview and not wish.preview):
        return False
    if selected or ignored:
        return selected > ignored
    return not wish.only and (rule.is_default or wish.profile in rule.profiles)


def _names_by_weight(rule: Rule) -> tuple[str, ...]:
    return (fold(rule.id), *sorted(names_of(rule)), rule.category.value, ALL)


def _weight(rule: Rule, names: frozenset[str]) -> _Weight:
    if not names:
        return _Weight.NONE
    if not names.isdisjoint(names_of(rule)):
        return _Weight.OWN
    if rule.category.value in names:
        return _Weight.CATEGORY
    return _Weight.ALL if ALL in names else _Weight.NONE


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, names))
