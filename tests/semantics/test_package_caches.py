"""Which caches a RUN leaves in its layer: clean-ups, mounts, options and variables in all the ways they are written."""

from __future__ import annotations

import pytest

from dockwright.semantics import cache_table as table
from dockwright.semantics.derivation import derive
from dockwright.semantics.package_caches import PackageCache, covers, is_left
from dockwright.syntax.tree import parse

LEFT = [
    (table.APT_LISTS, "RUN apt-get update"),
    (table.APT_LISTS, "RUN rm -rf /var/lib/apt/lists/* && apt-get update && apt-get install -y x"),
    (table.APT_LISTS, "RUN apt-get update && apt-get install -y x && apt-get clean"),
    (table.APT_LISTS, "RUN apt-get update && rm -rf /var/lib/apt/lists/partial /tmp/*"),
    (table.APT_LISTS, "RUN --mount=type=cache,target=/var/cache/apt apt-get update"),
    (table.APT_LISTS, 'RUN ["apt-get", "update"]'),
    (table.APT_LISTS, "RUN if [ -n x ]; then apt-get update; fi"),
    (table.APT_LISTS, 'RUN bash -c "apt-get update && apt-get install -y x"'),
    (table.APT_LISTS, "RUN sudo -E apt-get -qq update && sudo rm -rf /var/cache/apt"),
    (table.APT_LISTS, "ONBUILD RUN apt-get update"),
    (table.YUM, "RUN yum clean all && yum -y install x"),
    (table.APK, "RUN apk update && apk add x && find ~/packages -name '*.apk' -exec mv {} /tmp/packages/ \\;"),
    (table.PIP, "RUN pip3 install -r requirements.txt"),
    (table.PIP, "RUN python3 -m pip install x && rm -rf /tmp/*"),
    (table.NPM, "RUN npm ci && rm -rf node_modules"),
    (table.CONDA, "RUN conda env create -f environment.yml"),
]
NOT_LEFT = [
    (table.APT_LISTS, "RUN apt-get update && rm -rf /var/lib/apt/lists/*"),
    (table.APT_LISTS, "RUN apt-get update && rm -rf /var/lib/apt/lists"),
    (table.APT_LISTS, "RUN apt-get update && rm -rf /var/lib/apt"),
    (table.APT_LISTS, "RUN apt-get update && rm -rf /var/lib/{apt,dpkg,cache,log}/"),
    (table.APT_LISTS, 'RUN apt-get update && rm -rf "/var/lib/apt/lists/"*'),
    (table.APT_LISTS, "RUN apt-get update && rm -rf $CACHE_DIRS"),
    (table.APT_LISTS, "RUN apt-get update && find /var/lib/apt/lists -type f -delete"),
    (table.APT_LISTS, "RUN apt-get update && find /var/lib/apt/lists -type f -exec rm {} +"),
    (table.APT_LISTS, "RUN apt-get update && ls -d /var/lib/apt/lists/* | xargs -I{} rm -r {}"),
    (table.APT_LISTS, "RUN apt-get update && /usr/local/bin/cleanup.sh"),
    (table.APT_LISTS, "RUN apt-get update; apt-get distclean"),
    (table.APT_LISTS, "RUN clear_it() { rm -rf /var/lib/apt/lists/*; }; apt-get update; clear_it"),
    (table.APT_LISTS, "RUN --mount=type=bind,target=/var/lib/apt,rw apt-get update"),
    (table.APT_LISTS, "RUN --mount=type=cache,target=$UNKNOWN apt-get update"),
    (table.APT_LISTS, "RUN chroot /rootfs apt-get update"),
    (table.APT_LISTS, "RUN echo apt-get update"),
    (table.APK, "RUN apk --no-cache add x"),
    (table.APK, "RUN apk add --root /rootfs x"),
    (table.APK, "RUN apk add x && rm -rf /var/cache/apk"),
    (table.YUM, "RUN yum install -y x && yum -y clean all"),
    (table.YUM, "RUN yum install -y x && dnf clean all"),
    (table.DNF, "RUN dnf install -y x && rm -rf /var/cache/yum /var/cache/dnf"),
    (table.DNF, "RUN --mount=type=cache,target=/var/cache dnf install -y x"),
    (table.PIP, "RUN pip install --no-cache-dir x"),
    (table.PIP, "RUN pip --no-cache-dir install x"),
    (table.PIP, "RUN PIP_NO_CACHE_DIR=1 pip install x"),
    (table.PIP, "RUN export PIP_NO_CACHE_DIR=1 && pip install x"),
    (table.PIP, "RUN env PIP_NO_CACHE_DIR=1 pip install x"),
    (table.PIP, "RUN pip install x && rm -rf ~/.cache"),
    (table.PIP, 'RUN pip install x && rm -rf "$HOME/.cache/pip"'),
    (table.PIP, "RUN pip install --cache-dir /tmp/pip x && rm -rf /tmp/*"),
    (table.PIP, "RUN --mount=type=cache,target=/home/app/.cache/pip pip install x"),
    (table.PIP, "RUN pip uninstall -y x"),
    (table.NPM, "RUN npm ci && npm cache clean --force"),
    (table.NPM, "RUN npm config set cache /tmp/npm && npm_config_cache=/tmp/npm npm ci"),
    (table.NPM, "RUN npm run install"),
    (table.YARN, "RUN yarn && yarn cache clean"),
    (table.CONDA, "RUN conda install -y x && conda clean -afy"),
    (table.GO, "RUN --mount=type=cache,target=/root/.cache/go-build go build ./..."),
]


def caches_left(cache: PackageCache, line: str) -> bool:
    steps = derive(parse(f"FROM debian:13\n{line}\n")).stages[0].steps
    step = steps[1]
    assert step is not None
    assert step.commands is not None
    return any(is_left(step, invocation, cache) for invocation in step.invocations)


@pytest.mark.parametrize(("cache", "line"), LEFT, ids=[line for _, line in LEFT])
def test_left(cache: PackageCache, line: str) -> None:
    assert caches_left(cache, line)


@pytest.mark.parametrize(("cache", "line"), NOT_LEFT, ids=[line for _, line in NOT_LEFT])
def test_not_left(cache: PackageCache, line: str) -> None:
    assert not caches_left(cache, line)


@pytest.mark.parametrize(
    ("text", "folder", "expected"),
    [
        ("/var/cache", "/var/cache/apk", True),
        ("/var/cache/apk/*", "/var/cache/apk", True),
        ("/var/cache/apk2", "/var/cache/apk", False),
        ("/", "/var/cache/apk", True),
        ("/root", "~/.npm", True),
        ("/root/.npm", "~/.npm", True),
        ("/home/node/.npm", "~/.npm", True),
        ("/root/.n", "~/.npm", False),
        ("/srv/.cache", "~/.cache/pip", True),
        ("/tmp", "~/.cache/pip", False),
        ("/usr/lib/ruby/gems/3.1.0/cache", "/*/gems/*/cache", True),
    ],
)
def test_covers(text: str, folder: str, expected: bool) -> None:
    assert covers(text, folder) is expected
