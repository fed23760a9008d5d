"""What a gradebook has to know of a course: its name and version, and the exercises' titles and points."""

from grader.model.frozen import Frozen


class ExerciseOutline(Frozen):
    """One exercise, without its items."""

    name: str
    """Its file's name."""
    title: str
    """In a few words."""
    points: float
    """That can be earned."""


class CourseOutline(Frozen):
    """A course, without anything of which work could be judged."""

    name: str
    """Short name of the course."""
    version: str
    """As its author states it."""
    accepts_near_names: bool
    """Whether a file under nearly the right name counts."""
    exercises: tuple[ExerciseOutline, ...]
    """In the order of the course."""
