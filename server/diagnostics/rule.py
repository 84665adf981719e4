"""What a rule is: its manual page, its place in the world of other tools, and the checks it registers.

A rule is one module of ``rules/<theme>/``. The module's name is the rule's id, its docstring the manual page and the
test suite. The module makes one :class:`Rule` called ``RULE`` and decorates its checks with one of the ``on_…``
methods, which say what a check looks at and thereby when it has to run again:

- ``on_step``, ``on_invocation``, ``on_image``: one instruction, one call of a known tool, one image named. Run again
  when that instruction or the state before it changes.
- ``on_fact``: one fact that a function finds in a step, seen with the other facts of its stage. Runs again when that
  step or the facts it looked at change.
- ``on_stage``: one stage. Runs again when anything in the stage or in a stage it begins from changes.
- ``on_dockerfile``: the whole file. Runs again on every edit and so has to be quick.
- ``on_facts_of_dockerfile``: the whole file, of which nothing counts but some facts and the stages as such. Runs again
  when one of those changed, and while a finding of it has related places, since it may speak of their lines.
- ``on_analysis``: what all other checks found. Runs again on every edit too.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ..project.build_context import BuildContext
from ..semantics.image_use import ImageUse, ImageUseKind
from ..semantics.program import Program
from ..semantics.selection import Extract
from ..semantics.stage import Stage
from ..semantics.step import Step
from ..shell.invocation import Invocation
from ..syntax.cached import cached_property
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.items import Item
from ..syntax.logical_text import Span
from .fact_checks import Fact, PlacedFact
from .finding import Confidence, Finding, Fix, Related, Safety, Severity, Tag
from .options import RuleOption

if TYPE_CHECKING:
    from .engine import Analysis


class Category(Enum):
    """What a rule protects."""

    CORRECTNESS = "correctness"
    SECURITY = "security"
    SIZE = "size"
    BUILD_SPEED = "build-speed"
    REPRODUCIBILITY = "reproducibility"
    MAINTAINABILITY = "maintainability"
    STYLE = "style"


class CacheStrategy(Enum):
    """How a project keeps package caches out of its layers: cache mounts, or cleaning up in the same RUN."""

    MOUNT = "mount"
    CLEAN = "clean"


class SuppressionPolicy(Enum):
    """Whether comments in a Dockerfile may silence findings."""

    ALLOW = "allow"
    REQUIRE_REASON = "require-reason"
    FORBID = "forbid"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What rules may know beside the file itself. All of it is passed in; rules read no clock and no disk.

    ``known`` is no matter of rules: it is what a baseline knows of the file, by rule and fingerprint.
    """

    today: datetime.date
    context: BuildContext
    cache_strategy: CacheStrategy = CacheStrategy.CLEAN
    allowed_registries: tuple[str, ...] = ()
    allowed_repositories: tuple[str, ...] = ()
    allowed_tags: tuple[str, ...] = ()
    require_digests: bool = False
    options: Mapping[str, Mapping[str, object]] = field(default_factory=lambda: MappingProxyType({}))
    suppressions: SuppressionPolicy = SuppressionPolicy.ALLOW
    known: Mapping[tuple[str, str], int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a known tool inside a step."""

    step: Step
    invocation: Invocation


@dataclass(frozen=True, slots=True)
class ImageMention:
    """One image named by a step."""

    step: Step
    use: ImageUse


Subject = TypeVar("Subject")
Check = Callable[[Subject, Surroundings], Iterable[Finding]]
StepCheck = Check[Step]
CallCheck = Check[Call]
ImageCheck = Check[ImageMention]
StageCheck = Check[Stage]
DockerfileCheck = Check[Program]


@dataclass(frozen=True, slots=True)
class Registered(Generic[Subject]):
    """A check with the keys (keywords, tool names, kinds of image use) it is interested in; none means all."""

    check: Check[Subject]
    keys: tuple[object, ...] = ()


_ALL_OF_IT = "tally"

Audit = Callable[["Analysis"], Iterable[Finding]]
"""A check of what all other checks found."""


@dataclass(frozen=True, slots=True)
class RegisteredFact:
    """A check of the facts that ``extract`` finds in the steps of a stage."""

    extract: Extract[Any]
    check: Callable[[PlacedFact[Any], Surroundings], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class RegisteredDockerfile:
    """A check of the whole file; ``extracts`` are the facts that it looks at, None where it looks at everything."""

    check: DockerfileCheck
    extracts: tuple[Extract[Any], ...] | None = None


@dataclass(eq=False)
class Rule:
    """A rule; ``module`` is the name of the module that makes it and ``documentation`` that module's docstring.

    ``also_known_as`` maps the names of other tools (``hadolint``, ``buildkit``, ``tally``, ``trivy``, ``checkov``,
    ``kics``, ``semgrep``, ``parfum``, ``dockerfilelint``, ``dockerfile-utils``, ``droast``, ``doctor``) to the ids by
    which they know this smell. ``fix`` is the safety of the best fix the rule offers, ``None`` where it offers none.
    ``is_default`` says whether it is on without configuration; ``profiles`` name those that switch it on besides.
    ``page`` is the address of a page that is not in our manual, for rules of other programs. ``options`` are what a
    configuration may say to it, which its checks find in ``Surroundings.options``.
    """

    module: str
    documentation: str | None
    severity: Severity
    category: Category
    also_known_as: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    fix: Safety | None = None
    confidence: Confidence = Confidence.HIGH
    is_default: bool = True
    profiles: tuple[str, ...] = ()
    since: str = "0.1"
    edition: int = 2026
    is_preview: bool = False
    tags: tuple[Tag, ...] = ()
    page: str | None = None
    options: tuple[RuleOption, ...] = ()
    step_checks: list[Registered[Step]] = field(default_factory=list[Registered[Step]])
    call_checks: list[Registered[Call]] = field(default_factory=list[Registered[Call]])
    image_checks: list[Registered[ImageMention]] = field(default_factory=list[Registered[ImageMention]])
    stage_checks: list[Registered[Stage]] = field(default_factory=list[Registered[Stage]])
    dockerfile_checks: list[RegisteredDockerfile] = field(default_factory=list[RegisteredDockerfile])
    fact_checks: list[RegisteredFact] = field(default_factory=list[RegisteredFact])
    audits: list[Audit] = field(default_factory=list["Audit"])

    def __post_init__(self) -> None:
        """A tool that knows the smell of a rule and has all its checks on has the rule in the profile of its name."""
        if _ALL_OF_IT in self.also_known_as:
            self.profiles = (*self.profiles, _ALL_OF_IT)

    @cached_property
    def id(self) -> str:
        """The rule's id: the module's name with dashes."""
        return self.module.rpartition(".")[2].replace("_", "-")

    @property
    def theme(self) -> str:
        """The folder it stands in."""
        return self.module.split(".")[-2].replace("_", "-")

    @property
    def title(self) -> str:
        """The first line of its page."""
        return (self.documentation or "").strip().partition("\n")[0]

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every id by which other tools know it."""
        return tuple(identifier for identifiers in self.also_known_as.values() for identifier in identifiers)

    def number(self, option: str, surroundings: Surroundings) -> int:
        """The number that an option has: the configured one if it is a fit, else that of its declaration."""
        (declared,) = (known for known in self.options if known.name == option)
        stated = surroundings.options.get(self.id, {}).get(option)
        default = declared.default
        assert default is not None
        return stated if isinstance(stated, int) and not any(declared.complaints(stated)) else default

    def is_on(self, switch: str, surroundings: Surroundings) -> bool:
        """Whether an option that can be on or off is on; it is off unless somebody says otherwise."""
        return surroundings.options.get(self.id, {}).get(switch) is True

    def on_step(self, *keywords: Keyword) -> Callable[[StepCheck], StepCheck]:
        """Register a check of single instructions."""
        return _registering(self.step_checks, keywords)

    def on_invocation(self, *tools: str) -> Callable[[CallCheck], CallCheck]:
        """Register a check of calls of the named tools (names of the command table)."""
        return _registering(self.call_checks, tools)

    def on_image(self, *kinds: ImageUseKind) -> Callable[[ImageCheck], ImageCheck]:
        """Register a check of images named in FROM, COPY --from or RUN --mount."""
        return _registering(self.image_checks, kinds)

    def on_fact(
        self, extract: Extract[Fact]
    ) -> Callable[
        [Callable[[PlacedFact[Fact], Surroundings], Iterable[Finding]]],
        Callable[[PlacedFact[Fact], Surroundings], Iterable[Finding]],
    ]:
        """Register a check of each fact that a module-level function finds in a step of a stage."""

        def register(
            check: Callable[[PlacedFact[Fact], Surroundings], Iterable[Finding]],
        ) -> Callable[[PlacedFact[Fact], Surroundings], Iterable[Finding]]:
            self.fact_checks.append(RegisteredFact(extract, check))
            return check

        return register

    def on_stage(self, check: StageCheck) -> StageCheck:
        """Register a check of whole stages."""
        self.stage_checks.append(Registered(check))
        return check

    def on_dockerfile(self, check: DockerfileCheck) -> DockerfileCheck:
        """Register a check of the whole file."""
        self.dockerfile_checks.append(RegisteredDockerfile(check))
        return check

    def on_facts_of_dockerfile(self, *extracts: Extract[Any]) -> Callable[[DockerfileCheck], DockerfileCheck]:
        """Register a check of the whole file that looks at nothing of it but FROM and what these functions extract."""

        def register(check: DockerfileCheck) -> DockerfileCheck:
            self.dockerfile_checks.append(RegisteredDockerfile(check, extracts))
            return check

        return register

    def on_analysis(self, audit: Audit) -> Audit:
        """Register a check of what the other checks found."""
        self.audits.append(audit)
        return audit

    def at(
        self,
        where: Step | Item,
        span: Span,
        message: str,
        *,
        fixes: Iterable[Fix] = (),
        related: Iterable[Related] = (),
        severity: Severity | None = None,
        confidence: Confidence | None = None,
        tags: tuple[Tag, ...] | None = None,
    ) -> Finding:
        """A finding of this rule at a span of a step or item."""
        return Finding(
            rule=self,
            item=where.item if isinstance(where, Step) else where,
            span=span,
            message=message,
            severity=severity or self.severity,
            confidence=confidence or self.confidence,
            fixes=tuple(fixes),
            related=tuple(related),
            tags=self.tags if tags is None else tags,
        )


def _registering(
    checks: list[Registered[Subject]], keys: tuple[object, ...]
) -> Callable[[Check[Subject]], Check[Subject]]:
    def register(check: Check[Subject]) -> Check[Subject]:
        checks.append(Registered(check, keys))
        return check

    return register
