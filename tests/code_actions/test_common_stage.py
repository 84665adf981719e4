"""What several stages begin with, extracted into one stage; and what is left where it is."""

from __future__ import annotations

import pytest

from dockwright.code_actions.refactorings.common_stage import why_not

from .test_refactorings import offered, snapshot

TWO = """\
# syntax=docker/dockerfile:1
ARG NODE=24

# builds
FROM --platform=$BUILDPLATFORM node:$NODE AS build
ARG HOST
# tools of both
RUN --mount=type=cache,target=/var/cache/apk apk add   curl
RUN <<EOF
npm install --global pnpm
EOF

COPY . .
RUN pnpm build

# runs
FROM --platform=$BUILDPLATFORM node:$NODE
ARG HOST
# tools of both
RUN --mount=type=cache,target=/var/cache/apk apk add \\
    curl
RUN <<EOF
npm install --global pnpm
EOF
COPY --from=build /app /app
RUN echo $HOST
"""

EXTRACTED = """\
# syntax=docker/dockerfile:1
ARG NODE=24

FROM --platform=$BUILDPLATFORM node:$NODE AS base
ARG HOST
# tools of both
RUN --mount=type=cache,target=/var/cache/apk apk add   curl
RUN <<EOF
npm install --global pnpm
EOF

# builds
FROM base AS build

COPY . .
RUN pnpm build

# runs
FROM base
COPY --from=build /app /app
RUN echo $HOST
"""


def extracted(text: str) -> str | None:
    found = {result for _, result in offered("common-stage", snapshot(text))}
    assert len(found) <= 1
    return next(iter(found), None)


def test_what_two_stages_begin_with() -> None:
    assert extracted(TWO) == EXTRACTED
    assert extracted(TWO.replace("\n", "\r\n")) == EXTRACTED.replace("\n", "\r\n")
    assert extracted(EXTRACTED) is None


def test_it_is_offered_on_from_and_on_each_repeated_step() -> None:
    places = [index for index, _ in offered("common-stage", snapshot(TWO))]
    lines = [snapshot(TWO).tree.items[index].text.split("\n")[0].split(" ")[0] for index in places]
    assert lines == ["FROM", "ARG", "#", "RUN", "RUN"] * 2


def test_the_argument_keeps_its_value() -> None:
    after = snapshot(EXTRACTED).analysis.program
    assert after.stages[2].final_state.environment.get("HOST") is not None


def test_three_stages_and_a_byte_order_mark() -> None:
    text = "\ufefffrom a as x\nrun b\nrun c\nfrom a as y\nrun b\nrun c\nfrom a\nRUN b"
    once = "\ufefffrom a as base\nrun b\n\nfrom base as x\nrun c\nfrom base as y\nrun c\nfrom base\n"
    assert [result for _, result in offered("common-stage", snapshot(text))][-1] == once
    assert extracted(once) == once.replace(
        "\n\nfrom base as x\nrun c\nfrom base as y\nrun c\n",
        "\n\nfrom base as common\nrun c\n\nfrom common as x\nfrom common as y\n",
    )


def test_a_name_that_is_not_taken() -> None:
    text = "FROM a AS Base\nRUN b\nFROM a\nRUN b\nCOPY --from=common /x /y\n"
    assert extracted(text) == "FROM a AS shared\nRUN b\n\nFROM shared AS Base\nFROM shared\nCOPY --from=common /x /y\n"


def test_a_comment_that_silences_the_file_stays_at_its_top() -> None:
    text = "# dockwright: ignore-file[untagged-base-image]\nFROM a AS x\nRUN b\nFROM a\nRUN b\n"
    found = extracted(text)
    assert found is not None
    assert found.startswith("# dockwright: ignore-file[untagged-base-image]\nFROM a AS base\n")


@pytest.mark.parametrize(
    "second",
    [
        "FROM a:2\nRUN b\n",
        "FROM --platform=linux/arm64 a\nRUN b\n",
        "FROM a\nRUN c\n",
        "FROM a\n# other\nRUN b\n",
        "FROM a\nENV X=1\nRUN b\n",
        "FROM a\nUSER x\nRUN b\n",
        "FROM a\nRUN --network=none b\n",
    ],
)
def test_what_differs_is_left(second: str) -> None:
    assert extracted(f"FROM a AS x\nRUN b\n{second}") is None


@pytest.mark.parametrize(
    "start",
    [
        "ONBUILD RUN b\n",
        'CMD ["x"]\nRUN b\n',
        'ENTRYPOINT ["x"]\nRUN b\n',
        "# dockwright: ignore-stage[root-user]\nRUN b\n",
        "COPY a b\n",
        "",
    ],
)
def test_what_would_mean_something_else_is_left(start: str) -> None:
    assert extracted(f"FROM a AS x\n{start}FROM a\n{start}") is None


def test_white_space_in_quotes_counts() -> None:
    assert extracted('FROM a AS x\nRUN echo "b  c"\nFROM a\nRUN echo "b c"\n') is None


def test_a_name_means_a_stage_only_behind_it() -> None:
    assert extracted("FROM a AS x\nRUN b\nFROM c AS a\nFROM a\nRUN b\n") is None
    copied = "COPY --from=c /x /x\nRUN b\n"
    assert extracted(f"FROM a AS x\n{copied}FROM d AS c\nFROM a\n{copied}") is None


def test_stages_that_are_called_by_number() -> None:
    found = snapshot("FROM a AS x\nRUN b\nFROM a\nRUN b\nCOPY --from=0 /x /x\n")
    assert not offered("common-stage", found)
    assert why_not(found.analysis, 0) == ("a stage is called by its number, which a stage in front of it would change",)
    assert why_not(found.analysis, 4) == ()
