"""Projects with one stage are converted: the container serves as before, is not root any more, and is small.

Each is built before and after from scratch and once more after a change of one line of its sources.
"""

from __future__ import annotations

import re
import subprocess
import sys
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from dockwright.code_actions import static_server

from .engine import Engine, Image
from .estimating import estimated, held_against
from .proof_page import ConversionRow
from .proving import Bench, write_files
from .serving import answer, user_of
from .stand_ins import COMPOSER, ELIXIR, PHP, RUST, WITHOUT_SHELL, provide

pytestmark = pytest.mark.builds

# Most of what a conversion gains is seen by hand as well; it has to reach at least this share of the old size.
GO_SHARE, NODE_SHARE, TYPESCRIPT_SHARE, PYTHON_SHARE, SITE_SHARE = 0.01, 0.25, 0.19, 0.2, 0.1
RUST_SHARE, ELIXIR_SHARE, PHP_SHARE = 0.05, 0.6, 0.8
_NODE = ("node:20", "node:20-slim")
SITE_PORT = 18473

GO = {
    "go.mod": "module example.org/hello\n\ngo 1.22\n",
    "go.sum": "",
    "main.go": (
        'package main\n\nimport (\n\t"fmt"\n\t"net/http"\n\t"os"\n)\n\n'
        "func main() {\n"
        '\thttp.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {\n'
        '\t\tfmt.Fprintf(w, "hello %d", os.Getuid())\n'
        "\t})\n"
        '\tif err := http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil); err != nil {\n'
        "\t\tpanic(err)\n"
        "\t}\n}\n"
    ),
    "Dockerfile": (
        "# The greeting service.\n"
        "FROM golang:1.22\n"
        'LABEL org.opencontainers.image.title="hello"\n'
        "WORKDIR /src\n"
        "COPY . .\n"
        'RUN go build -ldflags="-s -w" -o /usr/local/bin/hello .\n'
        "EXPOSE 8080\n"
        "CMD hello\n"
    ),
}

NODE = {
    "package.json": (
        '{"name": "hello", "version": "1.0.0", "scripts": {"start": "node server.js"},\n'
        ' "dependencies": {"express": "^4.19.0"},\n'
        ' "devDependencies": {"eslint": "^8.57.0", "jest": "^29.7.0", "typescript": "^5.4.0", "webpack": "^5.90.0"}}\n'
    ),
    "server.js": (
        "const express = require('express');\n"
        "const app = express();\n"
        "app.get('/', (request, response) => response.send(`hello ${process.getuid()}`));\n"
        "app.listen(process.env.PORT, '127.0.0.1');\n"
    ),
    "Dockerfile": (
        "FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm install\n"
        '# The port is that of the environment.\nEXPOSE 3000\nCMD ["node", "server.js"]\n'
    ),
    ".dockerignore": "node_modules\n",
}

TYPESCRIPT = {
    "package.json": (
        '{"name": "hello", "version": "1.0.0",\n'
        ' "scripts": {"build": "tsc", "dev": "nodemon", "lint": "eslint .", "start": "node dist/server.js"},\n'
        ' "dependencies": {"express": "^4.19.0"},\n'
        # What a boilerplate of the corpus lists for development, and what TypeScript adds to it.
        ' "devDependencies": {"@faker-js/faker": "^8.4.1", "@swc/core": "^1.5.0", "@swc/jest": "^0.2.36",\n'
        '  "@types/express": "^4.17.21", "@types/jest": "^29.5.12",\n'
        '  "@types/node": "^20.12.0", "@types/supertest": "^6.0.2", "@typescript-eslint/eslint-plugin": "^7.8.0",\n'
        '  "@typescript-eslint/parser": "^7.8.0", "coveralls": "^3.1.1", "eslint": "^8.57.0",\n'
        '  "eslint-config-airbnb-base": "^15.0.0", "eslint-config-prettier": "^9.1.0",\n'
        '  "eslint-plugin-import": "^2.29.1", "eslint-plugin-jest": "^28.5.0", "eslint-plugin-prettier": "^5.1.3",\n'
        '  "eslint-plugin-security": "^3.0.0", "husky": "^9.0.11", "jest": "^29.7.0", "lint-staged": "^15.2.2",\n'
        '  "node-mocks-http": "^1.14.1", "nodemon": "^3.1.0", "prettier": "^3.2.5", "supertest": "^7.0.0",\n'
        '  "ts-node": "^10.9.2", "typescript": "^5.4.0"}}\n'
    ),
    "tsconfig.json": (
        '{"compilerOptions": {"target": "es2022", "module": "commonjs", "outDir": "dist", "rootDir": "src",'
        ' "strict": true, "esModuleInterop": true}, "include": ["src"]}\n'
    ),
    "src/server.ts": (
        "import express from 'express';\n\n"
        "const app = express();\n"
        "app.get('/', (_request, response) => response.send(`hello ${process.getuid?.()}`));\n"
        "app.listen(Number(process.env.PORT), '127.0.0.1');\n"
    ),
    "Dockerfile": (
        "FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm install\nRUN npm run build\n"
        'EXPOSE 3000\nCMD ["node", "dist/server.js"]\n'
    ),
    ".dockerignore": "node_modules\ndist\n",
}

PYTHON = {
    "requirements.txt": "flask==3.0.3\ngunicorn==22.0.0\npsycopg2==2.9.9\n",
    "app.py": (
        "import os\n\nimport psycopg2\nfrom flask import Flask\n\napp = Flask(__name__)\n\n\n"
        '@app.get("/")\ndef hello():\n    assert psycopg2.__libpq_version__\n    return f"hello {os.getuid()}"\n'
    ),
    "Dockerfile": (
        "FROM python:3.11\n"
        "ENV PYTHONUNBUFFERED=1\n"
        "RUN apt-get update && apt-get install -y --no-install-recommends \\\n"
        "        build-essential \\\n"
        "        libpq-dev \\\n"
        "    && rm -rf /var/lib/apt/lists/*\n"
        "WORKDIR /app\n"
        "COPY . .\n"
        "RUN pip install -r requirements.txt\n"
        "EXPOSE 8000\n"
        'CMD ["sh", "-c", "exec gunicorn --bind 127.0.0.1:$PORT app:app"]\n'
    ),
}

SITE = {
    "package.json": (
        '{"name": "hello", "private": true, "scripts": {"dev": "vite", "build": "vite build"},\n'
        ' "dependencies": {"vue": "^3.4.0"}, "devDependencies": {"vite": "^5.2.0", "@vitejs/plugin-vue": "^5.0.0"}}\n'
    ),
    "vite.config.js": (
        "import vue from '@vitejs/plugin-vue';\n\n"
        f"export default {{ plugins: [vue()], server: {{ host: '127.0.0.1', port: {SITE_PORT} }} }};\n"
    ),
    "index.html": (
        '<!doctype html>\n<h1>hello </h1>\n<div id="app"></div>\n<script type="module" src="/src/main.js"></script>\n'
    ),
    "src/main.js": "import { createApp, h } from 'vue';\n\ncreateApp({ render: () => h('p', 'up') }).mount('#app');\n",
    "Dockerfile": (
        "# The pages.\nFROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm install\n"
        f'EXPOSE {SITE_PORT}\nCMD ["npm", "run", "dev"]\n'
    ),
    ".dockerignore": "node_modules\ndist\n",
}


RUST_PROJECT = {
    "Cargo.toml": '[package]\nname = "hello"\nversion = "0.1.0"\nedition = "2021"\n',
    "Cargo.lock": 'version = 3\n\n[[package]]\nname = "hello"\nversion = "0.1.0"\n',
    "src/main.rs": (
        "use std::io::{Read, Write};\n\n"
        "fn main() -> std::io::Result<()> {\n"
        '    let port = std::env::var("PORT").unwrap();\n'
        '    let listener = std::net::TcpListener::bind(format!("127.0.0.1:{port}"))?;\n'
        "    for stream in listener.incoming() {\n"
        "        let mut stream = stream?;\n"
        "        let _ = stream.read(&mut [0; 4096])?;\n"
        '        let status = std::fs::read_to_string("/proc/self/status")?;\n'
        '        let user = status.split("Uid:").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap();\n'
        '        let body = format!("hello {user}");\n'
        '        let head = format!("HTTP/1.1 200 OK\\r\\nContent-Length: {}\\r\\nConnection: close", body.len());\n'
        '        write!(stream, "{head}\\r\\n\\r\\n{body}")?;\n'
        "    }\n    Ok(())\n}\n"
    ),
    "Dockerfile": (
        f'FROM {RUST}\nWORKDIR /src\nCOPY . .\nRUN cargo build --release\nEXPOSE 8080\nCMD ["./target/release/hello"]\n'
    ),
    ".dockerignore": "target\n",
}

ELIXIR_PROJECT = {
    "mix.exs": (
        "defmodule Hello.MixProject do\n  use Mix.Project\n\n"
        '  def project, do: [app: :hello, version: "0.1.0", deps: []]\n\n'
        "  def application, do: [extra_applications: [:logger], mod: {Hello, []}]\nend\n"
    ),
    "config/runtime.exs": 'import Config\n\nconfig :hello, port: String.to_integer(System.get_env("PORT", "4000"))\n',
    "lib/hello.ex": (
        "defmodule Hello do\n  use Application\n\n"
        "  def start(_type, _arguments), do: Task.start_link(&listen/0)\n\n"
        "  defp listen do\n"
        "    options = [:binary, active: false, reuseaddr: true, ip: {127, 0, 0, 1}]\n"
        "    {:ok, socket} = :gen_tcp.listen(Application.fetch_env!(:hello, :port), options)\n"
        "    serve(socket)\n  end\n\n"
        "  defp serve(socket) do\n"
        "    {:ok, client} = :gen_tcp.accept(socket)\n"
        "    {:ok, _request} = :gen_tcp.recv(client, 0)\n"
        '    [_, user] = Regex.run(~r/Uid:\\s+(\\d+)/, File.read!("/proc/self/status"))\n'
        '    body = "hello #{user}"\n'
        '    head = "HTTP/1.1 200 OK\\r\\nContent-Length: #{byte_size(body)}\\r\\nConnection: close"\n'
        '    :gen_tcp.send(client, "#{head}\\r\\n\\r\\n#{body}")\n'
        "    :gen_tcp.close(client)\n    serve(socket)\n  end\nend\n"
    ),
    "Dockerfile": (
        f"FROM {ELIXIR}\nENV MIX_ENV=prod\nWORKDIR /app\nCOPY . .\nRUN mix release\n"
        'EXPOSE 4000\nCMD ["_build/prod/rel/hello/bin/hello", "start"]\n'
    ),
    ".dockerignore": "_build\ndeps\n",
}

PHP_PROJECT = {
    "composer.json": '{"name": "example/hello", "autoload": {"psr-4": {"Hello\\\\": "src/"}}}\n',
    "src/Greeting.php": (
        "<?php\n\nnamespace Hello;\n\nclass Greeting\n{\n    public static function text(): string\n    {\n"
        "        preg_match('/Uid:\\s+(\\d+)/', file_get_contents('/proc/self/status'), $found);\n"
        "        imagecreate(1, 1);\n"
        "        return 'hello ' . $found[1];\n    }\n}\n"
    ),
    "server.php": (
        "<?php\n\nrequire __DIR__ . '/vendor/autoload.php';\n\n"
        "$server = stream_socket_server('tcp://127.0.0.1:' . getenv('PORT'));\n"
        "while ($client = stream_socket_accept($server, -1)) {\n"
        "    fread($client, 4096);\n"
        "    $body = Hello\\Greeting::text();\n"
        '    $head = "HTTP/1.1 200 OK\\r\\nContent-Length: " . strlen($body) . "\\r\\nConnection: close";\n'
        '    fwrite($client, "$head\\r\\n\\r\\n$body");\n'
        "    fclose($client);\n}\n"
    ),
    "Dockerfile": (
        f"FROM {PHP}\n"
        "RUN apt-get update && apt-get install -y --no-install-recommends \\\n"
        "        git \\\n        libgd-dev \\\n        unzip \\\n"
        "    && docker-php-ext-install gd \\\n"
        "    && rm -rf /var/lib/apt/lists/*\n"
        f"COPY --from={COMPOSER} /usr/bin/composer /usr/bin/composer\n"
        "WORKDIR /app\nCOPY . .\nRUN composer install\n"
        'EXPOSE 8000\nCMD ["php", "server.php"]\n'
    ),
    ".dockerignore": "vendor\n",
}


def test_go(bench: Bench) -> None:
    text = _proven(bench, "Go service", GO, ("golang:1.22",), "main.go", GO_SHARE)
    assert "FROM scratch" in text


def test_node(bench: Bench) -> None:
    text = _proven(bench, "Express", NODE, _NODE, "server.js", NODE_SHARE)
    assert "npm ci --omit=dev" in text


def test_node_with_a_build(bench: Bench) -> None:
    text = _proven(bench, "Express in TypeScript", TYPESCRIPT, _NODE, "src/server.ts", TYPESCRIPT_SHARE)
    assert "FROM dependencies AS build\n" in text


def test_python(bench: Bench) -> None:
    text = _proven(bench, "Flask with psycopg2", PYTHON, ("python:3.11", "python:3.11-slim"), "app.py", PYTHON_SHARE)
    assert "libpq5" in text


def test_site(bench: Bench) -> None:
    text = _proven(
        bench, "Vue with Vite", SITE, ("node:20", static_server.IMAGE), "index.html", SITE_SHARE, _asked_for_page
    )
    assert "RUN npm run build" in text
    assert f"listen {SITE_PORT};" in text


def test_rust(bench: Bench) -> None:
    bases = (RUST, WITHOUT_SHELL)
    text = _proven(bench, "Rust service", RUST_PROJECT, bases, "src/main.rs", RUST_SHARE)
    assert f"FROM {WITHOUT_SHELL}" in text


def test_elixir(bench: Bench) -> None:
    bases = (ELIXIR, "debian:bookworm-slim")
    text = _proven(bench, "Release of Mix", ELIXIR_PROJECT, bases, "lib/hello.ex", ELIXIR_SHARE)
    assert "COPY --from=build /app/_build/prod/rel/hello" in text


def test_php(bench: Bench) -> None:
    bases = (COMPOSER, PHP)
    text = _proven(bench, "PHP with gd", PHP_PROJECT, bases, "src/Greeting.php", PHP_SHARE)
    assert "libgd3" in text


def _asked_for_page(engine: Engine, image: Image) -> str:
    """The heading of the page, and the user who serves it."""
    heading = re.search("<h1>([^<]*)</h1>", answer(engine, image, SITE_PORT))
    assert heading is not None
    return heading[1] + user_of(engine, image)


def _proven(
    bench: Bench,
    project: str,
    files: Mapping[str, str],
    bases: tuple[str, ...],
    source: str,
    share: float,
    ask: Callable[[Engine, Image], str] = answer,
) -> str:
    engine, context = bench.engine, bench.folder / "context"
    for base in bases:
        if not provide(engine, base):
            pytest.skip(f"the base image {base} is not to be had")
    write_files(context, {**files, "dockwright.toml": 'cache-strategy = "mount"\n'})
    _lock(bench, context)
    old_warnings = engine.warnings(context)
    said_before = estimated(context, source)
    before = engine.build(context, bench.tag("before"))
    assert ask(engine, before) == "hello 0"
    _change(context, source)
    rebuilt_before = engine.build(context, bench.tag("before-again"), cached=True)
    text = _converted(context)
    assert set(engine.warnings(context)) <= set(old_warnings), text
    said_after = estimated(context, source)
    engine.empty_cache_mounts()
    after = engine.build(context, bench.tag("after"))
    assert int(ask(engine, after).removeprefix("hello ").split()[-1]) > 0, text
    changed = _change(context, source)
    rebuilt_after = engine.build(context, bench.tag("after-again"), cached=True)
    assert changed in ask(engine, rebuilt_after)
    assert after.size < share * before.size, (before.size, after.size, text)
    bench.book.conversions.append(ConversionRow(project, before, after, rebuilt_before.seconds, rebuilt_after.seconds))
    bench.book.estimates += [
        held_against(engine, f"{project}, before", said_before, before, rebuilt_before),
        held_against(engine, f"{project}, after", said_after, after, rebuilt_after),
    ]
    return text


def _lock(bench: Bench, context: Path) -> None:
    """A lock file, made by the package manager of the image."""
    if (context / "package.json").exists():
        options = ("--volume", f"{context}:/work", "--workdir", "/work")
        command = ("run", "--rm", "--network=host", *options, "node:20", "npm", "install", "--package-lock-only")
        done = bench.engine.docker(*command)
        assert done.returncode == 0, done.stderr


def _converted(context: Path) -> str:
    dockerfile = context / "Dockerfile"
    command = [sys.executable, "-m", "dockwright", "optimize", str(dockerfile), "--multi-stage", "--write"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return dockerfile.read_text(encoding="utf-8")


def _change(context: Path, source: str) -> str:
    """Change what the program says to something that no build has seen; what it says now."""
    path = context / source
    text = path.read_text(encoding="utf-8")
    assert "hello " in text
    new = uuid.uuid4().hex
    path.write_text(text.replace("hello ", f"hello {new} ", 1), encoding="utf-8")
    return new
