"""The services of Compose files that are built (https://docs.docker.com/reference/compose-file/build/).

An overlay such as ``compose.prod.yaml`` may leave out what the main file of its folder says of the same service. Leaves
out: ``include``, ``extends`` from another file, and what variables make of a value; those are unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import join

from .build_file_names import COMPOSE_DEFAULTS
from .build_targets import UNSTATED, BuildTarget, Mention, dockerfile_paths, mention_of_stage, mentions_of_arguments
from .placed_values import Table, Text
from .yaml_reader import read_yaml


def compose_services(folder: str, files: Mapping[str, str]) -> list[BuildTarget]:
    """The services of the Compose files of a folder, which are texts by name."""
    read = {name: _services(text) for name, text in files.items()}
    nothing: dict[str, Table] = {}
    main = next((read[name] for name in COMPOSE_DEFAULTS if name in read), nothing)
    found: list[BuildTarget] = []
    for name, services in sorted(read.items()):
        for service, table in services.items():
            target = _target(folder, join(folder, name), service, table, services, main)
            if target is not None:
                found.append(target)
    return found


def _services(text: str) -> dict[str, Table]:
    root = read_yaml(text)
    services = root.table("services") if isinstance(root, Table) else None
    entries = () if services is None else services.entries
    return {key.value: value for key, value in entries if isinstance(value, Table)}


def _target(
    folder: str, file: str, name: str, service: Table, services: Mapping[str, Table], main: Mapping[str, Table]
) -> BuildTarget | None:
    if not service.has("build"):
        return None
    build = service.get("build")
    if isinstance(build, Text):
        return BuildTarget(file, name, dockerfile_paths((folder,), build, UNSTATED), ())
    if not isinstance(build, Table):
        return BuildTarget(file, name, None, ())
    stage = mention_of_stage(file, build.get("target"))
    arguments = mentions_of_arguments(file, build.get("args")).values()
    mentions: tuple[Mention, ...] = (*(() if stage is None else (stage,)), *arguments)
    below = _below(name, service, services, main)
    dockerfile = _stated("dockerfile", build, below)
    if build.has("dockerfile_inline") or below.has("dockerfile_inline"):
        paths: tuple[str, ...] | None = ()
    else:
        paths = dockerfile_paths((folder,), _stated("context", build, below), dockerfile)
    if service.has("extends") and below is _NOTHING and not build.has("context"):
        paths = None
    own = build.text("dockerfile")
    named = own.span if own is not None and own.is_literal and "$" not in own.value else None
    return BuildTarget(file, name, paths, mentions, named)


_NOTHING = Table()


def _below(name: str, service: Table, services: Mapping[str, Table], main: Mapping[str, Table]) -> Table:
    """What is said of the same build elsewhere: by the service that this one extends, or in the main file."""
    extends = service.get("extends")
    if isinstance(extends, Text):
        other = services.get(extends.value)
    elif isinstance(extends, Table):
        base = extends.text("service")
        other = None if base is None or extends.has("file") else services.get(base.value)
    else:
        other = main.get(name)
    if other is None or other is service:
        return _NOTHING
    build = other.get("build")
    if isinstance(build, Text):
        return Table(((Text("context", build.span), build),))
    return build if isinstance(build, Table) else _NOTHING


def _stated(key: str, build: Table, below: Table) -> object:
    for table in (build, below):
        if table.has(key):
            return table.text(key)
    return UNSTATED
