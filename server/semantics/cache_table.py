"""The caches of the package managers: where they lie, what fills them, what empties them, what switches them off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..shell.invocation import Invocation
from .package_caches import PackageCache

Judge = Callable[[Invocation], bool]


def _calls(*subcommands: str) -> Judge:
    return lambda invocation: invocation.subcommand in subcommands


def _may_download(invocation: Invocation) -> bool:
    """Whether pip has to look for anything."""
    return invocation.subcommand in ("install", "wheel", "download") and not invocation.has("--no-index")


def _are_local_wheels(invocation: Invocation) -> bool:
    """Whether nothing but wheels at hand is installed, for which nothing may have to be downloaded."""
    packages = invocation.packages
    return bool(packages) and all(
        package.kind == "path" and package.word.text.strip("\"'").endswith(".whl") for package in packages
    )


APT_LISTS = PackageCache(
    name="package lists",
    tools=("apt-get", "apt", "aptitude"),
    folders=("/var/lib/apt/lists",),
    fills=_calls("update"),
    cleans=_calls("distclean"),
    clean_up="rm -rf /var/lib/apt/lists/*",
)
"""https://manpages.debian.org/trixie/apt/apt-get.8.en.html, FILES."""

APT_ARCHIVES = PackageCache(
    name="downloaded packages",
    tools=("apt-get", "apt", "aptitude"),
    folders=("/var/cache/apt/archives",),
    fills=_calls("install", "upgrade", "dist-upgrade", "full-upgrade", "build-dep", "reinstall", "safe-upgrade"),
    cleans=_calls("clean", "distclean"),
    clean_up="apt-get clean",
)

APK = PackageCache(
    name="package index",
    tools=("apk",),
    folders=("/var/cache/apk",),
    fills=lambda invocation: (
        invocation.subcommand in ("add", "update", "upgrade") and not invocation.has("--no-network")
    ),
    cleans=lambda invocation: (invocation.subcommand or "").startswith("cache "),
    off_options=("--no-cache",),
    moving_options=("--cache-dir",),
    other_root_options=("--root",),
    clean_up="rm -rf /var/cache/apk/*",
)
"""https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper#Local_cache."""

_RPM_FILLS = (
    *("install", "reinstall", "update", "downgrade", "distro-sync", "groupinstall", "group install", "module install"),
    *("builddep", "makecache", "swap", "check-update"),
)
_RPM_FOLDERS = ("/var/cache/yum", "/var/cache/dnf", "/var/cache/libdnf5", "/var/cache/tdnf")


def _rpm_cache(*tools: str) -> PackageCache:
    return PackageCache(
        name="metadata and downloaded packages",
        tools=tools,
        folders=_RPM_FOLDERS,
        fills=_calls(*_RPM_FILLS),
        cleans=_calls("clean all", "clean metadata"),
        cleaners=("yum", "dnf", "microdnf", "tdnf"),
        other_root_options=("--installroot",),
        clean_up="{tool} clean all",
    )


YUM = _rpm_cache("yum")
DNF = _rpm_cache("dnf", "microdnf", "tdnf")
"""https://dnf.readthedocs.io/en/latest/command_ref.html#clean-command."""

ZYPPER = PackageCache(
    name="metadata and downloaded packages",
    tools=("zypper",),
    folders=("/var/cache/zypp",),
    fills=_calls("install", "update", "dist-upgrade", "patch", "refresh", "source-install"),
    cleans=_calls("clean"),
    moving_options=("--cache-dir",),
    other_root_options=("--root", "--installroot"),
    clean_up="zypper clean --all",
)
"""https://en.opensuse.org/SDB:Zypper_manual."""

PIP = PackageCache(
    name="cache",
    tools=("pip",),
    folders=("~/.cache/pip",),
    fills=lambda invocation: _may_download(invocation) and not _are_local_wheels(invocation),
    cleans=lambda invocation: invocation.subcommand in ("cache purge", "cache remove"),
    off_options=("--no-cache-dir",),
    off_variables=("PIP_NO_CACHE_DIR",),
    moving_options=("--cache-dir",),
    moving_variables=("PIP_CACHE_DIR",),
    clean_up="pip cache purge",
)
"""https://pip.pypa.io/en/stable/topics/caching/. Any value of PIP_NO_CACHE_DIR switches the cache off."""

PIP_WITH_WHEELS = replace(PIP, fills=_may_download)
"""The same, where a local wheel counts as well, since it may need something that is not here."""

UV = PackageCache(
    name="cache",
    tools=("uv",),
    folders=("~/.cache/uv",),
    fills=lambda invocation: (
        invocation.subcommand in ("sync", "add", "pip install", "pip sync", "tool install", "run")
        and not _are_local_wheels(invocation)
    ),
    cleans=_calls("cache clean", "cache prune"),
    off_options=("--no-cache", "--no-cache-dir"),
    off_variables=("UV_NO_CACHE",),
    moving_options=("--cache-dir",),
    moving_variables=("UV_CACHE_DIR",),
    clean_up="uv cache clean",
)
"""https://docs.astral.sh/uv/concepts/cache/#cache-directory."""

POETRY = PackageCache(
    name="cache",
    tools=("poetry",),
    folders=("~/.cache/pypoetry/cache", "~/.cache/pypoetry/artifacts"),
    fills=_calls("install", "sync", "add", "update"),
    cleans=lambda invocation: (invocation.subcommand or "").startswith("cache"),
    off_options=("--no-cache",),
    moving_variables=("POETRY_CACHE_DIR",),
    clean_up="rm -rf ~/.cache/pypoetry/cache ~/.cache/pypoetry/artifacts",
)
"""https://python-poetry.org/docs/configuration/#cache-dir."""

CONDA = PackageCache(
    name="downloaded packages",
    tools=("conda", "mamba", "micromamba"),
    folders=("/opt/conda/pkgs",),
    fills=lambda invocation: (
        invocation.subcommand in ("install", "create", "update", "env create", "env update")
        and not invocation.has("--clone")
    ),
    cleans=_calls("clean"),
    cleaners=("conda", "mamba", "micromamba"),
    moving_variables=("CONDA_PKGS_DIRS",),
    clean_up="{tool} clean --all --yes",
)
"""https://docs.conda.io/projects/conda/en/stable/commands/clean.html."""

NPM = PackageCache(
    name="cache",
    tools=("npm",),
    folders=("~/.npm",),
    fills=_calls("install", "ci", "update", "install-test", "install-ci-test"),
    cleans=_calls("cache clean"),
    moving_options=("--cache",),
    moving_variables=("npm_config_cache",),
    clean_up="npm cache clean --force",
)
"""https://docs.npmjs.com/cli/v11/commands/npm-cache."""

YARN = PackageCache(
    name="cache",
    tools=("yarn",),
    folders=("/usr/local/share/.cache/yarn", "~/.cache/yarn", "~/.yarn/berry/cache"),
    fills=_calls("install", "add", "global add", "upgrade", "up", "workspaces focus"),
    cleans=_calls("cache clean"),
    moving_options=("--cache-folder",),
    moving_variables=("YARN_CACHE_FOLDER",),
    clean_up="yarn cache clean",
)
"""https://classic.yarnpkg.com/en/docs/cli/cache."""

BUNDLER = PackageCache(
    name="downloaded gems",
    tools=("bundle",),
    folders=("/usr/local/bundle/cache", "/*/gems/*/cache"),
    fills=lambda invocation: invocation.subcommand in ("install", "update") and not invocation.has("--local"),
    cleans=_calls(),
    off_options=("--path", "--standalone"),
    off_variables=("BUNDLE_PATH",),
    clean_up='rm -rf "$(gem env home)/cache"',
)
"""https://bundler.io/man/bundle-install.1.html."""

GEM = PackageCache(
    name="downloaded gems",
    tools=("gem",),
    folders=("/usr/local/bundle/cache", "/*/gems/*/cache"),
    fills=lambda invocation: invocation.subcommand in ("install", "update") and not invocation.has("--local"),
    cleans=_calls("cleanup"),
    off_options=("--install-dir",),
    clean_up='rm -rf "$(gem env home)/cache"',
)
"""https://guides.rubygems.org/command-reference/#gem-install."""

COMPOSER = PackageCache(
    name="cache",
    tools=("composer",),
    folders=("~/.composer/cache", "~/.cache/composer", "/tmp/cache"),
    fills=_calls("install", "update", "require", "create-project", "global require", "global install", "global update"),
    cleans=_calls("clear-cache"),
    off_options=("--no-cache",),
    off_variables=("COMPOSER_HOME",),
    moving_variables=("COMPOSER_CACHE_DIR",),
    clean_up="composer clear-cache",
)
"""https://getcomposer.org/doc/06-config.md#cache-dir."""

CARGO = PackageCache(
    name="registry and crates",
    tools=("cargo",),
    folders=("/usr/local/cargo/registry", "~/.cargo/registry"),
    fills=_calls("build", "install", "run", "test"),
    cleans=_calls("cache"),
    off_options=("--offline",),
    clean_up='rm -rf "${CARGO_HOME:-$HOME/.cargo}/registry"',
)
"""https://doc.rust-lang.org/cargo/guide/cargo-home.html."""

GO = PackageCache(
    name="build cache and modules",
    tools=("go",),
    folders=("~/.cache/go-build", "/go/pkg/mod"),
    fills=_calls("build", "install", "get", "run", "test"),
    cleans=lambda invocation: invocation.subcommand == "clean" and invocation.has("-cache", "-modcache"),
    moving_variables=("GOCACHE",),
    clean_up="go clean -cache",
)
"""https://pkg.go.dev/cmd/go#hdr-Build_and_test_caching."""
