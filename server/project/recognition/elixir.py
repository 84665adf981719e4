"""Elixir: from a ``mix.exs`` to the facts of a project.

Sources: https://hexdocs.pm/mix/Mix.Tasks.Release.html, https://hexdocs.pm/phoenix/releases.html. A ``mix.exs`` is a
program; what is written plainly in it is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..build_context import BuildContext
from .commands import custom
from .facts import (
    Artefact,
    Ecosystem,
    Judgement,
    Known,
    Need,
    NeedKind,
    Note,
    Origin,
    PackageManager,
    Part,
    Product,
    ProjectFacts,
    Reason,
    no,
    unknown,
    yes,
)
from .reading import (
    files_in,
    first_line,
    folder_of,
    is_file,
    join,
    known_in,
    line_at,
    lost_text,
    manifests_named,
    text_of,
    tool_version,
)

_APPLICATION = re.compile(r"^[ \t]*+app:[ \t]*+:(\w++)", re.MULTILINE)
_ELIXIR = re.compile(r"^[ \t]*+elixir:[ \t]*+\"([^\"\n]++)\"", re.MULTILINE)
_RELEASE = re.compile(r"\breleases:[ \t]*+\[\s*+(\w++):")
_BUILD_PATH = re.compile(r"^[ \t]*+build_path:[ \t]*+\"([^\"\n]++)\"", re.MULTILINE)
_UMBRELLA = re.compile(r"^[ \t]*+(apps_path):", re.MULTILINE)
_DEPENDENCY = re.compile(r"\{:(\w++),([^{}]*+)")
_DEPLOY = re.compile(r"\"?(assets\.deploy)\"?:")
_FRAMEWORKS = (("phoenix", "phoenix"), ("nerves", "nerves"), ("plug_cowboy", "plug"), ("bandit", "plug"))
_NATIVE = frozenset(
    {
        "bcrypt_elixir",
        "argon2_elixir",
        "exqlite",
        "rustler",
        "evision",
        "exla",
        "fast_html",
        "jiffy",
        "snappyer",
        "picosat_elixir",
        "lazy_html",
        "elixir_make",
    }
)


def recognise(context: BuildContext) -> Iterator[ProjectFacts]:
    """Each ``mix.exs``."""
    for path in manifests_named(context, "mix.exs"):
        yield _project(context, path)


def _dependencies(text: str, path: str) -> dict[str, Origin]:
    """Packages that production has: those that no ``only`` keeps for development and tests."""
    found: dict[str, Origin] = {}
    for match in _DEPENDENCY.finditer(text):
        only = re.search(r"\bonly:[ \t]*+(\[[^\]]*+\]|:\w++)", match[2])
        if only is None or ":prod" in only[1]:
            found.setdefault(match[1], Origin(path, line_at(text, match.start()), match[1]))
    return found


def _project(context: BuildContext, path: str) -> ProjectFacts:
    folder, raw, origin = folder_of(path), text_of(context, path), Origin(path)
    notes: tuple[Note, ...] = lost_text(context, path) if raw is None else ()
    text = "\n".join("" if line.lstrip().startswith("#") else line for line in (raw or "").split("\n"))
    packages = _dependencies(text, path)
    name = known_in(context, path, _APPLICATION, "app")
    release = known_in(context, path, _RELEASE, "releases") or name
    build_path = known_in(context, path, _BUILD_PATH, "build_path")
    lock = next(iter(files_in(context, folder, ("mix.lock",))), None)
    framework = next((Known(shown, packages[package]) for package, shown in _FRAMEWORKS if package in packages), None)
    is_umbrella = _UMBRELLA.search(text) is not None
    base = build_path.value.rstrip("/") if build_path else join(folder, "_build")
    output = Known(f"{base}/prod/rel/{release.value}", release.origin) if release else None
    product = (
        Product.PROGRAM
        if framework or re.search(r"^[ \t]*+mod:[ \t]*+\{", text, re.MULTILINE)
        else (Product.LIBRARY if name else None)
    )
    program = product is Product.PROGRAM
    native = [Reason(f"{each} has native code", packages[each]) for each in packages if each in _NATIVE]
    start_name = (
        "server" if is_file(context, join(folder, "rel/overlays/bin/server")) else (release.value if release else None)
    )
    arguments = () if start_name == "server" else ("start",)
    deploys = known_in(context, path, _DEPLOY) if text else None
    return ProjectFacts(
        Ecosystem.ELIXIR,
        folder,
        (origin,),
        name=name,
        framework=framework,
        product=product,
        package_manager=PackageManager("mix", Origin(lock or path), cache_folders=("/root/.hex", "/root/.mix")),
        lock_file=lock,
        manifests=(
            path,
            *((lock,) if lock else ()),
            *files_in(context, folder, ("config/config.exs", "config/prod.exs", "config/runtime.exs")),
        ),
        install_needs_sources=_install_needs_sources(text, path) if raw else unknown(),
        install=custom(origin, "mix", "deps.get"),
        install_production=custom(origin, "mix", "deps.get", "--only", "prod"),
        needs_build=yes(Reason("A release is built", origin)),
        build=custom(
            deploys.origin,
            "mix",
            "do",
            "assets.deploy",
            "+",
            "release",
            MIX_ENV="prod",
        )
        if program and deploys is not None
        else (custom(origin, "mix", "release", MIX_ENV="prod") if program else None),
        output_folder=output if program else None,
        start=custom(release.origin, f"bin/{start_name}", *arguments) if program and release and start_name else None,
        port=Known("4000", framework.origin) if framework and framework.value == "phoenix" else None,
        language_version=tool_version(context, folder, "elixir")
        or first_line(context, join(folder, ".elixir-version"))
        or known_in(context, path, _ELIXIR, "elixir"),
        native_modules=yes(*native) if native else unknown(),
        is_monorepo_part=yes(Reason("It is an umbrella of applications", origin))
        if is_umbrella
        else (no() if raw else unknown()),
        workspace_root=folder if is_umbrella else None,
        artefacts=(Artefact(output.value, Part.BUILT, output.origin),) if program and output else (),
        sources_at_run_time=False,
        needs=_needs(origin) if program else (),
        run_environment=(("MIX_ENV", "prod"),) if program else (),
        notes=notes,
    )


def _install_needs_sources(text: str, path: str) -> Judgement:
    found = re.search(r"\bpath:[ \t]*+\"(\.\.?/[^\"\n]*+)\"|\bin_umbrella:", text)
    return (
        yes(Reason("A dependency lies in the context", Origin(path, line_at(text, found.start())))) if found else no()
    )


def _needs(origin: Origin) -> tuple[Need, ...]:
    """A release brings the Erlang runtime, which is linked to these (https://hexdocs.pm/mix/Mix.Tasks.Release.html)."""
    return (
        Need(NeedKind.C_LIBRARY, "libc", origin),
        Need(NeedKind.LIBRARY, "OpenSSL", origin, debian_run=("libssl3",), alpine_run=("libssl3", "libcrypto3")),
        Need(NeedKind.LIBRARY, "ncurses", origin, debian_run=("libncurses6",), alpine_run=("ncurses-libs",)),
        Need(NeedKind.LIBRARY, "libstdc++", origin, debian_run=("libstdc++6",), alpine_run=("libstdc++",)),
        Need(NeedKind.CERTIFICATES, "ca-certificates", origin, is_certain=False),
    )
