r"""Do not leave a secret in a layer.

What a `RUN` writes stays in its layer, also when a later step removes it: everybody who pulls the image can unpack the
layer. That goes for a token echoed into a file, for a configuration that a tool writes, and for the address that
`git clone` remembers. A mounted secret (`RUN --mount=type=secret`) can be read, and a configuration file can be mounted
as one; removing what was written in the same `RUN` works too.

## Example

```dockerfile bad
FROM node:22-slim AS build
ARG NPM_TOKEN
RUN echo "//registry.npmjs.org/:_authToken=${NPM_TOKEN}" > .npmrc
#                                                          ^^^^^^ `NPM_TOKEN` is written to `.npmrc` and stays in this layer; mount the secret instead
RUN npm ci
```

```dockerfile bad
FROM alpine:3.22
ARG TOKEN
RUN git clone https://x-access-token:${TOKEN}@github.com/acme/app.git /src
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `git clone` keeps this address with its credentials in `.git/config`, which stays in this layer
RUN git config --global url."https://${TOKEN}@github.com/".insteadOf "https://github.com/"
#                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `git config` writes this credential to a file that stays in this layer
RUN --mount=type=secret,id=npm npm config set //registry.npmjs.org/:_authToken=$(cat /run/secrets/npm)
#                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `npm config set` writes this credential to a file that stays in this layer
```

## Good

```dockerfile good
FROM node:22-slim
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
RUN --mount=type=secret,id=npm,env=NPM_TOKEN \
    echo "//registry.npmjs.org/:_authToken=${NPM_TOKEN}" > .npmrc && npm ci && rm -f .npmrc
RUN --mount=type=ssh git clone git@github.com:acme/app.git /src
RUN git clone https://github.com/acme/app.git /src2 && git config --global user.name ci
RUN echo "TOKEN_FILE=/run/secrets/token" > /etc/app.conf
```

## No fix

What has to read the secret, and from where, is for you to say.

## When to ignore

In a stage whose layers are neither shipped nor pushed as a cache.

## Sources

- https://docs.docker.com/build/building/secrets/
- https://docs.docker.com/reference/dockerfile/#run---mounttypesecret
- https://git-scm.com/docs/git-clone
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.invocation import Invocation
from ....shell.model import Command, Redirection
from ....shell.words import Word
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ...finding import Finding, Severity
from ...rule import Call, Category, Rule, Surroundings
from ...secrets.names import is_secret_name

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SECURITY,
    also_known_as={
        "tally": ("tally/require-secret-mounts",),
        "doctor": ("DD057", "DD058"),
    },
    profiles=("security",),
)

_PRINTERS = frozenset(("echo", "printf", "cat"))
_NO_LAYER = ("/dev/", "/proc/", "/run/secrets/", "/tmp/.X11-unix/")
_SECRET_FILE = lazy_pattern(r"/run/secrets/")
_SETTING = lazy_pattern(r"(?:_auth|_authToken|_password|npmAuthToken|token|oauth|password|secret)", re.IGNORECASE)
_USER_INFO = lazy_pattern(r"[a-z+]+://[^/\s@]*[$\ufffc][^/\s@]*@", re.IGNORECASE)

_CONFIGURES = {
    "npm": ("config set",),
    "yarn": ("config set",),
    "pnpm": ("config set",),
    "pip": ("config set",),
    "composer": ("config",),
    "poetry": ("config",),
    "bundle": ("config", "config set"),
    "git": ("config", "remote add", "remote set-url"),
}


@RULE.on_step(Keyword.RUN)
def check_redirections(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    if script is None or not script.dialect.is_posix or ">" not in script.text.text:
        return
    for command in script.commands:
        if command.name.value not in _PRINTERS:
            continue
        name = _secret_in(command)
        if name is None:
            continue
        for redirection in command.redirections:
            target = redirection.target
            if target is not None and _keeps(step, redirection):
                yield RULE.at(
                    step,
                    target.span,
                    f"{name} is written to `{target.text}` and stays in this layer; mount the secret instead",
                )


@RULE.on_invocation(*_CONFIGURES)
def check_configuration(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    step, invocation = call.step, call.invocation
    if step.keyword is not Keyword.RUN:
        return
    if invocation.tool == "git" and invocation.subcommand == "clone":
        yield from _of_clone(step, invocation)
        return
    wanted = _CONFIGURES[invocation.tool]
    subcommand = invocation.subcommand or ""
    words = [word.value or "" for word in invocation.command.arguments]
    if not any(subcommand == name or " ".join(words).startswith(name) for name in wanted) or _is_undone(step, words):
        return
    tool = f"{invocation.tool} {'config set' if 'set' in words else subcommand or words[0]}"
    for word in invocation.command.arguments:
        if _is_credential(word, words):
            yield RULE.at(step, word.span, f"`{tool}` writes this credential to a file that stays in this layer")
            return


def _of_clone(step: Step, invocation: Invocation) -> Iterator[Finding]:
    text = step.item.text
    for word in invocation.operands:
        if _USER_INFO.match(word.text.strip("\"'")) and not _removes(step, r"\.git\b") and "remote set-url" not in text:
            yield RULE.at(
                step,
                word.span,
                "`git clone` keeps this address with its credentials in `.git/config`, which stays in this layer",
            )


def _secret_in(command: Command) -> str | None:
    """What secret a command prints: the name of a variable or a mounted file, for a message."""
    for word in command.arguments:
        for use in word.variables:
            if is_secret_name(use.name) and use.operator not in ("length", ":+", "+"):
                return f"`{use.name}`"
        if _SECRET_FILE.search(word.text) and command.name.value == "cat":
            return "a mounted secret"
    return None


def _keeps(step: Step, redirection: Redirection) -> bool:
    target = redirection.target
    if redirection.operator not in (">", ">>", ">|", "&>") or target is None or target.text.startswith(_NO_LAYER):
        return False
    name = target.text.strip("\"'")
    if any(flag.name == "mount" and name in flag.text for flag in step.instruction.flags):
        return False
    return not _removes(step, re.escape(name.rpartition("/")[2]))


def _removes(step: Step, pattern: str) -> bool:
    """Whether the same step removes a path that this pattern is found in, or one that is not known."""
    for invocation in step.invocations:
        if invocation.tool in ("rm", "unlink"):
            for word in invocation.operands:
                if re.search(pattern, word.text) or word.value is None:
                    return True
    return False


def _is_undone(step: Step, words: list[str]) -> bool:
    text = step.item.text
    if re.search(r"config\s+(?:delete|unset|rm)\b|--unset\b|\blogout\b", text):
        return True
    return "--local" not in words and _removes(step, r"npmrc|yarnrc|gitconfig|\.config|auth\.json|\.bundle|\.git\b")


def _is_credential(word: Word, words: list[str]) -> bool:
    """Whether a word holds a secret, or an unknown value behind a key that says so."""
    if any(is_secret_name(use.name) for use in word.variables):
        return True
    if _USER_INFO.search(word.text):
        return True
    return _SECRET_FILE.search(word.text) is not None and any(_SETTING.search(part) for part in (*words, word.text))
