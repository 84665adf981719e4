"""Deno: from a ``deno.json``, or from what only Deno runs, to the facts of a project.

Sources: https://docs.deno.com/runtime/fundamentals/configuration, https://docs.deno.com/runtime/reference/docker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..build_context import BuildContext
from ..plain_values import as_table
from .commands import custom, plain_arguments
from .facts import (
    Artefact,
    Command,
    Ecosystem,
    Judgement,
    Known,
    Need,
    NeedKind,
    Origin,
    PackageManager,
    Part,
    Product,
    ProjectFacts,
    no,
)
from .reading import (
    files_in,
    first_file,
    folder_of,
    is_file,
    join,
    json_line,
    json_table,
    known_in,
    manifests_named,
    text_of,
    unread_json,
)

_ENTRIES = ("main.ts", "main.tsx", "main.js", "server.ts", "mod.ts", "src/main.ts")
_DENO_CODE = re.compile(r"(\bDeno\.\w+|['\"](?:npm|jsr):[^'\"\n]+|['\"]https://deno\.land/[^'\"\n]+)")
_PORT = re.compile(r"\bport\s*+[:=]\s*+(\d{2,5})\b")


def sources(context: BuildContext) -> Iterator[str]:
    """The sources that a program may begin with."""
    for folder in _folders(context):
        yield from files_in(context, folder, _ENTRIES)


def recognise(context: BuildContext) -> Iterator[ProjectFacts]:
    """Each folder with settings of Deno, and each that looks as if Deno ran its sources."""
    for folder in _folders(context):
        settings = first_file(context, folder, ("deno.json", "deno.jsonc"))
        entry = first_file(context, folder, _ENTRIES)
        used = None if entry is None else known_in(context, entry, _DENO_CODE)
        lock = first_file(context, folder, ("deno.lock",))
        evidence = tuple(Origin(path) for path in (settings, lock) if path) + ((used.origin,) if used else ())
        if evidence:
            yield _project(context, folder, settings, lock, entry, evidence, is_certain=True)
        elif entry is not None and _is_likely(context, folder):
            yield _project(context, folder, None, None, entry, (Origin(entry),), is_certain=False)


def _folders(context: BuildContext) -> tuple[str, ...]:
    paths = manifests_named(context, "deno.json", "deno.jsonc", "deno.lock", "package.json")
    return tuple(dict.fromkeys(folder_of(path) for path in paths))


def _is_likely(context: BuildContext, folder: str) -> bool:
    """``deno init`` makes a ``main.ts`` at the root, and Deno needs neither scripts nor settings for TypeScript."""
    table = json_table(context, join(folder, "package.json"))
    foreign = ("tsconfig.json", "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb")
    has_foreign = any(name in context.names_in(folder) for name in foreign)
    is_bare = table is not None and not {"scripts", "main", "devDependencies"} & set(table)
    return is_bare and not has_foreign and is_file(context, join(folder, "main.ts"))


def _project(
    context: BuildContext,
    folder: str,
    settings: str | None,
    lock: str | None,
    entry: str | None,
    evidence: tuple[Origin, ...],
    *,
    is_certain: bool,
) -> ProjectFacts:
    origin = evidence[0]
    found = json_table(context, settings) if settings else None
    notes = unread_json(context, settings) if settings is not None and found is None else ()
    table = found or {}
    manifests = files_in(context, folder, ("deno.json", "deno.jsonc", "package.json", "deno.lock"))
    start = _start(context, settings, table, entry, origin)
    install = custom(origin, "deno", "install", *(("--frozen",) if lock else ()))
    return ProjectFacts(
        Ecosystem.DENO,
        folder,
        evidence,
        is_certain=is_certain,
        framework=_framework(context, folder),
        language=Known("typescript", Origin(entry)) if entry and entry.endswith((".ts", ".tsx")) else None,
        product=Product.PROGRAM if entry is not None else None,
        package_manager=PackageManager("deno", origin, cache_folders=("/deno-dir",)),
        lock_file=lock,
        manifests=manifests,
        install_needs_sources=Judgement(
            False if "package.json" in {path.rpartition("/")[2] for path in manifests} else None
        ),
        install=install,
        needs_build=no(),
        build=None if entry is None else custom(origin, "deno", "cache", _below(folder, entry)),
        start=start,
        entry_point=None if entry is None else Known(entry, Origin(entry)),
        port=None if entry is None else known_in(context, entry, _PORT),
        artefacts=(Artefact(folder, Part.SOURCES, origin), Artefact("/deno-dir", Part.DEPENDENCIES, origin)),
        sources_at_run_time=True,
        needs=(Need(NeedKind.C_LIBRARY, "libc", origin),),
        notes=notes,
    )


def _below(folder: str, path: str) -> str:
    return path[len(folder) + 1 :] if folder else path


def _framework(context: BuildContext, folder: str) -> Known | None:
    for name in ("deno.json", "deno.jsonc", "package.json"):
        path = join(folder, name)
        text = text_of(context, path) or ""
        for package, framework in (("fresh", "fresh"), ("oak", "oak"), ("hono", "hono"), ("express", "express")):
            if re.search(rf'"(?:@[\w-]+/)?{package}"[ \t]*+:', text):
                return Known(framework, Origin(path, json_line(text, package), package))
    return None


def _start(
    context: BuildContext, settings: str | None, table: Mapping[str, object], entry: str | None, origin: Origin
) -> Command | None:
    tasks = as_table(table.get("tasks")) or {}
    text = text_of(context, settings) if settings else None
    for name in ("start", "serve", "preview"):
        task = tasks.get(name)
        command = (as_table(task) or {}).get("command", task)
        if isinstance(command, str) and "--watch" not in command and settings is not None:
            place = Origin(settings, json_line(text or "", "tasks", name), f"tasks.{name}")
            arguments = plain_arguments(command) or ("deno", "task", name)
            return Command(arguments, place, script=name, script_text=command)
    if entry is None:
        return None
    allowed = ("--allow-net", "--allow-read", "--allow-env")
    return custom(origin, "deno", "run", *allowed, _below(folder_of(origin.path), entry))
