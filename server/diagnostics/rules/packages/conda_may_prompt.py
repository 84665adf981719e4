r"""Answer conda's question before it is asked.

Without `-y`, conda and mamba ask “Proceed” before they change an environment. During a build nobody answers: conda reads
the end of its input and takes that for the “yes” it proposes. What was meant is better said, since an input that is not
empty, as under another builder, is an answer too.

## Example

```dockerfile bad
FROM continuumio/miniconda3:25.3.1-1
RUN conda install numpy && conda clean --all --yes
#         ^^^^^^^ without `-y`, `conda install` asks, and goes on only because it takes no answer for yes
```

```dockerfile fixed
FROM continuumio/miniconda3:25.3.1-1
RUN conda install -y numpy && conda clean --all --yes
```

## Good

```dockerfile good
FROM continuumio/miniconda3:25.3.1-1
RUN conda install --yes numpy && conda clean -ya
RUN conda env create -f environment.yml && conda clean -ya
```

```dockerfile good
FROM continuumio/miniconda3:25.3.1-1
RUN conda config --set always_yes yes
RUN conda install numpy
```

```dockerfile good
FROM continuumio/miniconda3:25.3.1-1
ENV CONDA_ALWAYS_YES=true
RUN conda install numpy
```

## Fix safety

Safe: a build that went through before does the same.

## When to ignore

A `.condarc` that comes with the base image answers.

## Sources

- https://docs.conda.io/projects/conda/en/stable/commands/install.html
- https://github.com/conda/conda/blob/main/conda/plugins/reporter_backends/console.py
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ...fact_checks import PlacedFact
from ...finding import Finding, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import written
from ._prompts import may_prompt, option_fix

RULE = Rule(__name__, __doc__, Severity.HINT, Category.CORRECTNESS, fix=Safety.SAFE, profiles=("strict",))

_ASKING = frozenset(("install", "create", "update", "remove"))


def _asking_calls(step: Step) -> list[Call]:
    calls = [Call(step, invocation) for invocation in step.invocations if invocation.tool in ("conda", "mamba")]
    return [call for call in calls if call.invocation.subcommand in _ASKING and may_prompt(call, "--yes")]


def _settings(step: Step) -> tuple[Step, ...]:
    text = step.item.text.lower()
    return (step,) if "always_yes" in text or "condarc" in text else ()


@RULE.on_fact(_asking_calls)
def check(placed: PlacedFact[Call], surroundings: Surroundings) -> Iterator[Finding]:
    """Look for calls that ask, unless a setting written before them answers."""
    call, stage = placed.fact, placed.stage
    word = call.invocation.subcommand_word
    is_set = stage.select(_settings).before(placed.position + 1) or any(
        len(parent.select(_settings)) for parent in stage.parents
    )
    if word is not None and not is_set:
        message = (
            f"without `-y`, `{written(call.invocation)}` asks, and goes on only because it takes no answer for yes"
        )
        yield RULE.at(call.step, word.span, message, fixes=option_fix(call, word.span, "-y", "Add `-y`"))
