r"""Hand credentials to commands as mounted secrets.

A password written into the words of a command stands in the Dockerfile, in the history of the image and in the build
cache. Options that take a password, `-u user:password` of curl, `-p` of mysql, headers with a token, `docker build --build-arg`
and properties of Gradle and Maven with a telling name, and what npm, Poetry, Bundler and the AWS command line are told to
keep are looked at. A variable is left alone here, as are words that only stand for a password.

## Example

```dockerfile bad
FROM debian:13-slim
RUN curl -fsSL -u deploy:s3Kc9qLwT2 https://files.acme.dev/tool.tar.gz -o /tmp/tool.tar.gz
#                        ^^^^^^^^^^ a password of `curl` is written here for everybody who has the file or the image
RUN wget --password=s3Kc9qLwT2 https://files.acme.dev/tool
#                   ^^^^^^^^^^ a password of `wget` is written here for everybody who has the file or the image
RUN curl -fsSL -H "Authorization: Bearer 7fGh3kLq9ZxV2bNm" https://files.acme.dev/tool -o /tool
#                                        ^^^^^^^^^^^^^^^^ a token of `curl` is written here for everybody who has the file or the image
```

```dockerfile bad
FROM node:24-slim
RUN npm config set //npm.acme.dev/:_authToken 7fGh3kLq9ZxV2bNm
#                                             ^^^^^^^^^^^^^^^^ a token of `npm` is written here for everybody who has the file or the image
HEALTHCHECK CMD curl -fu probe:s3Kc9qLwT2 http://localhost:8080/
#                              ^^^^^^^^^^ a password of `curl` is written here for everybody who has the file or the image
```

```dockerfile bad
FROM python:3.14-slim
RUN poetry config http-basic.acme ci s3Kc9qLwT2
#                                    ^^^^^^^^^^ a password of `poetry` is written here for everybody who has the file or the image
RUN aws configure set aws_secret_access_key 7fGh3kLq9ZxV2bNm
#                                           ^^^^^^^^^^^^^^^^ a token of `aws` is written here for everybody who has the file or the image
RUN bundle config set --global gems.acme.dev ci:s3Kc9qLwT2
#                                               ^^^^^^^^^^ a password of `bundle` is written here for everybody who has the file or the image
RUN gradle publish -PpublishToken=7fGh3kLq9ZxV2bNm
#                                 ^^^^^^^^^^^^^^^^ a token of `gradle` is written here for everybody who has the file or the image
RUN service mariadb start && mysql -uroot -ps3Kc9qLwT2 app < /schema.sql
#                                           ^^^^^^^^^^ a password of `mysql` is written here for everybody who has the file or the image
```

## Good

```dockerfile good
FROM debian:13-slim
RUN --mount=type=secret,id=password,env=PASSWORD curl -fsSL -u "deploy:$PASSWORD" https://files.acme.dev/tool -o /tool
RUN curl -fsSL -u user:password https://example.com/ -o /dev/null
RUN curl -fsSL -u 1000:1000 -H "Authorization: Bearer ${TOKEN}" https://files.acme.dev/tool -o /tool
RUN mysql -uroot -proot app && mysql -P 3306 -p && poetry config virtualenvs.create false
RUN mvn package -DskipTests -Dtoken.file=/run/secrets/token && bundle config set --local path vendor:cache
RUN mysqld_safe --password= & docker build --build-arg VERSION=1.4 --build-arg TOKEN_TTL=60 .
```

## No fix

Where the secret should come from instead is not in the file. Revoke it, and mount the new one with
`RUN --mount=type=secret`.

## When to ignore

For a credential that is public by design.

## Sources

- https://docs.docker.com/build/building/secrets/
- https://curl.se/docs/manpage.html#-u
- https://docs.npmjs.com/cli/v11/configuring-npm/npmrc#auth-related-configuration
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.dialect import program_name
from ....shell.model import Command
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span
from ...finding import Confidence, Finding, Severity
from ...rule import Category, Rule, Surroundings
from ...secrets.names import is_secret_name
from ...secrets.values import is_placeholder, looks_random, secrets_in

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SECURITY,
    also_known_as={"doctor": ("DD058",)},
    confidence=Confidence.MEDIUM,
    profiles=("security",),
)

_OPTION = lazy_pattern(r"--?(?:[\w-]+-)?(?:password|passwd|passphrase|token|secret|api-?key)(?:=|\Z)", re.IGNORECASE)
_FILES = lazy_pattern(r"file|stdin|path|env|fd|source|url|name", re.IGNORECASE)
_HEADER = lazy_pattern(
    r"(?:Authorization:\s*(?:Bearer|Basic|token)|(?:X-[\w-]*(?:Token|Key)|Private-Token|Api-Key):)\s*", re.IGNORECASE
)
_NPM_KEY = lazy_pattern(r"(?:.*:)?_(?:authToken|auth|password)(?:=|\Z)")
_PROPERTY = lazy_pattern(r"-[DP](?:[\w-]+\.)*([\w-]+)=")
_BUILD_TOOLS = frozenset(("gradle", "gradlew", "mvn", "mvnw", "sbt"))
_CLIENTS_OF_MYSQL = frozenset(("mysql", "mysqladmin", "mysqldump", "mariadb", "mariadb-admin", "mariadb-dump"))
_CURL_USER = ("-u", "--user", "--proxy-user")
_STANDS_FOR_ONE = frozenset(("password", "pass", "passwd", "secret", "token", "test", "root", "admin", "postgres"))


@RULE.on_step(Keyword.RUN, Keyword.CMD, Keyword.ENTRYPOINT, Keyword.HEALTHCHECK)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    if script is None or not script.dialect.is_posix:
        return
    for command in script.commands:
        name = program_name(command.name.value or "")
        for kind, span in _credentials(name, command):
            if not any(found.start < span.end and span.start < found.end for found in secrets_in(step.item.text)):
                message = f"a {kind} of `{name}` is written here for everybody who has the file or the image"
                yield RULE.at(step, span, message)


def _credentials(name: str, command: Command) -> Iterator[tuple[str, Span]]:
    """What kind of credential stands where in the words of a command."""
    words = command.arguments
    values = [word.value for word in words]
    for number, word in enumerate(words):
        value, before = word.value, (words[number - 1].value or "") if number else ""
        if value is None or "$" in word.text:
            continue
        is_login = name in ("docker", "podman", "helm", "az") and before == "-p" and "login" in values
        found = ("password", value) if is_login else _in_word(name, before, value) or _kept(name, values, number)
        if found is not None:
            kind, secret = found
            start = word.text.rfind(secret)
            if start >= 0 and _is_literal(secret, kind):
                yield kind, Span(word.span.start + start, word.span.start + start + len(secret))


def _in_word(name: str, before: str, value: str) -> tuple[str, str] | None:
    """The kind of credential in a word, and the part of its value that is secret."""
    if name == "curl" and (before in _CURL_USER or re.fullmatch(r"-[a-zA-Z]*u", before)):
        return ("password", value.partition(":")[2]) if ":" in value else None
    header = _HEADER.match(value) if before in ("-H", "--header") or value.startswith("--header=") else None
    if header is not None:
        return "token", value[header.end() :]
    if name in ("npm", "yarn", "pnpm"):
        inline = _NPM_KEY.match(value)
        if inline is not None and value[inline.end() :]:
            return "token", value[inline.end() :]
        return ("token", value) if before.startswith("/") and _NPM_KEY.fullmatch(before) else None
    if before == "--build-arg" or value.startswith("--build-arg="):
        key, _, secret = value.removeprefix("--build-arg=").partition("=")
        return ("build argument", secret) if is_secret_name(key) else None
    if name == "sshpass" and before == "-p":
        return "password", value
    if name in _CLIENTS_OF_MYSQL and value.startswith("-p"):
        return "password", value[2:]
    setting = _PROPERTY.match(value) if name in _BUILD_TOOLS else None
    if setting is not None:
        return ("token", value[setting.end() :]) if is_secret_name(setting[1]) else None
    option = _OPTION.match(value)
    if option is not None and value[option.end() :] and not _FILES.search(option[0]):
        return "password", value[option.end() :]
    is_option = _OPTION.fullmatch(before) is not None and not before.endswith("=") and not _FILES.search(before)
    return ("password", value) if is_option and not value.startswith("-") else None


def _kept(name: str, values: list[str | None], number: int) -> tuple[str, str] | None:
    """The same for a word behind the key of a setting that the tool is told to keep."""
    value, before = values[number] or "", (values[number - 1] or "") if number else ""
    match name:
        case "aws" if before in ("aws_secret_access_key", "aws_session_token"):
            return "token", value
        case "poetry" if before.startswith("pypi-token."):
            return "token", value
        case "poetry" if number > 1 and (values[number - 2] or "").startswith("http-basic."):
            return "password", value
        case "bundle" if "config" in values and "." in before and ":" in value:
            return "password", value.partition(":")[2]
        case _:
            return None


def _is_literal(secret: str, kind: str) -> bool:
    """Whether it is written out and is neither an example nor something else: a number, a path, a switch."""
    if len(secret) < 6 or secret.isdigit() or secret.lower() in _STANDS_FOR_ONE or is_placeholder(secret):
        return False
    if re.search(r"[\s{}<>\[\]]", secret):
        return False
    return looks_random(secret) if kind == "token" else True
