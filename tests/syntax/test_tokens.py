"""Tokens of one file with everything in it; that they cover any text is tested in `test_properties.py`."""

from __future__ import annotations

from dockwright.syntax.tokens import TokenKind, tokens
from dockwright.syntax.tree import parse

from .exploration import tree_tokens


def drawn(text: str) -> list[str]:
    """Kind and text of every token that is neither space nor line end."""
    silent = (TokenKind.SPACE, TokenKind.LINE_END)
    return [
        f"{token.kind.name} {text[token.span.start : token.span.end]}"
        for token in tree_tokens(parse(text))
        if token.kind not in silent
    ]


def test_directive_and_comment() -> None:
    assert drawn("\ufeff# escape = ` \n # c d \n \n") == [
        "BYTE_ORDER_MARK \ufeff",
        "COMMENT #",
        "DIRECTIVE_NAME escape",
        "OPERATOR =",
        "DIRECTIVE_VALUE `",
        "COMMENT # c d",
    ]


def test_words_flags_and_continuations() -> None:
    assert drawn("FROM --platform=$P a \\\n # c\n as b") == [
        "KEYWORD FROM",
        "FLAG_NAME --platform",
        "OPERATOR =",
        "VARIABLE $P",
        "WORD a",
        "CONTINUATION \\",
        "COMMENT # c",
        "KEYWORD as",
        "WORD b",
    ]


def test_pairs() -> None:
    assert drawn('ENV a=b c="d $e"\nLABEL x y z\n') == [
        *(
            "KEYWORD ENV",
            "KEY a",
            "OPERATOR =",
            "WORD b",
            "KEY c",
            "OPERATOR =",
            'STRING "d ',
            "VARIABLE $e",
            'STRING "',
        ),
        *("KEYWORD LABEL", "KEY x", "WORD y z"),
    ]


def test_forms() -> None:
    assert drawn('CMD ["a", "$b"]\nCOPY ["$a", "b"]\nRUN a | $b\nHEALTHCHECK cmd ["a"]\n') == [
        *("KEYWORD CMD", "OPERATOR [", 'STRING "a"', "OPERATOR ,", 'STRING "$b"', "OPERATOR ]"),
        *(
            "KEYWORD COPY",
            "OPERATOR [",
            'STRING "',
            "VARIABLE $a",
            'STRING "',
            "OPERATOR ,",
            'STRING "b"',
            "OPERATOR ]",
        ),
        *("KEYWORD RUN", "SCRIPT a | $b"),
        *("KEYWORD HEALTHCHECK", "KEYWORD cmd", "OPERATOR [", 'STRING "a"', "OPERATOR ]"),
    ]


def test_heredocs_and_onbuild() -> None:
    assert drawn("ONBUILD RUN --mount=type=ssh,ro <<-'E' x\n\ta\n\tE\nCOPY <<F /\n$a\nF\n") == [
        *("KEYWORD ONBUILD", "KEYWORD RUN", "FLAG_NAME --mount", "OPERATOR =", "OPTION_NAME type"),
        *("FLAG_VALUE =ssh,", "OPTION_NAME ro", "HEREDOC_OPERATOR <<-", "HEREDOC_DELIMITER 'E'", "SCRIPT  x"),
        *("HEREDOC_BODY \ta\n", "HEREDOC_DELIMITER \tE"),
        *("KEYWORD COPY", "HEREDOC_OPERATOR <<", "HEREDOC_DELIMITER F", "WORD /", "VARIABLE $a", "HEREDOC_BODY \n"),
        "HEREDOC_DELIMITER F",
    ]


def test_unknown_instruction() -> None:
    assert drawn("COPPY --x=y a\n") == [
        "UNKNOWN_KEYWORD COPPY",
        "FLAG_NAME --x",
        "OPERATOR =",
        "FLAG_VALUE y",
        "WORD a",
    ]


def test_tokens_are_kept_with_the_instruction() -> None:
    ((_, item),) = parse("FROM a\n").instructions()
    assert tokens(item) is tokens(item)
