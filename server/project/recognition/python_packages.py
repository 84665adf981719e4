"""What a Python project depends on, read from whichever manifest says so, and which of it has native code.

Sources: https://pip.pypa.io/en/stable/reference/requirements-file-format, https://peps.python.org/pep-0621,
https://peps.python.org/pep-0735, https://python-poetry.org/docs/pyproject,
https://pipenv.pypa.io/en/latest/pipfile.html. Leaves out: what packages themselves depend on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..build_context import BuildContext
from ..manifests import ManifestProblem
from ..plain_values import as_list, as_table
from .facts import Judgement, Need, Note, Origin, Reason, no, unknown, yes
from .native_libraries import need
from .reading import (
    files_in,
    folder_of,
    is_file,
    join,
    known_in,
    line_at,
    lost_text,
    problem_note,
    text_of,
    toml_line,
    toml_table,
)

_REQUIREMENT = re.compile(r"[ \t]*+([A-Za-z0-9][A-Za-z0-9._-]*+)(?:[ \t]*+\[([^\]\n]*+)\])?")
_INCLUDED = re.compile(r"[ \t]*+(?:-r|--requirement|-c|--constraint)[ \t=]++([^\s#]++)")

_LIBRARIES: Mapping[str, str] = {
    "psycopg2": "libpq", "psycopg": "libpq", "pygresql": "libpq", "mysqlclient": "MariaDB", "mariadb": "MariaDB",
    "python-ldap": "OpenLDAP", "pyodbc": "unixODBC", "pycurl": "libcurl", "pyvips": "libvips",
    "python-magic": "libmagic",
    "weasyprint": "Pango", "cairosvg": "Cairo", "uwsgi": "libxml2", "gdal": "GEOS and GDAL", "fiona": "GEOS and GDAL",
    "wand": "MagickWand",
    "opencv-python": "libGL",
    "lightgbm": "OpenMP", "xmlsec": "libxml2", "django-auth-ldap": "OpenLDAP", "pdfkit": "wkhtmltopdf",
    "gitpython": "git",
    "pydub": "ffmpeg", "ffmpeg-python": "ffmpeg",
}  # fmt: skip
"""Packages that call for a library or command of the system even where they come as wheels."""

_COMPILED = frozenset(
    {"psycopg2", "mysqlclient", "python-ldap", "uwsgi", "pycurl", "mariadb", "gdal", "pygraphviz", "dbus-python",
     "pycairo", "xmlsec", "pyaudio", "netifaces", "django-auth-ldap", "pygresql"}
)  # fmt: skip
"""Published as sources only for Linux: a compiler is needed."""

_BINARY = frozenset(
    {"numpy", "pandas", "psycopg-binary", "scipy", "psycopg2-binary", "pydantic", "cryptography", "lxml",
     "pillow", "asyncpg", "uvloop",
     "httptools", "bcrypt", "cffi", "greenlet", "sqlalchemy", "scikit-learn", "torch", "tensorflow", "grpcio", "orjson",
     "ujson", "aiohttp", "markupsafe", "pyyaml", "opencv-python", "opencv-python-headless", "matplotlib", "protobuf",
     "msgpack", "regex", "gevent", "lightgbm", "xgboost", "pyarrow", "polars", "fastapi", "multidict",
     "yarl", "argon2-cffi",
     "pyodbc", "fiona", "jinja2", "redis-py-hiredis", "hiredis", "pymssql", "confluent-kafka", "rpds-py", "tokenizers",
     "flask", "django-cryptography", "pynacl", "zstandard", "brotli", "watchfiles", "sentencepiece", "onnxruntime"}
)  # fmt: skip
"""Published as binary wheels, or depending on one that is."""


def canonical(name: str) -> str:
    """A package's name as the index compares it (https://peps.python.org/pep-0503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _required(line: str) -> str | None:
    """The package that a line asks for. The extra ``binary`` stands for a package of its own that brings libraries."""
    found = _REQUIREMENT.match(line)
    if found is None:
        return None
    return f"{found[1]}-binary" if "binary" in re.split(r"[, ]+", found[2] or "") else found[1]


def dependencies(context: BuildContext, folder: str) -> tuple[dict[str, Origin], tuple[Note, ...]]:
    """The packages that production needs, by canonical name, and what could not be read."""
    found: dict[str, Origin] = {}
    notes: list[Note] = []
    for read in (_of_pyproject, _of_pipfile, _of_requirements, _of_setup, _of_conda):
        names, problems = read(context, folder)
        for name, origin in names:
            found.setdefault(canonical(name), origin)
        notes.extend(problems)
    return found, tuple(notes)


_Found = tuple[list[tuple[str, Origin]], list[Note]]


def _toml(context: BuildContext, path: str) -> tuple[Mapping[str, object], list[Note]]:
    table = toml_table(context, path)
    if isinstance(table, ManifestProblem):
        return {}, [problem_note(path, table)]
    if table is None:
        return {}, list(lost_text(context, path)) if is_file(context, path) else []
    return table, []


def _of_pyproject(context: BuildContext, folder: str) -> _Found:
    path = join(folder, "pyproject.toml")
    table, notes = _toml(context, path)
    text = text_of(context, path) or ""
    found: list[tuple[str, Origin]] = []
    project = as_table(table.get("project")) or {}
    wanted = [item for item in as_list(project.get("dependencies")) or () if isinstance(item, str)]
    found += [
        (name, Origin(path, _line_of_item(text, name.removesuffix("-binary")), "project.dependencies"))
        for item in wanted
        if (name := _required(item))
    ]
    tool = as_table(table.get("tool")) or {}
    poetry = as_table((as_table(tool.get("poetry")) or {}).get("dependencies")) or {}
    for key, value in poetry.items():
        if key != "python":
            heading = "tool.poetry.dependencies"
            extras = as_list((as_table(value) or {}).get("extras")) or ()
            name = f"{key}-binary" if "binary" in extras else key
            found.append((name, Origin(path, toml_line(text, heading, key), f"{heading}.{key}")))
    return found, notes


def _line_of_item(text: str, name: str) -> int | None:
    found = re.search(rf"[\"']{re.escape(name)}", text)
    return None if found is None else line_at(text, found.start())


def _of_pipfile(context: BuildContext, folder: str) -> _Found:
    path = join(folder, "Pipfile")
    table, notes = _toml(context, path)
    text = text_of(context, path) or ""
    packages = as_table(table.get("packages")) or {}
    return [(key, Origin(path, toml_line(text, "packages", key), f"packages.{key}")) for key in packages], notes


def _of_requirements(context: BuildContext, folder: str) -> _Found:
    found: list[tuple[str, Origin]] = []
    notes: list[Note] = []
    for path in requirement_files(context, folder):
        text = text_of(context, path)
        if text is None:
            # An empty list asks for nothing, and is a list.
            notes.extend(lost_text(context, path) if context.texts.get(path) != "" else ())
            continue
        lines = enumerate(text.split("\n"), 1)
        found.extend((name, Origin(path, number)) for number, line in lines if (name := _required(line)))
    return found, notes


REQUIREMENT_NAMES = (
    "requirements.txt", "requirements/production.txt", "requirements/prod.txt", "requirements/base.txt",
    "requirements/common.txt", "requirements/requirements.txt", "requirements.prod.txt", "requirements-prod.txt",
)  # fmt: skip
"""Where production is written down, the likeliest first."""


def requirement_files(context: BuildContext, folder: str) -> tuple[str, ...]:
    """The requirements file for production and those that it includes, in this order."""
    first = files_in(context, folder, REQUIREMENT_NAMES)[:1]
    found: dict[str, None] = {}
    todo = list(first)
    while todo and len(found) < 20:
        path = todo.pop(0)
        if path in found or not is_file(context, path):
            continue
        found[path] = None
        lines = (text_of(context, path) or "").split("\n")
        todo += [join(folder_of(path), included[1]) for line in lines if (included := _INCLUDED.match(line))]
    return tuple(found)


_SETUP_LIST = re.compile(r"install_requires\s*+=\s*+\[([^\]]*+)\]")
_SETUP_CFG = re.compile(r"^install_requires[ \t]*+=[^\n]*+((?:\n[ \t]++[^\n]*+|\n(?=[ \t\n]))*+)", re.MULTILINE)


_QUOTED = re.compile(r"[\"']([A-Za-z0-9][A-Za-z0-9._-]*)")


def _of_setup(context: BuildContext, folder: str) -> _Found:
    found: list[tuple[str, Origin]] = []
    path = join(folder, "setup.py")
    listed = known_in(context, path, _SETUP_LIST)
    if listed is not None:
        found += [(name, listed.origin) for name in _QUOTED.findall(listed.value)]
    listed = known_in(context, join(folder, "setup.cfg"), _SETUP_CFG)
    if listed is not None:
        found += [(name, listed.origin) for line in listed.value.split("\n") if (name := _required(line))]
    return found, []


_CONDA_ITEM = re.compile(r"^[ \t]*+-[ \t]++[\"']?([A-Za-z0-9][A-Za-z0-9._-]*+)", re.MULTILINE)


_TOOLS = ("python", "pip")


def _of_conda(context: BuildContext, folder: str) -> _Found:
    found: list[tuple[str, Origin]] = []
    for path in files_in(context, folder, ("environment.yml", "environment.yaml")):
        text = text_of(context, path) or ""
        start = text.find("dependencies:")
        items = _CONDA_ITEM.finditer(text, max(start, 0))
        found += [(item[1], Origin(path, line_at(text, item.start()))) for item in items if item[1] not in _TOOLS]
    return found, []


def native_modules(packages: Mapping[str, Origin], is_complete: bool) -> Judgement:
    """Whether packages have native code: those compiled here decide, then those that come as binary wheels."""
    compiled = [
        Reason(f"{name} is compiled when it is installed", packages[name]) for name in packages if name in _COMPILED
    ]
    binary = [Reason(f"{name} comes with binaries", packages[name]) for name in packages if name in _BINARY]
    if compiled or binary:
        return yes(*compiled, *binary[:5])
    return no(Reason("Nothing is installed", Origin(""))) if not packages and is_complete else unknown()


def needs(packages: Mapping[str, Origin]) -> tuple[Need, ...]:
    """Libraries and commands of the system that packages call for."""
    return tuple(need(_LIBRARIES[name], origin) for name, origin in packages.items() if name in _LIBRARIES)
