"""Whether a folder is a module of a build of Maven or Gradle that begins further up.

Sources: https://maven.apache.org/guides/mini/guide-multiple-modules.html,
https://docs.gradle.org/current/userguide/multi_project_builds.html.
"""

from __future__ import annotations

from ..build_context import BuildContext
from .facts import Origin
from .gradle_build import included_projects
from .maven_pom import read_pom
from .reading import ancestors, first_file, is_file, join

SETTINGS = ("settings.gradle.kts", "settings.gradle")


def maven_reactor(context: BuildContext, folder: str) -> tuple[str, Origin] | None:
    """The topmost folder whose ``pom.xml`` lists this one as a module, itself or by others, and that file."""
    found: tuple[str, Origin] | None = None
    listed = folder
    for above in ancestors(folder):
        path = join(above, "pom.xml")
        if is_file(context, path) and listed in (join(above, module) for module in read_pom(context, path).modules):
            found, listed = (above, Origin(path, key="modules")), above
    return found


def gradle_build(context: BuildContext, folder: str) -> tuple[str, Origin] | None:
    """The folder whose settings include this one as a project, and those settings."""
    for above in ancestors(folder):
        settings = first_file(context, above, SETTINGS)
        if settings is not None and folder in included_projects(context, above, settings):
            return above, Origin(settings, key="include")
    return None
