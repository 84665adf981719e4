"""Ruby: from a Gemfile to the facts of a project.

A Gemfile is a program; gems that are named on a line of their own are found, with the groups that they stand in.
Sources: https://bundler.io/man/gemfile.5.html, https://guides.rubyonrails.org/getting_started.html, https://sinatrarb.com.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..build_context import BuildContext
from .commands import custom, written
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
from .native_libraries import need
from .reading import (
    ancestors,
    files_in,
    first_line,
    folder_of,
    is_folder,
    join,
    known_in,
    line_at,
    lost_text,
    manifests_named,
    name_of,
    procfile_line,
    text_of,
    tool_version,
)

_GEM = re.compile(r"^gem[ \t(]++['\"]([\w.-]++)['\"]([^\n]*+)")
_GROUP = re.compile(r"^group\b([^\n]*?)\bdo\b")
_BLOCK = re.compile(r"\bdo\b[ \t]*+(?:\|[^|\n]*+\|)?[ \t]*+$|^(?:if|unless|case|begin|def)\b")
_RUBY = re.compile(r"^[ \t]*+ruby[ \t(]++['\"]([^'\"\n]++)['\"]", re.MULTILINE)
_FRAMEWORKS = (
    ("rails", "rails"),
    ("sinatra", "sinatra"),
    ("hanami", "hanami"),
    ("grape", "grape"),
    ("roda", "roda"),
    ("jekyll", "jekyll"),
    ("rack", "rack"),
)
_LIBRARIES = {
    "pg": "libpq", "mysql2": "MariaDB", "sqlite3": "SQLite", "rmagick": "MagickWand", "ruby-vips": "libvips",
    "image_processing": "libvips", "mini_magick": "convert", "psych": "libyaml", "charlock_holmes": "zlib",
    "typhoeus": "libcurl", "curb": "libcurl", "wkhtmltopdf-binary": "wkhtmltopdf", "execjs": "node", "terser": "node",
}  # fmt: skip
_UNCERTAIN = frozenset({"sqlite3", "execjs", "terser", "image_processing", "mini_magick"})
_COMPILED = frozenset(
    {
        "pg", "mysql2", "sqlite3", "rmagick", "puma", "bcrypt", "nokogiri", "bootsnap", "msgpack", "ffi", "sassc",
        "sassc-rails", "mini_racer", "charlock_holmes", "unf_ext", "eventmachine", "thin", "hiredis", "redcarpet",
        "curb", "grpc", "google-protobuf", "oj", "yajl-ruby", "racc", "json", "bigdecimal", "nio4r", "psych", "rails",
        "rbtrace", "snappy", "strscan",
    }
)  # fmt: skip


_GEMS = "/usr/local/bundle"
"""Where Ruby's official images keep gems."""


def sources(context: BuildContext) -> Iterator[str]:
    """Sources that a program without framework begins with."""
    for path in manifests_named(context, "Gemfile", "gems.rb"):
        yield from files_in(context, folder_of(path), ("app.rb", "main.rb", "server.rb", "config.ru"))


def recognise(context: BuildContext) -> Iterator[ProjectFacts]:
    """Each Gemfile."""
    for path in manifests_named(context, "Gemfile", "gems.rb"):
        yield _project(context, path)


def _gems(text: str, path: str) -> dict[str, tuple[Origin, bool, bool]]:
    """Gems by name, with whether production has them, and whether that depends on a condition.

    Production has those in no group, or in one besides development and test.
    """
    found: dict[str, tuple[Origin, bool, bool]] = {}
    blocks: list[bool | None] = []
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if line.startswith("#"):
            continue
        gem = _GEM.match(line)
        group = _GROUP.match(line)
        if gem:
            alone = "group" not in gem[2] or "production" in gem[2]
            found.setdefault(gem[1], (Origin(path, number), alone and False not in blocks, None in blocks))
        elif group:
            blocks.append(not re.search(r":?(?:development|test)\b", group[1]) or "production" in group[1])
        elif _BLOCK.search(line):
            blocks.append(None)
        elif line == "end" and blocks:
            blocks.pop()
    return found


def _project(context: BuildContext, path: str) -> ProjectFacts:
    folder, text, origin = folder_of(path), text_of(context, path), Origin(path)
    notes: tuple[Note, ...] = lost_text(context, path) if text is None else ()
    gems = _gems(text or "", path)
    production = {name: where for name, (where, is_production, _) in gems.items() if is_production}
    conditional = frozenset(name for name, (_, _, is_conditional) in gems.items() if is_conditional)
    lock_name = "gems.locked" if name_of(path) == "gems.rb" else "Gemfile.lock"
    lock = next(iter(files_in(context, folder, (lock_name,))), None)
    framework = next((Known(shown, production[gem]) for gem, shown in _FRAMEWORKS if gem in production), None)
    is_rails = framework is not None and framework.value == "rails"
    entry = _entry(context, folder, is_rails)
    start = _start(context, folder, framework, production, entry)
    is_site = framework is not None and framework.value == "jekyll"
    product = Product.WEBSITE if is_site else (Product.PROGRAM if framework or start or entry else None)
    gemspec = next((each for each in context.names_in(folder) if each.endswith(".gemspec")), None)
    if product is None and gemspec:
        product = Product.LIBRARY
    return ProjectFacts(
        Ecosystem.RUBY,
        folder,
        (origin,),
        framework=framework,
        product=product,
        package_manager=PackageManager("bundler", Origin(lock or path), cache_folders=("/usr/local/bundle/cache",)),
        lock_file=lock,
        manifests=(
            path,
            *((lock,) if lock else ()),
            *files_in(context, folder, (".ruby-version", *((gemspec,) if gemspec else ()))),
        ),
        install_needs_sources=_install_needs_sources(text, path),
        install=custom(origin, "bundle", "install"),
        install_production=custom(origin, "bundle", "install", **_bundle_environment(lock)),
        needs_build=_needs_build(context, folder, is_rails, is_site, origin),
        build=_build(context, folder, is_rails, is_site, origin),
        output_folder=Known(join(folder, "_site"), origin)
        if is_site
        else (Known(join(folder, "public/assets"), origin) if is_rails and _has_assets(context, folder) else None),
        start=start,
        entry_point=entry,
        port=Known({"rails": "3000", "sinatra": "4567"}[framework.value], framework.origin)
        if framework and framework.value in ("rails", "sinatra")
        else None,
        language_version=_language_version(context, folder, path),
        native_modules=_native(production),
        is_monorepo_part=_monorepo(text, path) if text is not None else unknown(),
        artefacts=_artefacts(context, folder, is_rails, origin) if product is Product.PROGRAM else (),
        sources_at_run_time=not is_site,
        needs=_needs(folder, production, conditional, is_rails, origin) if product is Product.PROGRAM else (),
        run_environment=_environment(framework, lock) if product is Product.PROGRAM else (),
        notes=notes,
    )


def _bundle_environment(lock: str | None) -> dict[str, str]:
    """Where a lock file is obeyed, Bundler installs into the project unless it is told a path."""
    frozen = {"BUNDLE_DEPLOYMENT": "1"} if lock else {}
    return {**frozen, "BUNDLE_PATH": _GEMS, "BUNDLE_WITHOUT": "development:test"}


def _environment(framework: Known | None, lock: str | None) -> tuple[tuple[str, str], ...]:
    names = {"rails": "RAILS_ENV", "sinatra": "APP_ENV"}
    name = names.get(framework.value if framework else "", "RACK_ENV")
    return ((name, "production"), *_bundle_environment(lock).items())


def _entry(context: BuildContext, folder: str, is_rails: bool) -> Known | None:
    if is_rails:
        found = files_in(context, folder, ("config.ru",))
        return Known(found[0], Origin(found[0])) if found else None
    named = files_in(context, folder, ("config.ru", "app.rb", "main.rb", "server.rb"))
    if named:
        return Known(named[0], Origin(named[0]))
    scripts = [name for name in context.names_in(folder) if name.endswith(".rb") and name != "gems.rb"]
    return Known(join(folder, scripts[0]), Origin(join(folder, scripts[0]))) if len(scripts) == 1 else None


def _start(
    context: BuildContext,
    folder: str,
    framework: Known | None,
    gems: Mapping[str, Origin],
    entry: Known | None,
) -> Command | None:
    web = procfile_line(context, folder, "web")
    if web is not None:
        return written(web)
    if framework is not None and framework.value == "rails":
        return custom(framework.origin, "bundle", "exec", "rails", "server", "-b", "0.0.0.0")
    if entry is None or (framework is not None and framework.value == "jekyll"):
        return None
    name = name_of(entry.value)
    if name == "config.ru":
        server = ("puma",) if "puma" in gems else ("rackup", "--host", "0.0.0.0")
        return custom(entry.origin, "bundle", "exec", *server)
    return custom(entry.origin, "bundle", "exec", "ruby", name)


_LOCAL = re.compile(
    r"^[ \t]*+(require[ (]++File[^\n]*+|require_relative[^\n]*+|eval_gemfile[^\n]*+|gemspec\b[^\n]*+"
    r"|path[ \t]++[^\n]*+|gem[^\n]*?\bpath:?[ \t]++[^\n]*+)$",
    re.MULTILINE,
)


def _install_needs_sources(text: str | None, path: str) -> Judgement:
    if text is None:
        return unknown()
    found = _LOCAL.search(text)
    if found is None:
        return no()
    return yes(Reason("The Gemfile reads other files of the context", Origin(path, line_at(text, found.start(1)))))


def _monorepo(text: str | None, path: str) -> Judgement:
    found = re.search(r"^gem[^\n]*?\bpath:?[ \t]*+(?:=>[ \t]*+)?['\"](\.\.[^'\"\n]*+)", text or "", re.MULTILINE)
    if found is None:
        return no()
    return yes(Reason(f"{found[1]} lies in the same repository", Origin(path, line_at(text or "", found.start()))))


def _has_assets(context: BuildContext, folder: str) -> bool:
    return is_folder(context, join(folder, "app/assets")) or is_folder(context, join(folder, "app/javascript"))


def _needs_build(context: BuildContext, folder: str, is_rails: bool, is_site: bool, origin: Origin) -> Judgement:
    if is_site:
        return yes(Reason("The site is generated", origin))
    if is_rails and _has_assets(context, folder):
        return yes(Reason("Assets are compiled for production", Origin(join(folder, "app/assets"))))
    return no() if not is_rails else unknown()


def _build(context: BuildContext, folder: str, is_rails: bool, is_site: bool, origin: Origin) -> Command | None:
    if is_site:
        return custom(origin, "bundle", "exec", "jekyll", "build", JEKYLL_ENV="production")
    if is_rails and _has_assets(context, folder):
        # Rails 7.1 and later take a dummy for the secret that precompiling does not need.
        return custom(
            origin, "bundle", "exec", "rails", "assets:precompile", RAILS_ENV="production", SECRET_KEY_BASE_DUMMY="1"
        )
    return None


def _language_version(context: BuildContext, folder: str, path: str) -> Known | None:
    for place in (folder, *ancestors(folder)):
        known = first_line(context, join(place, ".ruby-version")) or tool_version(context, place, "ruby")
        if known is not None:
            return Known(known.value.removeprefix("ruby-"), known.origin)
    return known_in(context, path, _RUBY, "ruby")


def _native(production: Mapping[str, Origin]) -> Judgement:
    reasons = [Reason(f"{name} has native code", origin) for name, origin in production.items() if name in _COMPILED]
    return yes(*reasons) if reasons else unknown()


def _needs(
    folder: str, gems: Mapping[str, Origin], conditional: frozenset[str], is_rails: bool, origin: Origin
) -> tuple[Need, ...]:
    found = [Need(NeedKind.COMMAND, "ruby", origin), Need(NeedKind.C_LIBRARY, "libc", origin)]
    found += [
        need(_LIBRARIES[name], where, is_certain=name not in _UNCERTAIN | conditional)
        for name, where in gems.items()
        if name in _LIBRARIES
    ]
    if is_rails:
        found += [Need(NeedKind.WRITABLE_FOLDER, join(folder, name), origin) for name in ("tmp", "log")]
    return tuple(found)


def _artefacts(context: BuildContext, folder: str, is_rails: bool, origin: Origin) -> tuple[Artefact, ...]:
    found = [Artefact(folder, Part.SOURCES, origin), Artefact(_GEMS, Part.DEPENDENCIES, origin)]
    if is_rails and _has_assets(context, folder):
        found.append(Artefact(join(folder, "public/assets"), Part.BUILT, origin))
    return tuple(found)
