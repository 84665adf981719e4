"""Tell Python that it runs in a container.

`PYTHONUNBUFFERED=1` shows what is printed at once, also when the program dies; `PYTHONDONTWRITEBYTECODE=1` leaves out the files that
save time only at the next start.

## Example

```dockerfile bad
FROM python:3.14-slim
#    ^^^^^^^^^^^^^^^^ `PYTHONUNBUFFERED` and `PYTHONDONTWRITEBYTECODE` would tell Python that it runs in a container
CMD ["python", "app.py"]
```

```dockerfile fixed
FROM python:3.14-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
CMD ["python", "app.py"]
```

## Good

```dockerfile good
FROM python:3.14-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
CMD ["python", "app.py"]
```

```dockerfile good
FROM python:3.14-slim
CMD ["sh"]
```

## Fix safety

Unsafe: a start without compiled files takes a little longer.

## When to ignore

The program logs to files, or its start has to be fast.

## Sources

- https://docs.python.org/3/using/cmdline.html#environment-variables
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ...finding import Finding, Fix, Safety, Severity
from ...line_edits import below
from ...rule import Category, Rule, Surroundings
from ._stages import image_span, is_set, starts

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    also_known_as={"droast": ("DF032",), "doctor": ("DD015",)},
    fix=Safety.UNSAFE,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    span = image_span(stage)
    if not stage.is_shipped or span is None or not starts(stage, "python", "python3", "gunicorn", "uvicorn"):
        return
    missing = [name for name in ("PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE") if not is_set(stage, name)]
    if missing:
        listed = " and ".join(f"`{name}`" for name in missing)
        edit = below(stage.from_step, f"ENV {' '.join(f'{name}=1' for name in missing)}")
        reason = "a start without compiled files takes a little longer"
        fix = Fix("Set both" if len(missing) > 1 else f"Set {missing[0]}", Safety.UNSAFE, lambda: (edit,), reason)
        message = f"{listed} would tell Python that it runs in a container"
        yield RULE.at(stage.from_step, span, message, fixes=[fix])
