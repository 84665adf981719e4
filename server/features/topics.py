"""What there is to say of a topic: an instruction, a flag, an image, a rule and so on, as Markdown.

A topic is a tuple of words that a client can keep for us: the kind first, then what is meant. Promises: the same text
for completion, hover and signature help; an unknown topic has nothing to say.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from ..diagnostics.manual import read_manual
from ..diagnostics.pages import page_of
from ..diagnostics.registry import rule as rule_named
from ..diagnostics.rule import Rule
from ..syntax.grammar import KEYWORDS
from .image_text import image_text
from .markdown import block, paragraphs
from .reference.commands import ALIASES, SUBCOMMANDS, TOOLS
from .reference.directives import CHECKS, CHECKS_PAGE, DIRECTIVES
from .reference.entry import REFERENCE_PAGE, Entry
from .reference.flags import FLAGS
from .reference.instructions import INSTRUCTIONS
from .reference.mounts import OPTIONS as MOUNT_OPTIONS
from .reference.mounts import SYNONYMS, TYPES
from .reference.options import OPTIONS
from .reference.variables import MODIFIERS, PREDEFINED

Topic = tuple[str, ...]


def explain(topic: Topic, today: dt.date) -> str:
    """The text about a topic; empty where there is none."""
    if not topic:
        return ""
    kind, *words = topic
    if not words:
        return ""
    if kind == "image":
        return image_text(words, today)
    teller = _TELLERS.get(kind)
    return "" if teller is None else teller(words)


def entry_text(entry: Entry, title: str = "") -> str:
    """A reference entry: title, paragraph, example, since when, and where more can be read."""
    since = ""
    if entry.labs:
        since = "Only in the labs channel so far: `docker/dockerfile:1-labs`."
    elif entry.since:
        since = f"Since version {entry.since} of `docker/dockerfile`."
    example = block(entry.example) if entry.example else ""
    return paragraphs(title, entry.summary, example, since, f"[Dockerfile reference]({entry.link})")


def rule_text(rule: Rule, message: str = "") -> str:
    """A rule: what it found if anything, its title, why it matters, and its page."""
    page = read_manual(rule.documentation or "")
    summary = page.summary.split("```")[0].strip()
    return paragraphs(
        f"{message[:1].upper()}{message[1:]}", f"**{page.title}**", summary, f"[{rule.id}]({page_of(rule)})"
    )


def _instruction(words: list[str]) -> str:
    keyword = KEYWORDS.get(words[0].upper())
    if keyword is None:
        return ""
    entry = INSTRUCTIONS[keyword]
    return entry_text(entry, block("\n".join(entry.forms)))


def _flag(words: list[str]) -> str:
    keyword = KEYWORDS.get(words[0].upper())
    entry = FLAGS.get((keyword, words[-1])) if keyword is not None else None
    return "" if entry is None else entry_text(entry, f"`--{words[-1]}`")


def _mount_type(words: list[str]) -> str:
    entry = TYPES.get(words[0].lower())
    return "" if entry is None else entry_text(entry, f"`type={words[0].lower()}`")


def _mount_option(words: list[str]) -> str:
    name = SYNONYMS.get(words[0].lower(), words[0].lower())
    text = MOUNT_OPTIONS.get(name)
    return (
        ""
        if text is None
        else paragraphs(f"`{words[0]}`", text, f"[Dockerfile reference]({REFERENCE_PAGE}#run---mount)")
    )


def _directive(words: list[str]) -> str:
    entry = DIRECTIVES.get(words[0].lower())
    return "" if entry is None else entry_text(entry)


def _check(words: list[str]) -> str:
    name = next((name for name in CHECKS if name.lower() == words[0].lower()), None)
    if name is None:
        return ""
    page = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name).lower()
    return paragraphs(f"`{name}`", CHECKS[name], f"[BuildKit's checks]({CHECKS_PAGE}{page}/)")


def _rule(words: list[str]) -> str:
    found = rule_named(words[0])
    return "" if found is None else rule_text(found)


def _tool(words: list[str]) -> str:
    text = TOOLS.get(words[0], "")
    return paragraphs(f"`{words[0]}`", text) if text else ""


def _subcommand(words: list[str]) -> str:
    tool, _, rest = words[0].partition(" ")
    text = SUBCOMMANDS.get(words[0]) or SUBCOMMANDS.get(f"{ALIASES.get(tool, tool)} {rest}", "")
    return paragraphs(f"`{words[0]}`", text) if text else ""


def _option(words: list[str]) -> str:
    if len(words) < 2:
        return ""
    tool, name = words[0], words[1]
    text = OPTIONS.get(ALIASES.get(tool, tool), {}).get(name, "")
    return paragraphs(f"`{tool} {name}`", text) if text else ""


def _variable(words: list[str]) -> str:
    text = PREDEFINED.get(words[0]) or PREDEFINED.get(words[0].upper(), "")
    anchor = "automatic-platform-args-in-the-global-scope" if "PLATFORM" in words[0] else "predefined-args"
    return paragraphs(f"`{words[0]}`", text, f"[Dockerfile reference]({REFERENCE_PAGE}#{anchor})") if text else ""


def _modifier(words: list[str]) -> str:
    text = MODIFIERS.get(words[0], "")
    page = f"[Dockerfile reference]({REFERENCE_PAGE}#environment-replacement)"
    return paragraphs(f"`${{name{words[0]}word}}`", text, page) if text else ""


_TELLERS: dict[str, Callable[[list[str]], str]] = {
    "instruction": _instruction,
    "flag": _flag,
    "mount-type": _mount_type,
    "mount-option": _mount_option,
    "directive": _directive,
    "check": _check,
    "rule": _rule,
    "tool": _tool,
    "subcommand": _subcommand,
    "option": _option,
    "variable": _variable,
    "modifier": _modifier,
}
