"""The substituted reference: an earlier part of the student's, or a trivial one, in the place of the reference's.

    reference     step(x) = x - risk_derivative(x)      the author's code, runs here
    substituted   step(x) = x - RISK_DERIVATIVE(x)      the same code; this name is answered by somebody else

The reference runs in this process all the time; a call to a part of the student's crosses the wall.
"""

import inspect
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any, NamedTuple

from grader.items.answers.convert import UnlikeError, like, zero_like
from grader.items.exam import Student
from grader.sandbox.client.outcome import Failure

MOST_CALLS = 5_000
"""After so many calls of one part the reference is taken to go round in circles."""


class NoAnswerError(Exception):
    """The part gave nothing that the reference could go on with."""


class SubstitutedCall(NamedTuple):
    """What a function was called with, what it gave, and what the reference gives there."""

    arguments: tuple[Any, ...]
    answer: Any
    expected: Any


class SubstitutedPart:
    """Stands in for one function of the reference.

    Parameters
    ----------
    reference : callable
        The reference's function, which says in what form an answer has to be.
    answer : callable
        Given the arguments and the reference's answer, what is given instead; UnlikeError if there is nothing.
    """

    def __init__(self, reference: Callable[..., Any], answer: Callable[[tuple[Any, ...], Any], Any]) -> None:
        self._reference = reference
        self._answer = answer
        self._signature = inspect.signature(reference)
        self.calls: list[SubstitutedCall] = []
        """Calls that were answered."""
        self.has_failed = False

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """The answer, in the form of the reference's; NoAnswerError if there is none."""
        # The author's code may call it by keywords or leave a default out; what a student's function takes across the
        # wall is a list of positional arguments.
        bound = self._signature.bind(*arguments, **named)
        bound.apply_defaults()
        if len(self.calls) >= MOST_CALLS:
            self.has_failed = True
            raise NoAnswerError
        # Called in any case, as the form of its answer says how the student's is to be read
        expected = self._reference(*bound.args)
        try:
            answer = self._answer(bound.args, expected)
        except UnlikeError as error:
            # Kept, not only raised: the author's code around this call may catch any exception, and go on without.
            self.has_failed = True
            raise NoAnswerError from error
        self.calls.append(SubstitutedCall(bound.args, answer, expected))
        return answer


def students_part(student: Student, name: str, reference: Callable[..., Any]) -> SubstitutedPart:
    """The student's function of that name."""

    def answer(arguments: tuple[Any, ...], expected: Any) -> Any:
        outcome = student.call(name, *arguments)
        if isinstance(outcome, Failure):
            raise UnlikeError
        return like(outcome.value, expected)

    return SubstitutedPart(reference, answer)


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


def with_parts(
    functions: Mapping[str, Callable[..., Any]], parts: Mapping[str, SubstitutedPart]
) -> dict[str, Callable[..., Any]]:
    """The reference's functions, calling the parts wherever they call those of that name.

    Each is made anew over a namespace of its own: the true reference is not changed, for others go on using it.
    """
    namespaces: dict[int, dict[str, Any]] = {}  # by the globals that they are made of: one for each module
    substituted: dict[str, Callable[..., Any]] = {}
    for name, function in functions.items():
        if not isinstance(function, FunctionType):
            substituted[name] = function
            continue
        namespace = namespaces.setdefault(id(function.__globals__), {**function.__globals__, **parts})
        substituted[name] = _over(namespace, function)
    # Only now, when all are made: each has to find the new ones, also those that come behind it.
    for namespace in namespaces.values():
        namespace.update({**substituted, **parts})
    return substituted


def _over(namespace: dict[str, Any], function: FunctionType) -> FunctionType:
    """The function with other globals."""
    copied = FunctionType(function.__code__, namespace, function.__name__, function.__defaults__, function.__closure__)
    copied.__kwdefaults__ = function.__kwdefaults__
    return copied
