"""The base protocol taken apart, whatever arrives in whatever pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dockwright.lsp.wire import LONGEST_BODY, LONGEST_HEADERS, Fault, Unframer, frame

BODIES = st.lists(st.binary(max_size=40), max_size=6)


def fed(data: bytes, size: int | None = None) -> list[bytes | Fault]:
    """All that comes of data fed in pieces."""
    unframer = Unframer()
    found: list[bytes | Fault] = []
    for start in range(0, len(data), size or len(data) or 1):
        found += unframer.feed(data[start : start + (size or len(data))])
    return found


def bodies(data: bytes) -> list[bytes]:
    return [body for body in fed(data) if isinstance(body, bytes)]


@given(BODIES, st.integers(1, 30))
def test_pieces_of_any_size_give_the_same_bodies(written: list[bytes], size: int) -> None:
    assert fed(b"".join(map(frame, written)), size) == written


@given(st.binary(max_size=200), st.integers(1, 50))
def test_any_bytes_are_survived(data: bytes, size: int) -> None:
    fed(data, size)


@given(st.binary(max_size=100).filter(lambda noise: b"\n" not in noise and b"ontent" not in noise))
def test_bytes_between_messages_do_not_hide_the_next_one(noise: bytes) -> None:
    assert bodies(frame(b"1") + noise + frame(b"2"))[-1] == b"2"


def test_header_names_are_matched_in_any_case() -> None:
    assert fed(b"content-length: 2\r\n\r\n{}CONTENT-LENGTH:2\r\n\r\n[]") == [b"{}", b"[]"]


def test_other_headers_are_passed_over() -> None:
    header = b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\nX-Other: 1\r\n\r\n"
    assert fed(header + b"{}") == [b"{}"]


def test_bare_line_feeds_end_headers_too() -> None:
    assert fed(b"Content-Length: 2\n\n{}") == [b"{}"]


def test_a_header_without_a_length_is_skipped() -> None:
    for bad in (b"", b": 12", b"-Length: ", b"-Length: twelve", b"-Length: -5", b"-Length: 0x10"):
        found = fed(b"Content" + bad + b"\r\n\r\n" + frame(b"{}"))
        assert isinstance(found[0], Fault), bad
        assert found[-1] == b"{}", bad


def test_a_length_that_nobody_can_mean_is_not_waited_for() -> None:
    for length in (LONGEST_BODY + 1, 10**30):
        found = fed(b"Content-Length: %d\r\n\r\n" % length + frame(b"{}"))
        assert isinstance(found[0], Fault)
        assert found[-1] == b"{}"


def test_a_length_that_is_too_small_costs_one_message() -> None:
    found = fed(b'Content-Length: 3\r\n\r\n{"a": 1}' + frame(b"{}"))
    assert found[0] == b'{"a'
    assert isinstance(found[1], Fault)
    assert found[2] == b"{}"


def test_noise_without_end_is_not_kept() -> None:
    found = fed(b"x" * (LONGEST_HEADERS + 1) + frame(b"{}"))
    assert isinstance(found[0], Fault)
