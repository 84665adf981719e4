"""Copy to an absolute path where no WORKDIR is set.

A relative destination begins at the working directory. Where the Dockerfile sets none, that is the one of the base image, which may
change with the next version. The option `known-directories` has bases count whose working directory is known, such as `scratch`.

## Example

```dockerfile bad
FROM tomcat:11
COPY app.war webapps/
#            ^^^^^^^^ `webapps/` begins at a working directory that only the base image knows; set WORKDIR or write all of it
```

```dockerfile bad profile=hadolint
FROM scratch
COPY app app
#        ^^^ `app` begins at `/`, since nothing is set; set WORKDIR or write all of it
```

## Good

```dockerfile good
FROM tomcat:11
WORKDIR /usr/local/tomcat
COPY app.war webapps/
COPY context.xml /usr/local/tomcat/conf/
```

## No fix

Which folder is meant is for you to say.

## When to ignore

The working directory is part of what the base image promises.

## Sources

- https://docs.docker.com/reference/dockerfile/#destination
- https://docs.docker.com/reference/dockerfile/#workdir
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.state import is_absolute
from ....semantics.step import Step
from ....syntax.bodies import Transfer, body_of
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...options import switch
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.MAINTAINABILITY,
    also_known_as={
        "hadolint": ("DL3045",),
        "tally": ("hadolint/DL3045",),
        "droast": ("DF063",),
        "doctor": ("DD041",),
    },
    is_default=False,
    profiles=("hadolint", "strict"),
    options=(
        switch(
            "known-directories", "Whether a path counts that begins at a folder that is known.", "hadolint", "tally"
        ),
    ),
)


@RULE.on_step(Keyword.COPY, Keyword.ADD)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    known = step.workdir.value
    if step.is_deferred or step.workdir.instruction is not None:
        return
    if known is not None and not RULE.is_on("known-directories", surroundings):
        return
    body = body_of(step.instruction)
    word = body.destination if isinstance(body, Transfer) else None
    value = None if word is None else step.evaluate(word)
    if word is None or not value or is_absolute(value):
        return
    start = (
        "a working directory that only the base image knows" if known is None else f"`{known}`, since nothing is set"
    )
    message = f"`{value}` begins at {start}; set WORKDIR or write all of it"
    yield RULE.at(step, word.span, message)
