"""From plain values, as TOML or an editor's settings give them, to a ``Configuration``.

Every value is checked against the kind that its setting declares. What does not fit is a problem with its key and line,
and is passed over, so that one slip does not switch a configuration off. Nothing here touches a disk or raises.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any, assert_never

from ..syntax.dataclass import dataclass
from ..syntax.lazy_pattern import lazy_pattern
from .configuration import (
    SETTINGS,
    SEVERITIES,
    Configuration,
    ConfigurationError,
    ContextChoice,
    Mention,
    Origin,
    PerFileIgnore,
    RuleSettings,
)
from .gitignore import PathPattern
from .plain_values import as_list, as_table
from .settings import Choice, Integer, Kind, Shape
from .toml_lines import Key

CLIENT = "editor settings"
"""The source that origins and problems of an editor's settings name."""

_HUMP = lazy_pattern(r"(?<=[a-z0-9])[A-Z]")


def parse_configuration(
    document: Mapping[str, object], *, source: str, base: str, line_of: Callable[[Key], int | None]
) -> Configuration:
    """The configuration that a document states.

    ``source`` is the file's path, for origins; ``base`` the absolute, ``/``-separated folder that its paths are
    relative to; ``line_of`` gives the 1-based line of a key of the document.
    """
    return _Reader(source, base, line_of).read(document)


def from_client_settings(settings: object, base: str = "/") -> Configuration:
    """The configuration that an editor sends: the keys of the file, in kebab-case or camelCase.

    ``base`` is the workspace folder that paths are relative to. A null means that nothing is said.
    """
    if settings is None:
        return Configuration()
    stated = as_table(settings)
    if stated is None:
        return Configuration(problems=(ConfigurationError(CLIENT, None, "", "The settings must be an object"),))
    document = _with_hyphens_in(stated)
    rules = as_table(document.get("rules"))
    if rules is not None:
        document["rules"] = {
            rule: value if (table := as_table(value)) is None else _with_hyphens_in(table)
            for rule, value in rules.items()
        }
    return parse_configuration(document, source=CLIENT, base=base, line_of=lambda _key: None)


def _with_hyphens_in(table: Mapping[str, object]) -> dict[str, object]:
    return {_with_hyphens(str(key)): value for key, value in table.items() if value is not None}


def _with_hyphens(name: str) -> str:
    return _HUMP.sub(lambda hump: "-" + hump[0].lower(), name)


def spelled(key: Key) -> str:
    """A key as TOML writes it, indices in brackets."""
    written = ""
    for part in key:
        if isinstance(part, int):
            written += f"[{part}]"
        else:
            plain = re.fullmatch(r"[A-Za-z0-9_-]+", part)
            written += ("." if written else "") + (part if plain else '"' + part.replace('"', '\\"') + '"')
    return written


def closest(word: str, words: Sequence[str]) -> str | None:
    """The word that somebody probably meant, if one comes near."""
    hyphenated = _with_hyphens(word).replace("_", "-").lower()
    if hyphenated in words:
        return hyphenated
    # Only those who mistype pay for the import.
    import difflib

    near = difflib.get_close_matches(hyphenated, words, n=1)
    return near[0] if near else None


@dataclass(slots=True)
class _Reader:
    source: str
    base: str
    line_of: Callable[[Key], int | None]
    origins: dict[str, Origin] = field(default_factory=dict[str, Origin])
    mentions: list[Mention] = field(default_factory=list[Mention])
    problems: list[ConfigurationError] = field(default_factory=list[ConfigurationError])

    def read(self, document: Mapping[str, object]) -> Configuration:
        known = {setting.name: setting for setting in SETTINGS}
        values: dict[str, Any] = {}
        for name, written in document.items():
            setting = known.get(name)
            if setting is None:
                self._unknown((name,), name, tuple(known), "setting")
                continue
            value = self._value(setting.kind, written, (name,))
            if value is not None:
                values[setting.attribute] = value
                self.origins[name] = self._origin((name,))
        return Configuration(
            **values, origins=self.origins, mentions=tuple(self.mentions), problems=tuple(self.problems)
        )

    def _value(self, kind: Kind, written: object, key: Key) -> Any:
        """The value of a setting, or None where nothing of it is usable, which then has been told."""
        match kind:
            case Shape.BOOLEAN:
                return self._checked(key, isinstance(written, bool), "`true` or `false`", written)
            case Integer(minimum):
                is_integer = isinstance(written, int) and not isinstance(written, bool) and written >= minimum
                return self._checked(key, is_integer, f"a whole number, {minimum} or more", written)
            case Choice(words):
                return self._choice(key, words, written)
            case Shape.TEXTS:
                return self._texts(key, written)
            case Shape.MENTIONS:
                return self._mentions(key, written)
            case Shape.PATTERNS:
                texts = self._texts(key, written)
                return texts if texts is None else tuple(PathPattern(text, self.base) for text in texts)
            case Shape.PATH:
                path = self._checked(key, isinstance(written, str), "a path", written)
                return path if path is None else self._path(path)
            case Shape.MENTIONS_BY_PATTERN:
                return self._mentions_by_pattern(key, written)
            case Shape.PATH_BY_PATTERN:
                return self._path_by_pattern(key, written)
            case Shape.RULES:
                return self._rules(key, written)
            case _:
                assert_never(kind)

    def _checked(self, key: Key, is_fine: bool, expected: str, written: object) -> Any:
        """The value if it is as expected; otherwise None, and a problem more."""
        if is_fine:
            return written
        self._wrong(key, expected, written)
        return None

    def _choice(self, key: Key, words: Sequence[str], written: object) -> str | None:
        if not isinstance(written, str):
            self._wrong(key, "one of " + ", ".join(f"`{word}`" for word in words), written)
        elif written in words:
            return written
        else:
            self._unknown(key, written, words, "value")
        return None

    def _texts(self, key: Key, written: object) -> tuple[str, ...] | None:
        if isinstance(written, str):
            return (written,)
        items = as_list(written)
        if items is None:
            self._wrong(key, "a list of texts", written)
            return None
        texts: list[str] = []
        for index, item in enumerate(items):
            if isinstance(item, str):
                texts.append(item)
            else:
                self._wrong((*key, index), "a text", item)
        return tuple(texts)

    def _mentions(self, key: Key, written: object) -> tuple[str, ...] | None:
        texts = self._texts(key, written)
        for index, text in enumerate(texts or ()):
            place = key if isinstance(written, str) else (*key, index)
            self.mentions.append(Mention(text, spelled(key), self._origin(place)))
        return texts

    def _mentions_by_pattern(self, key: Key, written: object) -> tuple[PerFileIgnore, ...] | None:
        table = as_table(written)
        if table is None:
            self._wrong(key, "a table from path patterns to lists of rules", written)
            return None
        ignores: list[PerFileIgnore] = []
        for pattern, value in table.items():
            rules = self._mentions((*key, pattern), value)
            if rules is not None:
                ignores.append(PerFileIgnore(PathPattern(pattern, self.base), rules))
                self._came((*key, pattern))
        return tuple(ignores)

    def _path_by_pattern(self, key: Key, written: object) -> tuple[ContextChoice, ...] | None:
        table = as_table(written)
        if table is None:
            self._wrong(key, "a table from path patterns to folders", written)
            return None
        choices: list[ContextChoice] = []
        for pattern, folder in table.items():
            if isinstance(folder, str):
                choices.append(ContextChoice(PathPattern(pattern, self.base), self._path(folder)))
                self._came((*key, pattern))
            else:
                self._wrong((*key, pattern), "a folder", folder)
        return tuple(choices)

    def _rules(self, key: Key, written: object) -> Mapping[str, RuleSettings] | None:
        tables = as_table(written)
        if tables is None:
            self._wrong(key, "a table of rules", written)
            return None
        rules: dict[str, RuleSettings] = {}
        for rule, value in tables.items():
            self.mentions.append(Mention(rule, spelled((*key, rule)), self._origin((*key, rule))))
            settings = self._rule((*key, rule), value)
            if settings is not None:
                rules[rule] = settings
        return rules

    def _rule(self, key: Key, written: object) -> RuleSettings | None:
        if isinstance(written, str):
            severity = self._choice(key, SEVERITIES, written)
            if severity is not None:
                self.origins[spelled((*key, "severity"))] = self._origin(key)
            return RuleSettings(severity)
        table = as_table(written)
        if table is None:
            self._wrong(key, "a severity or a table", written)
            return None
        severity = None
        if "severity" in table:
            severity = self._choice((*key, "severity"), SEVERITIES, table["severity"])
        for name, value in table.items():
            if name != "severity":
                self._option_came((*key, name), value)
            elif severity is not None:
                self._came((*key, name))
        return RuleSettings(severity, {name: value for name, value in table.items() if name != "severity"})

    def _option_came(self, key: Key, value: object) -> None:
        """Note where an option and the parts of its value stand; whether they fit is for the rule's layer to say."""
        self._came(key)
        for name in as_table(value) or ():
            self._came((*key, name))
        for index in range(len(as_list(value) or ())):
            self._came((*key, index))

    def _path(self, written: str) -> str:
        return posixpath.normpath(posixpath.join(self.base, written))

    def _came(self, key: Key) -> None:
        self.origins[spelled(key)] = self._origin(key)

    def _origin(self, key: Key) -> Origin:
        return Origin(self.source, self.line_of(key))

    def _wrong(self, key: Key, expected: str, written: object) -> None:
        self._problem(key, f"`{spelled(key)}` must be {expected}, not {_described(written)}")

    def _unknown(self, key: Key, word: str, words: Sequence[str], what: str) -> None:
        near = closest(word, words)
        where = "" if what == "setting" else f" of `{spelled(key)}`"
        hint = f"; did you mean `{near}`?" if near else f"; it can be {_listed(words)}" if where else ""
        self._problem(key, f"There is no {what} `{word}`{where}{hint}")

    def _problem(self, key: Key, message: str) -> None:
        self.problems.append(ConfigurationError(self.source, self.line_of(key), spelled(key), message))


def _listed(words: Sequence[str]) -> str:
    *most, last = (f"`{word}`" for word in words)
    return ", ".join(most) + f" or {last}" if most else last


def _described(value: object) -> str:
    match value:
        case bool():
            return f"`{str(value).lower()}`"
        case int() | float():
            return f"the number {value}"
        case str():
            return "a text"
        case list() | tuple():
            return "a list"
        case Mapping():
            return "a table"
        case _:
            return "a date" if hasattr(value, "isoformat") else "that"
