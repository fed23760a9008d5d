"""Values of expressions at rational points, certain to the last digit given: see `grader.maths.values.at`."""

from grader.maths.values.at import value_at
from grader.maths.values.number import (
    NoValueError,
    Point,
    Setting,
    UnknownError,
    Value,
    as_number,
    certainly_differ,
)

__all__ = [
    "NoValueError",
    "Point",
    "Setting",
    "UnknownError",
    "Value",
    "as_number",
    "certainly_differ",
    "value_at",
]
