"""With what a program for the JVM runs: the usual image, a runtime of the modules it uses, or none.

The others are made when somebody asks for them, since what a program looks up by its name is not seen.
https://hub.docker.com/_/eclipse-temurin, https://docs.oracle.com/en/java/javase/21/docs/specs/man/jlink.html,
https://www.graalvm.org/latest/getting-started/container-images,
https://www.graalvm.org/latest/reference-manual/native-image/guides/containerise-native-executable-with-docker
"""

from __future__ import annotations

import posixpath
from enum import Enum

from ..project.recognition.facts import ProjectFacts
from ..project.recognition.jvm_native import Linking


class JavaRuntime(Enum):
    """What runs the program in the last stage."""

    JRE = "jre"
    """The image with a Java runtime."""
    JLINK = "jlink"
    """A runtime of the modules that are used, on a bare distribution."""
    NATIVE = "native"
    """None: the program is compiled ahead of time by GraalVM."""


CHOICES = {
    JavaRuntime.JLINK: "with a Java runtime of its own modules (jlink)",
    JavaRuntime.NATIVE: "compiled ahead of time (GraalVM)",
}
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
_GRAALVM = "ghcr.io/graalvm/native-image-community"
_WITH_GRAALVM = (17, 21, 25)
_BARE = {
    Linking.DYNAMIC: "gcr.io/distroless/java-base-debian13:nonroot",
    Linking.C_LIBRARY: "gcr.io/distroless/cc-debian13:nonroot",
    Linking.STATIC: "gcr.io/distroless/static-debian13:nonroot",
}
"""Each has the certificates and time zones besides what the program is linked with."""
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


def graalvm_image(release: int, linking: Linking) -> str | None:
    """The image that compiles a program of a release ahead of time; ``None`` where there is none."""
    fitting = next((each for each in _WITH_GRAALVM if each >= release), None)
    if fitting is None:
        return None
    return f"{_GRAALVM}:{fitting}{'-muslib' if linking is Linking.STATIC else ''}"


def bare_image(linking: Linking) -> str:
    """The image with no more than what a native program is linked with."""
    return _BARE[linking]


def native_name(program: str) -> str:
    """What a native program is called in the image: a name that is known, and without a version."""
    name = posixpath.basename(program)
    return "app" if name.endswith("-runner") else name


GRADLE_NEEDS = "microdnf install -y findutils && microdnf clean all"
"""What the wrapper of Gradle calls, and the image with GraalVM lacks."""
NOT_PREPARED = "neither the build plugin of GraalVM nor a profile `native` of Quarkus is in its build script"
NO_WRAPPER = "the image with GraalVM has no Maven and no Gradle, and the project has no wrapper that fetches it"
