"""Where package managers keep what a cache mount can carry from one build to the next, and which RUN lacks one.

Places follow Docker's and the managers' own pages. A place that depends on something unknown, such as the version of
Yarn or the home of a user, is left out.
Source: https://docs.docker.com/build/cache/optimize/#use-cache-mounts
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..shell.invocation import Invocation
from ..syntax.dataclass import dataclass
from ..syntax.grammar import Keyword
from ..syntax.items import Directive
from . import cache_table as table
from .mounts import mounts
from .package_caches import PackageCache, covers, is_set_in_file
from .program import Program
from .step import Step


@dataclass(frozen=True, slots=True)
class MountPlace:
    """A folder worth mounting. ``is_locked`` where the manager cannot share it with another build at the same time.

    ``is_relied_on`` says that other RUN lines may need what is in it.
    """

    target: str
    is_locked: bool = False
    is_relied_on: bool = False


@dataclass(frozen=True, slots=True)
class MissingMount:
    """A call whose cache no mount carries over; ``places`` is empty where it is not known where it lies."""

    step: Step
    invocation: Invocation
    cache: PackageCache | None
    places: tuple[MountPlace, ...]


_BY_TOOL: Mapping[str, PackageCache] = {
    "apt-get": table.APT_ARCHIVES,
    "apt": table.APT_ARCHIVES,
    "dnf": table.DNF,
    "zypper": table.ZYPPER,
    "pip": table.PIP,
    "uv": table.UV,
    "poetry": table.POETRY,
    "npm": table.NPM,
    "yarn": table.YARN,
    "composer": table.COMPOSER,
    "cargo": table.CARGO,
    "go": table.GO,
    "bundle": table.BUNDLER,
}
_BUILDS: Mapping[str, tuple[str, ...]] = {
    "pnpm": ("install", "add", "ci", "fetch", "update"),
    "bun": ("install", "add", "ci"),
    "mvn": (),
    "gradle": (),
    "dotnet": ("restore", "build", "publish"),
}
_NEED_NO_CACHE = frozenset(("init", "new", "env", "version", "fmt", "help", "clean", "config", "setup"))


def missing_mounts(step: Step) -> Iterator[MissingMount]:
    """The calls of a RUN that download what no mount carries over, the first of each tool."""
    if step.keyword is not Keyword.RUN:
        return
    seen: set[str] = set()
    for invocation in step.invocations:
        name = "apt-get" if invocation.tool == "apt" else invocation.tool
        if name in seen or not _downloads(step, invocation):
            continue
        places = mount_places(step, invocation)
        if _has_cache_mount(step, invocation, places):
            continue
        seen.add(name)
        yield MissingMount(step, invocation, _BY_TOOL.get(invocation.tool), places)


def missing_for_users(step: Step, tools: frozenset[str]) -> Iterator[MissingMount]:
    """The calls of a RUN that need what other RUN lines put into the caches of ``tools``, and have no mount for it."""
    if step.keyword is not Keyword.RUN:
        return
    for invocation in step.invocations:
        needs_nothing = invocation.subcommand in _NEED_NO_CACHE or invocation.has("--help", "--version")
        if invocation.tool not in tools or needs_nothing:
            continue
        places = mount_places(step, invocation)
        if not _has_cache_mount(step, invocation, places):
            tools -= {invocation.tool}
            yield MissingMount(step, invocation, _BY_TOOL.get(invocation.tool), places)


def _downloads(step: Step, invocation: Invocation) -> bool:
    cache = _BY_TOOL.get(invocation.tool)
    if cache is not None:
        # An option that keeps no cache is what a mount replaces; a variable is a decision for the whole image.
        if not cache.fills(invocation) or invocation.has("--dry-run", "--help", *cache.other_root_options):
            return False
        # Go keeps what it compiled, also of a package that is named by its path.
        is_of_paths = invocation.tool != "go" and invocation.packages
        if is_of_paths and all(package.kind == "path" for package in invocation.packages):
            return False
        return not any(is_set_in_file(step, name) for name in cache.off_variables)
    subcommands = _BUILDS.get(invocation.tool)
    if subcommands is None or invocation.has("--help", "--version", "--offline", "--no-restore"):
        return False
    return not subcommands or invocation.subcommand in subcommands


def _has_cache_mount(step: Step, invocation: Invocation, places: tuple[MountPlace, ...]) -> bool:
    """Whether a mount serves this call: one of its places, or one whose name speaks of the tool or of a cache."""
    for mount in mounts(step):
        if mount.type not in ("cache", "tmpfs", "bind"):
            continue
        if mount.target is None:
            return True
        if any(covers(mount.target, place.target) or covers(place.target, mount.target) for place in places):
            return True
        if mount.type == "cache" and (not places or invocation.tool in mount.target or "cache" in mount.target):
            return True
    return False


def mount_places(step: Step, invocation: Invocation) -> tuple[MountPlace, ...]:
    """What to mount for a call."""
    tool = invocation.tool
    if tool in ("apt-get", "apt"):
        archives, lists = MountPlace("/var/cache/apt", is_locked=True), MountPlace("/var/lib/apt/lists", is_locked=True)
        # A mount hides the lists that an earlier layer holds, so they have to be fetched in the same RUN.
        fetches = any(other.tool in ("apt-get", "apt") and other.subcommand == "update" for other in step.invocations)
        return (archives, lists) if fetches else (archives,)
    if tool == "dnf":
        return (MountPlace("/var/cache/dnf", is_locked=True),)
    if tool == "zypper":
        return (MountPlace("/var/cache/zypp", is_locked=True),)
    return tuple(
        MountPlace(target, is_relied_on=tool in ("cargo", "go", "mvn", "gradle", "dotnet", "pnpm"))
        for target in _targets(step, invocation)
    )


def _targets(step: Step, invocation: Invocation) -> Iterator[str]:
    home = _home(step)
    if home is None:
        return
    match invocation.tool:
        case "pip":
            yield step.value_of("PIP_CACHE_DIR") or f"{home}/.cache/pip"
        case "uv":
            yield step.value_of("UV_CACHE_DIR") or f"{home}/.cache/uv"
        case "poetry":
            base = step.value_of("POETRY_CACHE_DIR") or f"{home}/.cache/pypoetry"
            yield from (f"{base}/cache", f"{base}/artifacts")
        case "npm":
            yield step.value_of("NPM_CONFIG_CACHE") or step.value_of("npm_config_cache") or f"{home}/.npm"
        case "yarn":
            if not invocation.has("--immutable") and invocation.subcommand in ("install", "add"):
                yield step.value_of("YARN_CACHE_FOLDER") or "/usr/local/share/.cache/yarn"
        case "pnpm":
            yield f"{step.value_of('PNPM_HOME') or f'{home}/.local/share/pnpm'}/store"
        case "bun":
            yield f"{home}/.bun/install/cache"
        case "composer":
            own = step.value_of("COMPOSER_HOME") or ("/tmp" if _is_composer_image(step) else f"{home}/.composer")
            yield step.value_of("COMPOSER_CACHE_DIR") or f"{own}/cache"
        case "cargo":
            yield f"{step.value_of('CARGO_HOME') or f'{home}/.cargo'}/registry"
        case "go":
            yield step.value_of("GOCACHE") or f"{home}/.cache/go-build"
            yield step.value_of("GOMODCACHE") or f"{step.value_of('GOPATH') or f'{home}/go'}/pkg/mod"
        case "bundle":
            gems = step.value_of("GEM_HOME")
            if gems:
                yield f"{gems}/cache"
        case "mvn":
            yield f"{home}/.m2/repository"
        case "gradle":
            yield step.value_of("GRADLE_USER_HOME") or f"{home}/.gradle"
        case "dotnet":
            yield step.value_of("NUGET_PACKAGES") or f"{home}/.nuget/packages"
        case _:
            return


def _is_composer_image(step: Step) -> bool:
    """Whether the image is Composer's own, which keeps everything in ``/tmp`` (https://github.com/composer/docker)."""
    image = step.traits.base.image
    return image is not None and image.official_content == "composer"


def _home(step: Step) -> str | None:
    """The home of root; that of another user would need a mount that this user owns."""
    user = step.user.value
    return "/root" if user is not None and user.partition(":")[0] in ("root", "0") else None


def is_buildkit_evident(program: Program) -> bool:
    """Whether the file uses something that only BuildKit understands."""
    for item in program.tree.items[: program.tree.header]:
        if isinstance(item, Directive) and item.name == "syntax":
            return True
    return program.count(_buildkit_signs) > 0


def _buildkit_signs(step: Step) -> tuple[Step, ...]:
    names = {flag.name for flag in step.instruction.flags}
    needs_it = step.instruction.heredocs or names & {
        "mount",
        "network",
        "security",
        "link",
        "chmod",
        "parents",
        "exclude",
    }
    return (step,) if needs_it else ()
