"""The go command."""

from __future__ import annotations

from ..packages import each, go_package
from ..specification import Subcommand, Tool

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

TOOLS = (Tool("go", ("go", "xx-go"), "-C DIRECTORY\n", _GO_COMMANDS, clusters=False, single_dash_long=True),)
