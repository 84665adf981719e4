r"""Quote a version with `<` or `>` in it.

To the shell, `flask>=3` is the word `flask` and a redirection: the newest version is installed, and what the program prints goes
into a file called `=3`. In quotes, the version reaches the package manager.

## Example

```dockerfile bad
FROM python:3.14-slim
RUN pip install --no-cache-dir flask>=3 jinja2
#                              ^^^^^^^^ the shell takes `>=3` for a redirection into a file `=3`; quote it to ask for the version
```

```dockerfile fixed
FROM python:3.14-slim
RUN pip install --no-cache-dir "flask>=3" jinja2
```

## Good

```dockerfile good
FROM python:3.14-slim
RUN pip install --no-cache-dir "flask>=3" 'jinja2<4' > /tmp/log 2>&1
RUN pip install --no-cache-dir django >/dev/null
```

## Fix safety

Unsafe: the version has never been in force, and now it is.

## When to ignore

Never.

## Sources

- https://pip.pypa.io/en/stable/cli/pip_install/#requirement-specifiers
"""

from __future__ import annotations

from collections.abc import Iterator

from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(__name__, __doc__, Severity.WARNING, Category.CORRECTNESS, fix=Safety.UNSAFE, profiles=("strict",))

_INSTALLS = {
    "pip": ("install", "wheel", "download"),
    "uv": ("pip install", "add", "tool install"),
    "pipx": ("install",),
    "apk": ("add",),
    "conda": ("install", "create"),
    "mamba": ("install", "create"),
    "zypper": ("install",),
    "npm": ("install",),
    "yarn": ("add",),
    "pnpm": ("add",),
    "gem": ("install",),
}
_VERSION = lazy_pattern(r"=?\d[\w.*+-]*\Z")
_REASON = "the version has never been in force, and now it is"


@RULE.on_invocation(*_INSTALLS)
def check(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    """Look for a redirection that follows the name of a package without a blank and leads into a version."""
    invocation = call.invocation
    if invocation.subcommand not in _INSTALLS[invocation.tool]:
        return
    for redirection in invocation.command.redirections:
        word = next((word for word in invocation.operands if word.end == redirection.start), None)
        target = redirection.target
        if word is None or target is None or redirection.operator not in (">", "<"):
            continue
        if _VERSION.match(target.text) is None:
            continue
        span = Span(word.span.start, redirection.span.end)
        written = f"{redirection.operator}{target.text}"
        message = (
            f"the shell takes `{written}` for a redirection {'into' if redirection.operator == '>' else 'from'} a file "
            f"`{target.text}`; quote it to ask for the version"
        )
        yield RULE.at(call.step, span, message, fixes=_fixes(call, span))


def _fixes(call: Call, span: Span) -> list[Fix]:
    text = call.step.item.text[span.start : span.end]
    if any(character in text for character in " \t\n\"'\\$`"):
        return []
    return [Fix("Quote the version", Safety.UNSAFE, lambda: (Edit(call.step.item, span, f'"{text}"'),), _REASON)]
