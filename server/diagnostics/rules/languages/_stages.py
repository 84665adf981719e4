"""What rules about languages ask of a stage: what it starts, what it sets, and what it is for."""

from __future__ import annotations

import re

from ....semantics.stage import Stage
from ....semantics.start_command import program_names, start_command
from ....semantics.step import Step
from ....syntax.bodies import From, body_of
from ....syntax.items import Comment
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
    if any(word in name for word in _FOR_DEVELOPMENT) or is_in_development_container(stage):
        return True
    values = (stage.final_state.environment.get(mode) for mode in _MODES)
    return any(
        value is not None and (value.value or "").lower() in ("development", "dev", "test", "local", "1", "true")
        for value in values
    )


def is_in_development_container(stage: Stage) -> bool:
    """Whether it begins from an image for development containers, whose settings say who works in it.

    Source: https://containers.dev/implementors/json_reference/#general-properties (``remoteUser``)
    """
    image = stage.chain[-1].base.image
    return image is not None and image.familiar_name.startswith("mcr.microsoft.com/devcontainers/")


def is_said_to_be_for_development(stage: Stage, step: Step) -> bool:
    """Whether the comment right above an instruction of the stage speaks of development or production."""
    items = stage.items
    position = next((place for place, item in enumerate(items) if item is step.item), 0)
    while position > 0 and isinstance(comment := items[position - 1], Comment):
        if re.search(r"\b(?:development|production)\b", comment.text, re.IGNORECASE):
            return True
        position -= 1
    return False
