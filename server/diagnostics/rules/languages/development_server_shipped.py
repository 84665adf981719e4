"""Do not ship the server that is made for development.

`flask run`, `manage.py runserver`, `next dev`, `vite`, `ng serve`, `php -S` and their like watch files, compile on request and
say too much when something fails. Their own manuals ask not to use them in production: they are slow and were never checked
for safety.

## Example

```dockerfile bad
FROM python:3.14-slim
WORKDIR /app
COPY . .
CMD ["python", "manage.py", "runserver", "0.0.0.0:8000"]
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `manage.py runserver` is made for development: slow, and not safe to be reached by others
```

```dockerfile bad
FROM node:24-slim
WORKDIR /app
COPY . .
CMD npm run dev
#   ^^^^^^^^^^^ `npm run dev` is made for development: slow, and not safe to be reached by others
```

```dockerfile bad
FROM php:8.5-cli
COPY public /srv
CMD ["php", "-S", "0.0.0.0:8080", "-t", "/srv"]
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `php -S` is made for development: slow, and not safe to be reached by others
```

```dockerfile bad
FROM python:3.14-slim
COPY public /srv
CMD python -m http.server --directory /srv 8080
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `python -m http.server` is made for development: slow, and not safe to be reached by others
```

## Good

```dockerfile good
FROM ruby:3.4-slim
CMD ["bin/rails", "server", "-e", "production"]
```

```dockerfile good
FROM python:3.14-slim
# In production, use `fastapi run` instead.
CMD ["fastapi", "dev", "app"]
```

```dockerfile good
FROM node:24-slim AS development
CMD ["npm", "run", "dev"]

FROM node:24-slim
CMD ["node", "server.js"]
```

```dockerfile good
FROM node:24-slim AS dev
CMD ["npm", "run", "dev"]
```

```dockerfile good
FROM python:3.14-slim
ENV FLASK_DEBUG=1
CMD ["flask", "run"]
```

## No fix

Which server takes its place depends on the framework: gunicorn, uvicorn, `next start`, a web server for static files.

## When to ignore

The image is only used for development. A stage that is called so, or sets `NODE_ENV=development`, is left alone.

## Sources

- https://flask.palletsprojects.com/en/stable/server/
- https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver
- https://docs.python.org/3/library/http.server.html
- https://www.php.net/manual/en/features.commandline.webserver.php
- https://vite.dev/guide/cli.html
- https://nextjs.org/docs/app/api-reference/cli/next
"""

from __future__ import annotations

from collections.abc import Iterator

from ....semantics.stage import Stage
from ....semantics.start_command import stands_in, start_command
from ....semantics.step import Step
from ....shell.dialect import program_name
from ....shell.model import Command
from ...finding import Confidence, Finding, Severity
from ...rule import Category, Rule, Surroundings
from ._stages import is_for_development, is_said_to_be_for_development

RULE = Rule(
    __name__,
    __doc__,
    Severity.WARNING,
    Category.SECURITY,
    confidence=Confidence.MEDIUM,
    profiles=("security",),
)

_SERVERS = (
    *(("flask", "run"), ("manage.py", "runserver"), ("artisan", "serve"), ("fastapi", "dev")),
    *(("next", "dev"), ("nuxt", "dev"), ("nuxi", "dev"), ("astro", "dev"), ("ng", "serve"), ("gatsby", "develop")),
    *(("vite", "dev"), ("vite", "serve"), ("react-scripts", "start"), ("vue-cli-service", "serve")),
    *(("webpack", "serve"), ("nest", "start"), ("mix", "phx.server"), ("php", "-S"), ("dotnet", "watch")),
)
_ALONE = frozenset(("nodemon", "webpack-dev-server", "vite"))
_RUNNERS = frozenset(("npm", "yarn", "pnpm", "bun"))


@RULE.on_stage
def check(stage: Stage, surroundings: Surroundings) -> Iterator[Finding]:
    if not stage.is_shipped or is_for_development(stage):
        return
    started = start_command(stage)
    for step in (started.entrypoint, started.command):
        if step is not None and stands_in(stage, step):
            found = list(_findings(step))
            if found and not is_said_to_be_for_development(stage, step):
                yield from found


def _findings(step: Step) -> Iterator[Finding]:
    script = step.commands
    for command in script.commands if script is not None else ():
        server = development_server(command)
        if server is not None:
            message = f"`{server}` is made for development: slow, and not safe to be reached by others"
            yield RULE.at(step, command.span, message)


def development_server(command: Command) -> str | None:
    """The server for development that a command starts, in a few words."""
    values = [word.value or "" for word in command.words]
    names = [program_name(value) for value in values]
    words = [value for value in values if not value.startswith("-")]
    if names[0] in _RUNNERS and words[1:2] == ["run"] and words[2:3] in (["dev"], ["start:dev"], ["develop"]):
        return " ".join(words[:3])
    if names[0] in _RUNNERS - {"npm"} and words[1:2] == ["dev"]:
        return " ".join(words[:2])
    for program, subcommand in _SERVERS:
        if program in names and subcommand in values[names.index(program) + 1 :][:1]:
            is_watching = program != "nest" or "--watch" in values
            is_production = program == "mix"
            return f"{program} {subcommand}" if is_watching and not is_production else None
    runs = names[1:2] if names[0] in ("npx", "bunx", "pnpx") else names[:1]
    if runs and runs[0] in _ALONE:
        rest = words[names.index(runs[0]) + 1 :]
        return runs[0] if runs[0] != "vite" or not rest else None
    if "uvicorn" in names and "--reload" in values:
        return "uvicorn --reload"
    if "rails" in names and words[names.index("rails") + 1 :][:1] in (["server"], ["s"]) and "development" in values:
        return "rails server -e development"
    if "-m" in values and values[values.index("-m") + 1 :][:1] == ["http.server"]:
        return "python -m http.server"
    return None
