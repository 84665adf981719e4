"""Dockerfiles to try things on: built from fragments that have tripped parsers, or altered real ones."""

from __future__ import annotations

import random

from hypothesis import strategies as st

KEYWORDS = (
    "FROM",
    "RUN",
    "run",
    "CMD",
    "LABEL",
    "EXPOSE",
    "ENV",
    "ADD",
    "COPY",
    "ENTRYPOINT",
    "VOLUME",
    "USER",
    "WORKDIR",
    "ARG",
    "ONBUILD",
    "ONBUILD RUN",
    "ONBUILD COPY",
    "STOPSIGNAL",
    "HEALTHCHECK",
    "HEALTHCHECK CMD",
    "SHELL",
    "MAINTAINER",
    "BOGUS",
    "#",
)

PIECES = (
    *(" ", "\t", "  ", "\v", "\f", "\r", "\u00a0", "\u2028", "\u3000", "\u0085"),
    *("a", "b=c", "d e", "é", "😀", "/x", ".", "-", "--", "#", "# x", "=", "x=", "=x"),
    *(
        "\\",
        "\\\\",
        "`",
        "\\n",
        '\\"',
        "\\ ",
        "\\\n",
        "\\\r\n",
        "\\ \n",
        "\\\t\n",
        "`\n",
        "\\\n# c\n",
        "\\\n\n",
        "\\\n  # c \\\n",
    ),
    *('"', "'", '""', "''", '"a b"', "'a b'", '"a\\"b"', "'a\\'"),
    *(
        "$",
        "$x",
        "${x}",
        "${x",
        "${x:-y}",
        "${x:+y z}",
        "${x:?y}",
        "${x-y}",
        "${x#y}",
        "${x%%y}",
        "${x/y/z}",
        "${}",
        "${x^}",
    ),
    *("$$", "$1x", "${x:=y}", "${x:-${y}}", "${x:-'}'}", '${x:-"}"}', "²", "$²"),
    *(
        "[",
        "]",
        "[]",
        '["a"]',
        '["a", "b"]',
        '["a",]',
        "['a']",
        '["a" "b"]',
        "[1]",
        '["a", null]',
        '["\\u00e9"]',
        '["a',
    ),
    *('[ "a" , "b" ]', '["\\ud800"]', "[1e999]", "[NaN]", '[["a"]]', '{"a": 1}'),
    *("<<E", "<<-E", "<<'E'", '<<"E"', "<<E\n", "<<E <<F\n", "3<<E", "<<<E", "<<", "<<\\E", "<<$E", "<<E;"),
    *("\nE", "\n\tE\n", "\nE\n", "E\n", "\nF\n", "\nE\r\n"),
    *(
        "--from=a",
        "--mount=type=cache,target=/x",
        "--link",
        "--chown='a b'",
        '--x="y z"',
        "--x\\ y",
        "--é=ü",
        "--interval=1s",
    ),
    *("NONE", "CMD", "AS", "\n", "\r\n", "\n\n", "\n \n", "\n# c\n", "\n  # c\n"),
)

HEADERS = (
    "",
    "\ufeff",
    "\ufeff\ufeff",
    "# escape=`\n",
    "# escape=\\\n",
    "#escape = `\n",
    "# ESCAPE=`\r\n",
    "# syntax=docker/dockerfile:1\n# escape=`\n",
    "# x\n# escape=`\n",
    "\n# escape=`\n",
    "# foo=bar\n# escape=`\n",
    "  # escape=`\n",
    "# escape=x\n",
    "# escape=`\n# escape=`\n",
    "#!/usr/bin/env x\n# escape=`\n",
    " \ufeff",
)

ALTERATIONS = (
    *(
        "",
        "",
        " ",
        "x",
        "\n",
        "\\\n",
        "\\",
        "`",
        '"',
        "'",
        "#",
        "\r",
        "<<E\n",
        "E\n",
        "<<-'E' ",
        "[",
        "]",
        "${",
        "}",
        "$",
    ),
    *("\nRUN x\n", "\\\n# c\n", "\ufeff", "\u2028", "--x=y ", "=", "# escape=`\n", "ONBUILD "),
)


@st.composite
def dockerfiles(draw: st.DrawFn) -> str:
    """A header and some instructions made of pieces."""
    instruction = st.tuples(st.sampled_from(KEYWORDS), st.lists(st.sampled_from(PIECES), max_size=8))
    text = draw(st.sampled_from(HEADERS))
    if draw(st.booleans()):
        text += "FROM a\n"
    for keyword, pieces in draw(st.lists(instruction, min_size=1, max_size=5)):
        text += keyword + draw(st.sampled_from((" ", "\t", "", " \\\n", "\u00a0"))) + "".join(pieces)
        text += draw(st.sampled_from(("\n", "\r\n", "")))
    return text


def altered(text: str, generator: random.Random) -> str:
    """The text with a few places replaced."""
    for _ in range(generator.randint(1, 4)):
        start = generator.randrange(len(text) + 1)
        end = min(len(text), start + generator.choice((0, 0, 1, 2, 10, 60)))
        text = text[:start] + generator.choice(ALTERATIONS) + text[end:]
    return text
