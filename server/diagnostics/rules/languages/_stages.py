"""What rules about languages ask of a stage: what it starts, what it sets, and what it is for."""

from __future__ import annotations

from ....semantics.stage import Stage
from ....semantics.start_command import program_names, start_command
from ....syntax.bodies import From, body_of
from ....syntax.logical_text import Span

_FOR_DEVELOPMENT = ("dev", "test", "debug", "local", "watch", "playground")
_MODES = ("NODE_ENV", "FLASK_ENV", "FLASK_DEBUG", "APP_ENV", "RAILS_ENV", "DJANGO_DEBUG", "ENVIRONMENT")


def image_span(stage: Stage) -> Span | None:
    """Where FROM names the image."""
    body = body_of(stage.from_step.item)
    return body.image.span if isinstance(body, From) and body.image is not None else None


def is_set(stage: Stage, name: str) -> bool:
    """Whether a variable is in the environment of what the stage starts, or may be."""
    return name in stage.final_state.environment.variables


def starts(stage: Stage, *programs: str) -> bool:
    """Whether the stage certainly starts one of the programs, itself or by what it begins from."""
    started = start_command(stage)
    return bool((program_names(started.entrypoint) | program_names(started.command)) & set(programs))


def is_for_development(stage: Stage) -> bool:
    """Whether its name or its variables say that it is made for development."""
    name = (stage.name or "").lower()
    if any(word in name for word in _FOR_DEVELOPMENT):
        return True
    values = (stage.final_state.environment.get(mode) for mode in _MODES)
    return any(
        value is not None and (value.value or "").lower() in ("development", "dev", "test", "local", "1", "true")
        for value in values
    )
