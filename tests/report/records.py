"""Records made by hand, with places given by the words they stand at."""

from __future__ import annotations

from dockwright.code_actions.edits import TextEdit
from dockwright.diagnostics.finding import Confidence, Safety, Severity
from dockwright.report.record import AppliedRecord, FileRecord, FindingRecord, FixRecord, RelatedRecord, Run

TEXT = """FROM node
RUN apt-get update && \\
    apt-get install -y curl
# 漢字 and a\ttab
COPY "漢字\t.txt" /\U0001f433/
"""


def finding(
    text: str,
    words: str,
    *,
    rule: str = "some-rule",
    severity: Severity = Severity.WARNING,
    confidence: Confidence = Confidence.HIGH,
    message: str = "Something is wrong",
    fix: FixRecord | None = None,
    related: tuple[RelatedRecord, ...] = (),
) -> FindingRecord:
    start = text.index(words)
    return FindingRecord(
        rule=rule,
        page=f"https://example.org/{rule}/",
        category="style",
        aliases={"hadolint": ("DL3006",), "trivy": ("DS-0001", "AVD-DS-0001")},
        severity=severity,
        confidence=confidence,
        message=message,
        start=start,
        end=start + len(words),
        fix=fix,
        related=related,
    )


def replacing(text: str, words: str, by: str, safety: Safety = Safety.SAFE) -> FixRecord:
    start = text.index(words)
    reason = None if safety is Safety.SAFE else "It may matter."
    return FixRecord(f"Say {by}", safety, (TextEdit(start, start + len(words), by),), reason)


EXAMPLE = Run(
    (
        FileRecord(
            "docker/Dockerfile",
            TEXT,
            (
                finding(TEXT, "node", rule="untagged", fix=replacing(TEXT, "node", "node:24", Safety.UNSAFE)),
                finding(
                    TEXT,
                    "RUN apt-get update && \\\n    apt-get install -y curl",
                    severity=Severity.ERROR,
                    message='A | pipe, <b>markup</b> & "quotes"',
                    related=(RelatedRecord(0, 4, "it begins here"),),
                ),
                finding(TEXT, '"漢字\t.txt"', severity=Severity.HINT, fix=replacing(TEXT, "漢字\t.txt", "a.txt")),
                finding(TEXT, "\U0001f433", severity=Severity.INFORMATION, confidence=Confidence.LOW),
            ),
        ),
        FileRecord("clean/Dockerfile", "FROM scratch\n", ()),
    )
)

NOTHING = Run((FileRecord("Dockerfile", "FROM scratch\n", ()),))

APPLIED = AppliedRecord("some-rule", "Say better", Safety.SAFE)
