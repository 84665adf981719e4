"""A user is added: the container starts as that user, and can write where it has to."""

from __future__ import annotations

import pytest

from .proof_page import Gap
from .proving import Bench, Case, Told

pytestmark = pytest.mark.builds

WRITES = "import os; open('/app/data/state', 'w').write('x'); print(os.getuid())"
ACCOUNTS = Told("content", ("/etc/passwd", "/etc/group", "/etc/shadow", "/etc/gshadow"))
BACKUPS = Told(
    "content mode added", tuple(f"/etc/{name}" for name in ("passwd-", "group-", "shadow-", "gshadow-", "sub?id*"))
)
HOME = Told("added", ("/home/app", "/home/app/*"))


def test_new_user_on_debian(bench: Bench) -> None:
    proof = bench.prove(
        Case(
            family="Add a user on Debian",
            fix="missing-user",
            different="the account, its home, and the owner of `/app` and of the volume; Config.User",
            files={"main.py": WRITES + "\nopen('/app/other', 'w').write('y')\n"},
            dockerfile=(
                'FROM python:3.11-slim\nWORKDIR /app\nCOPY main.py .\nVOLUME /app/data\nCMD ["python", "main.py"]\n'
            ),
            told=(ACCOUNTS, HOME, Told("owner", ("/app",)), Told("added", ("/app/data",))),
            incidental=(BACKUPS, Told("content", ("/etc/subuid", "/etc/subgid"))),
            configuration=("User",),
        )
    )
    assert bench.engine.run(proof.before).stdout == "0\n"
    done = bench.engine.run(proof.after)
    assert (done.stdout, done.returncode) == ("10001\n", 0), done.stderr


def test_steps_that_install_stay_in_front(bench: Bench) -> None:
    proof = bench.prove(
        Case(
            family="Add a user behind a step that installs",
            fix="missing-user",
            different="the account, its home and the owner of `/srv/app`; Config.User",
            dockerfile=(
                "FROM debian:bookworm-slim\n"
                "WORKDIR /srv/app\n"
                'CMD ["sh", "-c", "id -u > made && cat made"]\n'
                "RUN apt-get update && apt-get install -y --no-install-recommends tree && rm -rf /var/lib/apt/lists/*\n"
            ),
            told=(ACCOUNTS, HOME, Told("owner", ("/srv/app",))),
            incidental=(BACKUPS, Told("content", ("/var/lib/apt/extended_states", "/var/lib/dpkg/status-old"))),
            configuration=("User",),
        )
    )
    assert bench.engine.run(proof.after).stdout == "10001\n"


def test_the_user_that_node_brings(bench: Bench) -> None:
    proof = bench.prove(
        Case(
            family="Run as the user that the image brings (node)",
            fix="missing-user",
            different="Config.User, nothing else",
            files={"server.js": "console.log(process.getuid(), require('os').userInfo().username)\n"},
            dockerfile='FROM node:20-slim\nWORKDIR /app\nCOPY server.js .\nCMD ["node", "server.js"]\n',
            configuration=("User",),
        )
    )
    assert bench.engine.run(proof.before).stdout == "0 root\n"
    assert bench.engine.run(proof.after).stdout == "1000 node\n"


def test_a_volume_for_the_user_that_node_brings(bench: Bench) -> None:
    proof = bench.prove(
        Case(
            family="Run as the user that the image brings, with a volume",
            fix="missing-user",
            different="the owner of the volume; Config.User",
            dockerfile=(
                "FROM node:20-slim\n"
                "WORKDIR /app\n"
                "VOLUME /app/data\n"
                'CMD ["node", "-e", "fs.writeFileSync(\'/app/data/x\', \'y\'); console.log(process.getuid())"]\n'
            ),
            told=(Told("added", ("/app/data",)),),
            configuration=("User",),
        )
    )
    done = bench.engine.run(proof.after)
    assert done.stdout == "1000\n", done.stderr


def test_new_user_on_alpine(bench: Bench) -> None:
    proof = bench.prove(
        Case(
            family="Add a user on Alpine",
            fix="missing-user",
            different="the account, its home and the owner of `/app`; Config.User",
            dockerfile='FROM alpine:3.20\nWORKDIR /app\nCMD ["sh", "-c", "id -u > made && cat made"]\n',
            told=(Told("content", ("/etc/passwd", "/etc/group")), Told("owner", ("/app",))),
            incidental=(BACKUPS, Told("content", ("/etc/shadow",)), HOME),
            configuration=("User",),
        )
    )
    done = bench.engine.run(proof.after)
    assert done.stdout == "10001\n", done.stderr
    if bench.engine.has_stand_ins:
        bench.book.gaps.append(
            Gap(
                "Alpine",
                "its image is a stand-in of busybox, and its packages cannot be had; only its accounts are tried",
            )
        )
