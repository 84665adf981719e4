"""Ruby: gems are installed in the first stage, and their folder is copied into a slim image.

https://docs.docker.com/guides/ruby/, https://hub.docker.com/_/ruby
"""

from __future__ import annotations

import re

from ....diagnostics.finding import Edit
from ....project.recognition.facts import Ecosystem
from ....semantics.start_command import start_command
from ....syntax.grammar import Keyword
from ....syntax.logical_text import Span
from ..bases import slim
from ..composition import Decision, Decisions, Insertion, Place, compose, edited_text
from ..interpreted import additions, comments_for, names_in, sorted_run
from ..packages import RuntimePackages
from ..plan import NOT_MINE, Plan, Refusal, refuse
from ..subject import Block, Subject, is_whole_context, sources_of
from ..system_needs import SystemNeeds, system_needs

_GEMS = "/usr/local/bundle"
_BESIDES = frozenset(("bundle", "gem", "rm", "echo", "set"))


def plan(subject: Subject) -> Plan | Refusal:
    """A stage that installs gems, and one with the program."""
    installs = [block for block, call in subject.calls("bundle") if call.subcommand == "install"]
    if not installs:
        return NOT_MINE
    image = subject.stage.base.image
    if image is None or image.official_name != "ruby":
        return refuse("where gems are installed is only known of the official image of Ruby")
    if start_command(subject.stage).step is None:
        return refuse("the file starts nothing, so what the program needs is not known")
    if any("BUNDLE_PATH" in block.text or "--path" in block.text or " path " in block.text for block in subject.runs()):
        return refuse("gems are installed to a place of their own")
    if any(True for _ in subject.calls("npm", "yarn", "pnpm")):
        return refuse("styles are built by a package manager of Node, for which this recipe is not made")
    return _planned(subject, installs)


def _planned(subject: Subject, installs: list[Block]) -> Plan | Refusal:
    base = slim(subject)
    first, last = installs[0].position, installs[-1].position
    decisions: dict[int, Decision] = {}
    packages: list[RuntimePackages] = []
    for block in subject.blocks:
        if block in installs:
            if not _does_nothing_else(block):
                return refuse(f"line {block.line}: it installs gems and does more in one RUN; split it")
            decisions[block.position] = Decision(Place.BUILD, "installs gems")
        elif block.keyword is Keyword.RUN:
            chosen = sorted_run(subject, block, last)
            if isinstance(chosen, Refusal):
                return chosen
            decisions[block.position] = chosen.decision
            packages += [chosen.packages] if chosen.packages is not None else []
        elif block.keyword in (Keyword.COPY, Keyword.ADD):
            decisions[block.position] = _of_copy(subject, block, last)
    if not base.is_smaller and not any(found.dropped for found in packages):
        return refuse("there is nothing to leave behind: no package is installed for building, and the base is slim")
    needs = system_needs(subject, Ecosystem.RUBY, base, names_in(packages)) if base.is_smaller else SystemNeeds()
    at = min([first, *(block.position for block, _ in subject.transfers())])
    added = additions(subject, base, decisions, needs.packages, at)
    if isinstance(added, Refusal):
        return added
    text = f"{subject.keyword('COPY')} --from={subject.build_name} {_GEMS} {_GEMS}\n"
    copied = Insertion(Place.RUNTIME, at, text, "the gems, without what built them")
    insertions = (*added, *comments_for(packages, needs, at), copied)
    return compose(subject, Decisions("ruby", base, decisions, insertions))


def _does_nothing_else(block: Block) -> bool:
    script = block.step.commands
    return script is not None and all(command.name.value in _BESIDES for command in script.commands)


def _of_copy(subject: Subject, block: Block, last: int) -> Decision:
    if block.position > last:
        return Decision(Place.RUNTIME, "the program")
    transfer, sources = block.transfer, sources_of(block)
    if is_whole_context(block) and transfer is not None and transfer.destination is not None:
        gemfile = subject.context.texts.get("Gemfile")
        if gemfile is None or re.search(r"\bgemspec\b|\bpath:", gemfile) or len(transfer.sources) != 1:
            return Decision(Place.BOTH, "the program; its gems may lie beside it")
        target = transfer.destination
        folder = target.text if target.text.endswith("/") else f"{target.text}/"
        span = Span(transfer.sources[0].span.start, target.span.end)
        edits = [Edit(block.step.item, span, f"Gemfile* {folder}")]
        reason = "the program; installing needs the manifests alone"
        return Decision(Place.BOTH, reason, build_text=edited_text(block, edits))
    if sources and all(source.startswith(("Gemfile", ".ruby-version")) for source in sources):
        return Decision(Place.BOTH, "what the gems are listed in, which is read at the start as well")
    return Decision(Place.BOTH, "files that installing may need")
