"""ShellCheck for the whole process: what it has answered so far, and asking it what it was not asked before.

Answers are kept by all that they depend on, which is the text that is asked. Promises: nothing here raises for what
ShellCheck does. What it does not answer counts as free of findings, so that it is not asked again; after some failures
in a row it is not run any more. May be used from several threads.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import Lock

from .codes import EXCLUDED
from .comments import Comment, comments_in
from .program import MOST_SCRIPTS, SECONDS, Cancelled, Run, Unavailable

MOST_ANSWERS = 10_000
"""Answers that are kept; of more, the older half is forgotten."""

MOST_FAILURES = 2
"""Failures in a row after which the program is let alone."""

UNKNOWN_SHELL = 1103
"""What an older ShellCheck says of a dialect that it does not know."""

Answer = tuple[Comment, ...]


class ShellCheck:
    """The program at one place. ``note`` says what went wrong, for people."""

    def __init__(self, program: Path, seconds: float = SECONDS) -> None:
        self.note: str | None = None
        self._program = program
        self._seconds = seconds
        self._answers: dict[str, Answer] = {}
        self._failures = 0
        self._lacks_busybox = False
        self._running: dict[Run, frozenset[str]] = {}
        self._begun: list[tuple[Run, list[str]]] = []
        self._lock = Lock()

    @property
    def is_given_up(self) -> bool:
        """Whether it failed too often to be asked again."""
        return self._failures >= MOST_FAILURES

    def answer(self, text: str) -> Answer | None:
        """What it said about a text; ``None`` where it was not asked."""
        found = self._answers.get(text)
        return () if found is None and self.is_given_up else found

    def begin(self, texts: Iterable[str]) -> None:
        """Let it go to work on texts that :meth:`ask` will ask about soon, or :meth:`drop` will not."""
        missing = self._missing(texts)[:MOST_SCRIPTS]
        if missing and not self.is_given_up:
            # Why it cannot be started is said where it is asked.
            with suppress(Unavailable):
                self._begun.append((self._run(missing), missing))

    def drop(self) -> None:
        """End what was begun and is not asked about."""
        while self._begun:
            run, _ = self._begun.pop()
            run.cancel()
            with suppress(Cancelled, Unavailable):
                run.finish(self._seconds)

    def ask(self, texts: Iterable[str]) -> None:
        """Ask about texts that were not asked before, and wait for the answers."""
        while self._begun:
            run, begun = self._begun.pop()
            self._ask(begun, run)
        missing = self._missing(texts)
        for start in range(0, len(missing), MOST_SCRIPTS):
            if self.is_given_up:
                return
            self._ask(missing[start : start + MOST_SCRIPTS])

    def cancel(self, texts: frozenset[str]) -> None:
        """End the processes that are asked about nothing but these texts, which then count as not asked."""
        for run, asked in tuple(self._running.items()):
            if asked <= texts:
                run.cancel()

    def _missing(self, texts: Iterable[str]) -> list[str]:
        return [text for text in dict.fromkeys(texts) if text not in self._answers]

    def _ask(self, texts: list[str], run: Run | None = None) -> None:
        try:
            answers = self._answered(texts, run)
        except Cancelled:
            return
        except Unavailable as problem:
            self._failures += 1
            self.note = f"ShellCheck was passed over: {problem} ({self._program})"
            answers = [()] * len(texts)
        else:
            self._failures = 0
        self._remember(dict(zip(texts, answers, strict=True)))

    def _answered(self, texts: list[str], run: Run | None = None) -> list[Answer]:
        run = self._run(texts) if run is None else run
        self._running[run] = frozenset(texts)
        try:
            answers = comments_in(run.finish(self._seconds), texts)
        finally:
            del self._running[run]
        if not self._lacks_busybox and any(c.code == UNKNOWN_SHELL for answer in answers for c in answer):
            self._lacks_busybox = True
            return self._answered(texts)
        return answers

    def _run(self, texts: list[str]) -> Run:
        scripts = [_without_busybox(text) for text in texts] if self._lacks_busybox else texts
        return Run(self._program, [str(code) for code in EXCLUDED], scripts)

    def _remember(self, answers: dict[str, Answer]) -> None:
        with self._lock:
            known = self._answers | answers
            if len(known) > MOST_ANSWERS:
                known = dict(list(known.items())[-MOST_ANSWERS // 2 :])
            self._answers = known


def _without_busybox(text: str) -> str:
    # Of the same length, so that all places stay where they are.
    return text.replace("# shellcheck shell=busybox\n", "# shellcheck shell=dash   \n", 1)
