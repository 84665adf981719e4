"""Every smell that other tools know is known to a rule of ours, or there is a reason why not.

The inventory of smells is a document beside this repository; where it is absent the test is skipped.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dockwright.diagnostics.names import fold
from dockwright.diagnostics.registry import all_rules

INVENTORY = Path(__file__).parents[3] / "shared" / "RULES.md"

TOOLS = {
    "HL": "hadolint",
    "TL": "tally",
    "BK": "buildkit",
    "TR": "trivy",
    "CK": "checkov",
    "KC": "kics",
    "SG": "semgrep",
    "PF": "parfum",
    "DF": "dockerfilelint",
    "RC": "dockerfile-utils",
    "DR": "droast",
    "DD": "doctor",
}

EXCEPTIONS = {
    "hadolint SC*": "ShellCheck's findings keep ShellCheck's codes and come from ShellCheck",
    "tally shellcheck/*": "ShellCheck's findings keep ShellCheck's codes and come from ShellCheck",
    "tally shellcheck/SC1040": "ShellCheck's findings keep ShellCheck's codes and come from ShellCheck",
    "tally powershell/*": "scripts of PowerShell are read by an analyser that needs PowerShell",
    "tally prefer-formatted-heredocs": "a formatter of shell scripts is a program of its own",
    "droast DF075": "whether a file is a template is told by its name, which rules do not see",
}

IN_WORDS_ONLY = {
    "14.1": ("privileged-port",),
    "14.2": ("debugging-tools-shipped",),
    "14.3": None,  # Only the registry knows newer tags.
    "14.4": None,  # Only a database of vulnerabilities knows them.
    "14.5": None,  # EXPOSE means TCP, so that the word adds nothing.
    "14.6": ("healthcheck-missing",),
    "14.7": ("pip-unpinned-git",),
    "14.8": ("pip-upgraded-alone",),
    "14.9": ("remote-add-without-checksum", "pipe-to-shell"),
    "14.10": ("unknown-flag",),
    "14.11": ("syntax-error",),
    "14.12": None,  # Docker takes any text for a user until the container starts.
    "14.13": ("invalid-platform",),
    "14.14": ("ssh-server-installed",),
    "14.15": ("gem-cache-left", "gem-system-update-left"),
    "14.16": ("failure-hidden-by-semicolon",),
    "14.17": ("secret-value",),
    "14.18": ("insecure-run",),
}
"""The smells of section 14, which have no ids, and the rules that find them."""

IN_NO_PEER = {
    "A cache mount defeated": ("apt-mount-emptied",),
    "Remote ADD without": ("remote-add-without-checksum", "missing-syntax-directive", "outdated-frontend"),
    "A file deleted": ("removed-in-later-layer", "recursive-ownership-change", "moved-in-later-layer"),
    "A secret copied": ("secret-file-copied", "removed-in-later-layer"),
    "VOLUME declared": ("volume-changed-later",),
    "A HEALTHCHECK or ENTRYPOINT": ("healthcheck-missing-program", "start-program-missing"),
    "A copied entry script": None,  # A build context knows no modes and no contents of scripts.
    "SHELL, or a shebang": ("shell-not-in-image",),
    "Lock-file mismatch": ("manifest-missing-at-install",),
    "Generalised bind-mount": ("manifest-copied-to-install",),
    "USER switched before": ("copy-after-user-without-chown", "rails-state-not-writable"),
    "glibc binary copied": ("c-library-mismatch", "cgo-in-empty-image"),
    "ARG or ENV placed": ("argument-declared-early",),
    "Same package manager": None,  # Whether stages should share a base is a matter of taste.
    "Contents of the ignore": ("missing-ignore-file",),
    "Multi-arch traps": ("fixed-architecture-downloaded",),
    "Time-bomb commands": ("moving-branch-cloned", "latest-release-downloaded"),
    "Compose/Bake facts": None,  # They are in other files than a Dockerfile.
}
"""How the smells begin that no other tool knows, and the rules that find them."""


def rows() -> list[tuple[str, str]]:
    """The numbers of the smells and the cells that say who catches them."""
    if not INVENTORY.exists():
        pytest.skip("the inventory of smells is not here")
    lines = INVENTORY.read_text("utf-8").splitlines()
    cells = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|"))
    return [(row[0], row[2]) for row in cells if re.fullmatch(r"\d+\.\d+", row[0])]


def foreign_ids() -> list[tuple[str, str, str]]:
    """Number, tool and id of everything that other tools catch, where they have ids for it."""
    found: list[tuple[str, str, str]] = []
    for number, cell in rows():
        if int(number.partition(".")[0]) >= 14:
            continue
        for part in cell.split(" · "):
            tool, _, ids = part.partition(" ")
            found.extend((number, TOOLS[tool], identifier) for identifier in ids.split(", "))
    return found


def known() -> set[tuple[str, str]]:
    return {
        (tool, fold(identifier))
        for rule in all_rules()
        for tool, identifiers in rule.also_known_as.items()
        for identifier in identifiers
    }


def test_the_inventory_is_read_whole() -> None:
    assert len(foreign_ids()) > 500
    assert len(rows()) > 270


def test_every_foreign_id_is_known_to_a_rule() -> None:
    ours = known()
    missing = [
        f"{number} {tool} {identifier}"
        for number, tool, identifier in foreign_ids()
        if (tool, fold(identifier)) not in ours and f"{tool} {identifier}" not in EXCEPTIONS
    ]
    assert not missing


def test_every_exception_is_still_one() -> None:
    ours = known()
    written = {f"{tool} {identifier}": (tool, fold(identifier)) for _, tool, identifier in foreign_ids()}
    assert EXCEPTIONS.keys() <= written.keys()
    assert not [name for name in EXCEPTIONS if written[name] in ours]


def test_smells_without_ids_have_rules() -> None:
    numbers = [number for number, _ in rows() if number.startswith("14.")]
    assert sorted(numbers) == sorted(IN_WORDS_ONLY)
    ids = {rule.id for rule in all_rules()}
    assert not [rule for rules in IN_WORDS_ONLY.values() for rule in rules or () if rule not in ids]


def test_smells_that_no_tool_knows_have_rules() -> None:
    rows()
    text = INVENTORY.read_text("utf-8").partition("## 15.")[2]
    smells = [line.removeprefix("- ") for line in text.splitlines() if line.startswith("- ")]
    assert [smell for smell in smells if not smell.startswith(tuple(IN_NO_PEER))] == []
    assert len(smells) == len(IN_NO_PEER)
    ids = {rule.id for rule in all_rules()}
    assert not [rule for rules in IN_NO_PEER.values() for rule in rules or () if rule not in ids]
