r"""Sort long lists of packages.

In a sorted list a duplicate shows, a package is found at once, and two people who add one do not change the same line. Docker's
own advice is one package a line, sorted.

This is a matter of taste and off by default. Lists with comments or variables in them are left alone, since their order may mean
something. Parts between which a line is empty but for the continuation are sorted each for itself. Lists on one line count with
the option `one-line`.

## Example

```dockerfile bad
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
        git \
        curl \
#       ^^^^ `curl` comes before `git` in a sorted list
        bzip2 \
    && rm -rf /var/lib/apt/lists/*
```

```dockerfile fixed
FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
        bzip2 \
        curl \
        git \
    && rm -rf /var/lib/apt/lists/*
```

```dockerfile bad profile=tally
FROM alpine:3.22
RUN apk add --no-cache git curl
#                          ^^^^ `curl` comes before `git` in a sorted list
```

```dockerfile fixed
FROM alpine:3.22
RUN apk add --no-cache curl git
```

## Good

```dockerfile good
FROM debian:13-slim
RUN apt-get install -y git curl
RUN apt-get install -y \
      # needed by everything
      git \
      # for downloads
      curl
RUN apt-get install -y \
      bzip2 \
      curl
```

## Fix safety

Safe: package managers do not mind the order. In a real build the same files came out.

## When to ignore

The order of the list means something to you.

## Sources

- https://docs.docker.com/build/building/best-practices/#sort-multi-line-arguments
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ....shell.words import Word
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...options import switch
from ...rule import Call, Category, Rule, Surroundings
from ._lists import INSTALLS, holds_comment, is_install, plain_words

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.STYLE,
    also_known_as={"tally": ("tally/sort-packages",)},
    fix=Safety.SAFE,
    is_default=False,
    options=(switch("one-line", "Whether lists count that stand on one line.", "tally"),),
)


@RULE.on_invocation(*INSTALLS)
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for lists over several lines that are not in order; the first word out of order is named."""
    words = plain_words(call.step, call.invocation) if is_install(call.invocation) else None
    if not words or any(word.text.startswith("-") for word in words):
        return
    whole = Span(words[0].span.start, words[-1].span.end)
    text = call.step.item.text[whole.start : whole.end]
    if "\n" not in text and not RULE.is_on("one-line", surroundings):
        return
    if holds_comment(call.step, whole) or _holds_option(call, whole):
        return
    groups = _groups(call, words)
    for before, word in (pair for group in groups for pair in pairwise(group)):
        if _key(word) < _key(before):
            message = f"`{word.text}` comes before `{before.text}` in a sorted list"
            yield RULE.at(call.step, word.span, message, fixes=[_sorting(call, groups)])
            return


def _groups(call: Call, words: list[Word]) -> list[list[Word]]:
    """The parts of a list between which the author left a line empty but for the continuation."""
    groups = [[words[0]]]
    for before, word in pairwise(words):
        if call.step.item.text.count("\n", before.span.end, word.span.start) > 1:
            groups.append([])
        groups[-1].append(word)
    return groups


def _key(word: Word) -> tuple[str, str]:
    return word.text.lower(), word.text


def _holds_option(call: Call, whole: Span) -> bool:
    return any(whole.start <= option.span.start < whole.end for option in call.invocation.options)


def _sorting(call: Call, groups: list[list[Word]]) -> Fix:
    """Put the words of each group in order into the places where words stand, so that the layout stays."""
    edits = tuple(
        Edit(call.step.item, place.span, word.text)
        for group in groups
        for place, word in zip(group, sorted(group, key=_key), strict=True)
        if place.text != word.text
    )
    return Fix("Sort the list", Safety.SAFE, lambda: edits)
