"""The format of `checks/bundle.json`, `grade-bundle/1`: JSON, in which values are written as on the wire.

An item is its kind's fields, of which only those are there that the author has set. What an exercise may not give away
is not in the format at all: there is no field for a reference, a misconception or a seed. Reading it evaluates nothing
and unpickles nothing.
"""

import json
from typing import Any, Literal, NamedTuple, Never

import sympy
from pydantic import Field

from grader.course import in_reach
from grader.exercise import Course
from grader.model.frozen import Frozen
from grader.sandbox.limits import MIB
from grader.sandbox.wire import Decoder, Encoder, WireError

FOLDER, FILE = in_reach.CHECKS, in_reach.BUNDLE
SCHEMA: Literal["grade-bundle/1"] = "grade-bundle/1"
_LARGEST_VALUE = 16 * MIB
"""Bytes of one value, written out."""
_INTERVAL = "sympy.Interval"


class Row(NamedTuple):
    """One call and what it has to give."""

    arguments: Any
    expected: Any


class BundledEquation(NamedTuple):
    """What the value of an item is in terms of the student's functions, and the function of `checks/NAME.py`."""

    text: str
    function: str
    forms: dict[str, Any]


class BundledDerivative(NamedTuple):
    """What an item's answer is the derivative of."""

    expression: Any
    symbol: str
    order: int


class BundledExercise(Frozen):
    """One exercise's statement, and the checks of it that need no reference."""

    name: str = Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")
    """Its name, which is also that of the student's file."""
    title: str
    """The exercise in a few words."""
    source: str
    """Where it comes from."""
    statement: str
    """What the student reads."""
    position: int
    """Place in the course."""
    items: tuple[dict[str, Any], ...]
    """Fields of each item."""
    only_instructor: tuple[str, ...]
    """Ids of the items of which there is no check here."""
    functions: dict[str, dict[str, str]]
    """For an item, by its id: which function of `checks/NAME.py` a field stands for."""
    tables: dict[str, tuple[Row, ...]]
    """For an item, by its id: calls of its function with what they have to give."""
    forms: dict[str, tuple[Row, ...]] = Field(default_factory=dict)
    """For an item without a check: calls of its function with values that have the form of what they have to give."""
    equations: dict[str, BundledEquation] = Field(default_factory=dict)
    """For an item, by its id: what the student's own functions say that its value is."""
    derivatives: dict[str, BundledDerivative] = Field(default_factory=dict)
    """For an item, by its id: what its answer is the derivative of."""


class GradedWith(Frozen):
    """What the machine has on which work is graded that counts."""

    python: str
    """Version of Python."""
    numpy: str
    """Version of NumPy."""
    sympy: str
    """Version of SymPy."""
    grader: str
    """Version of this package."""
    level: str
    """Level of the sandbox."""


class Bundle(Frozen):
    """A whole course as students get it."""

    schema_: Literal["grade-bundle/1"] = Field(default=SCHEMA, alias="schema")
    """Name and version of this format."""
    course: Course
    """The course."""
    exercises: tuple[BundledExercise, ...]
    """In the order of the course."""
    graded_with: GradedWith | None = None
    """With what work is graded that counts."""
    files: dict[str, str] = Field(default_factory=dict)
    """SHA-256 of every other file, by its path: how a later release sees whether anybody has worked in the folder."""


def encode(value: Any) -> Any:
    """The value as JSON can hold it; WireError, with a clause about the value, for one that it cannot hold."""
    return Encoder(_LARGEST_VALUE).encode(_plain(value))


def decode(encoded: Any) -> Any:
    """The value; WireError for what is none."""
    return _rich(Decoder(_no_handle).decode(encoded))


def _no_handle(number: int) -> Never:
    raise WireError(f"the function {number} of another process")


def _plain(value: Any) -> Any:
    """Models as the fields that were set, and intervals, which the wire does not know, as marked tuples."""
    if isinstance(value, Frozen):
        return fields(value)
    if isinstance(value, sympy.Interval):
        return (_INTERVAL, *value.args)
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    # of exactly these types: a NamedTuple would not take its parts in one list
    return type(value)(map(_plain, value)) if type(value) in {list, tuple} else value


def fields(model: Frozen) -> dict[str, Any]:
    """The fields of a model that were set, and the one that tells its kind."""
    told = {"kind", "about"} & type(model).model_fields.keys()
    return {name: _plain(getattr(model, name)) for name in sorted(model.model_fields_set | told)}


def _rich(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rich(part) for key, part in value.items()}
    if type(value) not in {list, tuple}:
        return value
    # its mark, both ends, and whether each end is left out
    if len(value) == 5 and isinstance(value[0], str) and value[0] == _INTERVAL:
        return sympy.Interval(*value[1:])
    return type(value)(map(_rich, value))


def call_key(arguments: tuple[Any, ...]) -> str:
    """A text that is the same for the same arguments."""
    return json.dumps(encode(arguments))
