r"""Take this secret out of the Dockerfile.

What stands in a Dockerfile stands in the history of its repository, in the build cache and, for most instructions, in
the image: `docker history` prints it. Tokens are known by the prefixes and checksums that their providers gave them,
private keys by their first line, passwords in addresses by their place. Whoever has seen the file has the secret, so it
has to be revoked too.

## Example

```dockerfile bad
FROM alpine:3.22
RUN git clone https://deploy:s3Kc9qLwT2@git.acme.dev/team/app.git /src
#                            ^^^^^^^^^^ the password for `git.acme.dev` is written here for everybody who has the file or the image
```

```dockerfile bad
FROM alpine:3.22
COPY <<EOF /root/.ssh/id_ed25519
-----BEGIN OPENSSH PRIVATE KEY-----
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a private key is written here for everybody who has the file or the image
b3BlbnNzaC1rZXktdjEA
EOF
```

## Good

```dockerfile good
FROM alpine:3.22
ENV DATABASE_URL=postgres://postgres:postgres@db/app
RUN --mount=type=secret,id=token,env=TOKEN git clone https://deploy:${TOKEN}@git.acme.dev/team/app.git /src
RUN curl -fsS https://user:password@example.com/
LABEL org.opencontainers.image.revision=4b825dc642cb6eb9a060e54bf8d69288fbee4904
```

## No fix

Where the secret should come from instead is not in the file. Revoke it, and mount the new one with
`RUN --mount=type=secret`.

## When to ignore

For a credential that is public by design.

## Sources

- https://docs.docker.com/build/building/secrets/
- https://docs.docker.com/reference/dockerfile/#run---mounttypesecret
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from ....semantics.step import Step
from ....syntax.logical_text import Span
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings
from ...secrets.values import credentials_in, secrets_in

RULE = Rule(
    __name__,
    __doc__,
    Severity.ERROR,
    Category.SECURITY,
    also_known_as={
        # Of a variable whose value gives it away, only this rule speaks.
        "buildkit": ("SecretsUsedInArgOrEnv",),
        "hadolint": ("DL3064",),
        "tally": ("tally/secrets-in-code", "buildkit/SecretsUsedInArgOrEnv", "ruby/secrets-in-arg-or-env"),
        "trivy": ("DS-0031", "AVD-DS-0031"),
        "droast": ("DF014",),
        "doctor": ("DD057", "DD058"),
    },
    profiles=("hadolint", "buildkit", "security"),
)


@RULE.on_step()
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    text = step.item.text
    for secret in chain(secrets_in(text), credentials_in(text)):
        yield RULE.at(
            step,
            Span(secret.start, secret.end),
            f"{secret.kind} is written here for everybody who has the file or the image",
        )
