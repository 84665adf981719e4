"""Fixes of instructions, paths and start commands: the same image by another way of writing it."""

from __future__ import annotations

import time

import pytest

from .fixing import fixed
from .proving import Bench, Case, Told, cached_steps, write_files

pytestmark = pytest.mark.builds

OWN_DOCKERFILE = Told("content", ("/app/Dockerfile",))

SAME_IMAGE = [
    Case(
        family="COPY in place of ADD",
        fix="add-instead-of-copy",
        different="nothing",
        files={"conf/app.conf": "port = 80\n", "start.sh": "#!/bin/sh\nexec cat /etc/app/app.conf\n"},
        dockerfile=(
            "FROM debian:bookworm-slim\n"
            "ADD conf/ /etc/app/\n"
            "ADD --chown=www-data:www-data --chmod=0755 start.sh /usr/local/bin/\n"
            'CMD ["start.sh"]\n'
        ),
    ),
    Case(
        family="WORKDIR in place of cd",
        fix="cd-instead-of-workdir",
        different="nothing",
        files={"src/one.txt": "one\n", "src/deep/two.txt": "two\n"},
        dockerfile=(
            "FROM debian:bookworm-slim\n"
            "WORKDIR /work\n"
            "COPY src ./src\n"
            "RUN cd src && cat one.txt > copied && chmod 0600 copied\n"
            "RUN cd /work/src/deep \\\n"
            "    && cat two.txt > copied\n"
            'CMD ["cat", "src/copied", "src/deep/copied"]\n'
        ),
    ),
    Case(
        family="`ENV key=value`",
        fix="legacy-key-value",
        different="nothing; the environment of the image is the same to the letter",
        dockerfile=(
            "FROM debian:bookworm-slim\n"
            "ARG WHO=world\n"
            'ENV GREETING hello  ${WHO} and "all the" others\n'
            "ENV EQUALS a = b\n"
            "ENV QUOTED 'single $WHO' \\$WHO back\\ slash\n"
            "ENV DEFAULT ${MISSING:-some thing} end\n"
            "LABEL note two  words\n"
            'CMD ["env"]\n'
        ),
    ),
    Case(
        family="LABEL in place of MAINTAINER",
        fix="maintainer",
        different="the author is a label",
        dockerfile='FROM debian:bookworm-slim\nMAINTAINER Ada "Countess" Lovelace <ada@example.com>\nCMD ["true"]\n',
        configuration=("Labels",),
    ),
    Case(
        family="CMD as a JSON array",
        fix="shell-form-command",
        different="Config.Cmd: no shell in front",
        dockerfile="FROM debian:bookworm-slim\nCMD printf '%s|%s\\n' \"two words\" it\\'s\n",
        configuration=("Cmd",),
    ),
    Case(
        family="ENTRYPOINT as a JSON array",
        fix="shell-form-command",
        different="Config.Entrypoint: no shell in front, and arguments reach the program",
        dockerfile='FROM debian:bookworm-slim\nENTRYPOINT printf "%s;"  one "two words"\n',
        configuration=("Entrypoint",),
    ),
    Case(
        family="`exec` before the command",
        fix="shell-form-command",
        different="Config.Cmd: the program takes the place of the shell",
        dockerfile="FROM debian:bookworm-slim\nENV NAME=proc\nCMD cat /$NAME/1/cmdline\n",
        configuration=("Cmd",),
    ),
    Case(
        family="pipefail by SHELL, where bash has to do it",
        fix="minor-pipe-without-pipefail",
        different="the shell of the image is bash",
        dockerfile=(
            "FROM debian:bookworm-slim\n"
            "RUN dpkg-query -W -f '${Package}\\n' | sort > /packages\n"
            "RUN wc -l < /packages > /count\n"
            'CMD ["cat", "/count"]\n'
        ),
        configuration=("Shell",),
    ),
    Case(
        family="pipefail in the step, where the shell has it",
        fix="minor-pipe-without-pipefail",
        different="nothing",
        dockerfile='FROM alpine:3.20\nRUN cat /etc/passwd | sort > /sorted\nCMD ["cat", "/sorted"]\n',
    ),
]


@pytest.mark.parametrize("case", SAME_IMAGE, ids=[case.family for case in SAME_IMAGE])
def test_the_image_is_the_same(bench: Bench, case: Case) -> None:
    proof = bench.prove(case)
    old, new = bench.engine.run(proof.before), bench.engine.run(proof.after)
    assert (old.returncode, old.stdout, old.stderr) == (new.returncode, new.stdout, new.stderr) or (
        "exec" in case.family and new.stdout == "cat\0/proc/1/cmdline\0"
    )
    assert old.returncode == 0


def test_absolute_workdir(bench: Bench) -> None:
    """The only base whose directory is known for certain is none at all, which holds nothing that could be run."""
    proof = bench.prove(
        Case(
            family="Absolute WORKDIR",
            fix="relative-workdir",
            different="nothing",
            files={"main.txt": "here\n"},
            dockerfile="FROM scratch\nWORKDIR app\nCOPY main.txt .\n",
        )
    )
    assert proof.after.configuration["WorkingDir"] == "/app"


def test_cd_in_the_last_step_keeps_where_the_container_starts(bench: Bench) -> None:
    bench.prove(
        Case(
            family="WORKDIR in place of cd, as the last step",
            fix="cd-instead-of-workdir",
            different="nothing; the container starts where it did",
            dockerfile="FROM debian:bookworm-slim\nWORKDIR /app\nRUN cd /srv && touch here\n",
        )
    )


def test_arguments_reach_an_entrypoint_in_exec_form(bench: Bench) -> None:
    proof = bench.prove(
        Case(
            family="ENTRYPOINT as a JSON array, with arguments",
            fix="shell-form-command",
            different="Config.Entrypoint",
            dockerfile="FROM debian:bookworm-slim\nENTRYPOINT echo one\n",
            configuration=("Entrypoint",),
        )
    )
    assert bench.engine.run(proof.before, "two").stdout == "one\n"
    assert bench.engine.run(proof.after, "two").stdout == "one two\n"


def test_pin_image(bench: Bench) -> None:
    text = 'FROM debian\nRUN echo hello > /greeting\nCMD ["cat", "/greeting"]\n'
    case = Case("Pin the image", "untagged-base-image", text, "nothing, where the tag names the same image")
    _with_tag_of_the_fix(bench, case, "debian:latest")


def test_pin_image_through_an_argument(bench: Bench) -> None:
    text = 'ARG VERSION=latest\nFROM alpine:${VERSION}\nCMD ["cat", "/etc/os-release"]\n'
    case = Case("Pin the image in its ARG", "latest-base-image", text, "nothing, where the tag names the same image")
    _with_tag_of_the_fix(bench, case, "alpine:latest")


def _with_tag_of_the_fix(bench: Bench, case: Case, base: str) -> None:
    """Prove a pin. The pinned tag is made a second name of the base, unless it is there or can be pulled."""
    write_files(bench.folder / "trial", {**case.files, "Dockerfile": case.dockerfile})
    lines = fixed(bench.folder / "trial" / "Dockerfile", case.fix).splitlines()
    name = base.partition(":")[0]
    first = next(line for line in lines if line.startswith(("ARG", "FROM")))
    tag = first.rpartition("=" if first.startswith("ARG") else ":")[2]
    assert tag not in ("latest", name)
    if not bench.engine.has(f"{name}:{tag}"):
        assert bench.engine.docker("tag", base, f"{name}:{tag}").returncode == 0
    proof = bench.prove(case)
    assert bench.engine.run(proof.after).returncode == 0


def test_rebuild_after_a_change_of_one_line(bench: Bench) -> None:
    case = Case(
        family="Copy the manifests first",
        fix="context-copied-before-dependencies",
        different="nothing",
        files={
            "requirements.txt": "docopt==0.6.2\n",
            "main.py": "import docopt\nprint(docopt.__version__)\n",
        },
        dockerfile=(
            "FROM python:3.11-slim\n"
            "WORKDIR /app\n"
            "COPY . .\n"
            "RUN pip install --no-cache-dir -r requirements.txt\n"
            'CMD ["python", "main.py"]\n'
        ),
        told=(OWN_DOCKERFILE,),
    )
    proof = bench.prove(case)
    seconds = []
    cached = []
    for text in (proof.old_text, proof.text):
        (proof.context / "Dockerfile").write_text(text, encoding="utf-8")
        bench.engine.build(proof.context, bench.tag("filled"))
        source = proof.context / "main.py"
        source.write_text(source.read_text() + f"# edited at {time.time_ns()}\n")
        again = bench.engine.build(proof.context, bench.tag("again"), cached=True)
        assert bench.engine.run(again).stdout == "0.6.2\n"
        seconds.append(again.seconds)
        cached.append(any("pip install" in step for step in cached_steps(again.log)))
    assert cached == [False, True]
    bench.book.measured.append(
        f"Copy the manifests first: a rebuild after a change of one line took {seconds[0]:.1f} s before "
        f"and {seconds[1]:.1f} s after, since `pip install` comes from the cache"
    )
