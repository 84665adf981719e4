"""Types and options of ``RUN --mount`` (https://docs.docker.com/reference/dockerfile/#run---mount)."""

from __future__ import annotations

from .entry import Entry

TYPES: dict[str, Entry] = {
    "cache": Entry(
        "A directory that outlives this build and is filled by the builds before it: the place for caches of package "
        "managers and compilers. It is not part of the image, so nothing has to be deleted from it.",
        "RUN --mount=type=cache,target=/root/.npm npm ci",
        "run---mounttypecache",
        "1.2",
    ),
    "bind": Entry(
        "Files of the build context, of another stage or of an image, without copying them into a layer. Read-only "
        "unless `rw` is given, and then what is written is thrown away.",
        "RUN --mount=type=bind,source=.,target=/src make -C /src",
        "run---mounttypebind",
        "1.2",
    ),
    "secret": Entry(
        "A secret that is passed with `docker build --secret`, as a file under `/run/secrets` or with `env` as a "
        "variable. It leaves no trace in the image.",
        "RUN --mount=type=secret,id=token,env=TOKEN ./download.sh",
        "run---mounttypesecret",
        "1.2",
    ),
    "ssh": Entry(
        "The SSH agent that is passed with `docker build --ssh`, to fetch from private repositories without copying "
        "keys.",
        "RUN --mount=type=ssh git clone git@github.com:owner/repository.git",
        "run---mounttypessh",
        "1.2",
    ),
    "tmpfs": Entry(
        "An empty directory in memory, gone after the command.",
        "RUN --mount=type=tmpfs,target=/tmp ./build.sh",
        "run---mounttypetmpfs",
        "1.2",
    ),
}

OPTIONS: dict[str, str] = {
    "type": "What is mounted: `bind` (where nothing is said), `cache`, `tmpfs`, `secret` or `ssh`.",
    "target": "Where the command finds it. Also written `dst` or `destination`.",
    "source": "The path in `from`; by default all of it. Also written `src`.",
    "from": "The stage, named context or image that `source` lies in; by default the build context.",
    "id": "The name of the cache, secret or agent; caches go by their target where nothing is said.",
    "sharing": "What happens when two builds want the cache at once: `shared`, `private` or `locked`.",
    "readonly": "The command cannot write to it. Also written `ro`.",
    "rw": "The command can write; what it writes to a bind mount is thrown away. Also written `readwrite`.",
    "required": "The build fails where it was not passed, instead of going on without.",
    "env": "The variable that holds the secret, instead of a file or, with `target`, besides it.",
    "mode": "The permissions in octal digits.",
    "uid": "The number of the user that owns it; 0 where nothing is said.",
    "gid": "The number of the group that owns it; 0 where nothing is said.",
    "size": "The most that may be written, such as `64m`.",
}

OPTIONS_OF_TYPE: dict[str, tuple[str, ...]] = {
    "bind": ("source", "target", "from", "rw"),
    "cache": ("target", "id", "sharing", "from", "source", "mode", "uid", "gid", "readonly"),
    "tmpfs": ("target", "size"),
    "secret": ("id", "env", "target", "required", "mode", "uid", "gid"),
    "ssh": ("id", "target", "required", "mode", "uid", "gid"),
}

SYNONYMS = {
    "src": "source",
    "dst": "target",
    "destination": "target",
    "ro": "readonly",
    "readwrite": "rw",
}

WITHOUT_VALUE = ("readonly", "rw", "required")

SHARING: dict[str, str] = {
    "locked": "The second build waits. Right for apt, whose cache does not bear two writers.",
    "shared": "Both use it at once; the default.",
    "private": "The second build gets one of its own.",
}

CACHE_TARGETS: dict[str, tuple[str, str]] = {
    "/var/cache/apt": ("apt-get", "Downloaded packages of apt; use `sharing=locked`."),
    "/var/lib/apt": ("apt-get", "Package lists of apt; use `sharing=locked`."),
    "/var/cache/apk": ("apk", "Packages of apk; then leave out `--no-cache`."),
    "/var/cache/dnf": ("dnf", "Packages of dnf."),
    "/var/cache/yum": ("yum", "Packages of yum."),
    "/root/.cache/pip": ("pip", "Wheels of pip; then leave out `--no-cache-dir`."),
    "/root/.cache/uv": ("uv", "Wheels of uv."),
    "/root/.cache/pypoetry": ("poetry", "Packages of Poetry."),
    "/root/.npm": ("npm", "Packages of npm."),
    "/root/.yarn": ("yarn", "Packages of Yarn."),
    "/pnpm/store": ("pnpm", "The store of pnpm, where `PNPM_HOME` is `/pnpm`."),
    "/root/.bun/install/cache": ("bun", "Packages of Bun."),
    "/go/pkg/mod": ("go", "Modules of Go."),
    "/root/.cache/go-build": ("go", "What the Go compiler has built."),
    "/usr/local/cargo/registry": ("cargo", "Crates of Cargo."),
    "/root/.m2": ("mvn", "Artifacts of Maven."),
    "/root/.gradle": ("gradle", "Artifacts of Gradle."),
    "/root/.nuget/packages": ("dotnet", "Packages of NuGet."),
    "/root/.composer/cache": ("composer", "Packages of Composer."),
    "/usr/local/bundle/cache": ("bundle", "Gems of Bundler."),
    "/root/.cache": ("", "Where many tools of root keep their caches."),
}
"""Where package managers keep what they download, as root: the program, and a sentence."""
