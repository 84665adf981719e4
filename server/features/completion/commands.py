"""Programs, subcommands and options inside scripts, from the command table, and scripts of ``package.json``.

Promises: nothing inside strings, comments and here-documents of the shell, and nothing in a shell that is not of the
POSIX family. Leaves out: names of packages and files in the image, which nobody here knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...images.facts import BaseImageFacts
from ...project.build_context import BuildContext
from ...project.manifests import PackageJson
from ...shell.dialect import Dialect
from ...shell.invocation import Invocation, invocations
from ...shell.model import Command, Script
from ...shell.script import parse_script
from ...shell.specification import Tool, joined_table, subcommand_named
from ...shell.table import PROGRAMS, tool_of_program
from ...syntax.logical_text import LogicalText, Span
from ..reference.commands import ALIASES, RECIPES, SHELL_WORDS, SUBCOMMANDS, TOOLS
from ..reference.options import OPTIONS
from .offer import NOTHING, Offer, OfferKind, Offers, described, limited

_UNFINISHED = "\"'`"
_NO_PROGRAM = "ca-certificates"
"""What facts about images list among the programs, and nobody can run."""

_SCRIPT_RUNNERS = ("npm", "pnpm", "yarn", "bun")
_COMMAND_STARTS = ("&&", "||", ";", "|", "|&", "(", "{", "&", "\n", "!", "then", "do", "else", "if", "while")


def script_offers(
    text: LogicalText,
    dialect: Dialect,
    facts: BaseImageFacts,
    context: BuildContext,
    cursor: Span,
    *,
    is_build: bool = True,
) -> Offers:
    """What fits at the end of a script that is written so far. ``cursor`` is the empty span of the place.

    Unless ``is_build``, the script runs when a container does, and nobody wants it to begin with an installation.
    """
    if not dialect.is_posix:
        return NOTHING
    script = parse_script(text, dialect)
    start = _word_start(text.text)
    written = text.text[start:]
    if any(mark in written for mark in (*_UNFINISHED, "$", "#", "=", "/", "<", ">")) and not written.startswith("-"):
        return NOTHING
    if _is_in_string(script, len(text.text), start):
        return NOTHING
    span = Span(cursor.end - len(written), cursor.end)
    before = text.text[:start].rstrip(" \t")
    if before.endswith((">", "<")):
        return NOTHING
    if not before or before.endswith(_COMMAND_STARTS):
        recipes = _recipes(facts, span) if is_build and not before else ()
        programs = _programs(facts, span) if is_build or written else ()
        words = described(SHELL_WORDS, OfferKind.KEYWORD, span) if written else ()
        return limited([*recipes, *programs, *words], written)
    invocation = _current(parse_script(text.slice(0, start), dialect), start)
    return NOTHING if invocation is None else limited(_of_tool(invocation, context, written, span), written)


def _word_start(text: str) -> int:
    at = len(text)
    while at and text[at - 1] not in " \t\n;&|(":
        at -= 1
    return at


def _is_in_string(script: Script, end: int, start: int) -> bool:
    """Whether the place is inside of quotes or a comment: then the word that ends there begins before it seems to."""
    if not script.commands:
        return "#" in script.text.text
    last = max(script.commands, key=lambda command: command.end)
    words = [word for word in last.words if word.end == end]
    if words:
        return words[0].start != start and "$(" not in words[0].text
    tail = script.text.text[last.end : end]
    return "#" in tail or any(redirection.heredoc is not None for redirection in last.redirections)


def _current(script: Script, end: int) -> Invocation | None:
    """The call whose arguments are being written: that of the last command, the innermost one if it runs another."""
    if not script.commands:
        return None
    last: Command = max(script.commands, key=lambda command: (command.end, command.start))
    between = script.text.text[last.end : end]
    if between.strip(" \t"):
        return None
    found = [call for call in invocations(script) if call.command is last]
    return found[-1] if found else None


def _of_tool(invocation: Invocation, context: BuildContext, written: str, span: Span) -> Iterator[Offer]:
    tool = tool_of_program(invocation.tool_word.value or invocation.tool)
    if tool is None or _awaits_value(invocation):
        return
    if not written.startswith("-"):
        yield from _subcommands(tool, invocation, span)
        yield from _package_scripts(invocation, context, span)
    if written.startswith("-") or not written:
        yield from _options(invocation, written, span)


def _subcommands(tool: Tool, invocation: Invocation, span: Span) -> Iterator[Offer]:
    if invocation.operands:
        return
    chosen = tool.subcommands
    for name in (invocation.subcommand or "").split():
        key = subcommand_named(chosen, name)
        chosen = {} if key is None else dict(chosen[key].subcommands)
    prefix = f"{invocation.tool} {invocation.subcommand}" if invocation.subcommand else invocation.tool
    texts = list(SUBCOMMANDS)
    places = {name: texts.index(key) for name in chosen if (key := _text_key(f"{prefix} {name}")) is not None}
    for name in sorted(chosen, key=lambda name: places.get(name, len(texts))):
        whole = f"{prefix} {name}"
        topic = ("subcommand", whole)
        yield Offer(name, OfferKind.SUBCOMMAND, span, name, None, text_of_subcommand(whole), invocation.tool, topic)


def _awaits_value(invocation: Invocation) -> bool:
    """Whether the last word is an option whose value comes next."""
    last = invocation.options[-1] if invocation.options else None
    if last is None or last.value_word is not None or last.word is not invocation.command.words[-1]:
        return False
    kind = joined_table(*invocation.tables).get(last.written)
    return kind is not None and kind.value == "needed"


def _package_scripts(invocation: Invocation, context: BuildContext, span: Span) -> Iterator[Offer]:
    """What ``npm run`` and its like can run, if the manifest of the project says so."""
    if invocation.tool not in _SCRIPT_RUNNERS or invocation.subcommand != "run" or invocation.operands:
        return
    manifest = context.package_json()
    if isinstance(manifest, PackageJson):
        for name, script in manifest.scripts.items():
            yield Offer(name, OfferKind.VALUE, span, name, detail=script, origin="package.json")


def _options(invocation: Invocation, written: str, span: Span) -> Iterator[Offer]:
    table = joined_table(*invocation.tables)
    given = {option.name for option in invocation.options}
    spelled: dict[str, list[str]] = {}
    for name, kind in table.items():
        spelled.setdefault(kind.name, []).append(name)
    texts = texts_of_options(invocation.tool)
    for main in sorted(spelled, key=lambda name: (_place(texts, name), not name.startswith("--"), name)):
        if main in given:
            continue
        detail = texts.get(main, "")
        if not written and not detail:
            continue
        others = ", ".join(name for name in spelled[main] if name != main)
        topic = ("option", invocation.tool, main)
        yield Offer(main, OfferKind.OPTION, span, main, None, detail or others, others if detail else "", topic)


def _place(texts: dict[str, str], name: str) -> int:
    return list(texts).index(name) if name in texts else len(texts)


def _recipes(facts: BaseImageFacts, span: Span) -> Iterator[Offer]:
    if facts.package_manager is not None:
        for label, snippet in RECIPES.get(facts.package_manager, ()):
            yield Offer(
                label,
                OfferKind.SNIPPET,
                span,
                facts.package_manager,
                snippet,
                "What the base image installs packages with.",
            )


def _programs(facts: BaseImageFacts, span: Span) -> Iterator[Offer]:
    names = [name for names in PROGRAMS.values() for name in names.split() if not name.startswith("xx-")]
    names += [name for name, is_there in facts.programs.items() if is_there and name != _NO_PROGRAM]
    known = [name for name in names if facts.has_program(name) is not False]
    ranked = sorted(
        dict.fromkeys(known),
        key=lambda name: (name != facts.package_manager, facts.has_program(name) is not True, name not in TOOLS),
    )
    for name in ranked:
        yield Offer(name, OfferKind.COMMAND, span, name, detail=TOOLS.get(name, ""), topic=("tool", name))


def text_of_subcommand(whole: str) -> str:
    """The short text about a subcommand, the tool's name first; empty where there is none."""
    key = _text_key(whole)
    return "" if key is None else SUBCOMMANDS[key]


def _text_key(whole: str) -> str | None:
    tool, _, rest = whole.partition(" ")
    return next((key for key in (whole, f"{ALIASES.get(tool, tool)} {rest}") if key in SUBCOMMANDS), None)


def texts_of_options(tool: str) -> dict[str, str]:
    """The short texts about the options of a tool, by the name that the command table uses."""
    return OPTIONS.get(ALIASES.get(tool, tool), {})
