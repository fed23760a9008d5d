"""The format of `checks/bundle.json`, `grade-bundle/1`: JSON, in which values are written as on the wire.

An item is its kind's fields, of which only those are there that the author has set. What an exercise may not give away
is not in the format at all: there is no field for a reference, a misconception or a seed.
"""

from typing import Any, Literal, NamedTuple

from pydantic import Field

from grader.exercise import Course
from grader.model.frozen import Frozen

FOLDER = "checks"
FILE = f"{FOLDER}/bundle.json"


class Row(NamedTuple):
    """One call and what it has to give."""

    arguments: Any
    expected: Any


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


class Bundle(Frozen):
    """A whole course as students get it."""

    schema_: Literal["grade-bundle/1"] = Field(default="grade-bundle/1", alias="schema")
    """Name and version of this format."""
    course: Course
    """The course."""
    exercises: tuple[BundledExercise, ...]
    """In the order of the course."""
    files: dict[str, str] = Field(default_factory=dict)
    """SHA-256 of every other file, by its path: how a later release sees whether anybody has worked in the folder."""
