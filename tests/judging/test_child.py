"""What a child that judges may use, and what of it is told: bounds that hold, and no more than they say."""

import mmap
import os
import resource
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from grader.exercise import Course, Exercise
from grader.items import FunctionItem
from grader.judging import child
from grader.judging.child import JudgingChild, JudgingLimits, _bound_memory, _LearningCache
from grader.judging.child_protocol import Begin, Message, encode
from grader.judging.key import CourseKey, ExerciseKey, ItemName
from grader.judging.reproduce import _sequences
from grader.judging.steady import StillnessWatch
from grader.judging.student import RecordedCall
from grader.maths.deadline import within
from grader.sandbox.client.outcome import Returned
from grader.sandbox.limits import MIB


def _largest_block(more: int) -> tuple[int, int, bool]:
    """How many MiB can still be mapped, of 32 and 256, under a bound; and whether the bound is what was asked for."""
    before = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * mmap.PAGESIZE
    _bound_memory(more)
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    mapped = []
    for size in (32, 256):
        try:
            mmap.mmap(-1, size * MIB).close()
        except OSError:
            continue
        mapped.append(size)
    return min(mapped, default=0), max(mapped, default=0), abs(soft - before - more) < 16 * MIB


@pytest.mark.parametrize(("more", "largest"), [(128 * MIB, 32), (512 * MIB, 256)])
def test_memory_is_bounded_beyond_what_is_used(more: int, largest: int) -> None:
    """So much more than it has, and not more."""
    assert within(10, _largest_block, more) == (32, largest, True)


@pytest.mark.parametrize(
    ("wall", "processor", "is_told"),
    [(0.9, 0.0, True), (1.1, 0.0, False), (3.9, 1.0, True), (4.1, 1.0, False), (6.9, 2.0, True), (7.1, 2.0, False)],
)
def test_what_a_machine_that_stood_still_has_found_is_not_kept(
    monkeypatch: pytest.MonkeyPatch, wall: float, processor: float, *, is_told: bool
) -> None:
    """Deadlines were passed that are kept otherwise."""
    told: list[Any] = []
    lookup: Any = SimpleNamespace(learned=lambda *_: "learned", session=SimpleNamespace(waited=0.0))
    times = iter([(5.0, 2.0), (5.0 + wall, 2.0 + processor)])
    monkeypatch.setattr(StillnessWatch, "_spent", lambda _: next(times))
    monkeypatch.setattr(child, "LearnedItem", lambda learned: learned)
    cache = _LearningCache(lookup, told.append)
    nothing: Any = None
    cache.judged(nothing, nothing)
    assert (told, cache.is_lasting) == (["learned"] if is_told else [], is_told)


@pytest.mark.parametrize(("most", "chunks"), [(1, 1), (64, 1), (65, 2), (128, 2), (129, 3)])
def test_a_child_that_tells_too_much_is_heard_no_longer(
    monkeypatch: pytest.MonkeyPatch, most: int, chunks: int
) -> None:
    """Whatever hostile data does to it, it fills no memory of its parent's."""
    monkeypatch.setattr(child, "_MOST_BYTES", most)
    monkeypatch.setattr(child, "_CHUNK", 64)
    line = encode(Begin(ItemName("work", "f")))
    reading, writing = os.pipe()
    os.write(writing, line * 10)
    teller = JudgingChild.__new__(JudgingChild)
    vars(teller).update(
        _pipe=reading, _limits=JudgingLimits(), _status=None, _heard=time.monotonic(), _bytes=0, _unfinished=bytearray()
    )
    messages: list[Message] = []
    while not teller.is_over:
        messages += teller.read()
    os.close(writing)
    os.close(reading)
    assert messages == [Begin(ItemName("work", "f"))] * (64 * chunks // len(line))


def test_limits_of_judging() -> None:
    """As they are documented: seconds of the processor, seconds of silence, and memory."""
    assert JudgingLimits() == (10.0, 120.0, 1024 * MIB)


@pytest.mark.parametrize(
    ("many", "wanted"),
    [
        (0, []),
        (1, ["0"]),
        (2, ["1", "0", "01"]),
        (3, ["2", "1", "0", "12", "012"]),
        (5, ["4", "3", "2", "1", "0", "34", "1234", "01234"]),
    ],
)
def test_which_calls_are_made_before(many: int, wanted: list[str]) -> None:
    """One, the last first; then the last two, four, and so on; then all."""
    calls = [RecordedCall("f", (number,), Returned(number)) for number in range(many)]
    found = ["".join(str(call.arguments[0]) for call in before) for before in _sequences(calls)]
    assert found == wanted


def test_what_is_public_after_the_due_date() -> None:
    """What was to be shown then, and nothing that stays hidden."""
    items = tuple(
        FunctionItem(id=visibility, title="t", points=1, cases=((1,),), visibility=visibility)
        for visibility in ("public", "after_due", "hidden")
    )
    exercise = Exercise(title="t", source="s", statement="s", items=items)
    key = CourseKey(Course(name="c", title="c", version="1"), (ExerciseKey("work", exercise, {}),))
    (after,) = key.after_due.exercises
    assert [(item.id, item.visibility) for item in after.exercise.items] == [
        ("public", "public"),
        ("after_due", "public"),
        ("hidden", "hidden"),
    ]
    assert [item.visibility for item in key.exercises[0].exercise.items] == ["public", "after_due", "hidden"]
