"""Fixes of layers and package managers: the image holds the same files but for those that the fix takes out."""

from __future__ import annotations

import io
import random
import re
import tarfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dockwright.diagnostics.rule import CacheStrategy

from .engine import Image
from .proving import Bench, Case, Proof, Told, write_files

pytestmark = pytest.mark.builds

LISTS = ("/var/lib/apt/lists/*",)
MAY_DIFFER = Told("content", ("/var/lib/apt/extended_states", "/var/lib/dpkg/status-old", *LISTS))


def tarball(name: str, content: bytes) -> bytes:
    """A compressed archive with one file, the same bytes each time."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


CASES = [
    Case(
        family="Merge RUN lines",
        fix="consecutive-run",
        different="nothing",
        dockerfile=(
            "FROM debian:bookworm-slim\n"
            "RUN mkdir -p /srv/data || exit 1\n"
            'RUN echo "one" > /srv/data/one && chmod 0640 /srv/data/one\n'
            "RUN ln -s one /srv/data/two && chown -h www-data: /srv/data/two\n"
            'CMD ["cat", "/srv/data/two"]\n'
        ),
    ),
    Case(
        family="Refresh the index in the RUN that installs",
        fix="index-update-alone",
        different="nothing",
        dockerfile=(
            "FROM debian:bookworm-slim\n"
            "RUN apt-get update\n"
            "RUN apt-get install -y --no-install-recommends tree\n"
            'CMD ["tree", "/srv"]\n'
        ),
        incidental=(MAY_DIFFER,),
    ),
    Case(
        family="Remove the apt lists in the same RUN",
        fix="apt-lists-left",
        different="the package lists are gone",
        dockerfile=(
            "FROM debian:bookworm-slim\n"
            "RUN apt-get update \\\n"
            "    && apt-get install -y --no-install-recommends \\\n"
            "        tree \\\n"
            "        less\n"
            'CMD ["tree", "/srv"]\n'
        ),
        told=(Told("gone", LISTS),),
        incidental=(MAY_DIFFER,),
    ),
    Case(
        family="Install without recommended packages",
        fix="apt-recommended-packages",
        different="recommended packages are gone; `ca-certificates`, which curl needs, is not",
        dockerfile=(
            "FROM debian:bookworm-slim\n"
            "RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n"
            "RUN test -s /etc/ssl/certs/ca-certificates.crt\n"
            'CMD ["curl", "--version"]\n'
        ),
        told=(
            Told(
                "gone", ("/usr/share/doc/publicsuffix*", "/usr/share/publicsuffix*", "/var/lib/dpkg/info/publicsuffix*")
            ),
            Told("content", ("/var/lib/dpkg/status",)),
        ),
        incidental=(
            Told("gone added", ("/usr/*", "/etc/*", "/var/*", "/lib/*")),
            Told("content", ("/var/lib/apt/extended_states", "/etc/ld.so.cache", "/var/lib/dpkg/*")),
        ),
    ),
    Case(
        family="Merge a removal into the RUN that wrote",
        fix="removed-in-later-layer",
        different="nothing; the bytes are no longer in a layer",
        dockerfile=(
            "FROM debian:bookworm-slim\n"
            "RUN mkdir -p /work && cp -r /usr/lib /work/lib && ls /work/lib > /names\n"
            "RUN rm -rf /work\n"
            'CMD ["cat", "/names"]\n'
        ),
    ),
    Case(
        family="Copy with the owner in place of chown -R",
        fix="recursive-ownership-change",
        different="nothing",
        files={f"lib/part{number}.js": f"// {number}\n" * 50_000 for number in range(5)} | {"server.js": "// main\n"},
        dockerfile=(
            "FROM node:20-slim\n"
            "WORKDIR /app\n"
            "COPY . .\n"
            "RUN chown -R node:node /app\n"
            "USER node\n"
            'CMD ["node", "server.js"]\n'
        ),
        incidental=(Told("content", ("/app/Dockerfile",)),),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case.fix for case in CASES])
def test_only_what_the_fix_says(bench: Bench, case: Case) -> None:
    proof = bench.prove(case)
    assert proof.after.size <= proof.before.size
    assert bench.engine.run(proof.before).stdout == bench.engine.run(proof.after).stdout


def test_archive_removed(bench: Bench) -> None:
    """The archive is fetched over loopback from a server that the test starts, as a release would be."""
    folder = bench.folder / "served"
    write_files(folder, {"release.tar.gz": tarball("tool/data", random.Random(1).randbytes(3_000_000))})
    with serve(folder) as port:
        proof = bench.prove(
            Case(
                family="Remove an archive after unpacking",
                fix="archive-kept-after-unpacking",
                different="the archive is gone",
                dockerfile=(
                    "FROM debian:bookworm-slim\n"
                    "RUN apt-get update && apt-get install -y --no-install-recommends wget "
                    "&& rm -rf /var/lib/apt/lists/*\n"
                    f"RUN wget -qO /tmp/release.tar.gz http://127.0.0.1:{port}/release.tar.gz \\\n"
                    "    && tar -xzf /tmp/release.tar.gz -C /opt\n"
                    'CMD ["sha256sum", "/opt/tool/data"]\n'
                ),
                told=(Told("gone", ("/tmp/release.tar.gz",)),),
                incidental=(MAY_DIFFER,),
            )
        )
    assert proof.before.size - proof.after.size > 2_900_000
    assert bench.engine.run(proof.before).stdout == bench.engine.run(proof.after).stdout != ""


@contextmanager
def serve(folder: Path) -> Iterator[int]:
    """Files over HTTP on loopback, which builds reach since they share the network of the host."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()


def with_filled_mount(bench: Bench, proof: Proof) -> Image:
    """The image built again after an edit above the RUN, when an earlier build has filled the mount.

    A build from scratch begins with empty mounts, so both builds here use the cache, and the edit is always a new one.
    """
    for name in ("filling", "filled"):
        edit = f"\nENV EDITED={name}-{time.time_ns()}\n"
        (proof.context / "Dockerfile").write_text(proof.text.replace("\n", edit, 1), encoding="utf-8")
        image = bench.engine.build(proof.context, bench.tag(name), cached=True)
    return image


def test_cache_mount_for_apt(bench: Bench) -> None:
    case = Case(
        family="Cache mount for apt",
        fix="cache-mount",
        different="the package lists, and apt's setting to throw downloads away, are gone",
        strategy=CacheStrategy.MOUNT,
        dockerfile=(
            "FROM debian:bookworm-slim\n"
            "RUN apt-get update && apt-get install -y --no-install-recommends tree\n"
            'CMD ["tree", "/srv"]\n'
        ),
        told=(Told("gone", LISTS), Told("gone", ("/etc/apt/apt.conf.d/docker-clean",))),
        incidental=(MAY_DIFFER, Told("gone added", ("/var/cache/apt/*",))),
    )
    proof = bench.prove(case)
    again = with_filled_mount(bench, proof)
    assert re.search(r"Need to get 0 B/\S+ \S+ of archives", again.log), again.log
    assert bench.engine.run(again).stdout == bench.engine.run(proof.before).stdout
    bench.book.measured.append(
        f"Cache mount for apt: {proof.after.seconds:.1f} s with the mount empty, {again.seconds:.1f} s with it filled "
        "(nothing is downloaded but the index)"
    )


def test_cache_mount_for_pip(bench: Bench) -> None:
    case = Case(
        family="Cache mount for pip",
        fix="cache-mount",
        different="nothing but pip's own cache",
        strategy=CacheStrategy.MOUNT,
        files={"requirements.txt": "docopt==0.6.2\n"},
        dockerfile=(
            "FROM python:3.11-slim\n"
            "WORKDIR /app\n"
            "COPY requirements.txt .\n"
            "RUN pip install -r requirements.txt\n"
            'CMD ["python", "-c", "import docopt; print(docopt.__version__)"]\n'
        ),
        incidental=(Told("gone", ("/root/.cache", "/root/.cache/*")),),
    )
    proof = bench.prove(case)
    assert "Building wheel for docopt" in proof.after.log
    again = with_filled_mount(bench, proof)
    assert "Building wheel for docopt" not in again.log
    assert "Successfully installed docopt" in again.log
    assert bench.engine.run(again).stdout == bench.engine.run(proof.before).stdout == "0.6.2\n"
    bench.book.measured.append(
        f"Cache mount for pip: {proof.after.seconds:.1f} s with the mount empty, {again.seconds:.1f} s with it filled "
        "(the wheel that pip built is taken from it)"
    )


def test_pip_without_a_cache(bench: Bench) -> None:
    case = Case(
        family="pip without its cache",
        fix="pip-cache-kept",
        different="pip's cache is gone",
        files={"requirements.txt": "docopt==0.6.2\n"},
        dockerfile=(
            "FROM python:3.11-slim\n"
            "WORKDIR /app\n"
            "COPY requirements.txt .\n"
            "RUN pip install -r requirements.txt\n"
            'CMD ["python", "-c", "import docopt; print(docopt.__version__)"]\n'
        ),
        told=(Told("gone", ("/root/.cache/pip/*",)),),
        incidental=(Told("gone", ("/root/.cache", "/root/.cache/pip")),),
    )
    proof = bench.prove(case)
    assert proof.after.size < proof.before.size
    assert bench.engine.run(proof.after).stdout == "0.6.2\n"


def test_npm_without_a_cache(bench: Bench) -> None:
    case = Case(
        family="npm without its cache",
        fix="npm-cache-left",
        different="npm's cache is gone",
        files={"package.json": '{"name": "app", "version": "1.0.0", "dependencies": {"ms": "2.1.3"}}\n'},
        dockerfile=(
            "FROM node:20-slim\n"
            "WORKDIR /app\n"
            "COPY package.json .\n"
            "RUN npm install --no-audit --no-fund\n"
            'CMD ["node", "-p", "require(\'ms\')(\'1h\')"]\n'
        ),
        told=(Told("gone", ("/root/.npm/_cacache/*",)),),
        incidental=(Told("gone added", ("/root/.npm/*",)),),
    )
    proof = bench.prove(case)
    assert proof.after.size < proof.before.size
    assert bench.engine.run(proof.after).stdout == "3600000\n"
