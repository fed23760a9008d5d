"""The base of every kind of item."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import Field, model_validator

from grader.items.answers.blank import blank
from grader.items.exam import Exam
from grader.model.any_drawing import Drawing
from grader.model.frozen import Frozen
from grader.model.hints import MAX_HINTS
from grader.model.judgement import Judgement
from grader.model.report import Visibility

_ID = r"^[A-Za-z_][A-Za-z0-9_]*(\.[a-z0-9_]+)?$"
_SENTENCE = re.compile(r".*\w.*[.?!:][`$*)\"']*", re.DOTALL)
"""What ends as a sentence does."""
_USE = r"^(\.?[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*)$"


class Item(Frozen, ABC):
    """The smallest separately scored thing."""

    if TYPE_CHECKING:
        kind: str  # each kind has a field with a word of its own, which stands behind these in schema and bundle

    id: str = Field(pattern=_ID)
    """Name of the student's function that is examined, or `function.aspect` where one function has several items."""
    title: str = Field(min_length=1)
    """What is asked, in a few words."""
    was: str | None = Field(default=None, pattern=_ID)
    """The id that it had in an earlier version of the course. Work that has the function of that name, and none of the
    new one, is judged by it, and `grade regrade` takes both for one item: marks follow."""
    points: float = Field(gt=0)
    """Points that a right answer earns."""
    visibility: Visibility = "public"
    """Who may see the evidence, and when."""
    may_not_use: tuple[Annotated[str, Field(pattern=_USE)], ...] = ()
    """What the code has to do without: a function by its full name (`numpy.linalg.eigvalsh`) or all of a module, an
    attribute of anything (`.eigenvals`), `loop` (comprehensions too), `recursion`. Told from the source."""

    needs: tuple[str, ...] = ()
    """Ids of earlier items that this one builds on. Where the student got one of them wrong, an answer that is right
    given the student's own earlier function counts: it is put in the place of the reference's."""
    follow_through: float = Field(default=1.0, ge=0, le=1)
    """Share of the points that an answer earns which is right only given the student's own earlier parts."""

    hints: tuple[str, ...] = Field(default=(), max_length=MAX_HINTS)
    """What `grade hint` shows one by one, where the evidence is not enough: sentences that ask, in Markdown with LaTeX
    as in the statement. Students get them in a release as well, those of hidden items excepted."""
    hint_cost: float = Field(default=0, ge=0, le=1)
    """Share of the points that each of these hints costs; nobody gets less than 0. What `grade hint` shows before them
    is free."""

    @model_validator(mode="after")
    def _hints_can_be_shown(self) -> Self:
        if fragments := [hint for hint in self.hints if not _SENTENCE.fullmatch(hint.strip())]:
            fault = f"item '{self.id}' has the hint {fragments[0][:60]!r}, which is no sentence"
            raise ValueError(f"{fault}: it has to end in `?`, `.`, `!` or `:`")
        if self.hint_cost and not self.hints:
            raise ValueError(f"item '{self.id}' has a `hint_cost`, but no `hints` that could cost something")
        return self

    @property
    def function(self) -> str:
        """Name of the student's function."""
        return self.id.partition(".")[0]

    @property
    def depends_on(self) -> tuple[str, ...]:
        """Ids of the items that have to be judged before this one."""
        return self.needs

    def calls(self, rng: Random) -> list[tuple[Any, ...]]:
        """The lists of arguments with which the function is called, before any smaller example is looked for."""
        return [()]

    @abstractmethod
    def judge(self, exam: Exam) -> Judgement:
        """Verdict, fraction and evidence for a submission.

        Raises
        ------
        AuthoringError
            If the reference or a check of the author's fails.
        """

    @abstractmethod
    def same(self, answer: Any, other: Any) -> bool:
        """Whether two answers count as the same, as when a misconception's is held against the student's."""

    def blank(self, expected: Any) -> Any:
        """A value of the form of the reference's that tells nothing else; None where there is none."""
        return blank(expected)

    def proved_answer(self) -> Any:
        """What is proved to be right, in the form of the reference's answer; None where nothing is."""
        return None

    def draw(self, answer: Any, arguments: tuple[Any, ...], expected: Any) -> Drawing | None:
        """What a picture of a wrong answer is drawn from; None where there is nothing to draw.

        It may fail, on answers of any form: it is asked by `attempt` of `grader/items/drawings/`. `expected` is the
        reference's answer.
        """
        return None

    def holds(self, predicate: Callable[..., bool], answer: Any, arguments: tuple[Any, ...]) -> bool:
        """Whether an author's predicate holds for an answer; items that know its form read it first."""
        return bool(predicate(answer, *arguments))
