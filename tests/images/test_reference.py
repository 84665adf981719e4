"""Image references against a second reading of the grammar, and against the images real Dockerfiles are built from.

The second reading is one regular expression made from the grammar of the distribution project, and its rules for short
names, in the order the project applies them; https://github.com/distribution/reference is the source of both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dockwright.images.reference import ImageReference, InvalidReference, parse_reference, with_tag

DIGEST = "sha256:" + "0123456789abcdef" * 4

ALPHANUMERIC = "[a-z0-9]+"
SEPARATOR = "(?:[._]|__|[-]+)"
COMPONENT = f"{ALPHANUMERIC}(?:{SEPARATOR}{ALPHANUMERIC})*"
DOMAIN_COMPONENT = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
DOMAIN = rf"(?:{DOMAIN_COMPONENT}(?:\.{DOMAIN_COMPONENT})*|\[(?:[a-fA-F0-9:]+)\])(?::[0-9]+)?"
TAG = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}"
DIGEST_GRAMMAR = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}"
GRAMMAR = re.compile(rf"({DOMAIN})/({COMPONENT}(?:/{COMPONENT})*)(?::({TAG}))?(?:@({DIGEST_GRAMMAR}))?", re.ASCII)


@dataclass(frozen=True)
class Normal:
    """A reference with registry and namespace filled in."""

    domain: str
    path: str
    tag: str | None
    digest: str | None


def read_by_the_grammar(text: str) -> Normal | None:
    """None for what the distribution project refuses."""
    if re.fullmatch("[a-f0-9]{64}", text):
        return None
    first, slash, rest = text.partition("/")
    if not slash:
        domain, path = "docker.io", "library/" + text
    elif first == "index.docker.io":
        domain, path = "docker.io", rest
    elif first == "localhost" or "." in first or ":" in first or first.lower() != first:
        domain, path = first, rest
    else:
        domain, path = "docker.io", text
    if domain == "docker.io" and "/" not in path:
        path = "library/" + path
    name = path.partition(":")[0]
    if name.lower() != name:
        return None
    match = GRAMMAR.fullmatch(f"{domain}/{path}")
    if match is None or match[1] != domain or len(match[2]) > 255:
        return None
    if match[4] is not None:
        algorithm, _, digits = match[4].partition(":")
        length = {"sha256": 64, "sha384": 96, "sha512": 128}.get(algorithm)
        if len(digits) != length or digits.lower() != digits:
            return None
    return Normal(domain, match[2], match[3], match[4])


def normal(reference: ImageReference) -> Normal:
    domain, _, path = reference.normalized.partition("/")
    return Normal(domain, path, reference.tag, reference.digest)


CHARACTERS = st.sampled_from("abcz019./:-_@AZ[]$ +\n\té" + "KİSs")
HOSTS = ("docker.io", "index.docker.io", "localhost", "ghcr.io", "Foo", "[2001:db8::1]", ":5000")
NAMES = ("library", "python", "a", "latest", "3.14-slim", "é", "_", "__", "-", "..")
DIGESTS = ("sha256:", "sha512:", "0123456789abcdef" * 4, "f" * 64)
PIECES = st.sampled_from((*HOSTS, *NAMES, *DIGESTS, ":", "/", "@"))


@given(st.one_of(st.text(CHARACTERS, max_size=40), st.lists(PIECES, max_size=9).map("".join), st.text(max_size=60)))
@example("a" * 255)
@example("library/" + "a" * 247)
@example("library/" + "a" * 248)
@example("x/" + "a" * 254)
@example("a:" + "t" * 128)
@example("a:" + "t" * 129)
@example("[::1]:5000/repository")
@example("[fe80::1%eth0]:5000/repository")
@example("a\n")
@example("a@" + DIGEST + "\n")
@example("0123456789abcdef" * 4)
@example("a/" + "0123456789abcdef" * 4)
@example("name@sha256:ab/cd")
def test_reads_what_the_grammar_reads(text: str) -> None:
    read = parse_reference(text)
    expected = read_by_the_grammar(text)
    if expected is None:
        assert isinstance(read, InvalidReference), f"{text!r} is read as {read}"
        assert read.written == text
        assert 0 <= read.offset <= len(text)
        assert read.reason
    else:
        assert isinstance(read, ImageReference), f"{text!r}: {read}"
        assert normal(read) == expected


@given(st.lists(PIECES, max_size=9).map("".join))
def test_ranges_cut_the_parts_out_of_the_text(text: str) -> None:
    read = parse_reference(text)
    if isinstance(read, InvalidReference):
        return
    parts = (read.repository, read.tag, read.digest)
    for part, span in zip(parts, (read.repository_range, read.tag_range, read.digest_range), strict=True):
        assert (part is None) == (span is None)
        if span is not None:
            assert text[slice(*span)] == part
    assert read.name + (f":{read.tag}" if read.tag else "") + (f"@{read.digest}" if read.digest else "") == text


@pytest.mark.parametrize(
    ("written", "familiar", "official"),
    [
        ("python", "python", "python"),
        ("python:3.14-slim", "python", "python"),
        ("library/python", "python", "python"),
        ("docker.io/python", "python", "python"),
        ("docker.io/library/python:3", "python", "python"),
        ("index.docker.io/library/python", "python", "python"),
        ("public.ecr.aws/docker/library/python:3", "public.ecr.aws/docker/library/python", "python"),
        ("mirror.gcr.io/library/python", "mirror.gcr.io/library/python", "python"),
        ("docker.io/grafana/k6:1.0", "grafana/k6", None),
        ("library/python/extra", "library/python/extra", None),
        ("ghcr.io/owner/repository:1", "ghcr.io/owner/repository", None),
        ("quay.io/library/python", "quay.io/library/python", None),
        ("localhost:5000/python", "localhost:5000/python", None),
        ("localhost/python", "localhost/python", None),
        ("arm64v8/python:3", "arm64v8/python", None),
        (f"python@{DIGEST}", "python", "python"),
    ],
)
def test_names(written: str, familiar: str, official: str | None) -> None:
    read = parse_reference(written)
    assert isinstance(read, ImageReference)
    assert read.familiar_name == familiar
    assert read.official_name == official


def test_repositories_of_one_architecture_have_official_content() -> None:
    read = parse_reference("arm64v8/python:3")
    assert isinstance(read, ImageReference)
    assert (read.official_name, read.official_content) == (None, "python")


@pytest.mark.parametrize(
    ("written", "offset", "reason"),
    [
        ("", 0, "empty"),
        ("Python:3", 0, "lowercase"),
        ("ghcr.io/Owner/repository", 8, "lowercase"),
        ("python:", 7, "tag after `:` is missing"),
        ("python:3.14 ", 11, "cannot stand in a tag"),
        ("python:-slim", 7, "cannot start a tag"),
        ("python:" + "a" * 129, 135, "at most 128"),
        ("python@", 7, "digest after `@` is missing"),
        ("python@sha256:abc", 17, "has 64 hexadecimal digits, not 3"),
        ("python@sha256:" + "A" * 64, 14, "lowercase hexadecimal"),
        ("python@md5:" + "a" * 32, 7, "digest algorithm"),
        ("python@sha256", 13, "a digest is written"),
        ("my_-image", 2, "cannot stand here"),
        ("a//b", 1, "cannot stand here"),
        ("python$X", 6, "`$` cannot stand in a repository name"),
        ("ghcr.io/", 8, "name is missing"),
        ("-host.io/a", 0, "not a registry host"),
        ("0123456789abcdef" * 4, 0, "image ID"),
    ],
)
def test_says_what_is_wrong_and_where(written: str, offset: int, reason: str) -> None:
    read = parse_reference(written)
    assert isinstance(read, InvalidReference)
    assert reason in read.reason
    assert read.offset == offset


def test_changes_keep_everything_else() -> None:
    read = parse_reference(f"docker.io/library/python:3@{DIGEST}")
    assert isinstance(read, ImageReference)
    assert with_tag(read, "3.14") == "docker.io/library/python:3.14"


def test_images_of_real_dockerfiles_are_valid(corpus_images: list[str]) -> None:
    read = [parse_reference(image) for image in corpus_images]
    assert not [each for each in read if isinstance(each, InvalidReference)]
    assert len(read) > 400
