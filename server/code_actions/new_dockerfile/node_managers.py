"""Package managers of Node: which release of Node.js, and how a manager comes to be there that its image lacks."""

from __future__ import annotations

from ...project.build_context import BuildContext
from ...project.recognition.facts import ProjectFacts
from ...syntax.lazy_pattern import lazy_pattern
from .blueprint import version_of
from .instructions import run
from .versions import release_for

_VERSION = lazy_pattern(r"\d[\w.-]*")
_PNPM_OF_LOCK = {"5": "7", "6": "8", "9": "10"}
"""Which pnpm reads which version of its lock file (https://pnpm.io/package_json, https://github.com/pnpm/spec)."""


def release_of(facts: ProjectFacts) -> str | None:
    """The release of Node.js that a project asks for; ``None`` where that cannot be read."""
    return release_for("node", version_of(facts), 1)


def manager_line(facts: ProjectFacts, context: BuildContext, *, has_yarn: bool) -> str | None:
    """The RUN that brings the package manager; ``None`` where npm is all that is needed.

    ``has_yarn`` says that version 1 of yarn is there.
    """
    manager = facts.package_manager
    if manager is None or manager.name == "npm":
        return None
    written = _VERSION.match(manager.version.value) if manager.version is not None else None
    version = None if written is None else written[0]
    match manager.name:
        case "yarn":
            return None if has_yarn else _globally(f"yarn@{version or '1'}")
        case "yarn-berry":
            return f"{_globally('corepack@0')} && corepack enable"
        case "bun":
            return _globally(f"bun@{version or '1'}")
        case _:
            lock = context.texts.get(facts.lock_file or "", "")
            series = lock.partition("lockfileVersion:")[2].strip(" '\"\n")[:1]
            return _globally(f"{manager.name}@{version or _PNPM_OF_LOCK.get(series, '10')}")


def _globally(package: str) -> str:
    return run(f"npm install --global {package}", ("/root/.npm",))
