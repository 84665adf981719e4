r"""Keep secrets out of ARG and ENV.

Both are recorded in the image: `docker history` and `docker inspect` print them to everybody who can pull it, and a
build argument is in the cache and in the provenance besides. A `--mount=type=secret` is seen by one `RUN` and leaves
nothing behind; what a program needs when it runs is handed to the container.

A name counts by how it ends: `DB_PASSWORD` holds a secret, `DB_PASSWORD_FILE`, `KEY_ID` and `TOKEN_TTL` do not, unless
the option `every-word` has names read as BuildKit reads them.

## Example

```dockerfile bad
FROM node:22-slim
ARG NPM_TOKEN
#   ^^^^^^^^^ a build argument is kept in the history of the image; mount the secret for the step that needs it
RUN NPM_CONFIG_TOKEN=$NPM_TOKEN npm ci
```

```dockerfile fixed
FROM node:22-slim
RUN --mount=type=secret,id=NPM_TOKEN,env=NPM_TOKEN NPM_CONFIG_TOKEN=$NPM_TOKEN npm ci
```

```dockerfile bad
FROM alpine:3.22
ARG VALUE
ENV USER_NAME=app SMTP_PASSWORD=k3dW9sLq2x7T
#                 ^^^^^^^^^^^^^ the value is part of the image for everybody who can pull it; hand it to the container when it starts
ENV API_TOKEN=$VALUE
#   ^^^^^^^^^ the value is part of the image for everybody who can pull it; hand it to the container when it starts
```

```dockerfile bad
ARG REGISTRY_PASSWORD
#   ^^^^^^^^^^^^^^^^^ a build argument is kept in the history of the image; mount the secret for the step that needs it
FROM alpine:3.22
```

```dockerfile bad profile=buildkit
FROM alpine:3.22
ARG TOKEN_TTL=60
#   ^^^^^^^^^ a build argument is kept in the history of the image; mount the secret for the step that needs it
ENV DB_PASSWORD_FILE=/run/secrets/db DB_PASSWORD=""
#   ^^^^^^^^^^^^^^^^ the value is part of the image for everybody who can pull it; hand it to the container when it starts
#                                    ^^^^^^^^^^^ the value is part of the image for everybody who can pull it; hand it to the container when it starts
```

## Good

```dockerfile good
FROM alpine:3.22
ARG PUBLIC_KEY
ARG KMS_KEY_ALIAS
ENV AWS_ACCESS_KEY_ID=x KEY_NAME=main DB_PASSWORD_FILE=/run/secrets/db TOKEN_PATH=/token TOKEN_VERSION=2
ENV SECRET_ENABLED=true GOPRIVATE=github.com/acme/* USERNAME=app PASSWORD_PROMPT_STRING="Password: "
ENV GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D MAX_TOKENS=4096 ALLOW_EMPTY_PASSWORD=yes
ENV DB_PASSWORD="" SECRET_KEY_BASE=dummy
RUN --mount=type=secret,id=token,env=TOKEN ./deploy
```

## Fix safety

Unsafe: the build has to be called with `--secret id=…` in place of `--build-arg`, and `env=` asks for a builder or
`# syntax=` of version 1.10 or later. Offered for a build argument that only `RUN` steps use.

## When to ignore

For a value that is public by design, or a default that only opens a database for tests.

## Sources

- https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/
- https://docs.docker.com/build/building/secrets/
- https://docs.docker.com/build/building/variables/
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.program import Program
from ....semantics.stage import Stage
from ....semantics.step import Step
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.words import KeyValue
from ...finding import Confidence, Edit, Finding, Fix, Safety, Severity
from ...options import switch
from ...rule import Category, Rule, Surroundings
from ...secrets.mounting import mounted_in_place_of
from ...secrets.names import is_secret_name, is_secret_name_to_buildkit, may_be_secret_name
from ...secrets.values import credentials_in, is_placeholder, looks_random, secrets_in

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SECURITY,
    also_known_as={
        "buildkit": ("SecretsUsedInArgOrEnv",),
        "hadolint": ("DL3064",),
        "tally": (
            *("buildkit/SecretsUsedInArgOrEnv", "ruby/secrets-in-arg-or-env"),
            "ruby/prefer-secret-mounts-for-build-credentials",
        ),
        "trivy": ("DS-0031", "AVD-DS-0031"),
        "semgrep": ("secret-in-build-arg",),
        "droast": ("DF013",),
        "doctor": ("DD020",),
    },
    fix=Safety.UNSAFE,
    profiles=("hadolint", "buildkit", "security"),
    options=(
        switch(
            "every-word",
            "Whether a name counts that holds `key`, `token` or the like in any place, and whatever its value is.",
            *("buildkit", "tally"),
        ),
    ),
)

_ARGUMENT = "a build argument is kept in the history of the image; mount the secret for the step that needs it"
_VARIABLE = "the value is part of the image for everybody who can pull it; hand it to the container when it starts"
_IDENTIFIER = lazy_pattern(r"[A-Za-z_]\w*\Z")


@RULE.on_dockerfile
def check_global(program: Program, surroundings: Surroundings) -> Iterator[Finding]:
    for _, instruction in program.preamble_instructions():
        if instruction.keyword is Keyword.ARG:
            for pair in instruction.key_values:
                if _is_secret_argument(pair, None if pair.value is None else pair.value.value):
                    yield RULE.at(instruction, pair.key.span, _ARGUMENT)


@RULE.on_stage
def check_arguments(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    for _, (step, pair) in stage.select(_secret_arguments):
        severity = None if stage.traits.is_in_image else Severity.INFORMATION
        yield RULE.at(step, pair.key.span, _ARGUMENT, severity=severity, fixes=_fixes(stage, step, pair.key.text))


@RULE.on_step(Keyword.ENV)
def check_variables(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    for pair in step.instruction.key_values:
        if _is_secret_variable(step, pair):
            yield _of_variable(step, pair)


@RULE.on_step(Keyword.ARG, Keyword.ENV)
def check_words(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    """Look at names that count for nobody but BuildKit."""
    if step.is_deferred or not RULE.is_on("every-word", surroundings):
        return
    for pair in step.instruction.key_values:
        if is_secret_name_to_buildkit(pair.key.text) and not (_is_found_by_value(pair) or _is_found(step, pair)):
            message = _ARGUMENT if step.keyword is Keyword.ARG else _VARIABLE
            yield RULE.at(step, pair.key.span, message, severity=Severity.INFORMATION, confidence=Confidence.LOW)


def _is_found(step: Step, pair: KeyValue) -> bool:
    """Whether one of the other checks speaks of it."""
    if step.keyword is Keyword.ARG:
        return _is_secret_argument(pair, _value(step, pair))
    return _is_secret_variable(step, pair)


def _secret_arguments(step: Step) -> tuple[tuple[Step, KeyValue], ...]:
    if step.item.keyword is not Keyword.ARG:
        return ()
    return tuple((step, pair) for pair in step.instruction.key_values if _is_secret_argument(pair, _value(step, pair)))


def _value(step: Step, pair: KeyValue) -> str | None:
    return None if pair.value is None else step.evaluate(pair.value)


def _is_secret_argument(pair: KeyValue, value: str | None) -> bool:
    """A default that is a switch or a path says that the argument is no secret; an empty one does not."""
    return is_secret_name(pair.key.text) and not (value and is_placeholder(value)) and not _is_found_by_value(pair)


def _is_secret_variable(step: Step, pair: KeyValue) -> bool:
    """An empty variable is only there to be filled when the container starts."""
    if pair.value is None or _is_found_by_value(pair):
        return False
    name = pair.key.value or pair.key.text
    value = _value(step, pair)
    if not is_secret_name(name):
        return value is not None and may_be_secret_name(name) and looks_random(value)
    if value is None:
        return bool(pair.value.expansions)
    return not is_placeholder(value)


def _is_found_by_value(pair: KeyValue) -> bool:
    text = "" if pair.value is None else pair.value.text
    return any(secrets_in(text)) or any(credentials_in(text))


def _of_variable(step: Step, pair: KeyValue) -> Finding:
    value = _value(step, pair)
    is_certain = value is None or looks_random(value)
    severity = None if step.traits.is_in_image else Severity.INFORMATION
    confidence = Confidence.HIGH if is_certain else Confidence.MEDIUM
    return RULE.at(step, pair.key.span, _VARIABLE, severity=severity, confidence=confidence)


def _fixes(stage: Stage, step: Step, name: str) -> list[Fix]:
    pair = step.instruction.key_values[0]
    if pair.value is not None or _IDENTIFIER.match(name) is None:
        return []

    def edits() -> tuple[Edit, ...] | None:
        return mounted_in_place_of(stage, step, name)

    return [
        Fix(
            f"Mount `{name}` as a secret where it is used",
            Safety.UNSAFE,
            edits,
            f"the build has to be called with `--secret id={name}`, and `env=` needs a frontend of version 1.10 or later",
        )
    ]
