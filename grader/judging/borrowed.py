"""A student's function in the place of the reference's: the reference runs here, each call to it crosses the wall."""

import inspect
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any

from grader.items.answers.like import UnlikeError, like
from grader.items.exam import Student
from grader.sandbox.outcome import Failure

_MOST_CALLS = 5_000


class CannotBorrowError(Exception):
    """The student's function gave nothing that the reference could go on with."""


class Borrowed:
    """Calls the student's function as if it were the reference's.

    Parameters
    ----------
    student : Student
        The functions of the submission.
    name : str
        Which of them.
    true : callable
        The reference's function of that name, which says in what form an answer has to be.
    """

    def __init__(self, student: Student, name: str, true: Callable[..., Any]) -> None:
        self.name = name
        self.has_failed = False
        self._student = student
        self._true = true
        self._signature = inspect.signature(true)
        self._seen: dict[str, tuple[str, str]] = {}

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """The student's answer, in the form of the reference's; CannotBorrowError if there is none."""
        bound = self._signature.bind(*arguments, **named)
        bound.apply_defaults()
        expected = self._true(*bound.args)
        try:
            answer = self._answer(bound.args, expected)
        except UnlikeError as error:
            self.has_failed = True
            raise CannotBorrowError from error
        self._seen[repr(bound.args)] = (repr(answer), repr(expected))
        return answer

    def _answer(self, arguments: tuple[Any, ...], expected: Any) -> Any:
        outcome = self._student.call(self.name, *arguments)
        if isinstance(outcome, Failure) or len(self._seen) >= _MOST_CALLS:
            raise UnlikeError
        return like(outcome.value, expected)

    @property
    def is_constant(self) -> bool:
        """Whether it gave the same for whatever it was called with, where the reference did not."""
        answers = {answer for answer, _ in self._seen.values()}
        expected = {right for _, right in self._seen.values()}
        return len(answers) == 1 < len(expected)


def with_borrowed(
    functions: Mapping[str, Callable[..., Any]], borrowed: Mapping[str, Borrowed]
) -> dict[str, Callable[..., Any]]:
    """The reference's functions, calling the borrowed ones wherever they call those of that name.

    Each is made anew over a namespace of its own: the true reference is not changed, for others go on using it.
    """
    namespaces: dict[int, dict[str, Any]] = {}
    found: dict[str, Callable[..., Any]] = {}
    for name, function in functions.items():
        if not isinstance(function, FunctionType):
            found[name] = function
            continue
        namespace = namespaces.setdefault(id(function.__globals__), {**function.__globals__, **borrowed})
        found[name] = _over(namespace, function)
    for namespace in namespaces.values():
        namespace.update({**found, **borrowed})
    return found


def _over(namespace: dict[str, Any], function: FunctionType) -> FunctionType:
    """The function with other globals."""
    made = FunctionType(function.__code__, namespace, function.__name__, function.__defaults__, function.__closure__)
    made.__kwdefaults__ = function.__kwdefaults__
    return made
