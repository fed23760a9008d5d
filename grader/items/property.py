"""A property that the author states: any answer that has it is right."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import Field

from grader.errors import AuthoringError
from grader.items.answers.compare import compare
from grader.items.answers.comparison import differs
from grader.items.answers.shapes import Shape, read_parts
from grader.items.answers.tolerance import Tolerance
from grader.items.author_functions import NotToldError, failed, fault_of, tell
from grader.items.drawn import Checked, DrawnItem, PythonFunction
from grader.items.exam import Exam
from grader.items.trials import Arguments


class PropertyItem(DrawnItem):
    """An answer that has a property, at the author's cases and at drawn arguments."""

    kind: Literal["property"] = "property"
    """Always `property`."""
    shapes: tuple[Shape, ...] = Field(min_length=1)
    """Shape of the answer, or one for each of its parts, such as `((3, "h"), ("h+1",))` for weights (W, w)."""
    requires: str
    """The property in a sentence, which the student reads when the answer does not have it."""
    fault: Annotated[Callable[..., str | None], PythonFunction]
    """Given the answer (an array, or one array for each shape) and then the arguments, what is wrong: a few words
    with the numbers that show it, to be read behind "gave ...:"; None if the answer has the property."""

    withholds_fault: bool = False
    """Whether `fault` and `where`, which students otherwise get as source, stay behind. Then only the instructor
    grades the item; students are told what fails, or has another shape."""

    def check(self, answer: Any, arguments: Arguments, exam: Exam) -> Checked:
        """Read the answer in the shapes asked for, then look at the property."""
        parts, comparison = read_parts(answer, self.shapes)
        if parts is None:
            return Checked(comparison)
        try:
            fault = fault_of(self.fault, parts, arguments)
        except NotToldError as error:
            if self._is_faulty(arguments, exam):
                raise failed(self.id, "fault", self.fault, error.error, (*parts, *arguments)) from error
            fault = error.text
        if fault is None:
            return Checked(comparison)
        return Checked(differs("property", self.requires), f": {fault}", compared=self.requires)

    def _is_faulty(self, arguments: Arguments, exam: Exam) -> bool:
        """Whether `fault` fails on the reference's own answer as well; a release has no reference to ask."""
        try:
            own = read_parts(exam.reference.call(self.function, *arguments), self.shapes).parts
            if own is not None:
                tell(self.fault, *own, *arguments)
        except NotToldError:
            return True
        except AuthoringError:
            pass
        return False

    def same(self, answer: Any, other: Any) -> bool:
        """Whether two answers are the same numbers; each part is one array, however it was written."""
        given, wanted = (read_parts(value, self.shapes).parts or value for value in (answer, other))
        return compare(given, wanted, Tolerance()).agrees

    def holds(self, predicate: Callable[..., bool], answer: Any, arguments: Arguments) -> bool:
        """Whether the predicate holds for the answer's parts; it does not for an answer of another form."""
        parts = read_parts(answer, self.shapes).parts
        return parts is not None and bool(predicate(*parts, *arguments))
