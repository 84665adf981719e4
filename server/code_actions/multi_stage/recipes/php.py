"""PHP on its official images: extensions, packages and assets are made in the first stage, the last gets what runs.

The first stage is the image of the file and not Composer's, which lacks the extensions that packages ask for.

https://hub.docker.com/_/php, https://getcomposer.org/doc/articles/scripts.md, https://laravel.com/docs/deployment,
https://symfony.com/doc/current/deployment.html
"""

from __future__ import annotations

import posixpath
import re

from ....diagnostics.finding import Edit
from ....project.plain_values import as_list, as_table
from ....project.recognition.facts import Ecosystem
from ....project.recognition.reading import json_table
from ....project.recognition.recognise import recognise
from ....semantics.start_command import is_script, start_command
from ....shell.invocation import Invocation
from ....syntax.dataclass import dataclass
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ..bases import RuntimeBase, slim
from ..composition import Decision, Decisions, Insertion, Place, compose, edited_text
from ..interpreted import owner_flag
from ..packages import RuntimePackages, install_line, runtime_packages, unknown_comment
from ..php_runs import PhpRun, Purpose, is_inside, php_run
from ..plan import NOT_MINE, Plan, Refusal, refuse
from ..run_parts import run_of
from ..subject import Block, Subject, destination_of, directory_of, is_whole_context, start_words

_EXTENSIONS = "/usr/local/lib/php/extensions"
_SETTINGS = "/usr/local/etc/php/conf.d"
_BUILD_ONLY = re.compile(r"(?:COMPOSER_\w+|NPM_\w+|NODE_\w+|DEBIAN_FRONTEND)\Z")
_DEVELOPMENT = re.compile(r"\bxdebug\b|\bpcov\b")
_TOOL_PACKAGES = frozenset(("nodejs", "npm", "yarn", "git", "unzip", "zip", "gnupg", "gnupg2", "p7zip-full"))
_MAKES = (Purpose.EXTENSIONS, Purpose.TOOLS)
_HARMLESS_SCRIPT = re.compile(
    r"@auto-scripts|Illuminate\\\\?Foundation\\\\?ComposerScripts|package:discover|file_exists\('\.env'\)|key:generate"
    r"|vendor:publish|storage:link|cache:clear|assets:install|importmap:install"
)

_Installs = tuple[tuple[Block, Invocation], ...]


@dataclass(frozen=True, slots=True)
class _Project:
    """``folder`` is where Composer installs, ``None`` where it does not; ``last`` the position of the last work.

    ``takes_all`` says that the folder is copied as a whole, since more than packages is made in it.
    """

    folder: str | None
    last: int
    takes_all: bool
    installs: _Installs
    """The calls that are to leave development packages out."""


def plan(subject: Subject) -> Plan | Refusal:
    """A stage that makes everything, and one with what runs."""
    runs = {block.position: php_run(block) for block in subject.runs()}
    installs = [(block, call) for block, call in subject.calls("composer") if call.subcommand in ("install", "update")]
    makes_extensions = any("docker-php-ext-" in block.text for block in subject.runs())
    image = subject.stage.base.image
    is_official = image is not None and image.official_name == "php"
    if not installs and not (is_official and makes_extensions):
        return NOT_MINE
    if not is_official:
        return refuse("where extensions of PHP lie is only known of its official image")
    reason = _why_not_started(subject) or _why_unreadable(runs)
    if reason is not None:
        return refuse(reason)
    folders = {directory_of(block, call) for block, call in installs}
    if len(folders) > 1 or None in folders or any(call.has("--working-dir") for _, call in installs):
        return refuse("Composer installs in several directories, or in one that is not known")
    return _planned(subject, runs, tuple(installs), next(iter(folders), None))


def _why_not_started(subject: Subject) -> str | None:
    started = start_command(subject.stage)
    tag = (subject.stage.base.image.tag if subject.stage.base.image else None) or ""
    if started.step is None:
        is_server = "apache" in tag or "fpm" in tag
        return None if is_server else "the file starts nothing, so what the program needs is not known"
    if is_script(started.step):
        return "the container starts a script, and what that calls is not known"
    words = start_words(subject)
    if not words:
        return "what the container starts is only known when it runs"
    if words[0] in ("composer", "symfony", "npm") or "serve" in words or words[:2] == ("php", "-S"):
        return f"the container starts `{' '.join(words)}`, which is made for development: start php-fpm or Apache"
    return None


def _why_unreadable(runs: dict[int, PhpRun]) -> str | None:
    for run in runs.values():
        found = _DEVELOPMENT.search(run.block.text)
        if found is not None:
            return f"line {run.block.line}: {found[0]} is installed, so the image is made for development"
        if run.unknown is not None:
            return f"line {run.block.line}: whether the build or the program needs what {run.unknown} does is not known"
    return None


def _with_development(subject: Subject, installs: _Installs) -> _Installs | str:
    """The installs that are to leave development packages out, or why they cannot."""
    left = tuple((block, call) for block, call in installs if not call.has("--no-dev"))
    facts = next((each for each in recognise(subject.context) if each.ecosystem is Ecosystem.PHP), None)
    if not left:
        return ()
    table = None if facts is None else json_table(subject.context, facts.path("composer.json"))
    if facts is None or table is None:
        return "`composer.json` was not read, so development packages are taken along"
    if not as_table(table.get("require-dev")):
        return ()
    is_production = all(block.step.value_of("APP_ENV") in ("prod", "production") for block, _ in left)
    if facts.framework is not None and facts.framework.value == "symfony" and not is_production:
        return "development packages stay: Symfony loads them unless `APP_ENV` is `prod` where Composer installs"
    scripts = as_table(table.get("scripts")) or {}
    for event in ("pre-install-cmd", "post-install-cmd", "pre-autoload-dump", "post-autoload-dump"):
        written = scripts.get(event)
        for text in as_list(written) or (written,):
            if isinstance(text, str) and not _HARMLESS_SCRIPT.search(text):
                return f"development packages stay: Composer runs `{text}` ({event}), which may need them"
    return left


def _planned(subject: Subject, runs: dict[int, PhpRun], installs: _Installs, folder: str | None) -> Plan | Refusal:
    base = slim(subject)
    last = max(position for position, run in runs.items() if run.has(*_MAKES))
    copied = [block for block, _ in subject.transfers() if is_whole_context(block)]
    left = _with_development(subject, installs)
    project = _Project(
        folder,
        last,
        folder is not None and any(block.position < last for block in copied),
        () if isinstance(left, str) else left,
    )
    decisions: dict[int, Decision] = {}
    packages: list[RuntimePackages] = []
    for block in subject.blocks:
        if block.keyword is Keyword.RUN:
            chosen = _of_run(subject, project, runs[block.position], base, packages)
            if isinstance(chosen, Refusal):
                return chosen
            decisions[block.position] = chosen
        elif block.keyword in (Keyword.COPY, Keyword.ADD):
            decisions[block.position] = _of_copy(project, block)
    if not installs and not any(found.dropped for found in packages):
        return refuse("there is nothing to leave behind: neither Composer nor a package for building is installed")
    unknown = list(dict.fromkeys(name for found in packages for name in found.unknown))
    lines = _copies(subject, project, makes_extensions=any(run.has(Purpose.EXTENSIONS) for run in runs.values()))
    if unknown:
        lines.append(Insertion(Place.RUNTIME, last, unknown_comment(unknown), "this could not be known"))
    notes = (left,) if isinstance(left, str) else ()
    return compose(
        subject,
        Decisions(
            "php",
            base,
            decisions,
            (*_without_modules(subject, project), *lines),
            is_build_only=lambda name: _BUILD_ONLY.match(name) is not None,
            notes=notes,
        ),
    )


def _of_run(
    subject: Subject, project: _Project, run: PhpRun, base: RuntimeBase, packages: list[RuntimePackages]
) -> Decision | Refusal:
    block = run.block
    is_made = run.has(*_MAKES)
    build_text = _without_development(project, block)
    kept: list[str] = []
    if run.has(Purpose.PACKAGES):
        found = runtime_packages(block, base.facts, _TOOL_PACKAGES)
        packages.append(found)
        if not run.has(*_MAKES, Purpose.SETTINGS):
            reason = "packages that only building needs" if found.text is None else "packages of the container"
            place = (
                Place.BUILD if found.text is None else Place.BOTH if block.position < project.last else Place.RUNTIME
            )
            return Decision(place, reason, runtime_text=found.text)
        line = install_line(subject, base.facts.package_manager, (*found.kept, *found.added))
        kept += [] if line is None else [line.strip().partition(" ")[2]]
    for part in run.texts(Purpose.SETTINGS):
        is_copied = is_inside(block, part, project.folder) if project.folder and project.takes_all else False
        if is_copied is None:
            return refuse(f"line {block.line}: `{part.names[0]}` brings a file of the project to a place outside of it")
        if not is_copied or block.position > project.last:
            kept.append(part.text)
    if block.position > project.last:
        return Decision(Place.RUNTIME, "follows everything that is built")
    if not kept:
        reason = "makes what is copied" if is_made else "works on what is copied"
        return Decision(Place.BUILD, reason, build_text=build_text)
    if not is_made and not run.has(Purpose.PACKAGES) and len(kept) == len(run.parts):
        return Decision(Place.BOTH, "settings of the container")
    reason = "what of it the container needs stays"
    return Decision(Place.BOTH, reason, build_text=build_text, runtime_text=run_of(subject, kept))


def _without_development(project: _Project, block: Block) -> str | None:
    """The install without development packages."""
    edits = [
        Edit(block.step.item, Span(word.span.end, word.span.end), " --no-dev")
        for other, call in project.installs
        if other is block and (word := call.subcommand_word) is not None
    ]
    return edited_text(block, edits) if edits else None


def _of_copy(project: _Project, block: Block) -> Decision:
    if block.position > project.last:
        return Decision(Place.RUNTIME, "the program, or settings of the container")
    transfer, target = block.transfer, destination_of(block)
    if transfer is not None and transfer.source_stage is not None:
        is_tool = not block.text.rstrip().endswith("install-php-extensions")
        if re.search(r"composer|node|symfony", block.text) and is_tool:
            return Decision(Place.BUILD, "a tool that builds")
        return Decision(Place.BOTH, "what both stages may call")
    if project.folder is not None and target is not None and f"{target}/".startswith(f"{project.folder}/"):
        if project.takes_all:
            return Decision(Place.BUILD, "part of what is copied")
        return Decision(Place.BOTH, "what the packages are listed in")
    return Decision(Place.BOTH, "settings of the container, which building may need as well")


def _copies(subject: Subject, project: _Project, *, makes_extensions: bool) -> list[Insertion]:
    found: list[tuple[str, str]] = []
    if makes_extensions:
        found += [(_EXTENSIONS, "the extensions that were compiled"), (_SETTINGS, "what loads them")]
    if project.folder is not None and project.takes_all:
        found.append((project.folder, "the project with its packages"))
    elif project.folder is not None:
        found.append((posixpath.join(project.folder, "vendor"), "the packages, without what installed them"))
    copy, owner = subject.keyword("COPY"), owner_flag(subject, project.last)
    texts = [(f"{copy} --from={subject.build_name} {owner}{path} {path}\n", reason) for path, reason in found]
    return [Insertion(Place.RUNTIME, project.last, text, reason) for text, reason in texts]


def _without_modules(subject: Subject, project: _Project) -> list[Insertion]:
    """A RUN that throws out what Node installed, since nothing of it is there to run."""
    if project.folder is None or not project.takes_all:
        return []
    calls = subject.calls("npm", "yarn", "pnpm")
    if not any(directory_of(block, call) == project.folder for block, call in calls):
        return []
    text = f"{subject.keyword('RUN')} rm -rf {posixpath.join(project.folder, 'node_modules')}\n"
    return [Insertion(Place.BUILD, project.last + 1, text, "only building the assets needs them")]
