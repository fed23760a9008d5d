"""A student's function in the place of the reference's: the reference runs here, each call to it crosses the wall."""

import inspect
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any, NamedTuple

from grader.items.answers.convert import UnlikeError, like, zero_like
from grader.items.exam import Student
from grader.sandbox.outcome import Failure

MOST_CALLS = 5_000
"""After so many calls of one part the reference is taken to go round in circles."""


class CannotBorrowError(Exception):
    """The part gave nothing that the reference could go on with."""


class SubstitutedCall(NamedTuple):
    """What a function was called with, what it gave, and what the reference gives there."""

    arguments: tuple[Any, ...]
    answer: Any
    expected: Any


class Part:
    """Stands in for one function of the reference.

    Parameters
    ----------
    true : callable
        The reference's function, which says in what form an answer has to be.
    answer : callable
        Given the arguments and the reference's answer, what is given instead; UnlikeError if there is nothing.
    """

    def __init__(self, true: Callable[..., Any], answer: Callable[[tuple[Any, ...], Any], Any]) -> None:
        self._true = true
        self._answer = answer
        self._signature = inspect.signature(true)
        self.asked: list[SubstitutedCall] = []
        """Calls that were answered."""
        self.has_failed = False

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """The answer, in the form of the reference's; CannotBorrowError if there is none."""
        bound = self._signature.bind(*arguments, **named)
        bound.apply_defaults()
        if len(self.asked) >= MOST_CALLS:
            self.has_failed = True
            raise CannotBorrowError
        expected = self._true(*bound.args)
        try:
            answer = self._answer(bound.args, expected)
        except UnlikeError as error:
            self.has_failed = True
            raise CannotBorrowError from error
        self.asked.append(SubstitutedCall(bound.args, answer, expected))
        return answer


def borrowed(student: Student, name: str, true: Callable[..., Any]) -> Part:
    """The student's function of that name."""

    def answer(arguments: tuple[Any, ...], expected: Any) -> Any:
        outcome = student.call(name, *arguments)
        if isinstance(outcome, Failure):
            raise UnlikeError
        return like(outcome.value, expected)

    return Part(true, answer)


def zero(_: tuple[Any, ...], expected: Any) -> Any:
    """Nothing: 0 in the form that is asked for."""
    return zero_like(expected)


def first_fitting(candidates: tuple[Any, ...], expected: Any) -> Any:
    """The first of the candidates, such as the arguments, that has the form that is asked for."""
    for candidate in candidates:
        try:
            return like(candidate, expected)
        except UnlikeError:
            continue
    raise UnlikeError


def with_parts(functions: Mapping[str, Callable[..., Any]], parts: Mapping[str, Part]) -> dict[str, Callable[..., Any]]:
    """The reference's functions, calling the parts wherever they call those of that name.

    Each is made anew over a namespace of its own: the true reference is not changed, for others go on using it.
    """
    namespaces: dict[int, dict[str, Any]] = {}
    made: dict[str, Callable[..., Any]] = {}
    for name, function in functions.items():
        if not isinstance(function, FunctionType):
            made[name] = function
            continue
        namespace = namespaces.setdefault(id(function.__globals__), {**function.__globals__, **parts})
        made[name] = _over(namespace, function)
    for namespace in namespaces.values():
        namespace.update({**made, **parts})
    return made


def _over(namespace: dict[str, Any], function: FunctionType) -> FunctionType:
    """The function with other globals."""
    made = FunctionType(function.__code__, namespace, function.__name__, function.__defaults__, function.__closure__)
    made.__kwdefaults__ = function.__kwdefaults__
    return made
