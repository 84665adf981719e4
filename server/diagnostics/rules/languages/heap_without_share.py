"""Tell Java how much of the container's memory it may use.

Without a word, Java takes a quarter of the memory that the container may use for its heap, and the rest lies idle.
`-XX:MaxRAMPercentage` says another share.

## Example

```dockerfile bad
FROM eclipse-temurin:25-jre
CMD ["java", "-jar", "/app.jar"]
#^^ Java uses a quarter of the memory unless `-XX:MaxRAMPercentage` says otherwise
```

```dockerfile fixed
FROM eclipse-temurin:25-jre
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75"
CMD ["java", "-jar", "/app.jar"]
```

## Good

```dockerfile good
FROM eclipse-temurin:25-jre
CMD ["java", "-XX:MaxRAMPercentage=75", "-jar", "/app.jar"]
```

```dockerfile good
FROM eclipse-temurin:25-jre
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75"
CMD ["java", "-jar", "/app.jar"]
```

## Fix safety

Unsafe: a program that needs much memory beside its heap may get too little, and is killed then.

## When to ignore

A quarter is enough, or the options come when the container is started.

## Sources

- https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.start_command import stands_in, start_command
from ...finding import Finding, Fix, Safety, Severity
from ...line_edits import above
from ...rule import Category, Rule, Surroundings
from ._stages import is_set, starts

RULE = Rule(
    __name__,
    __doc__,
    Severity.HINT,
    Category.MAINTAINABILITY,
    also_known_as={"doctor": ("DD068",)},
    fix=Safety.UNSAFE,
    is_default=False,
    profiles=("strict",),
)


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    step = start_command(stage).step if stage.is_shipped else None
    if step is None or not stands_in(stage, step) or not starts(stage, "java"):
        return
    text = step.item.text
    if any(word in text for word in ("RAMPercentage", "-Xmx", "@", "$")):
        return
    if not any(is_set(stage, name) for name in ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")):
        message = "Java uses a quarter of the memory unless `-XX:MaxRAMPercentage` says otherwise"
        edit = above(step, 'ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75"')
        reason = "a program that needs much memory beside its heap may get too little"
        fix = Fix("Let the heap take three quarters", Safety.UNSAFE, lambda: (edit,), reason)
        yield RULE.at(step, step.item.keyword_span, message, fixes=[fix])
