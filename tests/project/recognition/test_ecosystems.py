"""Small projects, one for each thing that manifests and sources can say."""

from __future__ import annotations

import json

import pytest

from dockwright.project.build_context import BuildContext
from dockwright.project.recognition.facts import (
    Ecosystem,
    Judgement,
    NeedKind,
    Origin,
    Part,
    Product,
    ProjectFacts,
    either,
)
from dockwright.project.recognition.recognise import recognise, sources_to_read


def project(files: dict[str, str | int], *, folder: str = "") -> ProjectFacts:
    return next(facts for facts in recognise(BuildContext.of_files(files)) if facts.folder == folder)


def node(document: dict[str, object], **files: str | int) -> ProjectFacts:
    return project({"package.json": json.dumps(document, indent=2), **files})


def arguments(facts: ProjectFacts, name: str) -> tuple[str, ...] | None:
    command = getattr(facts, name)
    return None if command is None else command.arguments


EXPRESS: dict[str, object] = {"scripts": {"start": "node server.js"}, "dependencies": {"express": "4"}}


@pytest.mark.parametrize(
    ("files", "name", "install", "production"),
    [
        ({}, "npm", "npm install", "npm install --omit=dev"),
        ({"package-lock.json": 1}, "npm", "npm ci", "npm ci --omit=dev"),
        ({"yarn.lock": 1}, "yarn", "yarn install --frozen-lockfile", "yarn install --frozen-lockfile --production"),
        ({"yarn.lock": 1, ".yarnrc.yml": "nodeLinker: node-modules\n"}, "yarn-berry", "yarn install --immutable",
         "yarn workspaces focus --production"),
        ({"pnpm-lock.yaml": 1}, "pnpm", "pnpm install --frozen-lockfile", "pnpm install --frozen-lockfile --prod"),
        ({"bun.lock": 1}, "bun", "bun install --frozen-lockfile", "bun install --frozen-lockfile --production"),
    ],
)  # fmt: skip
def test_node_package_managers(files: dict[str, str | int], name: str, install: str, production: str) -> None:
    facts = node(EXPRESS, **files)
    assert facts.ecosystem is Ecosystem.NODE
    assert facts.package_manager is not None
    assert facts.package_manager.name == name
    assert arguments(facts, "install") == tuple(install.split())
    assert arguments(facts, "install_production") == tuple(production.split())


def test_the_package_manager_that_is_asked_for_wins() -> None:
    facts = node(
        {**EXPRESS, "packageManager": "pnpm@9.1.0+sha256.abc"}, **{"package-lock.json": 1, "pnpm-lock.yaml": 1}
    )
    assert facts.package_manager is not None
    assert (facts.package_manager.name, facts.lock_file) == ("pnpm", "pnpm-lock.yaml")
    assert facts.package_manager.version is not None
    assert facts.package_manager.version.value == "9.1.0"
    facts = node({**EXPRESS, "packageManager": "yarn@4.1.0"}, **{"yarn.lock": 1})
    assert facts.package_manager is not None
    assert facts.package_manager.name == "yarn-berry"


def test_facts_say_where_they_were_read() -> None:
    facts = node({"name": "shop", **EXPRESS})
    assert facts.start is not None
    assert facts.start.origin == Origin("package.json", 4, "scripts.start")
    assert facts.framework is not None
    assert facts.framework.origin == Origin("package.json", 7, "dependencies.express")


def test_next_standalone_and_export() -> None:
    next_app: dict[str, object] = {
        "scripts": {"build": "next build", "start": "next start"},
        "dependencies": {"next": "15"},
    }
    settings = "module.exports = {\n  // output: 'export',\n  output: 'standalone',\n}\n"
    files: dict[str, str | int] = {"public/": 0, "next.config.js": settings}
    facts = node(next_app, **files)
    assert [artefact.path for artefact in facts.artefacts] == [".next/standalone", ".next/static", "public"]
    assert facts.product is Product.PROGRAM
    assert facts.start is not None
    assert facts.start.arguments == ("node", ".next/standalone/server.js")
    facts = node(next_app, **{"next.config.js": "module.exports = { output: 'export' }"})
    assert facts.product is Product.WEBSITE
    assert facts.output_folder is not None
    assert facts.output_folder.value == "out"


@pytest.mark.parametrize(
    ("document", "files", "framework", "product", "output"),
    [
        ({"devDependencies": {"vite": "6", "vue": "3"}, "scripts": {"build": "vite build"}},
         {"vite.config.ts": "export default { build: { outDir: 'web' } }"}, "vue-vite", Product.WEBSITE, "web"),
        ({"dependencies": {"react-scripts": "5"},
          "scripts": {"build": "react-scripts build", "start": "react-scripts start"}}, {},
         "create-react-app", Product.WEBSITE, "build"),
        ({"dependencies": {"nuxt": "3"}, "scripts": {"build": "nuxt build"}}, {}, "nuxt", Product.PROGRAM, ".output"),
        ({"dependencies": {"nuxt": "3"}, "scripts": {"build": "nuxt generate"}},
         {}, "nuxt", Product.WEBSITE, ".output/public"),
        ({"devDependencies": {"@sveltejs/kit": "2", "@sveltejs/adapter-node": "5"}, "scripts": {"build": "vite build"}},
         {}, "sveltekit", Product.PROGRAM, "build"),
        ({"dependencies": {"astro": "4"}, "scripts": {"build": "astro build"}}, {}, "astro", Product.WEBSITE, "dist"),
        ({"dependencies": {"@remix-run/node": "2"}, "scripts": {"build": "remix build", "start": "remix-serve build"}},
         {}, "remix", Product.PROGRAM, "build"),
        ({"devDependencies": {"@angular/cli": "18"}, "scripts": {"build": "ng build", "start": "ng serve"}},
         {"angular.json": json.dumps({"projects": {"shop": {"architect": {"build": {
             "builder": "@angular-devkit/build-angular:application", "options": {"outputPath": "dist/shop"}}}}}})},
         "angular", Product.WEBSITE, "dist/shop/browser"),
        ({"dependencies": {"fastify": "5"}, "devDependencies": {"typescript": "5"},
          "scripts": {"build": "tsc", "start": "node build/server.js"}},
         {"tsconfig.json": '{\n  // where to\n  "compilerOptions": {"outDir": "./build",},\n}', "src/server.ts": 1},
         "fastify", Product.PROGRAM, "build"),
    ],
)  # fmt: skip
def test_node_frameworks(
    document: dict[str, object], files: dict[str, str | int], framework: str, product: Product, output: str
) -> None:
    facts = node(document, **files)
    assert facts.framework is not None
    assert facts.output_folder is not None
    assert (facts.framework.value, facts.product, facts.output_folder.value) == (framework, product, output)
    assert facts.needs_build.is_yes


@pytest.mark.parametrize(
    ("document", "start"),
    [
        ({"dependencies": {"nuxt": "3"}}, ("node", ".output/server/index.mjs")),
        ({"devDependencies": {"@sveltejs/kit": "2", "@sveltejs/adapter-node": "5"}}, ("node", "build")),
        ({"dependencies": {"astro": "4", "@astrojs/node": "8"}}, ("node", "dist/server/entry.mjs")),
        ({"dependencies": {"nuxt": "3"}, "scripts": {"start": "node server.mjs"}}, ("node", "server.mjs")),
        ({"dependencies": {"next": "15"}}, None),
    ],
)
def test_what_a_framework_is_started_with(document: dict[str, object], start: tuple[str, ...] | None) -> None:
    facts = node(document)
    assert (None if facts.start is None else facts.start.arguments) == start


@pytest.mark.parametrize(
    ("scripts", "build"),
    [
        ({"build": "bun build src/a.ts --outdir dist", "start": "bun dist/a.js"}, "build"),
        ({"build": "node esbuild.mjs", "start": "node dist/a.js"}, "build"),
        ({"production": "node server.js"}, None),
    ],
)
def test_a_script_that_builds_may_call_a_runtime(scripts: dict[str, str], build: str | None) -> None:
    facts = node({"dependencies": {"express": "5"}, "scripts": scripts})
    assert (None if facts.build is None else facts.build.script) == build


def test_development_servers_do_not_start_in_production() -> None:
    for script in (
        "nodemon server.js",
        "next dev",
        "vite",
        "ng serve",
        "ts-node-dev src/index.ts",
        "nest start --watch",
    ):
        assert node({"scripts": {"start": script}}).start is None, script


def test_scripts_with_hooks_or_shell_go_through_the_package_manager() -> None:
    hooked = node({"scripts": {"prestart": "node migrate.js", "start": "node server.js"}})
    assert arguments(hooked, "start") == ("npm", "run", "start")
    in_shell = node({"scripts": {"start": "NODE_ENV=production node server.js"}})
    assert arguments(in_shell, "start") == ("npm", "run", "start")


def test_native_modules_of_node() -> None:
    assert node({"dependencies": {"bcrypt": "5"}}).native_modules.is_yes
    assert node({"dependencies": {"express": "4"}}).native_modules.answer is None
    assert node({"devDependencies": {"esbuild": "1"}}).native_modules.is_no
    entry = {"node_modules/a": {}, "node_modules/b": {"hasInstallScript": True, "dev": True}}
    lock = {"package-lock.json": json.dumps({"packages": entry})}
    assert node({"dependencies": {"a": "1"}}, **lock).native_modules.is_no
    entry["node_modules/c"] = {"hasInstallScript": True}
    lock = {"package-lock.json": json.dumps({"packages": entry})}
    assert node({"dependencies": {"a": "1"}}, **lock).native_modules.is_yes


def test_scripts_around_an_install_may_need_the_sources() -> None:
    assert node({"scripts": {"postinstall": "node scripts/build.js"}}).install_needs_sources.is_yes
    facts = node({"scripts": {"prepare": "husky"}, "devDependencies": {"husky": "9"}, "dependencies": {"express": "4"}})
    assert facts.install_needs_sources.is_no
    assert facts.install_production is None
    assert arguments(facts, "prune") == ("npm", "prune", "--omit=dev")


def test_node_workspaces() -> None:
    files: dict[str, str | int] = {
        "package.json": '{"private": true, "workspaces": ["apps/*", "packages/*"]}',
        "package-lock.json": 1,
        "apps/web/package.json": json.dumps({**EXPRESS, "name": "web"}),
        "apps/web/server.js": 1,
        "packages/lib/package.json": '{"name": "lib", "main": "index.js"}',
        "tools/package.json": "{}",
    }
    root = project(files)
    assert root.product is Product.WORKSPACE
    assert root.workspace_members == ("apps/web", "packages/lib")
    web = project(files, folder="apps/web")
    assert web.is_monorepo_part.is_yes
    assert (web.workspace_root, web.lock_file) == ("", "package-lock.json")
    assert web.manifests == ("package.json", "package-lock.json", "apps/web/package.json")
    assert project(files, folder="packages/lib").product is Product.LIBRARY
    assert project(files, folder="tools").is_monorepo_part.is_no


def test_pnpm_workspace() -> None:
    files: dict[str, str | int] = {
        "package.json": "{}",
        "pnpm-workspace.yaml": "packages:\n  # all\n  - 'apps/*'\n\ncatalog:\n  - x\n",
        "pnpm-lock.yaml": 1,
        "apps/api/package.json": json.dumps({**EXPRESS, "dependencies": {"express": "4", "shared": "workspace:*"}}),
    }
    facts = project(files, folder="apps/api")
    assert facts.workspace_root == ""
    assert facts.lock_file == "pnpm-lock.yaml"


def test_deno_from_its_settings_and_from_its_sources() -> None:
    facts = project({"deno.json": '{"tasks": {"start": "deno run -A main.ts"}}', "deno.lock": 1, "main.ts": 1})
    assert (facts.ecosystem, facts.is_certain) == (Ecosystem.DENO, True)
    assert arguments(facts, "start") == ("deno", "run", "-A", "main.ts")
    assert arguments(facts, "install") == ("deno", "install", "--frozen")
    found = recognise(BuildContext.of_files({"package.json": "{}", "main.ts": "Deno.serve({ port: 1993 }, handler)"}))
    assert [facts.ecosystem for facts in found] == [Ecosystem.DENO]
    assert found[0].port is not None
    assert found[0].port.value == "1993"


@pytest.mark.parametrize(
    ("source", "packages", "start"),
    [
        ("app: FastAPI = FastAPI(title='x')\n", "fastapi\nuvicorn\n", "uvicorn --host 0.0.0.0 app.main:app"),
        ("api = fastapi.FastAPI()\n", "fastapi\nuvicorn[standard]\n", "uvicorn --host 0.0.0.0 app.main:api"),
        ("def create_app():\n    return FastAPI()\n", "fastapi\nuvicorn\n",
         "uvicorn --factory --host 0.0.0.0 app.main:create_app"),
        ("app = Flask(__name__)\n", "flask\ngunicorn\n", "gunicorn --bind 0.0.0.0:8000 app.main:app"),
        ("# app = Flask(__name__)\nweb = create_app()\n", "Flask\ngunicorn\n",
         "gunicorn --bind 0.0.0.0:8000 app.main:web"),
        ("app = FastAPI()\n", "fastapi[standard]\n", "fastapi run --host 0.0.0.0 app/main.py"),
    ],
)  # fmt: skip
def test_python_applications_are_found_in_sources(source: str, packages: str, start: str) -> None:
    files: dict[str, str | int] = {"requirements.txt": packages, "app/__init__.py": "", "app/main.py": source}
    assert "app/main.py" in sources_to_read(BuildContext.of_files({**files, "app/main.py": 10}))
    facts = project(files)
    assert arguments(facts, "start") == tuple(start.split())
    assert facts.entry_point is not None
    assert facts.entry_point.value == "app/main.py"


@pytest.mark.parametrize(
    ("files", "name", "lock", "production"),
    [
        ({"Pipfile": "[packages]\nflask = '*'\n", "Pipfile.lock": 1}, "pipenv", "Pipfile.lock", "pipenv sync --system"),
        ({"pyproject.toml": "[project]\nname='x'\n[tool.pdm]\n", "pdm.lock": 1}, "pdm", "pdm.lock",
         "pdm sync --no-self --prod"),
        ({"pyproject.toml": "[project]\nname='x'\n[tool.uv]\n"}, "uv", None, "uv sync --no-install-project --no-dev"),
        ({"requirements.in": "flask\n", "requirements.txt": "flask==3\n"}, "pip-tools", "requirements.txt",
         "pip install -r requirements.txt"),
        ({"environment.yml": "name: x\ndependencies:\n  - python=3.11\n  - flask\n"}, "conda", None,
         "conda env create --file environment.yml"),
        ({"pyproject.toml": "[project]\nname='x'\n"}, "pip", None, "pip install ."),
        ({"requirements/base.txt": "flask\n", "requirements/production.txt": "-r base.txt\ngunicorn\n"}, "pip", None,
         "pip install -r requirements/production.txt"),
    ],
)  # fmt: skip
def test_python_package_managers(files: dict[str, str | int], name: str, lock: str | None, production: str) -> None:
    facts = project(files)
    assert facts.package_manager is not None
    assert (facts.package_manager.name, facts.lock_file) == (name, lock)
    assert arguments(facts, "install_production") == tuple(production.split())


@pytest.mark.parametrize(
    ("settings", "files", "start"),
    [
        ("[build-system]\n[project]\nname = 'a'\n[project.scripts]\nshop = 'a:main'\n", {"hook.py": 1}, ("shop",)),
        ("[build-system]\n[project]\nname = 'a'\n", {"hook.py": 1}, None),
        ("[project]\nname = 'a'\n", {"hook.py": 1}, ("python", "hook.py")),
        ("[project]\nname = 'a'\n[project.scripts]\nb = 'a:b'\nc = 'a:c'\n", {}, None),
        ("[project]\nname = 'a'\n[project.scripts]\nb = 'a:b'\n", {"requirements.txt": "c\n"}, None),
        (
            "[project]\nname = 'a'\n[project.scripts]\nb = 'a:b'\n",
            {"uv.lock": "", "Procfile": "web: b -p\n"},
            ("b", "-p"),
        ),
    ],
)
def test_a_program_that_is_installed_with_its_project(
    settings: str, files: dict[str, str | int], start: tuple[str, ...] | None
) -> None:
    facts = project({"pyproject.toml": settings, **files})
    assert (None if facts.start is None else facts.start.arguments) == start


def test_included_requirements_are_manifests_too() -> None:
    facts = project(
        {"requirements.txt": "-r requirements/base.txt\npsycopg2\n", "requirements/base.txt": "django>=5\n"}
    )
    assert facts.manifests == ("requirements.txt", "requirements/base.txt")
    assert facts.framework is not None
    assert facts.framework.origin == Origin("requirements/base.txt", 1)
    (library,) = [need for need in facts.needs if need.kind is NeedKind.LIBRARY]
    assert (library.debian_build, library.debian_run) == (("libpq-dev",), ("libpq5",))


def test_settings_of_a_linter_are_no_project() -> None:
    assert recognise(BuildContext.of_files({"pyproject.toml": "[tool.ruff]\nline-length = 100\n"})) == ()


def test_python_that_needs_its_sources_to_install() -> None:
    assert project({"requirements.txt": "-e .\n", "setup.py": "setup()"}).install_needs_sources.is_yes
    assert project({"pyproject.toml": "[project]\nname='x'\n"}).install_needs_sources.is_yes
    assert project({"requirements.txt": "flask\n"}).install_needs_sources.is_no


GO_MOD = "module example.com/shop/v2\n\ngo 1.22\n\nrequire (\n\tgithub.com/gofiber/fiber/v2 v2.52.0\n)\n"


def test_go_with_one_command() -> None:
    facts = project({"go.mod": GO_MOD, "go.sum": 1, "cmd/server/main.go": 'package main\n\nimport "time/tzdata"\n'})
    assert facts.framework is not None
    assert (facts.framework.value, facts.product) == ("fiber", Product.PROGRAM)
    assert arguments(facts, "build") == ("go", "build", "-o", "server", "./cmd/server")
    assert facts.entry_point is not None
    assert facts.entry_point.value == "cmd/server/main.go"
    assert not any(need.kind is NeedKind.TIME_ZONES for need in facts.needs)


def test_go_with_several_commands_is_not_guessed() -> None:
    facts = project({"go.mod": GO_MOD, "cmd/api/main.go": 1, "cmd/worker/main.go": 1})
    assert facts.product is Product.PROGRAM
    assert facts.build is None
    assert facts.entry_point is None


def test_go_with_c() -> None:
    assert project({"go.mod": GO_MOD, "main.go": 'package main\n\nimport "C"\n'}).native_modules.is_yes
    direct = GO_MOD.replace("\n)", "\n\tgithub.com/mattn/go-sqlite3 v1.14.0\n)")
    assert project({"go.mod": direct, "main.go": 1}).native_modules.is_yes
    indirect = GO_MOD.replace("\n)", "\n\tgithub.com/mattn/go-sqlite3 v1.14.0 // indirect\n)")
    assert project({"go.mod": indirect, "main.go": 1}).native_modules.answer is None
    assert project({"go.mod": GO_MOD, "main.go": 1}).native_modules.is_no


def test_go_that_is_vendored_or_replaced() -> None:
    assert project({"go.mod": GO_MOD, "main.go": 1, "vendor/modules.txt": 1}).install is None
    replaced = project({"go.mod": f"{GO_MOD}replace example.com/a => ../a\n", "main.go": 1})
    assert replaced.is_monorepo_part.is_yes
    assert replaced.install_needs_sources.is_yes


def test_rust_libraries() -> None:
    manifest = '[package]\nname = "shop"\nrust-version = "1.80"\n[dependencies]\nrocket = "0.5"\nopenssl = "0.10"\n'
    facts = project({"Cargo.toml": manifest, "src/main.rs": 1})
    assert facts.language_version is not None
    assert facts.language_version.value == "1.80"
    assert [need.name for need in facts.needs if need.kind is NeedKind.LIBRARY] == ["OpenSSL"]
    assert facts.native_modules.is_yes
    lock = '[[package]]\nname = "shop"\n[[package]]\nname = "libc"\n'
    assert project(
        {"Cargo.toml": manifest.replace("openssl", "serde"), "src/main.rs": 1, "Cargo.lock": lock}
    ).native_modules.is_no


def test_rust_workspace() -> None:
    files: dict[str, str | int] = {
        "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\n',
        "Cargo.lock": 1,
        "crates/api/Cargo.toml": '[package]\nname = "api"\n[dependencies]\naxum = "0.7"\ncore = { path = "../core" }\n',
        "crates/api/src/main.rs": 1,
        "crates/core/Cargo.toml": '[package]\nname = "core"\n',
        "crates/core/src/lib.rs": 1,
    }
    assert project(files).product is Product.WORKSPACE
    facts = project(files, folder="crates/api")
    assert facts.workspace_root == ""
    assert facts.output_folder is not None
    assert facts.output_folder.value == "target/release/api"
    assert project(files, folder="crates/core").product is Product.LIBRARY


def test_dotnet_ahead_of_time_and_tests() -> None:
    web = (
        '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework>'
        "<PublishAot>true</PublishAot></PropertyGroup></Project>"
    )
    facts = project({"Shop.csproj": web, "Program.cs": 1})
    assert arguments(facts, "start") == ("./out/Shop",)
    assert facts.port is not None
    assert facts.port.value == "8080"
    assert facts.native_modules.is_yes
    package = '<ItemGroup><PackageReference Include="Microsoft.NET.Test.Sdk"/></ItemGroup>'
    test = f'<Project Sdk="Microsoft.NET.Sdk">{package}</Project>'
    assert project({"Shop.Tests.csproj": test}).product is Product.LIBRARY


def test_dotnet_references_of_references() -> None:
    def refers(path: str) -> str:
        return f'<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><ProjectReference Include="{path}"/></ItemGroup></Project>'

    files: dict[str, str | int] = {
        "web/web.csproj": refers("..\\core\\core.csproj").replace("NET.Sdk", "NET.Sdk.Web"),
        "core/core.csproj": refers("../base/base.csproj"),
        "base/base.csproj": refers("../web/web.csproj"),
    }
    assert project(files, folder="web").manifests == ("web/web.csproj", "core/core.csproj", "base/base.csproj")


def test_maven_modules_and_properties() -> None:
    pom = (
        "<project><artifactId>shop</artifactId><version>${revision}</version><properties><revision>2.1</revision>"
        "<java.version>21</java.version></properties><build><plugins><plugin><groupId>org.springframework.boot</groupId>"
        "<artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build></project>"
    )
    facts = project({"pom.xml": pom})
    assert facts.output_folder is not None
    assert facts.output_folder.value == "target/shop-2.1.jar"
    assert facts.language_version is not None
    assert facts.language_version.value == "21"
    modules = (
        "<project><artifactId>all</artifactId><packaging>pom</packaging><modules><module>a</module></modules></project>"
    )
    assert project({"pom.xml": modules, "a/pom.xml": pom}).product is Product.WORKSPACE


def test_static_sites() -> None:
    (facts,) = recognise(BuildContext.of_files({"index.html": 1, "style.css": 1}))
    assert (facts.ecosystem, facts.product, facts.is_certain) == (Ecosystem.STATIC, Product.WEBSITE, False)
    (facts,) = recognise(BuildContext.of_files({"mkdocs.yml": "site_name: x\nsite_dir: out\n", "docs/index.md": 1}))
    assert facts.output_folder is not None
    assert facts.output_folder.value == "out"
    assert facts.needs_build.is_yes
    assert all(
        each.ecosystem is not Ecosystem.STATIC
        for each in recognise(BuildContext.of_files({"package.json": "{}", "index.html": 1}))
    )


def test_ruby_groups() -> None:
    gemfile = (
        "source 'x'\ngem 'sinatra'\ngroup :development do\n  gem 'pg'\nend\ngem 'mysql2', group: :test\ngem 'rmagick'\n"
    )
    facts = project({"Gemfile": gemfile, "app.rb": 1})
    assert [need.name for need in facts.needs if need.kind is NeedKind.LIBRARY] == ["MagickWand"]
    assert arguments(facts, "start") == ("bundle", "exec", "ruby", "app.rb")
    # Without a path of its own, a deployment puts gems where the program does not look for them.
    assert ("BUNDLE_PATH", "/usr/local/bundle") in facts.run_environment


def test_assets_belong_to_the_program_beside_them() -> None:
    files: dict[str, str | int] = {
        "composer.json": '{"type": "project", "require": {"symfony/framework-bundle": "7"}}',
        "package.json": '{"scripts": {"build": "encore production"}, "devDependencies": {"webpack": "5"}}',
    }
    found = recognise(BuildContext.of_files(files))
    assert [(facts.ecosystem, facts.product) for facts in found] == [
        (Ecosystem.PHP, Product.PROGRAM),
        (Ecosystem.NODE, Product.ASSETS),
    ]
    assert found[1].artefacts == ()


def test_packages_of_others_are_left_out() -> None:
    files: dict[str, str | int] = {
        "package.json": "{}",
        "node_modules/x/package.json": "{}",
        "vendor/y/composer.json": "{}",
    }
    assert [facts.folder for facts in recognise(BuildContext.of_files(files))] == [""]


def test_artefacts_tell_dependencies_from_sources() -> None:
    facts = node(EXPRESS, **{"server.js": 1})
    assert [(artefact.path, artefact.part) for artefact in facts.artefacts] == [
        ("", Part.SOURCES),
        ("node_modules", Part.DEPENDENCIES),
    ]


def test_answers_add_up() -> None:
    yes, no, unknown = Judgement(True), Judgement(False), Judgement(None)
    assert either([no, yes, unknown]).answer is True
    assert either([no, unknown]).answer is None
    assert either([no, no]).answer is False
    assert either([]).answer is None
