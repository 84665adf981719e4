"""Make the settings of the VS Code extension that come from the schema of the configuration.

``python tools/generate_vscode_settings.py`` writes the group "Configuration" of ``contributes.configuration`` in
``clients/vscode/package.json``; with ``--check`` it only says whether that is stale. The other group is hand-written.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from dockwright.diagnostics.options import options_of_rules
from dockwright.diagnostics.registry import all_rules
from dockwright.project.configuration_schema import Schema, configuration_schema

MANIFEST = Path(__file__).resolve().parent.parent / "clients" / "vscode" / "package.json"
GROUP = "Configuration"

FOR_FILES_ONLY = frozenset({"extends", "exclude", "baseline", "fail-level", "suppressions"})
"""Settings that say something of a project, whoever edits it, and make no sense for one person's editor."""


def settings() -> dict[str, Schema]:
    """The settings by name, in the order of the manual."""
    properties: dict[str, Schema] = configuration_schema(options_of_rules(all_rules()))["properties"]
    return {
        f"dockwright.{_in_camel_case(name)}": _setting(schema)
        for name, schema in properties.items()
        if name not in FOR_FILES_ONLY
    }


def _in_camel_case(name: str) -> str:
    first, *rest = name.split("-")
    return first + "".join(part.capitalize() for part in rest)


def _setting(schema: Schema) -> Schema:
    setting = {key: value for key, value in schema.items() if key != "description"}
    if "anyOf" in setting:
        # "One or a list of them" is a list to the editor's forms.
        setting = _list_in(setting.pop("anyOf")) | setting
    if "enum" in setting:
        setting = {"type": "string"} | setting
    if setting["type"] == "object":
        setting["additionalProperties"] = _plain(setting["additionalProperties"])
        setting |= _options(setting.pop("properties", {}))
        setting.setdefault("default", {})
    if setting["type"] == "array":
        setting.setdefault("default", [])
    if "default" not in setting:
        setting |= {"type": [setting["type"], "null"], "default": None}
    return setting | {"scope": "resource", "markdownDescription": schema["description"]}


def _options(rules: dict[str, Schema]) -> Schema:
    """The rules that have options, so that these are proposed and checked while the settings are written by hand."""
    with_options = {rule: schema for rule, schema in rules.items() if len(schema["anyOf"][-1]["properties"]) > 1}
    return {"properties": with_options} if with_options else {}


def _list_in(forms: list[Schema]) -> Schema:
    (listed,) = (form for form in forms if form.get("type") == "array")
    return {"type": "array", "items": {"type": "string"}} | {
        key: listed[key] for key in listed.keys() - {"type", "items"}
    }


def _plain(value: Schema) -> Schema:
    """The form of a table's values that the editor can show: a word, or a list of words."""
    if "anyOf" not in value:
        return value
    words = next((form for form in value["anyOf"] if "enum" in form), None)
    if words is None:
        return _list_in(value["anyOf"])
    # A rule with options has a table, which nobody fills in by a form but many write by hand.
    return {"anyOf": [{"type": "string", "enum": words["enum"]}, {"type": "object"}]}


def manifest() -> str:
    """``package.json`` as it should be."""
    found: dict[str, Any] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    (group,) = (group for group in found["contributes"]["configuration"] if group["title"] == GROUP)
    group["properties"] = settings()
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    """Write the settings, or check them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the settings are stale")
    check = parser.parse_args().check
    made = manifest()
    if made == MANIFEST.read_text(encoding="utf-8"):
        return 0
    if check:
        print(f"{MANIFEST.name} is stale; run `python tools/generate_vscode_settings.py`", file=sys.stderr)
        return 1
    MANIFEST.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
