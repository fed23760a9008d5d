"""What a student reads beside a verdict: a sentence with a stable code, and evidence."""

from typing import ClassVar, Literal

from pydantic import Field

from grader.model.any_drawing import AnyDrawing
from grader.model.frozen import Frozen, Sparse
from grader.model.snippet import Snippet


class Feedback(Frozen):
    """One sentence for the student, with a code that programs can rely on."""

    code: str
    """Dotted and stable, such as `answer.shape` or `misconception.dropped_factor_two`."""
    text: str
    """The sentence: the observed fact, then the concept; no blame. Empty where the verdict says all there is."""


class SourceLine(Sparse):
    """A line of one of the student's files."""

    left_out: ClassVar[frozenset[str]] = frozenset({"cell"})

    file: str
    """Name of the file, without a folder."""
    line: int = Field(ge=1)
    """Counted from 1; in a notebook within its cell."""
    cell: int | None = Field(default=None, ge=1)
    """Of a notebook: the number of its cell, counted from the top with those of text. Left out for any other file."""


class Witness(Sparse):
    """Evidence that an answer is wrong, which anyone can check by hand."""

    left_out: ClassVar[frozenset[str]] = frozenset({"drawing"})

    kind: Literal["call", "value", "source", "property"]
    """A call of the student's function, a value it should have had, a place in the source, or a failed property."""
    text: str
    """The evidence in one line, written so that it can be pasted."""
    place: SourceLine | None = None
    """Where in the student's files it was seen; null where no line is to blame."""
    snippet: Snippet | None = None
    """The same as a program; null where there is nothing to run, or the arguments are too long to be pasted."""
    drawing: AnyDrawing | None = None
    """The same as numbers of which a picture is drawn; left out where there is nothing to draw."""


class Certificate(Frozen):
    """Evidence that an answer is right: the property it has, and why."""

    text: str
    """The argument in one line."""
