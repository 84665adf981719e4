"""ShellCheck's own fixes, made in the Dockerfile."""

from __future__ import annotations

from pathlib import Path

import pytest

from dockwright.code_actions.fix_all import fix_all
from dockwright.code_actions.proof import prove
from dockwright.diagnostics.finding import Safety
from dockwright.diagnostics.selection import Override
from dockwright.external.shellcheck.checks import ask_about_fixes

from .readings import checked, found, rules

buildkit = pytest.importorskip("dockerfile", reason="BuildKit's parser (`pip install dockerfile`) is not installed")

HEAD = "FROM debian:12\n"


def fixed(text: str, *names: str, unsafe: bool = True) -> str:
    snapshot = checked(HEAD + text, rules(Override(select=names)))
    return fix_all(snapshot, include_unsafe=unsafe).snapshot.text.removeprefix(HEAD)


@pytest.mark.parametrize(
    ("before", "code", "after"),
    [
        ("RUN echo $x\n", "SC2086", 'RUN echo "$x"\n'),
        ("RUN echo $x \\\n  # why\n  $y \\\n&& true\n", "SC2086", 'RUN echo "$x" \\\n  # why\n  "$y" \\\n&& true\n'),
        ("RUN echo $x\\\n && true\n", "SC2086", 'RUN echo "$x"\\\n && true\n'),
        ("RUN\techo\té\t$x\r\n", "SC2086", 'RUN\techo\té\t"$x"\r\n'),
        ("RUN <<-EOF\n\techo $x\nEOF\n", "SC2086", 'RUN <<-EOF\n\techo "$x"\nEOF\n'),
        ("ONBUILD RUN echo \\\n $x\n", "SC2086", 'ONBUILD RUN echo \\\n "$x"\n'),
        ('RUN x=`date`; echo "$x"\n', "SC2006", 'RUN x=$(date); echo "$x"\n'),
        ("RUN cd /x; ls\n", "SC2164", "RUN cd /x || exit; ls\n"),
        ('RUN ["sh", "-c", "echo $x"]\n', "SC2086", 'RUN ["sh", "-c", "echo \\"$x\\""]\n'),
        ('RUN ["sh", "-c", "x=`a`; y=`b`; echo é"]\n', "SC2006", 'RUN ["sh", "-c", "x=$(a); y=$(b); echo é"]\n'),
        ('RUN ["sh", "-c", "echo \\u0041$x"]\n', "SC2086", 'RUN ["sh", "-c", "echo \\u0041\\"$x\\""]\n'),
    ],
)
def test_a_fix(before: str, code: str, after: str) -> None:
    assert fixed(before, code) == after


def test_only_what_is_certain_is_safe() -> None:
    assert fixed("RUN x=`date`; echo $x\n", "SC2006", "SC2086", unsafe=False) == "RUN x=$(date); echo $x\n"
    assert fixed('RUN x=`echo \\`id\\``; y=`echo "a"`; echo "$x$y"\n', "SC2006", unsafe=False) == (
        'RUN x=`echo \\`id\\``; y=`echo "a"`; echo "$x$y"\n'
    )


def test_a_fix_that_nobody_looked_at_is_not_proven() -> None:
    only = Override(select=("SC2086",))
    snapshot = checked(HEAD + "RUN echo never asked otherwise $x\n", rules(only))
    patient = snapshot.findings()[0][1]
    impatient = checked(snapshot.text, rules(only, waits=False))
    finding = impatient.findings()[0][1]
    assert prove(impatient, finding, finding.fixes[0]) is None
    assert ask_about_fixes(impatient, [finding]) == 1
    assert prove(impatient, finding, finding.fixes[0]) is not None
    assert prove(snapshot, patient, patient.fixes[0]) is not None


def test_every_fix_on_the_corpus(corpus_files: list[Path]) -> None:
    """The result is read by BuildKit, the finding is gone, and ShellCheck has nothing new to say of it."""
    rule_set = rules()
    proven = refused = 0
    for path in corpus_files:
        text = path.read_bytes().removeprefix(b"\xef\xbb\xbf").decode(errors="replace")
        snapshot = checked(text, rule_set)
        for _, finding in snapshot.findings():
            if not finding.rule.id.startswith("SC") or not finding.fixes:
                continue
            outcome = prove(snapshot, finding, finding.fixes[0])
            if outcome is None:
                refused += 1
                continue
            proven += 1
            after = checked(outcome.result.text, rule_set)
            assert after.rule_counts()[finding.rule.id] < snapshot.rule_counts()[finding.rule.id], path
            assert len(found(after)) < len(found(snapshot)), path
            assert len(buildkit.parse_string(after.text)) == len(buildkit.parse_string(text)), path
            assert finding.fixes[0].safety is Safety.UNSAFE or finding.rule.id == "SC2006"
    assert proven > 100
    assert refused * 10 < proven
