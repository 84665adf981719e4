"""Package managers and build tools of Ruby, Go, Rust, PHP, the JVM and .NET, and make."""

from __future__ import annotations

from collections.abc import Callable

from ..packages import composer_package, each, gem_packages, go_package, known, named, versioned_by
from ..specification import Argument, PackageArgument, PackageRequest, Subcommand, Tool

_GEM = """
-h --help
-V --verbose
-q --quiet
--silent
--config-file FILE
--backtrace
--debug
--norc
-v --version VERSION
-i --install-dir DIRECTORY
-n --bindir DIRECTORY
-d --document [TYPES]
--no-document -N
--no-rdoc
--no-ri
--rdoc
--ri
--build-root DIRECTORY
--vendor
-E --env-shebang
-f --force
-w --wrappers
-P --trust-policy POLICY
--ignore-dependencies
--format-executable
--user-install
--no-user-install
--development
--development-all
--conservative
--minimal-deps
--post-install-message
--no-post-install-message
-g --file [FILE]
--without GROUPS
--explain
--lock
--suggestions
-l --local
-r --remote
-b --both
-B --bulk-threshold COUNT
--clear-sources
-s --source URL
-p --http-proxy [URL]
--no-http-proxy
--platform PLATFORM
--prerelease
--pre
--no-prerelease
-a --all
-x --executables
-D --abort-on-dependent
--system
--no-update-sources
"""

_GEM_COMMANDS = {
    "install": Subcommand(aliases=("i",), packages=gem_packages),
    "update": Subcommand(packages=gem_packages),
    "uninstall": Subcommand("-I --ignore-dependencies\n"),
    "cleanup": Subcommand("-n --dryrun\n"),
    "build": Subcommand("-o --output FILE\n--strict\n"),
    "sources": Subcommand("-a --add URL\n-c --clear-all\n-r --remove URL\n-u --update\n"),
    "list": Subcommand(),
    "push": Subcommand("-k --key KEY\n--host HOST\n"),
    "fetch": Subcommand(),
    "pristine": Subcommand("--extensions\n"),
    "environment": Subcommand(aliases=("env",)),
    "which": Subcommand(),
    "contents": Subcommand(),
    "specification": Subcommand(),
    "help": Subcommand(),
}

_BUNDLE = """
-h --help
-V --verbose
-v --version
--no-color
-r --retry COUNT
"""

_BUNDLE_COMMANDS = {
    "install": Subcommand(
        """
--binstubs [DIRECTORY]
--clean
--deployment
--frozen
--full-index
--gemfile FILE
-j --jobs COUNT
--local
--no-cache
--no-prune
--path DIRECTORY
--quiet
--retry COUNT
--shebang NAME
--standalone [GROUPS]
--system
--trust-policy POLICY
--with GROUPS
--without GROUPS
--redownload --force
--prefer-local
""",
        aliases=("i",),
    ),
    "update": Subcommand("--all\n--group -g GROUP\n--source NAME\n--local\n--bundler [VERSION]\n-j --jobs COUNT\n"),
    "add": Subcommand(
        "-v --version VERSION\n-g --group GROUP\n-s --source URL\n--skip-install\n", packages=gem_packages
    ),
    "config": Subcommand(
        "--global\n--local\n--delete\n", subcommands={name: Subcommand() for name in ("set", "get", "unset", "list")}
    ),
    "exec": Subcommand("--keep-file-descriptors\n", options_end_at_operand=True, runs_command=True),
    "clean": Subcommand("--force\n--dry-run\n"),
    "cache": Subcommand("--all\n--all-platforms\n--no-install\n", aliases=("package", "pack")),
    "check": Subcommand("--path DIRECTORY\n"),
    "binstubs": Subcommand("--force\n--path DIRECTORY\n--standalone\n--all\n"),
    "lock": Subcommand("--add-platform PLATFORMS\n--update [GEMS]\n--local\n--normalize-platforms\n"),
    "list": Subcommand(),
    "show": Subcommand(),
    "info": Subcommand(),
    "init": Subcommand(),
    "doctor": Subcommand(),
    "outdated": Subcommand(),
}

_GO_BUILD = """
-C DIRECTORY
-a
-n
-p COUNT
-race
-msan
-asan
-cover
-covermode MODE
-coverpkg PATTERNS
-v
-work
-x
-asmflags FLAGS
-buildmode MODE
-buildvcs [VALUE]
-compiler NAME
-gccgoflags FLAGS
-gcflags FLAGS
-installsuffix SUFFIX
-json
-ldflags FLAGS
-linkshared
-mod MODE
-modcacherw
-modfile FILE
-overlay FILE
-pgo FILE
-pkgdir DIRECTORY
-tags TAGS
-trimpath [VALUE]
-toolexec COMMAND
-o OUTPUT
-i
"""

_GO_COMMANDS = {
    "build": Subcommand(_GO_BUILD, packages=each(go_package)),
    "install": Subcommand(_GO_BUILD, packages=each(go_package)),
    "get": Subcommand(_GO_BUILD + "-d\n-f\n-t\n-u [VALUE]\n-insecure\n-fix\n-tool\n", packages=each(go_package)),
    "run": Subcommand(_GO_BUILD + "-exec COMMAND\n", options_end_at_operand=True),
    "test": Subcommand(
        _GO_BUILD + "-c\n-args\n-exec COMMAND\n-run PATTERN\n-bench PATTERN\n-benchtime TIME\n-count COUNT\n-cpu LIST\n"
        "-coverprofile FILE\n-failfast\n-fuzz PATTERN\n-list PATTERN\n-parallel COUNT\n-short\n-skip PATTERN\n"
        "-timeout TIME\n-vet LIST\n-shuffle MODE\n"
    ),
    "mod": Subcommand(
        subcommands={
            "download": Subcommand("-x\n-json\n-modcacherw\n-reuse FILE\n", packages=each(go_package)),
            "tidy": Subcommand("-e\n-v\n-x\n-diff\n-go VERSION\n-compat VERSION\n"),
            "vendor": Subcommand("-e\n-v\n-o DIRECTORY\n"),
            "verify": Subcommand(),
            "init": Subcommand(),
            "edit": Subcommand("-require MODULE\n-replace PAIR\n-droprequire MODULE\n-go VERSION\n-fmt\n-json\n"),
            "graph": Subcommand(),
            "why": Subcommand(),
        }
    ),
    "work": Subcommand(subcommands={name: Subcommand() for name in ("init", "use", "sync", "edit", "vendor")}),
    "clean": Subcommand("-i\n-r\n-n\n-x\n-cache\n-testcache\n-modcache\n-fuzzcache\n"),
    "generate": Subcommand(_GO_BUILD + "-run PATTERN\n-skip PATTERN\n"),
    "vet": Subcommand(_GO_BUILD + "-vettool TOOL\n"),
    "env": Subcommand("-json\n-u\n-w\n-changed\n"),
    "list": Subcommand(_GO_BUILD + "-f FORMAT\n-m\n-deps\n-e\n-u\n-versions\n-test\n-find\n-export\n"),
    "tool": Subcommand("-n\n", options_end_at_operand=True),
    "fmt": Subcommand("-n\n-x\n-mod MODE\n"),
    "version": Subcommand("-m\n-v\n-json\n"),
    "doc": Subcommand(),
    "telemetry": Subcommand(),
    "help": Subcommand(),
}

_CARGO_GLOBAL = """
-h --help
-V --version
--list
--explain CODE
-v -vv --verbose
-q --quiet
--color WHEN
-C DIRECTORY
--locked
--offline
--frozen
--config SETTING
-Z FLAG
"""

_CARGO_BUILD = """
-p --package PACKAGE
--workspace --all
--exclude PACKAGE
--lib
--bin NAME
--bins
--example NAME
--examples
--test NAME
--tests
--bench NAME
--benches
--all-targets
-F --features FEATURES
--all-features
--no-default-features
--target TRIPLE
-r --release
--profile NAME
--ignore-rust-version
--timings [FORMATS]
--target-dir DIRECTORY
--artifact-dir --out-dir DIRECTORY
--message-format FORMAT
--build-plan
--manifest-path FILE
--lockfile-path FILE
-j --jobs COUNT
--keep-going
--future-incompat-report
--unit-graph
"""

_CARGO_INSTALL = """
--version --vers VERSION
--git URL
--branch BRANCH
--tag TAG
--rev COMMIT
--path PATH
--root DIRECTORY
--registry REGISTRY
--index INDEX
-f --force
--no-track
--list
--debug
--dry-run
"""

_CARGO_COMMANDS = {
    "build": Subcommand(_CARGO_BUILD, aliases=("b",)),
    "check": Subcommand(_CARGO_BUILD, aliases=("c",)),
    "run": Subcommand(_CARGO_BUILD, aliases=("r",), options_end_at_operand=True),
    "test": Subcommand(_CARGO_BUILD + "--no-run\n--no-fail-fast\n--doc\n", aliases=("t",)),
    "bench": Subcommand(_CARGO_BUILD + "--no-run\n"),
    "doc": Subcommand(_CARGO_BUILD + "--no-deps\n--open\n--document-private-items\n", aliases=("d",)),
    "install": Subcommand(
        _CARGO_BUILD + _CARGO_INSTALL, packages=versioned_by("--version", "--tag", "--rev", paths=("--git", "--path"))
    ),
    "binstall": Subcommand(
        _CARGO_INSTALL + "-y --no-confirm\n--no-symlinks\n--targets TRIPLES\n--install-path DIRECTORY\n"
        "--disable-telemetry\n--strategies LIST\n--disable-strategies LIST\n--pkg-url URL\n--pkg-fmt FORMAT\n"
        "--log-level LEVEL\n--github-token TOKEN\n--only-signed\n",
        packages=versioned_by("--version", "--tag", "--rev", paths=("--git", "--path")),
    ),
    "add": Subcommand(
        "-F --features FEATURES\n--no-default-features\n--default-features\n--optional\n--dev\n--build\n--rename NAME\n"
        "--path PATH\n--git URL\n--branch BRANCH\n--tag TAG\n--rev COMMIT\n--registry NAME\n-p --package NAME\n"
        "--target TRIPLE\n--manifest-path FILE\n--dry-run\n",
        packages=versioned_by("--tag", "--rev", paths=("--git", "--path")),
    ),
    "fetch": Subcommand("--target TRIPLE\n--manifest-path FILE\n"),
    "vendor": Subcommand(
        "-s --sync FILE\n--no-delete\n--respect-source-config\n--versioned-dirs\n--manifest-path FILE\n"
    ),
    "clean": Subcommand(_CARGO_BUILD),
    "update": Subcommand("-p --package PACKAGE\n--precise VERSION\n-w --workspace\n--dry-run\n--manifest-path FILE\n"),
    "new": Subcommand("--bin\n--lib\n--name NAME\n--edition YEAR\n--vcs SYSTEM\n--registry NAME\n"),
    "init": Subcommand("--bin\n--lib\n--name NAME\n--edition YEAR\n--vcs SYSTEM\n--registry NAME\n"),
    "chef": Subcommand(
        subcommands={
            "prepare": Subcommand("--recipe-path FILE\n--bin NAME\n"),
            "cook": Subcommand(_CARGO_BUILD + "--recipe-path FILE\n--check\n--clippy\n--no-std\n--no-build\n"),
        }
    ),
    "uninstall": Subcommand("-p --package PACKAGE\n--bin NAME\n--root DIRECTORY\n"),
    "generate-lockfile": Subcommand(),
    "metadata": Subcommand("--format-version NUMBER\n--no-deps\n--manifest-path FILE\n"),
    "clippy": Subcommand(_CARGO_BUILD + "--fix\n--no-deps\n"),
    "fmt": Subcommand("--all\n--check\n"),
    "publish": Subcommand("--token TOKEN\n--dry-run\n--allow-dirty\n--no-verify\n"),
    "login": Subcommand(),
    "audit": Subcommand(),
    "leptos": Subcommand(),
    "nextest": Subcommand(),
}

_COMPOSER = """
-h --help
-q --quiet
-V --version
--ansi
--no-ansi
-n --no-interaction
--profile
--no-plugins
--no-scripts
-d --working-dir DIRECTORY
--no-cache
-v -vv -vvv --verbose
"""

_COMPOSER_INSTALL = """
--prefer-source
--prefer-dist
--prefer-install METHOD
--dry-run
--download-only
--dev
--no-dev
--no-suggest
--no-autoloader
--no-progress
--no-install
--no-audit
--audit-format FORMAT
-o --optimize-autoloader
-a --classmap-authoritative
--apcu-autoloader
--apcu-autoloader-prefix PREFIX
--ignore-platform-req NAME
--ignore-platform-reqs
--fixed
--no-update
--update-no-dev
-w --update-with-dependencies --with-dependencies
-W --update-with-all-dependencies --with-all-dependencies
--prefer-stable
--prefer-lowest
-m --minimal-changes
--sort-packages
--no-security-blocking
--lock
--with PAIR
"""

_COMPOSER_COMMANDS = {
    "install": Subcommand(_COMPOSER_INSTALL, aliases=("i",)),
    "update": Subcommand(_COMPOSER_INSTALL, aliases=("u", "upgrade")),
    "require": Subcommand(_COMPOSER_INSTALL, aliases=("r", "req"), packages=each(composer_package)),
    "remove": Subcommand(_COMPOSER_INSTALL, aliases=("rm", "uninstall")),
    "create-project": Subcommand(
        _COMPOSER_INSTALL + "-s --stability LEVEL\n--repository URL\n--add-repository\n--no-custom-installers\n"
        "--no-secure-http\n--keep-vcs\n--remove-vcs\n--ask\n"
    ),
    "global": Subcommand(
        subcommands={
            "require": Subcommand(_COMPOSER_INSTALL, packages=each(composer_package)),
            "install": Subcommand(_COMPOSER_INSTALL),
            "update": Subcommand(_COMPOSER_INSTALL),
            "remove": Subcommand(_COMPOSER_INSTALL),
            "config": Subcommand("--unset\n--json\n"),
        }
    ),
    "dump-autoload": Subcommand(
        "-o --optimize\n-a --classmap-authoritative\n--apcu\n--apcu-prefix PREFIX\n--no-dev\n--dev\n--dry-run\n"
        "--ignore-platform-req NAME\n--ignore-platform-reqs\n--strict-psr\n",
        aliases=("dumpautoload",),
    ),
    "config": Subcommand(
        "-g --global\n-e --editor\n-a --auth\n--unset\n-l --list\n-f --file FILE\n-j --json\n-m --merge\n"
    ),
    "clear-cache": Subcommand("--gc\n", aliases=("clearcache", "cc")),
    "run-script": Subcommand("--timeout SECONDS\n--dev\n--no-dev\n-l --list\n", aliases=("run",)),
    "exec": Subcommand(options_end_at_operand=True),
    "self-update": Subcommand(
        "-r --rollback\n--clean-backups\n--stable\n--preview\n--snapshot\n--1\n--2\n--no-progress\n--update-keys\n",
        aliases=("selfupdate",),
    ),
    "check-platform-reqs": Subcommand("--lock\n--no-dev\n"),
    "validate": Subcommand("--no-check-all\n--no-check-publish\n--strict\n"),
    "show": Subcommand(aliases=("info",)),
    "init": Subcommand(),
    "audit": Subcommand(),
    "diagnose": Subcommand(),
}

_MAVEN = """
-am --also-make
-amd --also-make-dependents
-B --batch-mode
-b --builder NAME
-C --strict-checksums
-c --lax-checksums
-cpu --check-plugin-updates
-D --define PROPERTY
-e --errors
-emp --encrypt-master-password PASSWORD
-ep --encrypt-password PASSWORD
-f --file FILE
-fae --fail-at-end
-ff --fail-fast
-fn --fail-never
-gs --global-settings FILE
-gt --global-toolchains FILE
-h --help
-is --install-settings FILE
-itr --ignore-transitive-repositories
-l --log-file FILE
-llr --legacy-local-repository
-N --non-recursive
-ntp --no-transfer-progress
-npr --no-plugin-registry
-npu --no-plugin-updates
-nsu --no-snapshot-updates
-o --offline
-P --activate-profiles PROFILES
-pl --projects PROJECTS
-ps --project-settings FILE
-q --quiet
-rf --resume-from PROJECT
-r --resume
-s --settings FILE
-t --toolchains FILE
-T --threads COUNT
-U --update-snapshots
-up --update-plugins
-v --version
-V --show-version
-X --debug
--color WHEN
"""

_GRADLE = """
-? -h --help
-a --no-rebuild
-b --build-file FILE
-c --settings-file FILE
-C --configure-on-demand
-D --system-prop PROPERTY
-d --debug
-g --gradle-user-home DIRECTORY
-I --init-script FILE
-i --info
-m --dry-run
-M --write-verification-metadata ALGORITHMS
-F --dependency-verification MODE
-P --project-prop PROPERTY
-p --project-dir DIRECTORY
-q --quiet
-S --full-stacktrace
-s --stacktrace
-t --continuous
-U --update-locks COORDINATES
-v --version
-V --show-version
-w --warn
-x --exclude-task TASK
--build-cache
--no-build-cache
--configuration-cache
--no-configuration-cache
--configuration-cache-problems MODE
--console MODE
--continue
--no-continue
--daemon
--no-daemon
--foreground
--stop
--status
--gui
--include-build DIRECTORY
--max-workers COUNT
--offline
--parallel
--no-parallel
--priority LEVEL
--profile
--project-cache-dir DIRECTORY
--refresh-dependencies
--refresh-keys
--export-keys
--rerun
--rerun-tasks
--scan
--no-scan
--task-graph
--no-watch-fs
--watch-fs
--warning-mode MODE
--write-locks
--tests FILTER
--args ARGUMENTS
"""

_DOTNET_BUILD = """
-a --arch ARCHITECTURE
--artifacts-path DIRECTORY
-c --configuration CONFIGURATION
-f --framework FRAMEWORK
--disable-build-servers
--force
--interactive [VALUE]
--no-dependencies
--no-incremental
--no-restore
--no-build
--no-cache
--ignore-failed-sources
--nologo -nologo /nologo
-o --output DIRECTORY
--os SYSTEM
-p --property -property PROPERTY
-r --runtime IDENTIFIER
--self-contained --sc [VALUE]
--no-self-contained
-s --source SOURCE
--packages DIRECTORY
--configfile FILE
--use-lock-file
--locked-mode
--lock-file-path FILE
--force-evaluate
--disable-parallel
--root DIRECTORY
--manifest FILE
-t --target -target TARGET
--tl [VALUE]
--use-current-runtime --ucr [VALUE]
-v --verbosity -verbosity LEVEL
--version-suffix SUFFIX
-h --help
-m -maxcpucount [COUNT]
--logger -l LOGGER
--filter EXPRESSION
--collect COLLECTOR
--results-directory DIRECTORY
--settings FILE
--project PROJECT
--launch-profile NAME
--include-symbols
--include-source
"""

_DOTNET_TOOL = """
-g --global
--local
--tool-path DIRECTORY
--version VERSION
--configfile FILE
--tool-manifest FILE
--add-source SOURCE
--source SOURCE
--framework FRAMEWORK
--prerelease
--disable-parallel
--ignore-failed-sources
--no-cache
--no-http-cache
--interactive
-a --arch ARCHITECTURE
--create-manifest-if-needed
--allow-downgrade
--allow-roll-forward
-v --verbosity LEVEL
"""


def _dotnet_add(request: PackageRequest) -> tuple[PackageArgument, ...]:
    """``dotnet add [PROJECT] package NAME --version V``: the word behind ``package``."""
    texts = [operand.text for operand in request.operands]
    if "package" not in texts:
        return ()
    reader: Callable[[PackageRequest], tuple[PackageArgument, ...]] = versioned_by("--version")
    behind: tuple[Argument, ...] = request.operands[texts.index("package") + 1 :]
    return reader(PackageRequest(behind[:1], request.options))


def _first_versioned(request: PackageRequest) -> tuple[PackageArgument, ...]:
    version = request.value_of("--version")
    return tuple(
        [named(operand, operand.text, known(version), request.has("--version")) for operand in request.operands[:1]]
    )


_DOTNET_COMMANDS = {
    name: Subcommand(_DOTNET_BUILD) for name in ("restore", "build", "publish", "test", "pack", "clean", "msbuild")
} | {
    "run": Subcommand(_DOTNET_BUILD),
    "add": Subcommand(_DOTNET_BUILD + "-v --version VERSION\n--prerelease\n-n\n", packages=_dotnet_add),
    "tool": Subcommand(
        subcommands={
            "install": Subcommand(_DOTNET_TOOL, packages=_first_versioned),
            "update": Subcommand(_DOTNET_TOOL + "--all\n", packages=_first_versioned),
            "uninstall": Subcommand(_DOTNET_TOOL),
            "restore": Subcommand(_DOTNET_TOOL),
            "list": Subcommand(_DOTNET_TOOL),
            "run": Subcommand(options_end_at_operand=True),
        }
    ),
    "workload": Subcommand(
        subcommands={
            name: Subcommand(
                "--skip-manifest-update\n--source SOURCE\n--configfile FILE\n--version VERSION\n--temp-dir DIRECTORY\n"
                "--ignore-failed-sources\n--include-previews\n-v --verbosity LEVEL\n"
            )
            for name in ("install", "update", "restore", "uninstall", "list")
        }
    ),
    "nuget": Subcommand(
        subcommands={
            name: Subcommand(
                "-n --name NAME\n-u --username NAME\n-p --password PASSWORD\n--store-password-in-clear-text\n"
                "--valid-authentication-types TYPES\n--configfile FILE\n-s --source SOURCE\n-k --api-key KEY\n"
                "--skip-duplicate\n-c --clear\n-l --list\n--force-english-output\n"
            )
            for name in ("add", "remove", "update", "push", "locals", "list", "disable", "enable")
        }
    ),
    "new": Subcommand("-n --name NAME\n-o --output DIRECTORY\n--force\n--no-restore\n-f --framework FRAMEWORK\n"),
    "dev-certs": Subcommand(),
    "ef": Subcommand(),
    "sln": Subcommand(),
    "list": Subcommand(),
    "remove": Subcommand(),
    "vstest": Subcommand(),
    "exec": Subcommand(options_end_at_operand=True),
}

TOOLS = (
    Tool("gem", ("gem",), _GEM, _GEM_COMMANDS),
    Tool("bundle", ("bundle", "bundler"), _BUNDLE, _BUNDLE_COMMANDS, default="install"),
    Tool("go", ("go",), "-C DIRECTORY\n", _GO_COMMANDS, clusters=False, single_dash_long=True),
    Tool("cargo", ("cargo",), _CARGO_GLOBAL, _CARGO_COMMANDS),
    Tool("composer", ("composer", "composer.phar"), _COMPOSER, _COMPOSER_COMMANDS),
    Tool("mvn", ("mvn", "mvnw", "mvnd"), _MAVEN, clusters=False),
    Tool("gradle", ("gradle", "gradlew"), _GRADLE, clusters=False),
    Tool(
        "dotnet",
        ("dotnet",),
        "-h --help\n-d --diagnostics\n--info\n--list-runtimes\n--list-sdks\n--version\n--additionalprobingpath PATH\n"
        "--depsfile FILE\n--runtimeconfig FILE\n--roll-forward SETTING\n--fx-version VERSION\n",
        _DOTNET_COMMANDS,
        clusters=False,
    ),
    Tool(
        "make",
        ("make", "gmake"),
        """
-b -m
-B --always-make
-C --directory DIRECTORY
-d
--debug [FLAGS]
-e --environment-overrides
-E --eval TEXT
-f --file --makefile FILE
-h --help
-i --ignore-errors
-I --include-dir DIRECTORY
-j --jobs [COUNT]
-k --keep-going
-l --load-average --max-load [LOAD]
-L --check-symlink-times
-n --just-print --dry-run --recon
-o --old-file --assume-old FILE
-O --output-sync [TYPE]
-p --print-data-base
-q --question
-r --no-builtin-rules
-R --no-builtin-variables
-s --silent --quiet
-S --no-keep-going --stop
-t --touch
--trace
-v --version
-w --print-directory
--no-print-directory
-W --what-if --new-file --assume-new FILE
--warn-undefined-variables
""",
        abbreviations=True,
    ),
)
