"""The answer key: exercises together with their reference solutions and misconceptions."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from grader.errors import AuthoringError
from grader.exercise import Course, Exercise, Misconception
from grader.laws.law import Law
from grader.model.outline import CourseOutline, ExerciseOutline


class Equation(NamedTuple):
    """What the value of an item is in terms of other functions of the student's."""

    text: str
    """An expression of Python's, in names of these functions, `np` and `sympy`."""
    function: Callable[..., Any]
    """What gives its value, once these names have a meaning."""
    forms: Mapping[str, Any]
    """For each function that it asks, a value of the form of its answers, which tells nothing else."""


class ItemName(NamedTuple):
    """An item of a course."""

    exercise: str
    item: str


@dataclass(frozen=True)
class ExerciseKey:
    """One exercise with its solution, loaded from the mirrored files."""

    name: str
    exercise: Exercise
    functions: Mapping[str, Callable[..., Any]]
    """The reference: function name to function."""
    misconceptions: tuple[Misconception, ...] = ()
    where: str = "solutions"
    """The file of the reference, for messages."""
    only_instructor: frozenset[str] = frozenset()
    """Ids of the items that cannot be judged here, because what a student gets holds no check of them."""
    equations: Mapping[str, Equation] = field(default_factory=dict)
    """By the item's id: what is compared with where there is no reference, but the student's own functions say it."""
    laws: tuple[Law, ...] = ()
    """What must hold of the references whatever their code says; only `grade check` asks."""

    is_released: bool = False
    """Whether it is what students get: its cases were drawn for them, with the expected values in their files."""

    def asked_by(self, item: str) -> set[str]:
        """Functions of the student's with which an item is compared; none where there is a reference."""
        return {*self.equations[item].forms} if item in self.equations else set()

    def call(self, function: str, *arguments: Any) -> Any:
        """Value of the reference; AuthoringError if it is missing or raises."""
        if function not in self.functions:
            raise AuthoringError(self.where, f"there is no function {function}", "Write it: an item examines it")
        try:
            return self.functions[function](*arguments)
        except Exception as error:
            # Cut, as an argument may be a long array
            fault = f"{function} raised {type(error).__name__}: {error} for the arguments {arguments!r:.300}"
            raise AuthoringError(self.where, fault, "Mend the reference, or keep such arguments out") from error


@dataclass(frozen=True)
class CourseKey:
    """A course with the keys of its exercises, in order."""

    course: Course
    exercises: tuple[ExerciseKey, ...]
    others: frozenset[str] = frozenset()
    """Names of the course's exercises that are not judged here: a file that has one of them is that one's."""

    @property
    def names(self) -> frozenset[str]:
        """Names of all exercises of the course."""
        return self.others | {exercise.name for exercise in self.exercises}

    @property
    def outline(self) -> CourseOutline:
        """What a gradebook has to know of it."""
        return CourseOutline(
            name=self.course.name,
            version=self.course.version,
            accepts_near_names=self.course.accepts_near_names,
            exercises=tuple(
                ExerciseOutline(name=key.name, title=key.exercise.title, points=key.exercise.points)
                for key in self.exercises
            ),
        )

    def only(self, names: Collection[str]) -> "CourseKey":
        """The course, of which some exercises are judged."""
        chosen = tuple(exercise for exercise in self.exercises if exercise.name in names)
        return replace(self, exercises=chosen, others=self.names - {exercise.name for exercise in chosen})

    @property
    def after_due(self) -> "CourseKey":
        """The same course once its due date has passed: what was to be shown then is public.

        The grader reads no clock, so that the same work always gets the same report: who grades says when it is.
        """
        return replace(self, exercises=tuple(map(_after_due, self.exercises)))


def _after_due(key: ExerciseKey) -> ExerciseKey:
    items = tuple(
        item.model_copy(update={"visibility": "public"}) if item.visibility == "after_due" else item
        for item in key.exercise.items
    )
    return replace(key, exercise=key.exercise.model_copy(update={"items": items}))
