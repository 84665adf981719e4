"""Asks a real Docker engine which files of one fixed tree it sends, under many ignore files, and writes the answers.

    python tests/project/record_dockerignore.py > tests/project/data/dockerignore.jsonl

Needs `docker` with BuildKit on the path and an engine; nothing is pulled. The first line of the output holds the tree
and the engine's version, every further line an ignore file with the paths that reached the build, or the error.
"""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

TREE = (
    ".git/HEAD", ".git/objects/ab", "README.md", "a/b/c/deep.txt", "a/b/c/main.go", "a/b/note.txt", "a/main.go",
    "a^b", "ab", "abc/x", "back\\slash", "b/a/main.go", "b/main.go", "dash-", "docs/README.md", "docs/api/index.md",
    "file1", "file12", "fileA", "foo.txt", "foo/bar/baz.txt", "foo/bar.txt", "foo/baz", "foobar", "!bang", " lead",
    "star*", "[x]", "tab\tname", "x.log", "logs/x.log", "logs/old/y.log", "node_modules/m/index.js", "schön", "#hash",
    "q/r/s/t/u",
)  # fmt: skip

WRITTEN = (
    "", "\n\n", "# comment", " # not a comment", "*", "**", ".", "/", "./", "..", "../foo", "/../foo", "!", "! ",
    "!/", "*\n!", "*\n!foo.txt", "*\n!/foo", "*\n! foo", "*\n!./foo/", "*\n!foo/bar", "*\n!**/*.go", "*\n!**/main.go",
    "**\n!a", "**/*.go", "**/main.go", "**/a/main.go", "**main.go", "**/", "a/**", "a/**/", "a**", "a/*", "a/*/",
    "/a", "a/", "//a//b/", "a/./b", "a/../foo", "a/b/../../foo", "foo", "foo\n!foo/bar", "foo\n!foo/bar.txt",
    "foo/*\n!foo/baz", "foo\n!foo/bar\nfoo/bar/baz.txt", "!foo\nfoo", "a\n!a/b\na", "a\n!a/*/**", "a\n!a/*/*",
    "a\n!a/**", "a\n!a/b/**", "a\n!a/b/*", "a/b\n!a/b/c\na", "**/c\n!a\na/b", "a\n!**/c/*.go", "*/*\n!*/b", "*.txt",
    "*/*.txt", "**/*.txt", "f??.txt", "fil?1", "file[0-9]", "file[^0-9]", "file[!0-9]", "file[0-9]*", "[a-z]*", "[x]",
    "\\[x\\]", "[[]x]", "star\\*", "star[*]", "star\\**", "star?", "a^b", "a\\^b", "a^*", "[a^]*", "a[^b]b",
    "back\\slash", "back\\\\slash", "back*slash", "\\!bang", "!bang", "/!bang", "./!bang", "!!bang", "*\n!!bang",
    "*\n!\\!bang", "\\#hash", "/#hash", "./#hash", " lead", "/ lead", "\\ lead", "./ lead ", "tab name", "schön",
    "sch?n", "sch[a-zö]n", "sch*", "file\\d", "file\\d\\d", "file\\D", "file\\w+", "\\w*", "file[\\d]", "file[\\D]",
    "file[^\\D]", "file[[:digit:]]", "file[[:^digit:]]", "file[[:alpha:]]", "file[[:nope:]]", "file\\x31",
    "file\\061", "file\\Q1\\E", "\\bfile1", "file\\1", "file\\y", "file\\é", "file\\_", "\\pLile1", "[", "[a", "[]",
    "[]a]", "[a-]", "[-a]", "[a", "a[", "\\", "a\\", "[\\]", "[z-a]*", "[a-*]*", "[**]", "[a**/]", "[?]", "[a?b]",
    "x.log\r\nfoo\r\n", "x.log \t\r\n  foo", "\ufefffoo", "foo\n\ufeffab", "x.log\x85foo", "\x85foo", "\xa0foo\xa0",
    "\u3000foo", "**/**", "**/**/*.go", "**/b/**", "**/b/**/main.go", "a/**/main.go", "a/**main.go", "a/**c",
    "*/**/main.go", "?/**", "q/r/s\n!q/r/s/t/u", "q\n!q/r/s/t/u", "q/*\n!q/r/s", "q\n!*/r", "*\n!*/\n", "*\n!**",
    "*\n!*", "**\n!**/*.go\na/b", "a/b/c\n!a/b/c/*.go", "a/b/c/*\n!a/b/c/*.go", "node_modules", "**/node_modules",
    ".git", ".g*", "*.md\n!README.md", "*.md\n!README*.md", "**/*.md\n!README.md", "docs\n!docs/README.md",
    "docs/\n!docs/api/", "DOCS", "readme.md", "Dockerfile", ".dockerignore", "*\n!.dockerignore", "x*[a", "file*[",
    "foo**\\", "\\Qfoo", "\\Qfoo.txt\\E*", "[[:nope:]]*", "[[:alpha:]]*",
)  # fmt: skip
"""Corners of the grammar. Control characters are left out: BuildKit's client cannot transmit them, so builds fail."""

PIECES = (
    "a",
    "b",
    "c",
    "foo",
    "bar",
    "main.go",
    "*",
    "**",
    "*.go",
    "*.txt",
    "?",
    "ba?",
    "f*",
    "[a-c]",
    "[^a]",
    "x",
    "docs",
)


def random_ignore_file(source: random.Random) -> str:
    """A few lines that overlap with one another, so that order and parents matter."""
    lines: list[str] = []
    for _ in range(source.randint(2, 6)):
        pattern = "/".join(source.choice(PIECES) for _ in range(source.randint(1, 3)))
        lines.append(("!" if lines and source.random() < 0.4 else "") + pattern)
    return "\n".join(lines)


def sent(folder: Path, ignore_file: str) -> list[str] | str:
    """The paths that reach a build of this folder, or the error that the engine reports."""
    context = folder / "context"
    (context / ".dockerignore").write_bytes(ignore_file.encode())
    command = [
        "docker",
        "build",
        "--quiet",
        "--no-cache",
        "--file",
        str(folder / "Dockerfile"),
        "--output",
        "-",
        str(context),
    ]
    run = subprocess.run(command, capture_output=True, check=False)
    if run.returncode:
        return run.stderr.decode().strip().splitlines()[-1][:300]
    with tarfile.open(fileobj=io.BytesIO(run.stdout)) as archive:
        return sorted(member.name for member in archive if member.isfile() and member.name != ".dockerignore")


def main() -> None:
    """Record all cases to standard output."""
    version = subprocess.run(
        ["docker", "version", "--format", "{{.Server.Version}}"], capture_output=True, check=True, text=True
    )
    print(json.dumps({"engine": version.stdout.strip(), "tree": sorted(TREE)}, ensure_ascii=False))  # noqa: T201
    source = random.Random(20_26)
    cases = [*WRITTEN, *(random_ignore_file(source) for _ in range(500))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "Dockerfile").write_text("FROM scratch\nCOPY . /\n")
        for path in TREE:
            (folder / "context" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "context" / path).touch()
        for number, case in enumerate(dict.fromkeys(cases)):
            answer = sent(folder, case)
            key = "error" if isinstance(answer, str) else "sent"
            print(json.dumps({"ignore": case, key: answer}, ensure_ascii=False))  # noqa: T201
            if number % 100 == 0:
                print(number, "of", len(cases), file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
