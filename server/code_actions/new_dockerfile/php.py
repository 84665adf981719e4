"""PHP: extensions and packages of Composer are made in the first stage, and Apache serves the program in the last.

Of the official images, the one with Apache needs no other container beside it. It is told to listen above 1023, so
that it starts without root.

https://hub.docker.com/_/php, https://hub.docker.com/_/composer, https://laravel.com/docs/deployment
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...images.library_packages import debian_libraries
from ...project.build_context import BuildContext
from ...project.recognition.commands import custom
from ...project.recognition.facts import Known, Need, NeedKind, Origin, ProjectFacts, no
from ..multi_stage.plan import Refusal, refuse
from .blueprint import ROOT, Blueprint, Copy, caches_of, version_of
from .instructions import joined, run, shell
from .versions import release_for

_HEADERS: Mapping[str, tuple[str, ...]] = {
    "bcmath": (),
    "bz2": ("libbz2-dev",),
    "calendar": (),
    "exif": (),
    "gd": ("libfreetype-dev", "libjpeg62-turbo-dev", "libpng-dev"),
    "gettext": (),
    "gmp": ("libgmp-dev",),
    "intl": ("libicu-dev",),
    "ldap": ("libldap-dev",),
    "mysqli": (),
    "pcntl": (),
    "pdo_mysql": (),
    "pdo_pgsql": ("libpq-dev",),
    "pgsql": ("libpq-dev",),
    "soap": ("libxml2-dev",),
    "sockets": (),
    "xsl": ("libxslt1-dev",),
    "zip": ("libzip-dev",),
}
"""What the extensions that come with PHP are compiled with."""
_FROM_PECL = frozenset(("apcu", "igbinary", "mongodb", "redis"))
_OF_DATABASES = frozenset(("mysqli", "pdo_mysql", "pdo_pgsql", "pgsql", "mongodb"))
_WITH_DATABASE = frozenset(("laravel", "symfony", "cakephp", "codeigniter", "yii", "drupal"))
_MADE = ("/usr/local/lib/php/extensions/", "/usr/local/etc/php/conf.d/")
_PORT = "8080"


def php(facts: ProjectFacts, _context: BuildContext) -> Blueprint | Refusal:
    """The same image twice: extensions fit the PHP that they were compiled for."""
    release = release_for("php", version_of(facts), 2)
    if release is None:
        return refuse(f"no release of PHP that has an image is known to fit `{version_of(facts)}`")
    if facts.entry_point is None or facts.install_production is None:
        return refuse("which page the program begins with is not known")
    origin = facts.entry_point.origin
    extensions = [reason.origin.key.removeprefix("require.ext-") for reason in facts.native_modules.reasons]
    unknown = [name for name in extensions if name not in _HEADERS and name not in _FROM_PECL]
    if unknown:
        return refuse(f"how the extension is installed is not known: {', '.join(unknown)}")
    compiled = tuple(name for name in extensions if name in _HEADERS)
    needs = [_need(name, facts.evidence[0]) for name in compiled]
    unzip = Need(NeedKind.COMMAND, "unzip", facts.evidence[0], debian_build=("unzip",))
    image = f"php:{release}-apache"
    made = _MADE if extensions or _lacks_database(facts, extensions) else ()
    install = [word for word in facts.install_production.arguments if word != "--optimize-autoloader"]
    return Blueprint(
        replace(
            facts,
            install_needs_sources=no(),
            needs=(*facts.needs, unzip, *needs),
            start=custom(origin, "apache2-foreground"),
            port=Known(_PORT, origin),
        ),
        image,
        image,
        prepare=tuple(_prepared(facts, extensions)),
        # Scripts and the loader of classes need the sources, which are not there yet.
        install=(shell(custom(origin, *install, "--no-scripts", "--no-autoloader")),),
        build=("composer dump-autoload --no-dev --optimize",),
        caches=caches_of(facts),
        build_environment=(("COMPOSER_ALLOW_SUPERUSER", "1"),),
        copies=tuple(Copy(folder, folder, "the extensions and their settings") for folder in made),
        run_setup=tuple(_served(posixpath.join(ROOT, _document_root(facts.entry_point.value)))),
        ships_build_folder=True,
    )


def _need(extension: str, origin: Origin) -> Need:
    headers = _HEADERS[extension]
    libraries = tuple(name for package in headers for name in debian_libraries(package) or ())
    return Need(NeedKind.LIBRARY, f"ext-{extension}", origin, debian_build=headers, debian_run=libraries)


def _document_root(entry: str) -> str:
    return "public" if entry == "artisan" else posixpath.dirname(entry)


def _lacks_database(facts: ProjectFacts, extensions: list[str]) -> bool:
    """Whether a framework that commonly has a database is in use, and no extension for one is asked for."""
    has_database = facts.framework is not None and facts.framework.value in _WITH_DATABASE
    return has_database and not _OF_DATABASES & set(extensions)


def _prepared(facts: ProjectFacts, extensions: list[str]) -> Iterator[tuple[str, str]]:
    if _lacks_database(facts, extensions):
        yield (
            "# CHECK: which extension the database needs, as in RUN docker-php-ext-install pdo_mysql",
            "this could not be known",
        )
    compiled = [name for name in extensions if name in _HEADERS]
    fetched = [name for name in extensions if name in _FROM_PECL]
    commands: list[str] = []
    if "gd" in compiled:
        commands.append("docker-php-ext-configure gd --with-freetype --with-jpeg")
    if compiled:
        commands.append(f'docker-php-ext-install -j"$(nproc)" {" ".join(compiled)}')
    if fetched:
        names = " ".join(fetched)
        commands += [f"pecl install {names}", f"docker-php-ext-enable {names}"]
    if commands:
        yield run(joined(commands)), "the extensions that it asks for"
    yield "COPY --from=composer:2 /usr/bin/composer /usr/local/bin/", "what installs packages"


def _served(root: str) -> Iterator[tuple[str, str]]:
    yield (
        (
            "COPY <<'EOF' /etc/apache2/sites-available/000-default.conf\n"
            f"<VirtualHost *:{_PORT}>\n"
            f"    DocumentRoot {root.rstrip('/')}\n"
            f"    <Directory {root.rstrip('/')}>\n"
            "        AllowOverride All\n"
            "        Require all granted\n"
            "    </Directory>\n"
            "</VirtualHost>\n"
            "EOF"
        ),
        "what is served, and where",
    )
    commands = (
        f"sed -i 's/^Listen 80$/Listen {_PORT}/' /etc/apache2/ports.conf",
        "a2enmod rewrite",
        'mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"',
    )
    yield run(joined(commands)), "settings for production, and a port above 1023"
