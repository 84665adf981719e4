"""All ecosystems together: which projects a build context holds, the main one first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from ..build_context import BuildContext
from . import deno, dotnet, elixir, go, jvm, node, php, python, ruby, rust, static_site
from .facts import Ecosystem, Product, ProjectFacts

_MOST_SOURCES = 60


def _nothing_more(_context: BuildContext) -> Iterable[str]:
    return ()


class _Recogniser(NamedTuple):
    """``recognise`` gives the projects of an ecosystem, ``sources`` the files whose text would tell more."""

    recognise: Callable[[BuildContext], Iterable[ProjectFacts]]
    sources: Callable[[BuildContext], Iterable[str]] = _nothing_more


_RECOGNISERS = (
    _Recogniser(node.recognise, node.sources),
    _Recogniser(deno.recognise, deno.sources),
    _Recogniser(python.recognise, python.sources),
    _Recogniser(go.recognise, go.sources),
    _Recogniser(rust.recognise, rust.sources),
    _Recogniser(jvm.recognise, jvm.sources),
    _Recogniser(dotnet.recognise),
    _Recogniser(php.recognise, php.sources),
    _Recogniser(ruby.recognise, ruby.sources),
    _Recogniser(elixir.recognise),
    _Recogniser(static_site.recognise, static_site.sources),
)

_PRODUCTS = (Product.PROGRAM, Product.WEBSITE, None, Product.WORKSPACE, Product.LIBRARY, Product.ASSETS)
_OWNERS = (Ecosystem.PHP, Ecosystem.RUBY, Ecosystem.ELIXIR, Ecosystem.PYTHON, Ecosystem.JVM, Ecosystem.DOTNET)
"""Ecosystems whose programs commonly come with a ``package.json`` for their styles and scripts."""


def sources_to_read(context: BuildContext) -> tuple[str, ...]:
    """The files of the context, besides manifests, whose text makes for more and better facts; the most telling first.

    They are few, and most are small; whoever reads them sets the limits.
    """
    found: dict[str, None] = {}
    for recogniser in _RECOGNISERS:
        for path in recogniser.sources(context):
            if path not in context.texts:
                found[path] = None
    nearest = sorted(found, key=lambda path: path.count("/"))
    return tuple(nearest[:_MOST_SOURCES])


@lru_cache(maxsize=8)
def recognise(context: BuildContext) -> tuple[ProjectFacts, ...]:
    """The projects of a context, the main one first; none where nothing is known of the context.

    What lies nearer to the root comes first, what gives a program before what gives a library or files for another
    project, what is certain before what is not. One folder gives several where several ecosystems live in it.
    """
    found = [facts for recogniser in _RECOGNISERS for facts in recogniser.recognise(context)]
    assigned = [_in_doubt(_as_assets(facts, found), found) for facts in found]
    return tuple(sorted(_without_doubles(assigned), key=_rank))


def unread_manifests(context: BuildContext) -> tuple[str, ...]:
    """What could not be read of manifests, each with its place."""
    return tuple(dict.fromkeys(note.said for facts in recognise(context) for note in facts.notes))


def _rank(facts: ProjectFacts) -> tuple[object, ...]:
    depth = facts.folder.count("/") + 1 if facts.folder else 0
    is_shadow = facts.product in (Product.LIBRARY, Product.ASSETS)
    return (is_shadow, depth, not facts.is_certain, _PRODUCTS.index(facts.product), facts.folder)


def _as_assets(facts: ProjectFacts, all_facts: list[ProjectFacts]) -> ProjectFacts:
    """A ``package.json`` without a program of its own builds for the program in its folder or in one above."""
    if facts.ecosystem not in (Ecosystem.NODE, Ecosystem.BUN) or facts.product in (Product.PROGRAM, Product.LIBRARY):
        return facts
    is_standalone_site = facts.product is Product.WEBSITE and _is_application(facts)
    for other in all_facts:
        if other.ecosystem not in _OWNERS or other.product is not Product.PROGRAM or not other.is_certain:
            continue
        is_beside = other.folder == facts.folder
        is_below = facts.folder in (other.path("assets"), other.path("frontend"), other.path("resources"))
        if is_beside or (is_below and not is_standalone_site):
            return replace(facts, product=Product.ASSETS, artefacts=(), start=None, needs=(), run_environment=())
    return facts


def _is_application(facts: ProjectFacts) -> bool:
    return facts.framework is not None and facts.output_folder is not None


def _in_doubt(facts: ProjectFacts, all_facts: list[ProjectFacts]) -> ProjectFacts:
    """A folder that may be Deno's is not certainly Node's."""
    is_shared = any(other.ecosystem is Ecosystem.DENO and other.folder == facts.folder for other in all_facts)
    if facts.ecosystem is Ecosystem.NODE and is_shared and facts.start is None:
        return replace(facts, is_certain=False, product=None, artefacts=(), needs=(), run_environment=())
    return facts


def _without_doubles(found: list[ProjectFacts]) -> Iterator[ProjectFacts]:
    """Where a folder is certainly another runtime's for JavaScript, it is not Node's as well."""
    for facts in found:
        if facts.ecosystem is Ecosystem.NODE and any(
            other.ecosystem is Ecosystem.DENO and other.folder == facts.folder and other.is_certain for other in found
        ):
            continue
        if facts.ecosystem is Ecosystem.STATIC and any(
            other.folder == facts.folder for other in found if other is not facts
        ):
            continue
        yield facts
