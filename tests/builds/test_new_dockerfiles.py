"""Projects without a Dockerfile get one: it builds with no warning of the builder, and what starts is not root."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping

import pytest

from dockwright.code_actions import static_server

from .engine import Engine, Image
from .proving import Bench, write_files
from .serving import answer, user_of
from .stand_ins import provide
from .test_multi_stage import GO, NODE, PYTHON, SITE, TYPESCRIPT

pytestmark = pytest.mark.builds


def test_go(bench: Bench) -> None:
    text = _proven(bench, GO, "golang", "1.27")
    assert "FROM scratch" in text


def test_node(bench: Bench) -> None:
    _proven(bench, {**NODE, ".nvmrc": "20\n"}, "node", "20")


def test_node_with_a_build(bench: Bench) -> None:
    text = _proven(bench, {**TYPESCRIPT, ".nvmrc": "20\n"}, "node", "20")
    assert "COPY --from=build /app/dist ./dist\n" in text


WORKSPACE = {
    "package.json": '{"private": true, "workspaces": ["packages/*"], "devDependencies": {"typescript": "^5.4.0"}}\n',
    ".nvmrc": "20\n",
    "packages/greeting/package.json": (
        '{"name": "@hello/greeting", "version": "1.0.0", "main": "dist/index.js", "scripts": {"build": "tsc"}}\n'
    ),
    "packages/greeting/tsconfig.json": TYPESCRIPT["tsconfig.json"],
    "packages/greeting/src/index.ts": "export const greeting = (user: number): string => `hello ${user}`;\n",
    "packages/server/package.json": (
        '{"name": "@hello/server", "version": "1.0.0", "scripts": {"start": "node server.js"},\n'
        ' "dependencies": {"@hello/greeting": "1.0.0", "express": "^4.19.0"}}\n'
    ),
    "packages/server/server.js": (
        "const { greeting } = require('@hello/greeting');\n"
        "const app = require('express')();\n"
        "app.get('/', (request, response) => response.send(greeting(process.getuid())));\n"
        "app.listen(process.env.PORT, '127.0.0.1');\n"
    ),
}
"""The library is compiled, the server is not."""


def test_member_of_a_workspace(bench: Bench) -> None:
    text = _proven(bench, WORKSPACE, "node", "20", part="packages/server")
    assert "RUN npm run build --workspace packages/greeting\n" in text


def test_python(bench: Bench) -> None:
    text = _proven(
        bench, {**PYTHON, "Procfile": "web: gunicorn app:app\n", ".python-version": "3.11\n"}, "python", "3.11"
    )
    assert "libpq5" in text


def test_site(bench: Bench) -> None:
    if not provide(bench.engine, static_server.IMAGE):
        pytest.skip(f"the base image {static_server.IMAGE} is not to be had")
    text = _proven(bench, {**SITE, ".nvmrc": "20\n"}, "node", "20", _user_of_page)
    assert "\nEXPOSE 8080\n" in text


def _user_of_page(engine: Engine, image: Image) -> str:
    assert "<h1>hello </h1>" in answer(engine, image, 8080)
    return f"hello {user_of(engine, image)}"


def _proven(
    bench: Bench,
    files: Mapping[str, str],
    base: str,
    release: str,
    ask: Callable[[Engine, Image], str] = answer,
    part: str = "",
) -> str:
    """The file that ``init`` writes for a project, or for a part of it, once its image was built and has answered."""
    engine, context = bench.engine, bench.folder / "context"
    if not engine.has(f"{base}:{release}"):
        if not (engine.has_stand_ins and engine.has(f"{base}:latest")):
            pytest.skip(f"the base image {base}:{release} is not to be had")
        engine.docker("tag", f"{base}:latest", f"{base}:{release}")
    write_files(context, {name: text for name, text in files.items() if name not in ("Dockerfile", ".dockerignore")})
    # Where the repository begins is where a part is built from; the builder warns of one that is none.
    (context / ".git").mkdir()
    command = [sys.executable, "-m", "dockwright", "init", str(context / part), "--write"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    (context / ".git").rmdir()
    assert done.returncode == 0, done.stderr
    text = (context / part / "Dockerfile").read_text(encoding="utf-8")
    if not engine.has("docker/dockerfile:1"):
        # The frontend that the first line names is fetched; the one that the engine has does as well.
        text = text.partition("\n")[2]
    (context / "Dockerfile").write_text(text, encoding="utf-8")
    assert not engine.warnings(context), text
    image = engine.build(context, bench.tag("new"), cached=True)
    said = ask(engine, image)
    assert said.startswith("hello "), text
    assert int(said.split()[-1]) > 0, text
    return text
