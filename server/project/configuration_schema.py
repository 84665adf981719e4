"""The JSON schema of the configuration, for editors and for whoever generates one.

It is derived from the declarations of the settings and accepts what the parser accepts without a problem. Rules are
known higher up: their ids and the schemas of their options are passed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from .configuration import SETTINGS, SEVERITIES
from .settings import Choice, Integer, Kind, Setting, Shape

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def configuration_schema(
    rules: Mapping[str, Schema] | None = None, other_mentions: Sequence[str] = (), identifier: str | None = None
) -> Schema:
    """The schema of ``dockwright.toml``, and of the table ``tool.dockwright``.

    ``rules`` has, by id of a rule, the schemas of its options by name; ``other_mentions`` are the categories and ids of
    other tools that may stand for rules too. With neither, any text may name a rule. ``identifier`` becomes ``$id``.
    """
    schema: Schema = {"$schema": DIALECT}
    if identifier is not None:
        schema["$id"] = identifier
    return schema | {
        "title": "Configuration of Dockwright",
        "type": "object",
        "additionalProperties": False,
        "properties": {setting.name: _property(setting, rules, other_mentions) for setting in SETTINGS},
    }


def _property(setting: Setting, rules: Mapping[str, Schema] | None, other_mentions: Sequence[str]) -> Schema:
    schema: Schema = {"description": setting.description} | _of_kind(setting.kind, rules, other_mentions)
    if isinstance(setting.default, bool | int | str):
        schema["default"] = setting.default
    return schema


def _of_kind(kind: Kind, rules: Mapping[str, Schema] | None, other_mentions: Sequence[str]) -> Schema:
    match kind:
        case Shape.BOOLEAN:
            return {"type": "boolean"}
        case Integer(minimum):
            return {"type": "integer", "minimum": minimum}
        case Choice(words):
            return {"enum": list(words)}
        case Shape.TEXTS | Shape.PATTERNS:
            return _one_or_many({"type": "string"})
        case Shape.MENTIONS:
            return _one_or_many(_mention(rules, other_mentions))
        case Shape.PATH:
            return {"type": "string"}
        case Shape.MENTIONS_BY_PATTERN:
            return {"type": "object", "additionalProperties": _one_or_many(_mention(rules, other_mentions))}
        case Shape.PATH_BY_PATTERN:
            return {"type": "object", "additionalProperties": {"type": "string"}}
        case Shape.RULES:
            return _rule_tables(rules)
        case _:
            assert_never(kind)


def _one_or_many(item: Schema) -> Schema:
    return {"anyOf": [item, {"type": "array", "items": item}]}


def _mention(rules: Mapping[str, Schema] | None, other_mentions: Sequence[str]) -> Schema:
    if rules is None:
        return {"type": "string"}
    # Ids are proposed, not demanded: those of other tools are many, and some are written in several ways.
    return {"anyOf": [{"enum": ["ALL", *rules, *other_mentions]}, {"type": "string"}]}


def _rule_tables(rules: Mapping[str, Schema] | None) -> Schema:
    severity: Schema = {"enum": list(SEVERITIES)}

    def of_rule(options: Schema | None) -> Schema:
        table: Schema = {"type": "object", "properties": {"severity": severity} | (options or {})}
        if options is not None:
            table["additionalProperties"] = False
        return {"anyOf": [severity, table]}

    schema: Schema = {"type": "object", "additionalProperties": of_rule(None)}
    if rules:
        schema["properties"] = {rule: of_rule(options) for rule, options in rules.items()}
    return schema
