"""Leave Xdebug out of what is shipped.

Xdebug makes PHP several times slower, and lets whoever reaches its port run code.

## Example

```dockerfile bad
FROM php:8.4-fpm
RUN pecl install xdebug && docker-php-ext-enable xdebug
#                ^^^^^^ Xdebug is shipped: PHP is slow with it, and open to whoever reaches its port
```

## Good

```dockerfile good
FROM php:8.4-fpm AS development
RUN pecl install xdebug && docker-php-ext-enable xdebug

FROM php:8.4-fpm
COPY . /var/www/html
```

## No fix

It belongs in a stage of its own, for which `docker build --target` asks.

## When to ignore

The image is only used for development.

## Sources

- https://xdebug.org/docs/install
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.step import Step
from ....shell.dialect import program_name
from ....syntax.grammar import Keyword
from ...finding import Confidence, Finding, Severity
from ...rule import Category, Rule, Surroundings

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SECURITY,
    also_known_as={"tally": ("php/no-xdebug-in-final-image",)},
    confidence=Confidence.MEDIUM,
    is_default=False,
    profiles=("security", "strict"),
)

_INSTALLERS = ("pecl", "install-php-extensions", "pie", "apt-get", "apt", "apk", "docker-php-ext-install")


@RULE.on_step(Keyword.RUN)
def check(step: Step, surroundings: Surroundings) -> Iterator[Finding]:
    script = step.commands
    if not step.traits.is_in_image or script is None or "xdebug" not in step.item.text:
        return
    for command in script.commands:
        for word in command.arguments:
            name = (word.value or "").partition("-3")[0]
            if (
                program_name(command.name.value or "") in _INSTALLERS
                and name.endswith("xdebug")
                and not command.conditional
            ):
                yield RULE.at(
                    step, word.span, "Xdebug is shipped: PHP is slow with it, and open to whoever reaches its port"
                )
