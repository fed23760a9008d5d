"""A deadline ends what runs inside it, and no other one with it."""

import signal
import time

import pytest

from grader.course.check.deadline import Deadline, OutOfTimeError
from grader.maths.deadline import within

LONGEST = 5.0
"""Processor seconds after which a test goes on whose deadline was forgotten."""


def busy() -> None:
    """Use the processor for much longer than any deadline here."""
    end = time.process_time() + LONGEST
    while time.process_time() < end:
        sum(range(1000))


def test_what_takes_too_long_is_ended() -> None:
    """By an error that the code inside does not catch, as it is no Exception."""
    with pytest.raises(OutOfTimeError), Deadline(0.05):
        busy()


def test_one_inside_another() -> None:
    """The inner one ends what is inside it, and the outer one holds behind it."""
    ended: list[str] = []
    try:
        with Deadline(0.2):
            try:
                with Deadline(0.05):
                    busy()
            except OutOfTimeError:
                ended.append("inner")
            busy()
    except OutOfTimeError:
        ended.append("outer")
    assert ended == ["inner", "outer"]


def test_nothing_is_left_of_it() -> None:
    """Neither a timer nor a handler."""
    before = signal.getsignal(signal.SIGVTALRM)
    with Deadline(LONGEST):
        pass
    assert signal.getitimer(signal.ITIMER_VIRTUAL)[0] == 0
    assert signal.getsignal(signal.SIGVTALRM) == before


def seconds_left() -> float:
    """Of the processor, until the system ends this process, behind a deadline."""
    with Deadline(0.05):
        pass
    return signal.getitimer(signal.ITIMER_PROF)[0]


def test_the_limit_of_the_whole_process_goes_on() -> None:
    """Code that a deadline cannot interrupt, such as NumPy's, is still ended with its process."""
    left = within(60.0, seconds_left)
    assert left is not None
    assert 0 < left <= 60.1
