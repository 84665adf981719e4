"""Which files of a build context the builder never sees: ``.dockerignore``, read exactly as BuildKit reads it.

Sources: https://docs.docker.com/build/concepts/context/#dockerignore-files for the grammar, and the behaviour of
BuildKit's walk over the context for everything that page leaves open: a folder that is excluded takes along what is
below, later lines win over earlier ones, and some excluded folders are not even entered for the sake of a ``!`` line.

Text comes in, verdicts go out; nothing here touches a disk. Paths are relative to the context root and separated by
``/``. A malformed pattern is an error that stops a real build; here it is data, and the other patterns still count.
Patterns written by a Windows client, where ``\\`` separates, are left out.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from ..syntax.dataclass import dataclass
from .go_path import clean, pattern_problem
from .ignore_pattern import Matcher, PatternError, compiled

# `str.strip()` would also take the separators U+001C to U+001F, which Go does not count as white space.
_WHITE_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)

_LONGEST_LINE = 64 * 1024
"""Bytes. The scanner that Docker reads the file with gives up at a line of this length, newline counted."""

_WILDCARDS = frozenset("*[]?^\\")


@dataclass(frozen=True, slots=True)
class IgnorePattern:
    """One pattern of the file.

    ``text`` is the pattern after cleaning, without the ``!``; ``is_exception`` says that there was one. ``line`` is
    1-based, ``source`` the line as written.
    """

    text: str
    is_exception: bool
    line: int
    source: str
    matches: Matcher


@dataclass(frozen=True, slots=True)
class IgnoreError:
    """A line that makes the build fail. ``line`` is 1-based; the message is a whole sentence without a full stop."""

    line: int
    source: str
    message: str


class MatchState(NamedTuple):
    """What is known of a folder when the walk steps into it.

    ``matched`` says for each pattern whether it matched here or further up; ``deciding`` is the index of the pattern
    that had the last word, or -1. ``is_entered`` is False where BuildKit turns back at the folder's door.
    """

    matched: tuple[bool, ...]
    is_excluded: bool
    deciding: int
    is_entered: bool


@dataclass(frozen=True, slots=True)
class IgnoreRules:
    """The patterns of one ignore file, in their order, and what is wrong with the rest of its lines."""

    patterns: tuple[IgnorePattern, ...] = ()
    errors: tuple[IgnoreError, ...] = ()

    def excludes(self, path: str) -> bool:
        """Whether the builder does not get to see this file or folder. The context root itself is never excluded."""
        return self.state_at(path).is_excluded

    def shuts(self, folder: str) -> bool:
        """Whether the builder does not even look into this folder."""
        return not self.state_at(folder).is_entered

    def at_root(self) -> MatchState:
        """Where a walk over the context begins."""
        return MatchState((False,) * len(self.patterns), False, -1, True)

    def state_at(self, path: str) -> MatchState:
        """The state that a walk from the root has when it gets to ``path``."""
        state = self.at_root()
        names = clean("/" + path)[1:]
        end = -1
        while names and end < len(names):
            end = names.find("/", end + 1)
            end = len(names) if end < 0 else end
            state = self.step(state, names[:end])
        return state

    def step(self, parent: MatchState, path: str) -> MatchState:
        """The verdict on ``path``, given the state of the folder that directly holds it.

        A walk that carries states along looks at each name once. ``is_entered`` of the result is meant for folders.
        """
        if not parent.is_entered:
            return parent
        matched: list[bool] = []
        is_excluded, deciding = False, -1
        for index, (pattern, was_matched) in enumerate(zip(self.patterns, parent.matched, strict=True)):
            # A pattern that could not change the verdict is not asked, and is remembered as not matching: so does
            # BuildKit, and it shows where three patterns overlap.
            is_matched = was_matched or (pattern.is_exception == is_excluded and pattern.matches(path))
            matched.append(is_matched)
            if is_matched and is_excluded == pattern.is_exception:
                is_excluded, deciding = not pattern.is_exception, index
        return MatchState(tuple(matched), is_excluded, deciding, not is_excluded or self._may_return_below(path))

    def _may_return_below(self, folder: str) -> bool:
        """Whether BuildKit enters an excluded folder, looking for something that a ``!`` line brings back.

        It compares beginnings only, after cutting ``/**`` and then ``/*`` off the exception's end, and looks
        everywhere as soon as one exception holds another wildcard.
        """
        exceptions = [_without_trailing_stars(pattern.text) for pattern in self.patterns if pattern.is_exception]
        if any(_WILDCARDS.intersection(exception) for exception in exceptions):
            return True
        return any(f"{exception}/".startswith(f"{folder}/") for exception in exceptions)


def _without_trailing_stars(pattern: str) -> str:
    return pattern.removesuffix("/**").removesuffix("/*")


def parse_ignore_file(text: str) -> IgnoreRules:
    """The rules that an ignore file states. Never raises; lines that stop a build are in ``errors``."""
    patterns: list[IgnorePattern] = []
    errors: list[IgnoreError] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) >= _LONGEST_LINE // 4 and len(line.encode(errors="surrogatepass")) >= _LONGEST_LINE:
            errors.append(IgnoreError(number, line, "The line is longer than the 64 KiB that Docker reads"))
            break
        read = _read_line(line.removeprefix("\ufeff") if number == 1 else line, number)
        if isinstance(read, IgnorePattern):
            patterns.append(read)
        elif read is not None:
            errors.append(read)
    return IgnoreRules(tuple(patterns), tuple(errors))


def _read_line(line: str, number: int) -> IgnorePattern | IgnoreError | None:
    line = line.removesuffix("\r")
    text = line.strip(_WHITE_SPACE)
    if line.startswith("#") or not text:
        return None
    is_exception = text.startswith("!")
    if is_exception:
        text = text[1:].strip(_WHITE_SPACE)
    if text:
        text = clean(text)
        if len(text) > 1:
            text = text.removeprefix("/")
    # Docker cleans a second time when it takes up the list of patterns, then with the `!` in front: `/!name` has
    # become an exception by then.
    text = f"!{text}" if is_exception else text
    text = text.strip(_WHITE_SPACE)
    if not text:
        return None
    text = clean(text)
    is_exception = text.startswith("!")
    text = text.removeprefix("!")
    if not text:
        return IgnoreError(number, line, "`!` stands alone, with no pattern to make an exception for")
    problem = pattern_problem(text)
    if problem is None:
        try:
            return IgnorePattern(text, is_exception, number, line, compiled(text))
        except PatternError as error:
            problem = str(error)
    return IgnoreError(number, line, f"Docker refuses the pattern `{text}`: {problem}")


IGNORE_FILE_NAMES = (".dockerignore", ".containerignore")


def ignore_file_candidates(dockerfile: str, *, is_podman: bool = False) -> tuple[str, ...]:
    """Where the builder looks for ignore rules, first match first; paths relative to the context root.

    ``dockerfile`` is the Dockerfile's path relative to the context root. Docker takes the file named after the
    Dockerfile, beside it, else ``.dockerignore`` in the root. podman and buildah know ``.containerignore`` too, and
    prefer it in the root (https://docs.podman.io/en/latest/markdown/podman-build.1.html).
    """
    if is_podman:
        return (f"{dockerfile}.dockerignore", f"{dockerfile}.containerignore", ".containerignore", ".dockerignore")
    return (f"{dockerfile}.dockerignore", ".dockerignore")


def ignore_file_in_force(dockerfile: str, present: Collection[str], *, is_podman: bool = False) -> str | None:
    """The candidate that is among the ``present`` paths and comes first, or None where nothing is ignored."""
    for candidate in ignore_file_candidates(dockerfile, is_podman=is_podman):
        if candidate in present:
            return candidate
    return None
