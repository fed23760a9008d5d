"""Functions of the author's. What goes wrong on the author's own data is the author's; on an answer, the student's."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.errors import AuthoringError

Parts = Sequence[NDArray[np.float64]]

_EXTREME, _MODERATE = 1e50, 1e25
"""Beyond the first, or below its inverse, floats come to their end: a power of such a number may be inf or 0."""
_TOO_LARGE = "its numbers are too large for the property to be worked out"
_TOO_SMALL = "its numbers are too small for the property to be worked out"
_NOT_FOR_THESE = "the property cannot be worked out with these numbers"


class NotToldError(Exception):
    """A predicate of the author's raised on an answer: it does not hold there, whatever the answer is.

    Parameters
    ----------
    error : Exception
        What it raised.
    """

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error

    @property
    def text(self) -> str:
        """What the student reads."""
        return _TOO_LARGE if isinstance(self.error, OverflowError) or "overflow" in str(self.error) else _NOT_FOR_THESE


def ask(item: str, field: str, function: Callable[..., Any], *arguments: Any) -> Any:
    """The value of a function at the author's own data.

    Raises
    ------
    AuthoringError
        If the function raises; it names the item and the field.
    """
    try:
        with np.errstate(all="ignore"):
            return function(*arguments)
    except Exception as error:  # an author's function may raise anything
        raise failed(item, field, function, error, arguments) from error


def failed(item: str, field: str, function: Callable[..., Any], error: BaseException, arguments: Any) -> AuthoringError:
    """What is said of a function of the author's that raised."""
    fault = f"`{field}` raised {type(error).__name__}: {error} for the arguments {arguments!r:.300}"
    cure = "Let it take every list of arguments that is drawn, and every answer of the right form"
    return AuthoringError(f"item {item}", fault, cure, function)


def tell(predicate: Callable[..., Any], *arguments: Any) -> Any:
    """What a predicate says of an answer, with NumPy's errors raised: inf and nan decide nothing.

    NotToldError if it raises.
    """
    try:
        # underflow to 0 is no fault: what is that small may be taken for 0
        with np.errstate(over="raise", divide="raise", invalid="raise"):
            return predicate(*arguments)
    except Exception as error:
        raise NotToldError(error) from error


def fault_of(fault: Callable[..., str | None], parts: Parts, arguments: Sequence[Any]) -> str | None:
    """What is wrong with an answer, by a function of the author's; None if nothing is.

    Plain Python overflows without a word, and then inf <= inf: an answer near the end of floats has to be right at a
    moderate size too. There it is also judged where its own size cannot be worked with.

    NotToldError if the function raises.
    """
    size = max((float(np.abs(part).max(initial=0.0)) for part in parts), default=0.0)
    if size == 0 or 1 / _EXTREME <= size <= _EXTREME:  # nearly every answer: the question is asked as it stands
        return _said(fault, parts, arguments)
    try:
        if (said := _said(fault, parts, arguments)) is not None and not _is_right_with_room(fault, parts, arguments):
            return said
    except NotToldError as error:
        if not isinstance(error.error, ArithmeticError):  # overflow and division by what underflowed are of the size
            raise
    # Its own size says that it is right, or cannot be worked with. Then a moderate one decides: of a direction, say,
    # every multiple will do.
    if any(_said(fault, moderate, arguments) is None for moderate in _moderate(parts, size)):
        return None
    return _TOO_LARGE if size > 1 else _TOO_SMALL


def _is_right_with_room(fault: Callable[..., str | None], parts: Parts, arguments: Sequence[Any]) -> bool:
    """Whether the answer is right in numbers with a wider range.

    What comes to 1e-316 on a processor that multiplies and adds in one step, and to 0 on another, is no fault of the
    answer's.
    """
    try:
        return _said(fault, [part.astype(np.longdouble) for part in parts], arguments) is None
    except NotToldError:  # not all of NumPy takes such numbers
        return False


def _moderate(parts: Parts, size: float) -> Iterator[Parts]:
    """The same answer at a moderate size: as a whole, and with its large numbers only, which a share need not be."""
    factor = (_MODERATE if size > 1 else 1 / _MODERATE) / size
    yield [part * factor for part in parts]
    if size > 1:
        yield [np.where(np.abs(part) > _EXTREME, part * factor, part) for part in parts]


def _said(fault: Callable[..., str | None], parts: Parts, arguments: Sequence[Any]) -> str | None:
    said: str | None = tell(fault, *parts, *arguments)
    return said
