"""Whatever bytes a student's process writes: an outcome, or a described error, in bounded time."""

import copy
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import sympy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.sandbox.client.answers import StrayError, without_number
from grader.sandbox.client.outcome import Failure, FailureKind, Outcome, Returned
from grader.sandbox.client.student_session import decoded
from grader.sandbox.frames import TooLargeError, read_frame, write_frame
from grader.sandbox.functions import FunctionHandle
from grader.sandbox.wire import Decoder, Encoder, WireError
from grader.sandbox.wire.messages import to_bytes
from tests.sandbox.wire.strategies import VALUES, same
from tests.sandbox.wire.test_decoder import ANYTHING, HEAD_NAMES

CORPUS = Path(__file__).parent / "corpus" / "answers.jsonl"
BUILT_IN = (bool, int, float, complex, str, list, tuple, set, frozenset, dict, type(None), Fraction, Decimal)
VALUE = (*BUILT_IN, np.ndarray, np.generic, sympy.Basic, sympy.MatrixBase, FunctionHandle)
# Generous: each takes milliseconds, and what is looked for takes minutes
bounded = settings(deadline=timedelta(seconds=10), suppress_health_check=[HealthCheck.too_slow])


def outcome(raw: bytes) -> Outcome | None:
    """What the grader makes of the bytes of an answer; None if it takes them for no answer."""
    try:
        return decoded(without_number(raw, 2))
    except StrayError:
        return None


def check(raw: bytes) -> None:
    """An outcome of plain values and clean text, or none; what can cross once can cross again, unchanged."""
    result = outcome(raw)
    if isinstance(result, Failure):
        assert result.kind in FailureKind
        assert result.text.isprintable()
        assert result.place is None or (result.place.file + result.place.source).isprintable()
    elif isinstance(result, Returned):
        assert isinstance(result.value, VALUE)
        try:
            again = Encoder(2**20).encode(result.value)
        except WireError:
            return
        value = Decoder().decode(json.loads(json.dumps(again, allow_nan=False)))
        assert same(value, result.value) or value == result.value


def answer(value: Any) -> dict[str, Any]:
    """An answer as the student's side writes it."""
    return {"number": 2, "value": Encoder(2**20).encode(value)}


def paths(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths in nested data."""
    yield path
    if isinstance(tree, (list, dict)):
        for key in tree if isinstance(tree, dict) else range(len(tree)):
            yield from paths(tree[key], (*path, key))


@st.composite
def mutated_messages(draw: st.DrawFn) -> bytes:
    """Answers of honest values in which a few parts were replaced, repeated, wrapped or taken away."""
    try:
        tree: Any = [answer(draw(VALUES))]
    except WireError:
        tree = [{"number": 2, "failure": "raised", "text": "x", "place": ["work.py", 1, "x = 1", 3], "loading": True}]
    for _ in range(draw(st.integers(1, 3))):
        *above, last = draw(st.sampled_from([path for path in paths(tree) if path]))
        parent = tree
        for key in above:
            parent = parent[key]
        change = draw(st.sampled_from(["replace", "wrap", "repeat", "remove"]))
        if change == "replace":
            parent[last] = draw(ANYTHING)
        elif change == "wrap":
            parent[last] = [draw(st.sampled_from(HEAD_NAMES)), parent[last]]
        elif change == "repeat":
            parent[last] = [copy.deepcopy(parent[last]) for _ in range(draw(st.integers(2, 20)))]
        elif len(tree) > 1 or above:
            del parent[last]
    return json.dumps(tree[0]).encode("ascii")


@bounded
@given(mutated_messages())
def test_mutated_data(raw: bytes) -> None:
    """Close to what is honest, and not quite."""
    check(raw)


@bounded
@given(VALUES, st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=5), st.integers(0))
def test_mutated_bytes(value: Any, changes: list[tuple[int, int]], end: int) -> None:
    """A few bytes changed, and the end cut off."""
    try:
        raw = bytearray(to_bytes(answer(value)))
    except WireError:
        return
    for position, byte in changes:
        raw[position % len(raw)] = byte
    check(bytes(raw))
    check(bytes(raw[: end % len(raw)]))


@bounded
@given(VALUES)
def test_honest_data(value: Any) -> None:
    """The checks above refuse nothing that is honest."""
    try:
        raw = to_bytes(answer(value))
    except WireError:
        return
    check(raw)
    assert isinstance(outcome(raw), Returned)


@given(st.binary(max_size=200), st.integers(0, 300))
def test_any_bytes_as_frames(data: bytes, most: int) -> None:
    """Payloads one after the other, the end, or a refusal of what is announced too large; never more than there is."""
    stream = io.BytesIO(data)
    total = 0
    while True:
        try:
            payload = read_frame(stream, most)
        except TooLargeError:
            assert stream.tell() == total + 4, "nothing of it was read"
            return
        if payload is None:
            return
        total += 4 + len(payload)
        assert len(payload) <= most
        assert stream.tell() == total


@given(st.lists(st.binary(max_size=50), max_size=5))
def test_frames_come_back(payloads: list[bytes]) -> None:
    """As they were written, and in order."""
    stream = io.BytesIO()
    for payload in payloads:
        write_frame(stream, payload)
    stream.seek(0)
    assert [read_frame(stream, 50) for _ in payloads] == payloads
    assert read_frame(stream, 50) is None


def test_the_corpus() -> None:
    """What a fuzzer guided by coverage has found, one answer a line; among it are values, failures and neither."""
    kinds = set()
    for line in CORPUS.read_text(encoding="ascii").splitlines():
        raw = json.loads(line).encode("latin-1")
        check(raw)
        kinds.add(type(outcome(raw)))
    assert kinds == {Returned, Failure, type(None)}
