"""Tell configure what it builds on.

Old `config.guess` scripts do not know newer machines, such as those with ARM. With `--build` they need not guess.

## Example

```dockerfile bad
FROM debian:13
RUN ./configure --prefix=/opt/tool && make
#   ^^^^^^^^^^^ without `--build` this has to guess the machine it builds on
```

## Good

```dockerfile good
FROM debian:13
RUN ./configure --build="$(dpkg-architecture --query DEB_BUILD_GNU_TYPE)" --prefix=/opt/tool && make
```

## No fix

How the type is found depends on the distribution.

## When to ignore

The script is recent, or the image is for one platform.

## Sources

- https://www.gnu.org/software/autoconf/manual/autoconf-2.72/html_node/Specifying-Target-Triplets.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.dialect import program_name
from ....syntax.grammar import Keyword
from ...finding import Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.CORRECTNESS,
    also_known_as={"parfum": ("configureShouldUseBuildFlag",)},
    is_default=False,
    profiles=("strict",),
)


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    for command in script.commands if script is not None and "configure" in step.item.text else ():
        if program_name(command.name.value or "") != "configure":
            continue
        if not any(word.text.startswith("--build") or "$" in word.text for word in command.arguments):
            yield RULE.at(step, command.name.span, "without `--build` this has to guess the machine it builds on")
