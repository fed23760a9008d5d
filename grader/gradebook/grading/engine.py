"""What an engine is given, and what it gives back: plain data, which can be sent to another machine."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, Self

from grader.gradebook.grading.course_files import CourseFiles
from grader.judging.setting import Setting
from grader.model.report import Report


@dataclass(frozen=True)
class Spec:
    """What all the tasks of a run share."""

    course: CourseFiles
    """The course with its references."""
    setting: Setting = field(default_factory=Setting)
    """With what it is graded; at least at the level `confined` if none is named."""

    def at(self, level: str) -> Self:
        """The same at a level that holds."""
        return replace(self, setting=self.setting._replace(level=level))


@dataclass(frozen=True)
class Task:
    """A submission, and the exercises of it that are to be graded."""

    digest: str
    files: Mapping[str, bytes]
    exercises: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """What came of a task."""

    task: Task
    report: Report | None
    """The exercises that were asked for; None if the grader or the machine has failed."""
    fault: str = ""
    """What has failed."""


IsStopped = Callable[[], bool]


def never() -> bool:
    """Whether to stop: no."""
    return False


class Engine(Protocol):
    """Grades submissions. A task may run twice, if a worker dies: what it gives is written down once."""

    @property
    def level(self) -> str:
        """The level of the sandbox that holds wherever this engine grades."""

    def run(self, tasks: Iterator[Task], is_stopped: IsStopped = never) -> Iterator[Result]:
        """The result of each task, in any order; few are asked for before somebody is free for them.

        Once it is stopped, no more are asked for, and those that nobody has begun may be left.
        """

    def close(self) -> None:
        """End all that was started."""
