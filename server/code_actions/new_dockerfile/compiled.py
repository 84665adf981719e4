"""Go, Rust, Java and Kotlin, Elixir: everything is built in the first stage, and only the results are shipped.

https://docs.docker.com/guides/golang, https://docs.docker.com/guides/rust, https://docs.docker.com/guides/java,
https://hexdocs.pm/phoenix/releases.html
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace

from ...images.facts import BaseImageFacts
from ...images.facts import facts as image_facts
from ...images.library import official_image
from ...images.reference import ImageReference, parse_reference
from ...project.build_context import BuildContext
from ...project.recognition.facts import NeedKind, Part, ProjectFacts
from ..multi_stage.artefacts import CERTIFICATES, TIME_ZONES
from ..multi_stage.bases import bare_distribution, bare_without_shell
from ..multi_stage.plan import Refusal, refuse
from ..multi_stage.recipes.rust import links_nothing
from .blueprint import ROOT, Blueprint, Copy, caches_of, version_of
from .instructions import joined, run, shell
from .versions import release_for

_ZONES = "/zoneinfo.zip"
_OUTPUT = "/out"
_ARCHIVE = "app.jar"
NEWEST_DEBIAN = "debian:trixie-slim"
_JAVA = "eclipse-temurin"
_OLDEST_JAVA = 8
_RELEASES_BETWEEN = 5
"""More than lie between two that are maintained for years."""
_AUTHORITIES = Copy(CERTIFICATES, CERTIFICATES, "the authorities that TLS connections are checked against")


def go(facts: ProjectFacts, context: BuildContext) -> Blueprint | Refusal:
    """An empty image where no C library is needed, else the distribution that the program was built on."""
    release = release_for("golang", version_of(facts), 2, is_least=True)
    if release is None:
        return refuse(f"no release of Go that has an image is known to fit `{version_of(facts)}`")
    commands = sorted(context.names_in(facts.path("cmd")))
    if facts.build is None and commands:
        return refuse(f"which of the programs in `cmd` is shipped is not known: {', '.join(commands)}")
    image = f"golang:{release}"
    is_static = facts.native_modules.is_no
    blueprint = built(facts, image, "scratch" if is_static else _distribution(image))
    copies = [_AUTHORITIES]
    needs_zones = any(need.kind is NeedKind.TIME_ZONES for need in facts.needs)
    if is_static and needs_zones:
        copies.append(Copy(TIME_ZONES, _ZONES, "the time zones, which an empty image has not"))
        blueprint = replace(blueprint, run_environment=(("ZONEINFO", _ZONES),))
    return replace(blueprint, copies=tuple(copies))


def rust(facts: ProjectFacts, _context: BuildContext) -> Blueprint | Refusal:
    """The C library alone where nothing else is linked, else the distribution that the program was built on.

    What Cargo compiled is kept in a mount, and the program taken out of it.
    """
    version = facts.language_version
    is_least = version is not None and version.origin.path.endswith("Cargo.toml")
    release = release_for("rust", version_of(facts), 2, is_least=is_least)
    if release is None:
        return refuse(f"no release of Rust that has an image is known to fit `{version_of(facts)}`")
    image = f"rust:{release}"
    alone = bare_without_shell(_facts_of(image)) if links_nothing(facts) and not _installs(facts) else None
    blueprint = built(facts, image, _distribution(image) if alone is None else alone.text)
    has_authorities = alone is not None and alone.facts.has_program("ca-certificates") is True
    program = next((artefact for artefact in facts.artefacts if artefact.part is Part.BUILT), None)
    if program is None or facts.build is None:
        return refuse("which program Cargo makes is not known")
    name = posixpath.basename(program.path)
    inner = posixpath.relpath(program.path, facts.folder or ".")
    kept = joined((shell(facts.build), f"install -D {inner} {_OUTPUT}/{name}"))
    return replace(
        blueprint,
        facts=replace(facts, artefacts=tuple(each for each in facts.artefacts if each is not program)),
        install=() if facts.install_needs_sources.is_yes else blueprint.install,
        build=(kept,),
        build_caches=(*blueprint.caches, posixpath.join(ROOT, posixpath.dirname(posixpath.dirname(program.path)))),
        copies=(
            *(() if has_authorities else (_AUTHORITIES,)),
            Copy(f"{_OUTPUT}/{name}", "./", "what was built"),
        ),
    )


def jvm(facts: ProjectFacts, _context: BuildContext) -> Blueprint | Refusal:
    """The image with a Java runtime and no compiler, of the version that is compiled for."""
    release, manager = java_release(version_of(facts)), facts.package_manager
    if release is None or manager is None:
        return refuse(f"no release of Java that has an image is known to fit `{version_of(facts)}`")
    image = f"{_JAVA}:{release}-jdk"
    if manager.wrapper is None:
        image = f"maven:3-eclipse-temurin-{release}" if manager.name == "maven" else f"gradle:jdk{release}"
    return _with_short_name(built(facts, image, f"{_JAVA}:{release}-jre"))


def java_release(version: str | None) -> str | None:
    """The release that has an image and compiles for a version; versions up to 8 were called 1.8 as well."""
    asked = re.fullmatch(r"(?:1\.)?(\d+)(?:\.\d+)*", version or "")
    if asked is None:
        return release_for(_JAVA, None, 1) if version is None else None
    known, least = official_image(_JAVA), max(_OLDEST_JAVA, int(asked[1]))
    later = (str(number) for number in range(least, least + _RELEASES_BETWEEN))
    return next((release for release in later if known is not None and known.has_tag(f"{release}-jre")), None)


def _with_short_name(blueprint: Blueprint) -> Blueprint:
    """An archive is called ``app.jar`` in the image, so that its version stands in one place only."""
    facts, start = blueprint.facts, blueprint.facts.start
    if start is None or start.arguments[:2] != ("java", "-jar"):
        return blueprint
    jar = facts.path(start.arguments[2])
    artefacts = tuple(artefact for artefact in facts.artefacts if artefact.path != jar)
    if len(artefacts) == len(facts.artefacts):
        return blueprint
    start = replace(start, arguments=("java", "-jar", _ARCHIVE, *start.arguments[3:]))
    copy = Copy(posixpath.join(ROOT, jar), f"./{_ARCHIVE}", "what was built")
    return replace(blueprint, facts=replace(facts, artefacts=artefacts, start=start), copies=(copy,))


def elixir(facts: ProjectFacts, _context: BuildContext) -> Blueprint | Refusal:
    """The newest Debian: a release brings Erlang, and runs with a later C library than it was built with."""
    release = release_for("elixir", version_of(facts), 2)
    if release is None:
        return refuse(f"no release of Elixir that has an image is known to fit `{version_of(facts)}`")
    blueprint = built(facts, f"elixir:{release}", NEWEST_DEBIAN)
    tools = (run("mix local.hex --force && mix local.rebar --force"), "what fetches and builds packages")
    # Its folders hold these tools as well, so that a mount would hide them.
    return replace(
        blueprint,
        prepare=(tools,),
        install=(*blueprint.install, "mix deps.compile"),
        caches=(),
        build_caches=(),
        copies=(_AUTHORITIES,),
        # A release puts its settings into a folder of its own, which is not the user's to write to.
        run_environment=(("LANG", "C.UTF-8"), ("RELEASE_TMP", "/tmp")),
        unpacks_result=True,
    )


def _installs(facts: ProjectFacts) -> bool:
    """Whether the program needs packages of the distribution."""
    return any(need.debian_run for need in facts.needs)


def _facts_of(image: str) -> BaseImageFacts:
    reference = parse_reference(image)
    return image_facts(reference if isinstance(reference, ImageReference) else None)


def _distribution(image: str) -> str:
    base = bare_distribution(_facts_of(image))
    return NEWEST_DEBIAN if base is None else base.text


def built(facts: ProjectFacts, build_image: str, run_image: str) -> Blueprint:
    """The blueprint of a project that is built by the commands of its facts in one image and runs in another."""
    install = facts.install_production or facts.install
    caches = caches_of(facts)
    return Blueprint(
        facts,
        build_image,
        run_image,
        install=() if install is None else (shell(install),),
        build=() if facts.build is None else (shell(facts.build),),
        caches=caches,
        build_caches=caches,
    )
