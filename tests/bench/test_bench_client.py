"""The measuring client, held against the empty server, small scripted servers, and BuildKit's parser.

Nothing here looks at a time beyond its sign: what is tested is that the right thing is measured.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from textwrap import dedent

import pytest

from bench import burst, edits
from bench.connection import ServerEndedError, ServerSilentError
from bench.contestants import EMPTY_SERVER, Program
from bench.documents import SIZES, Place, Shape, document
from bench.edits import Edit, Position, deletion, insertion
from bench.features import ask
from bench.figures import summarise
from bench.keystroke import TYPED, keystrokes, measure_document
from bench.lsp_client import Delivery, Diagnostics, LspClient, RequestFailedError, start_session
from bench.options import Options
from bench.processes import memory_of_tree
from bench.questions import questions
from bench.sections import at_least, at_most
from bench.wire import JsonObject, MalformedMessageError, Unframer, frame

# BuildKit's parser is an extension module without types.
dockerfile = import_module("dockerfile")

TEXT = "FROM debian\nENV A=b\nRUN echo a\n"
EMPTY = (sys.executable, str(EMPTY_SERVER))

# Keeps the text as it understands the edits and says what it holds as the message of a diagnostic.
SCRIPTED_SERVER = """
    import json, sys

    SYNC, VERSIONED, PULLED = {sync}, {versioned}, {pulled}
    source, sink = sys.stdin.buffer, sys.stdout.buffer

    def send(message):
        body = json.dumps(dict(message, jsonrpc="2.0")).encode()
        sink.write(b"Content-Type: x\\r\\ncontent-length: %d\\r\\n\\r\\n" % len(body) + body)
        sink.flush()

    def apply(text, change):
        if "range" not in change:
            return change["text"]
        lines = text.splitlines(True) + [""]
        def at(p):
            return sum(map(len, lines[: p["line"]])) + p["character"]
        start, end = change["range"]["start"], change["range"]["end"]
        return text[: at(start)] + change["text"] + text[at(end) :]

    def diagnostics():
        zero = dict(line=0, character=0)
        return [dict(range=dict(start=zero, end=zero), message=text)]

    def publish():
        if not PULLED:
            params = dict(uri=uri, diagnostics=diagnostics(), **(dict(version=version) if VERSIONED else {{}}))
            send(dict(method="textDocument/publishDiagnostics", params=params))

    disturbed = True
    while header := source.readline():
        length = int(header.split(b":")[1])
        source.readline()
        message = json.loads(source.read(length))
        method, params = message.get("method"), message.get("params")
        if method == "initialize":
            send(dict(id=100, method="workspace/configuration", params=dict(items=[dict(), dict()])))
            send(dict(id=message["id"], result=dict(capabilities=dict(textDocumentSync=SYNC))))
        elif method is None:
            print("answered", message["result"], file=sys.stderr, flush=True)
        elif method == "textDocument/didOpen":
            uri, text, version = (params["textDocument"][key] for key in ("uri", "text", "version"))
            publish()
        elif method == "textDocument/didChange":
            version = params["textDocument"]["version"]
            for change in params["contentChanges"]:
                assert ("range" in change) == (SYNC != 1)
                text = apply(text, change)
            publish()
        elif method == "textDocument/diagnostic" and disturbed:
            disturbed = False
            send(dict(id=message["id"], error=dict(code=-32802, message="disturbed")))
        elif method == "textDocument/diagnostic":
            send(dict(id=message["id"], result=dict(kind="full", items=diagnostics())))
        elif method == "shutdown":
            send(dict(id=message["id"], result=None))
        elif method == "exit":
            break
        elif "id" in message:
            send(dict(id=message["id"], error=dict(code=-32601, message="unknown")))
"""

StartScripted = Callable[[int, bool, Delivery], LspClient]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[LspClient]:
    """A session with the empty server."""
    client = start_session(EMPTY, tmp_path, timeout_seconds=30)
    yield client
    client.shut_down(grace_seconds=10)


@pytest.fixture
def start_scripted(tmp_path: Path) -> Iterator[StartScripted]:
    """Starts a scripted server that takes ranges (2) or texts (1), says versions or not, and pushes or is pulled."""
    started: list[LspClient] = []

    def start(sync: int, versioned: bool, delivery: Delivery) -> LspClient:
        pulled = delivery is Delivery.PULL
        script = dedent(SCRIPTED_SERVER).format(sync=sync, versioned=versioned, pulled=pulled)
        started.append(start_session((sys.executable, "-c", script), tmp_path, delivery, timeout_seconds=30))
        return started[-1]

    yield start
    for client in started:
        client.shut_down()


def test_the_empty_server_answers_each_version(empty: LspClient, tmp_path: Path) -> None:
    """Opening and each edit are answered by a publish of that version."""
    assert empty.takes_ranges
    uri = (tmp_path / "Dockerfile").as_uri()
    opened_ns = empty.open(uri, TEXT)
    first = empty.diagnostics(uri)
    assert (first.uri, first.version, first.items) == (uri, 1, ())
    assert first.arrived_ns > opened_ns > empty.connection.started_ns
    for version in range(2, 12):
        sent_ns = empty.change(uri, insertion(Position(2, 6), "x"))
        diagnostics = empty.diagnostics(uri)
        assert diagnostics.version == version
        assert diagnostics.arrived_ns > sent_ns
    assert empty.documents[uri].text == TEXT.replace("echo", "ec" + "x" * 10 + "ho")


def test_a_burst_ends_with_the_last_version(empty: LspClient, tmp_path: Path) -> None:
    """Edits sent without waiting, more than a pipe holds, are all answered."""
    uri = (tmp_path / "Dockerfile").as_uri()
    empty.open(uri, TEXT)
    empty.diagnostics(uri)
    word = "x" * 4000
    for _ in range(50):
        empty.change(uri, insertion(Position(2, 6), word), Edit(Position(2, 6), Position(2, 6 + len(word)), ""))
    assert empty.diagnostics(uri).version == 51
    assert empty.documents[uri].text == TEXT


def test_a_refused_request_is_an_error(empty: LspClient) -> None:
    """A server that cannot do what is asked is reported, not waited for."""
    with pytest.raises(RequestFailedError, match="bench/unheardOf"):
        empty.request("bench/unheardOf", None)


def test_the_empty_server_can_be_pulled_and_then_does_not_push(tmp_path: Path) -> None:
    """There is a floor for both ways of delivery."""
    client = start_session(EMPTY, tmp_path, Delivery.PULL, timeout_seconds=30)
    uri = (tmp_path / "Dockerfile").as_uri()
    client.open(uri, TEXT)
    sent_ns = client.change(uri, insertion(Position(2, 6), "x"))
    diagnostics = client.diagnostics(uri)
    assert (diagnostics.version, diagnostics.items) == (2, ())
    assert diagnostics.arrived_ns > sent_ns
    assert client.shut_down(grace_seconds=10) == 0
    assert client.published == []


def test_the_session_ends_as_an_editor_ends_it(tmp_path: Path) -> None:
    """The empty server leaves by itself."""
    client = start_session(EMPTY, tmp_path, timeout_seconds=30)
    assert client.shut_down(grace_seconds=10) == 0


@pytest.mark.parametrize("delivery", Delivery)
@pytest.mark.parametrize("versioned", [True, False])
@pytest.mark.parametrize("sync", [1, 2])
def test_every_kind_of_server_sees_the_typed_text(
    start_scripted: StartScripted, tmp_path: Path, sync: int, versioned: bool, delivery: Delivery
) -> None:
    """Whole texts or ranges, with versions or without, pushed or pulled: the answer is for the text just typed."""
    client = start_scripted(sync, versioned, delivery)
    uri = (tmp_path / "Dockerfile").as_uri()
    client.open(uri, TEXT)
    assert client.diagnostics(uri).items[0]["message"] == TEXT
    for edit in (insertion(Position(1, 7), "é"), insertion(Position(0, 11), "\n"), deletion(Position(0, 11), "\n")):
        client.change(uri, edit)
        assert client.diagnostics(uri).items[0]["message"] == client.documents[uri].text
    assert client.documents[uri].text == "FROM debian\nENV A=bé\nRUN echo a\n"


def test_late_diagnostics_of_an_older_version_do_not_count(start_scripted: StartScripted, tmp_path: Path) -> None:
    """With versions, only the last version's publish is taken."""
    client = start_scripted(2, True, Delivery.PUSH)
    uri = (tmp_path / "Dockerfile").as_uri()
    client.open(uri, TEXT)
    for _ in range(5):
        client.change(uri, insertion(Position(2, 6), "x"))
    assert client.diagnostics(uri).version == 6


def test_what_the_server_asks_is_answered(start_scripted: StartScripted, tmp_path: Path) -> None:
    """One empty setting for each item asked for."""
    client = start_scripted(2, True, Delivery.PUSH)
    client.connection.write(frame({"jsonrpc": "2.0", "method": "exit"}))
    with pytest.raises(ServerEndedError, match=r"answered \[None, None\]"):
        client.wait_for_response(99, "nothing")


def test_a_server_that_ends_is_an_error_with_its_last_words(tmp_path: Path) -> None:
    """Of a server that cannot start one wants to know why."""
    command = (sys.executable, "-c", "raise SystemExit('no such server')")
    with pytest.raises(ServerEndedError, match="no such server"):
        start_session(command, tmp_path)


def test_a_silent_server_is_an_error(tmp_path: Path) -> None:
    """Waiting ends."""
    with pytest.raises(ServerSilentError):
        start_session((sys.executable, "-c", "import sys; sys.stdin.read()"), tmp_path, timeout_seconds=0.2)


def test_messages_are_cut_out_of_any_chunks() -> None:
    """However the bytes arrive, the same messages come out."""
    messages: list[JsonObject] = [{"id": 1, "text": "é" * 50}, {}, {"method": "x"}]
    stream = b"".join(frame(message) for message in messages)
    for size in (1, 7, 64, len(stream)):
        unframer = Unframer()
        received = [
            each for start in range(0, len(stream), size) for each in unframer.feed(stream[start : start + size], start)
        ]
        assert [each.message() for each in received] == messages


def test_a_stream_without_lengths_is_refused() -> None:
    """Something printed into the stream is no message."""
    with pytest.raises(MalformedMessageError, match="Starting"):
        Unframer().feed(b"Starting the server\r\n\r\n", 0)


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("size", SIZES)
def test_documents_are_what_they_say(size: int, shape: Shape) -> None:
    """Of the wanted length, always the same, and all instructions in them are understood by BuildKit."""
    written = document(size, shape)
    assert written.line_count == size
    assert written == document(size, shape)
    commands = dockerfile.parse_string(written.text)
    stages = sum(command.cmd.lower() == "from" for command in commands)
    if shape is Shape.ONE_STAGE:
        assert (len(commands), stages) == (size, 1)
    else:
        assert size / 40 <= stages <= size / 15
        assert set(written.places) == set(Place)
    for edit_place, edit in keystrokes(written)[::2]:
        typed = edits.apply(written.text, edit)
        assert edits.apply(typed, deletion(edit.start, TYPED[edit_place])) == written.text
        assert abs(edit.start.line - size / 2) < 40


def test_the_burst_is_two_hundred_edits_that_leave_a_dockerfile() -> None:
    """What is typed changes the findings, so that stale ones are told from fresh ones."""
    written = document(burst.LINE_COUNT)
    typed = burst.burst_edits(written.places[Place.LINE_END])
    assert len(typed) == burst.EDIT_COUNT
    text = written.text
    for edit in typed:
        text = edits.apply(text, edit)
    before, after = (dockerfile.parse_string(each) for each in (written.text, text))
    assert len(after) > len(before) + 2
    assert "RUN cd /tmp && curl http://example.com/setup.sh | sh\n" in text


def test_a_document_is_typed_in_by_turns_and_left_as_it_was() -> None:
    """All keystrokes are sampled, and a program that cannot start is a problem, not a gap."""
    programs = [Program("empty", EMPTY), Program("absent", (sys.executable, "-c", "raise SystemExit('absent')"))]
    options = Options(peers=Path("nowhere"), effort=0.05, pause_seconds=0)
    outcomes, problems = measure_document(options, programs, Shape.STAGES, SIZES[0])
    assert [outcome.name for outcome in outcomes] == ["empty"]
    assert len(outcomes[0].samples) == 2 * len(keystrokes(document(SIZES[0])))
    assert len(outcomes[0].counted) == len(keystrokes(document(SIZES[0])))
    assert all(sample.time_ns > 0 for sample in outcomes[0].samples)
    assert [problem.name for problem in problems] == ["absent"]
    assert problems[0].reason.endswith("absent")


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="this system has no /proc/PID/smaps_rollup")
def test_children_count_as_memory(tmp_path: Path) -> None:
    """A wrapper's memory holds that of the server that it starts."""
    wrapper = f"import subprocess; subprocess.run({list(EMPTY)!r})"
    wrapped = start_session((sys.executable, "-c", wrapper), tmp_path, timeout_seconds=30)
    direct = start_session(EMPTY, tmp_path, timeout_seconds=30)
    try:
        alone = memory_of_tree(direct.connection.process_id)
        assert 0 < alone.proportional <= alone.resident
        assert memory_of_tree(wrapped.connection.process_id).resident > 1.1 * alone.resident
    finally:
        for client in (wrapped, direct):
            client.shut_down()


def test_percentiles_are_measured_values() -> None:
    """Nearest rank, as the names say."""
    summary = summarise([milliseconds * 1_000_000 for milliseconds in range(100, 0, -1)])
    assert (summary.count, summary.median, summary.p90, summary.p99) == (100, 50.0, 90.0, 99.0)
    assert summarise([3_000_000]).p99 == 3.0


def test_a_goal_is_met_missed_or_unknown() -> None:
    """What was not measured is neither."""
    assert [at_most("x", figure, 2.0).met for figure in (1.9, 2.1, None)] == [True, False, None]
    assert [at_least("x", figure, 2.0).met for figure in (1.9, 2.1, None)] == [False, True, None]


def test_diagnostics_compare_without_private_data() -> None:
    """Two processes that say the same in another order say the same."""
    one, other = {"message": "a", "data": {"version": 1}}, {"message": "b"}
    left = burst.comparable(Diagnostics("u", 1, (one, other), 0))
    right = burst.comparable(Diagnostics("u", 9, (other, {"message": "a", "data": {"version": 9}}), 5))
    assert left == right == sorted(left)
    assert json.loads(left[0]) == {"message": "a"}


def test_questions_ask_what_they_say() -> None:
    """Each is typed near the middle, where it makes sense, and is left out where a server has no such feature."""
    lines = document(500).text.split("\n")
    asked = {question.name: question for question in questions(document(500))}
    for question in asked.values():
        assert 150 < question.typed_at.line < 350
        assert not question.is_answered_by({})
    at = asked["completion of a tag"].typed_at
    assert lines[at.line][: at.character].startswith("FROM ")
    assert lines[at.line][at.character - 1] == ":"
    at = asked["completion of an instruction"].typed_at
    assert lines[at.line] == ""
    assert lines[at.line - 1][-1:] != "\\"
    delta = asked["semantic tokens that changed"]
    assert delta.is_answered_by({"semanticTokensProvider": {"full": {"delta": True}}})
    assert not delta.is_answered_by({"semanticTokensProvider": {"full": True, "range": True}})


@pytest.mark.parametrize("name", ["hover over an image", "semantic tokens that changed", "completion of a variable"])
def test_a_question_is_answered_before_its_keystroke_is_taken_back(name: str, tmp_path: Path) -> None:
    """Our own server answers, and the document is afterwards what it was."""
    written = document(20 * 5)
    question = next(one for one in questions(written) if one.name == name)
    uri = (tmp_path / "Dockerfile").as_uri()
    client = start_session((sys.executable, "-m", "dockwright", "server"), tmp_path, timeout_seconds=60)
    try:
        client.open(uri, written.text)
        client.diagnostics(uri)
        assert question.is_answered_by(client.server_capabilities)
        assert min(ask(client, uri, question)) > 0
        assert client.documents[uri].text == written.text
    finally:
        client.shut_down(grace_seconds=10)
