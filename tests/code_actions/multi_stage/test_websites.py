"""Sites of plain files: built in the first stage, served by nginx in the last, or refused with the reason."""

from __future__ import annotations

import json

import pytest

from dockwright.code_actions.multi_stage.convert import Conversion

from .converting import converted, found, reasons

VITE = """\
# The shop.
FROM node:24
LABEL org.opencontainers.image.title=shop
WORKDIR /app
ENV VITE_API=https://api.example.org
COPY package*.json ./
RUN npm install
COPY . .
USER node
# Where it is found.
EXPOSE 5173
CMD ["npm", "run", "dev", "--", "--host"]
"""
SCRIPTS = {"dev": "vite", "build": "vite build", "preview": "vite preview"}


def site(settings: str = "export default {}", **more: object) -> dict[str, str | int]:
    package = {"scripts": SCRIPTS, "dependencies": {"vue": "3"}, "devDependencies": {"vite": "^5.0.0"}, **more}
    return {"package.json": json.dumps(package), "vite.config.ts": settings, "index.html": 1, "src/main.ts": 1}


def test_development_server_becomes_built_files_and_nginx() -> None:
    assert (
        converted(VITE, site())
        == """\
# The shop.
FROM node:24 AS build
WORKDIR /app
ENV VITE_API=https://api.example.org
COPY package*.json ./
RUN npm install
COPY . .
RUN npm run build

FROM nginxinc/nginx-unprivileged:stable-alpine-slim
LABEL org.opencontainers.image.title=shop
COPY <<'EOF' /etc/nginx/conf.d/default.conf
server {
    listen 5173;
    root /usr/share/nginx/html;
    location / {
        try_files $uri $uri/ /index.html;
    }
}
EOF
COPY --from=build /app/dist /usr/share/nginx/html
# Where it is found.
EXPOSE 5173
"""
    )


def test_what_is_gone_and_what_is_new_is_told() -> None:
    conversion = found(VITE, site())
    assert isinstance(conversion, Conversion)
    assert [gone.text for gone in conversion.plan.left_out] == [
        "USER node\n",
        'CMD ["npm", "run", "dev", "--", "--host"]\n',
    ]
    assert "nginx listens on port 5173, as `vite --host` did" in conversion.plan.notes


@pytest.mark.parametrize(
    ("command", "settings", "exposed", "port"),
    [
        ("npm run dev -- --port 3000", "", "5173", 3000),
        ("npm run dev", "server: { host: true, port: 8000 }", "5173", 8000),
        ("npm run dev", "", "80", 80),
        ("npm run dev", "", None, 5173),
        ("npm run preview", "server: { port: 8000 }", "4173", 4173),
        ("npx vite preview --port=9000", "", None, 9000),
    ],
)
def test_port_is_the_one_that_the_server_had(command: str, settings: str, exposed: str | None, port: int) -> None:
    text = VITE.replace("CMD", f"CMD {command}\n#").replace("EXPOSE 5173\n", f"EXPOSE {exposed}\n" if exposed else "")
    result = converted(text, site(f"export default {{ {settings} }}"))
    assert f"    listen {port};\n" in result
    assert f"EXPOSE {port}\n" in result


def test_port_that_nobody_says_is_asked_for() -> None:
    text = VITE.replace("EXPOSE 5173\n", "")
    assert "which port `vite --host` listens on" in reasons(text, site("export default { server: { port: PORT } }"))[0]
    old = site(devDependencies={"vite": "^2.9.0"})
    assert "which port" in reasons(text, old)[0]
    assert "which port" in reasons(VITE.replace("EXPOSE 5173", "EXPOSE 3000 9229"), site())[0]


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ("server: { proxy: { '/api': 'http://api' } }", "line 1: the development server sends requests on"),
        ("server: { https: true }", "serves with TLS"),
        ("base: '/shop/'", "is not made for the path `/` but for '/shop/'"),
        ("root: 'client'", "sources lie in another folder"),
        ("plugins: [{ configureServer(server) {} }]", "answers by itself"),
        ("build: { outDir: folder }", "whether the build puts the site in `dist`"),
    ],
)
def test_more_than_files_is_refused(settings: str, reason: str) -> None:
    assert reason in reasons(VITE, site(f"export default {{ {settings} }}"))[0]


@pytest.mark.parametrize(
    "settings", ["server: { https: false }", "base: '/'", "// proxy\n", "define: { api: 'https://example.org' }"]
)
def test_harmless_settings_are_not_taken_for_more(settings: str) -> None:
    assert "FROM nginxinc/" in converted(VITE, site(f"export default {{ {settings} }}"))


def test_settings_that_were_not_read_are_a_reason() -> None:
    assert "`vite.config.ts` was not read" in reasons(VITE, {**site(), "vite.config.ts": 400})[0]
    assert "`.env.development` is read" in reasons(VITE, {**site(), ".env.development": 10})[0]
    both: dict[str, str | int] = {**site(), ".env.development": 10, ".env.production": 10}
    assert "FROM nginxinc/" in converted(VITE, both)
    assert "told `--mode`" in reasons(VITE.replace('"--host"', '"--mode", "staging"'), site())[0]


def test_folder_that_a_server_is_given_is_copied() -> None:
    text = VITE.replace("USER node", "RUN npm run build\nRUN npm install -g serve").replace(
        '"npm", "run", "dev", "--", "--host"', '"serve", "-s", "dist", "-l", "5173"'
    )
    result = converted(text, site("export default { server: { proxy: {} } }"))
    assert "npm install -g serve" not in result
    assert result.count("RUN npm run build\n") == 1
    assert "COPY --from=build /app/dist /usr/share/nginx/html\n" in result
    assert "try_files $uri $uri/ /index.html;" in result
    assert "try_files $uri $uri.html $uri/ =404;" in converted(text.replace('"-s", ', ""), site())
    # Told more than that, it goes on serving.
    assert "FROM node:24-slim" in converted(text, {**site(), "public/serve.json": 1})
    assert "FROM node:24-slim" in converted(text.replace('"-l"', '"--ssl-cert", "a", "-l"'), site())


def test_create_react_app_is_asked_for_its_own_settings() -> None:
    text = VITE.replace('"run", "dev", "--", "--host"', '"start"').replace("EXPOSE 5173\n", "")
    scripts = {"start": "PORT=4000 react-scripts start", "build": "react-scripts build"}
    package = {"scripts": scripts, "dependencies": {"react": "18", "react-scripts": "5.0.1"}}

    def files(**more: object) -> dict[str, str | int]:
        return {"package.json": json.dumps({**package, **more}), "src/index.js": 1}

    result = converted(text, files())
    assert "COPY --from=build /app/build /usr/share/nginx/html\n" in result
    assert "listen 4000;" in result
    assert "(`proxy`)" in reasons(text, files(proxy="http://api:4000"))[0]
    assert "path `/shop`" in reasons(text, files(homepage="https://example.org/shop"))[0]
    assert "setupProxy" in reasons(text, {**files(), "src/setupProxy.js": 1})[0]


def test_health_check_has_what_it_calls() -> None:
    checked = VITE.replace("EXPOSE", "HEALTHCHECK CMD {} http://localhost:5173\nEXPOSE")
    assert "HEALTHCHECK CMD wget http://127.0.0.1:5173\n" in converted(checked.format("wget"), site())
    assert "# CHECK: " not in converted(checked.format("wget -q --spider"), site())
    for asks in ("curl", "wget --no-verbose --tries=1 --spider"):
        assert "# CHECK: the image of nginx has the wget of BusyBox" in converted(checked.format(asks), site())
    assert "calls `node`" in reasons(checked.format("node"), site())[0]


def test_frontend_without_heredocs_is_a_reason() -> None:
    assert "# syntax=docker/dockerfile:1\n" in converted(f"# syntax=docker/dockerfile:1\n{VITE}", site())
    assert "take a heredoc" in reasons(f"# syntax=docker/dockerfile:1.2\n{VITE}", site())[0]


def test_line_ends_stay_in_the_settings_of_nginx() -> None:
    assert converted(VITE.replace("\n", "\r\n"), site()) == converted(VITE, site()).replace("\n", "\r\n")


def test_user_that_may_not_write_does_not_build() -> None:
    result = converted(VITE.replace("COPY . .\nUSER node", "USER node\nCOPY . ."), site())
    assert "USER node\nCOPY . .\nUSER root\nRUN npm run build\n" in result


def test_server_of_its_own_is_left_to_the_recipe_for_programs() -> None:
    scripts = {**SCRIPTS, "start": "node server.js"}
    text = VITE.replace('"run", "dev", "--", "--host"', '"start"')
    assert "FROM node:24-slim" in converted(text, {**site(scripts=scripts), "server.js": 1})
