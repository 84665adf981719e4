"""What compiled languages have in common: everything is built in the first stage, and only the results are copied.

Files of the context that the program may read when it runs go along; where nobody looked into the context, one marked
line says so.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import field

from ...semantics.file_effects import FileEffect, path_effects
from ...syntax.dataclass import dataclass
from ...syntax.grammar import Keyword
from .bases import BRINGS, RuntimeBase, lacking_programs
from .commands import Kind, kind_of
from .composition import Decision, Decisions, Insertion, Place, compose, never
from .data_folders import data_of
from .packages import TOOLS_OF_BUILDS, install_line, runtime_packages, unknown_comment
from .plan import Plan, Refusal, refuse
from .subject import Block, Subject, destination_of, is_whole_context, sources_of

_PROGRAMS = ("/usr/local/bin", "/usr/bin", "/bin", "/usr/local/sbin")


@dataclass(frozen=True, slots=True)
class CompiledProject:
    """What a recipe found out.

    ``build_calls`` are the positions of the RUN lines that build, ``copies`` what is copied: from, to, why.
    ``manifests`` are copied in front of the sources, and ``fetch`` run behind them. ``before_build`` and
    ``after_build`` are lines for the build stage, ``before_copies`` such for the last, with reasons.
    ``reads_sources`` says that the program may read files of the context when it runs. ``build_image`` takes the place
    of the image of the file, and ``blocks`` are decisions that overrule those made here.
    """

    recipe: str
    base: RuntimeBase
    build_calls: tuple[int, ...]
    copies: tuple[tuple[str, str, str], ...]
    source_ends: tuple[str, ...]
    manifests: tuple[str, ...] = ()
    fetch: str | None = None
    before_build: tuple[tuple[str, str], ...] = ()
    after_build: tuple[tuple[str, str], ...] = ()
    environment: tuple[str, ...] = ()
    is_build_only: Callable[[str], bool] = field(default=never)
    notes: tuple[str, ...] = ()
    before_copies: tuple[tuple[str, str], ...] = ()
    reads_sources: bool = True
    build_image: str | None = None
    blocks: Mapping[int, Decision] = field(default_factory=dict[int, Decision])


def plan_compiled(subject: Subject, project: CompiledProject) -> Plan | Refusal:
    """The plan of a project whose results are files."""
    last = max(project.build_calls)
    decisions: dict[int, Decision] = {}
    comments: list[str] = []
    for block in subject.blocks:
        found = _decision(subject, project, block, last, comments)
        if isinstance(found, Refusal):
            return found
        if found is not None:
            decisions[block.position] = found
    decisions.update(project.blocks)
    insertions = [Insertion(Place.BUILD, last + 1, text, reason) for text, reason in project.after_build]
    insertions += [*_before(subject, project), *_copied(subject, project, last)]
    insertions += [Insertion(Place.RUNTIME, last, text, "this could not be known") for text in comments]
    return compose(
        subject,
        Decisions(
            project.recipe,
            project.base,
            decisions,
            tuple(insertions),
            project.is_build_only,
            build_reads_environment=False,
            notes=project.notes,
            build_image=project.build_image,
        ),
    )


def _decision(
    subject: Subject, project: CompiledProject, block: Block, last: int, comments: list[str]
) -> Decision | Refusal | None:
    if block.position in project.build_calls:
        return Decision(Place.BUILD, "builds the program")
    if block.keyword in (Keyword.COPY, Keyword.ADD):
        return _of_copy(subject, block, last)
    if block.keyword is Keyword.RUN:
        return _of_run(project, block, last, comments)
    return None


def _of_copy(subject: Subject, block: Block, last: int) -> Decision:
    if block.position > last:
        return Decision(Place.RUNTIME, "copied behind everything that is built")
    if is_whole_context(block):
        return Decision(Place.BUILD, "the sources are not needed to run")
    destination, sources = destination_of(block), sources_of(block)
    workdir = subject.workdir or "/"
    is_outside = destination is not None and workdir != "/" and not f"{destination}/".startswith(f"{workdir}/")
    if sources is not None and is_outside and not _is_below_build(subject, destination or "", last):
        return Decision(Place.BOTH, "copied to a place of its own, where the program may look for it")
    return Decision(Place.BUILD, "sources, which are not needed to run")


def _is_below_build(subject: Subject, destination: str, last: int) -> bool:
    """Whether a path lies in a directory in which something is built."""
    folders = {block.step.workdir.value for block in subject.runs() if block.position <= last}
    return any(folder is not None and f"{destination}/".startswith(f"{folder}/") for folder in folders)


def _of_run(project: CompiledProject, block: Block, last: int, comments: list[str]) -> Decision | Refusal:
    match kind_of(block.step):
        case Kind.PACKAGES | Kind.MIXED as kind:
            packages = runtime_packages(block, project.base.facts, TOOLS_OF_BUILDS)
            if packages.unknown and not project.base.facts.holds_nothing_else:
                comments.append(unknown_comment(packages.unknown))
            if packages.text is None:
                return Decision(Place.BUILD, "packages that only building needs")
            if project.base.facts.holds_nothing_else and set(packages.kept) <= {"ca-certificates", "tzdata"}:
                return Decision(Place.BUILD, "what the program needs of it is copied")
            if project.base.facts.holds_nothing_else:
                return refuse(f"line {block.line}: whether the program needs {', '.join(packages.kept)} is not known")
            if kind is Kind.MIXED:
                return refuse(f"line {block.line}: it installs packages and does more in one RUN; split it")
            return Decision(Place.BOTH, "packages that the program may need when it runs", runtime_text=packages.text)
        case Kind.ACCOUNTS if not project.base.facts.holds_nothing_else:
            return Decision(Place.BOTH if block.position < last else Place.RUNTIME, "the user exists in both stages")
        case Kind.ACCOUNTS:
            return Decision(Place.BUILD, "what an image without a shell cannot do; the list of users is copied")
        case Kind.UNKNOWN:
            return refuse(f"line {block.line}: what this RUN does could not be read")
        case _ if block.position < last:
            return Decision(Place.BUILD, "prepares what is built")
        case _:
            return refuse(f"line {block.line}: whether the program needs what this RUN does is not known")


def _before(subject: Subject, project: CompiledProject) -> list[Insertion]:
    copy, run = subject.keyword("COPY"), subject.keyword("RUN")
    whole = next((block for block in subject.blocks if is_whole_context(block)), None)
    first = min(project.build_calls)
    found = [Insertion(Place.BUILD, first, text, reason) for text, reason in project.before_build]
    if whole is None or whole.position > first or not project.manifests or project.fetch is None:
        return found
    destination = whole.transfer.destination.text if whole.transfer and whole.transfer.destination else "./"
    folder = "./" if destination in (".", "./") else f"{destination.rstrip('/')}/"
    if folder != "./" and destination_of(whole) != whole.step.workdir.value:
        return found
    manifests = f"{copy} {' '.join(project.manifests)} {folder}\n"
    return [
        *found,
        Insertion(Place.BUILD, whole.position, manifests, "all that fetching needs"),
        Insertion(
            Place.BUILD, whole.position, f"{run} {project.fetch}\n", "fetches again only when the manifests change"
        ),
    ]


def _copied(subject: Subject, project: CompiledProject, last: int) -> list[Insertion]:
    copy, name = subject.keyword("COPY"), subject.build_name
    found: list[Insertion] = []
    before = [*_programs(subject, project, last), *project.before_copies]
    found += [Insertion(Place.RUNTIME, last + 1, text, reason) for text, reason in before]
    fetched = [(path, path, "a program that is fetched") for path in _fetched(subject, last)]
    for source, target, reason in (*project.copies, *fetched, *_accounts(subject, project)):
        text = f"{copy} --from={name} {source} {target}\n"
        found.append(Insertion(Place.RUNTIME, last + 1, text, reason))
    env = subject.keyword("ENV")
    found += [
        Insertion(Place.RUNTIME, last + 1, f"{env} {pair}\n", "says where it lies") for pair in project.environment
    ]
    whole = next((block for block in subject.blocks if is_whole_context(block) and block.position < last), None)
    folder = None if whole is None else destination_of(whole)
    if whole is None or folder is None or not project.reads_sources:
        return found
    data = data_of(subject.context, project.source_ends)
    if data is None:
        text = "# CHECK: files of the project that the program reads when it runs have to be copied here\n"
        return [*found, Insertion(Place.RUNTIME, last + 1, text, "the build context is not known")]
    for entry in data:
        target = posixpath.join(folder, entry)
        text = f"{copy} --from={name} {target} {target}\n"
        found.append(Insertion(Place.RUNTIME, last + 1, text, "no sources, so the program may read it when it runs"))
    return found


def _fetched(subject: Subject, last: int) -> list[str]:
    """Programs that a RUN in front of the build writes to where any image looks for programs."""
    effects = [effect for block in subject.runs() if block.position < last for effect in path_effects(block.step)]
    written = [effect.path for effect in effects if effect.effect is FileEffect.WRITES and not effect.is_tree]
    return list(dict.fromkeys(path for path in written if posixpath.dirname(path) in _PROGRAMS))


def _accounts(subject: Subject, project: CompiledProject) -> list[tuple[str, str, str]]:
    """The lists of users and groups, where an empty image starts as a user by name."""
    users = [
        block.step.evaluate(word) or ""
        for block in subject.blocks
        if block.keyword is Keyword.USER
        for word in block.step.instruction.words
    ]
    if not project.base.facts.holds_nothing_else or all(user.replace(":", "").isdigit() for user in users):
        return []
    return [(path, path, "the user that the container runs as") for path in ("/etc/passwd", "/etc/group")]


def _programs(subject: Subject, project: CompiledProject, last: int) -> list[tuple[str, str]]:
    """A RUN for programs that the health check or the start call and the base lacks."""
    kept = [block for block in subject.blocks if block.keyword is not Keyword.RUN or block.position > last]
    names = [name for name in lacking_programs(kept, project.base) if name in BRINGS]
    there = {package.name for block in subject.runs() for call in block.step.invocations for package in call.packages}
    wanted = [package for name in names if name not in there for package in BRINGS[name]]
    line = install_line(subject, project.base.facts.package_manager, wanted)
    return [] if line is None else [(line, "the health check calls it, and the base does not have it")]
