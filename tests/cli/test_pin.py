"""`dockwright pin` as a process, which asks registries on this machine."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from ..external.debian_registry import debian_registry, resolved
from ..external.loopback_registry import DIGEST, MANIFEST, Registry
from .process import Result, dockwright


def pin(folder: Path, text: str, *options: str) -> Result:
    (folder / "Dockerfile").write_bytes(text.encode())
    return dockwright("pin", "Dockerfile", *options, cwd=folder)


def test_every_image_is_pinned_once(registry: Registry, tmp_path: Path) -> None:
    image = f"{registry.host}/team/app:1.0"
    text = (
        f"\ufeffARG BASE={image}\r\nFROM $BASE AS é\r\nFROM $BASE\r\nFROM scratch\r\nCOPY --from={image} /a /b\r\n"
        f"COPY --from=é /a /b\r\nRUN --mount=from={image},target=/m true\r\nFROM é"
    )
    pinned = text.replace(image, f"{image}@{DIGEST}")
    result = pin(tmp_path, text)
    assert (result.code, result.out) == (0, pinned)
    assert [(method, path) for method, path, _ in registry.asked] == [("HEAD", MANIFEST)]
    result = pin(tmp_path, text, "--write")
    assert (result.code, result.out, result.err) == (0, "", "dockwright: Dockerfile: wrote 3 digests\n")
    assert (tmp_path / "Dockerfile").read_bytes() == pinned.encode()
    again = dockwright("pin", "Dockerfile", "--write", cwd=tmp_path)
    assert (again.code, again.err) == (0, "dockwright: Dockerfile: nothing to pin\n")
    assert (tmp_path / "Dockerfile").read_bytes() == pinned.encode()
    assert len(registry.asked) == 2


def test_buildkit_reads_the_digest_and_everything_else_as_before(registry: Registry, tmp_path: Path) -> None:
    buildkit = pytest.importorskip("dockerfile")
    image = f"{registry.host}/team/app:1.0"
    text = f'ARG V=1.0\nFROM {registry.host}/team/app:${{V}} AS a\nCOPY --from={image} /a \\\n  /b\nCMD ["a"]\n'
    pinned = pin(tmp_path, text).out
    read = str(buildkit.parse_string(pinned))
    assert f"'V=1.0@{DIGEST}'" in read
    assert f"'--from={image}@{DIGEST}'" in read
    assert read.replace(f"@{DIGEST}", "") == str(buildkit.parse_string(text))


def test_a_registry_without_an_answer_keeps_no_other_from_being_pinned(registry: Registry, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        dead = f"127.0.0.1:{server.getsockname()[1]}"
    image = f"{registry.host}/team/app"
    text = f"FROM {dead}/a:1 AS a\nFROM {image}:none AS b\nFROM {image}:1.0\n"
    result = pin(tmp_path, text, "--diff")
    assert result.code == 2
    assert f"+FROM {image}:1.0@{DIGEST}\n" in result.out
    first, second = result.err.splitlines()
    assert first.startswith(f"dockwright: Dockerfile:1: `{dead}/a:1` is not pinned: {dead}: ")
    assert second.startswith(f"dockwright: Dockerfile:2: `{image}:none` is not pinned: {registry.host}: it has no such")
    assert (tmp_path / "Dockerfile").read_text() == text


def test_what_is_left_alone_is_told_and_nobody_is_asked(registry: Registry, tmp_path: Path) -> None:
    image = f"{registry.host}/team/app"
    text = f"ARG V=1\nFROM {image} AS a\nFROM {image}:${{V}}.0\nCOPY --from=scratch a b\n"
    result = pin(tmp_path, text, "--write")
    assert result.code == 1
    assert "Dockerfile:2: " in result.err
    assert "Dockerfile:3: " in result.err
    assert "Dockerfile:4: " not in result.err
    assert (tmp_path / "Dockerfile").read_text() == text
    assert not registry.asked


def test_the_registry_of_debian(tmp_path: Path) -> None:
    with debian_registry(tmp_path / "lab") as port:
        image = f"127.0.0.1:{port + 3}/team/app:1.0"
        result = pin(tmp_path, f"FROM {image}\n")
        said = resolved(port, "team/app:1.0")
    name, _, digest = result.out.removeprefix("FROM ").strip().partition("@")
    assert (result.code, name) == (0, image)
    assert digest
    assert digest in said
