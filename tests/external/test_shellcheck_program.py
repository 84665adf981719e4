"""Running ShellCheck: how often, and what happens when it does not do what it should."""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path

import pytest

from dockwright.code_actions.snapshot import edited
from dockwright.diagnostics.outside import refreshed, unanswered
from dockwright.external.shellcheck.checks import shellchecks_of
from dockwright.external.shellcheck.program import VARIABLE, find_program
from dockwright.external.shellcheck.service import MOST_FAILURES, UNKNOWN_SHELL, ShellCheck

from .readings import checked, codes, fake, found, program, rules

TEXT = "FROM debian:12\nRUN echo $a\nRUN echo $b\n"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the programs that stand in are scripts with a shebang")

NOTHING = 'print(json.dumps({"comments": []}))'


def log_runs(folder: Path) -> list[str]:
    """Lines of a program that writes down what it is asked and finds nothing."""
    return [
        'asked = [open(name).read() for name in sys.argv[1:] if not name.startswith("-")]',
        f'open({str(folder / "runs")!r}, "a").write(json.dumps(asked) + "\\n")',
        NOTHING,
    ]


def runs(folder: Path) -> list[list[str]]:
    path = folder / "runs"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_one_process_for_all_scripts_and_each_only_once(tmp_path: Path) -> None:
    rule_set = rules(at=fake(tmp_path, log_runs(tmp_path)))
    checked(TEXT, rule_set)
    assert [[script.rpartition("\n")[2] for script in run] for run in runs(tmp_path)] == [["echo $a", "echo $b"]]
    checked(TEXT + "RUN echo $c\nRUN echo $a\n# comment\n", rule_set)
    assert len(runs(tmp_path)) == 2
    assert [script.rpartition("\n")[2] for script in runs(tmp_path)[1]] == ["echo $c"]


def test_a_variable_that_the_script_mentions_is_part_of_the_question(tmp_path: Path) -> None:
    rule_set = rules(at=fake(tmp_path, log_runs(tmp_path)))
    checked("FROM debian:12\nRUN echo $a\n", rule_set)
    checked("FROM debian:12\nARG other\nRUN echo $a\n", rule_set)
    assert len(runs(tmp_path)) == 1
    checked("FROM debian:12\nARG a\nRUN echo $a\n", rule_set)
    assert runs(tmp_path)[1] == ["# shellcheck shell=dash\nexport a=1\necho $a"]


def test_an_edit_keeps_what_is_known_and_asks_for_the_rest() -> None:
    snapshot = checked(TEXT)
    assert found(snapshot) == [("SC2086", "$a"), ("SC2154", "$a"), ("SC2086", "$b"), ("SC2154", "$b")]
    at = TEXT.index("$b")
    snapshot = edited(snapshot, at, at + 2, '"$PATH"')
    assert [word for _, word in found(snapshot)] == ["$a", "$a"]
    assert [step.item.text for step in unanswered(snapshot.analysis)] == ['RUN echo "$PATH"\n']
    back = edited(snapshot, at, at + len('"$PATH"'), "$b")
    assert len(found(back)) == 4
    assert not list(unanswered(back.analysis))


def test_an_analysis_asks_nobody_unless_it_may_wait(tmp_path: Path) -> None:
    rule_set = rules(at=fake(tmp_path, log_runs(tmp_path)), waits=False)
    snapshot = checked(TEXT, rule_set)
    assert runs(tmp_path) == []
    checks = shellchecks_of(snapshot)
    assert checks is not None
    assert refreshed(snapshot.analysis) is snapshot.analysis
    checks.program.ask(list(checks.texts(unanswered(snapshot.analysis))))
    analysis = refreshed(snapshot.analysis)
    assert analysis is not snapshot.analysis
    assert not list(unanswered(analysis))


@pytest.mark.parametrize(
    ("lines", "note"),
    [
        (["sys.exit(4)"], "exit code 4"),
        (["os.kill(os.getpid(), 9)"], "exit code -9"),
        (['print("no JSON")'], "cannot be understood"),
        (['print("[]")'], "cannot be understood"),
        (['print(json.dumps({"comments": [{"file": "7"}]}))'], "cannot be understood"),
        (['print(json.dumps({"comments": [{"file": "x", "line": 1}]}))'], "cannot be understood"),
        (["sys.stdout.buffer.write(bytes(range(256)))"], "cannot be understood"),
        (["time.sleep(60)"], "no answer within"),
    ],
)
def test_what_goes_wrong_is_a_note(tmp_path: Path, lines: list[str], note: str) -> None:
    shellcheck = ShellCheck(fake(tmp_path, lines), seconds=1.0)
    shellcheck.ask(["echo"])
    assert shellcheck.answer("echo") == ()
    assert shellcheck.note is not None
    assert note in shellcheck.note


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    shellcheck = ShellCheck(tmp_path / "nowhere")
    shellcheck.ask(["echo"])
    assert shellcheck.answer("echo") == ()
    assert "cannot be started" in (shellcheck.note or "")


def test_after_some_failures_it_is_let_alone(tmp_path: Path) -> None:
    lines = [f'open({str(tmp_path / "count")!r}, "a").write("x")', "sys.exit(3)"]
    shellcheck = ShellCheck(fake(tmp_path, lines))
    for number in range(MOST_FAILURES + 3):
        shellcheck.ask([f"echo {number}"])
    assert (tmp_path / "count").read_text() == "x" * MOST_FAILURES
    assert shellcheck.answer("never asked") == ()


def test_what_is_cancelled_counts_as_not_asked(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    shellcheck = ShellCheck(fake(tmp_path, [f'open({str(ready)!r}, "w").close()', "time.sleep(60)"]))
    thread = threading.Thread(target=lambda: shellcheck.ask(["echo"]))
    thread.start()
    while not ready.exists():
        assert thread.is_alive()
        thread.join(0.02)
    shellcheck.cancel(frozenset({"something else"}))
    thread.join(0.1)
    assert thread.is_alive()
    shellcheck.cancel(frozenset({"echo"}))
    thread.join(30)
    assert not thread.is_alive()
    assert shellcheck.answer("echo") is None
    assert shellcheck.note is None


def test_what_was_begun_is_not_asked_again(tmp_path: Path) -> None:
    shellcheck = ShellCheck(fake(tmp_path, log_runs(tmp_path)))
    shellcheck.begin(["echo a", "echo a"])
    shellcheck.ask(["echo a", "echo b"])
    assert runs(tmp_path) == [["echo a"], ["echo b"]]
    assert (shellcheck.answer("echo a"), shellcheck.answer("echo b")) == ((), ())


def test_what_was_begun_and_dropped_counts_as_not_asked(tmp_path: Path) -> None:
    shellcheck = ShellCheck(fake(tmp_path, ["time.sleep(60)"]))
    shellcheck.begin(["echo"])
    shellcheck.drop()
    assert shellcheck.answer("echo") is None
    assert shellcheck.note is None


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    for lines in (["time.sleep(60)"], ["sys.exit(9)"], [NOTHING]):
        ShellCheck(fake(tmp_path, lines), seconds=0.5).ask(["echo"])
    dropped = ShellCheck(fake(tmp_path, ["time.sleep(60)"]))
    dropped.begin(["echo"])
    dropped.drop()
    for nowhere in (ShellCheck(tmp_path / "nowhere"), ShellCheck(tmp_path / "no" / "where")):
        nowhere.begin(["echo"])
        nowhere.ask(["echo"])
        assert nowhere.note is not None
    assert list(folder.iterdir()) == []


def test_an_old_one_that_does_not_know_busybox_reads_dash(tmp_path: Path) -> None:
    lines = [
        "text = open(sys.argv[-1]).read()",
        'at = {"file": "0", "line": 1, "endLine": 1, "column": 1, "endColumn": 1, "level": "warning", "message": "m"}',
        f'comments = [at | {{"code": {UNKNOWN_SHELL}}}] if "busybox" in text else [at | {{"code": 2000, "line": 2}}]',
        'print(json.dumps({"comments": comments}))',
    ]
    shellcheck = ShellCheck(fake(tmp_path, lines))
    shellcheck.ask(["# shellcheck shell=busybox\necho\n"])
    answer = shellcheck.answer("# shellcheck shell=busybox\necho\n")
    assert answer is not None
    assert [comment.code for comment in answer] == [2000]


def test_half_a_surrogate_pair_moves_nothing() -> None:
    snapshot = checked("FROM debian:12\nRUN echo '\ud83d' $x1\n")
    assert ("SC2086", "$x1") in found(snapshot)


def test_long_files_are_asked_in_one_go() -> None:
    text = "FROM debian:12\n" + "".join(f"RUN echo {number} $x\n" for number in range(600))
    assert codes(text).count("SC2086") == 600


def test_where_it_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = fake(tmp_path, [NOTHING])
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "beside" / "python"))
    monkeypatch.setenv("PATH", f"relative{os.pathsep}{tmp_path}")
    assert find_program("auto") == path
    beside = tmp_path / "beside"
    beside.mkdir()
    assert find_program("auto") == path
    own = fake(beside, [NOTHING])
    assert find_program("auto") == own
    assert find_program("path") == path
    assert find_program("off") is None
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f".{os.pathsep}")
    assert find_program("path") is None
    monkeypatch.setenv(VARIABLE, "/some/where/shellcheck")
    assert find_program("auto") == Path("/some/where/shellcheck")
    assert find_program("off") is None
    monkeypatch.setenv(VARIABLE, "off")
    assert find_program("auto") is None


def test_the_real_one_has_nothing_to_complain_of_in_a_clean_file() -> None:
    assert program().exists()
    assert codes('FROM debian:12\nRUN set -eux; name="$(uname -m)"; echo "$name"\n') == []
