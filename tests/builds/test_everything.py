"""All fixes of the default rules at once, as the command line makes them on a file with many mistakes."""

from __future__ import annotations

import pytest

from .fixing import EVERYTHING
from .proving import Bench, Case, Told

pytestmark = pytest.mark.builds

DOCKERFILE = """\
FROM python:3.11-slim
MAINTAINER Ada Lovelace <ada@example.com>
ENV PORT=8080
RUN apt-get update
RUN apt-get install curl -y
ADD . /app
WORKDIR /app
RUN pip install -r requirements.txt
RUN mkdir -p /tmp/work && cp -r /app/assets /tmp/work/assets && ls /tmp/work/assets > /app/names
RUN rm -rf /tmp/work
CMD python main.py
"""

PROGRAM = """\
import os, pathlib, subprocess, docopt

pathlib.Path("/app/state").write_text("written")
print(os.getuid(), os.environ["PORT"], docopt.__version__, pathlib.Path("/app/names").read_text().strip())
print(subprocess.run(["curl", "--version"], capture_output=True, text=True).stdout.split()[0])
"""


def test_all_fixes_at_once(bench: Bench) -> None:
    proof = bench.prove(
        Case(
            family="All fixes at once",
            fix=EVERYTHING,
            different=(
                "package lists, recommended packages and pip's cache are gone; the account, its home, and the owner of "
                "`/app`; Config.Cmd, Labels and User"
            ),
            dockerfile=DOCKERFILE,
            files={
                "main.py": PROGRAM,
                "requirements.txt": "docopt==0.6.2\n",
                "assets/logo.svg": "<svg/>\n" * 100_000,
            },
            told=(
                Told("gone", ("/var/lib/apt/lists/*",)),
                Told("gone", ("/root/.cache/pip/*",)),
                Told("gone", ("/usr/share/publicsuffix/*",)),
                Told("content", ("/etc/passwd", "/etc/group")),
                Told("added", ("/home/app", "/home/app/*")),
                Told("owner", ("/app",)),
                Told("content", ("/app/Dockerfile",)),
            ),
            incidental=(
                Told("gone", ("/usr/*", "/etc/*", "/var/*", "/root/.cache*")),
                Told(
                    "content", ("/var/lib/apt/extended_states", "/var/lib/dpkg/*", "/etc/ld.so.cache", "/etc/*shadow")
                ),
                Told(
                    "content mode added",
                    tuple(f"/etc/{name}" for name in ("passwd-", "*group-", "*shadow-", "sub?id*")),
                ),
            ),
            configuration=("Cmd", "Labels", "User"),
        )
    )
    assert bench.engine.warnings(proof.context) == []
    (proof.context / "Dockerfile").write_text(DOCKERFILE, encoding="utf-8")
    assert bench.engine.warnings(proof.context) == ["JSONArgsRecommended", "MaintainerDeprecated"]
    assert proof.after.size < proof.before.size
    before, after = bench.engine.run(proof.before), bench.engine.run(proof.after)
    assert after.returncode == 0, after.stderr
    assert before.stdout == after.stdout.replace("10001", "0") != after.stdout
