"""Asking a registry for the digest of a tag: one made for the purpose, Debian's own, and those that are not there."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from dockwright.external.registry import Unavailable, digest_of, registry_of
from dockwright.images.reference import ImageReference, parse_reference

from .debian_registry import debian_registry, resolved
from .loopback_registry import DIGEST, FOUND, MANIFEST, Reply, loopback_registry


def image(text: str) -> ImageReference:
    found = parse_reference(text)
    assert isinstance(found, ImageReference)
    return found


def test_only_the_headers_are_asked_for() -> None:
    with loopback_registry() as registry:
        assert digest_of(image(f"{registry.host}/team/app:1.0")) == DIGEST
        ((method, path, headers),) = registry.asked
    assert (method, path) == ("HEAD", MANIFEST)
    # Without these a registry tells the digest of one platform's image, not of the list that Docker pulls by.
    assert "application/vnd.oci.image.index.v1+json" in headers["Accept"]
    assert "application/vnd.docker.distribution.manifest.list.v2+json" in headers["Accept"]


def test_no_tag_is_the_latest() -> None:
    with loopback_registry() as registry:
        registry.replies["/v2/team/app/manifests/latest"] = FOUND
        assert digest_of(image(f"{registry.host}/team/app")) == DIGEST


@pytest.mark.parametrize(("text", "host"), [("alpine", "docker.io"), ("ghcr.io/a/b:1", "ghcr.io"), ("x:1/a", "x:1")])
def test_hosts(text: str, host: str) -> None:
    assert registry_of(image(text)) == host


@pytest.mark.parametrize("status", [401, 403, 404])
def test_what_nobody_may_know_is_not_known(status: int) -> None:
    with loopback_registry() as registry:
        registry.replies[MANIFEST] = Reply(status)
        assert digest_of(image(f"{registry.host}/team/app:1.0")) is None


def test_a_token_is_fetched_where_the_registry_says() -> None:
    with loopback_registry() as tokens, loopback_registry() as registry:
        challenge = f'Bearer realm="http://{tokens.host}/token?a=b",service="s p",scope="repository:team/app:pull"'
        registry.replies[MANIFEST] = Reply(401, {"WWW-Authenticate": challenge})
        registry.replies[f"Bearer secret {MANIFEST}"] = FOUND
        tokens.replies["/token"] = Reply(200, {}, b'{"access_token": "secret"}')
        assert digest_of(image(f"{registry.host}/team/app:1.0")) == DIGEST
        (_, address, told), (_, _, first), (_, _, second) = tokens.asked[0], *registry.asked
    assert address == "/token?a=b&service=s+p&scope=repository%3Ateam%2Fapp%3Apull"
    assert second["Authorization"] == "Bearer secret"
    assert "Authorization" not in first.keys() | told.keys()


@pytest.mark.parametrize(
    "reply",
    [
        Reply(403),
        Reply(200, {}, b"[]"),
        Reply(200, {}, b'{"token": 5}'),
        Reply(200, {}, b'{"token": "a\\r\\nb: c"}'),
        Reply(200, {}, b'{"other": "x"}'),
    ],
)
def test_no_token_no_second_question(reply: Reply) -> None:
    with loopback_registry() as registry:
        challenge = f'Bearer realm="http://{registry.host}/token"'
        registry.replies.update({MANIFEST: Reply(401, {"WWW-Authenticate": challenge}), "/token": reply})
        assert digest_of(image(f"{registry.host}/team/app:1.0")) is None
        assert len(registry.asked) == 2


@pytest.mark.parametrize("challenge", ["", "Bearer", 'Basic realm="x"', 'Bearer realm="file:///etc/passwd"'])
def test_a_login_is_not_tried(challenge: str) -> None:
    with loopback_registry() as registry:
        registry.replies[MANIFEST] = Reply(401, {"WWW-Authenticate": challenge})
        assert digest_of(image(f"{registry.host}/team/app:1.0")) is None
        assert len(registry.asked) == 1


@pytest.mark.parametrize(
    "reply",
    [
        Reply(500),
        Reply(429),
        Reply(200),
        Reply(200, {"Docker-Content-Digest": "sha256:../../x"}),
        Reply(307, {"Location": "/elsewhere"}),
    ],
)
def test_strange_answers(reply: Reply) -> None:
    with loopback_registry() as registry:
        registry.replies.update({MANIFEST: reply, "/elsewhere": FOUND})
        with pytest.raises(Unavailable, match="not with a digest"):
            digest_of(image(f"{registry.host}/team/app:1.0"))
        assert len(registry.asked) == 1


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(Unavailable, match=f"127.0.0.1:{port}: "):
        digest_of(image(f"127.0.0.1:{port}/a:1"))


def test_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(Unavailable, match="timed out"):
        digest_of(image(f"127.0.0.1:{server.getsockname()[1]}/a:1"), seconds=0.1)


def test_something_else_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor() as threads:
        asked = threads.submit(digest_of, image(f"127.0.0.1:{server.getsockname()[1]}/a:1"))
        connection, _ = server.accept()
        with connection:
            connection.sendall(b"SSH-2.0-OpenSSH\r\n")
        with pytest.raises(Unavailable):
            asked.result()


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with debian_registry(tmp_path_factory.mktemp("lab")) as port:
        yield port


def test_the_registry_of_debian(real: int) -> None:
    said = resolved(real, "team/app:1.0")
    for port in (real, real + 3):
        found = digest_of(image(f"127.0.0.1:{port}/team/app:1.0"))
        assert found is not None
        assert found in said
        assert digest_of(image(f"127.0.0.1:{port}/team/app:none")) is None
    assert digest_of(image(f"127.0.0.1:{real + 3}/private/app:1.0")) is None
