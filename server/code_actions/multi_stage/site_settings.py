"""What the settings of a development server add to serving files, so that files alone would not do the same.

Promises: where a settings file is there and was not read, that is a reason as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...project.build_context import BuildContext
from ...project.recognition.reading import first_file, is_file, join, json_table, line_at, text_of, without_comments
from ...syntax.dataclass import dataclass
from .site_serving import Serving

_FILES = {
    "vite": ("vite.config.ts", "vite.config.js", "vite.config.mjs"),
    "vue-cli-service": ("vue.config.js",),
    "webpack": ("webpack.config.js",),
    "webpack-dev-server": ("webpack.config.js",),
    "ng": ("angular.json",),
}
_BEYOND_FILES = (
    (re.compile(r"\bproxy\b|\bproxyConfig\b"), "sends requests on to another server"),
    (
        re.compile(r"\b(?:configureServer|setupMiddlewares|on(?:Before|After)SetupMiddleware)\b"),
        "answers by itself",
    ),
    (re.compile(r"\bhttps\s*+:\s*+(?!/|false\b|!1)|\bbasicSsl\b|\bmkcert\b|\bssl\"?\s*+:\s*+true"), "serves with TLS"),
)
_PATH = re.compile(r"\b(?:base|publicPath|baseHref|deployUrl)\"?\s*:\s*(?P<value>[^\s,}]+)")
_ROOT_PATHS = frozenset(f"{quote}{path}{quote}" for quote in "'\"`" for path in ("/", "./", "", "auto"))
_ROOT_FOLDER = re.compile(r"\broot\s*:")
_SECTION_PORT = r"\b{}\s*:\s*\{{[^{{}}]*?\bport\s*:\s*(\d+)"
_SECTIONS = {("vite", "preview"): "preview", ("vite", ""): "server"}
_PORT = re.compile(r"\bport\b")
_FALLBACK = re.compile(r"\bhistoryApiFallback\s*+:\s*+(?!false\b|!1)")
_OTHER_FOLDER = re.compile(r"\b(?:contentBase|static)\s*:\s*(?P<value>[^\n]*)")
_OTHER_SETTINGS = ("--config", "-c", "--mode", "-m", "--configuration", "--proxy-config", "--ssl", "--https", "--base")
_OF_STATIC_SERVERS = ("--config", "-c", "-P", "--proxy", "-S", "--tls", "--ssl-cert", "-U", "--username")


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """``reasons`` are why files alone would not do. ``port`` is what settings say; ``has_port`` that they say one.

    ``falls_back`` says that paths without a file are answered with the first page.
    """

    reasons: tuple[str, ...] = ()
    port: int | None = None
    has_port: bool = False
    falls_back: bool = False


def settings_of(context: BuildContext, folder: str, output: str, serving: Serving) -> SiteSettings:
    """What the settings in a folder of the context say of a development server; the site is built to ``output``."""
    reasons = [*_other_settings(serving, _OTHER_SETTINGS), *_environment_files(context, folder)]
    if serving.tool[0] == "react-scripts":
        reasons += _create_react_app(context, folder)
    path = first_file(context, folder, _FILES.get(serving.tool[0], ()))
    if path is None:
        return SiteSettings(tuple(reasons))
    text = text_of(context, path)
    if text is None:
        return SiteSettings((*reasons, f"`{path}` was not read, and it may do more than serve files"))
    code = without_comments(text)
    reasons += _beyond_files(path, code)
    if serving.tool[0].startswith("webpack"):
        reasons += _webpack(path, code, output)
    section = _SECTIONS.get(serving.tool, "devServer" if serving.tool[0] != "vite" else "server")
    found = re.search(_SECTION_PORT.format(section), code)
    return SiteSettings(
        tuple(reasons),
        None if found is None else int(found[1]),
        _PORT.search(code) is not None,
        _FALLBACK.search(code) is not None,
    )


def settings_of_folder(context: BuildContext, folder: str, serving: Serving) -> SiteSettings:
    """What a server for the files of a folder is told besides."""
    paths = [join(folder, name) for name in ("serve.json", "public/serve.json") if serving.tool[0] == "serve"]
    found = [f"`{path}` tells `serve` more than which folder to serve" for path in paths if is_file(context, path)]
    return SiteSettings((*_other_settings(serving, _OF_STATIC_SERVERS), *found))


def _other_settings(serving: Serving, options: tuple[str, ...]) -> Iterator[str]:
    for option in options:
        is_usual = option in ("--mode", "-m") and {"development", "production"} & set(serving.command.split())
        if option in serving.options and not is_usual:
            yield f"`{serving.command}` is told `{option}`, and whether the build does the same is not known"


def _environment_files(context: BuildContext, folder: str) -> Iterator[str]:
    """Variables that only development has: https://vite.dev/guide/env-and-mode, and the others do the same."""
    has_production = any(is_file(context, join(folder, f".env.production{end}")) for end in ("", ".local"))
    for name in (".env.development", ".env.development.local"):
        if is_file(context, join(folder, name)) and not has_production:
            yield f"`{join(folder, name)}` is read by the development server, and there is no such file for the build"


def _create_react_app(context: BuildContext, folder: str) -> Iterator[str]:
    manifest = join(folder, "package.json")
    for name in ("src/setupProxy.js", "src/setupProxy.ts"):
        if is_file(context, join(folder, name)):
            yield f"`{join(folder, name)}`: the development server sends requests on to another server"
    table = json_table(context, manifest) or {}
    if "proxy" in table:
        yield f"`{manifest}`: the development server sends requests on to another server (`proxy`)"
    home = table.get("homepage")
    path = re.sub(r"^https?://[^/]*", "", home) if isinstance(home, str) else ""
    if path not in ("", "/", ".", "./"):
        yield f"`{manifest}`: the site is made for the path `{path}`"


def _webpack(path: str, code: str, output: str) -> Iterator[str]:
    """Files that webpack's server hands out and webpack does not make."""
    if "HtmlWebpackPlugin" not in code:
        yield f"`{path}` makes no page (HtmlWebpackPlugin), so what is served is not all built"
    found = _OTHER_FOLDER.search(code)
    if found is not None and output not in found["value"] and "CopyWebpackPlugin" not in code:
        line = line_at(code, found.start())
        yield f"`{path}`, line {line}: the development server serves another folder than the one that is built"


def _beyond_files(path: str, code: str) -> Iterator[str]:
    for pattern, does in _BEYOND_FILES:
        found = pattern.search(code)
        if found is not None:
            yield f"`{path}`, line {line_at(code, found.start())}: the development server {does} (`{found[0]}`)"
    for found in _PATH.finditer(code):
        if found["value"] not in _ROOT_PATHS:
            line = line_at(code, found.start())
            yield f"`{path}`, line {line}: the site is not made for the path `/` but for {found['value']}"
    root = _ROOT_FOLDER.search(code)
    if root is not None and path.rpartition("/")[2].startswith("vite."):
        yield f"`{path}`, line {line_at(code, root.start())}: sources lie in another folder, and so may what is built"
