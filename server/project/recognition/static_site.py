"""Static sites: pages that lie ready, and those that Hugo, MkDocs or Zola make.

Sources: https://gohugo.io/configuration, https://www.mkdocs.org/user-guide/configuration, https://www.getzola.org.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..build_context import BuildContext
from .commands import custom
from .facts import Artefact, Ecosystem, Known, Origin, Part, Product, ProjectFacts, Reason, no, yes
from .reading import first_file, is_file, join, known_in

_GENERATORS = (
    (
        "mkdocs",
        ("mkdocs.yml", "mkdocs.yaml"),
        ("mkdocs", "build"),
        "site",
        re.compile(r"^site_dir:[ \t]*+['\"]?([^'\"\s#]++)", re.MULTILINE),
    ),
    (
        "hugo",
        ("hugo.toml", "hugo.yaml", "hugo.json"),
        ("hugo", "--minify"),
        "public",
        re.compile(r"^publishDir[ \t]*+[=:][ \t]*+['\"]?([^'\"\s#]++)", re.MULTILINE),
    ),
    (
        "zola",
        ("zola.toml",),
        ("zola", "build"),
        "public",
        re.compile(r"^output_dir[ \t]*+=[ \t]*+\"([^\"\n]++)", re.MULTILINE),
    ),
)
_PAGES = ("", "public", "site", "html", "www", "dist")


def sources(context: BuildContext) -> Iterator[str]:
    """The settings of generators."""
    for _, names, *_ in _GENERATORS:
        path = first_file(context, "", names)
        if path is not None:
            yield path


def recognise(context: BuildContext) -> Iterator[ProjectFacts]:
    """A generator's settings at the root, or else the folder with pages that is nearest to the root."""
    for name, names, command, output, pattern in _GENERATORS:
        path = first_file(context, "", names)
        if path is not None:
            folder = known_in(context, path, pattern) or Known(output, Origin(path))
            yield ProjectFacts(
                Ecosystem.STATIC,
                "",
                (Origin(path),),
                framework=Known(name, Origin(path)),
                product=Product.WEBSITE,
                needs_build=yes(Reason("The site is generated", Origin(path))),
                build=custom(Origin(path), *command),
                output_folder=folder,
                artefacts=(Artefact(join("", folder.value), Part.BUILT, folder.origin),),
                sources_at_run_time=False,
            )
            return
    for folder_name in _PAGES:
        path = join(folder_name, "index.html")
        if is_file(context, path):
            yield ProjectFacts(
                Ecosystem.STATIC,
                "",
                (Origin(path),),
                is_certain=False,
                product=Product.WEBSITE,
                needs_build=no(),
                output_folder=Known(folder_name, Origin(path)),
                entry_point=Known(path, Origin(path)),
                artefacts=(Artefact(folder_name, Part.SOURCES, Origin(path)),),
                sources_at_run_time=True,
            )
            return
