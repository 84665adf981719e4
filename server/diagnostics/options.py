"""The options of single rules: what kinds of values there are, which ones fit, and how a JSON schema says so.

A rule declares its options where it is made; manual, schema and the check of a configuration read the declaration, so
that an option is written down once. A value that does not fit counts for nothing, and whoever reads it says so.

A profile may set an option too: those who come from another tool want to hear what that tool says, also where the rule
would rather be silent. What a configuration says of the option outweighs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, assert_never

from ..project.plain_values import as_list, as_table
from ..syntax.dataclass import dataclass

if TYPE_CHECKING:
    # Only a run with options in its configuration needs these.
    from ..project.configuration import Configuration, ConfigurationError
    from ..project.toml_lines import Key
    from .rule import Rule


class OptionKind(Enum):
    """What an option holds."""

    NUMBER = "a whole number, 1 or more"
    SWITCH = "true or false"
    TEXTS = "a list of texts"
    WORD_BY_NAME = "a table from names to words"


@dataclass(frozen=True, slots=True)
class RuleOption:
    """An option of a rule, with what it says by default; ``words`` are those that a table may hold.

    ``in_profiles`` has what it says in profiles that want something else.
    """

    name: str
    kind: OptionKind
    description: str
    default: int | None = None
    words: tuple[str, ...] = ()
    in_profiles: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def meaning(self) -> str:
        """The description with what it may hold, for people."""
        words = ": " + ", ".join(f"`{word}`" for word in self.words) if self.words else ""
        return f"{self.description} ({self.kind.value}{words})"

    def schema(self) -> dict[str, Any]:
        """The JSON schema of its value."""
        schema: dict[str, Any] = {"description": self.description}
        match self.kind:
            case OptionKind.NUMBER:
                schema |= {"type": "integer", "minimum": 1}
            case OptionKind.SWITCH:
                schema |= {"type": "boolean"}
            case OptionKind.TEXTS:
                schema |= {"type": "array", "items": {"type": "string"}}
            case OptionKind.WORD_BY_NAME:
                schema |= {"type": "object", "additionalProperties": {"enum": list(self.words)}}
            case _:
                assert_never(self.kind)
        return schema if self.default is None else schema | {"default": self.default}

    def complaints(self, value: object) -> Iterator[tuple[Key, str]]:
        """What is wrong with a value: the way to the wrong part of it, and what it must be."""
        match self.kind:
            case OptionKind.NUMBER:
                if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                    yield (), f"must be {self.kind.value}"
            case OptionKind.SWITCH:
                if not isinstance(value, bool):
                    yield (), f"must be {self.kind.value}"
            case OptionKind.TEXTS:
                items = as_list(value)
                if items is None:
                    yield (), f"must be {self.kind.value}"
                for index, item in enumerate(items or ()):
                    if not isinstance(item, str):
                        yield (index,), "must be a text"
            case OptionKind.WORD_BY_NAME:
                table = as_table(value)
                if table is None:
                    yield (), f"must be {self.kind.value}"
                for name, word in (table or {}).items():
                    if word not in self.words:
                        yield (name,), "must be one of " + ", ".join(f"`{known}`" for known in self.words)
            case _:
                assert_never(self.kind)


def switch(name: str, description: str, *profiles: str) -> RuleOption:
    """An option that is off, except in these profiles."""
    return RuleOption(name, OptionKind.SWITCH, description, False, in_profiles=dict.fromkeys(profiles, True))


def every_stage(*profiles: str) -> RuleOption:
    """The option of rules that otherwise look at the stage that is shipped."""
    return switch("every-stage", "Whether stages that are not shipped are looked at too.", *profiles)


def options_of_rules(rules: Iterable[Rule]) -> dict[str, dict[str, Any]]:
    """The schemas of all options, by rule and name."""
    return {rule.id: {option.name: option.schema() for option in rule.options} for rule in rules}


def option_problems(
    configuration: Configuration, rules_by_name: Mapping[str, tuple[Rule, ...]]
) -> list[ConfigurationError]:
    """What is wrong with the options in a configuration, each with its key and line.

    ``rules_by_name`` gives the rules that each name under ``rules`` means; of an unknown name nothing is said here.
    """
    return [
        problem
        for name, settings in configuration.rules.items()
        for option, value in settings.options.items()
        for problem in _problems(configuration, ("rules", name, option), value, rules_by_name.get(name, ()))
    ]


def _problems(
    configuration: Configuration, key: Key, value: object, rules: tuple[Rule, ...]
) -> Iterator[ConfigurationError]:
    if not rules:
        return
    declared = next((option for rule in rules for option in rule.options if option.name == key[-1]), None)
    if declared is None:
        yield _problem(configuration, key, _why_unknown(str(key[-1]), str(key[1]), rules))
        return
    for way, complaint in declared.complaints(value):
        yield _problem(configuration, (*key, *way), f"`{'.'.join(map(str, (key[-1], *way)))}` {complaint}")


def _why_unknown(option: str, rule: str, rules: tuple[Rule, ...]) -> str:
    known = sorted({f"`{declared.name}`" for each in rules for declared in each.options})
    there_are = f"it has {', '.join(known)}" if known else "it has none, only a `severity`"
    return f"`{rule}` has no option `{option}`; {there_are}"


def _problem(configuration: Configuration, key: Key, message: str) -> ConfigurationError:
    from ..project.configuration import ConfigurationError
    from ..project.configuration_parser import CLIENT, spelled

    # A value has no line of its own where its table was written in one.
    ways = [spelled(key[:length]) for length in range(len(key), 0, -1)]
    origin = next((configuration.origins[way] for way in ways if way in configuration.origins), None)
    source, line = (CLIENT, None) if origin is None else (origin.source, origin.line)
    return ConfigurationError(source, line, ways[0], message)
