"""Ask language servers for Dockerfiles what they can do, and write the answers into ``docs/features.md``.

``python tools/compare_features.py`` prints the table, ``--write`` puts it into the page, ``--peers`` names the folder
that ``bench/install_peers.sh`` fills. Dockwright, dockerfile-language-server-nodejs and tally are started and asked;
docker-language-server needs Buildx and a daemon, so its column is what its own documentation says. VS Code's container
extension runs the Node server, whose answers are its answers.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
if "bench" not in sys.modules:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from feature_rows import MARK, ROWS, Row

from bench.contestants import DOCKWRIGHT, NODE, TALLY, Program, default_peers_folder, servers, versions
from bench.edits import Position
from bench.lsp_client import Delivery, LspClient, start_session
from bench.workspace import SESSION_FAILURES, write_document

PAGE = Path(__file__).resolve().parent.parent / "docs" / "features.md"
BETWEEN = "<!-- made by tools/compare_features.py -->"
MOST_SECONDS = 15.0
QUIET_SECONDS = 1.0
DOCKER = "docker-language-server"
EXTENSION = "Container Tools for VS Code"
_DOCKER_REPOSITORY = "https://github.com/docker/docker-language-server"
DOCUMENTED = {
    "as one types": f"{_DOCKER_REPOSITORY}#features",
    "an image: what it holds, how long it lives": f"{_DOCKER_REPOSITORY}#features",
    "inlay hints": f"{_DOCKER_REPOSITORY}/issues/431",
    "quick fixes": f"{_DOCKER_REPOSITORY}/blob/main/CHANGELOG.md#010---2025-03-31",
}
"""What the documentation of docker-language-server speaks of for Dockerfiles: rows, and where it does.

Read: its list of features, its changelog up to 0.17, and which packages its version 0.20 has. Completion, links,
symbols, definitions, highlights, renames, formatting, lenses and colours are said there of Compose and Bake files only.
"""
COMPOSE = "services:\n  app:\n    build:\n      context: .\n      target: build\n"


def answers(program: Program, rows: Iterable[Row]) -> dict[str, bool]:
    """Which rows a server proves, by group and name."""
    found: dict[str, bool] = {}
    for row in rows:
        try:
            found[key(row)] = proves(program, row)
        except SESSION_FAILURES:
            found[key(row)] = False
    return found


def key(row: Row) -> str:
    """A name that no other row has."""
    return f"{row.group}: {row.name}"


def proves(program: Program, row: Row) -> bool:
    """Whether a fresh process of a server answers as a row wants. Raises one of ``SESSION_FAILURES``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        delivery = Delivery.PULL if row.method.endswith("/diagnostic") else Delivery.PUSH
        client = start_session(program.command, folder, delivery, MOST_SECONDS)
        try:
            return proved(client, folder, row)
        finally:
            client.shut_down()


def proved(client: LspClient, folder: Path, row: Row, more: str = "") -> bool:
    """Whether a server answers as a row wants about a new document in its folder, with ``more`` text at its end."""
    if not has(client.server_capabilities, row.capability):
        return False
    for name, content in (("present.txt", "x"), ("compose.yaml", COMPOSE)):
        (folder / name).write_text(content, encoding="utf-8")
    text = row.text.replace(MARK, "") + more
    uri = write_document(folder, text)
    client.open(uri, text)
    answer = ask(client, uri, row)
    client.close_document(uri)
    return bool(answer) and row.proof in json.dumps(answer, ensure_ascii=False)


def has(capabilities: Any, path: tuple[str, ...]) -> bool:
    """Whether a server has said something, all the names of the path down."""
    for name in path:
        capabilities = capabilities.get(name) if isinstance(capabilities, dict) else None
    return capabilities not in (None, False)


def ask(client: LspClient, uri: str, row: Row) -> Any:
    """The answer to the question of a row."""
    params = {"textDocument": {"uri": uri}, **place(row.text), **row.params}
    match row.method:
        case "sync":
            return client.takes_ranges
        case "encoding":
            return has(client.server_capabilities, ("positionEncoding",))
        case "diagnostics":
            return findings(client, uri)
        case "quickfix" | "source.fixAll" | "refactor":
            return actions(client, uri, row)
        case "workspace/diagnostic":
            # It is about the files that are not open.
            write_document(client.folder, row.text, "other.Dockerfile")
            return client.request(row.method, {"previousResultIds": []})
        case "completionItem/resolve":
            offered = client.request("textDocument/completion", params)
            return client.request(row.method, (offered["items"] if isinstance(offered, dict) else offered)[0])
        case "textDocument/semanticTokens/full/delta":
            before = client.request("textDocument/semanticTokens/full", {"textDocument": {"uri": uri}})
            return client.request(row.method, {**params, "previousResultId": before["resultId"]})
        case _:
            return client.request(row.method, params)


def place(text: str) -> dict[str, object]:
    """The place of the mark as a parameter, if there is one."""
    before, mark, _ = text.partition(MARK)
    if not mark:
        return {}
    line = before.count("\n")
    return {"position": Position(line, len(before) - before.rfind("\n") - 1).as_json()}


def findings(client: LspClient, uri: str) -> list[dict[str, Any]]:
    """What is published last for a document."""
    client.diagnostics(uri)
    client.wait_until_quiet(QUIET_SECONDS)
    return list([each for each in client.published if each.uri == uri][-1].items)


def actions(client: LspClient, uri: str, row: Row) -> list[dict[str, Any]]:
    """The actions of a kind for the whole document with all its findings."""
    found = findings(client, uri)
    last = row.text.count("\n")
    where = {"start": Position(0, 0).as_json(), "end": Position(last, 0).as_json()}
    context = {"diagnostics": found, "only": [row.method]}
    params = {"textDocument": {"uri": uri}, "range": where, "context": context}
    offered = client.request("textDocument/codeAction", params) or []
    # A command without a kind is what a quick fix was before there were kinds.
    return [each for each in offered if each.get("kind", "quickfix").startswith(row.method) and "disabled" not in each]


def table(found: dict[str, dict[str, bool]]) -> str:
    """The answers of all servers as a table in Markdown."""
    columns = (DOCKWRIGHT, NODE, DOCKER, TALLY, EXTENSION)
    lines = [f"| | {' | '.join(columns)} |", f"| --- |{' :-: |' * len(columns)}"]
    group = ""
    for row in ROWS:
        if row.group != group:
            group = row.group
            lines.append(f"| **{group}** |{'  |' * len(columns)}")
        node = found[NODE][key(row)]
        asked = {DOCKWRIGHT: found[DOCKWRIGHT][key(row)], NODE: node, TALLY: found[TALLY][key(row)], EXTENSION: node}
        cells = {name: "yes" if is_there else "–" for name, is_there in asked.items()}
        cells[DOCKER] = f"[yes]({DOCUMENTED[row.name]})" if row.name in DOCUMENTED else "–"
        lines.append(f"| {row.name} | {' | '.join(cells[name] for name in columns)} |")
    return "\n".join(lines)


def main() -> int:
    """Ask and print; 1 where a row is behind, 2 where a server is missing."""
    made = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    made.add_argument("--peers", type=Path, default=default_peers_folder())
    made.add_argument("--write", action="store_true", help="put the table into docs/features.md")
    arguments = made.parse_args()
    programs, problems = servers(arguments.peers, (DOCKWRIGHT, NODE, TALLY))
    if problems:
        sys.stderr.write("".join(f"{each.name}: {each.reason}\n" for each in problems))
        return 2
    with ThreadPoolExecutor() as threads:
        names = [program.name for program in programs]
        found = dict(zip(names, threads.map(lambda program: answers(program, ROWS), programs), strict=True))
    said = versions(arguments.peers)
    which = ", ".join(f"{name} {said[name].split()[0]}" for name in (DOCKWRIGHT, NODE, TALLY))
    text = f"{table(found)}\n\nAsked: {which}."
    sys.stdout.write(f"{text}\n")
    if arguments.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BETWEEN)
        PAGE.write_text(f"{before}{BETWEEN}\n\n{text}\n\n{BETWEEN}{rest.partition(BETWEEN)[2]}", encoding="utf-8")
    behind = [name for name, is_there in found[DOCKWRIGHT].items() if not is_there]
    for name in behind:
        sys.stderr.write(f"not there: {name}\n")
    return int(bool(behind))


if __name__ == "__main__":
    sys.exit(main())
