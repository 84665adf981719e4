"""Which framework a ``package.json`` is built on, and where that puts what it builds.

Sources, by framework: https://nextjs.org/docs/app/api-reference/config/next-config-js/output,
https://nuxt.com/docs/getting-started/deployment, https://svelte.dev/docs/kit/adapters, https://docs.astro.build,
https://vite.dev/config/build-options, https://cli.vuejs.org/config, https://create-react-app.dev/docs/deployment,
https://angular.dev/reference/configs/workspace-config, https://docs.nestjs.com/cli/overview.
"""

from __future__ import annotations

import re

from ...syntax.dataclass import dataclass
from ..plain_values import as_table
from .facts import Known, Origin, Product
from .node_manifest import NodeManifest
from .reading import first_file, is_folder, join, json_table, line_at, text_of, without_comments

_SERVERS = (
    "@nestjs/core", "fastify", "koa", "@hapi/hapi", "hapi", "express", "hono", "@adonisjs/core", "@feathersjs/feathers",
    "sails", "restify", "polka", "@strapi/strapi", "@apollo/server", "apollo-server", "elysia", "socket.io", "ws",
)  # fmt: skip
_NAMES = {
    "@nestjs/core": "nest", "@hapi/hapi": "hapi", "@adonisjs/core": "adonis", "@feathersjs/feathers": "feathers",
    "@strapi/strapi": "strapi", "@apollo/server": "apollo", "apollo-server": "apollo",
}  # fmt: skip

_SITES = (
    ("react-scripts", "create-react-app", "build"),
    ("@vue/cli-service", "vue-cli", "dist"),
    ("@angular/cli", "angular", "dist"),
    ("gatsby", "gatsby", "public"),
    ("@docusaurus/core", "docusaurus", "build"),
    ("vitepress", "vitepress", ".vitepress/dist"),
    ("@11ty/eleventy", "eleventy", "_site"),
    ("vite", "vite", "dist"),
    ("parcel", "parcel", "dist"),
    ("webpack", "webpack", "dist"),
)
_VIEWS = ("react", "vue", "svelte", "preact", "solid-js", "@angular/core", "lit")

CONFIGURATION_NAMES = (
    "next.config.js", "next.config.mjs", "next.config.ts", "next.config.cjs",
    "nuxt.config.ts", "nuxt.config.js", "svelte.config.js", "svelte.config.ts", "astro.config.mjs", "astro.config.ts",
    "vite.config.ts", "vite.config.js", "vite.config.mjs", "vue.config.js", "webpack.config.js", "angular.json",
    "tsconfig.json", "tsconfig.build.json", "nest-cli.json", "remix.config.js", "react-router.config.ts",
)  # fmt: skip
"""Settings that are worth reading: small files that say where the output goes."""


@dataclass(frozen=True, slots=True)
class Framework:
    """``output`` is relative to the project; ``is_default`` says that it is the framework's habit and unconfirmed."""

    name: Known | None
    product: Product | None
    output: Known | None = None
    is_default: bool = False
    is_standalone: bool = False
    port: int | None = None
    build: tuple[str, ...] = ()
    """What builds it where no script does."""
    server: str | None = None
    """What Node.js is told to run, once it is built, where no script says so."""


def framework(manifest: NodeManifest) -> Framework:
    """What a project is built on; a framework without name where nothing tells."""
    for package, recognise in _FULL.items():
        origin = manifest.dependency(package)
        if origin is not None:
            return recognise(manifest, origin)
    server = next((name for name in _SERVERS if manifest.is_production(name)), None)
    if server is not None:
        origin = manifest.dependency(server) or manifest.origin()
        return Framework(Known(_NAMES.get(server, server), origin), Product.PROGRAM)
    for package, name, output in _SITES:
        origin = manifest.dependency(package)
        if origin is not None and (package not in ("vite", "parcel", "webpack") or _has_page(manifest)):
            return _site(manifest, name, origin, output)
    return Framework(None, None)


def _has_page(manifest: NodeManifest) -> bool:
    """Bundlers also make libraries and the assets of servers; a view library or a page at the root tells."""
    has_view = any(manifest.dependency(view) is not None for view in _VIEWS)
    return has_view or first_file(manifest.context, manifest.folder, ("index.html",)) is not None


def setting(manifest: NodeManifest, names: tuple[str, ...], pattern: str) -> tuple[str, Origin] | None:
    """The first group of a pattern in the first settings file of these names, comments left out."""
    path = first_file(manifest.context, manifest.folder, names)
    text = None if path is None else text_of(manifest.context, path)
    if path is None or text is None:
        return None
    code = without_comments(text)
    found = re.search(pattern, code)
    return None if found is None else (found[1], Origin(path, line_at(code, found.start())))


def _is_unread(manifest: NodeManifest, names: tuple[str, ...]) -> bool:
    """Whether there are settings that nobody read."""
    path = first_file(manifest.context, manifest.folder, names)
    return path is not None and text_of(manifest.context, path) is None


def _next(manifest: NodeManifest, origin: Origin) -> Framework:
    names = CONFIGURATION_NAMES[:4]
    output = setting(manifest, names, r"\boutput[ \t]*+:[ \t]*+['\"](\w+)['\"]")
    folder = setting(manifest, names, r"\bdistDir[ \t]*+:[ \t]*+['\"]([^'\"\n]+)['\"]")
    build = Known(*folder) if folder else Known(".next", origin)
    if output and output[0] == "export":
        site = build if folder else Known("out", output[1])
        return Framework(Known("next", origin), Product.WEBSITE, site, build=("npx", "next", "build"))
    is_standalone = output is not None and output[0] == "standalone"
    is_default = _is_unread(manifest, names)
    return Framework(
        Known("next", origin),
        Product.PROGRAM,
        build,
        is_default,
        is_standalone,
        3000,
        ("npx", "next", "build"),
        f"{build.value}/standalone/server.js" if is_standalone else None,
    )


def _nuxt(manifest: NodeManifest, origin: Origin) -> Framework:
    build = manifest.package.scripts.get("build", "")
    if "generate" in build:
        return Framework(Known("nuxt", origin), Product.WEBSITE, Known(".output/public", origin))
    server = ".output/server/index.mjs"
    return Framework(Known("nuxt", origin), Product.PROGRAM, Known(".output", origin), port=3000, server=server)


def _remix(_manifest: NodeManifest, origin: Origin) -> Framework:
    name = "react-router" if origin.key.endswith("@react-router/node") else "remix"
    return Framework(Known(name, origin), Product.PROGRAM, Known("build", origin), port=3000)


def _svelte_kit(manifest: NodeManifest, origin: Origin) -> Framework:
    name = Known("sveltekit", origin)
    for package, product in (
        ("@sveltejs/adapter-node", Product.PROGRAM),
        ("@sveltejs/adapter-static", Product.WEBSITE),
    ):
        adapter = manifest.dependency(package)
        if adapter is not None:
            is_program = product is Product.PROGRAM
            port, server = (3000, "build") if is_program else (None, None)
            return Framework(name, product, Known("build", adapter), port=port, server=server)
    return Framework(name, None)


def _astro(manifest: NodeManifest, origin: Origin) -> Framework:
    node = manifest.dependency("@astrojs/node")
    if node is None:
        return Framework(Known("astro", origin), Product.WEBSITE, Known("dist", origin))
    server = "dist/server/entry.mjs"
    return Framework(Known("astro", origin), Product.PROGRAM, Known("dist", origin), port=4321, server=server)


_FULL = {
    "next": _next,
    "nuxt": _nuxt,
    "nuxt3": _nuxt,
    "@remix-run/node": _remix,
    "@remix-run/react": _remix,
    "@react-router/node": _remix,
    "@sveltejs/kit": _svelte_kit,
    "astro": _astro,
}


def _site(manifest: NodeManifest, name: str, origin: Origin, output: str) -> Framework:
    patterns = {
        "vite": (("vite.config.ts", "vite.config.js", "vite.config.mjs"), r"\boutDir[ \t]*+:", r"[ \t]*+"),
        "vue-cli": (("vue.config.js",), r"\boutputDir[ \t]*+:", r"[ \t]*+"),
        "webpack": (("webpack.config.js",), r"\bpath[ \t]*+:", r"[^'\"\n]*+"),
    }
    known = Known(output, origin)
    is_default = False
    if name in patterns:
        names, key, between = patterns[name]
        found = setting(manifest, names, rf"{key}{between}['\"]([^'\"\n]+)")
        known = Known(found[0], found[1]) if found else known
        is_computed = found is None and setting(manifest, names, f"({key})") is not None
        is_default = is_computed or _is_unread(manifest, names)
    elif name == "angular":
        known, is_default = _angular_output(manifest, origin)
    view = next((view for view in _VIEWS if manifest.dependency(view) is not None), None)
    shown = f"{view.strip('@').split('/')[0]}-{name}" if view and name in ("vite", "webpack", "parcel") else name
    known = Known(join("", known.value), known.origin)
    program = {"webpack": ("webpack", "--mode", "production"), "vite": ("vite", "build"), "parcel": ("parcel", "build")}
    build = ("npx", *program[name]) if name in program else ()
    return Framework(Known(shown, origin), Product.WEBSITE, known, is_default, build=build)


def _angular_output(manifest: NodeManifest, origin: Origin) -> tuple[Known, bool]:
    """The output of the first application; the builder of Angular 17 and later adds a folder ``browser``."""
    path = join(manifest.folder, "angular.json")
    projects = as_table((json_table(manifest.context, path) or {}).get("projects")) or {}
    for name, project in projects.items():
        build: object = project
        for key in ("architect", "build"):
            build = (as_table(build) or {}).get(key)
        builder, options = (
            (as_table(build) or {}).get("builder"),
            as_table((as_table(build) or {}).get("options")) or {},
        )
        output = options.get("outputPath")
        if isinstance(output, str) or builder is not None:
            folder = output if isinstance(output, str) else f"dist/{name}"
            is_new = isinstance(builder, str) and builder.endswith(":application")
            return Known(f"{folder}/browser" if is_new else folder, Origin(path, None, f"projects.{name}")), False
    return Known("dist", origin), True


def asset_folders(manifest: NodeManifest) -> tuple[str, ...]:
    """Folders that a server commonly reads from at run time, of those that are there."""
    names = ("public", "views", "templates", "static", "assets", "locales", "i18n", "migrations", "prisma", "proto")
    return tuple(
        join(manifest.folder, name) for name in names if is_folder(manifest.context, join(manifest.folder, name))
    )
