"""What it asks the client to tell it: changes of settings and of files that have a say, and Bake and Compose files.

A client sends the documents for which it was set up, which are Dockerfiles. Where it can be asked for more, it is asked
to send Bake and Compose files too, for the few requests that make sense in them.
"""

from __future__ import annotations

from ..project.build_file_names import BUILD_FILE_PATTERNS
from .abilities import ClientAbilities
from .client_settings import SECTION
from .connection import Connection
from .json_rpc import JsonObject

WATCHED = (
    "**/{Dockerfile,Containerfile}*",
    "**/*.{Dockerfile,dockerfile,Containerfile,containerfile}",
    "**/dockwright.toml",
    "**/.dockwright.toml",
    "**/pyproject.toml",
    "**/dockwright-baseline.json",
    "**/.dockerignore",
    "**/.containerignore",
    "**/*.dockerignore",
    "**/package.json",
    "**/{package-lock.json,npm-shrinkwrap.json,yarn.lock,pnpm-lock.yaml,bun.lock,bun.lockb}",
    "**/{requirements*.txt,poetry.lock,uv.lock,Pipfile,Pipfile.lock,environment.yml}",
    "**/{go.mod,go.sum,Cargo.toml,Cargo.lock,composer.json,composer.lock,Gemfile,Gemfile.lock}",
    "**/{pom.xml,build.gradle,build.gradle.kts,*.csproj,*.sln}",
)
"""Dockerfiles, configuration, ignore files and manifests; what else lies in a build context is looked at on saving."""


SYNCHRONISED: tuple[tuple[str, JsonObject], ...] = (
    ("textDocument/didOpen", {}),
    ("textDocument/didChange", {"syncKind": 2}),
    ("textDocument/didClose", {}),
)
"""What keeps us informed of a text."""

IN_BUILD_FILES: tuple[tuple[str, JsonObject], ...] = (
    ("textDocument/definition", {}),
    ("textDocument/references", {}),
    ("textDocument/rename", {"prepareProvider": True}),
)
"""What can be asked in a Bake or Compose file."""


def register(connection: Connection, abilities: ClientAbilities) -> None:
    """Ask for what the client can tell."""
    registrations: list[JsonObject] = []
    if abilities.registers_watchers:
        watchers = [{"globPattern": pattern} for pattern in WATCHED]
        registrations.append(_registration("workspace/didChangeWatchedFiles", {"watchers": watchers}))
    if abilities.registers_configuration:
        registrations.append(_registration("workspace/didChangeConfiguration", {"section": SECTION}))
    selector = [{"scheme": "file", "pattern": pattern} for pattern in BUILD_FILE_PATTERNS]
    asked = [(method, options) for method, options in IN_BUILD_FILES if method in abilities.registers]
    if "textDocument/synchronization" in abilities.registers and asked:
        for method, options in (*SYNCHRONISED, *asked):
            registrations.append(_registration(method, {"documentSelector": selector, **options}))
    if registrations:
        connection.request("client/registerCapability", {"registrations": registrations}, lambda _: None)


def _registration(method: str, options: JsonObject) -> JsonObject:
    return {"id": f"dockwright-{method}", "method": method, "registerOptions": options}
