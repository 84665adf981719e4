"""Edits that write and remove comments which silence findings.

Only our own dialect is written. An existing comment of the same reach is added to rather than doubled. Removing works
for every dialect and takes whole comments or single names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..syntax.items import Comment, Directive, Instruction, Item
from ..syntax.logical_text import Span
from ..syntax.tree import Tree
from .dialects import Dialect, Name, Scope, Suppression, suppressions_in
from .finding import Edit, Finding, Fix, Safety


def ignore_here(tree: Tree, index: int, finding: Finding) -> Fix | None:
    """Silence a finding of item ``index`` by a comment above it.

    ``None`` where no comment may stand: above a parser directive, which only counts before the first comment.
    """
    item = tree.items[index]
    if isinstance(item, Directive):
        return None
    rule = finding.rule.id
    return Fix(f"Ignore {rule} here", Safety.SAFE, lambda: (_added(tree, index, rule),))


def ignore_in_file(tree: Tree, finding: Finding) -> Fix:
    """Silence a rule in the whole file by a comment behind the parser directives."""
    rule = finding.rule.id
    return Fix(f"Ignore {rule} in this file", Safety.SAFE, lambda: (_added_for_file(tree, rule),))


def _added(tree: Tree, index: int, rule: str) -> Edit:
    for above in _comments_above(tree, index):
        edit = _merged(above, Scope.LINE, rule)
        if edit is not None:
            return edit
    item = tree.items[index]
    indentation = ""
    start = 0
    if isinstance(item, Instruction):
        start = item.skipped
        indentation = item.text[start : item.keyword_span.start]
    return Edit(item, Span(start, start), f"{indentation}# dockwright: ignore[{rule}]\n")


def _comments_above(tree: Tree, index: int) -> Iterator[Item]:
    """The comments between an item and the instruction before it, nearest first."""
    while index and not isinstance(tree.items[index - 1], Instruction):
        index -= 1
        yield tree.items[index]


def _added_for_file(tree: Tree, rule: str) -> Edit:
    for item in tree.items:
        edit = _merged(item, Scope.FILE, rule)
        if edit is not None:
            return edit
    line = f"# dockwright: ignore-file[{rule}]\n"
    first = next((item for item in tree.items if not _leads(item)), None)
    if first is not None:
        start = first.skipped if isinstance(first, Instruction) else 0
        return Edit(first, Span(start, start), line)
    last = tree.items[-1]
    end = len(last.text)
    return Edit(last, Span(end, end), line if last.text.endswith(("\n", "\r")) else f"\n{line}")


def _leads(item: Item) -> bool:
    """Whether nothing may be put before an item: a parser directive, or the line that names an interpreter."""
    return isinstance(item, Directive) or (isinstance(item, Comment) and item.text.startswith("#!"))


def _merged(item: Item, scope: Scope, rule: str) -> Edit | None:
    """The rule added to the names of a comment of ours that reaches as far."""
    for suppression in suppressions_in(item):
        if suppression.dialect is Dialect.DOCKWRIGHT and suppression.scope is scope and suppression.names:
            end = suppression.names[-1].span.end
            return Edit(item, Span(end, end), f", {rule}")
    return None


def removal(suppression: Suppression, names: Collection[Name] = ()) -> tuple[Edit, ...]:
    """Take a suppression away, or only some of its names; a line that says nothing else goes as a whole.

    No edits where one comment speaks several languages at once: what else it says would go too.
    """
    kept = [name for name in suppression.names if name not in names]
    if names and kept:
        return (_list_of(suppression, kept),)
    item, span = suppression.item, suppression.span
    others = [other for other in suppressions_in(item) if other.span == span and other != suppression]
    if others:
        return ()
    if isinstance(item, Directive) and sum(bool(option.strip()) for option in item.value.split(";")) > 1:
        return (_without_skip(item, suppression),)
    return (Edit(item, _whole_line(item.text, span), ""),)


def _list_of(suppression: Suppression, kept: list[Name]) -> Edit:
    """The list of names written anew, with the separator that stands behind its first name."""
    text = suppression.item.text
    first, second = suppression.names[0], suppression.names[1]
    separator = text[first.span.end : second.span.start]
    span = Span(first.span.start, suppression.names[-1].span.end)
    return Edit(suppression.item, span, separator.join(name.text for name in kept))


def _without_skip(directive: Directive, suppression: Suppression) -> Edit:
    """A ``# check=`` directive that says something else too keeps it."""
    text = directive.text
    start = text.rindex("skip", 0, suppression.names[0].span.start if suppression.names else directive.value_span.end)
    end = text.find(";", start, directive.value_span.end)
    if end >= 0:
        return Edit(directive, Span(start, end + 1), "")
    return Edit(directive, Span(text.rindex(";", 0, start), directive.value_span.end), "")


def _whole_line(text: str, remark: Span) -> Span:
    """The line of a comment, or only the comment with the white space before it where it follows something."""
    start = remark.start
    while start and text[start - 1] in " \t":
        start -= 1
    if start and text[start - 1] not in "\r\n":
        return Span(start, remark.end)
    end = remark.end
    while end < len(text) and text[end] not in "\r\n":
        end += 1
    end += 2 if text.startswith("\r\n", end) else 1 if end < len(text) else 0
    return Span(start, end)
