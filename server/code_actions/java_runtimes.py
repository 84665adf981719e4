"""With what a program for the JVM runs: the usual image, or a runtime that holds only the modules it uses.

The second is made when somebody asks for it, since which modules a program looks up by their names is not seen.
https://hub.docker.com/_/eclipse-temurin, https://docs.oracle.com/en/java/javase/21/docs/specs/man/jlink.html
"""

from __future__ import annotations

from enum import Enum

from ..project.recognition.facts import ProjectFacts


class JavaRuntime(Enum):
    """What runs the program in the last stage."""

    JRE = "jre"
    """The image with a Java runtime."""
    JLINK = "jlink"
    """A runtime of the modules that are used, on a bare distribution."""


CHOICES = {JavaRuntime.JLINK: "with a Java runtime of its own modules (jlink)"}
"""What there is to choose besides the usual image, in words that end a title."""
RECIPE = "java"
"""What conversions of such programs are called."""
RUNTIME_FOLDER = "/opt/java/runtime"
"""Where such a runtime is made, and lies."""
RUNTIME_ENVIRONMENT = (
    ("JAVA_HOME", RUNTIME_FOLDER),
    ("PATH", f"{RUNTIME_FOLDER}/bin:$PATH"),
    # Names of files are read in the character set of the locale, which a bare distribution does not set.
    ("LANG", "C.UTF-8"),
)
WHAT_IS_NOT_SEEN = "modules that are looked up by name, such as jdk.localedata, which `jdeps` does not see, and fonts"
"""What a person has to look at."""

_OLDEST_LINKED = 17
_FIRST_WITH_NAMED_COMPRESSION = 21
_LAST_WITH_CURVES_APART = 21
_NESTING = {"spring-boot": "Spring Boot", "quarkus": "Quarkus"}


def link_commands(release: int, archives: str, escape: str = "\\") -> tuple[str, str]:
    """The commands that make a runtime of the modules that archives use.

    ``archives`` may have wildcards. The second goes on in another line, behind the escape character of the file.
    """
    # TLS with elliptic curves is looked up by name, and part of the base from Java 22 on.
    curves = ",jdk.crypto.ec" if release <= _LAST_WITH_CURVES_APART else ""
    compression = "zip-6" if release >= _FIRST_WITH_NAMED_COMPRESSION else "2"
    options = f"--strip-java-debug-attributes --no-man-pages --no-header-files --compress={compression}"
    return (
        f'modules="$(jdeps --ignore-missing-deps --multi-release {release} --print-module-deps {archives})"',
        f'jlink --add-modules "$modules{curves}" --output {RUNTIME_FOLDER} {escape}\n        {options}',
    )


def why_not_linked(facts: ProjectFacts | None, release: int) -> str | None:
    """Why no runtime of its own is made for a project, ``None`` where one can be."""
    if release < _OLDEST_LINKED:
        return f"a runtime of its own modules is made from Java {_OLDEST_LINKED} on, and it runs with Java {release}"
    if facts is None:
        return "a runtime of its own modules is made only where the build script tells how its archives are packed"
    name = _NESTING.get(facts.framework.value if facts.framework is not None else "")
    if name is not None:
        return f"{name} packs archives where `jdeps` does not look, so which modules of Java are used is not known"
    return None
