"""ShellCheck behind the server: a real process, which publishes once more when there are answers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dockwright.external.shellcheck.program import VARIABLE

from ..lsp.raw_client import EVERYTHING, RawClient, changed, edit, opened, raw_client, request
from .readings import fake, program

URI = "file:///work/Dockerfile"
TEXT = "FROM debian:12-slim\nRUN echo a\nUSER 1000\n"


@contextmanager
def server(path: Path | None = None) -> Iterator[RawClient]:
    """A server that finds the real ShellCheck, or the program at ``path``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(path or program()))
        with raw_client() as client:
            yield client


def is_of(code: str) -> Any:
    def wanted(message: dict[str, Any]) -> bool:
        said = message.get("params") or {}
        return message.get("method") == "textDocument/publishDiagnostics" and any(
            diagnostic["code"] == code for diagnostic in said["diagnostics"]
        )

    return wanted


def is_without(code: str, version: int) -> Any:
    def wanted(message: dict[str, Any]) -> bool:
        said = message.get("params") or {}
        return (
            message.get("method") == "textDocument/publishDiagnostics"
            and said["version"] == version
            and all(diagnostic["code"] != code for diagnostic in said["diagnostics"])
        )

    return wanted


def test_a_finding_comes_with_typing_and_goes_with_its_fix() -> None:
    with server() as client:
        client.initialize()
        client.send(opened(URI, TEXT))
        client.published(URI, 1)
        client.send(changed(URI, 2, edit((1, 9), (1, 10), "é $x")))
        params = client.wait_for(is_of("SC2086"))["params"]
        assert params["version"] == 2
        (found,) = [one for one in params["diagnostics"] if one["code"] == "SC2086"]
        assert found["range"] == {"start": {"line": 1, "character": 11}, "end": {"line": 1, "character": 13}}
        assert found["codeDescription"] == {"href": "https://www.shellcheck.net/wiki/SC2086"}
        context = {"diagnostics": [found], "only": ["quickfix"]}
        where = {"textDocument": {"uri": URI}, "range": found["range"], "context": context}
        client.send(request(7, "textDocument/codeAction", where))
        (action,) = [one for one in client.result(7) if one["title"].startswith("Apply ShellCheck's fix for SC2086")]
        client.send(request(8, "codeAction/resolve", action))
        (change,) = client.result(8)["edit"]["documentChanges"]
        edits = sorted(change["edits"], key=lambda one: one["range"]["start"]["character"], reverse=True)
        client.send(changed(URI, 3, *({"range": one["range"], "text": one["newText"]} for one in edits)))
        client.wait_for(is_without("SC2086", 3))
        client.drained(0.5)
        client.send(changed(URI, 4, edit((2, 0), (2, 0), "# nothing\n")))
        assert all(one["code"] != "SC2086" for one in client.published(URI, 4))


def test_hover_tells_of_a_finding() -> None:
    with server() as client:
        client.initialize({**EVERYTHING, "textDocument": {"hover": {"contentFormat": ["markdown"]}}})
        client.send(opened(URI, "FROM debian:12-slim\nRUN echo $(ls)\nUSER 1000\n"))
        client.wait_for(is_of("SC2046"))
        where = {"textDocument": {"uri": URI}, "position": {"line": 1, "character": 10}}
        client.send(request(1, "textDocument/hover", where))
        found = client.result(1)["contents"]["value"]
    assert found.endswith("**ShellCheck SC2046**\n\n[SC2046](https://www.shellcheck.net/wiki/SC2046)")


def test_what_is_known_is_part_of_the_first_diagnostics() -> None:
    with server() as client:
        client.initialize()
        client.send(opened(URI, TEXT.replace("echo a", "echo $x")))
        client.wait_for(is_of("SC2086"))
        client.send(changed(URI, 2, edit((2, 0), (2, 0), "# nothing\n")))
        assert "SC2086" in [one["code"] for one in client.published(URI, 2)]
        other = URI + ".other"
        client.send(opened(other, "FROM debian:11-slim\nUSER 1000\nRUN echo $x\n"))
        assert "SC2086" in [one["code"] for one in client.published(other, 1)]


def pulled(client: RawClient, number: int) -> list[str]:
    client.send(request(number, "textDocument/diagnostic", {"textDocument": {"uri": URI}}))
    return [one["code"] for one in client.result(number)["items"]]


def test_a_client_that_pulls_is_told_to_pull_again() -> None:
    capabilities = {
        **EVERYTHING,
        "textDocument": {**EVERYTHING["textDocument"], "diagnostic": {}},
        "workspace": {**EVERYTHING["workspace"], "diagnostics": {"refreshSupport": True}},
    }
    with server() as client:
        client.initialize(capabilities)
        client.send(opened(URI, TEXT.replace("echo a", "echo $x")))
        if "SC2086" not in pulled(client, 2):
            client.wait_for(lambda message: message.get("method") == "workspace/diagnostic/refresh")
            assert "SC2086" in pulled(client, 3)


def test_the_grade_above_the_file_is_asked_for_again() -> None:
    capabilities = {**EVERYTHING, "workspace": {**EVERYTHING["workspace"], "codeLens": {"refreshSupport": True}}}
    with server() as client:
        client.initialize(capabilities)
        client.send(opened(URI, TEXT.replace("echo a", "echo $x")))
        client.wait_for(lambda message: message.get("method") == "workspace/codeLens/refresh")


def test_files_that_are_not_open(tmp_path: Path) -> None:
    place = tmp_path / "workspace"
    place.mkdir()
    (place / "Dockerfile").write_text(TEXT.replace("echo a", "echo $x"))
    capabilities = {**EVERYTHING, "textDocument": {**EVERYTHING["textDocument"], "diagnostic": {}}}
    with server() as client:
        client.initialize(capabilities, workspaceFolders=[{"uri": place.as_uri(), "name": place.name}])
        client.send(request(2, "workspace/diagnostic", {"previousResultIds": []}))
        (report,) = client.result(2)["items"]
        assert "SC2086" in [one["code"] for one in report["items"]]


@pytest.mark.skipif(os.name != "posix", reason="the programs that stand in are scripts with a shebang")
@pytest.mark.parametrize(
    "lines",
    [["time.sleep(600)"], ["sys.exit(4)"], ['print("garbage")'], ["os.kill(os.getpid(), 11)"]],
    ids=["hangs", "fails", "talks garbage", "crashes"],
)
def test_a_program_that_does_not_answer_is_no_error(tmp_path: Path, lines: list[str]) -> None:
    started = tmp_path / "started"
    path = fake(tmp_path, [f'open({str(started)!r}, "a").write("x")', *lines])
    with server(path) as client:
        client.initialize()
        client.send(opened(URI, TEXT))
        client.published(URI, 1)
        for version in range(2, 6):
            client.send(changed(URI, version, edit((1, 9), (1, 9), "b")))
            assert client.published(URI, version) is not None
            client.drained(0.4)
        assert started.exists()
        client.send(request("last", "shutdown"))
        client.result("last")
        client.send({"jsonrpc": "2.0", "method": "exit"})
        assert client.exit_code() == 0
        noted = client.all_errors().count("ShellCheck was passed over")
        assert noted <= 1
        assert noted == 1 or "sleep" in lines[0]
        assert "Traceback" not in client.all_errors()


def test_it_can_be_switched_off() -> None:
    with server() as client:
        client.initialize(initializationOptions={"shellcheck": "off"})
        client.send(opened(URI, TEXT.replace("echo a", "echo $x")))
        client.published(URI, 1)
        assert not [message for message in client.drained(1.0) if is_of("SC2086")(message)]


def test_a_long_file_gets_all_its_answers() -> None:
    text = "FROM debian:12-slim\n" + "".join(f"RUN echo {number} $x\n" for number in range(450)) + "USER 1000\n"
    with server() as client:
        client.initialize(initializationOptions={"maxProblems": 10_000})
        client.send(opened(URI, text))
        seen = 0
        while seen < 450:
            diagnostics = client.published(URI, 1)
            now = sum(one.get("code") == "SC2086" for one in diagnostics)
            assert now >= seen
            seen = now
