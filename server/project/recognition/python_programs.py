"""Where a Python program begins, and what starts it in production.

The object that a server is given (``app.main:app``) is read from sources, where they were read; a file alone gives the
entry point, not the name of the object in it. Sources: https://docs.gunicorn.org, https://www.uvicorn.org,
https://fastapi.tiangolo.com/fastapi-cli, https://docs.djangoproject.com/en/stable/howto/deployment/wsgi.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..build_context import BuildContext, EntryKind
from .commands import custom, written
from .facts import Command, Known, Origin
from .reading import folder_of, is_file, join, procfile_line, search_line, text_of, without_hash_comments

_STEMS = ("app", "main", "wsgi", "asgi", "server", "run", "application", "manage", "__main__")
_PACKAGES = ("app", "src", "api", "server", "backend")
_APPLICATION = re.compile(
    r"^(\w+)[ \t]*+(?::[^=\n]*+)?=[ \t]*+(?:\w+\.)?(?:Flask|FastAPI|Starlette|Litestar|Quart|Sanic|Dash|Bottle)\(",
    re.MULTILINE,
)
_FACTORY = re.compile(
    r"^(\w+)[ \t]*+(?::[^=\n]*+)?=[ \t]*+(?:\w+\.)?(?:create_app|create_application|get_application|make_app)\(",
    re.MULTILINE,
)
_FACTORY_ITSELF = re.compile(r"^(?:async[ \t]+)?def (create_app|create_application|make_app)\(", re.MULTILINE)


def _python_files(context: BuildContext, folder: str) -> Iterator[str]:
    """Files that may begin a program: well-known names at the root, in the packages below it, then other files."""
    for stem in _STEMS:
        if is_file(context, join(folder, f"{stem}.py")):
            yield join(folder, f"{stem}.py")
    packages = [
        name
        for name, entry in context.names_in(folder).items()
        if entry.kind is EntryKind.FOLDER
        and name not in ("tests", "test", "docs", "migrations", "node_modules", "alembic")
    ]
    packages.sort(key=lambda name: (name not in _PACKAGES, name))
    for package in packages[:12]:
        inner = [join(folder, package)]
        if package in ("src", "backend"):
            inner += [
                join(join(folder, package), name)
                for name, entry in context.names_in(join(folder, package)).items()
                if entry.kind is EntryKind.FOLDER
            ][:6]
        for place in inner:
            for stem in (*_STEMS, "__init__"):
                if is_file(context, join(place, f"{stem}.py")):
                    yield join(place, f"{stem}.py")


def program_sources(context: BuildContext, folder: str) -> Iterator[str]:
    """The files whose text says what a server is to be given."""
    yield from _python_files(context, folder)
    scripts = [name for name in context.names_in(folder) if name.endswith(".py")]
    yield from (join(folder, name) for name in scripts[:8])


def entry_point(context: BuildContext, folder: str, framework: str | None, *, is_package: bool = False) -> Known | None:
    """The file that a program begins with: ``manage.py`` for Django, the one with the application for others.

    In a project that ``is_package``, a script at the root may as well be there to build it.
    """
    candidates = list(dict.fromkeys(program_sources(context, folder)))
    if framework == "django":
        found = next((path for path in candidates if path.endswith("manage.py")), None)
        return None if found is None else Known(found, Origin(found))
    for path in candidates:
        application = _application(context, path)
        if application is not None:
            return Known(path, application.origin)
    package = _uv_or_flask_script(context, folder)
    if package is not None:
        return package
    starters = [
        path
        for path in candidates
        if path.rpartition("/")[2].removesuffix(".py") in ("app", "main", "server", "run", "__main__")
    ]
    if len(starters) == 1 or (starters and folder_of(starters[0]) == folder):
        return Known(starters[0], Origin(starters[0]))
    if framework in ("fastapi", "starlette", "flask"):
        inits = [path for path in candidates if path.endswith(("/main.py", "/app.py"))]
        packages = inits or [path for path in candidates if path.endswith("/__init__.py")]
        if len(packages) == 1:
            return Known(packages[0], Origin(packages[0]))
    if is_package:
        return None
    scripts = [path for path in candidates if folder_of(path) == folder and not _is_settings(path)]
    return Known(scripts[0], Origin(scripts[0])) if len(scripts) == 1 else None


def _is_settings(path: str) -> bool:
    return path.rpartition("/")[2] in (
        "config.py",
        "settings.py",
        "setup.py",
        "conftest.py",
        "manage.py",
        "gunicorn.conf.py",
    )


_WEB_MODULE = re.compile(r"\b(?:gunicorn|uvicorn|hypercorn|waitress-serve)\b[^;&|]*?\s([\w.]+):\w+")


def _uv_or_flask_script(context: BuildContext, folder: str) -> Known | None:
    """The module that a server is given in the Procfile."""
    web = procfile_line(context, folder, "web")
    found = None if web is None or len(web.value) > 1000 else _WEB_MODULE.search(web.value)
    if web is None or found is None:
        return None
    stem = join(folder, found[1].replace(".", "/"))
    path = next((path for path in (f"{stem}.py", f"{stem}/__init__.py") if is_file(context, path)), None)
    return None if path is None else Known(path, web.origin)


def _application(context: BuildContext, path: str) -> Known | None:
    """The name of the application object in a source file, ``name()`` for a function that makes one."""
    text = text_of(context, path)
    if text is None:
        return None
    code = without_hash_comments(text)
    for pattern, form in ((_APPLICATION, "{}"), (_FACTORY, "{}"), (_FACTORY_ITSELF, "{}()")):
        found = search_line(code, pattern)
        if found is not None:
            return Known(form.format(found[0][1]), Origin(path, found[1]))
    return None


def start_command(
    context: BuildContext, folder: str, framework: str | None, entry: Known | None, packages: Mapping[str, Origin]
) -> Command | None:
    """What starts a program in production: a line of the Procfile, or the server that it brings."""
    web = procfile_line(context, folder, "web")
    if web is not None:
        return written(web)
    if framework == "django":
        return _django(context, folder, packages)
    if entry is None:
        return None
    inner = entry.value[len(folder) + 1 :] if folder else entry.value
    module = inner.removesuffix(".py").removesuffix("/__init__").replace("/", ".").removeprefix("src.")
    application = _application(context, entry.value)
    if framework in ("fastapi", "starlette", "litestar", "quart"):
        return _asynchronous(module, inner, application, packages, entry.origin)
    if framework == "flask" and "gunicorn" in packages and application is not None:
        return custom(application.origin, "gunicorn", "--bind", "0.0.0.0:8000", f"{module}:{application.value}")
    if framework == "streamlit":
        return custom(entry.origin, "streamlit", "run", inner)
    if inner.endswith("__main__.py"):
        return custom(entry.origin, "python", "-m", module.removesuffix(".__main__"))
    if "/" not in inner and not inner.endswith(("wsgi.py", "asgi.py", "manage.py")):
        return custom(entry.origin, "python", inner)
    return None


def _asynchronous(
    module: str, inner: str, application: Known | None, packages: Mapping[str, Origin], origin: Origin
) -> Command | None:
    if application is not None and ("uvicorn" in packages or "fastapi" not in packages):
        factory = ("--factory",) if application.value.endswith("()") else ()
        name = application.value.removesuffix("()")
        return custom(application.origin, "uvicorn", *factory, "--host", "0.0.0.0", f"{module}:{name}")
    if "fastapi" in packages and "uvicorn" not in packages:
        path = inner.removesuffix("/__init__.py")
        return custom(origin, "fastapi", "run", "--host", "0.0.0.0", path)
    return None


def _django(context: BuildContext, folder: str, packages: Mapping[str, Origin]) -> Command | None:
    """The server with the WSGI module that ``startproject`` makes; Django brings none of its own for production."""
    modules = [
        name
        for name, entry in context.names_in(folder).items()
        if entry.kind is EntryKind.FOLDER and is_file(context, join(folder, f"{name}/wsgi.py"))
    ]
    if len(modules) != 1:
        return None
    module, path = modules[0], join(folder, f"{modules[0]}/wsgi.py")
    if "gunicorn" in packages:
        return custom(Origin(path), "gunicorn", "--bind", "0.0.0.0:8000", f"{module}.wsgi:application")
    if "uvicorn" in packages and is_file(context, join(folder, f"{module}/asgi.py")):
        return custom(Origin(path), "uvicorn", "--host", "0.0.0.0", f"{module}.asgi:application")
    return None
