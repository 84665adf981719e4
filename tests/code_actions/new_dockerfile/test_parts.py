"""One part of a repository: a member of a workspace of Node, or a module of a build of Maven or Gradle."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from dockwright.code_actions.multi_stage.convert import Conversion, convert
from dockwright.code_actions.multi_stage.plan import Refusal
from dockwright.code_actions.new_dockerfile.create import ignore_file_beside, new_dockerfile
from dockwright.project.build_context import BuildContext

from ..multi_stage.converting import TODAY, read_file, surroundings

Files = Mapping[str, str | int]
API = "packages/api"
LOCKS = {
    "npm": ("package-lock.json", "{}"),
    "yarn": ("yarn.lock", "# yarn lockfile v1\n"),
    "yarn-berry": (".yarnrc.yml", "nodeLinker: node-modules\n"),
    "pnpm": ("pnpm-lock.yaml", "lockfileVersion: '9.0'\n"),
    "bun": ("bun.lock", "{}"),
}


def workspace(manager: str, *, root: Mapping[str, object] | None = None, **changes: object) -> dict[str, str | int]:
    """A program that needs a library which is built, one which is not, and no other member."""
    lock, text = LOCKS[manager]
    scripts = {"build": "tsc", "start": "node dist/server.js"}
    api = {"name": "@m/api", "scripts": scripts, "dependencies": {"@m/lib": "1", "express": "4"}}
    lib = {"name": "@m/lib", "main": "dist/index.js", "scripts": {"build": "tsc"}, "dependencies": {"@m/plain": "1"}}
    documents: dict[str, Mapping[str, object]] = {
        "": {"engines": {"node": "22"}, "workspaces": ["packages/*"], **(root or {})},
        f"{API}/": {**api, **changes},
        "packages/lib/": lib,
        "packages/plain/": {"name": "@m/plain", "main": "index.js"},
        "packages/web/": {"name": "@m/web", "scripts": {"build": "vite build"}, "devDependencies": {"vite": "5"}},
    }
    settings = '{"compilerOptions": {"outDir": "dist"}}'
    files: dict[str, str | int] = {f"{folder}package.json": json.dumps(each) for folder, each in documents.items()}
    files |= {f"{API}/tsconfig.json": settings, "packages/plain/index.js": 1, f"{API}/src/server.ts": 1}
    files["packages/web/index.html"] = 1
    if manager == "yarn-berry":
        files["yarn.lock"] = "__metadata:\n  version: 8\n"
    return {**files, lock: text}


def made(files: Files, folder: str) -> Conversion | Refusal:
    """What comes of a part; a file is read by the builder, and has no findings beside its ignore file."""
    context = BuildContext.of_files(files)
    result = new_dockerfile(context, TODAY, folder)
    if isinstance(result, Conversion):
        dockerfile = pytest.importorskip("dockerfile")
        assert dockerfile.parse_string(result.text)
        ignore_file = ignore_file_beside(result.text, context, folder)
        assert ignore_file is not None
        snapshot = read_file(result.text, surroundings({**files, ignore_file.path: ignore_file.new_text}))
        assert not snapshot.findings()
        assert isinstance(convert(snapshot.analysis), Refusal)
        assert all(line.reason for stage in result.plan.stages for line in stage.lines)
    return result


def text_of(files: Files, folder: str = API) -> str:
    result = made(files, folder)
    assert isinstance(result, Conversion), result
    return result.text


def reasons(files: Files, folder: str = API) -> tuple[str, ...]:
    result = made(files, folder)
    assert isinstance(result, Refusal), result
    return result.reasons


def test_a_member_is_built_from_the_root() -> None:
    assert text_of(workspace("npm")) == (
        "# syntax=docker/dockerfile:1\n\n"
        "FROM node:22 AS dependencies\n"
        "WORKDIR /app\n"
        "COPY package.json package-lock.json ./\n"
        "COPY packages/api/package.json packages/api/\n"
        "COPY packages/lib/package.json packages/lib/\n"
        "COPY packages/plain/package.json packages/plain/\n"
        "COPY packages/web/package.json packages/web/\n"
        "RUN --mount=type=cache,target=/root/.npm \\\n"
        "    npm ci --omit=dev --workspace packages/api\n\n"
        "FROM dependencies AS build\n"
        "RUN --mount=type=cache,target=/root/.npm \\\n"
        "    npm ci\n"
        "COPY . .\n"
        "RUN npm run build --workspace packages/lib\n"
        "RUN npm run build --workspace packages/api\n\n"
        "FROM node:22-slim\n"
        "WORKDIR /app/packages/api\n"
        "ENV NODE_ENV=production\n"
        "COPY --from=dependencies /app /app\n"
        "COPY packages/plain /app/packages/plain\n"
        "COPY --from=build /app/packages/lib/dist /app/packages/lib/dist\n"
        "COPY --from=build /app/packages/api/dist /app/packages/api/dist\n"
        "# CHECK: on which port the program listens, as in EXPOSE 8000\n"
        "USER node\n"
        'CMD ["node", "dist/server.js"]\n'
    )


@pytest.mark.parametrize(
    ("manager", "production", "build"),
    [
        ("yarn", "yarn install --frozen-lockfile --production", "yarn workspace @m/lib run build"),
        ("yarn-berry", "yarn workspaces focus @m/api --production", "yarn workspace @m/lib run build"),
        ("pnpm", "pnpm install --frozen-lockfile --prod --filter @m/api...", "pnpm --filter @m/lib run build"),
        ("bun", "bun install --frozen-lockfile --production", "bun run --filter @m/lib build"),
    ],
)
def test_each_manager_is_told_of_the_member_in_its_own_way(manager: str, production: str, build: str) -> None:
    first, second, last = text_of(workspace(manager)).split("\n\nFROM ")[1:]
    assert f"    {production}" in first
    assert f"RUN {build}\n" in second
    assert "COPY --from=dependencies /app /app\n" in last


def test_without_a_build_the_sources_come_from_the_context() -> None:
    files = workspace("npm", scripts={"start": "node server.js"}, dependencies={"@m/plain": "1"})
    first, last = text_of({**files, f"{API}/server.js": 1}).split("\n\nFROM ")[1:]
    assert "npm ci --omit=dev --workspace packages/api" in first
    assert "COPY . ." not in first
    assert "COPY --from=build /app /app\nCOPY packages/plain /app/packages/plain\n" in last
    assert "COPY packages/api /app/packages/api\n" in last


def test_what_a_library_ships_is_told_by_its_settings() -> None:
    """Without them, all of its folder is taken over."""
    lib = {"name": "@m/lib", "exports": "./out/index.js", "scripts": {"build": "tsc"}}
    files = {**workspace("npm"), "packages/lib/package.json": json.dumps(lib)}
    assert "COPY --from=build /app/packages/lib /app/packages/lib\n" in text_of(files)
    files["packages/lib/tsconfig.json"] = '{"compilerOptions": {"outDir": "out"}}'
    assert "COPY --from=build /app/packages/lib/out /app/packages/lib/out\n" in text_of(files)


def test_a_site_is_served_without_packages() -> None:
    first, last = text_of(workspace("npm"), "packages/web").split("\n\nFROM ")[1:]
    assert "RUN npm run build --workspace packages/web" in first
    assert "packages/lib\n" not in first.partition("COPY . .")[2]
    assert "COPY --from=build /app/packages/web/dist /usr/share/nginx/html\n" in last


def test_packages_are_pruned_where_installing_runs_scripts() -> None:
    text = text_of(workspace("npm", root={"scripts": {"postinstall": "node tools/x.js"}}))
    first, last = text.split("\n\nFROM ")[1:]
    assert "WORKDIR /app\nCOPY . .\nRUN" in first
    assert first.endswith("    npm prune --omit=dev")
    for path in ("node_modules", "package.json", "packages/plain", "packages/lib", API):
        assert f"COPY --from=build /app/{path} /app/{path}\n" in last


def test_a_tool_of_git_does_not_keep_packages_from_being_installed_apart() -> None:
    lock = '{"packages": {"": {}, "node_modules/express": {"version": "4.0.0"}}}'
    husky = {"scripts": {"prepare": "husky"}, "devDependencies": {"husky": "9"}}
    text = text_of({**workspace("npm", root=husky), "package-lock.json": lock})
    assert "npm ci --omit=dev --workspace packages/api --ignore-scripts\n" in text
    # Whether a package of the lock file needs a script is not known here.
    assert "npm prune --omit=dev\n" in text_of(workspace("npm", root=husky))


@pytest.mark.parametrize(
    ("manager", "prune"),
    [
        ("yarn", "yarn install --frozen-lockfile --production --ignore-scripts --prefer-offline"),
        ("yarn-berry", "yarn workspaces focus @m/api --production"),
        ("pnpm", "CI=true pnpm install --frozen-lockfile --prod --filter @m/api... --ignore-scripts"),
    ],
)
def test_each_manager_prunes_in_its_own_way(manager: str, prune: str) -> None:
    husky = {"scripts": {"prepare": "husky"}, "devDependencies": {"husky": "9"}}
    assert text_of(workspace(manager, root=husky)).split("\n\nFROM ")[1].endswith(f"    {prune}")


def test_yarn_without_an_option_to_leave_scripts_out_is_not_told_to() -> None:
    husky = {"scripts": {"prepare": "husky"}, "devDependencies": {"husky": "9"}}
    assert "--ignore-scripts" not in text_of(workspace("yarn-berry", root=husky, dependencies={}))


def test_a_manager_without_pruning_is_told() -> None:
    husky = {"scripts": {"prepare": "husky"}, "devDependencies": {"husky": "9"}}
    assert reasons(workspace("bun", root=husky)) == (
        "how development dependencies are taken out of a workspace is not known for its package manager",
    )


def test_what_is_generated_into_packages_is_kept() -> None:
    files = workspace("npm", dependencies={"@prisma/client": "5"})
    assert "npm prune --omit=dev\n" in text_of(files)


def test_members_that_cannot_be_understood() -> None:
    broken = {**workspace("npm"), "packages/lib/package.json": "{\n"}
    assert reasons(broken)[0].startswith("packages/lib/package.json:2: the file cannot be read: ")
    standalone = workspace("npm", dependencies={"next": "15"}, scripts={"build": "next build", "start": "next start"})
    settings = {f"{API}/next.config.js": "module.exports = {output: 'standalone'}"}
    assert reasons({**standalone, **settings}) == (
        "where Next.js puts the server of one member of a workspace is not known",
    )
    many = {f"packages/x{number}/package.json": "{}" for number in range(40)}
    assert reasons({**workspace("npm"), **many}) == (
        "there are 40 projects or more, and those behind were not looked at",
    )
    assert reasons({**workspace("npm"), "packages/a b/package.json": "{}"}) == (
        "`packages/a b` has signs in its name that COPY reads in another way",
    )
    inner = {f"js/{path}": text for path, text in workspace("npm").items()}
    assert reasons(inner, f"js/{API}") == ("the build context is not the root of its workspace, `js`",)


POM = "<project><artifactId>{}</artifactId>{}</project>"
PARENT = "<parent><groupId>g</groupId><artifactId>all</artifactId><version>{}</version></parent>"
BOOT = "<groupId>org.springframework.boot</groupId><artifactId>spring-boot-{}</artifactId>"
API_POM = POM.format(
    "api",
    f"{PARENT.format('1.0')}<dependencies><dependency>{BOOT.format('starter-web')}</dependency></dependencies>",
)
REACTOR: Files = {
    "pom.xml": POM.format(
        "all",
        "<version>1.0</version><properties><java.version>21</java.version></properties>"
        "<modules><module>lib</module><module>services</module></modules>",
    ),
    "lib/pom.xml": POM.format("lib", PARENT.format("1.0")),
    "services/pom.xml": POM.format("services", f"{PARENT.format('1.0')}<modules><module>api</module></modules>"),
    "services/api/pom.xml": API_POM,
    "services/api/src/main/java/Api.java": 1,
}


def test_a_module_of_maven_is_built_with_those_that_it_needs() -> None:
    assert text_of(REACTOR, "services/api") == (
        "# syntax=docker/dockerfile:1\n\n"
        "FROM maven:3-eclipse-temurin-21 AS build\n"
        "WORKDIR /app\n"
        "COPY . .\n"
        "RUN --mount=type=cache,target=/root/.m2 \\\n"
        "    mvn -B package -DskipTests -pl services/api -am\n\n"
        "FROM eclipse-temurin:21-jre\n"
        "WORKDIR /app\n"
        "COPY --from=build /app/services/api/target/api-1.0.jar ./app.jar\n"
        "EXPOSE 8080\n"
        "USER ubuntu\n"
        'CMD ["java", "-jar", "app.jar"]\n'
    )
    with_wrapper = text_of({**REACTOR, "mvnw": 1}, "services/api")
    assert "FROM eclipse-temurin:21-jdk AS build\n" in with_wrapper
    assert "    ./mvnw -B package -DskipTests -pl services/api -am\n" in with_wrapper


def test_a_version_that_stands_elsewhere_is_left_open() -> None:
    api = API_POM.replace("<version>1.0</version>", "<version>${revision}</version>")
    text = text_of({**REACTOR, "services/api/pom.xml": api}, "services/api")
    assert "COPY --from=build /app/services/api/target/api-*.jar ./app.jar\n" in text
    assert text.endswith('CMD ["java", "-jar", "app.jar"]\n')


def test_a_parent_that_builds_no_modules_is_no_whole() -> None:
    api = API_POM.replace("</parent>", "<relativePath>../pom.xml</relativePath></parent>")
    files = {"services/pom.xml": POM.format("services", ""), "services/api/pom.xml": api}
    assert reasons(files, "services/api") == (
        "it is part of a monorepo, and how one part is built is not known",
        "Its parent lies in the same repository",
    )


@pytest.mark.parametrize(
    ("plugin", "task", "copied", "started"),
    [
        (
            'id("org.springframework.boot") version "3.3.0"\n}\ndependencies { api("a:spring-boot-starter:1")',
            "bootJar",
            "/app/services/api/build/libs/*.jar ./app.jar",
            '["java", "-jar", "app.jar"]',
        ),
        (
            'id("com.gradleup.shadow") version "9.0.0"\n    id("io.ktor.plugin") version "3.0.0"',
            "shadowJar",
            "/app/services/api/build/libs/*-all.jar ./app.jar",
            '["java", "-jar", "app.jar"]',
        ),
        (
            'application\n    id("io.ktor.plugin") version "3.0.0"',
            "installDist",
            "/app/services/api/build/install/api ./services/api/build/install/api",
            '["services/api/build/install/api/bin/api"]',
        ),
    ],
)
def test_a_module_of_gradle_is_built_by_its_task(plugin: str, task: str, copied: str, started: str) -> None:
    files: Files = {
        "settings.gradle.kts": 'rootProject.name = "shop"\ninclude(":services:api", ":lib")\n',
        "lib/build.gradle.kts": 'plugins { kotlin("jvm") }\n',
        "services/api/build.gradle.kts": f"plugins {{\n    {plugin}\n}}\nkotlin {{ jvmToolchain(21) }}\n",
        "gradlew": 1,
    }
    text = text_of(files, "services/api")
    assert f"    ./gradlew :services:api:{task} --no-daemon\n" in text
    assert f"COPY --from=build {copied}\n" in text
    assert text.endswith(f"CMD {started}\n")
