r"""Let certificates be checked.

With the check of certificates off, whoever stands between the build and the server can hand it other files, and what is
downloaded becomes part of the image. A certificate that is not accepted mostly means that `ca-certificates` is missing or
that the certificate of your own authority has to be added. Set in `ENV`, the check is off for everything that runs in the
container as well.

## Example

```dockerfile bad
FROM debian:13-slim
RUN curl -fsSLk https://example.com/tool.tar.gz | tar xz
#             ^ `-k` lets anybody on the way answer in place of the server; add the missing certificate instead
RUN wget --no-check-certificate https://example.com/tool.zip
#        ^^^^^^^^^^^^^^^^^^^^^^ `--no-check-certificate` lets anybody on the way answer in place of the server; add the missing certificate instead
RUN pip install --trusted-host pypi.org requests
#               ^^^^^^^^^^^^^^^^^^^^^^^ `--trusted-host` lets anybody on the way answer in place of the server; add the missing certificate instead
```

```dockerfile fixed
FROM debian:13-slim
RUN curl -fsSL https://example.com/tool.tar.gz | tar xz
RUN wget https://example.com/tool.zip
RUN pip install requests
```

```dockerfile bad
FROM node:22-slim
ENV NODE_ENV=production NODE_TLS_REJECT_UNAUTHORIZED=0
#                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this switches the check of certificates off for everything that runs in the image
RUN npm config set strict-ssl false
#                  ^^^^^^^^^^^^^^^^ this switches the check of certificates off
RUN GIT_SSL_NO_VERIFY=1 git clone https://example.com/a.git && git config --global http.sslVerify false
#   ^^^^^^^^^^^^^^^^^^^ this switches the check of certificates off
#                                                                                  ^^^^^^^^^^^^^^^^^^^^ this switches the check of certificates off
```

```dockerfile fixed
FROM node:22-slim
ENV NODE_ENV=production
RUN npm config set strict-ssl false
RUN GIT_SSL_NO_VERIFY=1 git clone https://example.com/a.git && git config --global http.sslVerify false
```

## Good

```dockerfile good
FROM debian:13-slim
ENV NODE_TLS_REJECT_UNAUTHORIZED=1 PYTHONHTTPSVERIFY=1
RUN curl -fsSL --cacert /etc/ssl/own.pem https://example.com/tool.tar.gz | tar xz
RUN npm config set strict-ssl true && git config --global http.sslVerify true
HEALTHCHECK CMD curl -fk https://localhost:8443/ || exit 1
```

## Fix safety

Unsafe: the download fails where the image does not trust the server's certificate.

## When to ignore

For a server with a certificate of its own that cannot be added, where a checksum is compared afterwards.

## Sources

- https://curl.se/docs/manpage.html#-k
- https://www.gnu.org/software/wget/manual/wget.html#HTTPS-_0028SSL_002fTLS_0029-Options
- https://pip.pypa.io/en/stable/cli/pip/#cmdoption-trusted-host
- https://nodejs.org/api/cli.html#node_tls_reject_unauthorizedvalue
- https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpsslVerify
- https://peps.python.org/pep-0493/
- https://docs.npmjs.com/cli/using-npm/config#strict-ssl
- https://dnf.readthedocs.io/en/latest/conf_ref.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.invocation import Invocation
from ....shell.words import Word
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings
from ...word_edits import without_option, without_pair

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SECURITY,
    also_known_as={
        "checkov": (
            *("CKV2_DOCKER_2", "CKV2_DOCKER_3", "CKV2_DOCKER_4", "CKV2_DOCKER_5", "CKV2_DOCKER_6"),
            *("CKV2_DOCKER_12", "CKV2_DOCKER_13", "CKV2_DOCKER_14", "CKV2_DOCKER_15", "CKV2_DOCKER_16"),
        ),
        "doctor": ("DD055", "DD056"),
    },
    fix=Safety.UNSAFE,
    profiles=("security",),
)

_OFF = frozenset(("0", "false", "no", "off"))
_ON = frozenset(("1", "true", "yes", "on"))
_OPTIONS = {
    "curl": ("--insecure", "--proxy-insecure"),
    "wget": ("--no-check-certificate",),
    "apk": ("--no-check-certificate",),
    "pip": ("--trusted-host",),
    "uv": ("--allow-insecure-host",),
}
_SWITCHED_OFF = {
    "PYTHONHTTPSVERIFY": _OFF,
    "NODE_TLS_REJECT_UNAUTHORIZED": frozenset(("0",)),
    "NPM_CONFIG_STRICT_SSL": _OFF,
    "YARN_ENABLE_STRICT_SSL": _OFF,
    "PERL_LWP_SSL_VERIFY_HOSTNAME": _OFF,
    "CONDA_SSL_VERIFY": _OFF,
    "GIT_SSL_NO_VERIFY": _ON,
}
_SET_AT_ALL = frozenset(("PIP_TRUSTED_HOST", "UV_INSECURE_HOST", "GOINSECURE"))
_SETTINGS = lazy_pattern(
    r"(?:strict-ssl|enableStrictSsl|(?:https?\.(?:.*\.)?)?sslVerify|ssl_verify|sslverify|Acquire::https::Verify-(?:Peer|Host))\Z",
    re.IGNORECASE,
)
_ASSIGNED = lazy_pattern(
    r"(?:--)?(?:setopt=)?(?P<key>[\w.:*-]+?)=(?P<value>\w+)\Z",
)
_LOCAL = lazy_pattern(r"(?:https?://)?(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)(?=[:/]|\Z)")


@RULE.on_invocation(*_OPTIONS)
def check_options(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    step, invocation = call.step, call.invocation
    if step.keyword is not Keyword.RUN or any(_LOCAL.match(value or "") for value in invocation.operand_values):
        return
    for option in invocation.options:
        if option.name not in _OPTIONS[invocation.tool] or (option.value is not None and _LOCAL.match(option.value)):
            continue
        edit = without_option(step, invocation, option)
        yield RULE.at(
            step,
            option.span if option.value_word is None else Span(option.span.start, option.value_word.span.end),
            f"`{option.written}` lets anybody on the way answer in place of the server; "
            f"add the missing certificate instead",
            fixes=[] if edit is None else [_fix(f"Drop `{option.written}`", edit)],
        )


@RULE.on_invocation(
    *("npm", "yarn", "pnpm", "git", "yum", "dnf", "microdnf", "yum-config-manager", "apt-get", "apt", "conda")
)
def check_settings(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    step, invocation = call.step, call.invocation
    if step.keyword is not Keyword.RUN:
        return
    span = _setting(invocation)
    if span is not None:
        yield RULE.at(step, span, "this switches the check of certificates off")


@RULE.on_step(Keyword.ENV, Keyword.ARG)
def check_variables(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    for pair in step.instruction.key_values:
        value = None if pair.value is None else step.evaluate(pair.value)
        if value is not None and _switches_off(pair.key.text, value):
            where = " for everything that runs in the image" if step.keyword is Keyword.ENV else ""
            fixes = []
            if not step.is_deferred:
                fixes = [_fix(f"Drop `{pair.key.text}`", without_pair(step, pair))]
            yield RULE.at(step, pair.span, f"this switches the check of certificates off{where}", fixes=fixes)


@RULE.on_step(Keyword.RUN)
def check_assignments(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    if script is None:
        return
    of_commands = (assignment for command in script.commands for assignment in command.assignments)
    for assignment in (*script.assignments, *of_commands):
        if assignment.static_value is not None and _switches_off(assignment.name, assignment.static_value):
            yield RULE.at(step, assignment.span, "this switches the check of certificates off")


def _switches_off(name: str, value: str) -> bool:
    name = name.upper()
    if name in _SET_AT_ALL:
        return bool(value) and not _LOCAL.match(value)
    return name in _SWITCHED_OFF and value.lower() in _SWITCHED_OFF[name]


def _setting(invocation: Invocation) -> Span | None:
    """Where a command says ``strict-ssl false``, ``http.sslVerify=false`` and their like."""
    words = invocation.command.arguments
    for position, word in enumerate(words):
        value = (word.value or "").strip("\"'")
        assigned = _ASSIGNED.match(value)
        if assigned is not None and _is_off(assigned["key"], assigned["value"]):
            return word.span
        following = _value_at(words, position + 1)
        if following is not None and _is_off(value.removeprefix("--"), following):
            return Span(word.span.start, words[position + 1].span.end)
    return None


def _value_at(words: tuple[Word, ...], position: int) -> str | None:
    return words[position].value if position < len(words) else None


def _is_off(key: str, value: str) -> bool:
    return value.lower() in _OFF and _SETTINGS.match(key.rpartition("=")[2]) is not None


def _fix(title: str, edit: Edit) -> Fix:
    reason = "the download fails where the image does not trust the server's certificate"
    return Fix(title, Safety.UNSAFE, lambda: (edit,), reason)
