"""Links out of a Dockerfile: pages of images, addresses, files of the build context, and manual pages of rules.

Promises: an image has a link only if its whole name is known and a registry with pages for people holds it; stages,
``scratch`` and what depends on an unknown variable have none. A file has a link only if it is known to be there.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ..diagnostics.dialects import suppressions_in
from ..diagnostics.names import fold, is_shellcheck_code, rules_named
from ..diagnostics.pages import page_of
from ..diagnostics.registry import all_rules
from ..images.reference import ImageReference, parse_reference
from ..project.build_context import BuildContext, EntryKind
from ..semantics.image_use import ImageUse
from ..semantics.program import Program
from ..semantics.step import Step
from ..syntax.bodies import Transfer, body_of
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.items import Comment, Directive, Instruction, Item
from ..syntax.lazy_pattern import lazy_pattern
from ..syntax.logical_text import Span

_ADDRESS = lazy_pattern(r"https?://[^\s\"'<>`\\|;(){}\[\]^]+")
_TRAILING = ".,:!?*&"
_LINKED_KEYWORDS = frozenset({Keyword.ADD, Keyword.RUN, Keyword.LABEL, Keyword.ENV, Keyword.ARG})


@dataclass(frozen=True, slots=True)
class Link:
    """A link in code points of the document. ``address`` is a URL; ``path``, instead, an absolute path with ``/``."""

    span: Span
    address: str | None
    path: str | None
    tooltip: str


def links(program: Program, context: BuildContext) -> list[Link]:
    """The links of a file, in its order."""
    found = [*_images(program), *_in_items(program, context)]
    return sorted(found, key=lambda link: link.span)


def _images(program: Program) -> Iterator[Link]:
    tree = program.tree
    for start, stage in zip(program.starts, program.stages, strict=True):
        uses = [(start, stage.base)]
        uses += [(start + at, use) for at, found in enumerate(stage.contents.uses) for use in found]
        for index, use in uses:
            page = _page_of_use(use)
            if page is not None and use.span.end > use.span.start:
                yield Link(tree.absolute(index, use.span), page, None, f"Open the page of {use.value}")


def _page_of_use(use: ImageUse) -> str | None:
    return None if use.image is None else image_page(use.image)


def image_page(image: ImageReference) -> str | None:
    """The page of an image for people, for the registries that have one."""
    registry, _, repository = image.normalized.partition("/")
    parts = repository.split("/")
    match registry:
        case "docker.io":
            return f"https://hub.docker.com/_/{parts[1]}" if parts[0] == "library" else _hub(parts)
        case "ghcr.io":
            return f"https://ghcr.io/{repository}" if len(parts) > 1 else None
        case "quay.io":
            return f"https://quay.io/repository/{repository}" if len(parts) > 1 else None
        case "mcr.microsoft.com":
            return f"https://mcr.microsoft.com/artifact/mar/{repository}"
        case "public.ecr.aws":
            return f"https://gallery.ecr.aws/{repository}" if len(parts) > 1 else None
        case "gcr.io" | "us.gcr.io" | "eu.gcr.io" | "asia.gcr.io":
            return f"https://{registry}/{repository}" if len(parts) > 1 else None
        case _:
            return None


def _hub(parts: list[str]) -> str | None:
    return f"https://hub.docker.com/r/{'/'.join(parts)}" if len(parts) == 2 else None


def _in_items(program: Program, context: BuildContext) -> Iterator[Link]:
    tree = program.tree
    for index, item in enumerate(tree.items):
        for link in _in_item(item):
            yield Link(tree.absolute(index, link.span), link.address, link.path, link.tooltip)
        step = program.step_at(index) if isinstance(item, Instruction) else None
        if step is not None and step.keyword in (Keyword.COPY, Keyword.ADD):
            for link in _files(step, context):
                yield Link(tree.absolute(index, link.span), link.address, link.path, link.tooltip)


def _in_item(item: Item) -> Iterator[Link]:
    match item:
        case Comment():
            yield from _addresses(item.text)
        case Directive(name="syntax"):
            reference = parse_reference(item.value)
            page = image_page(reference) if isinstance(reference, ImageReference) else None
            if page is not None:
                yield Link(item.value_span, page, None, f"Open the page of {item.value}")
        case Instruction():
            inner = item.nested or item
            if inner.keyword in _LINKED_KEYWORDS:
                yield from _addresses(item.text)
            else:
                for start, end in item.head.comments:
                    yield from _addresses(item.text[:end], start)
        case _:
            pass
    yield from _rules(item)


def _addresses(text: str, start: int = 0) -> Iterator[Link]:
    if "http" not in text:
        return
    for match in _ADDRESS.finditer(text, start):
        address = match[0].rstrip(_TRAILING)
        # What a variable or the end of a pattern cuts short leads nowhere.
        if "$" in address or text[match.end() : match.end() + 1] in ("{", "\\") or address.endswith("//"):
            continue
        yield Link(Span(match.start(), match.start() + len(address)), address, None, "Open the address")


def _rules(item: Item) -> Iterator[Link]:
    for suppression in suppressions_in(item):
        for name in suppression.names:
            rules = rules_named(name.text, all_rules())
            if len(rules) == 1:
                yield Link(name.span, page_of(rules[0]), None, f"Open the manual page of {rules[0].id}")
            elif is_shellcheck_code(name.text):
                code = fold(name.text).upper()
                yield Link(name.span, f"https://www.shellcheck.net/wiki/{code}", None, f"Open the page of {code}")


def _files(step: Step, context: BuildContext) -> Iterator[Link]:
    body = body_of(step.instruction)
    if not isinstance(body, Transfer) or body.source_stage is not None or context.root is None:
        return
    for word in body.file_sources:
        path = step.evaluate(word)
        if not path or "://" in path:
            continue
        entry = context.entry(path)
        if entry is not None and entry.kind in (EntryKind.FILE, EntryKind.LINK):
            inside = posixpath.normpath("/" + path).lstrip("/")
            yield Link(word.span, None, posixpath.join(context.root, inside), f"Open {inside}")
