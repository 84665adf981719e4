r"""Clean conda's package cache in the RUN that filled it.

conda keeps the archive of every package it downloads, and the metadata of its channels, in its `pkgs` folder: hundreds of
megabytes for an ordinary scientific environment. `conda clean --all --yes` at the end of the same RUN removes them.

## Example

```dockerfile bad
FROM continuumio/miniconda3:25.3.1-1
RUN conda install -y numpy
#         ^^^^^^^ what `conda install` downloads stays in the layer
```

```dockerfile fixed
FROM continuumio/miniconda3:25.3.1-1
RUN conda install -y numpy \
    && conda clean --all --yes
```

## Good

```dockerfile good
FROM continuumio/miniconda3:25.3.1-1
RUN conda install -y numpy && conda clean -afy
RUN mamba env create -f environment.yml && mamba clean -ya
RUN --mount=type=cache,target=/opt/conda/pkgs conda install -y scipy
```

## Fix safety

Safe: what is cleaned is not part of an environment.

## When to ignore

Environments are created from the same packages inside the running container.

## Sources

- https://docs.conda.io/projects/conda/en/stable/commands/clean.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.cache_table import CONDA
from ...finding import Finding, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ._leftovers import leaves_last, span_of, written

RULE = Rule(__name__, __doc__, Severity.WARNING, Category.SIZE, fix=Safety.SAFE, profiles=("size", "strict"))


@RULE.on_invocation("conda", "mamba", "micromamba")
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for commands whose cache nothing behind them cleans."""
    if leaves_last(call, CONDA):
        message = f"what `{written(call.invocation)}` downloads stays in the layer"
        yield RULE.at(call.step, span_of(call.invocation), message)
