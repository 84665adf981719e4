"""What is particular to a kind of project, on small projects of our own."""

from __future__ import annotations

import json

import pytest

from dockwright.code_actions.multi_stage.convert import Conversion, convert
from dockwright.code_actions.multi_stage.plan import Refusal
from dockwright.code_actions.new_dockerfile.create import ignore_file_beside, new_dockerfile
from dockwright.project.build_context import BuildContext

from ..multi_stage.converting import TODAY, read_file, surroundings

Files = dict[str, str | int]


def made(files: Files) -> Conversion | Refusal:
    """What comes of a project; a file has no default findings, is not converted again, and each line has a reason."""
    context = BuildContext.of_files(files)
    result = new_dockerfile(context, TODAY)
    if isinstance(result, Conversion):
        ignore_file = ignore_file_beside(result.text, context)
        beside = files if ignore_file is None else {**files, ignore_file.path: ignore_file.new_text}
        snapshot = read_file(result.text, surroundings(beside))
        assert not snapshot.findings()
        assert isinstance(convert(snapshot.analysis), Refusal)
        assert all(line.reason for stage in result.plan.stages for line in stage.lines)
    return result


def text_of(files: Files) -> str:
    """The text that comes of a project."""
    result = made(files)
    assert isinstance(result, Conversion), result
    return result.text


def reasons(files: Files) -> tuple[str, ...]:
    """Why nothing comes of a project."""
    result = made(files)
    assert isinstance(result, Refusal), result
    return result.reasons


def node(document: dict[str, object], files: Files) -> Files:
    return {"package.json": json.dumps(document), **files}


def test_next_with_a_server_of_its_own() -> None:
    text = text_of(
        node(
            {"scripts": {"build": "next build", "start": "next start"}, "dependencies": {"next": "15"}},
            {"package-lock.json": "{}", "next.config.js": "module.exports = {output: 'standalone'}", "public/a": 1},
        )
    )
    last = text.rpartition("\nFROM ")[2]
    assert "COPY --from=build /app/.next/standalone ./\n" in last
    assert "COPY --from=build /app/.next/static ./.next/static\n" in last
    assert "HOSTNAME=0.0.0.0" in last
    assert "node_modules" not in last
    assert last.endswith('CMD ["node", "server.js"]\n')


@pytest.mark.parametrize(
    ("lock", "text", "manager", "line"),
    [
        ("pnpm-lock.yaml", "lockfileVersion: '6.0'\n", None, "npm install --global pnpm@8\n"),
        ("pnpm-lock.yaml", "lockfileVersion: '9.0'\n", None, "npm install --global pnpm@10\n"),
        ("pnpm-lock.yaml", "lockfileVersion: '9.0'\n", "pnpm@9.12.0+sha512.abc", "npm install --global pnpm@9.12.0\n"),
        ("yarn.lock", "# yarn lockfile v1\n", None, "npm install --global yarn@1\n"),
        ("yarn.lock", "__metadata:\n  version: 8\n", "yarn@4.5.0", "npm install --global corepack@0 && corepack"),
    ],
)
def test_package_managers_that_the_image_lacks(lock: str, text: str, manager: str | None, line: str) -> None:
    document: dict[str, object] = {"scripts": {"start": "pm2-runtime a.js"}, "dependencies": {"koa": "2"}}
    if manager is not None:
        document["packageManager"] = manager
    found = text_of(node(document, {lock: text, "a.js": 1}))
    assert line in found
    # What starts the container is in every image of Node.
    assert found.endswith('CMD ["npm", "run", "start"]\n')


def test_yarn_that_the_image_has() -> None:
    document: dict[str, object] = {"scripts": {"start": "node a.js"}, "dependencies": {"koa": "2"}}
    found = text_of(node(document, {"yarn.lock": "# yarn lockfile v1\n", "a.js": 1, ".nvmrc": "22\n"}))
    assert "FROM node:22 AS build\nWORKDIR /app\nCOPY package.json yarn.lock ./\n" in found


def test_scripts_of_an_install_need_the_sources() -> None:
    document: dict[str, object] = {
        "scripts": {"start": "node a.js", "postinstall": "node x.js"},
        "dependencies": {"koa": "2"},
    }
    text = text_of(node(document, {"package-lock.json": "{}", "a.js": 1, "x.js": 1}))
    assert "WORKDIR /app\nCOPY . .\nRUN --mount=type=cache,target=/root/.npm \\\n    npm ci --omit=dev\n" in text


def test_parts_of_a_monorepo_are_named() -> None:
    member = node({"scripts": {"start": "node a.js"}, "dependencies": {"b": "workspace:*"}}, {"a.js": 1})
    assert reasons(member) == (
        "it is part of a monorepo, and how one part is built is not known",
        "b lies in the same repository",
    )
    root = node({"workspaces": ["packages/*"]}, {"packages/a/package.json": "{}"})
    (why,) = reasons(root)
    assert why.startswith("`package.json`: it is the root of a workspace, of packages/a; name the one to build, as in")


def test_packages_are_pruned_where_building_writes_into_them() -> None:
    scripts = {"build": "prisma generate && tsc", "start": "node dist/a.js"}
    document: dict[str, object] = {"scripts": scripts, "dependencies": {"@prisma/client": "5"}}
    text = text_of(node(document, {"package-lock.json": "{}", "src/a.ts": 1}))
    assert "npm prune --omit=dev\n" in text
    assert "COPY --from=build /app/node_modules ./node_modules\n" in text


def test_bun_with_a_build() -> None:
    scripts = {"build": "bun build a.ts --outdir dist", "start": "bun dist/a.js"}
    document: dict[str, object] = {"scripts": scripts, "dependencies": {"hono": "4"}, "devDependencies": {"tsx": "4"}}
    text = text_of(node(document, {"bun.lock": "{}", "a.ts": 1}))
    dependencies, build, last = text.split("\nFROM ")[1:]
    assert dependencies.endswith("    bun install --frozen-lockfile --production\n")
    assert "    bun install --frozen-lockfile\n" in build
    assert last.startswith("oven/bun:1-slim\n")
    assert "COPY --from=dependencies /app/node_modules ./node_modules\n" in last
    assert last.endswith('USER bun\nCMD ["bun", "dist/a.js"]\n')


def test_deno_is_one_stage() -> None:
    text = text_of({"deno.json": '{"tasks": {"start": "deno run -A main.ts"}}', "main.ts": "Deno.serve({port: 8000})"})
    assert text.count("FROM ") == 1
    assert text.endswith('EXPOSE 8000\nUSER deno\nCMD ["deno", "run", "-A", "main.ts"]\n')


def test_django_has_files_to_collect() -> None:
    files: Files = {
        "pyproject.toml": "[project]\nname='p'\nrequires-python='==3.12.*'\ndependencies=['django', 'psycopg2']\n",
        "uv.lock": "version = 1\n",
        "manage.py": "1",
        "p/wsgi.py": "1",
    }
    text = text_of(files)
    assert "FROM ghcr.io/astral-sh/uv:python3.12-trixie AS build\n" in text
    assert "\nFROM python:3.12-slim\n" in text
    assert "apt-get install -y --no-install-recommends libpq5 " in text
    assert "# CHECK: whether `python manage.py collectstatic --noinput` has to run here\n" in text


def test_packages_have_the_names_of_the_release() -> None:
    files: Files = {
        "requirements.txt": "flask\npsycopg2\npython-ldap\n",
        "app.py": "from flask import Flask\napp = Flask(__name__)\n",
    }
    first, _, last = text_of(files).rpartition("\nFROM ")
    # Headers of PostgreSQL are in the full image.
    assert "apt-get install -y --no-install-recommends libldap2-dev libsasl2-dev \\\n" in first
    assert last.startswith("python:3.14-slim\n")
    assert "apt-get install -y --no-install-recommends libpq5 libldap2 libsasl2-2 \\\n" in last


def test_poetry_is_the_one_that_wrote_the_lock_file() -> None:
    files: Files = {
        "pyproject.toml": "[tool.poetry]\nname='p'\n[tool.poetry.dependencies]\npython='^3.11'\nflask='*'\n",
        "poetry.lock": "# This file is automatically @generated by Poetry 1.8.3 and should not be changed by hand.\n",
        "app.py": "from flask import Flask\napp = Flask(__name__)\n",
    }
    assert "pip install poetry==1.8.3\n" in text_of(files)


def test_a_platform_says_where_to_listen() -> None:
    files: Files = {"requirements.txt": "flask\ngunicorn\n", "Procfile": "web: gunicorn w:app\n", "w.py": "1"}
    text = text_of(files)
    assert "    PORT=8000\n" in text
    assert text.endswith('EXPOSE 8000\nUSER 10001\nCMD ["gunicorn", "w:app"]\n')


def test_conda_is_refused() -> None:
    files: Files = {"environment.yml": "dependencies:\n- flask\n", "app.py": "import flask\napp = flask.Flask('a')\n"}
    assert "conda" in reasons(files)[0]


def test_go_without_c_is_alone() -> None:
    files: Files = {"go.mod": "module a.org/x\n\ngo 1.24\n", "go.sum": "", "main.go": "package main\nfunc main() {}\n"}
    result = made({**files, "templates/a.html": 1})
    assert isinstance(result, Conversion)
    assert "\nFROM scratch\n" in result.text
    assert "ENV CGO_ENABLED=0\n" in result.text
    assert "COPY --from=build /app/templates ./templates\n" in result.text
    assert result.text.endswith('USER 65532:65532\nCMD ["./x"]\n')
    assert "the last stage has no shell and no `/tmp`" in result.plan.notes


def test_go_with_several_commands_is_not_guessed() -> None:
    files: Files = {"go.mod": "module a.org/x\n\ngo 1.24\n", "cmd/a/main.go": "package main\n", "cmd/b/main.go": 1}
    assert reasons(files) == ("which of the programs in `cmd` is shipped is not known: a, b",)


def test_dotnet_in_a_folder() -> None:
    project = '<Project Sdk="Microsoft.NET.Sdk{}"><PropertyGroup><TargetFramework>net10.0</TargetFramework>{}</Project>'
    other = '</PropertyGroup><ItemGroup><ProjectReference Include="..\\Core\\Core.csproj" /></ItemGroup>'
    files: Files = {
        "src/Api/Api.csproj": project.format(".Web", other),
        "src/Core/Core.csproj": project.format("", "</PropertyGroup>"),
        "src/Api/Program.cs": 1,
    }
    text = text_of(files)
    assert "WORKDIR /app/src/Api\nCOPY src/Api/Api.csproj ./\nCOPY src/Core/Core.csproj ../Core/\n" in text
    assert "COPY . /app\n" in text
    assert "FROM mcr.microsoft.com/dotnet/aspnet:10.0\n" in text
    assert "COPY --from=build /app/src/Api/out ./out\n" in text
    worker = text_of({"W.csproj": project.format(".Worker", "</PropertyGroup>"), "Program.cs": 1})
    assert "FROM mcr.microsoft.com/dotnet/runtime:10.0\n" in worker


@pytest.mark.parametrize(
    ("crate", "image"),
    [
        ("serde", "gcr.io/distroless/cc-debian13:nonroot"),
        ("ring", "gcr.io/distroless/cc-debian13:nonroot"),
        ("openssl-sys", "debian:trixie-slim"),
    ],
)
def test_rust_that_links_nothing_needs_no_distribution(crate: str, image: str) -> None:
    files: Files = {
        "Cargo.toml": "[package]\nname = 'api'\nversion = '0.1.0'\n",
        "Cargo.lock": f'version = 3\n\n[[package]]\nname = "{crate}"\nversion = "1.0.0"\n',
        "src/main.rs": "fn main() {}\n",
    }
    last = text_of(files).rpartition("\nFROM ")[2]
    assert last.startswith(f"{image}\n")
    assert "USER root" not in last
    assert ("ca-certificates.crt" in last) is image.startswith("debian")


def test_rust_in_a_workspace() -> None:
    files: Files = {
        "Cargo.toml": "[workspace]\nmembers = ['crates/*']\n",
        "Cargo.lock": "",
        "crates/api/Cargo.toml": "[package]\nname = 'api'\nversion = '0.1.0'\n[dependencies.base]\npath = '../base'\n",
        "crates/api/src/main.rs": "fn main() {}\n",
        "crates/base/Cargo.toml": "[package]\nname = 'base'\nversion = '0.1.0'\n",
        "crates/base/src/lib.rs": 1,
    }
    result = new_dockerfile(BuildContext.of_files(files), TODAY, "crates/api")
    assert isinstance(result, Conversion), result
    assert "WORKDIR /app/crates/api\nCOPY . /app\n" in result.text
    assert "--mount=type=cache,target=/app/target \\\n" in result.text
    assert "&& install -D ../../target/release/api /out/api\n" in result.text
    assert "COPY --from=build /out/api ./\n" in result.text


@pytest.mark.parametrize(
    "files",
    [
        {
            "go.mod": "module a.org/x\n\ngo 1.24\n\nreplace a.org/b => ../b\n",
            "main.go": "package main\nfunc main() {}\n",
        },
        {
            "Cargo.toml": "[package]\nname = 'api'\nversion = '1'\n[dependencies.base]\npath = '../base'\n",
            "src/main.rs": "fn main() {}\n",
        },
        {
            "A.csproj": "<Project Sdk='Microsoft.NET.Sdk.Web'><PropertyGroup><TargetFramework>net10.0</TargetFramework>"
            "</PropertyGroup><ItemGroup><ProjectReference Include='../B/B.csproj' /></ItemGroup></Project>",
            "Program.cs": 1,
        },
    ],
    ids=["go", "rust", "dotnet"],
)
def test_what_lies_beside_the_context_cannot_be_built(files: Files) -> None:
    name = next(iter(files))
    assert reasons(files) == (f"`{name}` reads a folder above, which is no part of the build context",)


def test_java_keeps_its_version() -> None:
    pom = (
        "<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><artifactId>shop</artifactId>"
        "<version>1.0</version><parent><groupId>org.springframework.boot</groupId>"
        "<artifactId>spring-boot-starter-parent</artifactId><version>3.3.0</version></parent>"
        "<properties><java.version>21</java.version></properties><build><plugins><plugin>"
        "<groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId>"
        "</plugin></plugins></build></project>"
    )
    text = text_of({"pom.xml": pom})
    assert "FROM maven:3-eclipse-temurin-21 AS build\n" in text
    assert "FROM eclipse-temurin:21-jre\n" in text
    assert "COPY --from=build /app/target/shop-1.0.jar ./app.jar\n" in text
    assert text.endswith('CMD ["java", "-jar", "app.jar"]\n')


@pytest.mark.parametrize(("asked", "image"), [("1.7", "8"), ("1.8", "8"), ("9", "11"), ("17", "17"), ("22", "25")])
def test_java_that_has_no_image_gets_the_next(asked: str, image: str) -> None:
    build = f"plugins {{ id 'application' }}\njava {{ sourceCompatibility = '{asked}' }}\n"
    files: Files = {"build.gradle": build, "settings.gradle": "rootProject.name = 'shop'\n", "gradlew": 1, "gradle/": 0}
    assert f"FROM eclipse-temurin:{image}-jdk AS build\n" in text_of(files)


def test_a_release_that_nobody_has_is_named() -> None:
    files: Files = {"requirements.txt": "flask\n", ".python-version": ">=4\n", "app.py": "app = 1\n"}
    assert reasons(files) == ("no release of Python that has an image is known to fit `>=4`",)
    document: dict[str, object] = {"scripts": {"start": "node a.js"}, "engines": {"node": "18 - 20"}}
    assert reasons(node(document, {"a.js": 1})) == (
        "no release of Node.js that has an image is known to fit `18 - 20`",
    )


def test_names_that_would_be_split_are_refused() -> None:
    (reason,) = reasons({"my shop/index.html": 1, "my shop/Shop.csproj": "<Project Sdk='Microsoft.NET.Sdk.Web'/>"})[:1]
    assert "`my shop/Shop.csproj` has signs in its name" in reason


def test_what_a_manifest_says_of_its_manager_is_no_command() -> None:
    document = {"packageManager": "pnpm@9; id", "scripts": {"start": "node a.js"}, "dependencies": {"koa": "2"}}
    text = text_of(node(dict(document), {"pnpm-lock.yaml": "lockfileVersion: '9.0'\n", "a.js": 1}))
    assert "npm install --global pnpm@9\n" in text


def test_bundler_gets_the_very_version() -> None:
    files: Files = {"Gemfile": "source 'x'\nruby '3.4.1'\ngem 'sinatra'\n", "Gemfile.lock": "", "app.rb": 1}
    text = text_of(files)
    assert "FROM ruby:3.4.1 AS build\n" in text
    assert "\nFROM ruby:3.4.1-slim\n" in text


RAILS: Files = {
    "Gemfile": "source 'x'\ngem 'rails'\ngem 'jsbundling-rails'\ngem 'sprockets-rails'\n",
    "Gemfile.lock": "",
    "config.ru": 1,
    "config/application.rb": 1,
    "app/assets/a.css": 1,
}


def test_node_builds_the_assets_of_rails() -> None:
    package = node({"scripts": {"build": "esbuild a.js"}}, {"yarn.lock": "# yarn lockfile v1\n", ".nvmrc": "22"})
    first, _, last = text_of({**RAILS, **package}).rpartition("\nFROM ")
    assert "COPY --from=node:22-slim /usr/local/bin/node /usr/local/bin/\n" in first
    assert "npm install --global yarn@1\nCOPY package.json yarn.lock ./\n" in first
    assert first.index("yarn run build\n") < first.index("bundle exec rails assets:precompile\n")
    assert "node" not in last
    assert "COPY --from=build /app/public/assets ./public/assets\n" in last


def test_assets_of_which_nothing_is_known_are_marked() -> None:
    text = text_of({**RAILS, **node({"dependencies": {"a": "1"}}, {})})
    assert "# CHECK: something in `.` makes files for this program, and how or where to is not known\n" in text


def composer(*extensions: str, framework: str = "slim/slim") -> Files:
    required = {"php": "^8.2", framework: "*", **{f"ext-{name}": "*" for name in extensions}}
    return {
        "composer.json": json.dumps({"type": "project", "require": required}),
        "composer.lock": "{}",
        "public/index.php": 1,
    }


def test_extensions_of_php_are_made_once() -> None:
    first, _, last = text_of(composer("gd", "pdo_pgsql", "redis", "mbstring")).rpartition("\nFROM ")
    assert "FROM php:8.5-apache AS build\n" in first
    assert "unzip libfreetype-dev libjpeg62-turbo-dev libpng-dev libpq-dev \\\n" in first
    assert 'docker-php-ext-install -j"$(nproc)" gd pdo_pgsql \\\n    && pecl install redis' in first
    assert "libfreetype6 libjpeg62-turbo libpng16-16t64 libpq5 \\\n" in last
    assert "COPY --from=build /usr/local/lib/php/extensions/ /usr/local/lib/php/extensions/\n" in last
    assert "    DocumentRoot /app/public\n" in last
    assert last.endswith('EXPOSE 8080\nUSER www-data\nCMD ["apache2-foreground"]\n')
    assert "# CHECK:" not in first


def test_the_extension_for_a_database_is_asked_for() -> None:
    question = "# CHECK: which extension the database needs"
    text = text_of(composer(framework="laravel/framework"))
    assert question in text
    assert "COPY --from=build /usr/local/etc/php/conf.d/ /usr/local/etc/php/conf.d/\n" in text
    assert question not in text_of(composer("pdo_mysql", framework="laravel/framework"))
    assert question not in text_of(composer())


def test_an_extension_that_is_not_known_is_named() -> None:
    assert reasons(composer("gd", "oci8")) == ("how the extension is installed is not known: oci8",)


def test_assets_of_a_program_in_php_leave_no_packages_behind() -> None:
    package = node({"scripts": {"build": "vite build"}, "devDependencies": {"vite": "6"}}, {"package-lock.json": "{}"})
    text = text_of({**composer("pdo_mysql", framework="laravel/framework"), "artisan": 1, **package})
    assert "RUN npm run build && rm -rf node_modules\n" in text
    assert "COPY --from=build /app .\n" in text


def test_pages_that_lie_ready() -> None:
    text = text_of({"index.html": 1, "a.css": 1})
    assert text.count("FROM ") == 1
    assert "try_files $uri $uri.html $uri/ =404;" in text
    assert text.endswith("COPY . /usr/share/nginx/html\nEXPOSE 8080\n")
    assert reasons({"hugo.toml": "title = 'x'\n", "content/a.md": 1}) == (
        "the site is made by hugo, for which no image is known",
    )


@pytest.mark.parametrize(
    ("framework", "files"), [("vue-cli", "$uri $uri/ /index.html"), ("astro", "$uri $uri.html $uri/ =404")]
)
def test_what_a_site_answers_where_there_is_no_file(framework: str, files: str) -> None:
    package = {"vue-cli": "@vue/cli-service", "astro": "astro"}[framework]
    document: dict[str, object] = {"scripts": {"build": f"{framework} build"}, "dependencies": {package: "5"}}
    text = text_of(node(document, {"package-lock.json": "{}"}))
    assert f"try_files {files};" in text
    assert "COPY --from=build /app/dist /usr/share/nginx/html\n" in text
