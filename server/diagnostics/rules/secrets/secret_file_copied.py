r"""Do not copy files that hold secrets.

A key or a password file that `COPY` takes along is in a layer of the image, for everybody who can pull it. Removing it in
a later step only hides it: the layer that holds it is still there. Mount it for the one step that needs it, or hand it to
the container when it starts.

## Example

```dockerfile bad
FROM debian:13-slim
COPY id_rsa /root/.ssh/id_rsa
#    ^^^^^^ this SSH key becomes part of the image; mount it with `RUN --mount=type=ssh` or `--mount=type=secret`
RUN git clone git@github.com:acme/app.git && rm /root/.ssh/id_rsa
```

```dockerfile bad
FROM node:22-slim
COPY package.json .env ./
#                 ^^^^ this file of variables becomes part of the image; mount it with `RUN --mount=type=secret`
ADD https://example.com/config.tar.gz .aws/credentials /root/
#                                     ^^^^^^^^^^^^^^^^ this file of AWS keys becomes part of the image; mount it with `RUN --mount=type=secret`
```

```dockerfile bad
FROM node:24-slim AS build
COPY .npmrc package*.json ./
#    ^^^^^^ this file stays in its layer although a later step removes it; mount it with `RUN --mount=type=secret`
RUN npm ci && rm -f .npmrc
```

## Good

```dockerfile good
FROM node:24-slim AS build
COPY .npmrc package*.json ./
RUN npm ci
```

```dockerfile good
FROM node:22-slim
COPY .env.example id_rsa.pub known_hosts /etc/app/
COPY ca.pem server.crt /etc/ssl/certs/
COPY --from=node:22 /usr/local/bin/node /usr/local/bin/
RUN --mount=type=secret,id=env,target=/app/.env npm run build
```

```dockerfile good ignore=.env files=.env,package.json
FROM node:22-slim
COPY . .
COPY .env ./
```

## No fix

How the secret reaches who needs it is for you to say.

## When to ignore

Where the file holds only settings, or a key made for tests.

## Sources

- https://docs.docker.com/build/building/secrets/
- https://docs.docker.com/reference/dockerfile/#run---mounttypessh
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ....project.build_context import BuildContext
from ....semantics.step import Step
from ....syntax.bodies import Transfer, body_of
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span
from ...fact_checks import PlacedFact
from ...finding import Confidence, Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SECURITY,
    also_known_as={
        "trivy": ("DS-0031", "AVD-DS-0031"),
        "doctor": ("DD052", "DD053"),
    },
    profiles=("security",),
)

_KINDS = (
    (lazy_pattern(r"id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?\Z"), "SSH key"),
    (lazy_pattern(r"\.env(?:\.(?:local|prod|production|staging))?\Z"), "file of variables"),
    (lazy_pattern(r"\.netrc\Z|_netrc\Z"), "file of passwords"),
    (lazy_pattern(r"\.git-credentials\Z|\.pgpass\Z|\.my\.cnf\Z|\.htpasswd\Z"), "file of passwords"),
    (lazy_pattern(r"\.pypirc\Z"), "file of tokens"),
    (lazy_pattern(r"kubeconfig(?:\.ya?ml)?\Z"), "key to a cluster"),
    (lazy_pattern(r"(?:service[-_]account|credentials|gcp[-_]key)(?:[-_]\w+)?\.json\Z"), "file of credentials"),
    (
        lazy_pattern(r"(?:.*[-_.])?(?:private|secret)[-_.]?key(?:\.pem)?\Z|.*\.(?:p12|pfx|jks|keystore|kdbx)\Z"),
        "private key",
    ),
    (lazy_pattern(r"terraform\.tfstate\Z|.*\.tfvars\Z"), "file of Terraform secrets"),
)
_PATHS = (
    (lazy_pattern(r"(?:.*/)?\.aws/credentials\Z"), "file of AWS keys"),
    (lazy_pattern(r"(?:.*/)?\.aws/?\Z"), "folder of AWS keys"),
    (lazy_pattern(r"(?:.*/)?\.docker/config\.json\Z"), "login to registries"),
    (lazy_pattern(r"(?:.*/)?\.ssh/?\Z"), "folder of SSH keys"),
    (lazy_pattern(r"(?:.*/)?\.gnupg/?\Z"), "folder of private keys"),
    (lazy_pattern(r"(?:.*/)?\.kube/(?:config)?\Z"), "key to a cluster"),
)
_CONFIGURATIONS = frozenset((".npmrc", ".yarnrc", ".yarnrc.yml", "pip.conf", ".pip.conf", "auth.json", ".bunfig.toml"))
"""Files that may hold a token and mostly hold settings; whoever removes one again means the token."""


def _removed_names(step: Step) -> tuple[str, ...]:
    """The configurations that a RUN removes."""
    if step.keyword is not Keyword.RUN or "rm" not in step.item.text:
        return ()
    calls = (invocation for invocation in step.invocations if invocation.tool in ("rm", "unlink"))
    names = (posixpath.basename(value or "") for invocation in calls for value in invocation.operand_values)
    return tuple(name for name in dict.fromkeys(names) if name in _CONFIGURATIONS)


def _configurations(step: Step) -> tuple[tuple[Step, Span, str], ...]:
    """The configurations that a COPY brings from the build context."""
    body = body_of(step.instruction)
    if not isinstance(body, Transfer) or body.source_stage is not None or step.is_deferred:
        return ()
    names = ((source, posixpath.basename(step.evaluate(source) or "")) for source in body.file_sources)
    return tuple((step, source.span, name) for source, name in names if name in _CONFIGURATIONS)


@RULE.on_step(Keyword.COPY, Keyword.ADD)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    body = body_of(step.instruction)
    if not isinstance(body, Transfer) or body.source_stage is not None:
        return
    for source in body.file_sources:
        value = step.evaluate(source)
        kind = None if value is None else _kind(value)
        if value is None or kind is None or _is_left_out(surroundings.context, value):
            continue
        how = "`RUN --mount=type=ssh` or `--mount=type=secret`" if "SSH" in kind else "`RUN --mount=type=secret`"
        yield RULE.at(
            step,
            source.span,
            f"this {kind} becomes part of the image; mount it with {how}",
            severity=None if step.traits.is_in_image else Severity.INFORMATION,
            confidence=Confidence.HIGH if "SSH" in kind else Confidence.MEDIUM,
        )


@RULE.on_fact(_removed_names)
def check_removed(removal: PlacedFact[str], surroundings: Surroundings) -> Iterator[Finding]:
    for step, span, name in removal.stage.select(_configurations).before(removal.position):
        if name == removal.fact:
            yield RULE.at(
                step,
                span,
                "this file stays in its layer although a later step removes it; mount it with `RUN --mount=type=secret`",
                severity=None if step.traits.is_in_image else Severity.INFORMATION,
                confidence=Confidence.MEDIUM,
            )
            return


def _kind(path: str) -> str | None:
    if "://" in path:
        return None
    name = posixpath.basename(path.rstrip("/"))
    for pattern, kind in _KINDS:
        if pattern.match(name):
            return kind
    return next((kind for pattern, kind in _PATHS if pattern.match(path)), None)


def _is_left_out(context: BuildContext, path: str) -> bool:
    return context.is_sent(path.removeprefix("./").lstrip("/")) is False
