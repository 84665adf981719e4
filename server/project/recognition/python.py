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
from .python_packages import REQUIREMENT_NAMES, dependencies, native_modules, needs, requirement_files
from .python_programs import entry_point, program_sources, start_command
from .reading import (
    ancestors,
    files_in,
    first_file,
    first_line,
    folder_of,
    is_file,
    is_folder,
    join,
    known_in,
    manifests_named,
    text_of,
    toml_line,
    toml_table,
    tool_version,
)

_MANIFESTS = ("pyproject.toml", "Pipfile", "environment.yml", "environment.yaml", "setup.py", "setup.cfg")
_FRAMEWORKS = (
    "django", "fastapi", "flask", "starlette", "litestar", "sanic", "tornado", "aiohttp", "quart", "falcon", "bottle",
    "pyramid", "streamlit", "gradio", "dash", "celery", "scrapy",
)  # fmt: skip
_LOCKS = (
    ("uv.lock", "uv"),
    ("poetry.lock", "poetry"),
    ("pdm.lock", "pdm"),
    ("Pipfile.lock", "pipenv"),
    ("conda-lock.yml", "conda"),
)
_CACHES = {
    "uv": ("/root/.cache/uv",),
    "poetry": ("/root/.cache/pypoetry",),
    "pdm": ("/root/.cache/pdm",),
    "pipenv": ("/root/.cache/pip", "/root/.cache/pipenv"),
    "conda": ("/opt/conda/pkgs",),
}


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
    paths = [*manifests_named(context, *_MANIFESTS)]
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
    settings = table if isinstance(table, Mapping) else {}
    packages, notes = dependencies(context, folder)
    has_project = any(key in settings for key in ("project", "build-system")) or "poetry" in _tools(settings)
    evidence = files_in(context, folder, (*_MANIFESTS, *REQUIREMENT_NAMES))
    if evidence == (path,) and settings and not has_project:
        # Linters keep their settings in this file too.
        return None
    manager, lock = _package_manager(context, folder, settings)
    framework = next((name for name in _FRAMEWORKS if name in packages), None)
    origin = manager.origin
    entry = entry_point(context, folder, framework)
    start = start_command(context, folder, framework, entry, packages)
    install, production = _install(context, folder, manager, lock)
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
        manifests=_manifests(context, folder, manager, lock),
        install_needs_sources=_install_needs_sources(context, folder, manager),
        install=install,
        install_production=production,
        needs_build=_needs_build(framework),
        build=_build(framework, entry),
        start=start,
        entry_point=entry,
        port=_port(framework, packages),
        language_version=_language_version(context, folder, settings),
        native_modules=native_modules(packages, not notes),
        is_monorepo_part=_monorepo(context, folder, settings),
        notes=notes,
        sources_at_run_time=True,
    )
    if product is not Product.PROGRAM:
        return facts
    return replace(
        facts,
        artefacts=_artefacts(context, folder, manager, origin),
        needs=(Need(NeedKind.C_LIBRARY, "libc", origin), *needs(packages)),
        run_environment=(("PYTHONUNBUFFERED", "1"), ("PYTHONDONTWRITEBYTECODE", "1")),
    )


def _tools(settings: Mapping[str, object]) -> Mapping[str, object]:
    return as_table(settings.get("tool")) or {}


def _name(context: BuildContext, path: str, settings: Mapping[str, object]) -> Known | None:
    for heading, table in (
        ("project", as_table(settings.get("project"))),
        ("tool.poetry", as_table(_tools(settings).get("poetry"))),
    ):
        name = (table or {}).get("name")
        if isinstance(name, str):
            return Known(
                name, Origin(path, toml_line(text_of(context, path) or "", heading, "name"), f"{heading}.name")
            )
    return None


def _package_manager(
    context: BuildContext, folder: str, settings: Mapping[str, object]
) -> tuple[PackageManager, str | None]:
    tools = _tools(settings)
    for name, tool in _LOCKS:
        for place in (folder, *ancestors(folder)):
            path = join(place, name)
            is_wanted = tool in tools or tool in ("conda", "pipenv") or place == folder
            if is_file(context, path) and is_wanted and (place == folder or tool == "uv"):
                return PackageManager(tool, Origin(path), cache_folders=_CACHES[tool]), path
    project = join(folder, "pyproject.toml")
    for tool in ("poetry", "uv", "pdm"):
        if tool in tools:
            return PackageManager(tool, Origin(project), cache_folders=_CACHES[tool]), None
    if is_file(context, join(folder, "Pipfile")):
        return PackageManager("pipenv", Origin(join(folder, "Pipfile")), cache_folders=_CACHES["pipenv"]), None
    requirements = requirement_files(context, folder)
    if not requirements:
        conda = first_file(context, folder, ("environment.yml", "environment.yaml"))
        if conda is not None:
            return PackageManager("conda", Origin(conda), cache_folders=_CACHES["conda"]), None
    if requirements and is_file(context, requirements[0].removesuffix(".txt") + ".in"):
        return PackageManager("pip-tools", Origin(requirements[0]), cache_folders=("/root/.cache/pip",)), requirements[
            0
        ]
    first = requirements[0] if requirements else first_file(context, folder, _MANIFESTS) or project
    return PackageManager("pip", Origin(first), cache_folders=("/root/.cache/pip",)), None


def _manifests(context: BuildContext, folder: str, manager: PackageManager, lock: str | None) -> tuple[str, ...]:
    match manager.name:
        case "pip" | "pip-tools":
            requirements = requirement_files(context, folder)
            if requirements:
                return requirements
            names: tuple[str, ...] = ("pyproject.toml", "setup.py", "setup.cfg")
        case "pipenv":
            names = ("Pipfile",)
        case "conda":
            names = ("environment.yml", "environment.yaml")
        case _:
            names = ("pyproject.toml", "poetry.toml", ".python-version")
    found = files_in(context, folder, names)
    return (*found, lock) if lock and lock not in found else found


def _install(
    context: BuildContext, folder: str, manager: PackageManager, lock: str | None
) -> tuple[Command, Command | None]:
    """Install everything, and install for production; the same where the tool makes no difference."""
    origin = manager.origin
    match manager.name:
        case "uv":
            frozen = ("--locked",) if lock else ()
            return (
                custom(origin, "uv", "sync", *frozen, "--no-install-project"),
                custom(origin, "uv", "sync", *frozen, "--no-install-project", "--no-dev"),
            )
        case "poetry":
            return (
                custom(origin, "poetry", "install", "--no-root", "--no-interaction"),
                custom(origin, "poetry", "install", "--no-root", "--no-interaction", "--only", "main"),
            )
        case "pdm":
            frozen = ("--frozen-lockfile",) if lock else ()
            return custom(origin, "pdm", "sync", "--no-self", *frozen), custom(
                origin, "pdm", "sync", "--no-self", "--prod"
            )
        case "pipenv":
            command = ("sync",) if lock else ("install",)
            return custom(origin, "pipenv", *command, "--dev"), custom(origin, "pipenv", *command, "--system")
        case "conda":
            file = (lock or origin.path).rpartition("/")[2]
            install = custom(origin, "conda", "env", "create", "--file", file)
            return install, install
        case _:
            requirements = requirement_files(context, folder)
            if not requirements:
                install = custom(origin, "pip", "install", ".")
                return install, install
            name = requirements[0][len(folder) + 1 :] if folder else requirements[0]
            install = custom(origin, "pip", "install", "-r", name)
            return install, install


def _install_needs_sources(context: BuildContext, folder: str, manager: PackageManager) -> Judgement:
    """Tools that can leave out the project itself need no sources; pip installs it from them."""
    for path in requirement_files(context, folder):
        local = known_in(
            context,
            path,
            re.compile(r"^[ \t]*+((?:-e|--editable)[ \t=]++[.\w/-]++|\.{1,2}/\S*+|\.)[ \t]*+$", re.MULTILINE),
        )
        if local is not None:
            return yes(Reason("The requirements name a folder of the context", local.origin))
    if manager.name == "pip" and not requirement_files(context, folder):
        return yes(Reason("pip installs the project from its sources", manager.origin))
    return no() if manager.name != "conda" else unknown()


def _product(framework: str | None, start: Command | None, entry: Known | None, has_project: bool) -> Product | None:
    if framework is not None or start is not None or entry is not None:
        return Product.PROGRAM
    return Product.LIBRARY if has_project else None


def _needs_build(framework: str | None) -> Judgement:
    return unknown() if framework == "django" else no()


def _build(framework: str | None, entry: Known | None) -> Command | None:
    """Django collects the files that it hands out, if it is told where to (``STATIC_ROOT``)."""
    if framework != "django" or entry is None or not entry.value.endswith("manage.py"):
        return None
    return custom(entry.origin, "python", "manage.py", "collectstatic", "--noinput")


def _port(framework: str | None, packages: Mapping[str, Origin]) -> Known | None:
    ports = {
        "django": "8000",
        "fastapi": "8000",
        "flask": "5000",
        "streamlit": "8501",
        "gradio": "7860",
        "dash": "8050",
    }
    if framework not in ports or framework is None:
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
    poetry = as_table((as_table(_tools(settings).get("poetry")) or {}).get("dependencies")) or {}
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
    uv = as_table(_tools(settings).get("uv")) or {}
    path = join(folder, "pyproject.toml")
    if "workspace" in uv:
        return yes(Reason("It is the root of a workspace", Origin(path, None, "tool.uv.workspace")))
    for name, source in (as_table(uv.get("sources")) or {}).items():
        if (as_table(source) or {}).get("workspace") or (as_table(source) or {}).get("path"):
            return yes(Reason(f"{name} lies in the same repository", Origin(path, None, f"tool.uv.sources.{name}")))
    for place in ancestors(folder):
        above = toml_table(context, join(place, "pyproject.toml"))
        if isinstance(above, Mapping) and "workspace" in (as_table(_tools(above).get("uv")) or {}):
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
