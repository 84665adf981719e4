"""What the server asks the client to tell it: changes of settings, and of files that have a say."""

from __future__ import annotations

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


def register(connection: Connection, abilities: ClientAbilities) -> None:
    """Ask for what the client can tell."""
    registrations: list[JsonObject] = []
    if abilities.registers_watchers:
        watchers = [{"globPattern": pattern} for pattern in WATCHED]
        registrations.append(_registration("workspace/didChangeWatchedFiles", {"watchers": watchers}))
    if abilities.registers_configuration:
        registrations.append(_registration("workspace/didChangeConfiguration", {"section": SECTION}))
    if registrations:
        connection.request("client/registerCapability", {"registrations": registrations}, lambda _: None)


def _registration(method: str, options: JsonObject) -> JsonObject:
    return {"id": f"dockwright-{method}", "method": method, "registerOptions": options}
