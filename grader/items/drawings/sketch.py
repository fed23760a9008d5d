"""What the author of an item says about how a wrong answer is drawn, whatever the kind."""

from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, WithJsonSchema

from grader.items.drawings import SKETCHES
from grader.items.of_any_kind import OfAnyKind
from grader.model.any_drawing import Drawing
from grader.model.frozen import Frozen
from grader.sandbox.late import Expr


def _is_curve(curve: Any) -> Any:
    if type(curve) is not int and not isinstance(curve, Expr):
        raise ValueError("a curve is an expression, or the place of the argument that holds one, counted from 0")
    return curve


# Of no class of SymPy's: exercises about numbers are graded without it
CurveField = Annotated[
    Any,
    AfterValidator(_is_curve),
    WithJsonSchema({"type": ["integer", "string"], "description": "the place of an argument, or a SymPy expression"}),
]
"""The function whose graph is drawn."""


class Sketch(Frozen):
    """Which argument is which, and what the answer is. Arguments are counted from 0, as in a case."""

    if TYPE_CHECKING:
        kind: str  # each kind has a field with a word of its own

    @property
    def arguments_named(self) -> frozenset[int]:
        """The places of the arguments that it says something of: all its whole numbers are that."""
        values = [getattr(self, name) for name in type(self).model_fields]
        parts = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
        return frozenset(part for part in parts if type(part) is int)

    def draw(self, answer: Any, arguments: tuple[Any, ...], expected: Any) -> Drawing | None:
        """The drawing of a wrong answer; None where there is nothing to draw. It may fail, on answers of any form.

        Parameters
        ----------
        answer : object
            The student's, as it came over the wire.
        arguments : tuple
            What the function was called with.
        expected : object
            The reference's answer where the witness shows it; else None.
        """
        drawing: Drawing | None = import_module(f"grader.items.drawings.{self.kind}").draw(
            self, answer, arguments, expected
        )
        return drawing


def sketch_of(kind: str) -> type[Sketch]:
    """The class of a kind; KeyError if there is no such kind."""
    sketch: type[Sketch] = getattr(import_module("grader.items.drawings.sketches"), SKETCHES[kind])
    return sketch


AnySketch = Annotated[Sketch, OfAnyKind("sketch", SKETCHES, sketch_of)]
