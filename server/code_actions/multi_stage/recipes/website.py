"""Sites of plain files that Node builds: built in the first stage, and served by nginx in the last.

https://docs.docker.com/guides/reactjs/, https://vite.dev/guide/static-deploy
"""

from __future__ import annotations

import posixpath
import shlex

from ....project.manifests import PackageJson
from ....project.recognition.facts import Command, Product, ProjectFacts
from ....semantics.accounts import is_root
from ....semantics.file_effects import absolute_path
from ....shell.invocation import Invocation
from ....syntax.dataclass import dataclass
from ....syntax.grammar import Keyword
from ... import static_server
from ...frontend import knows_heredocs
from ..bases import lacking_programs, named
from ..composition import END, Decision, Decisions, Insertion, Place, compose
from ..node_commands import PACKAGE_MANAGERS, global_packages, is_build, manifest_path, node_facts, package_installs
from ..plan import NOT_MINE, Plan, Refusal, refuse
from ..site_serving import SERVING_PACKAGES, Serving, serving_of
from ..site_settings import SiteSettings, settings_of, settings_of_folder
from ..subject import Block, Subject, directory_of

_OF_THE_SERVER = {
    Keyword.CMD: "nginx serves the site instead, as its image says",
    Keyword.ENTRYPOINT: "nginx serves the site instead, as its image says",
    Keyword.STOPSIGNAL: "nginx has its own signal, as its image says",
    Keyword.VOLUME: "nginx writes nothing there",
}
_OF_THE_BUILD = {
    Keyword.RUN: "nothing but the built site is shipped",
    Keyword.COPY: "nothing but the built site is shipped",
    Keyword.ADD: "nothing but the built site is shipped",
    Keyword.WORKDIR: "nginx has a folder of its own",
    Keyword.USER: "nginx has a user of its own",
    Keyword.SHELL: "only building needs it",
}

# https://busybox.net/downloads/BusyBox.html#wget
_BUSYBOX = frozenset(("-q", "-O", "-O-", "-qO-", "-qO", "--spider", "-S", "-T"))
_WORKS = (Keyword.RUN, Keyword.COPY, Keyword.ADD)


@dataclass(frozen=True, slots=True)
class _Site:
    """``folder`` is where packages are installed, ``output`` what is built, as absolute paths of the build stage.

    ``build`` is the command to add, ``None`` where the file builds it already.
    """

    folder: str
    output: str
    build: str | None
    serving: Serving
    settings: SiteSettings


def plan(subject: Subject) -> Plan | Refusal:
    """A stage that builds the site, and one that serves it."""
    installs = package_installs(subject)
    path = manifest_path(subject)
    package = subject.context.package_json(path)
    if not installs or not isinstance(package, PackageJson):
        return NOT_MINE
    facts = node_facts(subject.context, posixpath.dirname(path))
    serving = serving_of(subject, package)
    if facts is None or facts.product is not Product.WEBSITE or serving is None:
        return NOT_MINE
    if not knows_heredocs(subject.analysis.program.tree):
        return refuse("the settings of nginx take a heredoc, which the frontend behind `# syntax=` does not read")
    site = _site(subject, facts, serving, installs)
    if isinstance(site, Refusal):
        return site
    port = _port(subject, site)
    if isinstance(port, Refusal):
        return port
    return _planned(subject, site, port)


def _site(
    subject: Subject, facts: ProjectFacts, serving: Serving, installs: list[tuple[Block, Invocation]]
) -> _Site | Refusal:
    folder, *others = {directory_of(block, call) for block, call in installs}
    if others or folder is None or subject.workdir != folder:
        return refuse("packages are installed in another directory than the container starts in")
    has_build = any(is_build(block) for block in subject.runs())
    command = None if has_build else _build_command(subject, facts.build, installs[0][1].tool)
    if not has_build and command is None:
        return refuse("nothing says how the site is built: give `package.json` a script `build`")
    if not serving.is_development:
        output = absolute_path(folder, serving.folder or ".")
        if not has_build or output in (None, folder):
            return refuse(f"`{serving.command}` serves a folder of which it is not known that it is built")
        assert output is not None
        settings = settings_of_folder(subject.context, facts.folder, serving)
        return refuse(*settings.reasons) if settings.reasons else _Site(folder, output, None, serving, settings)
    known = facts.output_folder
    if known is None:
        return refuse("where the build puts the site is not known")
    inner = posixpath.relpath(known.value, facts.folder or ".")
    settings = settings_of(subject.context, facts.folder, inner, serving)
    if settings.reasons:
        return refuse(*settings.reasons)
    if not all(artefact.is_certain for artefact in facts.artefacts):
        return refuse(f"whether the build puts the site in `{known.value}`, as is usual, is not known")
    return _Site(folder, posixpath.join(folder, inner), command, serving, settings)


def _build_command(subject: Subject, build: Command | None, tool: str) -> str | None:
    """The build as the package manager of the file calls it."""
    if build is None:
        return None
    words = (tool, "run", build.script) if build.script is not None else build.arguments
    final = subject.stage.final_state.environment.get("NODE_ENV")
    is_development = final is not None and final.value == "development"
    return ("NODE_ENV=production " if is_development else "") + shlex.join(words)


def _port(subject: Subject, site: _Site) -> int | Refusal:
    """The port that the container listens on: what is said comes before what EXPOSE says, and that before a habit."""
    serving, settings = site.serving, site.settings
    said = serving.port or settings.port
    if said is not None:
        return said
    exposed = sorted(_exposed(subject))
    if len(exposed) == 1:
        return exposed[0]
    habit = None if settings.has_port else serving.habit
    if habit is None or (exposed and habit not in exposed):
        return refuse(f"which port `{serving.command}` listens on is not known: say so with EXPOSE")
    return habit


def _exposed(subject: Subject) -> set[int]:
    values = [
        block.step.evaluate(word) or ""
        for block in subject.blocks
        if block.keyword is Keyword.EXPOSE
        for word in block.step.instruction.words
    ]
    return {int(value.partition("/")[0]) for value in values if value.removesuffix("/tcp").isdigit()}


def _planned(subject: Subject, site: _Site, port: int) -> Plan | Refusal:
    base = named(static_server.IMAGE, "serves files, and starts without root")
    checks = [block for block in subject.blocks if block.keyword is Keyword.HEALTHCHECK]
    missing = [*lacking_programs(checks, base), *_tools_of_node(checks)]
    if missing:
        return refuse(f"the health check calls `{missing[0]}`, which the image of nginx does not have")
    worked = [block for block in subject.blocks if block.keyword in _WORKS]
    last = worked[-1].position
    decisions = {block.position: found for block in subject.blocks if (found := _decision(block, last)) is not None}
    return compose(
        subject,
        Decisions(
            "website",
            base,
            decisions,
            (*_build_lines(subject, site, worked[-1]), *_served(subject, site, port, last, checks)),
            is_build_only=lambda _name: True,
            notes=tuple(_notes(site, port)),
        ),
    )


def _tools_of_node(checks: list[Block]) -> list[str]:
    names = {command.name.value for block in checks if (script := block.step.commands) for command in script.commands}
    return sorted(name for name in names if name in {*PACKAGE_MANAGERS, "node", "npx", "bunx"})


def _decision(block: Block, last: int) -> Decision | None:
    keyword = block.keyword
    if keyword in _OF_THE_SERVER:
        return Decision(Place.NOWHERE, _OF_THE_SERVER[keyword])
    if keyword is Keyword.HEALTHCHECK and "//localhost" in block.text:
        # There, wget takes the first address of a name, which is one of IPv6, and tries no other.
        reason = "asks the running container, by the address that nginx listens on"
        return Decision(Place.RUNTIME, reason, runtime_text=block.text.replace("//localhost", "//127.0.0.1"))
    if keyword is Keyword.USER and block.position > last:
        return Decision(Place.NOWHERE, _OF_THE_BUILD[keyword])
    if keyword is Keyword.RUN and _only_installs_server(block):
        return Decision(Place.NOWHERE, "nginx serves the site instead")
    return Decision(Place.BUILD, _OF_THE_BUILD[keyword]) if keyword in _OF_THE_BUILD else None


def _only_installs_server(block: Block) -> bool:
    script = block.step.commands
    names = {(name or "").partition("@")[0] for name in global_packages(block)}
    return script is not None and len(script.commands) == 1 and bool(names) and names <= SERVING_PACKAGES


def _build_lines(subject: Subject, site: _Site, last: Block) -> list[Insertion]:
    if site.build is None:
        return []
    lines = [(f"{subject.keyword('RUN')} {site.build}\n", "makes the files that are served")]
    if is_root(last.step.user.value) is not True:
        lines.insert(0, (f"{subject.keyword('USER')} root\n", "it may write beside the sources, and is not shipped"))
    return [Insertion(Place.BUILD, END, text, reason) for text, reason in lines]


def _served(subject: Subject, site: _Site, port: int, last: int, checks: list[Block]) -> list[Insertion]:
    copy, falls_back = subject.keyword("COPY"), site.serving.falls_back
    falls_back = site.settings.falls_back if falls_back is None else falls_back
    settings = static_server.settings(copy, port, falls_back=falls_back)
    files = f"{copy} --from={subject.build_name} {site.output} {static_server.FOLDER}\n"
    found = [
        Insertion(Place.RUNTIME, last, settings, f"the port that `{site.serving.command}` had, and what it answers"),
        Insertion(Place.RUNTIME, last, files, "the built site"),
    ]
    for check in checks:
        if not _works_with_busybox(check):
            text = "# CHECK: the image of nginx has the wget of BusyBox, which knows few options, and may lack curl\n"
            found.append(Insertion(Place.RUNTIME, check.position, text, "the health check may ask for more"))
    if port not in _exposed(subject):
        text = f"{subject.keyword('EXPOSE')} {port}\n"
        found.append(Insertion(Place.RUNTIME, END, text, "the image of nginx says another"))
    return found


def _works_with_busybox(check: Block) -> bool:
    """Whether a health check calls nothing but wget, with options that the one of BusyBox has."""
    script = check.step.commands
    commands = script.commands if script is not None else ()
    words = [word.value or "" for command in commands if command.name.value == "wget" for word in command.arguments]
    is_plain = all(command.name.value in ("wget", "exit", "true", "false") for command in commands)
    return is_plain and _BUSYBOX.issuperset(word for word in words if word.startswith("-") and word != "-")


def _notes(site: _Site, port: int) -> list[str]:
    found = [f"nginx listens on port {port}, as `{site.serving.command}` did"]
    if port < 1024:
        found.append(f"a user that is not root may listen on port {port} in Docker since 20.10, but not everywhere")
    if site.serving.is_development:
        found.append("variables that the sources read are those of the build, no longer those of the container")
    return found
