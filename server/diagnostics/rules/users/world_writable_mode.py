r"""Do not let everybody write.

A file or directory that every user may write lets any process in the container replace what another one runs or reads.
Mode 777 is mostly a way around an owner that is wrong: set the owner with `COPY --chown` or `chown`, or share a group.
A directory for everybody needs the sticky bit, as `/tmp` has it: mode 1777.

## Example

```dockerfile bad
FROM debian:13-slim
RUN mkdir -p /data && chmod -R 777 /data
#                              ^^^ mode `777` lets every user write
```

```dockerfile fixed
FROM debian:13-slim
RUN mkdir -p /data && chmod -R 775 /data
```

```dockerfile bad
FROM debian:13-slim
COPY --chmod=0666 settings.ini /etc/app/
#            ^^^^ mode `0666` lets every user write
RUN chmod a+rw /etc/app/state
#         ^^^^ mode `a+rw` lets every user write
```

```dockerfile fixed
FROM debian:13-slim
COPY --chmod=0664 settings.ini /etc/app/
RUN chmod a+r,ug+w /etc/app/state
```

```dockerfile bad
FROM debian:13-slim
RUN chmod 777 /tmp
#         ^^^ mode `777` lets every user remove what others keep in `/tmp`; the sticky bit is missing
```

```dockerfile fixed
FROM debian:13-slim
RUN chmod 1777 /tmp
```

## Good

```dockerfile good
FROM debian:13-slim
RUN folder="$(mktemp -d)" && chmod 777 "$folder" && make -C "$folder" && rm -rf "$folder"
```

```dockerfile good
FROM debian:13-slim AS build
RUN chmod -R 777 /src

FROM debian:13-slim
COPY --chmod=0755 run.sh /usr/local/bin/
RUN chmod 1777 /tmp && chmod +w /etc/app.conf && chmod -R g=u /data && chmod o-w /srv && chmod +t,a+rwx /shared
```

## Fix safety

Unsafe: a program that runs as a user who is neither the owner nor in the group can no longer write there.

## When to ignore

Where any user has to be able to write, such as on platforms that choose the user number themselves; a shared group
serves that better (`chgrp -R 0` and `chmod -R g=u`).

## Sources

- https://docs.docker.com/reference/dockerfile/#copy---chown---chmod
- https://man7.org/linux/man-pages/man1/chmod.1.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.words import Word
from ....syntax.grammar import Keyword
from ....syntax.lazy_pattern import lazy_pattern
from ....syntax.logical_text import Span
from ...finding import Edit, Finding, Fix, Safety, Severity
from ...rule import Call, Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SECURITY,
    also_known_as={
        "tally": ("tally/world-writable-state-path-workaround",),
        "droast": ("DF034",),
        "doctor": ("DD051",),
    },
    fix=Safety.UNSAFE,
    profiles=("security",),
)

_OCTAL = lazy_pattern(r"[0-7]{3,5}\Z")
_CLAUSE = lazy_pattern(r"(?P<who>[ugoa]*)(?P<changes>(?:[-+=][rwxXst]*)+)\Z")
_CHANGE = lazy_pattern(r"([-+=])([rwxXst]*)")
_SHARED = frozenset(("/tmp", "/var/tmp", "/dev/shm", "/run/lock"))
_NO_FILES = ("/dev/", "/proc/", "/sys/")


@RULE.on_invocation("chmod", "mkdir", "install")
def check_command(call: Call, surroundings: Surroundings) -> Iterator[Finding]:
    step, invocation = call.step, call.invocation
    if step.keyword is not Keyword.RUN or not step.traits.is_in_image:
        return
    if invocation.tool == "chmod":
        if len(invocation.operands) < 2:
            return
        mode, span = invocation.operand_values[0], invocation.operands[0].span
        is_as_written = invocation.operands[0].text == mode
        paths = [path or "" for path in invocation.operand_values[1:]]
    else:
        option = invocation.option("--mode")
        if option is None or option.value is None:
            return
        mode, paths = option.value, [path or "" for path in invocation.operand_values]
        span = Span(option.span.end - len(mode), option.span.end)
        is_as_written = step.item.text[span.start : span.end] == mode
    if mode is None or not paths or all(path.startswith(_NO_FILES) for path in paths):
        return
    if invocation.tool == "chmod" and all(_is_temporary(step, word) for word in invocation.operands[1:]):
        return
    yield from _findings(step, span, mode, paths, is_as_written=is_as_written)


@RULE.on_step(Keyword.COPY, Keyword.ADD)
def check_transfer(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    flag = step.instruction.flag("chmod")
    if flag is None or flag.value is None or not step.traits.is_in_image:
        return
    mode = step.evaluate(flag.value)
    if mode is not None:
        yield from _findings(step, flag.value.span, mode, [], is_as_written=flag.value.text == mode)


def _findings(step: Step, span: Span, mode: str, paths: list[str], *, is_as_written: bool) -> Iterator[Finding]:
    if not _lets_everybody_write(mode):
        return
    better: str | None
    shared = next((path for path in paths if path.rstrip("/") in _SHARED), None)
    if shared is not None:
        message = f"mode `{mode}` lets every user remove what others keep in `{shared}`; the sticky bit is missing"
        better = f"1{mode[-3:]}" if _OCTAL.match(mode) else f"{mode},+t"
    else:
        message = f"mode `{mode}` lets every user write"
        better = _without_others(mode)
    fixes: list[Fix] = []
    if better is not None and is_as_written:
        text = better
        fixes.append(
            Fix(
                f"Set mode {better}",
                Safety.UNSAFE,
                lambda: (Edit(step.item, span, text),),
                "a program that runs as neither the owner nor a member of the group can no longer write there",
            )
        )
    yield RULE.at(step, span, message, fixes=fixes)


def _is_temporary(step: Step, word: Word) -> bool:
    """Whether a word is a folder that the same step makes with ``mktemp`` and removes."""
    match = re.fullmatch(r"\"?\$\{?(\w+)\}?\"?", word.text)
    if match is None:
        return False
    text, name = step.item.text, re.escape(match[1])
    is_made = re.search(rf"\b{name}=\"?(?:\$\(|`)mktemp\b", text)
    return is_made is not None and re.search(rf"\brm\s[^;&|]*\$\{{?{name}\b", text) is not None


def _lets_everybody_write(mode: str) -> bool:
    if _OCTAL.match(mode):
        return bool(int(mode[-1], 8) & 2) and not (len(mode) > 3 and int(mode[-4], 8) & 1)
    may_write = False
    for clause in mode.split(","):
        match = _CLAUSE.match(clause)
        if match is None:
            return False
        for sign, permissions in _CHANGE.findall(match["changes"]):
            if "t" in permissions and sign != "-":
                return False
            # Without a letter for whom, the umask keeps the right to write from others.
            if "o" not in match["who"] and "a" not in match["who"]:
                continue
            if "w" in permissions:
                may_write = sign != "-"
            elif sign == "=":
                may_write = False
    return may_write


def _without_others(mode: str) -> str | None:
    if _OCTAL.match(mode):
        return f"{mode[:-1]}{int(mode[-1], 8) & ~2}"
    match = re.fullmatch(r"(?P<who>[ugoa]+)(?P<sign>[+=])(?P<permissions>[rwxX]+)", mode)
    if match is None:
        return None
    rest = match["permissions"].replace("w", "")
    owners = "ug" if "a" in match["who"] else match["who"].replace("o", "")
    clauses = [f"{match['who']}{match['sign']}{rest}" if rest else "", f"{owners}+w" if owners else ""]
    return ",".join(clause for clause in clauses if clause) or None
