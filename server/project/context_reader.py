"""Takes a snapshot of a build context from the disk, within bounds.

Nothing above the workspace root is touched. A context of any size gives an answer, if a partial one, and whatever could
not be read is a note; nothing raises. ``context_walk`` says what is entered, followed and counted.

Watching for changes and keeping snapshots are left to those who ask.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from .build_context import BuildContext, ContextNote, found_manifests
from .context_root import context_root
from .context_walk import Budget, Walk, lies_in
from .dockerignore import IgnoreRules


def read_build_context(
    dockerfile: Path,
    *,
    root: Path | None = None,
    workspace_root: Path | None = None,
    sources: Iterable[str] = (),
    is_podman: bool = False,
    buffers: Mapping[Path, str] | None = None,
    budget: Budget | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> BuildContext:
    """The context that a Dockerfile is built in.

    ``root`` is the context's root where it is known; otherwise ``context_root`` chooses one. ``buffers`` has the texts
    of files that are open in an editor, by absolute path: they come before what the disk says. ``clock`` counts
    seconds.
    """
    # Absolute, but not resolved: the name under which somebody opened a file decides what is beside it.
    dockerfile, sources = Path(os.path.abspath(dockerfile)), tuple(sources)
    workspace_root = Path(os.path.abspath(workspace_root)) if workspace_root is not None else None
    if root is None:
        root, is_certain = context_root(dockerfile, workspace_root, sources)
    else:
        root, is_certain = Path(os.path.abspath(root)), True
    if workspace_root is not None and not lies_in(os.path.realpath(root), os.path.realpath(workspace_root)):
        return BuildContext.unknown(ContextNote(str(root), "The build context lies outside of the workspace"))
    walk = Walk(root, budget or Budget(), clock, buffers or {})
    ignore_file, rules = walk.ignore_rules(dockerfile, is_podman)
    walk.run(rules or IgnoreRules())
    context = BuildContext(
        root=str(root),
        is_root_certain=is_certain,
        ignore_file=ignore_file,
        ignore_rules=rules,
        folders=walk.folders,
        incomplete=frozenset(walk.incomplete),
        measures=walk.measures,
        texts=walk.texts,
        manifests=found_manifests(walk.folders),
        notes=tuple(walk.notes),
    )
    if any(source.strip("./") in ("", "*") for source in sources):
        _add_up(context)
    return context


def _add_up(context: BuildContext) -> None:
    """Have the sums at hand that rules will ask for, here, where nobody waits for them."""
    if context.ignore_rules is not None:
        # Most files copy single paths; they need not wait for the table of what is unwanted.
        from .unwanted import heavy_folders

        if not heavy_folders(context):
            return
    context.sent_size()


def with_texts(
    context: BuildContext,
    paths: Iterable[str],
    *,
    buffers: Mapping[Path, str] | None = None,
    budget: Budget | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> BuildContext:
    """The snapshot with the texts of more of its files, as far as the budget goes.

    Only what the snapshot holds is read, so that nothing outside of the context is; what is too large is left out.
    """
    if context.root is None:
        return context
    budget = budget or Budget()
    walk = Walk(Path(context.root), budget, clock, buffers or {}, notes=list(context.notes))
    texts, left = dict(context.texts), budget.all_manifest_bytes
    for path in paths:
        folder, _, name = path.rpartition("/")
        entry = context.folders.get(folder, {}).get(name)
        if entry is None or path in texts or entry.size > min(left, budget.manifest_bytes):
            continue
        if walk.clock() - walk.started >= budget.seconds:
            walk.note("", "Reading sources took too long; not all of them were read")
            break
        text = walk.text(walk.root / path, path)
        if text is not None:
            texts[path] = text
            left -= len(text)
    return replace(context, texts=texts, notes=tuple(walk.notes))
