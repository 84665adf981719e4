"""What is written plainly in the build scripts of Gradle, and what a build then leaves.

Build scripts are programs; only their usual forms are found. Sources: https://docs.gradle.org,
https://docs.spring.io/spring-boot/gradle-plugin/packaging.html, https://gradleup.com/shadow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...syntax.dataclass import dataclass
from ..build_context import BuildContext
from .facts import (
    Known,
    Origin,
)
from .reading import (
    join,
    search_line,
    text_of,
    without_comments,
)


@dataclass(frozen=True, slots=True)
class Jar:
    """What a build leaves: ``command`` makes it, ``path`` is relative to the project, ``start`` runs it from there."""

    build: tuple[str, ...]
    path: str
    start: tuple[str, ...]
    origin: Origin
    is_certain: bool = True


PLUGIN = re.compile(
    r"""\bid[ (]*+['"]([\w.-]++)['"]"""
    r"""|\bapply[ \t]++plugin:[ \t]*+['"]([\w.-]++)['"]"""
    r"""|\bkotlin\(['"](jvm|plugin\.\w++)['"]\)"""
    r"""|^[ \t]++(`?application`?|java|war)[ \t]*+$""",
    re.MULTILINE,
)

COORDINATE = re.compile(r"""['"]([\w.-]++:[\w.-]++)(?::[^'"\n]*+)?['"]""")

MAIN_CLASS = re.compile(
    r"""\b(?:mainClass(?:Name)?(?:\.set\(|[ \t]*+=)|Main-Class['"]?[ \t]*+(?::|to|=))[ \t]*+['"]([\w.$]++)['"]"""
)

JAVA_VERSION = re.compile(
    r"""(?:JavaLanguageVersion\.of\(|jvmToolchain\(|JvmTarget\.JVM_"""
    r"""|(?:source|target)Compatibility[ \t]*+=[ \t]*+['"]?(?:JavaVersion\.VERSION_)?)(\d[\d._]*+)"""
)

ROOT_NAME = re.compile(r"""\brootProject\.name[ \t]*+=[ \t]*+['"]([^'"\n]++)['"]""")

VERSION = re.compile(r"""^[ \t]*+version[ \t]*+=?[ \t]*+['"]([^'"\n$]++)['"]""", re.MULTILINE)

VERSION_PROPERTY = re.compile(r"^[ \t]*+version[ \t]*+=[ \t]*+([^\s]++)", re.MULTILINE)

_INCLUDED = re.compile(r"""['"]:?([\w:.-]++)['"]""")


def known_word(path: str, text: str, pattern: re.Pattern[str]) -> Known | None:
    """The first group of the first match of a pattern in a build script, with its line."""
    found = search_line(text, pattern)
    return None if found is None else Known(found[0][1], Origin(path, found[1]))


def gradle_jar(
    plugins: Mapping[str, Origin],
    name: Known | None,
    version: Known | None,
    program: str,
    text: str,
    origin: Origin,
    *,
    is_archive_named: bool,
) -> Jar | None:
    """What a build leaves, judged by the plugins that are applied; None where none of them tells.

    ``is_archive_named`` says that the name of an archive follows from name and version.
    """
    stem = "*"
    if is_archive_named:
        stem = f"{name.value if name else '*'}{'-' + version.value if version else ''}"
    shadow = next(
        (each for each in ("com.gradleup.shadow", "com.github.johnrengelman.shadow") if each in plugins), None
    )

    def runs(file: str) -> tuple[str, ...]:
        return ("java", "-jar", file) if "*" not in file else ()

    if "io.quarkus" in plugins:
        return Jar(
            (program, "quarkusBuild"),
            "build/quarkus-app",
            ("java", "-jar", "build/quarkus-app/quarkus-run.jar"),
            origin,
        )
    if "org.springframework.boot" in plugins:
        file = f"build/libs/{stem}.jar"
        return Jar((program, "bootJar", "--no-daemon"), file, runs(file), origin)
    if shadow is not None:
        file = f"build/libs/{stem}-all.jar"
        return Jar((program, "shadowJar", "--no-daemon"), file, runs(file), origin)
    if "application" in plugins:
        folder = f"build/install/{name.value}" if name else "build/install/*"
        scripts = re.findall(r"applicationName[ \t]*+=[ \t]*+['\"]([\w.-]++)['\"]", text)
        script = scripts[0] if scripts else (name.value if name else None)
        start = (f"{folder}/bin/{script}",) if script and "*" not in folder else ()
        return Jar((program, "installDist", "--no-daemon"), folder, start, origin)
    return None


def included_projects(context: BuildContext, folder: str, settings: str | None) -> tuple[str, ...]:
    """The folders of the projects that the settings include."""
    text = without_comments((text_of(context, settings) if settings else None) or "")
    found: list[str] = []
    for line in text.split("\n"):
        if line.lstrip().startswith("include") and not line.lstrip().startswith("includeBuild"):
            found += [join(folder, name.strip(":").replace(":", "/")) for name in _INCLUDED.findall(line)]
    return tuple(found[:100])
