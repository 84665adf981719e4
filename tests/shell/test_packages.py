"""How each package manager writes names and versions."""

from __future__ import annotations

import pytest

from dockwright.shell.dialect import Dialect
from dockwright.shell.invocation import PackageArgument, invocations
from dockwright.shell.script import parse_script
from dockwright.syntax.logical_text import LogicalText


def only_package(text: str) -> PackageArgument:
    script = parse_script(LogicalText.contiguous(text, 0), Dialect.SH)
    (package,) = invocations(script)[-1].packages
    return package


@pytest.mark.parametrize(
    ("text", "name", "version", "is_pinned", "kind"),
    [
        ("apt-get install curl", "curl", None, False, "name"),
        ("apt-get install curl:arm64=1", "curl", "1", True, "name"),
        ("apt-get install curl=$V", "curl", None, True, "name"),
        ("apt-get install curl$V", None, None, None, "name"),
        ("apt-get install $P", None, None, None, "unknown"),
        ("apt-get install curl/bookworm-backports", "curl", "bookworm-backports", None, "name"),
        ("apt-get install 'libc6*'", "libc6*", None, None, "name"),
        ("apt install /tmp/x.deb", None, None, None, "path"),
        ("apt-get install g++", "g++", None, False, "name"),
        ("apk add python3", "python3", None, False, "name"),
        ("apk add py3-pip@edge", "py3-pip", None, False, "name"),
        ("apk add 'git>=2'", "git", "2", True, "name"),
        ("dnf install nginx", "nginx", None, False, "name"),
        ("dnf install nginx-1.20.1", "nginx", "1.20.1", True, "name"),
        ("yum install openssl-1:1.0.2k-8.el7.x86_64", "openssl", "1:1.0.2k-8.el7.x86_64", True, "name"),
        ("yum install java-1.8.0-openjdk", "java-1.8.0-openjdk", None, False, "name"),
        ("yum install java-11-openjdk-devel", "java-11-openjdk-devel", None, False, "name"),
        ("dnf install gcc-toolset-12", "gcc-toolset", "12", None, "name"),
        ("microdnf install nginx-$V", "nginx", None, True, "name"),
        ("dnf install @development", "@development", None, None, "name"),
        ("yum install https://example.org/x.rpm", None, None, None, "url"),
        ("yum localinstall x.rpm", None, None, None, "path"),
        ("zypper in git=2", "git", "2", True, "name"),
        ("zypper --non-interactive install --no-recommends git", "git", None, False, "name"),
        ("zypper install 'git>=2'", "git", "2", None, "name"),
        ("pip install requests", "requests", None, False, "name"),
        ("pip install 'requests[socks]==2.1'", "requests", "==2.1", True, "name"),
        ("pip install 'requests~=2.1'", "requests", "~=2.1", True, "name"),
        ("pip install 'requests>=2,<3'", "requests", ">=2,<3", None, "name"),
        ("pip install 'requests<3,==2.*'", "requests", "<3,==2.*", True, "name"),
        ("pip install 'requests==2 ; python_version<\"3\"'", "requests", "==2", True, "name"),
        ("pip install 'x @ https://example.org/x.zip'", "x", "https://example.org/x.zip", None, "url"),
        ("pip install git+https://example.org/x@v1", None, None, None, "url"),
        ("pip install ./x", None, None, None, "path"),
        ("pip install sub/folder", None, None, None, "path"),
        ("pip install $(cat list)", None, None, None, "unknown"),
        ("uv pip install --system flask==1", "flask", "==1", True, "name"),
        ("uv tool install ruff", "ruff", None, False, "name"),
        ("uv add 'flask>=1'", "flask", ">=1", None, "name"),
        ("poetry add requests@^2.1", "requests", "^2.1", True, "name"),
        ("poetry self add poetry-plugin-export", "poetry-plugin-export", None, False, "name"),
        ("pipenv install requests==2", "requests", "==2", True, "name"),
        ("conda install -y numpy=1.2", "numpy", "1.2", True, "name"),
        ("mamba install -c conda-forge numpy", "numpy", None, False, "name"),
        ("micromamba create -n x -f e.yml conda-forge::numpy==1.2=py3", "numpy", "1.2=py3", True, "name"),
        ("conda install 'numpy>=1'", "numpy", "1", None, "name"),
        ("npm i lodash", "lodash", None, False, "name"),
        ("npm install -g npm@10.2.0", "npm", "10.2.0", True, "name"),
        ("npm add @scope/x@^1.2", "@scope/x", "^1.2", True, "name"),
        ("npm install @scope/x", "@scope/x", None, False, "name"),
        ("npm install npm@latest", "npm", "latest", False, "name"),
        ("npm install typescript@next", "typescript", "next", None, "name"),
        ("npm install x@$V", "x", None, True, "name"),
        ("npm install x.tgz", None, None, None, "path"),
        ("npm install user/project#v1", None, "v1", None, "url"),
        ("npm install git+ssh://git@example.org/x.git#v1", None, None, None, "url"),
        ("yarn add react@18", "react", "18", True, "name"),
        ("yarn global add serve", "serve", None, False, "name"),
        ("pnpm add -g turbo", "turbo", None, False, "name"),
        ("bun add zod@3", "zod", "3", True, "name"),
        ("corepack prepare pnpm@9.1.0 --activate", "pnpm", "9.1.0", True, "name"),
        ("gem install rails", "rails", None, False, "name"),
        ("gem install rails -v 7.0", "rails", "7.0", True, "name"),
        ("gem install rails:7.0", "rails", "7.0", True, "name"),
        ("gem install bundler --version=$V --no-document", "bundler", None, True, "name"),
        ("gem install ./x.gem", None, None, None, "path"),
        ("go install example.org/x@v1", "example.org/x", "v1", True, "name"),
        ("go install example.org/x@latest", "example.org/x", "latest", False, "name"),
        ("go install ./cmd/x", None, None, None, "path"),
        ("go install example.org/x", "example.org/x", None, None, "name"),
        ("cargo install ripgrep", "ripgrep", None, False, "name"),
        ("cargo install --locked ripgrep --version 14", "ripgrep", "14", True, "name"),
        ("cargo install ripgrep@14", "ripgrep", "14", True, "name"),
        ("cargo install --git https://example.org/x x", "x", None, None, "name"),
        ("cargo install --git https://example.org/x --tag v1 x", "x", "v1", True, "name"),
        ("composer require monolog/monolog:^2", "monolog/monolog", "^2", True, "name"),
        ("composer global require monolog/monolog", "monolog/monolog", None, False, "name"),
        ("dotnet tool install -g dotnet-ef", "dotnet-ef", None, False, "name"),
        ("dotnet tool install --global dotnet-ef --version 8.0", "dotnet-ef", "8.0", True, "name"),
        ("dotnet add x.csproj package Serilog --version 3", "Serilog", "3", True, "name"),
    ],
)
def test_a_package_and_its_version(
    text: str, name: str | None, version: str | None, is_pinned: bool | None, kind: str
) -> None:
    package = only_package(text)
    assert (package.name, package.version, package.is_pinned, package.kind) == (name, version, is_pinned, kind)


@pytest.mark.parametrize(
    "text",
    [
        "apt-get update",
        "apt-get clean x",
        "pip uninstall x",
        "npm ci",
        "npm run build",
        "yarn install",
        "yarn build",
        "uv sync --frozen",
        "poetry install --no-root",
        "conda env create -f environment.yml",
        "bundle install --jobs 4",
        "go mod download",
        "cargo install --path .",
        "composer install --no-dev",
        "dotnet restore x.csproj",
        "gem update --system",
    ],
)
def test_commands_that_name_no_package(text: str) -> None:
    script = parse_script(LogicalText.contiguous(text, 0), Dialect.SH)
    assert invocations(script)[-1].packages == ()
