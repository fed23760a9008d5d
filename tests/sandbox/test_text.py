"""Text from a student's side is fit to be shown and saved, and keeps its columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.client.answers import one_line, printed_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain ∂é", "plain ∂é"),
        ("\tx\ny", " x y"),
        ("\x1b[31mred\x07", "\ufffd[31mred\ufffd"),
        ("\u202eright to left", "\ufffdright to left"),
        ("\ud800", "\ufffd"),
        ("0123456789", "01234567"),
    ],
)
def test_one_line(text: str, shown: str) -> None:
    """One character for each, so that a caret under it still points at the right one."""
    assert one_line(text, 15 if len(text) != 10 else 8) == shown[:15]


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        (b"a\tb\n", "a\tb\n"),
        (b"a\r\nb\rc", "a\nb\nc"),
        (b"\x1b[2J", "\ufffd[2J"),
        (b"\xff", "\ufffd"),
        (b"x" * 99, "x" * 20),
    ],
)
def test_printed_text(printed: bytes, shown: str) -> None:
    """Lines and tabs stay."""
    assert printed_text(printed, 20) == shown


@given(st.binary())
def test_any_output(printed: bytes) -> None:
    """Whatever is printed can be encoded, and moves no cursor."""
    text = printed_text(printed, 100)
    text.encode()
    assert text.translate({10: "", 9: ""}).isprintable()
