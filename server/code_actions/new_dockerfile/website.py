"""Sites of plain files: those that lie ready, and those that something has built, behind a web server."""

from __future__ import annotations

from dataclasses import replace

from ...project.build_context import BuildContext
from ...project.recognition.facts import Part, ProjectFacts
from .. import static_server
from ..multi_stage.plan import Refusal, refuse
from .blueprint import Blueprint

_PAGE_BY_PAGE = frozenset(("astro", "gatsby", "docusaurus", "vitepress", "eleventy", "hexo"))
"""Generators that write a file for each page; where scripts make the pages, every path has the first one."""


def static(facts: ProjectFacts, _context: BuildContext) -> Blueprint | Refusal:
    """Pages that lie ready; there is no image that is known to have the generators."""
    if facts.build is not None:
        name = "a generator" if facts.framework is None else facts.framework.value
        return refuse(f"the site is made by {name}, for which no image is known")
    return served(Blueprint(facts, static_server.IMAGE, static_server.IMAGE, is_one_stage=True))


def served(blueprint: Blueprint) -> Blueprint | Refusal:
    """The site, behind the web server that starts without root."""
    facts = blueprint.facts
    site = next((artefact for artefact in facts.artefacts if artefact.part in (Part.BUILT, Part.SOURCES)), None)
    if site is None:
        return refuse("where the site lies once it is built is not known")
    name = None if facts.framework is None else facts.framework.value
    falls_back = site.part is Part.BUILT and name not in _PAGE_BY_PAGE
    checks = () if site.is_certain else (f"whether the site really lies in `{site.path}`, as is the custom",)
    settings = static_server.settings("COPY", 8080, falls_back=falls_back)
    return replace(blueprint, run_image=static_server.IMAGE, site=settings, checks=checks)
