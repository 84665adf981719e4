"""Fixes of the rules about stages and the language: what stands around stays, and values keep their meaning."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dockwright.code_actions.fix_all import fix_all
from dockwright.code_actions.proof import prove
from dockwright.code_actions.snapshot import Snapshot, read
from dockwright.code_actions.transformation import fixes_for
from dockwright.diagnostics.registry import all_rules, rule
from dockwright.diagnostics.rule import Surroundings
from dockwright.diagnostics.rule_set import make_rule_set
from dockwright.project.build_context import BuildContext

buildkit = pytest.importorskip("dockerfile", reason="BuildKit's parser (PyPI `dockerfile`) is not installed")

LABEL = "org.opencontainers.image.authors"
SURROUNDINGS = Surroundings(datetime.date(2026, 9, 1), BuildContext.unknown())


def snapshot_of(text: str, name: str) -> Snapshot:
    found = rule(name)
    assert found is not None
    return read(text, make_rule_set([found]), SURROUNDINGS)


def fixed(text: str, name: str, *, include_unsafe: bool = True) -> str:
    result = fix_all(snapshot_of(text, name), include_unsafe=include_unsafe).snapshot.text
    assert fix_all(snapshot_of(result, name), include_unsafe=include_unsafe).snapshot.text == result
    return result


def unquoted(text: str) -> str:
    """A value as a shell reads it, where neither variables nor escapes stand in it."""
    pieces: list[str] = []
    quote = ""
    for character in text:
        if not quote and character in "'\"":
            quote = character
        elif character == quote:
            quote = ""
        else:
            pieces.append(character)
    return "".join(pieces)


def values_read(text: str) -> list[tuple[str, str, str]]:
    """Keyword, name and value of each pair of ENV and LABEL that BuildKit's parser reads, quotes taken away."""
    found: list[tuple[str, str, str]] = []
    for command in buildkit.parse_string(text):
        if command.cmd.lower() in ("env", "label"):
            keys, values = command.value[::2], command.value[1::2]
            found.extend((command.cmd.lower(), key, unquoted(value)) for key, value in zip(keys, values, strict=True))
    return found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ENV A b", "ENV A=b"),
        ("ENV A b c", 'ENV A="b c"'),
        ("env\tA\tb  c", 'env\tA="b  c"'),
        ('ENV A a "b c" d', 'ENV A="a b c d"'),
        ("ENV A 'a \"b\" $c' d", 'ENV A="a \\"b\\" \\$c d"'),
        ("ENV A $X and ${Y:-z}", 'ENV A="$X and ${Y:-z}"'),
        ('ENV A ${Y:-"p q"} r', 'ENV A="${Y:-p q} r"'),
        ("ENV A a\\ b", "ENV A=a\\ b"),
        ("ENV A \\$X y", 'ENV A="\\$X y"'),
        ("ENV A x = y", 'ENV A="x = y"'),
        ("LABEL a.b c d", 'LABEL a.b="c d"'),
        ("ENV A one \\\n   two", 'ENV A="one \\\n   two"'),
        ("ENV A \\\n  one", "ENV A=one"),
        ("ENV A x \\\n# why\n  y", 'ENV A="x \\\n# why\n  y"'),
        ("ONBUILD ENV A b c", 'ONBUILD ENV A="b c"'),
        # A comment stands where the equals sign would have to.
        ("ENV A \\\n# why\n  b", "ENV A \\\n# why\n  b"),
        # What BuildKit refuses is not made to look right.
        ("ENV A it's", "ENV A it's"),
    ],
)
def test_equals_sign(before: str, after: str) -> None:
    start = "FROM alpine:3.22\n"
    assert fixed(f"{start}{before}\nRUN x\n", "legacy-key-value", include_unsafe=False) == f"{start}{after}\nRUN x\n"
    assert fixed(f"{start}{before}", "legacy-key-value", include_unsafe=False) == f"{start}{after}"
    windows = (start + before).replace("\n", "\r\n")
    assert fixed(windows, "legacy-key-value", include_unsafe=False) == (start + after).replace("\n", "\r\n")


def test_equals_sign_with_another_escape_character() -> None:
    text = '# escape=`\nFROM a:1\nENV A C:\\foo `$x "q"\n'
    assert fixed(text, "legacy-key-value") == '# escape=`\nFROM a:1\nENV A="C:\\foo `$x q"\n'


def test_equals_sign_keeps_values_on_the_corpus(corpus_files: list[Path]) -> None:
    compared = 0
    for path in corpus_files:
        text = path.read_bytes().decode("utf-8", "replace")
        after = fixed(text, "legacy-key-value", include_unsafe=False)
        if after == text:
            continue
        for old, new in zip(values_read(text), values_read(after), strict=True):
            if not any(mark in old[2] + new[2] for mark in ("$", "\\", "`")):
                assert old == new, path.name
                compared += 1
    assert compared > 200


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("MAINTAINER Ada <a@b.c>", 'LABEL org.opencontainers.image.authors="Ada <a@b.c>"'),
        ('MAINTAINER "Ada <a@b.c>"', 'LABEL org.opencontainers.image.authors="Ada <a@b.c>"'),
        ("maintainer 'Ada'  ", 'label org.opencontainers.image.authors="Ada"  '),
        ('MAINTAINER Ada "Countess" $1 \\o', 'LABEL org.opencontainers.image.authors="Ada \\"Countess\\" \\$1 \\\\o"'),
        ("MAINTAINER Ada, \\\n  Grace", 'LABEL org.opencontainers.image.authors="Ada,   Grace"'),
        ("MAINTAINER Ada, \\\n# and\n  Grace", "MAINTAINER Ada, \\\n# and\n  Grace"),
    ],
)
def test_author(before: str, after: str) -> None:
    assert fixed(f"FROM a:1\n{before}\n", "maintainer", include_unsafe=False) == f"FROM a:1\n{after}\n"


def test_author_is_what_buildkit_read(corpus_files: list[Path]) -> None:
    compared = 0
    for path in corpus_files:
        text = path.read_bytes().decode("utf-8", "replace")
        after = fixed(text, "maintainer", include_unsafe=False)
        if after == text:
            continue
        commands = buildkit.parse_string(text)
        authors = {unquoted(command.value[0]) for command in commands if command.cmd.lower() == "maintainer"}
        assert authors <= {value for _, key, value in values_read(after) if key == LABEL}, path.name
        compared += len(authors)
    assert compared > 5


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("RUN a \\\n\n  b\n", "RUN a \\\n  b\n"),
        ("RUN a \\\r\n\r\n \t\r\n  b\r\n", "RUN a \\\r\n  b\r\n"),
        ("RUN a \\\n# c\n\n  b \\\n\n  d\n", "RUN a \\\n# c\n  b \\\n  d\n"),
        ("RUN a \\\n\n", "RUN a\n\n"),
        ("RUN a \\\n\n\nUSER x\n", "RUN a\n\n\nUSER x\n"),
        ("RUN <<E\n\nx\nE\n", "RUN <<E\n\nx\nE\n"),
        ("# escape=`\nARG a`\n\n=b\n", "# escape=`\nARG a`\n=b\n"),
    ],
)
def test_empty_lines(before: str, after: str) -> None:
    is_preamble = before.startswith("# escape")
    head, tail = ("", "FROM a:1\n") if is_preamble else ("FROM a:1\n", "")
    assert fixed(head + before + tail, "empty-continuation-line") == head + after + tail
    if "USER" not in before:
        assert fixed(head + before + tail, "empty-continuation-line", include_unsafe=False) == head + after + tail


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("from-as-casing", "FROM a:1 \\\n\tAs b\n", "FROM a:1 \\\n\tAS b\n"),
        ("instruction-casing", "FROM a:1\n\tonbuild RUN x\nRUN y", "FROM a:1\n\tONBUILD RUN x\nRUN y"),
        ("instruction-casing", "<%a\n<%b\nFROM a:1\nrun x\n", "<%a\n<%b\nFROM a:1\nRUN x\n"),
        (
            "stage-name-casing",
            "FROM a:1 AS B\nFROM B AS C\nRUN --mount=from=B,target=/b x\nCOPY --from=C / /c\nFROM b\n",
            "FROM a:1 AS b\nFROM b AS c\nRUN --mount=from=b,target=/b x\nCOPY --from=C / /c\nFROM b\n",
        ),
        ("redundant-target-platform", "FROM --platform=$TARGETPLATFORM\ta:1\n", "FROM a:1\n"),
        ("redundant-target-platform", "FROM \\\n  --platform=$TARGETPLATFORM \\\n  a:1\n", "FROM \\\n  a:1\n"),
        (
            "redundant-target-platform",
            "FROM --platform=$TARGETPLATFORM \\\n  # why\n  a:1\n",
            "FROM \\\n  # why\n  a:1\n",
        ),
        ("malformed-image-reference", "FROM GHCR.io/Acme/App:Big\n", "FROM ghcr.io/acme/app:Big\n"),
        ("malformed-image-reference", "FROM a:1:2\n", "FROM a:1:2\n"),
        (
            "copy-from-unknown-stage",
            "FROM a:1 AS web\nFROM b:1\nCOPY --from=wbe /a /b\n",
            "FROM a:1 AS web\nFROM b:1\nCOPY --from=web /a /b\n",
        ),
        ("unknown-instruction", "FROM a:1\nrnu x\n", "FROM a:1\nrun x\n"),
        ("unknown-instruction", "FROM a:1\nRUN x\r\n  && y\r\n", "FROM a:1\nRUN x \\\r\n  && y\r\n"),
        ("unknown-instruction", "FROM a:1\nRUN <<E\nx\nE\n&& y\n", "FROM a:1\nRUN <<E\nx\nE\n&& y\n"),
        ("unknown-flag", "FROM a:1\nONBUILD COPY --form=x a b\n", "FROM a:1\nONBUILD COPY --from=x a b\n"),
        ("syntax-error", "FROM a:1 b\n", "FROM a:1 AS b\n"),
        ("syntax-error", "FROM a:1\nENV A=b c D=e\n", 'FROM a:1\nENV A="b c" D=e\n'),
        ("syntax-error", "FROM a:1\nENV A='b' c\n", "FROM a:1\nENV A='b' c\n"),
        ("misplaced-directive", "\ufeff# x\n# syntax=a/b:1\nFROM a:1\n", "\ufeff# syntax=a/b:1\n# x\nFROM a:1\n"),
        ("misplaced-directive", "  # syntax=a/b:1\nFROM a:1\n", "# syntax=a/b:1\nFROM a:1\n"),
        ("misplaced-directive", "#!/x\n\n# syntax=a/b:1\nFROM a:1\n", "#!/x\n\n# syntax=a/b:1\nFROM a:1\n"),
        (
            "missing-syntax-directive",
            "#!/x\nFROM a:1\nCOPY --parents a b\n",
            "#!/x\n# syntax=docker/dockerfile:1\nFROM a:1\nCOPY --parents a b\n",
        ),
        (
            "outdated-frontend",
            "# syntax = docker.io/docker/dockerfile:1.3-labs \nFROM a:1\nCOPY --link a b\n",
            "# syntax = docker.io/docker/dockerfile:1-labs \nFROM a:1\nCOPY --link a b\n",
        ),
        (
            "argument-out-of-scope",
            "ARG V=1\nFROM alpine:3\n  LABEL v=$V\n",
            "ARG V=1\nFROM alpine:3\n  ARG V\n  LABEL v=$V\n",
        ),
        (
            "env-self-reference",
            "FROM alpine:3\nENV A=1 \\\n  # why\n  B=$A\n",
            "FROM alpine:3\nENV A=1 \\\n  # why\n  B=$A\n",
        ),
        ("duplicate-key", "FROM a:1\nENV A=1 A=2 A=3\n", "FROM a:1\nENV A=3\n"),
        ("duplicate-key", "FROM a:1\nLABEL 'a'=1 \\\r\n\ta=2\r\n", "FROM a:1\nLABEL a=2\r\n"),
        ("duplicate-key", "FROM a:1\nENV A=1 -b=2 C=1 -b=3\n", "FROM a:1\nENV A=1 -b=2 C=1 -b=3\n"),
        ("duplicate-key", "FROM a:1\nENV B=1 A=1 \\\n  A=2\n", "FROM a:1\nENV B=1 \\\n  A=2\n"),
        ("duplicate-key", "FROM a:1\nENV A=1 \\\n# why\n A=2\n", "FROM a:1\nENV A=1 \\\n# why\n A=2\n"),
        ("duplicate-key", "FROM a:1\nARG A=1 B=$A A=2\n", "FROM a:1\nARG A=1 B=$A A=2\n"),
        (
            "misspelt-frontend",
            "#syntax=docker.io/docker/dockefile\nFROM a:1\n",
            "#syntax=docker.io/docker/dockerfile\nFROM a:1\n",
        ),
        ("env-self-reference", "FROM alpine:3\nENV B=$A A=1\n", "FROM alpine:3\nENV B=$A A=1\n"),
        (
            "env-self-reference",
            "FROM alpine:3\n\tenv A=1 B=$A C=$B\n",
            "FROM alpine:3\n\tenv A=1\n\tenv B=$A\n\tenv C=$B\n",
        ),
        (
            "undefined-variable",
            "FROM alpine:3\nENV A=1\nCOPY <<-E /x\n\t$PATH $B\n\tE\n",
            "FROM alpine:3\nENV A=1\nCOPY <<-E /x\n\t$PATH \\$B\n\tE\n",
        ),
        (
            "undefined-argument-in-from",
            "\t# c\n\tFROM a:1\n  ARG  V=1\nFROM b:$V\n",
            "\t# c\n\tARG  V=1\nFROM a:1\n  ARG  V=1\nFROM b:$V\n",
        ),
    ],
)
def test_small_fixes(name: str, before: str, after: str) -> None:
    assert fixed(before, name) == after


def test_a_name_that_may_be_a_placeholder_is_not_safely_changed() -> None:
    text = "FROM BASEIMAGE AS a\nFROM Alpine:3 AS b\n"
    safely = "FROM BASEIMAGE AS a\nFROM alpine:3 AS b\n"
    assert fixed(text, "malformed-image-reference", include_unsafe=False) == safely
    assert fixed(text, "malformed-image-reference") == safely.replace("BASEIMAGE", "baseimage")


def test_an_image_of_windows_keeps_its_platform() -> None:
    text = "FROM --platform=windows/amd64 a:1\nFROM --platform=linux/arm64 b:1\n"
    assert fixed(text, "constant-platform") == "FROM --platform=windows/amd64 a:1\nFROM b:1\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Once the image or the instruction is known, there is more to say of it; the fix is offered all the same.
        ("FROM Python:3\n", "FROM python:3\n"),
        ("FROM pyhton:3\n", "FROM python:3\n"),
        ("FORM python:3\n", "FROM python:3\n"),
        ("FROM python:3-slmi\n", "FROM python:3-slim\n"),
    ],
)
def test_fixes_that_uncover_other_findings_are_offered(before: str, after: str) -> None:
    wanted = ("malformed-image-reference", "misspelt-image-name", "unknown-instruction", "unknown-image-tag")
    rules = make_rule_set(found for found in all_rules() if found.is_default)
    snapshot = read(before, rules, SURROUNDINGS)
    found = next(finding for _, finding in snapshot.findings() if finding.rule.id in wanted)
    results = [prove(snapshot, found, fix) for fix in fixes_for(snapshot.analysis, found)]
    assert after in [proven.result.text for proven in results if proven is not None]


def test_fixes_that_uncover_errors_are_not_offered() -> None:
    rules = make_rule_set(all_rules())
    snapshot = read("FROM a:1\nCPOY --from=a b\n", rules, SURROUNDINGS)
    found = next(finding for _, finding in snapshot.findings() if finding.rule.id == "unknown-instruction")
    assert [prove(snapshot, found, fix) for fix in fixes_for(snapshot.analysis, found)] == [None]
