"""A mark as another system holds it."""

from typing import NamedTuple

from grader.gradebook.exports.export import points


class Grade(NamedTuple):
    """Points, or that the student is excused; neither where there is no mark."""

    points: float | None = None
    is_excused: bool = False

    @property
    def shown(self) -> str:
        """`7.5`, `EX`, or `-` for none; two marks that show the same are the same."""
        return "EX" if self.is_excused else points(self.points) or "-"


class Assignment(NamedTuple):
    """What marks are given for, as Canvas knows it."""

    id: int
    title: str
    points: float | None
    """Points that can be earned; None if that was never said."""
    is_in_points: bool
    """Whether it takes a number: an assignment that is only passed or failed does not."""


class User(NamedTuple):
    """A student, as Canvas knows them; what it does not show is empty."""

    id: int
    name: str
    number: str
    """The institution's number, Canvas' SIS user id."""
    login: str
    email: str


class Fault(Exception):  # noqa: N818 - no error of the grader's: each is told as a sentence on one mark
    """A mark, or a list, that could not be had or set.

    Parameters
    ----------
    sentence : str
        What happened, and what to do.
    is_general : bool
        Whether every other mark would fail in the same way.
    """

    def __init__(self, sentence: str, *, is_general: bool = False) -> None:
        super().__init__(sentence)
        self.is_general = is_general


class Unreachable(Fault):
    """No answer came, by chance or because nobody is there."""
