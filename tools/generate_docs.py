"""Make the pages of the manual that come from the rules and settings themselves.

``python tools/generate_docs.py`` writes ``docs/rules/``, ``docs/coming-from/``, ``docs/configuration.md`` and the
schema of the configuration; with ``--check`` it only says which of them are stale. The texts are the rules' docstrings.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from dockwright.diagnostics.finding import Severity
from dockwright.diagnostics.manual import read_manual
from dockwright.diagnostics.options import RuleOption, options_of_rules
from dockwright.diagnostics.registry import all_rules, rules_by_name
from dockwright.diagnostics.registry import rule as rule_of_id
from dockwright.diagnostics.rule import Rule
from dockwright.project.configuration_schema import configuration_schema

DOCS = Path(__file__).resolve().parent.parent / "docs"

TOOLS = {
    "hadolint": "hadolint",
    "buildkit": "docker build --check (BuildKit)",
    "tally": "tally",
    "trivy": "Trivy",
    "checkov": "Checkov",
    "kics": "KICS",
    "semgrep": "Semgrep",
    "parfum": "docker-parfum",
    "dockerfilelint": "dockerfilelint",
    "dockerfile-utils": "dockerfile-utils",
    "droast": "droast",
    "doctor": "dockerfile-doctor",
}
_IMPORTS = {
    "hadolint": (
        '`dockwright config import .hadolint.yaml` translates your configuration. With `profile = "hadolint"` rules',
        "speak [where hadolint does](../compatibility/hadolint.md), also where they would be silent otherwise.\n",
    ),
    "tally": (
        '`dockwright config import .tally.toml` translates your configuration. With `profile = "tally"` rules speak',
        "[where tally does](../compatibility/tally.md), also where they would be silent otherwise.\n",
    ),
}
_INFO = re.compile(r"^```dockerfile (?P<kind>bad|fixed|good)(?P<options>[^\n]*)$", re.MULTILINE)
_LABELS = {"bad": "What is found", "fixed": "After the fix", "good": "What is fine"}


def pages() -> dict[Path, str]:
    """Every generated file, by its path below ``docs/``."""
    rules = all_rules()
    made = {Path("rules") / f"{rule.id}.md": rule_page(rule) for rule in rules}
    made[Path("rules/index.md")] = rules_index(rules)
    for tool in TOOLS:
        made[Path("coming-from") / f"{tool}.md"] = foreign_table(tool, rules)
    made[Path("coming-from/index.md")] = foreign_index(rules)
    made[Path("configuration.md")] = configuration_page()
    schema = json.dumps(schema_of_configuration(), indent=2, ensure_ascii=False) + "\n"
    made[Path("schema/configuration-1.json")] = schema
    return made


def schema_of_configuration() -> dict[str, object]:
    """The JSON schema of ``dockwright.toml``, with the ids of all rules."""
    names = sorted(name for name in rules_by_name() if rule_of_id(name) is None)
    return dict(configuration_schema(options_of_rules(all_rules()), names))


def rule_page(rule: Rule) -> str:
    """The page of one rule."""
    manual = read_manual(rule.documentation or "")
    text = (rule.documentation or "").strip().partition("\n")[2].strip()
    body = _INFO.sub(_heading_of_example, text)
    return f"# {rule.id}\n\n**{manual.title}**\n\n{_facts(rule)}\n\n{body}\n{_options(rule)}"


def _options(rule: Rule) -> str:
    if not rule.options:
        return ""
    rows = [f"| `{option.name}` | {_default(option)} | {option.meaning} |" for option in rule.options]
    return "\n".join(["\n## Options\n", "| Option | Default | Meaning |", "|---|---|---|", *rows]) + "\n"


def _heading_of_example(match: re.Match[str]) -> str:
    options = match["options"].split()
    scene = f" ({', '.join(_option(option) for option in options)})" if options else ""
    return f"*{_LABELS[match['kind']]}{scene}:*\n\n```dockerfile"


def _option(option: str) -> str:
    name, _, value = option.partition("=")
    listed = ", ".join(f"`{part}`" for part in value.split(","))
    return {
        "files": f"with {listed} in the build context",
        "ignore": f"with {listed} in `.dockerignore`",
        "strategy": f"with the cache strategy {listed}",
        "today": f"on {value}",
        "registries": f"with {listed} in `allowed-registries`",
        "repositories": f"with {listed} in `allowed-repositories`",
        "tags": f"with {listed} in `allowed-tags`",
        "also": f"with {listed} switched on",
        "digests": "with `require-digests`",
        "profile": f"with the options that {listed} sets",
    }.get(name, name)


def _facts(rule: Rule) -> str:
    default = "on" if rule.is_default else f"off; on in {_profiles(rule)}"
    fix = "none" if rule.fix is None else rule.fix.value
    lines = [
        "| | |",
        "|---|---|",
        f"| Severity | {rule.severity.value} |",
        f"| Category | {rule.category.value} |",
        f"| By default | {default} |",
        f"| Fix | {fix} |",
        f"| Confidence | {rule.confidence.value} |",
        f"| Since | {rule.since} |",
    ]
    if rule.also_known_as:
        known = "; ".join(f"{TOOLS[tool]}: {_codes(ids)}" for tool, ids in rule.also_known_as.items())
        lines.append(f"| Known elsewhere as | {known} |")
    return "\n".join(lines)


def _profiles(rule: Rule) -> str:
    return " and ".join(f"`{profile}`" for profile in rule.profiles) if rule.profiles else "no profile"


def _codes(identifiers: Iterable[str]) -> str:
    return ", ".join(f"`{identifier}`" for identifier in identifiers)


def rules_index(rules: tuple[Rule, ...]) -> str:
    """All rules in one table for each theme."""
    by_default = sum(rule.is_default for rule in rules)
    fixable = sum(rule.fix is not None for rule in rules)
    parts = [
        "# Rules\n",
        f"{len(rules)} rules, {by_default} of them on by default, {fixable} with a fix.",
        "The search finds a rule by its own id and by the id of any other tool.\n",
    ]
    themes = sorted({rule.theme for rule in rules})
    for theme in themes:
        parts.append(f"\n## {theme.replace('-', ' ').capitalize()}\n")
        parts.append("| Rule | What it asks for | Severity | Default | Fix | Elsewhere |")
        parts.append("|---|---|---|---|---|---|")
        parts.extend(_index_row(rule) for rule in rules if rule.theme == theme)
    return "\n".join(parts) + "\n"


def _index_row(rule: Rule) -> str:
    fix = "" if rule.fix is None else rule.fix.value
    default = "on" if rule.is_default else "off"
    severity = rule.severity.value if rule.severity is not Severity.INFORMATION else "info"
    title = rule.title.rstrip(".").replace("|", "\\|")
    main = [identifier for tool in ("hadolint", "buildkit", "trivy") for identifier in rule.also_known_as.get(tool, ())]
    return f"| [{rule.id}]({rule.id}.md) | {title} | {severity} | {default} | {fix} | {_codes(main)} |"


def foreign_table(tool: str, rules: tuple[Rule, ...]) -> str:
    """What a user of another tool finds here under the ids they know."""
    known = ((identifier, rule) for rule in rules for identifier in rule.also_known_as.get(tool, ()))
    rows = sorted(known, key=lambda row: (row[0], row[1].id))
    lines = [
        f"# If you come from {TOOLS[tool]}\n",
        "These ids work in `--select`, in the configuration and in ignore comments.\n",
        *_IMPORTS.get(tool, ()),
        f"| {TOOLS[tool]} | Dockwright | Default | Fix |",
        "|---|---|---|---|",
    ]
    for identifier, rule in rows:
        default = "on" if rule.is_default else "off"
        fix = "" if rule.fix is None else rule.fix.value
        lines.append(f"| `{identifier}` | [{rule.id}](../rules/{rule.id}.md) | {default} | {fix} |")
    return "\n".join(lines) + "\n"


def foreign_index(rules: tuple[Rule, ...]) -> str:
    """The other tools, and how many of their ids are known."""
    lines = ["# If you come from another tool\n", "| Tool | Ids known here |", "|---|---|"]
    for tool, name in TOOLS.items():
        identifiers = {identifier for rule in rules for identifier in rule.also_known_as.get(tool, ())}
        lines.append(f"| [{name}]({tool}.md) | {len(identifiers)} |")
    return "\n".join(lines) + "\n"


def configuration_page() -> str:
    """The settings, from the schema that also reads them."""
    schema = schema_of_configuration()
    properties = schema["properties"]
    assert isinstance(properties, dict)
    lines = [
        "# Configuration\n",
        "Settings stand in `dockwright.toml`, `.dockwright.toml` or below `[tool.dockwright]` in `pyproject.toml`.",
        "The nearest such file above a Dockerfile counts; `extends` names another one to begin from.",
        "`dockwright config show` says where each value came from.",
        "Editors may use the [schema](schema/configuration-1.json).\n",
        "| Setting | Default | Meaning |",
        "|---|---|---|",
    ]
    for name, setting in properties.items():
        default = f"`{json.dumps(setting['default'])}`" if "default" in setting else ""
        description = str(setting.get("description", "")).replace("|", "\\|").replace("\n", " ")
        lines.append(f"| `{name}` | {default} | {description} |")
    lines += [
        "\n## Editions and previews\n",
        "A minor release does not make a check fail that passed before.",
        "A new rule enters as a preview: it is off unless it is selected by its own name, or with `preview = true`.",
        "With the edition of a year it joins the profiles; `edition` keeps those of an earlier year.",
        "\n## Options of rules\n",
        "Below `rules` stands what is set for single rules, by their own ids or by those of other tools.\n",
        "```toml",
        "[rules]",
        'consecutive-run = "off"',
        'DL3049 = { severity = "warning", required = ["org.opencontainers.image.source"] }',
        "```\n",
        "| Rule | Option | Default | Meaning |",
        "|---|---|---|---|",
    ]
    lines += [_option_row(rule, option) for rule in all_rules() for option in rule.options]
    lines += [
        "\nAn option that no rule has, and a value that does not fit, are errors with their line and key.",
        "",
        "Some profiles set options as well: `hadolint`, `buildkit` and `tally` have rules speak where those tools do,",
        "also where they would be silent otherwise. What stands below `rules` outweighs it, and",
        "`dockwright config show` tells the two apart:\n",
        "```toml",
        'profile = "hadolint"',
        "",
        "[rules]",
        "consecutive-run = { every-stage = false }",
        "```",
    ]
    return "\n".join(lines) + "\n"


def _option_row(rule: Rule, option: RuleOption) -> str:
    return f"| [{rule.id}](rules/{rule.id}.md) | `{option.name}` | {_default(option)} | {option.meaning} |"


def _default(option: RuleOption) -> str:
    default = "" if option.default is None else f"`{json.dumps(option.default)}`"
    return default + "".join(f", in `{name}` `{json.dumps(value)}`" for name, value in option.in_profiles.items())


def stale(made: dict[Path, str]) -> list[Path]:
    """Generated files that differ from what they should be, and pages of rules that are gone."""
    wrong = [path for path, text in made.items() if not _is_current(DOCS / path, text)]
    known = {DOCS / path for path in made}
    left = [path for folder in ("rules", "coming-from") for path in (DOCS / folder).glob("*.md") if path not in known]
    return wrong + [path.relative_to(DOCS) for path in left]


def _is_current(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def main() -> int:
    """Write the pages, or check them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is stale")
    check = parser.parse_args().check
    made = pages()
    wrong = stale(made)
    if check:
        for path in wrong:
            print(f"docs/{path} is stale; run `python tools/generate_docs.py`", file=sys.stderr)
        return 1 if wrong else 0
    for path in wrong:
        target = DOCS / path
        if path in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(made[path], encoding="utf-8")
        else:
            target.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
