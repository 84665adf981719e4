"""Formats for programs, held against their schemas and against readers that we did not write."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dockwright.diagnostics.finding import Severity
from dockwright.report.machine import document, machine
from dockwright.report.record import FileRecord, Run
from dockwright.report.sarif import sarif
from dockwright.report.services import checkstyle, github, gitlab, junit, markdown

from .records import EXAMPLE, NOTHING, TEXT, finding

RUNS = [EXAMPLE, NOTHING, Run(())]


@pytest.fixture(scope="module")
def validator(repository: Path) -> jsonschema.Draft202012Validator:
    schema = json.loads((repository / "docs" / "schema" / "check-1.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("run", RUNS)
def test_machine_format_follows_its_schema(run: Run, validator: jsonschema.Draft202012Validator) -> None:
    validator.validate(json.loads(machine(run)))


def test_the_schema_refuses_what_is_wrong(validator: jsonschema.Draft202012Validator) -> None:
    good = document(EXAMPLE)
    for change in ({"severity": "loud"}, {"range": {"start": {"line": 0}}}, {"rule": "Bad Id"}, {"fix": "none"}):
        bad = {**good, "findings": [{**good["findings"][0], **change}]}
        assert not validator.is_valid(bad), change
    assert not validator.is_valid({"findings": []})


def test_machine_format() -> None:
    first, _, third, fourth = document(EXAMPLE)["findings"]
    assert first == {
        "file": "docker/Dockerfile",
        "rule": "untagged",
        "aliases": {"hadolint": ["DL3006"], "trivy": ["DS-0001", "AVD-DS-0001"]},
        "severity": "warning",
        "confidence": "high",
        "message": "Something is wrong",
        "range": {"start": {"line": 0, "character": 5}, "end": {"line": 0, "character": 9}},
        "fix": {
            "title": "Say node:24",
            "safety": "unsafe",
            "edits": [
                {
                    "range": {"start": {"line": 0, "character": 5}, "end": {"line": 0, "character": 9}},
                    "newText": "node:24",
                }
            ],
        },
    }
    assert third["range"]["end"] == {"line": 4, "character": 14}
    assert fourth["range"] == {"start": {"line": 4, "character": 16}, "end": {"line": 4, "character": 18}}
    assert fourth["fix"] is None


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    """Edits applied the way an editor does it: lines, UTF-16 columns, from the last one to the first."""
    lines = text.split("\n")
    starts = [sum(len(line.encode("utf-16-le")) // 2 + 1 for line in lines[:number]) for number in range(len(lines))]
    units = text.encode("utf-16-le")
    for edit in reversed(edits):
        start, end = (
            2 * (starts[edit["range"][side]["line"]] + edit["range"][side]["character"]) for side in ("start", "end")
        )
        units = units[:start] + edit["newText"].encode("utf-16-le") + units[end:]
    return units.decode("utf-16-le")


def test_edits_of_the_machine_format_can_be_applied() -> None:
    first, _, third, _ = document(EXAMPLE)["findings"]
    assert applied(TEXT, first["fix"]["edits"]) == TEXT.replace("node", "node:24")
    assert applied(TEXT, third["fix"]["edits"]) == TEXT.replace("漢字\t.txt", "a.txt")


def test_sarif() -> None:
    (run,) = json.loads(sarif(EXAMPLE, "1.2.3"))["runs"]
    assert run["tool"]["driver"]["version"] == "1.2.3"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["some-rule", "untagged"]
    results = run["results"]
    assert [result["level"] for result in results] == ["warning", "error", "note", "note"]
    for result in results:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    region = results[3]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 5, "startColumn": 17, "endLine": 5, "endColumn": 19}
    assert results[1]["relatedLocations"][0]["message"] == {"text": "it begins here"}
    (change,) = results[0]["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"] == {"uri": "docker/Dockerfile"}
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 1, "startColumn": 6, "endLine": 1, "endColumn": 10},
            "insertedContent": {"text": "node:24"},
        }
    ]


def test_sarif_knows_a_finding_again_when_lines_are_added_above() -> None:
    def fingerprints(text: str) -> list[str]:
        run = Run((FileRecord("Dockerfile", text, (finding(text, "bad"),)),))
        results = json.loads(sarif(run, "1"))["runs"][0]["results"]
        return [result["partialFingerprints"]["rangeText/v1"] for result in results]

    assert fingerprints("RUN bad\n") == fingerprints("FROM a\n\nRUN bad\n")


def test_sarif_tells_equal_findings_apart() -> None:
    text = "RUN bad\nRUN bad\n"
    found = finding(text, "bad")
    run = Run((FileRecord("Dockerfile", text, (found, found)),))
    results = json.loads(sarif(run, "1"))["runs"][0]["results"]
    assert results[0]["partialFingerprints"] != results[1]["partialFingerprints"]


def test_sarif_names_files_as_addresses() -> None:
    text = "RUN bad\n"
    run = Run((FileRecord("a b/Dockerfile#1", text, (finding(text, "bad"),)),))
    result = json.loads(sarif(run, "1"))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b/Dockerfile%231"


def test_github() -> None:
    text = "FROM a\nRUN b\n"
    tricky = finding(text, "a", message="50% of\nall, or: more", severity=Severity.ERROR)
    lines = list(github(Run((FileRecord("a,b:c/Dockerfile", text, (tricky,)),))))
    assert lines == [
        "::error file=a%2Cb%3Ac/Dockerfile,line=1,endLine=1,col=6,endColumn=7,title=some-rule::50%25 of%0Aall, or: more"
    ]
    assert [line.split(" ")[0] for line in github(EXAMPLE)] == ["::warning", "::error", "::notice", "::notice"]
    assert "col=" not in list(github(EXAMPLE))[1]


def test_gitlab() -> None:
    entries = json.loads(gitlab(EXAMPLE))
    assert [entry["severity"] for entry in entries] == ["major", "critical", "info", "minor"]
    assert entries[1]["location"] == {"path": "docker/Dockerfile", "lines": {"begin": 2, "end": 3}}
    assert {frozenset(entry) for entry in entries} == {
        frozenset({"description", "check_name", "fingerprint", "severity", "location"})
    }
    assert len({entry["fingerprint"] for entry in entries}) == 4
    doubled = Run((FileRecord("D", TEXT, (EXAMPLE.files[0].findings[0],) * 2),))
    assert len({entry["fingerprint"] for entry in json.loads(gitlab(doubled))}) == 2


def test_checkstyle() -> None:
    root = ElementTree.fromstring("\n".join(checkstyle(EXAMPLE)).encode())
    assert [file.get("name") for file in root] == ["docker/Dockerfile", "clean/Dockerfile"]
    errors = root.findall("file/error")
    assert [error.get("severity") for error in errors] == ["warning", "error", "info", "info"]
    assert errors[1].get("message") == 'A | pipe, <b>markup</b> & "quotes"'
    assert (errors[3].get("line"), errors[3].get("column")) == ("5", "17")


def test_junit() -> None:
    root = ElementTree.fromstring("\n".join(junit(EXAMPLE)).encode())
    assert (root.get("tests"), root.get("failures")) == ("5", "4")
    assert len(root.findall("testsuite/testcase/failure")) == 4
    assert len(root.findall("testsuite/testcase")) == 5


def test_xml_holds_whatever_a_message_says() -> None:
    text = "RUN b\n"
    odd = finding(text, "b", message="\x00\x1b \ud800 \uffff ]]> & <\n\t\"'")
    run = Run((FileRecord("Dockerfile", text, (odd,)),))
    for lines in (checkstyle(run), junit(run)):
        root = ElementTree.fromstring("\n".join(lines).encode())
        messages = [element.get("message") for element in root.iter() if element.get("message")]
        assert messages == ["\ufffd\ufffd \ufffd \ufffd ]]> & <\n\t\"'"]


def test_markdown() -> None:
    lines = list(markdown(EXAMPLE))
    assert lines[0] == "### docker/Dockerfile"
    assert lines[4] == (
        "| 1 | warning | [untagged](https://example.org/untagged/) | Something is wrong | Say node:24 (unsafe) |"
    )
    assert 'A \\| pipe, &lt;b>markup&lt;/b> & "quotes"' in lines[5]
    assert lines[-1] == "4 findings in 1 file, 2 fixable (1 safe)."
