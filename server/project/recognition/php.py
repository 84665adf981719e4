"""PHP: from a ``composer.json`` to the facts of a project.

Sources: https://getcomposer.org/doc/04-schema.md, https://getcomposer.org/doc/03-cli.md#install-i,
https://laravel.com/docs/deployment, https://symfony.com/doc/current/deployment.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..build_context import BuildContext
from ..plain_values import as_list, as_table
from .commands import custom
from .facts import (
    Artefact,
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
from .reading import (
    files_in,
    folder_of,
    is_file,
    join,
    json_line,
    json_table,
    manifests_named,
    text_of,
    unread_json,
)

_FRAMEWORKS = (
    ("laravel/framework", "laravel"), ("laravel/lumen-framework", "lumen"), ("symfony/framework-bundle", "symfony"),
    ("slim/slim", "slim"), ("cakephp/cakephp", "cakephp"), ("codeigniter4/framework", "codeigniter"),
    ("yiisoft/yii2", "yii"), ("laminas/laminas-mvc", "laminas"), ("drupal/core-recommended", "drupal"),
    ("hyperf/framework", "hyperf"),
)  # fmt: skip
_CORE = frozenset(
    {
        "ext-json",
        "ext-ctype",
        "ext-iconv",
        "ext-mbstring",
        "ext-xml",
        "ext-dom",
        "ext-curl",
        "ext-fileinfo",
        "ext-filter",
        "ext-hash",
        "ext-openssl",
        "ext-pdo",
        "ext-phar",
        "ext-session",
        "ext-simplexml",
        "ext-tokenizer",
        "ext-xmlreader",
        "ext-xmlwriter",
        "ext-zlib",
        "ext-libxml",
        "ext-pcre",
        "ext-spl",
        "ext-date",
        "ext-posix",
        "ext-sodium",
        "ext-readline",
        "ext-random",
        "ext-reflection",
    }
)
"""Extensions that PHP's official images have already."""


def sources(context: BuildContext) -> Iterator[str]:
    """Nothing besides the manifests."""
    for path in manifests_named(context, "composer.json"):
        yield from files_in(context, folder_of(path), ("symfony.lock",))


def recognise(context: BuildContext) -> Iterator[ProjectFacts]:
    """Each ``composer.json``."""
    for path in manifests_named(context, "composer.json"):
        yield _project(context, path)


def _project(context: BuildContext, path: str) -> ProjectFacts:
    folder, text, origin = folder_of(path), text_of(context, path), Origin(path)
    table = json_table(context, path)
    notes = unread_json(context, path) if table is None else ()
    required = as_table((table or {}).get("require")) or {}
    lines = {
        name: Origin(path, json_line(text or "", "require", name), f"require.{name}")
        for name in required
        if _matters(name)
    }
    framework = _framework(context, folder, lines)
    lock = next(iter(files_in(context, folder, ("composer.lock",))), None)
    has_public = is_file(context, join(folder, "public/index.php")) or is_file(context, join(folder, "index.php"))
    is_program = framework is not None or has_public or (table or {}).get("type") == "project"
    product = Product.PROGRAM if is_program else (Product.LIBRARY if (table or {}).get("type") == "library" else None)
    install = ("composer", "install", "--no-interaction", "--no-progress")
    name = (table or {}).get("name")
    version = required.get("php")
    extensions = [each for each in lines if each.startswith("ext-") and each not in _CORE]
    return ProjectFacts(
        Ecosystem.PHP,
        folder,
        (origin,),
        name=Known(name, Origin(path, json_line(text or "", "name"), "name")) if isinstance(name, str) else None,
        framework=framework,
        product=product,
        package_manager=PackageManager("composer", Origin(lock or path), cache_folders=("/root/.composer/cache",)),
        lock_file=lock,
        manifests=(path, *((lock,) if lock else ()), *files_in(context, folder, ("symfony.lock", "auth.json"))),
        install_needs_sources=_install_needs_sources(table, text, path),
        install=custom(origin, *install),
        install_production=custom(origin, *install, "--no-dev", "--prefer-dist", "--optimize-autoloader"),
        needs_build=no(),
        start=None,
        entry_point=next(
            (
                Known(each, Origin(each))
                for each in files_in(context, folder, ("public/index.php", "index.php", "artisan"))
            ),
            None,
        ),
        language_version=Known(version, lines["php"]) if isinstance(version, str) else None,
        native_modules=yes(
            *(Reason(f"{each} is an extension that the image may not have", lines[each]) for each in extensions)
        )
        if extensions
        else unknown(),
        is_monorepo_part=_monorepo(table, text, path),
        artefacts=_artefacts(folder, origin) if product is Product.PROGRAM else (),
        sources_at_run_time=True,
        needs=_needs(folder, framework, origin) if product is Product.PROGRAM else (),
        run_environment=_environment(framework),
        notes=notes,
    )


def _matters(name: str) -> bool:
    return name == "php" or name.startswith("ext-") or any(name == package for package, _ in _FRAMEWORKS)


def _framework(context: BuildContext, folder: str, lines: Mapping[str, Origin]) -> Known | None:
    for package, name in _FRAMEWORKS:
        if package in lines:
            return Known(name, lines[package])
    for marker, name in (
        ("artisan", "laravel"),
        ("bin/console", "symfony"),
        ("symfony.lock", "symfony"),
        ("wp-config.php", "wordpress"),
    ):
        if is_file(context, join(folder, marker)):
            return Known(name, Origin(join(folder, marker)))
    return None


def _install_needs_sources(table: Mapping[str, object] | None, text: str | None, path: str) -> Judgement:
    """Composer runs scripts of the project after an install and makes the class map from its files."""
    if table is None:
        return unknown()
    scripts = as_table(table.get("scripts")) or {}
    names = [
        name
        for name in ("pre-install-cmd", "post-install-cmd", "post-autoload-dump", "pre-autoload-dump")
        if name in scripts
    ]
    reasons = [
        Reason(f"Installing runs {name}", Origin(path, json_line(text or "", "scripts", name), f"scripts.{name}"))
        for name in names
    ]
    autoload = as_table(table.get("autoload")) or {}
    reasons += [
        Reason(
            f"The autoloader is made from {key}",
            Origin(path, json_line(text or "", "autoload", key), f"autoload.{key}"),
        )
        for key in ("files", "classmap")
        if key in autoload
    ]
    return yes(*reasons) if reasons else no()


def _monorepo(table: Mapping[str, object] | None, text: str | None, path: str) -> Judgement:
    if table is None:
        return unknown()
    repositories = table.get("repositories")
    for item in as_list(repositories) or tuple((as_table(repositories) or {}).values()):
        if (as_table(item) or {}).get("type") == "path":
            return yes(
                Reason(
                    "A package lies in the same repository",
                    Origin(path, json_line(text or "", "repositories"), "repositories"),
                )
            )
    return no()


def _artefacts(folder: str, origin: Origin) -> tuple[Artefact, ...]:
    return (Artefact(folder, Part.SOURCES, origin), Artefact(join(folder, "vendor"), Part.DEPENDENCIES, origin))


def _needs(folder: str, framework: Known | None, origin: Origin) -> tuple[Need, ...]:
    found = [Need(NeedKind.COMMAND, "php", origin), Need(NeedKind.C_LIBRARY, "libc", origin)]
    folders = {"laravel": ("storage", "bootstrap/cache"), "symfony": ("var",)}.get(
        framework.value if framework else "", ()
    )
    found += [
        Need(NeedKind.WRITABLE_FOLDER, join(folder, name), framework.origin if framework else origin)
        for name in folders
    ]
    return tuple(found)


def _environment(framework: Known | None) -> tuple[tuple[str, str], ...]:
    match framework.value if framework else "":
        case "laravel":
            return (("APP_ENV", "production"), ("APP_DEBUG", "false"))
        case "symfony":
            return (("APP_ENV", "prod"), ("APP_DEBUG", "0"))
        case _:
            return ()
