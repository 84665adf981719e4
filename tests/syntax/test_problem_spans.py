"""Each kind of problem: its code, exactly what it underlines, what it suggests; and what stays silent."""

from __future__ import annotations

import pytest

from dockwright.syntax.items import Instruction
from dockwright.syntax.problems import item_problems, problems
from dockwright.syntax.tree import parse

CASES = [
    ("coppy a b", "unknown-instruction", "coppy", "COPY"),
    ("FORM a", "unknown-instruction", "FORM", "FROM"),
    ("BANANA a", "unknown-instruction", "BANANA", None),
    ("heal a", "unknown-instruction", "heal", "HEALTHCHECK"),
    ("ENT a", "unknown-instruction", "ENT", "ENTRYPOINT"),
    ("EN a", "unknown-instruction", "EN", "ENV"),
    ("E a", "unknown-instruction", "E", None),
    ("FROM --plat a", "unknown-flag", "--plat", "--platform"),
    ("RUN --mount=type=bind,so y", "unknown-mount-option", "so", "source"),
    ("RUN --mount=type=secret,id=x,re y", "unknown-mount-option", "re", None),
    ("RUN --mount=type=ca,target=/x y", "unknown-mount-type", "ca", "cache"),
    ("\\", "unknown-instruction", "\\", None),
    ("COPY --lnk a b", "unknown-flag", "--lnk", "--link"),
    ("RUN --netwrk=none x", "unknown-flag", "--netwrk", "--network"),
    ("ADD --from=x a b", "unknown-flag", "--from", None),
    ("WORKDIR --x=1 /a", "unknown-flag", "--x", None),
    ("RUN --mount x", "flag-without-value", "--mount", None),
    ("COPY --link= a b", "flag-without-value", "--link=", None),
    ("FROM --platform=a --platform=b c", "repeated-flag", "--platform=b", None),
    ("COPY --link=ja a b", "flag-value", "ja", None),
    ("RUN --network=hst x", "flag-value", "hst", "host"),
    ("RUN --security=foo x", "flag-value", "foo", None),
    ("COPY --chmod=999 a b", "flag-value", "999", None),
    ("COPY --from=$x a b", "flag-value", "$x", None),
    ("HEALTHCHECK --interval=5 CMD x", "flag-value", "5", None),
    ("HEALTHCHECK --timeout=1d CMD x", "flag-value", "1d", None),
    ("HEALTHCHECK --interval=10us CMD x", "flag-value", "10us", None),
    ("HEALTHCHECK --retries=-1 CMD x", "flag-value", "-1", None),
    ("HEALTHCHECK --retries=x CMD x", "flag-value", "x", None),
    ("RUN --mount=type=cashe,target=/x y", "unknown-mount-type", "cashe", "cache"),
    ("RUN --mount=type=cache,targt=/x y", "unknown-mount-option", "targt", "target"),
    ("RUN --mount=target=/x,type=cache,sharing=lock y", "mount-option-value", "lock", "locked"),
    ("RUN --mount=type=cache,target=/x,uid=me y", "mount-option-value", "me", None),
    ("RUN --mount=type=cache,target=/x,from=$y z", "mount-option-value", "$y", None),
    ("RUN --mount=type=tmpfs,target=/,size=1g z", "mount-option-value", "target=/", None),
    ("RUN --mount=type=cache,target y", "malformed-mount", "target", None),
    ("RUN --mount=type=cache,,target=/x y", "malformed-mount", "", None),
    ("RUN --mount=type=secret y", "malformed-mount", "--mount=type=secret", None),
    ("RUN --mount=required,type=secret,id=a y", "misplaced-mount-option", "required", None),
    ("RUN --mount=type=bind,target=/x,sharing=shared y", "misplaced-mount-option", "sharing=shared", None),
    ("RUN --mount=type=secret,id=a,src=b y", "misplaced-mount-option", "src=b", None),
    ("RUN <<EOF", "unterminated-heredoc", "<<EOF", None),
    ("RUN [1]", "exec-not-strings", "1", None),
    ('CMD ["a", null, "b"]', "exec-not-strings", "null", None),
    ("SHELL /bin/bash -c", "shell-not-json", "/bin/bash -c", None),
    ("SHELL []", "missing-arguments", "SHELL", None),
    ("EXPOSE", "missing-arguments", "EXPOSE", None),
    ("USER", "missing-arguments", "USER", None),
    ("ENV", "missing-arguments", "ENV", None),
    ("ENV a", "missing-value", "a", None),
    ("ENV a=b c", "missing-equals", "c", None),
    ("LABEL =b", "empty-name", "=b", None),
    ("ARG =b", "empty-name", "=b", None),
    ("COPY a", "missing-destination", "a", None),
    ('ADD ["a"]', "missing-destination", '["a"]', None),
    ("COPY a <<EOF\nEOF", "heredoc-destination", "<<EOF", None),
    ('VOLUME ["a", ""]', "empty-volume", '["a", ""]', None),
    ("FROM a b", "wrong-from", "b", None),
    ("FROM a AS", "wrong-from", "AS", None),
    ("FROM a AS b c d", "wrong-from", "c d", None),
    ("FROM a AS 1b", "stage-name", "1b", None),
    ("HEALTHCHECK CND x", "healthcheck-type", "CND", "CMD"),
    ("HEALTHCHECK CMD", "healthcheck-command", "CMD", None),
    ("HEALTHCHECK NONE x", "healthcheck-none", "x", None),
    ("ONBUILD FROM a", "onbuild-trigger", "FROM", None),
    ("ONBUILD onbuild RUN a", "onbuild-trigger", "onbuild", None),
    ("ONBUILD COPPY a b", "unknown-instruction", "COPPY", "COPY"),
    ("ONBUILD \\\n  RUN <<EOF", "unterminated-heredoc", "<<EOF", None),
    ("ENV a=${x^^}", "invalid-expansion", "${x^^}", None),
    ("ENV a=b c=${x", "invalid-expansion", "${x", None),
    ('WORKDIR "x', "invalid-expansion", '"x', None),
    ("USER ${x#\\a}", "invalid-expansion", "${x#\\a}", None),
    ("COPY <<EOF /x\n${y^}\nEOF", "invalid-expansion", "${y^}", None),
    ("COPY \\\n # c\n --lnk \\\n a b", "unknown-flag", "--lnk", "--link"),
]


@pytest.mark.parametrize(("line", "code", "underlined", "suggestion"), CASES, ids=[case[0] for case in CASES])
def test_problem(line: str, code: str, underlined: str, suggestion: str | None) -> None:
    tree = parse(f"FROM a\n{line}\n")
    ((index, problem),) = problems(tree)
    start, end = tree.absolute(index, problem.span)
    assert (problem.code, tree.text[start:end], problem.suggestion) == (code, underlined, suggestion)
    assert problem.message.endswith((".", "?"))
    if suggestion is not None:
        assert f"`{suggestion}`" in problem.message


SILENT = [
    "ENV a=\"${x:-y}\" b='$z' c=d\\ e",
    "ENV PATH /a:$PATH",
    "ARG a b=c",
    "RUN echo ${x^^} 'open",
    "CMD",
    "HEALTHCHECK --interval=1m30s --timeout=.5s --start-period=0 --retries=3 CMD x",
    "HEALTHCHECK --anything NONE",
    "RUN --mount=target=/x,ro --mount=type=secret,id=a,env=B --mount=type=ssh,required x",
    "RUN --network=none --security=insecure --device=a x",
    "RUN --mount=type=$T,size=$S,target=/x y",
    "COPY --chmod=u+x --chown=$a:$b --link --parents --exclude=*.c --exclude=*.h a b",
    "ADD --checksum=sha256:a --keep-git-dir=true --unpack a b",
    "COPY <<'EOF' /x\n${y^}\nEOF",
    "RUN <<EOF\n${y^}\nEOF",
    "ONBUILD RUN <<EOF\nx\nEOF",
    "STOPSIGNAL --x SIGTERM",
    'VOLUME ["/a"]',
    'SHELL ["a"]',
    "FROM a As b.c-d_e",
]


@pytest.mark.parametrize("line", SILENT)
def test_no_problem(line: str) -> None:
    assert list(problems(parse(f"FROM a\n{line}\n"))) == []


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "no-instructions", 0),
        ("# only\n\n", "no-instructions", 0),
        ("ARG a\nARG b\n", "no-stage", 1),
        ("ARG a\nRUN x\nFROM b\n", "no-stage", 1),
        ("# escape=x\nFROM a\n", "invalid-directive", 0),
        ("# check=skip=all\n# CHECK=skip=all\nFROM a\n", "invalid-directive", 1),
        (f"FROM a\nRUN {'x' * 65_531}\nRUN {'é' * 32_766}\n", "line-too-long", 2),
    ],
)
def test_problem_of_the_file(text: str, code: str, line: int) -> None:
    tree = parse(text)
    ((index, problem),) = problems(tree)
    assert (problem.code, tree.source.line_of(tree.absolute(index, problem.span).start)) == (code, line)


def test_misspelt_from_is_the_only_problem() -> None:
    assert [problem.code for _, problem in problems(parse("FRM a\nRUN x\n"))] == ["unknown-instruction"]


def test_half_typed_file_is_understood_behind_the_problem() -> None:
    tree = parse("FROM a\nRUN <<EOF\n  x\n\nCOPY b c\n")
    assert [item.keyword_text for _, item in tree.instructions()] == ["FROM", "RUN", "COPY"]
    assert [problem.code for _, problem in problems(tree)] == ["unterminated-heredoc"]


def test_problems_are_kept_with_the_instruction() -> None:
    (_, item), *_ = parse("COPPY a\n").instructions()
    assert isinstance(item, Instruction)
    assert item_problems(item) is item_problems(item)
