"""What the project needs of the distribution when it runs, as far as its manifests say.

Packages of an ecosystem load libraries of the system and start its programs. The full image of a language brings many
of them, so nobody had to install them; a smaller one does not. Leaves out what the file itself installs.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...images.facts import BaseImageFacts
from ...images.library_packages import in_release
from ...project.recognition.facts import Ecosystem, Need, NeedKind, ProjectFacts
from ...project.recognition.recognise import recognise
from ...syntax.dataclass import dataclass
from .bases import RuntimeBase
from .subject import Subject


@dataclass(frozen=True, slots=True)
class SystemNeeds:
    """``packages`` are to be installed. ``unknown`` are names of libraries and programs that have no package here."""

    packages: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def comment(self) -> str | None:
        """The one line for what could not be known."""
        if not self.unknown:
            return None
        return f"# CHECK: the program needs {', '.join(self.unknown)}; install the package with it here\n"


def system_needs(subject: Subject, ecosystem: Ecosystem, base: RuntimeBase, there: Iterable[str]) -> SystemNeeds:
    """What the last stage needs besides the packages that are ``there``."""
    known, packages, unknown = set(there), dict[str, None](), dict[str, None]()
    for need in _needs(subject, ecosystem):
        names = _packages(need, base.facts)
        if names is None:
            unknown[need.name] = None
        elif need.kind is NeedKind.LIBRARY or base.facts.has_program(need.name) is not True:
            packages.update((name, None) for name in names if name not in known)
    return SystemNeeds(tuple(packages), tuple(unknown))


def _needs(subject: Subject, ecosystem: Ecosystem) -> list[Need]:
    """The certain needs of the projects that lie nearest to the root."""
    found = [facts for facts in recognise(subject.context) if facts.ecosystem is ecosystem and facts.needs]
    nearest = min(map(_depth, found), default=0)
    needs = [need for facts in found if _depth(facts) == nearest for need in facts.needs]
    return [need for need in needs if need.is_certain and need.kind in (NeedKind.LIBRARY, NeedKind.COMMAND)]


def _depth(facts: ProjectFacts) -> int:
    return len(facts.folder.split("/")) if facts.folder else 0


def _packages(need: Need, base: BaseImageFacts) -> tuple[str, ...] | None:
    if base.package_manager == "apk":
        return need.alpine_run or None
    if base.package_manager == "apt-get":
        return in_release(need.debian_run, base.distribution, base.release) if need.debian_run else None
    return None
