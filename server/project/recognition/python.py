"""Python: from requirements, ``pyproject.toml``, Pipfile or conda environment to the facts of a project.

Sources: https://pip.pypa.io, https://docs.astral.sh/uv/guides/integration/docker, https://python-poetry.org/docs/cli,
https://pipenv.pypa.io, https://pdm-project.org, https://docs.conda.io, https://flask.palletsprojects.com/en/stable/cli,
https://fastapi.tiangolo.com/deployment/docker, https://docs.djangoproject.com/en/stable/howto/deployment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..build_context import BuildContext
from ..manifests import ManifestProblem
from ..plain_values import as_table
from .commands import custom
from .facts import (
    Artefact,
    Command,
    Ecosystem,
    Judgement,
    Known,
    Need,
    NeedKind,
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
from .python_install import MANIFEST_NAMES, install_commands, manifests_of, needs_sources, package_manager_of, tools_of
from .python_packages import REQUIREMENT_NAMES, dependencies, native_modules, needs, requirement_files
from .python_programs import entry_point, program_sources, start_command
from .reading import (
    ancestors,
    files_in,
    first_line,
    folder_of,
    is_folder,
    join,
    known_in,
    manifests_named,
    text_of,
    toml_line,
    toml_table,
    tool_version,
)

_FRAMEWORKS = (
    "django", "fastapi", "flask", "starlette", "litestar", "sanic", "tornado", "aiohttp", "quart", "falcon", "bottle",
    "pyramid", "streamlit", "gradio", "dash", "celery", "scrapy",
)  # fmt: skip


def sources(context: BuildContext) -> Iterator[str]:
    """The sources that a program may begin with."""
    for folder in _folders(context):
        yield from program_sources(context, folder)


def recognise(context: BuildContext) -> Iterator[ProjectFacts]:
    """Each folder with a manifest of Python that is not below another such folder's package."""
    for folder in _folders(context):
        facts = _project(context, folder)
        if facts is not None:
            yield facts


def _folders(context: BuildContext) -> tuple[str, ...]:
    paths = [*manifests_named(context, *MANIFEST_NAMES)]
    for manifest in context.manifests:
        if manifest.kind.ecosystem == "python" and manifest.kind.tool == "pip" and len(paths) < 60:
            is_nested = any(
                manifest.path.endswith(f"/{name}") or manifest.path == name for name in REQUIREMENT_NAMES[1:6]
            )
            folder = folder_of(manifest.folder) if is_nested else manifest.folder
            if requirement_files(context, folder):
                paths.append(join(folder, "requirements.txt"))
    return tuple(dict.fromkeys(folder_of(path) for path in paths))


def _project(context: BuildContext, folder: str) -> ProjectFacts | None:
    path = join(folder, "pyproject.toml")
    table = toml_table(context, path)
    settings: Mapping[str, object] = {} if table is None or isinstance(table, ManifestProblem) else table
    packages, notes = dependencies(context, folder)
    has_project = any(key in settings for key in ("project", "build-system")) or "poetry" in tools_of(settings)
    evidence = files_in(context, folder, (*MANIFEST_NAMES, *REQUIREMENT_NAMES))
    if evidence == (path,) and settings and not has_project:
        # Linters keep their settings in this file too.
        return None
    manager, lock = package_manager_of(context, folder, settings)
    framework = next((name for name in _FRAMEWORKS if name in packages), None)
    origin = manager.origin
    is_package = "build-system" in settings
    entry = entry_point(context, folder, framework, is_package=is_package)
    start = start_command(context, folder, framework, entry, packages)
    install, production = install_commands(context, folder, manager, lock)
    is_installed = install.arguments == ("pip", "install", ".") or (manager.name == "uv" and is_package)
    if framework is None and is_installed and (start is None or start.is_custom):
        start = _installed_program(context, path, settings) or start
    build = _build(framework, entry, manager, lock, settings)
    product = _product(framework, start, entry, has_project)
    facts = ProjectFacts(
        Ecosystem.PYTHON,
        folder,
        tuple(Origin(each) for each in evidence),
        name=_name(context, path, settings),
        framework=None if framework is None else Known(framework, packages[framework]),
        product=product,
        package_manager=manager,
        lock_file=lock,
        manifests=manifests_of(context, folder, manager, lock),
        install_needs_sources=needs_sources(context, folder, manager),
        install=install,
        install_production=production,
        needs_build=_needs_build(framework, build),
        build=build,
        start=start,
        entry_point=entry,
        port=_port(framework, packages),
        language_version=_language_version(context, folder, settings),
        native_modules=native_modules(packages, not notes),
        is_monorepo_part=_monorepo(context, folder, settings),
        needs=(Need(NeedKind.C_LIBRARY, "libc", origin), *needs(packages)),
        notes=notes,
        sources_at_run_time=True,
    )
    if product is not Product.PROGRAM:
        return facts
    return replace(
        facts,
        artefacts=_artefacts(context, folder, manager, origin),
        run_environment=(("PYTHONUNBUFFERED", "1"), ("PYTHONDONTWRITEBYTECODE", "1")),
    )


def _installed_program(context: BuildContext, path: str, settings: Mapping[str, object]) -> Command | None:
    """The one program that comes with the project when it is installed itself."""
    scripts = as_table((as_table(settings.get("project")) or {}).get("scripts")) or {}
    if len(scripts) != 1:
        return None
    (name,) = scripts
    line = toml_line(text_of(context, path) or "", "project.scripts", name)
    return custom(Origin(path, line, f"project.scripts.{name}"), name)


def _name(context: BuildContext, path: str, settings: Mapping[str, object]) -> Known | None:
    for heading, table in (
        ("project", as_table(settings.get("project"))),
        ("tool.poetry", as_table(tools_of(settings).get("poetry"))),
    ):
        name = (table or {}).get("name")
        if isinstance(name, str):
            return Known(
                name, Origin(path, toml_line(text_of(context, path) or "", heading, "name"), f"{heading}.name")
            )
    return None


def _product(framework: str | None, start: Command | None, entry: Known | None, has_project: bool) -> Product | None:
    if framework is not None or start is not None or entry is not None:
        return Product.PROGRAM
    return Product.LIBRARY if has_project else None


def _needs_build(framework: str | None, build: Command | None) -> Judgement:
    if framework == "django":
        return unknown()
    return no() if build is None else yes(Reason("The project itself is installed, from its sources", build.origin))


def _build(
    framework: str | None,
    entry: Known | None,
    manager: PackageManager,
    lock: str | None,
    settings: Mapping[str, object],
) -> Command | None:
    """Django collects the files that it hands out, if told where to (``STATIC_ROOT``); uv installs the project."""
    if framework == "django" and entry is not None and entry.value.endswith("manage.py"):
        return custom(entry.origin, "python", "manage.py", "collectstatic", "--noinput")
    if manager.name == "uv" and "build-system" in settings:
        return custom(manager.origin, "uv", "sync", *(("--locked",) if lock else ()), "--no-dev")
    return None


def _port(framework: str | None, packages: Mapping[str, Origin]) -> Known | None:
    ports = {
        "django": "8000",
        "fastapi": "8000",
        "flask": "5000",
        "streamlit": "8501",
        "gradio": "7860",
        "dash": "8050",
    }
    if framework is None or framework not in ports:
        return None
    # Gunicorn and uvicorn both listen on 8000.
    port = "8000" if framework == "flask" and "gunicorn" in packages else ports[framework]
    return Known(port, packages[framework])


_RUNTIME = re.compile(r"^python-(\d\S*)", re.MULTILINE)


def _language_version(context: BuildContext, folder: str, settings: Mapping[str, object]) -> Known | None:
    for place in (folder, *ancestors(folder)):
        known = first_line(context, join(place, ".python-version")) or tool_version(context, place, "python")
        if known is not None:
            return known
    path = join(folder, "pyproject.toml")
    text = text_of(context, path) or ""
    wish = (as_table(settings.get("project")) or {}).get("requires-python")
    if isinstance(wish, str):
        return Known(wish, Origin(path, toml_line(text, "project", "requires-python"), "project.requires-python"))
    poetry = as_table((as_table(tools_of(settings).get("poetry")) or {}).get("dependencies")) or {}
    if isinstance(poetry.get("python"), str):
        heading = "tool.poetry.dependencies"
        return Known(str(poetry["python"]), Origin(path, toml_line(text, heading, "python"), f"{heading}.python"))
    return (
        known_in(context, join(folder, "runtime.txt"), _RUNTIME)
        or known_in(
            context,
            join(folder, "Pipfile"),
            re.compile(r"^python_(?:full_)?version[ \t]*+=[ \t]*+[\"']([^\"'\n]+)", re.MULTILINE),
        )
        or known_in(
            context,
            join(folder, "environment.yml"),
            re.compile(r"^[ \t]*+-[ \t]++python[ \t]*+[=<>~]++[ \t]*+([^\s]+)", re.MULTILINE),
        )
    )


def _monorepo(context: BuildContext, folder: str, settings: Mapping[str, object]) -> Judgement:
    uv = as_table(tools_of(settings).get("uv")) or {}
    path = join(folder, "pyproject.toml")
    if "workspace" in uv:
        return yes(Reason("It is the root of a workspace", Origin(path, None, "tool.uv.workspace")))
    for name, source in (as_table(uv.get("sources")) or {}).items():
        if (as_table(source) or {}).get("workspace") or (as_table(source) or {}).get("path"):
            return yes(Reason(f"{name} lies in the same repository", Origin(path, None, f"tool.uv.sources.{name}")))
    for place in ancestors(folder):
        above = toml_table(context, join(place, "pyproject.toml"))
        if isinstance(above, Mapping) and "workspace" in (as_table(tools_of(above).get("uv")) or {}):
            return yes(
                Reason("It lies in a workspace", Origin(join(place, "pyproject.toml"), None, "tool.uv.workspace"))
            )
    return no()


def _artefacts(context: BuildContext, folder: str, manager: PackageManager, origin: Origin) -> tuple[Artefact, ...]:
    found = [Artefact(folder, Part.SOURCES, origin)]
    if manager.name in ("uv", "poetry", "pdm", "pipenv"):
        found.append(Artefact(join(folder, ".venv"), Part.DEPENDENCIES, origin, is_certain=manager.name == "uv"))
    names = ("templates", "static", "migrations", "locale", "alembic")
    places = [place for name in names if is_folder(context, place := join(folder, name))]
    found += [Artefact(place, Part.ASSETS, Origin(place), is_certain=False) for place in places]
    return tuple(found)
