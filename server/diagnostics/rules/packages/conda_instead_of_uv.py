"""Install Python packages with uv where conda brings nothing else.

Packages that come from PyPI alike are installed in a fraction of the time by uv, and without conda's own Python and caches. Off until
it is asked for: what only conda has, such as compilers and libraries of C, needs conda.

## Example

```dockerfile bad
FROM mambaorg/micromamba:2.3.2
RUN micromamba install -y -n base -c conda-forge numpy
#              ^^^^^^^ uv installs packages of Python in a fraction of the time
```

## Good

```dockerfile good
FROM python:3.14-slim
RUN uv pip install --system numpy
```

## No fix

Which packages exist on PyPI is not known here.

## When to ignore

Packages that are only made for conda.

## Sources

- https://docs.astral.sh/uv/guides/integration/docker/
"""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Finding, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.BUILD_SPEED,
    also_known_as={"tally": ("gpu/prefer-uv-over-conda",)},
    confidence=Confidence.LOW,
    is_default=False,
)


@RULE.on_invocation("conda", "mamba", "micromamba")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    invocation = call.invocation
    if invocation.subcommand == "install" and invocation.subcommand_word is not None and invocation.packages:
        yield RULE.at(
            call.step, invocation.subcommand_word.span, "uv installs packages of Python in a fraction of the time"
        )
