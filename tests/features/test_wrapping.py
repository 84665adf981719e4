"""Long lines are broken where asked for: what comes of them, and what is left alone."""

from __future__ import annotations

import pytest

from dockwright.features.formatting.options import FormatOptions, OperatorPlace

from .test_formatting import formatted

# In the texts, `↵` is a space, a backslash and a line end.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Chains first, then arguments; nothing right behind an option, and nothing within quotes.
        (
            "RUN apt-get update && apt-get install -y curl git make gcc; rm -rf /var/lib/x\n",
            "RUN apt-get update↵    && apt-get install -y curl git↵        make gcc;↵    rm -rf /var/lib/x\n",
        ),
        (
            "RUN pip install aaaaaaaaaaaa bbbbbbbbbbbb ccccccccccc ddddddddddddddd\n",
            "RUN pip install aaaaaaaaaaaa↵    bbbbbbbbbbbb ccccccccccc↵    ddddddddddddddd\n",
        ),
        (
            "RUN a↵      # why && what for, at length\n    && apk add aaaaaaaaaaaaaa bbbbbbbbbbbb cc\n",
            "RUN a↵      # why && what for, at length\n    && apk add aaaaaaaaaaaaaa↵        bbbbbbbbbbbb cc\n",
        ),
        ("RUN echo 'aaaaaaa && bbbbbbb ccccccccccccccc ddddddddddddd'\n", None),
        ('RUN echo "$(aaaaaa bbbbbbbbbbbbb ccccccccccccc && ddddddddddd)"\n', None),
        ("RUN aaaaaaaaaaaaaaa # bbbbbbbbbbbbb && ccccccc ddddddddddd\n", None),
        ("RUN aaaaaaaaaaaaaaa#b cccccccccc&&dddddddddddd;eeeeeeeeeeee\n", None),
        ("RUN echo aaaaaaaaaaaaaaa\\ bbbbbbbbbbbbbbbbbbbbbbbb\\ cccccc\n", None),
        ("RUN [ aaaaaaaaaaaaaaa = bbbbbbbbbbbbbbbbbbbbbbbbb -o c = d ]\n", None),
        ('CMD ["aaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbbb"]\n', None),
        ("ENV A some text that is all one value, however long it gets\n", None),
        ("FROM --platform=$BUILDPLATFORM registry.example/image:tag AS name\n", None),
        (
            "RUN --mount=type=cache,target=/root/.cache --mount=type=bind,target=/x pip install a\n",
            "RUN --mount=type=cache,target=/root/.cache↵    --mount=type=bind,target=/x↵    pip install a\n",
        ),
        (
            "ENV A=1 B='x  y' C=\"some text with words\" D=4↵    E=5\n",
            "ENV A=1↵    B='x  y'↵    C=\"some text with words\"↵    D=4↵    E=5\n",
        ),
        ("ARG AAAAAAAAAAAAAAAA=1 BBBBBBBBBBBBBBBB CCC=3\n", "ARG AAAAAAAAAAAAAAAA=1↵    BBBBBBBBBBBBBBBB↵    CCC=3\n"),
        (
            "COPY --from=build /some/path /some/other/path /another/one /dest/\n",
            "COPY --from=build /some/path↵    /some/other/path /another/one /dest/\n",
        ),
        ("COPY aaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbb #c /\n", "COPY aaaaaaaaaaaaaaaaaaaaaaaa↵    bbbbbbbbbbb #c /\n"),
        (
            "RUN cat <<E >/aaaaaaaaaaaaaaaaaaaa && chmod +x /aaaaaaaaaaaaaaaaaaaa\nx && yyyyyyyyyyyy\nE\n",
            "RUN cat <<E >/aaaaaaaaaaaaaaaaaaaa↵    && chmod +x /aaaaaaaaaaaaaaaaaaaa\nx && yyyyyyyyyyyy\nE\n",
        ),
        (
            "ONBUILD RUN aaaaaaaaaaaaaaaaaaa bbb && dddddddddddd\n",
            "ONBUILD RUN aaaaaaaaaaaaaaaaaaa bbb↵    && dddddddddddd\n",
        ),
        (
            "HEALTHCHECK --interval=30s CMD curl localhost/aaa || exit 1\n",
            "HEALTHCHECK --interval=30s↵    CMD curl localhost/aaa↵    || exit 1\n",
        ),
        # Pipes are broken like arguments.
        (
            "RUN curl https://example.org/install.sh | bash -s now\n",
            "RUN curl https://example.org/install.sh↵    | bash -s now\n",
        ),
        ("RUN aaaaaaaaaaaaaaaa |& bbbbbbbbbbbbbbbbbbbbbbbbbb |& cccc\n", None),
        (
            "RUN aaaaaaaaaaaaaaaaaaaaaaaaaaaa |\\\n    bbbbbbbbbbbbbbbbb | ccccccccccccccccccccc\n",
            "RUN aaaaaaaaaaaaaaaaaaaaaaaaaaaa |\\\n    bbbbbbbbbbbbbbbbb |↵        ccccccccccccccccccccc\n",
        ),
        # An operator stands where the instruction already has one.
        (
            "RUN a &&↵    bbbbbbbbbbbbbbbbbbb && cccccccccccccccc\n",
            "RUN a &&↵    bbbbbbbbbbbbbbbbbbb &&↵    cccccccccccccccc\n",
        ),
        ('SHELL ["python", "-c"]\nRUN aaaaaaaaaaaaaaaaaaaaaaaa and bbbbbbbbbbbbb && cc\n', None),
        ("RUN 'aaaaaaaaaaaaaaaaaaaaaa && bbbbbbbbbbbbbbbbbbbbbbbb\n", None),
    ],
)
def test_wrapping(text: str, expected: str | None) -> None:
    options = FormatOptions(wrap_width=40)
    before = f"FROM a\n{text}".replace("↵", " \\\n")
    after = f"FROM a\n{expected or text}".replace("↵", " \\\n")
    assert formatted(before, options) == after
    assert formatted(after, options) == after
    assert formatted(before) == before


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (OperatorPlace.START, "RUN aaaaaaaaa \\\n    && bbbbbbbb; \\\n    ccc\n"),
        (OperatorPlace.END, "RUN aaaaaaaaa && \\\n    bbbbbbbb; \\\n    ccc\n"),
    ],
)
def test_wrapping_puts_operators_where_they_belong(place: OperatorPlace, expected: str) -> None:
    options = FormatOptions(wrap_width=20, operators=place)
    assert formatted("FROM a\nRUN aaaaaaaaa && bbbbbbbb; ccc\n", options) == "FROM a\n" + expected


def test_wrapping_keeps_line_ends_and_the_escape_character() -> None:
    text = "# escape=`\r\nFROM a\r\nCOPY aaaaaaaa bbbbbbbbb ccccccccccc"
    wrapped = "# escape=`\r\nFROM a\r\nCOPY aaaaaaaa `\r\n\tbbbbbbbbb `\r\n\tccccccccccc\r\n"
    assert formatted(text, FormatOptions(wrap_width=20, uses_tabs=True)) == wrapped
