"""Refactorings of stages: the image is the same but for what each says, and what is promised of the cache holds."""

from __future__ import annotations

import pytest

from .proving import Bench, Case, Told, cached_steps

pytestmark = pytest.mark.builds

LOGS = ("/var/lib/apt/*", "/var/log/*", "/var/cache/*", "/var/lib/dpkg/*-old")
PROGRAM = """\
#include <sqlite3.h>
#include <stdio.h>

int main(void) {
    puts(sqlite3_libversion_number() > 3000000 ? "linked" : "old");
    return 0;
}
"""
COMPILING = "cc -o /usr/local/bin/linked linked.c -lsqlite3"
PACKAGES = "gcc libc6-dev libsqlite3-dev"
INSTALLING = f"apt-get update && apt-get install -y --no-install-recommends {PACKAGES}"
WITHOUT_COMPILERS = (
    Told("gone", ("/usr/bin/gcc*", "/usr/include/sqlite3.h")),
    Told("content", ("/var/lib/dpkg/status",)),
)
OF_PACKAGES = (
    Told("gone added content", ("/usr/*", "/etc/ld.so.cache", "/etc/alternatives/*", "/var/lib/dpkg/*", *LOGS)),
    Told("gone", ("/etc/gprofng.rc", "/etc/gss", "/etc/gss/*", "/etc/netconfig", "/lib/*")),
)


def test_packages_are_installed_before_files_are_copied(bench: Bench) -> None:
    case = Case(
        family="Install packages before files are copied",
        fix="cache-order",
        different="nothing",
        files={"page.txt": "one\n"},
        dockerfile=(
            "FROM debian:bookworm-slim\n"
            "ARG GIT_SHA\n"
            "WORKDIR /app\n"
            "COPY page.txt .\n"
            "RUN apt-get update && apt-get install -y --no-install-recommends tree && rm -rf /var/lib/apt/lists/*\n"
            "LABEL revision=$GIT_SHA\n"
            'CMD ["tree", "/app"]\n'
        ),
        incidental=(Told("content", LOGS),),
    )
    proof = bench.prove(case)
    assert bench.engine.run(proof.before).stdout == bench.engine.run(proof.after).stdout
    (proof.context / "page.txt").write_text("two\n", encoding="utf-8")
    text = proof.text.replace("ARG GIT_SHA", "ARG GIT_SHA=changed")
    (proof.context / "Dockerfile").write_text(text, encoding="utf-8")
    again = bench.engine.build(proof.context, bench.tag("again"), cached=True)
    assert any(step.startswith("RUN apt-get update") for step in cached_steps(again.log)), again.log
    assert again.configuration["Labels"] == {"revision": "changed"}
    bench.book.measured.append(
        f"Install packages before files are copied: after a change of a file and of an argument {again.seconds:.1f} s, "
        f"since packages come from the cache; from scratch {proof.after.seconds:.1f} s"
    )


@pytest.mark.parametrize("runs", ["one", "two"])
def test_build_packages_are_gone_and_libraries_stay(bench: Bench, runs: str) -> None:
    steps = {
        "one": f"COPY linked.c .\nRUN {INSTALLING} \\\n    && {COMPILING} && rm -rf /var/lib/apt/lists/*\n",
        "two": f"RUN {INSTALLING} && rm -rf /var/lib/apt/lists/*\nCOPY linked.c .\nRUN {COMPILING}\n",
    }
    case = Case(
        family=f"Build packages only in the RUN that builds, from {runs} RUN",
        fix="build-packages",
        different="compilers and headers are gone, and the library of the headers is not",
        files={"linked.c": PROGRAM},
        dockerfile=f'FROM debian:bookworm-slim\nWORKDIR /src\n{steps[runs]}CMD ["linked"]\n',
        told=WITHOUT_COMPILERS,
        incidental=OF_PACKAGES,
    )
    proof = bench.prove(case)
    assert proof.after.size < proof.before.size - 50_000_000
    assert bench.engine.run(proof.before).stdout == bench.engine.run(proof.after).stdout == "linked\n"


def test_wheels_are_built_elsewhere(bench: Bench) -> None:
    case = Case(
        family="Build wheels in a stage of their own",
        fix="wheels-stage",
        different="compilers and headers are gone; what pip installed is the same",
        files={"requirements.txt": "docopt==0.6.2\n"},
        dockerfile=(
            "FROM python:3.11-slim\nWORKDIR /app\n"
            "RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev tree "
            "&& rm -rf /var/lib/apt/lists/*\n"
            "COPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\n"
            'CMD ["python", "-c", "import docopt; print(docopt.__version__)"]\n'
        ),
        told=(Told("gone", ("/usr/bin/gcc*",)), Told("content", ("/var/lib/dpkg/status",))),
        incidental=(
            *OF_PACKAGES,
            Told("gone", ("/usr/local/lib/python3*/dist-packages/docopt-*/REQUESTED",)),
            Told("added", ("/usr/local/lib/python3*/dist-packages/docopt-*/direct_url.json", "/wheels")),
        ),
    )
    proof = bench.prove(case)
    assert "Building wheel for docopt" in proof.after.log
    assert proof.after.size < proof.before.size - 50_000_000
    assert bench.engine.run(proof.before).stdout == bench.engine.run(proof.after).stdout == "0.6.2\n"


def test_a_common_stage(bench: Bench) -> None:
    start = (
        "ARG NAME=tree\n"
        "RUN apt-get update && apt-get install -y --no-install-recommends $NAME && rm -rf /var/lib/apt/lists/*\n"
    )
    case = Case(
        family="Extract the common start of stages",
        fix="common-stage",
        different="nothing",
        dockerfile=(
            f"FROM debian:bookworm-slim AS build\n{start}RUN tree --version > /made\n\n"
            f"FROM debian:bookworm-slim\n{start}COPY --from=build /made /made\n"
            'RUN echo "$NAME" > /name\nCMD ["cat", "/made", "/name"]\n'
        ),
        incidental=(Told("content", LOGS),),
    )
    proof = bench.prove(case)
    assert bench.engine.run(proof.before).stdout == bench.engine.run(proof.after).stdout
    assert proof.text.count("apt-get install") == 1


def test_two_targets(bench: Bench) -> None:
    case = Case(
        family="Split into a development and a production target",
        fix="development-target",
        different="development dependencies are gone, and `NODE_ENV` is set; `--target development` has all as before",
        files={
            "package.json": (
                '{"name": "app", "version": "1.0.0", "dependencies": {"ms": "2.1.3"},'
                ' "devDependencies": {"escape-html": "1.0.3"}}\n'
            ),
            "server.js": "console.log(require('ms')('1h'), process.env.NODE_ENV)\n",
        },
        dockerfile=(
            "FROM node:20-slim\nWORKDIR /app\nCOPY package.json .\n"
            "RUN npm install --no-audit --no-fund && rm -rf /root/.npm\n"
            'COPY server.js .\nUSER node\nCMD ["node", "server.js"]\n'
        ),
        told=(Told("gone", ("/app/node_modules/escape-html*",)),),
        incidental=(Told("content", ("/app/node_modules/.package-lock.json",)), Told("gone added", ("/tmp/*",))),
        configuration=("Env",),
    )
    proof = bench.prove(case)
    assert bench.engine.run(proof.before).stdout == "3600000 undefined\n"
    assert bench.engine.run(proof.after).stdout == "3600000 production\n"
    tag = bench.tag("development")
    done = bench.engine.docker("build", "--network=host", "--target=development", "-t", tag, str(proof.context))
    assert done.returncode == 0, done.stderr
    listed = bench.engine.docker("run", "--rm", tag, "ls", "/app/node_modules").stdout.split()
    assert listed == ["escape-html", "ms"]
