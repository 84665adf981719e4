"""Which names people give to Bake and Compose files, and in which order those of one folder count.

The names are those that ``docker buildx bake`` and ``docker compose`` look for by themselves
(https://docs.docker.com/build/bake/reference/#file-lookup, https://docs.docker.com/compose/intro/compose-application-model/)
and the usual ones that are named on the command line, such as ``compose.prod.yaml``.
"""

from __future__ import annotations

import re

from ..syntax.lazy_pattern import lazy_pattern

_BAKE = lazy_pattern(r"(?:[\w.-]*[.-])?bake(?:[.-][\w.-]+)?\.(?:hcl|json)", re.IGNORECASE)
_COMPOSE = lazy_pattern(r"(?:[\w.-]*[.-])?compose(?:[.-][\w.-]+)?\.ya?ml", re.IGNORECASE)

BAKE_DEFAULTS = (
    "docker-bake.json",
    "docker-bake.hcl",
    "docker-bake.override.json",
    "docker-bake.override.hcl",
)
"""Read together, in this order; what is stated later counts more."""

COMPOSE_DEFAULTS = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")
"""The first one that is there is read."""

BUILD_FILE_PATTERNS = ("**/*bake*.{hcl,json}", "**/*compose*.{yaml,yml}")
"""Glob patterns, as editors understand them, that none of the names escapes."""


def is_bake_name(name: str) -> bool:
    """Whether a file of this name (no folders) is taken for a Bake file."""
    return _BAKE.fullmatch(name) is not None


def is_compose_name(name: str) -> bool:
    """Whether a file of this name (no folders) is taken for a Compose file."""
    return _COMPOSE.fullmatch(name) is not None


def is_build_file_name(name: str) -> bool:
    """Whether a file of this name says how Dockerfiles are built."""
    return is_bake_name(name) or is_compose_name(name)
