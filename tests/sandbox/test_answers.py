"""An answer is written by the student's side, so anything may be in it; it becomes a value or a failure."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.client.answers import StrayError, read_answer, read_failure, without_number
from grader.sandbox.client.exchange import Answer, NotLoaded
from grader.sandbox.client.outcome import Failure, FailureKind, Place, Returned
from grader.sandbox.client.student_session import decoded

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


STRAY = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"\xff",
    b'{"number":2}',
    b'{"number":"1"}',
    b"{}",
    b'{"number":12}',
    b'{"number":1',
]


@pytest.mark.parametrize("raw", STRAY)
def test_stray_messages(raw: bytes) -> None:
    """What is no answer, or not the one expected, is no answer of the function that was called."""
    with pytest.raises(StrayError):
        without_number(raw, 1)


@pytest.mark.parametrize(
    ("raw", "rest"),
    [(b'{"number":1,"value":3}', b'{"value":3}'), (b'{"number":1}', b"{}"), (b'{"number":1,\xff', b"{\xff")],
)
def test_message(raw: bytes, rest: bytes) -> None:
    """The expected one is passed on, not decoded."""
    assert without_number(raw, 1) == rest


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"{\xff", FailureKind.KILLED),
        (b"[]", FailureKind.KILLED),
        (NotLoaded(b'{"value":3}'), FailureKind.KILLED),
        (NotLoaded(b'{"failure":"raised","value":3}'), FailureKind.RAISED),
        (NotLoaded(b'{"failure":"syntax","text":"t"}'), FailureKind.SYNTAX),
        (Failure(FailureKind.TIMED_OUT, "late"), FailureKind.TIMED_OUT),
    ],
)
def test_what_is_decoded(answer: Answer, kind: FailureKind) -> None:
    """What cannot be read is a failure; that of a file which is not loaded is never taken for a value."""
    outcome = decoded(answer)
    assert isinstance(outcome, Failure)
    assert outcome.kind is kind


@pytest.mark.parametrize(
    "answer", [{}, {"failure": "great"}, {"failure": ["raised"]}, {"failure": None}, {"value": {}}]
)
def test_neither_value_nor_failure(answer: dict[str, Any]) -> None:
    """It counts as an answer that cannot be read."""
    outcome = read_answer(answer)
    assert isinstance(outcome, Failure)
    assert outcome.kind is FailureKind.UNSENDABLE


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (["a.py", 3, "x = 1", 2], Place("a.py", 3, "x = 1", 2)),
        (["a.py", 3, "\tx\x1b", None], Place("a.py", 3, " x\ufffd")),
        (["a.py", 3, "x", 0], Place("a.py", 3, "x")),
        (["a.py", 3, "x", True], Place("a.py", 3, "x")),
        (["a.py", 3, "x", 10**6], Place("a.py", 3, "x")),
        (["a" * 1000, 3, "x" * 1000, 1], Place("a" * 100, 3, "x" * 200, 1)),
        (["a.py", "3", "x", 1], None),
        (["a.py", 3], None),
        ("a.py", None),
        (None, None),
    ],
)
def test_places(place: Any, expected: Place | None) -> None:
    """A place is cut and cleaned, or left out if it is malformed."""
    failure = read_failure({"failure": "raised", "text": "t", "place": place})
    assert failure == Failure(FailureKind.RAISED, "t", expected)


@pytest.mark.parametrize(
    ("clue", "expected"),
    [
        (["unbound", "np"], ("unbound", "np")),
        (["word"] * 5, ("word",) * 5),
        (["word"] * 6, ()),
        (["x" * 101, "a\nb\x1b"], ("x" * 100, "a b\ufffd")),
        (["word", 1], ()),
        ("word", ()),
        ({"word": 1}, ()),
        ([], ()),
        (None, ()),
    ],
)
def test_clues(clue: Any, expected: tuple[str, ...]) -> None:
    """A few words, cut and cleaned; none if they are malformed."""
    failure = read_failure({"failure": "raised", "text": "t", "clue": clue})
    assert failure == Failure(FailureKind.RAISED, "t", clue=expected)


@given(JSON, JSON, JSON, JSON)
def test_any_answer(value: Any, text: Any, place: Any, loading: Any) -> None:
    """Whatever JSON is in an answer, it is read; what a failure says is fit to be written down."""
    assert isinstance(read_answer({"value": value}), Returned | Failure)
    failure = read_failure({"failure": "raised", "text": text, "place": place, "loading": loading})
    assert failure is not None
    assert failure.text.isprintable()
    json.dumps(failure.text).encode("ascii")
    assert type(failure.loading) is bool
