"""What an author writes: exercises in `exercises/`, misconceptions in `solutions/`, and the course they belong to."""

from collections.abc import Callable
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from grader.items.any_item import AnyItem
from grader.items.drawn import PythonFunction
from grader.model.frozen import Frozen


class Exercise(Frozen):
    """What is asked, and how each part of the answer is judged. Its name is its file's."""

    title: str = Field(min_length=1)
    """The exercise in a few words."""
    source: str = Field(min_length=1)
    """Where it comes from: the lecture and its slides."""
    statement: str = Field(min_length=1)
    """What the student reads: Markdown with LaTeX between dollar signs."""
    position: int = Field(default=1000, ge=0)
    """Place in the course: exercises are listed in this order, and by name where it is the same."""
    items: tuple[AnyItem, ...] = Field(min_length=1)
    """The separately scored parts, in the order of the report."""
    survivors: dict[str, str] = Field(default_factory=dict)
    """Mutants that `grade check` cannot tell from the reference and need not: name of the mutant to the reason. Where
    there is no mutant at all, `none` to the reason for that."""

    @property
    def points(self) -> float:
        """Points that can be earned."""
        return sum(item.points for item in self.items)

    @property
    def former_functions(self) -> dict[str, str]:
        """Functions that had another name in an earlier version, with that name."""
        renamed = {item.function: item.was.partition(".")[0] for item in self.items if item.was}
        return {name: former for name, former in renamed.items() if former != name}

    @model_validator(mode="after")
    def _ids_fit_together(self) -> Self:
        ids = [item.id for item in self.items]
        for item in self.items:
            if item.was in ids:
                raise ValueError(f"item '{item.id}' was '{item.was}', which is the id of an item; a name has one item")
        if reused := sorted({*self.former_functions.values()} & {item.function for item in self.items}):
            raise ValueError(f"'{reused[0]}' is the function of an item, and cannot be another one's former name")
        if twice := sorted({item for item in ids if ids.count(item) > 1}):
            raise ValueError(f"two items have the id '{twice[0]}'; every item needs an id of its own")
        for item in self.items:
            for needed in item.depends_on:
                if needed not in ids or needed == item.id:
                    raise ValueError(f"item '{item.id}' depends on '{needed}', which is no other item of this exercise")
        left = {item.id: set(item.depends_on) for item in self.items}
        while left:
            ready = {name for name, needed in left.items() if not needed & left.keys()}
            if not ready:
                raise ValueError(f"the items {', '.join(left)} depend on each other; break the circle")
            left = {name: needed for name, needed in left.items() if name not in ready}
        return self


class Misconception(Frozen):
    """A well-known wrong way, as code: it diagnoses, and it is itself a test of the exercise."""

    of: str
    """Id of the item, or name of the function, that it gets wrong."""
    wrong: Annotated[Callable[..., Any], PythonFunction]
    """What a student with this misconception would write; its name is the misconception's."""
    says: str
    """What the student reads: the observed fact, then the concept."""
    explains: Annotated[Callable[..., bool] | None, PythonFunction] = None
    """For answers of which many are right: given the student's answer (and the arguments), whether this
    misconception explains it. Without it an answer is explained if it is what `wrong` gives."""

    @property
    def name(self) -> str:
        """The misconception's name, used in its feedback code."""
        return self.wrong.__name__


class Course(Frozen):
    """The course as a whole: `course = Course(...)` in `exercises/course.py`."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    """Short name, in lower case with hyphens."""
    title: str
    """The course's title."""
    version: str
    """Version of the course: raise it when an exercise changes what it asks."""
    accepts_near_names: bool = False
    """Whether `mean (1).py`, `Mean.py` or `mean_solution.py` counts as mean.py where that is not there, if it can be no
    other exercise's and no other file can be meant. The report says so."""
