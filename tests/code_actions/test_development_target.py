"""A last stage that holds what only development needs, split into two targets; or why it is not."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping

import pytest

from dockwright.code_actions.refactorings.development_target import offer, why_not
from dockwright.code_actions.snapshot import Snapshot, read
from dockwright.diagnostics.finding import Safety
from dockwright.diagnostics.rule import Surroundings
from dockwright.project.build_context import BuildContext

from .test_refactorings import RULES, offered, snapshot

NODE = 'COPY package*.json ./\nRUN npm ci\nCOPY . .\nCMD ["node", "server.js"]\n'


def in_project(text: str, files: Mapping[str, str]) -> Snapshot:
    context = BuildContext.of_files({"Dockerfile": text, **files})
    return read(text, RULES, Surroundings(datetime.date(2026, 9, 1), context))


def package(scripts: Mapping[str, str], *, development: tuple[str, ...] = ("vitest",)) -> dict[str, str]:
    dependencies = dict.fromkeys(development, "1.0.0")
    return {"package.json": json.dumps({"scripts": scripts, "devDependencies": dependencies})}


def split(text: str, files: Mapping[str, str] | None = None) -> str | None:
    """The text afterwards, which is not split again."""
    before = snapshot(text) if files is None else in_project(text, files)
    found = [result for _, result in offered("development-target", before)]
    assert len(found) <= 1
    if found:
        again = snapshot(found[0]) if files is None else in_project(found[0], files)
        assert not offered("development-target", again)
    return next(iter(found), None)


def reasons(text: str, files: Mapping[str, str] | None = None) -> tuple[str, ...]:
    before = snapshot(text) if files is None else in_project(text, files)
    return why_not(before.analysis, before.analysis.program.starts[-1])


def production(text: str, files: Mapping[str, str] | None = None) -> str:
    """What stands in the stage for production."""
    found = split(text, files)
    assert found is not None, reasons(text, files)
    return found.partition("FROM base AS production\n")[2]


def test_npm() -> None:
    text = (
        "# syntax=docker/dockerfile:1\nARG TAG=24-slim\n# the app\nFROM --platform=linux/amd64 node:$TAG\n"
        "ARG PORT=3000\nWORKDIR /app\nCOPY package*.json ./\n\n# packages\n"
        "RUN --mount=type=cache,target=/root/.npm npm ci \\\n    # nothing else\n    && npm cache clean --force\n"
        "COPY . .\n"
        "COPY <<EOF /etc/motd\nhello\nEOF\n\n# the port\nEXPOSE 3000\nLABEL port=$PORT\nUSER node\n\n"
        'CMD ["node", "server.js"]\n\n'
    )
    rest = '\nCOPY . .\nCOPY <<EOF /etc/motd\nhello\nEOF\n\nLABEL port=$PORT\nUSER node\n\nCMD ["node", "server.js"]\n'
    install = (
        "# packages\nRUN --mount=type=cache,target=/root/.npm npm ci{} \\\n"
        "    # nothing else\n    && npm cache clean --force"
    )
    after = (
        "# syntax=docker/dockerfile:1\nARG TAG=24-slim\n# the app\nFROM --platform=linux/amd64 node:$TAG AS base\n"
        "ARG PORT=3000\nWORKDIR /app\nCOPY package*.json ./\n\n# the port\nEXPOSE 3000\n\nFROM base AS development\n"
        f"{install.format('')}{rest}\nFROM base AS production\nENV NODE_ENV=production\n"
        f"{install.format(' --omit=dev')}{rest}\n"
    )
    assert split(text) == after
    assert split(text.replace("\n", "\r\n")) == after.replace("\n", "\r\n")


def test_the_target_for_development_is_what_was_built_before() -> None:
    found = split(f"FROM node:24\nENV A=1\n{NODE}")
    assert found is not None
    development = snapshot(found).analysis.program.stages[1]
    steps = [step.item.text for link in reversed(development.chain) for _, step in link.all_steps()]
    assert "".join(steps[1:2] + steps[2:3] + steps[4:]) == f"ENV A=1\n{NODE}"


def test_a_name_is_kept_and_lower_case_too() -> None:
    text = f"FROM a AS x\nRUN b\n\nfrom node:24 as app\n{NODE}"
    found = split(text)
    assert found is not None
    assert "\nfrom node:24 as base\nCOPY package*.json ./\n\nfrom base as development\nRUN npm ci\n" in found
    assert "\n\nfrom base as app\nENV NODE_ENV=production\nRUN npm ci --omit=dev\n" in found


def test_the_end_of_a_file_without_a_line_end() -> None:
    found = split(f"FROM node:24\n{NODE}".removesuffix("\n"))
    assert found is not None
    assert found.endswith(
        '\nFROM base AS production\nENV NODE_ENV=production\nRUN npm ci --omit=dev\nCOPY . .\nCMD ["node", "server.js"]'
    )


@pytest.mark.parametrize(
    ("install", "without"),
    [
        ("npm install", "npm install --omit=dev"),
        ("yarn install --frozen-lockfile", "yarn install --production --frozen-lockfile"),
        ("pnpm install", "pnpm install --prod"),
        ("poetry install --no-root", "poetry install --only main --no-root"),
        ("uv sync --locked", "uv sync --no-dev --locked"),
        ("pip install -r requirements.txt -r requirements-dev.txt", "pip install -r requirements.txt"),
        ("pip install --requirement=dev-requirements.txt gunicorn", "pip install gunicorn"),
    ],
)
def test_installs(install: str, without: str) -> None:
    text = f'FROM example.org/a\nCOPY . .\nRUN {install}\nCMD ["node", "server.js"]\n'
    assert f"RUN {without}\n" in production(text)


def test_a_list_for_development_has_one_that_is_shipped() -> None:
    text = 'FROM python:3.14\nCOPY requirements/ requirements/\nRUN pip install -r requirements/dev.txt\nCMD ["x"]\n'
    files = {"requirements/dev.txt": "-r base.txt\npytest\n", "requirements/base.txt": "flask\n"}
    assert "RUN pip install -r requirements/base.txt\n" in production(text, files)
    alone = {"requirements/dev.txt": "flask\npytest\n"}
    unknown = "which list is installed in production in place of `requirements/dev.txt` is not known"
    assert reasons(text, alone) == (unknown,)
    not_copied = text.replace("COPY requirements/ requirements/", "COPY requirements/dev.txt requirements/")
    assert reasons(not_copied, files) == (unknown,)


@pytest.mark.parametrize(
    ("started", "instead"),
    [
        ('["npm", "run", "dev"]', '["node", "server.js"]'),
        ("nodemon server.js", '["node", "server.js"]'),
        ("uvicorn app:app --reload --port 80", '["uvicorn", "app:app", "--port", "80"]'),
        ('["fastapi", "dev", "app.py"]', '["fastapi", "run", "app.py"]'),
    ],
)
def test_what_is_started(started: str, instead: str) -> None:
    text = f"FROM node:24\n{NODE}".replace('["node", "server.js"]', started)
    assert f"CMD {instead}\n" in production(text, package({"start": "node server.js"}))


def test_only_what_is_started_differs() -> None:
    text = 'FROM python:3.14\nRUN pip install uvicorn\nENTRYPOINT [ "uvicorn", "app:app", "--reload" ]\n'
    assert split(text) == (
        "FROM python:3.14 AS base\nRUN pip install uvicorn\n\nFROM base AS development\n"
        'ENTRYPOINT [ "uvicorn", "app:app", "--reload" ]\n\n'
        'FROM base AS production\nENTRYPOINT ["uvicorn", "app:app"]\n'
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            f"FROM a AS base\nRUN b\nFROM node:24\n{NODE}",
            "a stage is called `base` already",
        ),
        (f"FROM node:24 AS development\n{NODE}", "a stage is called `development` already"),
        (f"FROM node:24 AS local-app\n{NODE}", "the stage `local-app` is named for development"),
        (
            "FROM node:24\nRUN npm ci\n",
            "the stage does not say what it starts, so what runs in production is not known",
        ),
        (
            'FROM node:24\nRUN npm ci\nRUN npm run build\nCMD ["node", "x.js"]\n',
            "`npm` may need the development dependencies; convert to a multi-stage build instead",
        ),
        (
            'FROM node:24\nRUN npm ci && ./build\nCMD ["node", "x.js"]\n',
            "`build` may need the development dependencies; convert to a multi-stage build instead",
        ),
        (
            'FROM node:24\nRUN cd a && npm ci\nRUN cd b && npm ci\nCMD ["node", "x.js"]\n',
            "dependencies are installed by more than one command",
        ),
        (f"FROM node:24\n{NODE}ONBUILD RUN x\n", "its ONBUILD makes it a base for other builds"),
        (
            'FROM node:24\nRUN yarn\nCMD ["node", "x.js"]\n',
            "whether it is Yarn 1, whose install can leave development dependencies out, is not known",
        ),
        (
            'FROM php:8\nRUN composer install\nCMD ["x"]\n',
            "how `composer` leaves development dependencies out is not known here",
        ),
        (
            'FROM a\nRUN uv sync\nCMD ["uv", "run", "x"]\n',
            "`uv run` installs development dependencies when the container starts",
        ),
        ('FROM a\nCMD ["flask", "run"]\n', "what runs in production in place of `flask run` is not known"),
        ('FROM a\nCMD ["npm", "run", "dev"]\n', "what runs in production in place of `npm run dev` is not known"),
        (f"FROM node:24\n{NODE}".replace('["node", "server.js"]', "npm start"), "what `npm start` runs is not known"),
        (
            'FROM node:24\nRUN ["npm", "ci"]\nCMD ["node", "x.js"]\n',
            "the command that installs dependencies is not in shell form",
        ),
    ],
)
def test_why_not(text: str, reason: str) -> None:
    assert split(text) is None
    assert reasons(text) == (reason,)


def test_the_manifest_is_asked() -> None:
    text = f"FROM node:24\n{NODE}"
    assert reasons(text, package({}, development=())) == ("`package.json` lists no development dependencies",)
    started = text.replace('["node", "server.js"]', "npm start")
    assert reasons(started, package({"start": "nodemon x"}, development=("nodemon",))) == (
        "`nodemon x` is started, which is one of the development dependencies",
    )
    assert "CMD npm start\n" in production(started, package({"start": "node x"}))
    watching = text.replace('["node", "server.js"]', "npm run dev")
    assert reasons(watching, package({"start": "node --watch x"})) == (
        "what runs in production in place of `npm run dev` is not known",
    )


@pytest.mark.parametrize(
    "text",
    [
        'FROM node:24\nRUN npm ci --omit=dev\nCMD ["node", "x.js"]\n',
        'FROM node:24\nENV NODE_ENV=production\nRUN npm ci\nCMD ["node", "x.js"]\n',
        'FROM node:24\nONBUILD RUN npm ci\nCMD ["node", "x.js"]\n',
        'FROM node:24 AS build\nRUN npm ci\nFROM node:24\nCOPY --from=build /x /x\nCMD ["node", "x.js"]\n',
        'FROM python:3.14\nRUN pip install -r requirements-latest.txt\nCMD ["x"]\n',
    ],
)
def test_where_nothing_is_made_for_development(text: str) -> None:
    assert split(text) is None
    assert reasons(text) == ()


def test_a_person_has_to_look() -> None:
    (fix,) = offer(snapshot(f"FROM node:24\n{NODE}").analysis, 0)
    assert fix.safety is Safety.UNSAFE
    assert fix.reason is not None
