"""Bytes become one JSON object with ordinary numbers, or a WireError."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.wire import WireError
from grader.sandbox.wire.messages import from_bytes, to_bytes


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"nothing",
        b"[1]",
        b"1",
        b'{"a":1} {}',
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a":1e999}',
        b'{"a":' + b"1" * 100_000 + b"}",
        b'{"a":123456789012345678901}',
        b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
        b'{"a":' * 100_000,
        '{"a":"é"}'.encode(),
        '{"a":1}'.encode("utf-16"),
        b"\xff\xfe",
        b'{"a":"\x00"}',
    ],
    ids=lambda raw: repr(raw[:20]),
)
def test_malformed(raw: bytes) -> None:
    """Refused quickly, and without a recursion that fails."""
    with pytest.raises(WireError):
        from_bytes(raw)


@given(st.binary(max_size=50) | st.text(alphabet='{}[]",:e0123-.truefalsn\\u', max_size=30).map(str.encode))
def test_any_bytes(raw: bytes) -> None:
    """An object or a WireError."""
    try:
        assert isinstance(from_bytes(raw), dict)
    except WireError:
        return


def test_long_decimal_fractions_are_read() -> None:
    """A million digits after the point are a number like any other."""
    assert from_bytes(b'{"a":0.' + b"3" * 1_000_000 + b"}") == {"a": pytest.approx(1 / 3)}


def test_round_trip() -> None:
    """Compact, and in ASCII only."""
    raw = to_bytes({"a": ["é", 1.0, None]})
    assert raw == b'{"a":["\\u00e9",1.0,null]}'
    assert from_bytes(raw) == {"a": ["é", 1.0, None]}
