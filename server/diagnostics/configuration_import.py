"""Translates what people have configured for hadolint or tally into a configuration of ours.

Promises: of every key either a setting comes, or a remark that says why none does. The translation is plain values, as
a ``dockwright.toml`` would hold them. Facts of the two formats: https://github.com/hadolint/hadolint#configure and
https://tally.wharflab.com/. Reading files and writing TOML are left to others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from ..project.plain_values import as_list, as_table
from ..syntax.dataclass import dataclass
from .names import is_shellcheck_code, rules_named, suggestion
from .registry import all_rules
from .rule import Rule


@dataclass(frozen=True, slots=True)
class Translation:
    """The settings, and remarks about what could not be translated or means a little more than before."""

    settings: dict[str, object] = field(default_factory=dict[str, object])
    remarks: list[str] = field(default_factory=list[str])

    def add(self, setting: str, names: Iterable[str]) -> None:
        """Add to a setting that is a list."""
        there = self.settings.get(setting)
        present = list(as_list(there) or ())
        added = [*present, *(name for name in dict.fromkeys(names) if name not in present)]
        if added:
            self.settings[setting] = added

    def of_rule(self, rule: str, stated: Mapping[str, object]) -> None:
        """Add what is stated for one rule."""
        rules = dict(as_table(self.settings.get("rules")) or {})
        rules[rule] = {**(as_table(rules.get(rule)) or {}), **stated}
        self.settings["rules"] = rules

    def finished(self) -> Translation:
        """The same with rules of which only the severity is stated in their short form, and tables at the end."""
        settings = dict(self.settings)
        rules = as_table(settings.pop("rules", None))
        if rules:
            settings["rules"] = {name: _short(as_table(stated) or {}) for name, stated in rules.items()}
        return Translation(settings, list(dict.fromkeys(self.remarks)))


def _short(stated: Mapping[str, object]) -> object:
    return stated["severity"] if list(stated) == ["severity"] else dict(stated)


_HADOLINT_LEVELS = {"error": "error", "warning": "warning", "info": "info", "style": "hint"}
_THRESHOLDS = {
    "error": "error",
    "warning": "warning",
    "info": "information",
    "style": "hint",
    "ignore": "hint",
    "none": "hint",
}
_FORMS = {"text": "text", "rawtext": "text", "url": "url", "rfc3339": "rfc3339", "semver": "semver"} | {
    name: name for name in ("hash", "spdx", "email")
}
_ONLY_WITH_SCHEMA = ("missing-label", "malformed-label-value", "empty-label")
"""Rules whose counterparts in hadolint find nothing as long as no label is asked for."""


def from_hadolint(document: Mapping[str, object]) -> Translation:
    """What the keys of a ``.hadolint.yaml`` come to."""
    made = Translation({"profile": "hadolint"})
    schema = as_table(document.get("label-schema")) or {}
    is_strict = document.get("strict-labels") is True
    made.settings["fail-level"] = _THRESHOLDS["info"]
    for key, value in document.items():
        match key:
            case "ignored":
                made.add("ignore", _ids(_texts(value), key, made))
            case "override":
                for level, ids in (as_table(value) or {}).items():
                    _override(str(level), _texts(ids), made)
            case "trustedRegistries":
                made.add(
                    "allowed-registries", ["docker.io" if one == "hub.docker.com" else one for one in _texts(value)]
                )
                made.remarks.append("trustedRegistries: `COPY --from` and `RUN --mount=from=` are looked at as well")
            case "label-schema":
                _schema(schema, made)
            case "strict-labels":
                pass
            case "failure-threshold":
                _threshold(key, value, document, made)
            case "no-fail":
                if value is True:
                    made.settings["fail-level"] = "never"
            case "disable-ignore-pragma":
                if value is True:
                    made.settings["suppressions"] = "forbid"
                    made.remarks.append("disable-ignore-pragma: comments of other tools silence nothing either")
            case "format" | "no-color":
                option = "--format" if key == "format" else "--color"
                made.remarks.append(f"{key}: how findings are written is for the command line to say, with `{option}`")
            case _:
                made.remarks.append(f"{key}: hadolint has no such key, and nothing is made of it")
    made.add("ignore", () if schema else _ONLY_WITH_SCHEMA)
    if is_strict:
        made.of_rule("unknown-label", {"allowed": list(schema)})
    else:
        made.add("ignore", ("unknown-label",))
    return made.finished()


def _threshold(key: str, value: object, document: Mapping[str, object], made: Translation) -> None:
    if value not in _THRESHOLDS:
        made.remarks.append(f"{key}: `{value}` is no threshold of hadolint")
    elif document.get("no-fail") is not True:
        made.settings["fail-level"] = _THRESHOLDS[str(value)]


def _override(level: str, ids: list[str], made: Translation) -> None:
    severity = _HADOLINT_LEVELS.get(level)
    if severity is None:
        made.remarks.append(f"override.{level}: there is no such level")
        return
    for identifier in _ids(ids, f"override.{level}", made):
        made.of_rule(identifier, {"severity": severity})


def _schema(schema: Mapping[str, object], made: Translation) -> None:
    formats = {label: _FORMS.get(str(form).lower()) for label, form in schema.items()}
    for label, form in formats.items():
        if form is None:
            made.remarks.append(f"label-schema.{label}: `{schema[label]}` is no form that is known; any value will do")
    made.of_rule("missing-label", {"required": list(schema)})
    made.of_rule("malformed-label-value", {"formats": {label: form or "text" for label, form in formats.items()}})


_TALLY_LEVELS = {"error": "error", "warning": "warning", "info": "info", "style": "hint", "off": "off"}
_TALLY_NAMESPACES = ("hadolint", "buildkit", "tally", "shellcheck")
_TALLY_OPTIONS = {
    ("tally", "max-lines", "max"): ("long-file", "limit"),
}


def from_tally(document: Mapping[str, object]) -> Translation:
    """What the keys of a ``.tally.toml`` come to."""
    made = Translation({"profile": "tally"})
    for key, value in document.items():
        table = as_table(value)
        if table is None or key not in ("rules", "inline-directives", "output"):
            made.remarks.append(f"{key}: nothing here corresponds to it")
        elif key == "rules":
            _tally_rules(table, made)
        elif key == "inline-directives":
            _tally_directives(table, made)
        else:
            for name, stated in table.items():
                if name == "fail-level" and str(stated) in (*_THRESHOLDS,):
                    made.settings["fail-level"] = "never" if stated == "none" else _THRESHOLDS[str(stated)]
                else:
                    made.remarks.append(f"output.{name}: how findings are written is for the command line to say")
    return made.finished()


def _tally_rules(table: Mapping[str, object], made: Translation) -> None:
    excluded, included = _texts(table.get("exclude")), _texts(table.get("include"))
    if "*" in excluded:
        excluded = [name for name in excluded if name != "*"]
        made.settings["select"] = []
    made.add("select" if "select" in made.settings else "extend-select", _tally_names(included, "rules.include", made))
    if "shellcheck/*" in excluded:
        made.settings["shellcheck"] = "off"
    made.add("ignore", _tally_names([name for name in excluded if name != "shellcheck/*"], "rules.exclude", made))
    for namespace, rules in table.items():
        if namespace in ("include", "exclude"):
            continue
        if namespace not in _TALLY_NAMESPACES:
            made.remarks.append(f"rules.{namespace}: there are no such rules")
            continue
        for rule, stated in (as_table(rules) or {}).items():
            _tally_rule(namespace, rule, as_table(stated) or {}, made)


def _tally_rule(namespace: str, rule: str, stated: Mapping[str, object], made: Translation) -> None:
    where = f"rules.{namespace}.{rule}"
    for option, value in stated.items():
        counterpart = _TALLY_OPTIONS.get((namespace, rule, option))
        if option == "severity" and str(value) in _TALLY_LEVELS:
            for name in _ids([_tally_id(namespace, rule)], where, made):
                made.of_rule(name, {"severity": _TALLY_LEVELS[str(value)]})
        elif (rule, option) == ("DL3026", "trusted-registries"):
            made.add("allowed-registries", _texts(value))
        elif counterpart is not None:
            made.of_rule(counterpart[0], {counterpart[1]: value})
        else:
            made.remarks.append(f"{where}.{option}: nothing here corresponds to it")


def _tally_directives(table: Mapping[str, object], made: Translation) -> None:
    for name, value in table.items():
        match name, value:
            case ("enabled", True) | ("warn-unused" | "require-reason" | "validate-rules", False):
                pass
            case "enabled", False:
                made.settings["suppressions"] = "forbid"
            case "require-reason", True:
                made.settings.setdefault("suppressions", "require-reason")
            case "warn-unused", True:
                made.add("extend-select", ["unused-suppression"])
            case "validate-rules", True:
                made.add("extend-select", ["unknown-rule-in-suppression"])
            case _:
                made.remarks.append(f"inline-directives.{name}: nothing here corresponds to it")


def _tally_id(namespace: str, rule: str) -> str:
    return rule if namespace == "shellcheck" else f"{namespace}/{rule}"


def _tally_names(patterns: list[str], where: str, made: Translation) -> list[str]:
    """Ids as they are, and all rules of a namespace for ``namespace/*``."""
    names: list[str] = []
    for pattern in patterns:
        namespace, slash, rest = pattern.partition("/")
        if pattern == "*":
            names.append("ALL")
        elif slash and rest == "*":
            names += [rule.id for rule in all_rules() if _is_of(rule, namespace)]
        else:
            names += _ids([rest if namespace == "shellcheck" and slash else pattern], where, made)
    return names


def _is_of(rule: Rule, namespace: str) -> bool:
    if namespace == "tally":
        return any(name.startswith("tally/") for name in rule.also_known_as.get("tally", ()))
    return bool(rule.also_known_as.get(namespace))


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        # hadolint takes lists that are separated by commas too.
        return [part.strip() for part in value.split(",") if part.strip()]
    return [str(item) for item in as_list(value) or ()]


def _ids(names: Iterable[str], where: str, made: Translation) -> list[str]:
    """The names that mean a rule of ours; of the others a remark is made, and of those that mean only a part of one."""
    known: list[str] = []
    for name in names:
        rules = rules_named(name, all_rules())
        if not rules and not is_shellcheck_code(name):
            meant = suggestion(name, all_rules())
            near = f"; did you mean `{meant}`?" if meant else ""
            made.remarks.append(f"{where}: `{name}` is no rule that is known here{near}")
            continue
        known.append(name)
        tool = "tally" if "/" in name else "hadolint"
        for rule in rules:
            siblings = [other for other in rule.also_known_as.get(tool, ()) if other.lower() != name.lower()]
            if siblings:
                made.remarks.append(f"{where}: `{name}` is `{rule.id}` here, which is also {', '.join(siblings)}")
    return known
