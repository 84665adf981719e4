"""Which digests tags have now, asked of registries behind everything else.

Nobody is asked but for documents whose client has the hint switched on. Promises: nothing waits for a registry; one is
asked at a time, and only once nobody has typed for a moment; one that does not answer is left alone for a while, and is
a line in the log and nothing else. Leaves out: how a registry is asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..external.registry import Unavailable, digest_of, registry_of
from ..images.reference import ImageReference
from . import log
from .documents import Documents
from .scheduler import Scheduler

QUIET_SECONDS = 1.0
"""How long nobody may have typed: half a tag may be a tag too, but not the one that is meant."""

FRESH_SECONDS = 3600.0
"""How long a digest counts; tags move some times a month."""

SILENT_SECONDS = 300.0
"""How long a registry that did not answer is left alone."""


class _Answer(NamedTuple):
    digest: str | None
    at: float


class Digests:
    """What registries have said; ``changed`` is called when one has told a digest."""

    def __init__(self, scheduler: Scheduler, documents: Documents, changed: Callable[[], None]) -> None:
        self._scheduler = scheduler
        self._documents = documents
        self._changed = changed
        self._answers: dict[str, _Answer] = {}
        self._silent: dict[str, float] = {}
        self._wanted: dict[str, Sequence[ImageReference]] = {}
        self._plans = 0
        self._is_planned = False
        self._is_asking = False

    def of(self, uri: str, images: Sequence[ImageReference]) -> dict[str, str]:
        """The digests that are known of the images of a document, by what is written; others are asked for after this.

        What was wanted for the document before is not any more.
        """
        before, self._wanted[uri] = self._wanted.get(uri), images
        if self._next() is not None and (before != images or not self._is_planned):
            self._plan()
        answers = ((image.written, self._answers.get(_tagged(image))) for image in images)
        return {written: answer.digest for written, answer in answers if answer is not None and answer.digest}

    def _plan(self) -> None:
        self._plans += 1
        self._is_planned = True
        number = self._plans
        self._scheduler.later(QUIET_SECONDS, lambda: self._due(number))

    def _due(self, number: int) -> None:
        if number == self._plans:
            self._is_planned = False
            self._ask()

    def _next(self) -> ImageReference | None:
        """What is to be asked next."""
        now = time.monotonic()
        self._wanted = {uri: images for uri, images in self._wanted.items() if self._documents.get(uri) is not None}
        for images in self._wanted.values():
            for image in images:
                answer = self._answers.get(_tagged(image))
                is_known = answer is not None and now - answer.at < FRESH_SECONDS
                if not is_known and now >= self._silent.get(registry_of(image), now):
                    return image
        return None

    def _ask(self) -> None:
        image = self._next()
        if image is None or self._is_asking:
            return
        self._is_asking = True
        self._scheduler.background(lambda: _asked(image), lambda answer: self._take(image, answer))

    def _take(self, image: ImageReference, answer: _Answer | Unavailable | None) -> None:
        self._is_asking = False
        if isinstance(answer, _Answer):
            self._answers[_tagged(image)] = answer
            if answer.digest is not None:
                self._changed()
        else:
            self._silent[registry_of(image)] = time.monotonic() + SILENT_SECONDS
            log.info(f"no digest: {answer}")
        self._ask()


def _asked(image: ImageReference) -> _Answer | Unavailable:
    try:
        return _Answer(digest_of(image), time.monotonic())
    except Unavailable as problem:
        return problem


def _tagged(image: ImageReference) -> str:
    return f"{image.normalized}:{image.tag or 'latest'}"
