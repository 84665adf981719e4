r"""Name the version of Python packages.

Without a version, the same Dockerfile gives another program tomorrow, or none: a new major version of one dependency is enough.
Best is a lock or requirements file; where a package is named here, name its version too.

This rule is off by default: for tools of the build the newest version is often what is wanted.

## Example

```dockerfile bad
FROM python:3.14-slim
RUN pip install --no-cache-dir flask==3.1.2 gunicorn
#                                           ^^^^^^^^ `gunicorn` has no version, so the build takes whatever is newest
```

## Good

```dockerfile good
FROM python:3.14-slim
ARG WHISPER
RUN pip install -r requirements.txt && pip install -c constraints.txt flask
RUN pip install --index-url https://example.com/simple foo==1.0 --ignore-installed pip==25.2 && pip install . /app ./x.whl
RUN python -m pip install "whisper==$WHISPER" https://example.com/x.tar.gz 'django~=5.2' 'requests>=2'
RUN pipx install --python "$(which python)" "poetry==$WHISPER"
```

## No fix

A version that is right today is gone, or a hole, tomorrow; which one is wanted, and who keeps it up to date, is for a person to
decide.

## When to ignore

Tools whose newest version is wanted.

## Sources

- https://pip.pypa.io/en/stable/topics/repeatable-installs/
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._pins import UNKNOWN_PACKAGES, open_packages

RULE = Rule(
    __name__,
    __doc__,
    Severity.INFORMATION,
    Category.REPRODUCIBILITY,
    also_known_as={"hadolint": ("DL3013",), "kics": ("02d9c71f",), "droast": ("DF051",), "doctor": ("DD028",)},
    is_default=False,
    profiles=("hadolint", "strict"),
    options=(UNKNOWN_PACKAGES,),
)

_FROM_FILES = ("--requirement", "--requirements", "--constraint", "--constraints")


@RULE.on_invocation("pip", "pipx", "uv")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for packages that are asked for by name alone."""
    invocation = call.invocation
    if invocation.subcommand not in ("install", "pip install", "tool install") or invocation.has(*_FROM_FILES):
        return
    if call.step.binding("PIP_CONSTRAINT") is not None:
        return
    for package in open_packages(invocation, RULE, surroundings):
        message = f"{package.listed} {package.verb} no version, so the build takes whatever is newest"
        yield RULE.at(call.step, package.span, message)
