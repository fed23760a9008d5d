"""Functions that are called here, as the wall would call them."""

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sympy

from grader.course.check.examine import DirectSession
from grader.sandbox.client.outcome import Failure, FailureKind, Returned
from grader.sandbox.functions import FunctionHandle

X = sympy.Symbol("x")


def raising(error: Exception) -> Callable[[], Any]:
    """A function that raises."""

    def function() -> Any:
        raise error

    return function


@pytest.mark.parametrize(
    ("function", "failure"),
    [
        (None, Failure(FailureKind.NO_FUNCTION, "there is no function f")),
        (raising(NotImplementedError("x")), Failure(FailureKind.NOT_IMPLEMENTED, "it raises NotImplementedError")),
        (raising(ValueError("no")), Failure(FailureKind.RAISED, "ValueError: no")),
        (raising(RecursionError("deep")), Failure(FailureKind.RAISED, "RecursionError: deep")),
        (raising(MemoryError("full")), Failure(FailureKind.OUT_OF_MEMORY, "MemoryError: full")),
        (lambda: b"", Failure(FailureKind.UNSENDABLE, "it is a bytes object; .decode() makes it a text")),
        (
            lambda: sympy.airyai(X),
            Failure(FailureKind.INCOMPARABLE, "it holds an airyai, which is not an elementary function"),
        ),
    ],
    ids=["none", "a stub", "an error", "too deep", "no memory", "no answer", "our limit"],
)
def test_what_fails_is_told_as_behind_the_wall(function: Any, failure: Failure) -> None:
    """Whatever it raises or returns."""
    session = DirectSession({} if function is None else {"f": function})
    assert session.call("", "f", [()]) == [failure]


def test_values_are_what_crosses() -> None:
    """In order; what a function writes into its arguments does not reach the next one."""

    def f(items: list[int]) -> tuple[int, ...]:
        items.append(9)
        return tuple(items)

    mine = [1]
    assert DirectSession({"f": f}).call("", "f", [(mine,), (mine,), ([],)]) == [
        Returned((1, 9)),
        Returned((1, 9)),
        Returned((9,)),
    ]
    assert mine == [1]
    (outcome,) = DirectSession({"f": lambda: np.float64(1) / np.float64(0)}).call("", "f", [()])
    assert outcome == Returned(np.inf)


def test_functions_that_are_returned_can_be_called() -> None:
    """Each by a number of its own."""
    session = DirectSession({"f": lambda n: lambda x: x + n})
    handles = [
        outcome.value for outcome in session.call("", "f", [(1,), (10,), (100,)]) if isinstance(outcome, Returned)
    ]
    assert handles == [FunctionHandle(0), FunctionHandle(1), FunctionHandle(2)]
    assert [session.call("", handle, [(0,), (5,)]) for handle in handles] == [
        [Returned(n), Returned(n + 5)] for n in (1, 10, 100)
    ]


def test_nothing_else_is_kept() -> None:
    """Neither output nor anything to close."""
    session = DirectSession({"f": lambda: sys.stdout.write("")})
    assert session.call("", "f", [()]) == [Returned(0)]
    session.forget()
    session.close()
    assert session.take_output() == ""
