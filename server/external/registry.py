"""What a registry says of a tag: one question, asked as Docker asks it, without a login.

Facts: https://distribution.github.io/distribution/spec/api/#existing-manifests and
https://distribution.github.io/distribution/spec/auth/token/. Only headers are asked for, which Docker Hub does not
count as a pull (https://docs.docker.com/docker-hub/usage/pulls/). Promises: what a registry does never raises anything
but ``Unavailable``; no question goes to another host than the registry, and one about the right to read to the one
that it names. The proxies of the environment are used. Leaves out: logins, mirrors, and remembering answers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from .. import __version__
from ..images.reference import ImageReference
from ..project.plain_values import as_table
from ..syntax.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from email.message import Message
    from urllib.request import OpenerDirector

SECONDS = 5.0
"""How long a registry may be silent."""

MOST_BYTES = 100_000
"""Of an answer about the right to read; more is none."""

OK, UNAUTHORIZED = 200, 401

_REFUSALS = frozenset({UNAUTHORIZED, 403, 404})

# The digest that Docker shows is that of the list of all platforms, if there is one.
_ACCEPTED = {
    "Accept": "application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, "
    "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json"
}

_DOCKER_HUB = "docker.io"
_API_OF_DOCKER_HUB = "registry-1.docker.io"

_ON_THIS_MACHINE = lazy_pattern(r"(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?")
"""These are asked without encryption, as Docker does."""

_PARAMETER = lazy_pattern(r'(\w+)="([^"]*)"')
_TOKEN = lazy_pattern(r"[\x21-\x7e]+")
_DIGEST = lazy_pattern(r"sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}")


class Unavailable(Exception):  # noqa: N818 - it is not our program that erred
    """The registry did not answer; the text says why."""


def registry_of(image: ImageReference) -> str:
    """The host of an image's registry, with its port if that is written."""
    return image.normalized.partition("/")[0]


def digest_of(image: ImageReference, seconds: float = SECONDS) -> str | None:
    """The digest of what the tag of an image (``latest`` without one) means in its registry now.

    ``None`` where the registry has no such tag or shows it to nobody without a login. Raises ``Unavailable``.
    """
    from http.client import HTTPException
    from urllib.error import URLError

    host, _, repository = image.normalized.partition("/")
    is_here = _ON_THIS_MACHINE.fullmatch(host) is not None
    server = _API_OF_DOCKER_HUB if host == _DOCKER_HUB else host
    address = f"{'http' if is_here else 'https'}://{server}/v2/{repository}/manifests/{image.tag or 'latest'}"
    client = _Client(_opener(is_here), seconds)
    try:
        answer = client.ask("HEAD", address, _ACCEPTED)
        if answer.status == UNAUTHORIZED:
            token = _token(client, answer.headers.get("WWW-Authenticate", ""), is_here)
            if token is not None:
                answer = client.ask("HEAD", address, {**_ACCEPTED, "Authorization": f"Bearer {token}"})
    except (OSError, HTTPException, ValueError) as error:
        raise Unavailable(f"{host}: {error.reason if isinstance(error, URLError) else error}") from error
    if answer.status in _REFUSALS:
        return None
    digest = answer.headers.get("Docker-Content-Digest", "")
    if answer.status != OK or not _DIGEST.fullmatch(digest):
        raise Unavailable(f"{host}: it answered with {answer.status}, and not with a digest")
    return digest


def digest_or_reason(image: ImageReference) -> str | Unavailable:
    """The digest as ``digest_of`` tells it, or why there is none, for whoever needs one."""
    try:
        digest = digest_of(image)
    except Unavailable as problem:
        return problem
    return digest or Unavailable(f"{registry_of(image)}: it has no such tag, or shows it to nobody without a login")


def _token(client: _Client, challenge: str, is_here: bool) -> str | None:
    """A token for what the registry wants one for; ``None`` where it wants a login or gives none."""
    scheme, _, rest = challenge.partition(" ")
    said: Mapping[str, str] = dict(_PARAMETER.findall(rest))
    realm = said.get("realm", "")
    if scheme.lower() != "bearer" or not realm.startswith(("https://", "http://") if is_here else "https://"):
        return None
    question = urlencode({name: said[name] for name in ("service", "scope") if name in said})
    answer = client.ask("GET", f"{realm}{'&' if '?' in realm else '?'}{question}", {})
    if answer.status != OK:
        return None
    given = as_table(json.loads(answer.body)) or {}
    token = given.get("token") or given.get("access_token")
    return token if isinstance(token, str) and _TOKEN.fullmatch(token) else None


class _Answer(NamedTuple):
    status: int
    headers: Message
    body: bytes


class _Client(NamedTuple):
    """Asks by HTTP; an answer that leads elsewhere or says no is an answer like any other."""

    opener: OpenerDirector
    seconds: float

    def ask(self, method: str, address: str, headers: Mapping[str, str]) -> _Answer:
        from urllib.request import Request

        said = {"User-Agent": f"dockwright/{__version__}", **headers}
        with self.opener.open(Request(address, headers=said, method=method), timeout=self.seconds) as response:
            return _Answer(response.status, response.headers, response.read(MOST_BYTES))


def _opener(is_here: bool) -> OpenerDirector:
    from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler

    opener = OpenerDirector()
    for handler in (ProxyHandler({} if is_here else None), HTTPHandler(), HTTPSHandler()):
        opener.add_handler(handler)
    return opener
