"""Java and Kotlin: from a ``pom.xml`` or a Gradle build script to the facts of a project.

Build scripts of Gradle are programs; what is written plainly in them is found, the rest is unknown. Sources:
https://maven.apache.org/pom.html, https://docs.gradle.org/current/userguide/application_plugin.html,
https://docs.spring.io/spring-boot/gradle-plugin/packaging.html, https://quarkus.io/guides/maven-tooling,
https://gradleup.com/shadow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..build_context import BuildContext
from .commands import custom
from .facts import (
    Artefact,
    Command,
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
from .gradle_build import (
    COORDINATE,
    JAVA_VERSION,
    MAIN_CLASS,
    PLUGIN,
    ROOT_NAME,
    VERSION,
    VERSION_PROPERTY,
    Jar,
    gradle_jar,
    included_projects,
    known_word,
)
from .jvm_modules import SETTINGS, gradle_build, maven_reactor
from .maven_pom import Pom, read_pom
from .reading import (
    files_in,
    first_file,
    first_line,
    folder_of,
    is_file,
    is_folder,
    join,
    known_in,
    line_at,
    lost_text,
    manifests_named,
    name_of,
    text_of,
    tool_version,
    without_comments,
)

_GRADLE = ("build.gradle.kts", "build.gradle")

_FRAMEWORKS = (
    ("spring-boot", "spring-boot"), ("io.quarkus", "quarkus"), ("io.micronaut", "micronaut"), ("io.helidon", "helidon"),
    ("io.ktor", "ktor"), ("io.dropwizard", "dropwizard"), ("io.javalin", "javalin"), ("io.vertx", "vertx"),
    ("com.sparkjava", "spark"), ("com.typesafe.play", "play"), ("jakarta.jakartaee", "jakarta-ee"), ("io.grpc", "grpc"),
)  # fmt: skip


def sources(context: BuildContext) -> Iterator[str]:
    """Settings of wrappers, small and telling of a version."""
    for path in manifests_named(context, "pom.xml", *_GRADLE):
        yield from files_in(context, folder_of(path), (".sdkmanrc", "system.properties", ".java-version"))


def recognise(context: BuildContext) -> Iterator[ProjectFacts]:
    """Each folder with a build script; where both tools have one, Maven's comes first."""
    for path in manifests_named(context, "pom.xml"):
        yield _maven(context, path)
    for path in manifests_named(context, *_GRADLE):
        yield _gradle(context, path)


def _maven(context: BuildContext, path: str) -> ProjectFacts:
    folder, pom = folder_of(path), read_pom(context, path)
    origin = Origin(path)
    program = "./mvnw" if is_file(context, join(folder, "mvnw")) else "mvn"
    framework = _framework(pom.coordinates)
    jar = (
        _maven_jar(pom, framework.value if framework else None, program, origin)
        if not pom.notes and not pom.modules
        else None
    )
    wrapper = join(folder, "mvnw") if program == "./mvnw" else None
    manifests = [
        path,
        *((wrapper, join(folder, ".mvn")) if wrapper else ()),
        *(join(folder, f"{module}/pom.xml") for module in pom.modules),
    ]
    return _facts(
        context,
        folder,
        evidence=(origin,),
        manager=PackageManager("maven", origin, wrapper=wrapper, cache_folders=("/root/.m2",)),
        name=pom.name,
        framework=framework,
        language=_language(context, folder),
        manifests=tuple(manifests),
        install=custom(origin, program, "-B", "dependency:go-offline"),
        jar=jar,
        main=pom.main_class,
        version=pom.java_version or _version_file(context, folder),
        members=tuple(join(folder, module) for module in pom.modules),
        whole=maven_reactor(context, folder),
        parent=pom.local_parent,
        native=_native(pom.coordinates),
        notes=pom.notes,
    )


def _maven_jar(pom: Pom, framework: str | None, program: str, origin: Origin) -> Jar | None:
    build = (program, "-B", "package", "-DskipTests")
    if framework == "quarkus":
        return Jar(build, "target/quarkus-app", ("java", "-jar", "target/quarkus-app/quarkus-run.jar"), origin)
    packaging = pom.packaging or "jar"
    if packaging not in ("jar", "war") or pom.artifact is None:
        return None
    final = pom.final_name or (f"{pom.artifact}-{pom.version}" if pom.version else f"{pom.artifact}-*")
    is_runnable = packaging == "jar" and (
        framework == "spring-boot" or "maven-shade-plugin" in pom.plugins or pom.is_fat
    )
    suffix = "-jar-with-dependencies" if "maven-assembly-plugin" in pom.plugins else ""
    file = f"target/{final}{suffix}.{packaging}"
    return Jar(build, file, ("java", "-jar", file) if is_runnable and "*" not in file else (), origin)


def _framework(coordinates: Mapping[str, Origin]) -> Known | None:
    for part, name in _FRAMEWORKS:
        found = next((origin for text, origin in coordinates.items() if part in text), None)
        if found is not None:
            return Known(name, found)
    return None


def _native(coordinates: Mapping[str, Origin]) -> Judgement:
    names = (
        "netty-tcnative",
        "rocksdbjni",
        "leveldbjni",
        "jansi",
        "snappy-java",
        "zstd-jni",
        "sqlite-jdbc",
        "kafka-streams",
        "jna",
    )
    reasons = [
        Reason(f"{name} brings native code", origin)
        for text, origin in coordinates.items()
        for name in names
        if name in text
    ]
    return yes(*reasons) if reasons else unknown()


def _gradle(context: BuildContext, path: str) -> ProjectFacts:
    folder, raw = folder_of(path), text_of(context, path)
    text = without_comments(raw or "")
    origin = Origin(path)
    wrapper = join(folder, "gradlew") if is_file(context, join(folder, "gradlew")) else None
    program = "./gradlew" if wrapper else "gradle"
    coordinates = (
        {found[1]: Origin(path, line_at(raw, found.start())) for found in COORDINATE.finditer(text)} if raw else {}
    )
    plugins: dict[str, Origin] = {}
    for found in PLUGIN.finditer(text):
        name = next(group for group in found.groups() if group).strip("`")
        plugins.setdefault("kotlin" if found[3] == "jvm" else name, Origin(path, line_at(text, found.start())))
    settings = first_file(context, folder, SETTINGS)
    name = known_in(context, settings, ROOT_NAME, "rootProject.name") if settings else None
    whole = gradle_build(context, folder)
    if whole is not None:
        name = Known(name_of(folder), whole[1])
    members = included_projects(context, folder, settings)
    known_text = known_word(path, text, VERSION) or known_in(
        context, join(folder, "gradle.properties"), VERSION_PROPERTY, "version"
    )
    framework = _framework(coordinates | plugins)
    main = known_word(path, text, MAIN_CLASS)
    # The build above may give the version of a module, which is in the name of its archive.
    is_named = whole is None or known_text is not None
    jar = gradle_jar(plugins, name, known_text, program, text, origin, is_archive_named=is_named) if raw else None
    names = [*_GRADLE, "settings.gradle.kts", "settings.gradle", "gradle.properties", "gradle.lockfile"]
    wrapped = (wrapper, join(folder, "gradle")) if wrapper else ()
    catalogue = (
        (join(folder, "gradle/libs.versions.toml"),)
        if not wrapper and is_file(context, join(folder, "gradle/libs.versions.toml"))
        else ()
    )
    return _facts(
        context,
        folder,
        evidence=(origin,),
        manager=PackageManager("gradle", origin, wrapper=wrapper, cache_folders=("/root/.gradle",)),
        name=name,
        framework=framework,
        language=Known("kotlin", plugins["kotlin"])
        if "kotlin" in plugins or "org.jetbrains.kotlin.jvm" in plugins
        else _language(context, folder),
        manifests=(*files_in(context, folder, names), *wrapped, *catalogue),
        install=custom(origin, program, "dependencies", "--no-daemon"),
        jar=jar,
        main=main,
        version=known_word(path, text, JAVA_VERSION) or _version_file(context, folder),
        members=members,
        whole=whole,
        parent=None,
        native=_native(coordinates),
        notes=lost_text(context, path) if raw is None else (),
    )


def _language(context: BuildContext, folder: str) -> Known | None:
    for language in ("kotlin", "scala", "groovy", "java"):
        if is_folder(context, join(folder, f"src/main/{language}")):
            return Known(language, Origin(join(folder, f"src/main/{language}")))
    return None


_SYSTEM = re.compile(r"^(?:java\.runtime\.version|java)[ \t]*+=[ \t]*+(\S++)", re.MULTILINE)


def _version_file(context: BuildContext, folder: str) -> Known | None:
    return (
        known_in(context, join(folder, ".sdkmanrc"), _SYSTEM)
        or known_in(context, join(folder, "system.properties"), _SYSTEM)
        or first_line(context, join(folder, ".java-version"))
        or tool_version(context, folder, "java")
    )


def _facts(
    context: BuildContext,
    folder: str,
    *,
    evidence: tuple[Origin, ...],
    manager: PackageManager,
    name: Known | None,
    framework: Known | None,
    language: Known | None,
    manifests: tuple[str, ...],
    install: Command,
    jar: Jar | None,
    main: Known | None,
    version: Known | None,
    members: tuple[str, ...],
    whole: tuple[str, Origin] | None,
    parent: Origin | None,
    native: Judgement,
    notes: tuple[Note, ...],
) -> ProjectFacts:
    """What both build tools come down to."""
    origin = evidence[0]
    product = Product.WORKSPACE if members else (Product.PROGRAM if jar and (jar.start or framework) else None)
    output = Known(join(folder, jar.path), jar.origin) if jar else None
    monorepo = yes(Reason("It has modules", origin)) if members else no()
    if parent is not None:
        monorepo = yes(Reason("Its parent lies in the same repository", parent))
    if whole is not None:
        monorepo = yes(Reason("It is a module of a build", whole[1]))
    port = "8080" if framework and framework.value in ("spring-boot", "quarkus", "micronaut", "ktor") else None
    return ProjectFacts(
        Ecosystem.JVM,
        folder,
        evidence,
        name=name,
        framework=framework,
        language=language,
        product=product,
        package_manager=manager,
        lock_file=next(iter(files_in(context, folder, ("gradle.lockfile",))), None)
        if manager.name == "gradle"
        else None,
        manifests=manifests,
        install_needs_sources=no() if not members else unknown(),
        install=install,
        needs_build=yes(Reason("Programs for the JVM are compiled", origin)),
        build=custom(jar.origin, *jar.build) if jar else None,
        output_folder=output,
        start=custom(jar.origin, *jar.start) if jar and jar.start else None,
        entry_point=main or _main_source(context, folder),
        port=Known(port, framework.origin) if port and framework else None,
        language_version=version,
        native_modules=native,
        is_monorepo_part=monorepo if not notes else unknown(),
        workspace_root=whole[0] if whole else (folder if members else None),
        workspace_members=members,
        artefacts=(Artefact(output.value, Part.BUILT, output.origin),) if output and product is Product.PROGRAM else (),
        sources_at_run_time=False,
        needs=(Need(NeedKind.COMMAND, "java", origin), Need(NeedKind.C_LIBRARY, "libc", origin))
        if product is Product.PROGRAM
        else (),
        notes=notes,
    )


_MAIN_SOURCES = re.compile(r"(?:^|/)(?:\w*Application|Main|App|main)\.(?:java|kt)$")


def _main_source(context: BuildContext, folder: str) -> Known | None:
    """The only source whose name says that it begins the program."""
    start = join(folder, "src/main")
    found = [
        join(place, name)
        for place, entries in context.folders.items()
        if place.startswith(f"{start}/")
        for name in entries
        if _MAIN_SOURCES.search(name)
    ]
    return Known(found[0], Origin(found[0])) if len(found) == 1 and name_of(found[0]) else None
