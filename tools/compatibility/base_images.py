"""The base images that the engine had which judged for BuildKit, as facts: for each name, nothing is set but PATH."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import MappingProxyType
from unittest.mock import patch

from dockwright.images.facts import BaseImageFacts
from dockwright.images.reference import ImageReference
from dockwright.semantics import stage_contents

_FACTS = BaseImageFacts(environment=MappingProxyType({"PATH": "/usr/bin"}))


@contextmanager
def only_path_is_set() -> Iterator[None]:
    """Every base image is what it was to the engine."""

    def facts_of_image(_: ImageReference | None) -> BaseImageFacts:
        return _FACTS

    with patch.object(stage_contents, "facts_of_image", facts_of_image):
        yield
