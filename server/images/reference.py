"""Image references, read by the grammar of the distribution project.

``parse_reference`` takes the text as the builder would hand it to a registry client, with variables already
replaced, and answers with the parts and where they stand, or with the reason why no registry could serve it.
The grammar and the short names of Docker Hub are those of https://github.com/distribution/reference.

Left out: whether the image exists, stage names, ``scratch`` and named build contexts, which are read the same way but
mean something else; the caller knows which of them is written.

All offsets are code points in the text that was given.
"""

from __future__ import annotations

from functools import lru_cache

from ..syntax.dataclass import dataclass
from ..syntax.lazy_pattern import lazy_pattern

_DOCKER_HUB = "docker.io"
_LEGACY_DOCKER_HUB = "index.docker.io"
_OFFICIAL_NAMESPACE = "library/"

# Registries that serve the official images under another name. The first two are documented mirrors
# (https://docs.aws.amazon.com/AmazonECR/latest/public/docker-hub.html and
# https://cloud.google.com/artifact-registry/docs/pull-cached-dockerhub-images), the others are Docker Hub itself.
_OFFICIAL_MIRRORS = (
    "public.ecr.aws/docker/library/",
    "mirror.gcr.io/library/",
    "registry.hub.docker.com/library/",
    "registry-1.docker.io/library/",
)

# https://github.com/docker-library/official-images#architectures-other-than-amd64
_ARCHITECTURE_NAMESPACES = frozenset(
    ("amd64", "arm32v5", "arm32v6", "arm32v7", "arm64v8", "i386", "mips64le", "ppc64le", "riscv64", "s390x", "winamd64")
)

_LONGEST_REPOSITORY = 255
_LONGEST_TAG = 128
_DIGEST_LENGTHS = {"sha256": 64, "sha384": 96, "sha512": 128}


@dataclass(frozen=True, slots=True)
class ImageReference:
    """A reference that follows the grammar.

    ``repository`` is the name as written, without registry, tag and digest. The ranges are ``(start, end)`` in
    ``written``; the range of tag and digest leaves out the ``:`` or ``@`` before them.
    """

    written: str
    registry: str | None
    repository: str
    tag: str | None
    digest: str | None
    repository_range: tuple[int, int] | None
    tag_range: tuple[int, int] | None
    digest_range: tuple[int, int] | None

    @property
    def name(self) -> str:
        """Registry and repository as written, without tag and digest."""
        return f"{self.registry}/{self.repository}" if self.registry is not None else self.repository

    @property
    def normalized(self) -> str:
        """The name with registry and namespace filled in, such as ``docker.io/library/python``."""
        registry = self.registry or _DOCKER_HUB
        if registry == _LEGACY_DOCKER_HUB:
            registry = _DOCKER_HUB
        if registry == _DOCKER_HUB and "/" not in self.repository:
            return f"{registry}/{_OFFICIAL_NAMESPACE}{self.repository}"
        return f"{registry}/{self.repository}"

    @property
    def familiar_name(self) -> str:
        """The shortest name that means the same, such as ``python`` or ``ghcr.io/owner/repository``."""
        name = self.normalized
        if name.startswith(f"{_DOCKER_HUB}/"):
            name = name.removeprefix(f"{_DOCKER_HUB}/")
            return name.removeprefix(_OFFICIAL_NAMESPACE) if name.count("/") == 1 else name
        return name

    @property
    def official_name(self) -> str | None:
        """The name among Docker's official images, also through a mirror of them; None for any other image."""
        name = self.normalized
        for prefix in (f"{_DOCKER_HUB}/{_OFFICIAL_NAMESPACE}", *_OFFICIAL_MIRRORS):
            if name.startswith(prefix):
                rest = name.removeprefix(prefix)
                return None if "/" in rest else rest
        return None

    @property
    def official_content(self) -> str | None:
        """The official image whose content this is: ``official_name``, or ``python`` for ``arm64v8/python``.

        The repositories for one architecture hold a part of the tags, so what is said of tags does not hold for them.
        """
        if (official := self.official_name) is not None:
            return official
        namespace, _, rest = self.normalized.removeprefix(f"{_DOCKER_HUB}/").partition("/")
        return rest if namespace in _ARCHITECTURE_NAMESPACES and rest and "/" not in rest else None


@dataclass(frozen=True, slots=True)
class InvalidReference:
    """Text that no registry client accepts: why, and the offset up to which it could still become a reference."""

    written: str
    reason: str
    offset: int


# path-component := [a-z0-9]+ ( ( "." | "_" | "__" | "-"+ ) [a-z0-9]+ )*
_PATH = lazy_pattern(r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*")
_DOMAIN_COMPONENT = r"(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
_DOMAIN = lazy_pattern(rf"(?:{_DOMAIN_COMPONENT}(?:\.{_DOMAIN_COMPONENT})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?")
_TAG = lazy_pattern(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_ALGORITHM = lazy_pattern(r"[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*")
_LOWERCASE_HEX = lazy_pattern(r"[a-f0-9]*")
_IMAGE_ID = lazy_pattern(r"[a-f0-9]{64}")


def parse_reference(text: str) -> ImageReference | InvalidReference:
    """Read ``[registry/]repository[:tag][@digest]``; never raises."""
    return _read(text)


@lru_cache(maxsize=1024)
def _read(text: str) -> ImageReference | InvalidReference:
    if not text:
        return InvalidReference(text, "the image name is empty", 0)
    if _IMAGE_ID.fullmatch(text):
        return InvalidReference(text, "64 hexadecimal digits are an image ID, which no registry serves", 0)
    before_digest, at_sign, digest = text.partition("@")
    name_start = _registry_length(before_digest)
    registry = before_digest[: name_start - 1] if name_start else None
    name_end = before_digest.find(":", name_start)
    if name_end < 0:
        name_end = len(before_digest)
    repository = before_digest[name_start:name_end]
    tag = before_digest[name_end + 1 :] if name_end < len(before_digest) else None
    wrong = (
        _wrong_registry(registry)
        or _wrong_repository(repository, name_start, registry)
        or (_wrong_tag(tag, name_end + 1) if tag is not None else None)
        or (_wrong_digest(digest, len(before_digest) + 1) if at_sign else None)
    )
    if wrong is not None:
        return InvalidReference(text, *wrong)
    return ImageReference(
        written=text,
        registry=registry,
        repository=repository,
        tag=tag,
        digest=digest if at_sign else None,
        repository_range=(name_start, name_end),
        tag_range=(name_end + 1, len(before_digest)) if tag is not None else None,
        digest_range=(len(before_digest) + 1, len(text)) if at_sign else None,
    )


def with_tag(reference: ImageReference, tag: str) -> str:
    """The reference with this tag, everything else as written; a digest goes, since it would win over the tag."""
    return f"{reference.name}:{tag}"


def _registry_length(name: str) -> int:
    """How many characters the registry and its slash take: only what looks like a host is one."""
    host, slash, _ = name.partition("/")
    if not slash:
        return 0
    is_host = host == "localhost" or "." in host or ":" in host or host.lower() != host
    return len(host) + 1 if is_host else 0


def _wrong_registry(registry: str | None) -> tuple[str, int] | None:
    if registry is None or _DOMAIN.fullmatch(registry):
        return None
    match = _DOMAIN.match(registry)
    end = match.end() if match else 0
    # A host in capitals is allowed, a Docker Hub namespace in capitals is the likelier intention.
    if "." not in registry and ":" not in registry and registry.lower() != registry:
        return "a repository name must be lowercase", _first_uppercase(registry)
    return f"`{registry}` is not a registry host", end


def _wrong_repository(repository: str, start: int, registry: str | None) -> tuple[str, int] | None:
    if not repository:
        return "the repository name is missing", start
    match = _PATH.match(repository)
    end = match.end() if match else 0
    if end < len(repository):
        if repository.lower() != repository and _PATH.fullmatch(repository.lower()):
            return "a repository name must be lowercase", start + _first_uppercase(repository)
        character = repository[end]
        if character in "._-/":
            return f"`{character}` cannot stand here in a repository name", start + end
        return f"`{character}` cannot stand in a repository name", start + end
    on_docker_hub = registry is None or registry in (_DOCKER_HUB, _LEGACY_DOCKER_HUB)
    implied = len(_OFFICIAL_NAMESPACE) if on_docker_hub and "/" not in repository else 0
    if len(repository) + implied > _LONGEST_REPOSITORY:
        return f"a repository name has at most {_LONGEST_REPOSITORY} characters", start + _LONGEST_REPOSITORY - implied
    return None


def _wrong_tag(tag: str, start: int) -> tuple[str, int] | None:
    if not tag:
        return "the tag after `:` is missing", start
    match = _TAG.match(tag)
    end = match.end() if match else 0
    if end < len(tag):
        where = "start a tag" if end == 0 and tag[0] in ".-" else "stand in a tag"
        return f"`{tag[end]}` cannot {where}", start + end
    if len(tag) > _LONGEST_TAG:
        return f"a tag has at most {_LONGEST_TAG} characters", start + _LONGEST_TAG
    return None


def _wrong_digest(digest: str, start: int) -> tuple[str, int] | None:
    algorithm, colon, hexadecimal = digest.partition(":")
    if not digest:
        return "the digest after `@` is missing", start
    match = _ALGORITHM.match(algorithm)
    if match is None or match.end() < len(algorithm) or not colon:
        return "a digest is written `sha256:` and 64 hexadecimal digits", start + (match.end() if match else 0)
    length = _DIGEST_LENGTHS.get(algorithm)
    if length is None:
        return f"`{algorithm}` is not a digest algorithm that registries know", start
    start += len(algorithm) + 1
    digits = _LOWERCASE_HEX.match(hexadecimal)
    end = digits.end() if digits else 0
    if end < len(hexadecimal):
        return f"`{hexadecimal[end]}` is not a lowercase hexadecimal digit", start + end
    if len(hexadecimal) != length:
        return f"a {algorithm} digest has {length} hexadecimal digits, not {len(hexadecimal)}", start + min(end, length)
    return None


def _first_uppercase(text: str) -> int:
    return next(index for index, character in enumerate(text) if character.lower() != character)
