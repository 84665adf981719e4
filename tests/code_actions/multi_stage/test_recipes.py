"""The recipes on small files: what goes where, what is kept to the letter, and what is refused."""

from __future__ import annotations

import json

import pytest

from dockwright.code_actions.edits import apply, resolve
from dockwright.code_actions.multi_stage.convert import Conversion, edits_of
from dockwright.code_actions.transformation import all_transformations
from dockwright.diagnostics.rule import CacheStrategy
from dockwright.syntax.tree import parse

from .converting import converted, found, read_file, reasons, surroundings

GO_FILES: dict[str, str | int] = {
    "go.mod": "module example.org/hello\n\ngo 1.22\n",
    "go.sum": "",
    "main.go": 1,
    "templates/index.html": 1,
}
GO = """\
# Builds the service.
FROM golang:1.22
LABEL org.opencontainers.image.title=hello
ENV GIN_MODE=release GOPROXY=direct
WORKDIR /src
COPY . .
RUN go build -o /usr/local/bin/hello .
EXPOSE 8080
# Started by everybody.
CMD hello --port 8080
"""


def test_go_without_c_becomes_scratch() -> None:
    assert (
        converted(GO, GO_FILES)
        == """\
# Builds the service.
FROM golang:1.22 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ENV CGO_ENABLED=0
RUN go build -o /usr/local/bin/hello .

FROM scratch
LABEL org.opencontainers.image.title=hello
ENV GIN_MODE=release GOPROXY=direct
WORKDIR /src
COPY --from=build /usr/local/bin/hello /usr/local/bin/hello
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /src/templates/ /src/templates/
EXPOSE 8080
USER 65532:65532
# Started by everybody.
CMD ["hello", "--port", "8080"]
"""
    )


def test_line_ends_and_a_missing_last_one_stay() -> None:
    windows = GO.replace("\n", "\r\n").removesuffix("\r\n")
    expected = converted(GO, GO_FILES).replace("\n", "\r\n").removesuffix("\r\n")
    assert converted(windows, GO_FILES) == expected


def test_go_with_c_keeps_its_distribution() -> None:
    files: dict[str, str | int] = {
        **GO_FILES,
        "go.mod": "module example.org/hello\nrequire github.com/mattn/go-sqlite3 v1.14.0\n",
    }
    text = converted(GO, files)
    assert "CGO_ENABLED" not in text
    assert "FROM debian:trixie-slim" in text


def test_go_in_an_unknown_context_leaves_a_marked_line() -> None:
    text = converted(GO, None)
    assert text.count("# CHECK: ") == 1
    assert "FROM scratch" not in text


def test_go_started_by_something_else_is_refused() -> None:
    assert reasons(GO.replace("CMD hello --port 8080", 'ENTRYPOINT ["/entrypoint.sh"]'), GO_FILES) == (
        "the container starts `/entrypoint.sh`, which is not what `go build` makes",
    )


def test_go_mounts_caches_where_the_project_does() -> None:
    text = converted(GO, GO_FILES, CacheStrategy.MOUNT)
    assert "--mount=type=cache,target=/root/.cache/go-build" in text


def test_go_wants_packages_that_run() -> None:
    text = GO.replace("COPY . .", "RUN apt-get update && apt-get install -y ffmpeg git\nCOPY . .")
    assert "whether the program needs ffmpeg is not known" in reasons(text, GO_FILES)[0]


PYTHON = """\
FROM python:3.14
WORKDIR /app
RUN apt-get update && apt-get install -y --no-install-recommends \\
        build-essential \\
        libpq-dev \\
        tini \\
    && rm -rf /var/lib/apt/lists/*
COPY . .
RUN pip install -r requirements.txt
RUN python manage.py collectstatic
EXPOSE 8000
ENTRYPOINT ["tini", "--"]
CMD ["gunicorn", "app:app"]
"""


def test_python_gets_a_virtual_environment() -> None:
    text = converted(PYTHON, {"requirements.txt": "flask\npsycopg2\n", "app.py": 1})
    build, _, runtime = text.partition("\n\n")
    assert "COPY requirements.txt ./\n" in build
    assert "RUN python -m venv /opt/venv\n" in build
    assert "build-essential" in build
    assert runtime.startswith("FROM python:3.14-slim\n")
    assert "build-essential" not in runtime
    assert "        libpq5 \\\n        tini \\\n" in runtime
    assert runtime.count("libpq5") == 1
    assert 'COPY --from=build /opt/venv /opt/venv\nENV PATH="/opt/venv/bin:$PATH"\n' in runtime
    assert runtime.index("/opt/venv") < runtime.index("COPY . .") < runtime.index("collectstatic")


def test_python_library_of_a_package_is_installed() -> None:
    text = 'FROM python:3.14\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["python", "a.py"]\n'
    assert "libpq5" in converted(text, {"requirements.txt": "psycopg2==2.9\n"})
    assert "libpq5" not in converted(text, {"requirements.txt": "psycopg2-binary==2.9\n"})


def test_unknown_headers_leave_one_marked_line() -> None:
    text = PYTHON.replace("libpq-dev", "libweird-dev")
    marked = [line for line in converted(text, {"requirements.txt": "flask\n"}).splitlines() if "CHECK" in line]
    assert marked == [
        "# CHECK: if the program loads a library of libweird-dev, install the package with that library here"
    ]


def test_python_with_nothing_to_leave_behind_is_refused() -> None:
    text = 'FROM python:3.14-slim\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["python", "a.py"]\n'
    assert "nothing to leave behind" in reasons(text, {"requirements.txt": "flask\n"})[0]


PACKAGE = {"name": "x", "scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}
NODE = """\
FROM node:24
WORKDIR /app
COPY package*.json ./
RUN npm install
COPY . .
EXPOSE 3000
CMD ["npm", "start"]
"""


def node_files(**more: object) -> dict[str, str | int]:
    return {"package.json": json.dumps({**PACKAGE, **more}), "package-lock.json": "{}", "server.js": 1}


def test_node_installs_what_runs() -> None:
    assert (
        converted(NODE, node_files(devDependencies={"jest": "29"}))
        == """\
FROM node:24 AS build
WORKDIR /app
COPY package*.json ./
RUN npm ci --omit=dev

FROM node:24-slim
WORKDIR /app
COPY --from=build /app/node_modules /app/node_modules
COPY . .
EXPOSE 3000
USER node
CMD ["npm", "start"]
"""
    )


BUILT = NODE.replace("EXPOSE", "RUN npm run build\nEXPOSE").replace('"npm", "start"', '"node", "dist/main.js"')


def test_node_builds_beside_what_production_needs() -> None:
    result = converted(BUILT, node_files(devDependencies={"typescript": "5"}))
    assert result == (
        "FROM node:24 AS dependencies\n"
        "WORKDIR /app\n"
        "COPY package*.json ./\n"
        "RUN npm ci --omit=dev\n\n"
        "FROM dependencies AS build\n"
        "RUN npm install\n"
        "COPY . .\n"
        "RUN npm run build\n"
        "RUN rm -rf node_modules\n\n"
        "FROM node:24-slim\n"
        "WORKDIR /app\n"
        "COPY --from=dependencies /app/node_modules /app/node_modules\n"
        "COPY --from=build /app /app\n"
        "EXPOSE 3000\n"
        "USER node\n"
        'CMD ["node", "dist/main.js"]\n'
    )


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (BUILT, {"devDependencies": {"typescript": "5"}, "scripts": {"postinstall": "node x.js"}}),
        (BUILT, {"devDependencies": {"prisma": "5"}, "dependencies": {"@prisma/client": "5"}}),
        (BUILT, {"devDependencies": {"husky": "9"}, "scripts": {"prepare": "husky"}}),
        (BUILT.replace("RUN npm install", "RUN npm install && npm ls"), {"devDependencies": {"typescript": "5"}}),
        (BUILT.replace("RUN npm install", "COPY tools tools\nRUN npm install"), {"devDependencies": {"husky": "9"}}),
    ],
)
def test_node_prunes_where_packages_are_not_the_same_apart(text: str, changes: dict[str, object]) -> None:
    result = converted(text, node_files(**changes))
    assert "RUN npm run build\nRUN npm prune --omit=dev --ignore-scripts\n" in result
    assert "COPY --from=build /app /app\n" in result.partition("FROM node:24-slim")[2]
    assert "COPY . ." not in result.partition("FROM node:24-slim")[2]


def test_node_keeps_line_ends_and_owners_in_its_third_stage() -> None:
    text = BUILT.replace("WORKDIR /app\n", "WORKDIR /app\nRUN chown node /app\nUSER node\n")
    result = converted(text.replace("\n", "\r\n"), node_files(devDependencies={"typescript": "5"}))
    copied = "COPY --from=dependencies --chown=node:node /app/node_modules /app/node_modules\r\n"
    assert copied in result
    assert result.count("\n") == result.count("\r\n")


def test_node_scripts_of_the_install_are_given_what_they_need() -> None:
    scripts = {"start": "node server.js", "prepare": "husky"}
    result = converted(NODE, node_files(devDependencies={"husky": "9"}, scripts=scripts))
    assert "RUN npm install\nRUN npm prune --omit=dev --ignore-scripts\n" in result


def test_python_keeps_the_environment_of_the_file() -> None:
    text = (
        "FROM python:3.14\nENV VIRTUAL_ENV=/venv\nRUN python -m venv $VIRTUAL_ENV\nENV PATH=/venv/bin:$PATH\n"
        'COPY . .\nRUN pip install -r requirements.txt\nCMD ["python", "a.py"]\n'
    )
    result = converted(text, {"requirements.txt": "flask\n"})
    assert result.count("-m venv") == 1
    assert "COPY --from=build /venv /venv\n" in result.partition("\n\n")[2]
    assert "/opt/venv" not in result


def test_python_requirements_that_name_other_files_take_all_along() -> None:
    files: dict[str, str | int] = {"requirements.txt": "-r base.txt\n", "base.txt": "flask\n"}
    assert "COPY . .\n" in converted(PYTHON, files).partition("\n\n")[0]
    assert "COPY . .\n" in converted(PYTHON, None).partition("\n\n")[0]


def test_python_of_a_distribution_is_refused() -> None:
    for base in ("debian:13", "node:24"):
        text = (
            f"FROM {base}\nRUN apt-get update && apt-get install -y python3 python3-pip\nCOPY . .\n"
            'RUN pip install -r requirements.txt\nRUN apt-get install -y gcc\nCMD ["python3", "a.py"]\n'
        )
        (reason,) = reasons(text, {"requirements.txt": "a==1\n", "a.py": 1})
        assert reason.startswith("`python` may not be in the image")


def test_python_that_relies_on_where_packages_are_is_refused() -> None:
    by_path = PYTHON.replace('"gunicorn"', '"/usr/local/bin/gunicorn"')
    assert "names the place" in reasons(by_path, {"requirements.txt": "flask\n"})[0]
    as_user = PYTHON.replace("RUN pip", "USER 1000\nRUN pip")
    assert "not root" in reasons(as_user, {"requirements.txt": "flask\n"})[0]
    path = PYTHON.replace("EXPOSE", "ENV PATH=/usr/local/bin:/usr/bin:/bin\nEXPOSE")
    assert "replaces the PATH" in reasons(path, {"requirements.txt": "flask\n"})[0]


def test_user_exists_where_files_are_given_to_it() -> None:
    text = PYTHON.replace("COPY . .", "RUN useradd app\nRUN mkdir -p /data && chown app /data\nCOPY . .")
    result = converted(text, {"requirements.txt": "flask\n"})
    assert result.count("RUN useradd app\n") == 2


def test_program_of_the_health_check_is_installed() -> None:
    check = "HEALTHCHECK CMD curl -f http://localhost:3000/ || exit 1\n"
    assert "ca-certificates curl" in converted(NODE.replace("EXPOSE", f"{check}EXPOSE"), node_files())
    result = converted(GO.replace("EXPOSE", f"{check}EXPOSE"), GO_FILES)
    assert "FROM debian:trixie-slim\n" in result
    assert "--no-install-recommends ca-certificates curl" in result


def test_named_user_of_an_empty_image_is_known_there() -> None:
    text = GO.replace("COPY . .", "RUN useradd --uid 1000 hello\nCOPY . .").replace("EXPOSE", "USER hello\nEXPOSE")
    result = converted(text, GO_FILES)
    assert "COPY --from=build /etc/passwd /etc/passwd\n" in result
    assert "USER hello\n" in result.partition("FROM scratch")[2]


def test_node_tools_that_install_are_there_to_install() -> None:
    text = NODE.replace("COPY package", "RUN npm install -g pnpm\nCOPY package").replace(
        "RUN npm install\n", "RUN pnpm install\n"
    )
    result = converted(text.replace('"npm", "start"', '"pnpm", "start"'), node_files())
    assert result.count("RUN npm install -g pnpm\n") == 2
    result = converted(text.replace('"npm", "start"', '"node", "server.js"'), node_files())
    assert result.count("RUN npm install -g pnpm\n") == 1


def test_node_files_that_a_build_prepares_stay_with_it() -> None:
    text = NODE.replace("EXPOSE", "RUN chmod +x ./run.sh\nRUN npm run build\nEXPOSE")
    result = converted(text, node_files())
    assert "chmod" not in result.partition("FROM node:24-slim")[2]
    outside = NODE.replace("EXPOSE", "RUN cp ./run.sh /etc/run\nRUN npm run build\nEXPOSE")
    assert "line 6" in reasons(outside, node_files())[0]


def test_node_packages_beside_the_project_are_there_to_install() -> None:
    text = NODE.replace("COPY package*.json ./\n", "").replace("RUN npm install\nCOPY . .", "COPY . .\nRUN npm install")
    assert "COPY package*.json .npmrc ./\n" in converted(text, {**node_files(), ".npmrc": 1})
    beside = converted(text, node_files(dependencies={"local": "file:./local"}))
    assert "COPY package*.json" not in beside


def test_later_yarn_keeps_its_packages() -> None:
    text = NODE.replace("npm install", "yarn install --immutable").replace('"npm", "start"', '"node", "server.js"')
    assert "production" not in converted(text, {**node_files(devDependencies={"jest": "1"}), ".yarnrc.yml": ""})


def test_rust_finds_libraries_in_the_lock_file() -> None:
    text = 'FROM rust:1.90\nWORKDIR /src\nCOPY . .\nRUN cargo build --release\nCMD ["./target/release/web"]\n'
    files: dict[str, str | int] = {"Cargo.toml": '[package]\nname = "web"\n', "src/main.rs": 1, "static/a.css": 1}
    lock = '[[package]]\nname = "openssl-sys"\n'
    result = converted(text, {**files, "Cargo.lock": lock}).partition("\n\n")[2]
    assert result.startswith("FROM debian:trixie-slim\n")
    assert "libssl3" in result
    assert "COPY --from=build /src/target/release/web /src/target/release/web\n" in result
    assert "COPY --from=build /src/static/ /src/static/\n" in result
    vendored = lock + '[[package]]\nname = "openssl-src"\n'
    assert "libssl3" not in converted(text, {**files, "Cargo.lock": vendored})
    assert "# CHECK: " in converted(text, files)


def test_rust_with_musl_becomes_scratch() -> None:
    text = (
        "FROM rust:1.90\nWORKDIR /src\nCOPY . .\nRUN cargo build --release --target x86_64-unknown-linux-musl\n"
        'CMD ["/src/target/x86_64-unknown-linux-musl/release/web"]\n'
    )
    files: dict[str, str | int] = {"Cargo.toml": '[package]\nname = "web"\n', "Cargo.lock": "x"}
    assert "FROM scratch\n" in converted(text, files)
    assert "FROM scratch\n" not in converted(text.replace("CMD", "HEALTHCHECK CMD curl localhost\nCMD"), files)


def test_program_started_by_name_is_put_on_the_path() -> None:
    text = 'FROM rust:1.90\nWORKDIR /src\nCOPY . .\nRUN cargo install --path .\nCMD ["web"]\n'
    result = converted(text, {"Cargo.toml": '[package]\nname = "web"\n', "Cargo.lock": "x"})
    assert "COPY --from=build /usr/local/cargo/bin/web /usr/local/bin/web\n" in result


def test_java_runs_without_its_compiler() -> None:
    text = (
        "FROM maven:3.9-eclipse-temurin-21\nWORKDIR /app\nCOPY . .\nRUN mvn -B package\n"
        'ENTRYPOINT ["java", "-jar", "target/app.jar"]\n'
    )
    result = converted(text, {"pom.xml": "<project/>"}).partition("\n\n")[2]
    assert result.startswith("FROM eclipse-temurin:21-jre\n")
    assert "COPY --from=build /app/target/app.jar /app/target/app.jar\n" in result
    assert "where `other.jar` comes from" in reasons(text.replace("target/app.jar", "other.jar"), {})[0]


def test_dotnet_runs_what_was_published() -> None:
    text = (
        "FROM mcr.microsoft.com/dotnet/sdk:10.0\nWORKDIR /src\nCOPY . .\nRUN dotnet publish -c Release -o /app\n"
        'WORKDIR /app\nENTRYPOINT ["dotnet", "Web.dll"]\n'
    )
    result = converted(text, {"Web.csproj": "<Project/>", "appsettings.json": 1}).partition("\n\n")[2]
    assert result.startswith("FROM mcr.microsoft.com/dotnet/aspnet:10.0\n")
    assert "COPY --from=build /app /app\n" in result
    assert "appsettings" not in result


def test_ruby_leaves_compilers_behind() -> None:
    text = 'FROM ruby:3.4\nWORKDIR /app\nCOPY . .\nRUN bundle install\nCMD ["bundle", "exec", "ruby", "app.rb"]\n'
    result = converted(text, {"Gemfile": 'gem "sinatra"\ngem "pg"\n', "Gemfile.lock": "", "app.rb": 1})
    assert "COPY Gemfile* ./\nRUN bundle install\n" in result
    runtime = result.partition("\n\n")[2]
    assert runtime.startswith("FROM ruby:3.4-slim\n")
    assert runtime.index("libpq5") < runtime.index("COPY --from=build /usr/local/bundle") < runtime.index("COPY . .")


def test_program_that_a_build_fetches_is_copied() -> None:
    fetch = "RUN curl -fsSL -o /usr/local/bin/probe https://example.org/probe\n"
    text = converted(GO.replace("COPY . .", f"{fetch}COPY . ."), GO_FILES)
    assert "COPY --from=build /usr/local/bin/probe /usr/local/bin/probe\n" in text


def test_node_development_servers_are_refused() -> None:
    for script in ("nodemon server.js", "vite", "next dev"):
        assert "made for development" in reasons(NODE, node_files(scripts={"start": script}))[0]


def test_file_that_starts_a_script_is_refused() -> None:
    assert "starts a script" in reasons(NODE.replace('"npm", "start"', '"./start.sh"'), node_files())[0]


def test_files_that_no_recipe_is_for() -> None:
    assert reasons('FROM debian:13\nCMD ["bash"]\n', {}) == (
        "nothing is built or installed in it, so there is nothing to leave behind",
    )
    assert reasons('FROM scratch\nCOPY a /\nCMD ["/a"]\n', {})[0].startswith("it begins from `scratch`")
    assert reasons("FROM node:24\nONBUILD RUN npm install\n", {}) == (
        "line 2: ONBUILD makes it a base for other builds",
    )


def test_name_of_the_stage_goes_to_the_last() -> None:
    text = converted(NODE.replace("FROM node:24", "FROM node:24 AS build"), node_files())
    assert text.startswith("FROM node:24 AS builder\n")
    assert "FROM node:24-slim AS build\n" in text
    assert "COPY --from=builder " in text


def test_action_makes_the_same_text_by_edits() -> None:
    (transformation,) = (each for each in all_transformations() if each.id == "multi-stage")
    assert transformation.offer is not None
    for text in (GO, GO.replace("\n", "\r\n")):
        snapshot = read_file(text, surroundings(GO_FILES))
        (fix,) = transformation.offer(snapshot.analysis, snapshot.analysis.program.starts[0])
        edits = resolve(snapshot.tree, fix.edits() or ())
        assert edits is not None
        assert apply(text, edits) == converted(text, GO_FILES)
        assert not list(transformation.offer(snapshot.analysis, snapshot.analysis.program.starts[0] + 1))


def test_edits_may_reach_over_several_items() -> None:
    old, new = "FROM a\n# x\nRUN b\n\nRUN c\n", "FROM z\nRUN c\n# y\n"
    tree = parse(old)
    edits = resolve(tree, edits_of(tree, new))
    assert edits is not None
    assert apply(old, edits) == new


def test_plan_names_what_was_left_out() -> None:
    text = NODE.replace("EXPOSE", "RUN npm install -g nodemon\nEXPOSE")
    conversion = found(text, node_files())
    assert isinstance(conversion, Conversion)
    assert [gone.reason for gone in conversion.plan.left_out] == ["tools that the container does not start"]


def test_node_programs_that_packages_call_are_installed() -> None:
    result = converted(NODE, node_files(dependencies={"express": "4", "@prisma/client": "5"}))
    assert "--no-install-recommends openssl" in result.partition("FROM node:24-slim")[2]
    assert "openssl" not in converted(NODE, node_files())


def test_node_scripts_that_fail_quietly_need_no_sources() -> None:
    scripts = {"start": "node server.js", "prepare": "husky"}
    text = NODE.replace("COPY package*.json ./\n", "").replace("RUN npm install\nCOPY . .", "COPY . .\nRUN npm install")
    result = converted(text, node_files(devDependencies={"husky": "9"}, scripts=scripts))
    assert "COPY package*.json ./\nRUN npm install\nRUN npm prune" in result
    patched = {**node_files(scripts={**scripts, "postinstall": "patch-package"}), "patches/a.patch": 1}
    assert "COPY package*.json" not in converted(text, patched)


def test_libraries_are_those_of_the_release() -> None:
    text = PYTHON.replace("libpq-dev", "libssl-dev libicu-dev").replace("python:3.14", "python:3.14-{}")
    files: dict[str, str | int] = {"requirements.txt": "flask\n"}
    assert "libssl3 libicu72 " in converted(text.format("bookworm"), files)
    assert "libssl3t64 libicu76 " in converted(text.format("trixie"), files)
    unknown = converted(text.format("fictional"), files)
    assert "libssl3 " in unknown
    assert "# CHECK: if the program loads a library of libicu-dev," in unknown


def test_rust_that_links_nothing_needs_no_shell() -> None:
    text = 'FROM rust:1.90-bookworm\nWORKDIR /src\nCOPY . .\nRUN cargo build --release\nCMD ["./target/release/web"]\n'
    files: dict[str, str | int] = {"Cargo.toml": '[package]\nname = "web"\n', "src/main.rs": 1}
    pure = {**files, "Cargo.lock": '[[package]]\nname = "hyper"\n\n[[package]]\nname = "ring"\n'}
    runtime = converted(text, pure).partition("\n\n")[2]
    assert runtime == (
        "FROM gcr.io/distroless/cc-debian12:nonroot\nWORKDIR /src\n"
        'COPY --from=build /src/target/release/web /src/target/release/web\nCMD ["./target/release/web"]\n'
    )
    distribution = "FROM debian:bookworm-slim\n"
    assert distribution in converted(text, {**pure, "Cargo.lock": '[[package]]\nname = "mystery-sys"\n'})
    assert distribution in converted(text, files)
    for line in ("HEALTHCHECK CMD curl localhost\n", "RUN apt-get update && apt-get install -y ffmpeg\n"):
        assert distribution in converted(text.replace("COPY", f"{line}COPY"), pure)


def test_go_takes_time_zones_along_that_its_sources_ask_for() -> None:
    main = 'package main\n\nimport "time"\n\nfunc main() { time.LoadLocation("Europe/Oslo") }\n'
    zones = "COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /zoneinfo.zip\n"
    assert zones in converted(GO, {**GO_FILES, "main.go": main})
    assert zones not in converted(GO, {**GO_FILES, "main.go": main.replace("time.LoadLocation", "println")})


def test_go_installs_the_library_of_a_module_in_c() -> None:
    module = "module example.org/hello\n\nrequire github.com/h2non/bimg/v2 v2.0.0\n"
    text = GO.replace("golang:1.22", "golang:1.25-bookworm")
    runtime = converted(text, {**GO_FILES, "go.mod": module}).partition("\n\n")[2]
    assert runtime.startswith("FROM debian:bookworm-slim\n")
    assert "--no-install-recommends libvips42" in runtime


BUN = (
    NODE.replace("node:24", "oven/bun:1")
    .replace("npm install", "bun install")
    .replace('"npm", "start"', '"bun", "app.ts"')
)


def bun_files(**more: object) -> dict[str, str | int]:
    return {"package.json": json.dumps({**PACKAGE, **more}), "bun.lock": "{}", "app.ts": 1}


def test_bun_installs_what_runs() -> None:
    text = BUN.replace("COPY package*.json ./\n", "").replace("RUN bun install\nCOPY . .", "COPY . .\nRUN bun install")
    build, _, runtime = converted(text, bun_files(devDependencies={"@types/bun": "1"})).partition("\n\n")
    assert build.endswith("COPY package.json bun.lock* ./\nRUN bun install --production")
    assert runtime.startswith("FROM oven/bun:1-slim\n")
    assert "COPY --from=build /app/node_modules /app/node_modules\n" in runtime
    assert runtime.endswith('USER bun\nCMD ["bun", "app.ts"]\n')
    assert "made for development" in reasons(text.replace('"bun", ', '"bun", "--hot", '), bun_files())[0]


def test_program_without_packages_needs_no_stage_for_them() -> None:
    for text in (NODE, NODE.replace("npm install", "npm ci --omit=dev")):
        assert "needs no packages" in reasons(text, node_files(dependencies={}, devDependencies={"jest": "29"}))[0]


def test_bun_installs_for_production_beside_a_build() -> None:
    text = BUN.replace("EXPOSE", "RUN bun run build\nEXPOSE").replace("app.ts", "dist/app.js")
    result = converted(text, bun_files(devDependencies={"typescript": "5"}))
    assert "RUN bun install --production\n\nFROM dependencies AS build\nRUN bun install\n" in result
    assert "RUN bun run build\nRUN rm -rf node_modules\n\nFROM oven/bun:1-slim\n" in result
    scripts = {"postinstall": "bun x.ts"}
    pruned = converted(text, bun_files(devDependencies={"typescript": "5"}, scripts=scripts))
    assert "RUN bun run build\nRUN rm -rf node_modules && bun install --production\n\nFROM oven" in pruned


ELIXIR = """\
FROM elixir:1.18
ENV MIX_ENV=prod
WORKDIR /app
RUN mix local.hex --force && mix local.rebar --force
COPY . .
RUN mix deps.get --only prod
RUN mix release
CMD ["_build/prod/rel/hello/bin/hello", "start"]
"""
MIX = 'defmodule Hello.MixProject do\n  def project, do: [app: :hello, deps: [{:phoenix, "~> 1.7"}]]\nend\n'


def test_elixir_runs_its_release_on_the_bare_distribution() -> None:
    runtime = converted(ELIXIR, {"mix.exs": MIX, "mix.lock": "%{}"}).partition("\n\n")[2]
    assert "MIX_ENV" not in runtime
    assert runtime.startswith(
        "FROM debian:trixie-slim\nWORKDIR /app\nRUN apt-get update \\\n"
        "    && apt-get install -y --no-install-recommends libssl3t64 libncurses6 libstdc++6 ca-certificates \\\n"
        "    && rm -rf /var/lib/apt/lists/*\n"
        "COPY --from=build /app/_build/prod/rel/hello /app/_build/prod/rel/hello\n"
        "ENV LANG=C.UTF-8\nENV RELEASE_TMP=/tmp\n"
    )
    assert "ENV RELEASE_TMP=/tmp\n" not in converted(ELIXIR.replace("prod\n", "prod RELEASE_TMP=/var/tmp\n"), {})


def test_elixir_without_a_release_is_refused() -> None:
    by_mix = ELIXIR.replace('"_build/prod/rel/hello/bin/hello", "start"', '"mix", "phx.server"')
    assert "make a release" in reasons(by_mix, {"mix.exs": MIX})[0]
    elsewhere = ELIXIR.replace("_build/prod/rel/hello", "/opt/hello")
    assert "not what `mix release` makes" in reasons(elsewhere, {"mix.exs": MIX})[0]
    assert "COPY --from=build /opt/hello" in converted(
        elsewhere.replace("release\n", "release --path /opt/hello\n"), {}
    )
