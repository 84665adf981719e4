"""Use variables that are defined.

BuildKit replaces a variable that nothing defines with nothing, without an error: a path that is too short, an empty
label. Most often it is a slip of the pen, or an ARG that is declared further down.

What the base image sets counts as defined. Where it is not known, nothing is said. Nor is anything said of a variable
that is given a default where it is used, or that is appended to itself (`ENV X=/a:$X`), unless the option
`may-be-empty` has these count as well.

## Example

```dockerfile bad
FROM alpine:3.22
ENV APP_HOME=/srv/app
WORKDIR $APP_HMOE
#        ^^^^^^^^ nothing defines `APP_HMOE`, so it is empty; did you mean `APP_HOME`?
COPY app $TARGET/
#         ^^^^^^ nothing defines `TARGET`, so it is empty
LABEL price="5$$"
#             ^^ BuildKit replaces `$$` with nothing; a dollar sign is written `\\$`
```

```dockerfile fixed
FROM alpine:3.22
ENV APP_HOME=/srv/app
WORKDIR $APP_HOME
COPY app $TARGET/
LABEL price="5$$"
```

In the body of a heredoc variables are replaced as well, which is often not wanted.

```dockerfile bad
FROM alpine:3.22
COPY <<EOF /etc/profile.d/locale.sh
export LC_ALL=${LC_ALL}
#               ^^^^^^ nothing defines `LC_ALL`, and BuildKit replaces it in this heredoc, whose delimiter is not quoted
EOF
```

```dockerfile fixed
FROM alpine:3.22
COPY <<"EOF" /etc/profile.d/locale.sh
export LC_ALL=${LC_ALL}
EOF
```

```dockerfile bad profile=buildkit
FROM alpine:3.22
ENV LIBRARY_PATH=/opt/lib:$LIBRARY_PATH PREFIX=${PREFIX:-/srv}
#                          ^^^^^^^^^^^^ nothing before this defines `LIBRARY_PATH`
#                                                ^^^^^^ nothing before this defines `PREFIX`
```

## Good

```dockerfile good
FROM python:3.14 AS base
ENV PATH=/opt/bin:$PATH LIBRARY_PATH=/opt/lib:$LIBRARY_PATH
ARG PREFIX
WORKDIR ${PREFIX:-/srv}/${PYTHON_VERSION}
COPY <<"EOF" /etc/profile.d/locale.sh
export LC_ALL=${LC_ALL}
EOF
RUN echo $HOSTNAME
FROM example.com/team/base:1
LABEL text="\\$HOME '$UNKNOWN'"
```

## Fix safety

Unsafe: another variable may have been meant, and a quoted delimiter keeps every variable of the heredoc as it is
written.

## When to ignore

The variable is meant to be empty.

## Sources

- https://docs.docker.com/reference/build-checks/undefined-var/
- https://docs.docker.com/reference/dockerfile/#environment-replacement
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.step import Step
from ....syntax.expansion import SPECIAL_PARAMETERS, Expansion
from ....syntax.grammar import Keyword
from ....syntax.heredoc import Heredoc
from ....syntax.logical_text import Span
from ....syntax.problems.problem import closest, did_you_mean
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...options import switch
from ...rule import Category, Rule, Surroundings
from ._references import Reference, in_body
from ._scope import ALWAYS_SET, empty_on_purpose, is_bound, sets_itself, undefined
from .argument_out_of_scope import out_of_scope

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.CORRECTNESS,
    also_known_as={
        "buildkit": ("UndefinedVar",),
        "tally": ("buildkit/UndefinedVar",),
        "droast": ("DF087",),
    },
    fix=Safety.UNSAFE,
    profiles=("buildkit",),
    options=(
        switch(
            "may-be-empty",
            "Whether a variable counts that has a default where it is used, or that is appended to itself.",
            *("buildkit", "tally"),
        ),
    ),
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    """Look at what nothing defines and no other rule explains."""
    reported: set[tuple[int, str]] = set()
    for _, (step, reference) in stage.select(_undefined):
        name = reference.expansion.name
        if (id(step), name) in reported:
            continue
        finding = _finding(stage, step, reference)
        if finding is not None:
            reported.add((id(step), name))
            yield finding
    if RULE.is_on("may-be-empty", surroundings):
        for _, (step, expansion) in stage.select(_empty_on_purpose):
            if step.before.environment.is_complete and (id(step), expansion.name) not in reported:
                reported.add((id(step), expansion.name))
                message = f"nothing before this defines `{expansion.name}`"
                yield RULE.at(step, expansion.name_span, message, severity=Severity.INFORMATION)


def _empty_on_purpose(step: Step) -> tuple[tuple[Step, Expansion], ...]:
    return tuple((step, reference.expansion) for reference in empty_on_purpose(step))


def _undefined(step: Step) -> tuple[tuple[Step, Reference], ...]:
    return tuple((step, reference) for reference in undefined(step))


def _finding(stage: Stage, step: Step, reference: Reference) -> Finding | None:
    expansion = reference.expansion
    name = expansion.name
    if name[0] in SPECIAL_PARAMETERS or name.isdecimal():
        message = f"BuildKit replaces `${name}` with nothing; a dollar sign is written `{step.item.escape}$`"
        return RULE.at(step, expansion.span, message)
    is_known = step.before.environment.is_complete
    if not is_known or sets_itself(step, name) or out_of_scope(stage, step, name) is not None:
        return None
    if reference.heredoc is not None:
        message = f"nothing defines `{name}`, and BuildKit replaces it in this heredoc, whose delimiter is not quoted"
        fixes = [_keep_in_body(step, reference, reference.heredoc)]
        return RULE.at(step, expansion.name_span, message, fixes=fixes, severity=Severity.INFORMATION)
    suggestion = closest(name, [*step.before.environment.names(), *ALWAYS_SET])
    message = f"nothing defines `{name}`, so it is empty{did_you_mean(suggestion)}"
    if suggestion is None:
        # A port that is not declared costs little: EXPOSE publishes nothing.
        severity = Severity.INFORMATION if step.keyword is Keyword.EXPOSE else None
        return RULE.at(step, expansion.name_span, message, severity=severity)
    edit = Edit(step.item, expansion.name_span, suggestion)
    fix = Fix(f"Use `{suggestion}`", Safety.UNSAFE, lambda: (edit,), "another variable may have been meant")
    return RULE.at(step, expansion.name_span, message, fixes=[fix])


def _keep_in_body(step: Step, reference: Reference, heredoc: Heredoc) -> Fix:
    """Quote the delimiter, or escape the one dollar sign where other variables of the body are defined."""
    others = in_body(step.item, heredoc)
    if any(is_bound(step, other.name) or other.name in ALWAYS_SET for other in others):
        start = reference.expansion.span.start
        escape = Edit(step.item, Span(start, start), "\\")
        return Fix("Escape the dollar sign", Safety.UNSAFE, lambda: (escape,), "the variable may be meant to be empty")
    span = heredoc.opening.delimiter_span
    quote = Edit(step.item, span, f'"{heredoc.opening.delimiter}"')
    reason = "every variable of the heredoc then stays as it is written"
    return Fix("Quote the delimiter", Safety.UNSAFE, lambda: (quote,), reason)
