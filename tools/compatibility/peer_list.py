"""The peers that are measured, and those that are not and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from dockwright.diagnostics.registry import all_rules
from dockwright.syntax.grammar import Keyword

from .comparison import Reason
from .verdicts import Report


@dataclass(frozen=True)
class Peer:
    """A peer: ``name`` as in ``also_known_as``, the profile that matches it, and how it was run, in a sentence.

    ``has_bare_images`` says that it knew nothing of base images, so that we must not know more either.
    """

    name: str
    title: str
    profile: str
    how: str
    asks_shellcheck: bool = False
    has_bare_images: bool = False

    @property
    def report(self) -> Callable[[Path, Sequence[str]], Report]:
        """Runs it; raises ``PeerAbsent``."""
        run: Callable[[Path, Sequence[str]], Report] = import_module(f"{__package__}.peers.{self.name}").report
        return run

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why we differ."""
        return tuple(getattr(_differences(self), "REASONS", ()))

    @property
    def scopes(self) -> dict[str, Keyword]:
        """The instructions that ids are about where that matters."""
        return dict(getattr(_differences(self), "SCOPES", {}))

    @property
    def by_stage(self) -> frozenset[str]:
        """The ids that are about stages as wholes."""
        return frozenset(getattr(_differences(self), "BY_STAGE", ()))

    @property
    def by_file(self) -> frozenset[str]:
        """The ids that are about files as wholes."""
        return frozenset(getattr(_differences(self), "BY_FILE", ()))

    @property
    def open(self) -> frozenset[tuple[str, str]]:
        """What we should find and do not find yet: id and place."""
        return frozenset(getattr(_differences(self), "OPEN", ()))

    @property
    def without_rule(self) -> dict[str, str]:
        """Ids that no rule of ours answers to, and why; a ``*`` at the end stands for anything."""
        return dict(getattr(_differences(self), "WITHOUT_RULE", {}))

    def code(self, alias: str) -> str | None:
        """An id as the peer prints it, of one that a rule is also known as; ``None`` for older spellings."""
        if self.name == "tally":
            return alias if alias.startswith(("hadolint/", "buildkit/", "tally/")) else f"tally/{alias}"
        return None if alias.startswith("AVD-") else alias

    def known(self) -> dict[str, tuple[str, ...]]:
        """Our rules for each id, as the peer writes it."""
        found: dict[str, list[str]] = {}
        for rule in all_rules():
            for alias in rule.also_known_as.get(self.name, ()):
                code = self.code(alias)
                if code is not None:
                    found.setdefault(code, []).append(rule.id)
        return {code: tuple(rules) for code, rules in found.items()}


def _differences(peer: Peer) -> object:
    return import_module(f"{__package__}.differences.{peer.name}")


PEERS = (
    Peer(
        "hadolint",
        "hadolint",
        "hadolint",
        "all its rules on, also those that it leaves off by default, and no configuration",
        asks_shellcheck=True,
    ),
    Peer(
        "buildkit",
        "docker build --check (BuildKit)",
        "buildkit",
        "all its checks, also the experimental one, as a real engine judges. It builds for Linux, and its base images "
        "set nothing but `PATH`, which is taken to be so here as well",
        has_bare_images=True,
    ),
    Peer(
        "tally",
        "tally",
        "tally",
        "all its rules on but the slow ones, which ask registries, and no configuration",
        asks_shellcheck=True,
    ),
    Peer("trivy", "Trivy", "security", "the checks of Dockerfiles that are built into the program"),
    Peer("checkov", "Checkov", "security", "all its checks of Dockerfiles"),
)
