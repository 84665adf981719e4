"""Which npm packages bring or build native code, and whether a project has any of them.

Binaries are made for one C library, so what is installed on Alpine does not run on Debian, and the other way round,
whether a compiler was at work or a prebuilt file was fetched. Leaves out: packages that nobody has listed here, unless
the lock file says so (``hasInstallScript``, ``cpu``; https://docs.npmjs.com/cli/configuring-npm/package-lock-json).
"""

from __future__ import annotations

from collections.abc import Mapping

from ..build_context import BuildContext
from ..plain_values import as_table
from .facts import Judgement, Need, Origin, Reason, no, unknown, yes
from .native_libraries import need
from .node_manifest import NodeManifest
from .reading import parse_json_table

_LARGEST_LOCK = 2_000_000

COMPILED = frozenset(
    {
        "argon2", "bcrypt", "better-sqlite3", "bufferutil", "canvas", "cpu-features", "deasync", "farmhash", "ffi-napi",
        "gl", "grpc", "ibm_db", "iconv", "isolated-vm", "kerberos", "keytar", "leveldown", "libpq", "libxmljs",
        "mmmagic", "node-expat", "node-gyp", "node-libcurl", "node-pty", "node-rdkafka", "node-sass", "nodegit",
        "odbc", "oracledb", "pg-native", "re2", "ref-napi", "serialport", "snappy", "sodium-native", "sqlite3",
        "tree-sitter", "unix-dgram", "usb", "utf-8-validate", "vm2-native", "zeromq", "zookeeper",
    }
)  # fmt: skip
"""Built with a compiler, or fetched as a binary where there is one for the platform."""

PREBUILT = frozenset(
    {
        "@node-rs/argon2", "@node-rs/bcrypt", "@parcel/watcher", "@prisma/client", "@swc/core", "esbuild",
        "@tensorflow/tfjs-node", "lightningcss", "onnxruntime-node", "prisma", "puppeteer", "rollup", "sharp", "turbo",
        "@rspack/core", "@napi-rs/canvas", "lmdb", "mongodb-client-encryption", "bare-fs", "electron", "workerd",
    }
)  # fmt: skip
"""Never built on the spot: a binary for the platform is fetched."""

_NEEDS: Mapping[str, str] = {
    "pg-native": "libpq", "libpq": "libpq", "node-rdkafka": "librdkafka", "odbc": "unixODBC",
    "prisma": "openssl", "@prisma/client": "openssl",
    "fluent-ffmpeg": "ffmpeg", "gm": "gm", "imagemagick": "convert", "puppeteer-core": "chromium",
    "pdf-poppler": "pdftotext", "simple-git": "git",
}  # fmt: skip


def native_modules(manifest: NodeManifest, lock: str | None) -> Judgement:
    """Whether what production needs has native code."""
    packages = [*manifest.package.dependencies, *manifest.package.optional_dependencies]
    reasons = [
        Reason(f"{name} {'is compiled or fetched' if name in COMPILED else 'is fetched'} as a binary", origin)
        for name in packages
        if name in COMPILED or name in PREBUILT
        if (origin := manifest.dependency(name)) is not None
    ]
    if reasons:
        return yes(*reasons)
    if manifest.notes:
        return unknown()
    if not packages:
        return no(Reason("Nothing is installed for production", manifest.origin()))
    return _from_lock(manifest.context, lock) if lock is not None else unknown()


def _from_lock(context: BuildContext, lock: str) -> Judgement:
    """What an npm lock file says of each package; other lock files do not tell."""
    text = context.texts.get(lock)
    if not lock.endswith((".json",)) or not text or len(text) > _LARGEST_LOCK:
        return unknown()
    packages = as_table((parse_json_table(text) or {}).get("packages"))
    if not packages:
        return unknown()
    reasons: list[Reason] = []
    for path, value in packages.items():
        entry = as_table(value) or {}
        if path and not entry.get("dev") and (entry.get("hasInstallScript") or entry.get("cpu")):
            reasons.append(Reason(f"{path.rpartition('node_modules/')[2]} has a binary", Origin(lock, None, path)))
            if len(reasons) >= 5:
                break
    return yes(*reasons) if reasons else no(Reason("No package in the lock file has native code", Origin(lock)))


def needs(manifest: NodeManifest) -> tuple[Need, ...]:
    """Libraries and commands that packages of a project call for."""
    packages = (*manifest.package.dependencies, *manifest.package.optional_dependencies)
    return tuple(
        need(_NEEDS[name], manifest.dependency(name) or manifest.origin()) for name in packages if name in _NEEDS
    )
