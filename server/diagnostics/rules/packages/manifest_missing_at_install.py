r"""Copy the list of dependencies before the step that reads it.

`npm ci` ends with an error where there is no lock file, `pip install -r` where there is no such file. In a stage that begins from an
official image, nothing but the Dockerfile can have put it there. Only stages are looked at that copy something, and whose copies
before that step are all plain names of files, so that what is missing is certain.

## Example

```dockerfile bad
FROM node:24-slim
WORKDIR /app
COPY package.json ./
RUN npm ci
#       ^^ `npm ci` needs a lock file, and nothing has copied one by now
COPY . .
```

```dockerfile bad
FROM python:3.14-slim
WORKDIR /app
RUN pip install --no-cache-dir -r requirements.txt
#                                 ^^^^^^^^^^^^^^^^ nothing has copied `requirements.txt` by now
COPY . .
```

## Good

```dockerfile good
FROM node:24-slim
WORKDIR /app
COPY package*.json ./
RUN npm ci
```

```dockerfile good
FROM python:3.14-slim
WORKDIR /app
RUN --mount=type=bind,source=requirements.txt,target=requirements.txt \
    pip install --no-cache-dir -r requirements.txt
RUN curl -fsSLO https://example.com/more.txt && pip install --no-cache-dir -r more.txt
```

```dockerfile good
FROM node:24-slim
RUN npm ci
```

```dockerfile good
FROM registry.example.com/team/node:24
RUN npm ci
```

## No fix

What has to be copied besides, such as the settings of the package manager, is not in the file.

## When to ignore

Never: such a step ends the build.

## Sources

- https://docs.npmjs.com/cli/v11/commands/npm-ci
- https://pip.pypa.io/en/stable/cli/pip_install/#cmdoption-r
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from ....images.library import official_image
from ....semantics.stage import Stage
from ....semantics.step import Step
from ....syntax.bodies import Transfer, body_of
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(__name__, __doc__, Severity.ERROR, Category.CORRECTNESS)

_LOCKS = ("package-lock.json", "npm-shrinkwrap.json")
_NAME = lazy_pattern(r"[\w.@-]*\.\w+\Z")


def _needs(step: Step) -> tuple[tuple[Step, tuple[str, ...], Span, str], ...]:
    """Installs without a mount whose list has to be there: the names that would do, where to point, and what to say."""
    if step.keyword is not Keyword.RUN or step.is_deferred or "--mount" in step.item.text:
        return ()
    script = step.commands
    if script is None or len({command.name.value for command in script.commands} & {"cp", "mv", "cd", "curl", "git"}):
        return ()
    found: list[tuple[Step, tuple[str, ...], Span, str]] = []
    for invocation in step.invocations:
        if invocation.command.conditional or invocation.command.depth or invocation.wrappers:
            continue
        is_clean_install = invocation.tool == "npm" and invocation.subcommand == "ci"
        word = invocation.subcommand_word
        if is_clean_install and word is not None and not invocation.has("--prefix", "--help"):
            message = "`npm ci` needs a lock file, and nothing has copied one by now"
            found.append((step, _LOCKS, word.span, message))
        option = invocation.option("--requirement") if invocation.tool == "pip" else None
        if option is not None and option.value_word is not None and re.fullmatch(r"[\w.-]+\.txt", option.value or ""):
            message = f"nothing has copied `{option.value}` by now"
            found.append((step, (option.value or "",), option.value_word.span, message))
    return tuple(found)


def _brought(step: Step) -> tuple[str | None, ...]:
    """The names of files that COPY brings; ``None`` for whatever may be any file."""
    match step.keyword:
        case Keyword.COPY | Keyword.ADD:
            body = body_of(step.instruction)
            if not isinstance(body, Transfer) or body.destination is None:
                return (None,)
            target = posixpath.basename(step.evaluate(body.destination) or "*")
            names = [posixpath.basename(step.evaluate(source) or "*") for source in body.sources]
            plain = all(_NAME.match(name) for name in names) and "*" not in target
            return (*names, target) if plain else (None,)
        case Keyword.RUN:
            script = step.commands
            # What a step says of a list, a script or a download may write it.
            harmless = script is not None and not re.search(
                r"https?:|\.txt\b|lock|\.sh\b|npm\s|pip\S*\s+(?:freeze|download)|>|\./|git\s", step.item.text
            )
            return () if harmless else (None,)
        case _:
            return ()


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    needs = stage.select(_needs)
    base = stage.base.image
    if not needs or stage.parent is not None or base is None or official_image(base.familiar_name) is None:
        return
    # A stage that copies nothing at all is one that is being written.
    if (
        not stage.steps_with(Keyword.COPY).facts
        or stage.steps_with(Keyword.ONBUILD).facts
        or "onbuild" in (base.tag or "")
    ):
        return
    for position, (step, wanted, span, message) in needs:
        brought = stage.select(_brought).before(position)
        if None not in brought and not set(wanted) & set(brought):
            yield RULE.at(step, span, message)
