"""The rungs of an item, in the order in which `grade hint` shows them.

    input       the smallest failing input, as a task: without what came out, and what should
    diagnosis   what is the same about all wrong answers, if the report names it
    question    what is special about that input, as a question
    author      what the exercise's author has written, one by one
    step        what to do next, and where

Each of the grader's own ends with a question: what is merely told is read, and not thought about. What there is nothing
for is left out.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from grader.digest import digest_of
from grader.hints.question import of_chord, of_direction, question
from grader.hints.steps import step
from grader.items.answers.pasted import snippet
from grader.items.drawn import DrawnItem
from grader.items.item import Item
from grader.model.report import ExerciseScore, ItemScore
from grader.model.snippet import Snippet
from grader.model.verdict import Verdict

Kind = Literal["input", "diagnosis", "question", "author", "step"]
_DIAGNOSES = ("misconception.", "answer.pattern", "answer.shape", "answer.type", "evidence.", "crash.hint.", "hint")
_NOT_ANSWERED = {Verdict.MISSING, Verdict.SKIPPED}
_STOPPED = {Verdict.CRASHED, Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY}

_QUESTIONS = {
    "choice": "Which option can you rule out with one small example, and which example is that?",
    "claim": "What would you show to somebody who says the opposite: one example, or a reason for all cases?",
    "expression": "Put a number in for each symbol: what do you get by hand, and what does your expression give there?",
    "property": "Check the requirement with your own answer, place by place: which is the first where it fails?",
    "value": "Which part do you work out first by hand, and does your code have the same there?",
}
"""Of answers without arguments, by the kind of item."""


class Rung(NamedTuple):
    """One hint."""

    kind: Kind
    text: str
    """A sentence or a few; of the author's in Markdown with LaTeX, else as it is."""
    call: str = ""
    """A call that it is about, on a line of its own."""
    number: int = 0
    """Of the author's, from 1."""
    about: str = ""
    """What it hangs on, where that is not what it says: a line that has moved makes no other hint."""

    @property
    def name(self) -> str:
        """By what it is told that it has been shown: a mistake that is another one has other hints."""
        if self.kind == "author":
            return f"author/{self.number}"
        about = self.about or self.call or self.text
        return f"{self.kind}/{digest_of([about.encode('utf-8', 'backslashreplace')])[:8]}"


def ladder(exercise: ExerciseScore, score: ItemScore, item: Item, names: Sequence[str] = ()) -> tuple[Rung, ...]:
    """The rungs of an item that is not right.

    Parameters
    ----------
    exercise, score : ExerciseScore, ItemScore
        As they stand in the report.
    item : Item
        As its author has written it.
    names : sequence of str
        What the student calls the function's arguments, as far as that is known.
    """
    evidence = _first_call(item) if score.verdict in _NOT_ANSWERED else score.witness.snippet if score.witness else None
    return (
        *_input(score, evidence),
        *_diagnosis(score),
        *_question(score, evidence, names),
        *(Rung("author", text, number=number) for number, text in enumerate(item.hints, start=1)),
        *_step(exercise, score, evidence),
    )


def _first_call(item: Item) -> Snippet | None:
    """The first call that students may see of an item that they have not begun."""
    calls = (*item.examples, *item.cases) if isinstance(item, DrawnItem) else ()
    return snippet((item.function, calls[0])) if calls and calls[0] else None


def _is_asked_of(score: ItemScore, evidence: Snippet | None) -> bool:
    """Whether its arguments say anything: an expression is asked for with nothing but symbols."""
    return question(evidence) is not None and score.kind != "expression"


def _input(score: ItemScore, evidence: Snippet | None) -> Iterator[Rung]:
    if evidence is None or not _is_asked_of(score, evidence):
        return
    if score.verdict in _NOT_ANSWERED:
        text = "Begin with one example, by hand: what should come out here, and by which steps?"
        yield Rung("input", text, evidence.call)
    elif score.verdict in _STOPPED:
        text = "Your function does not come back with an answer here. Go through it by hand: at which line does it end?"
        yield Rung("input", text, evidence.call)
    else:
        text = "Your function goes wrong here. Work it out by hand, before you look at your code: what should come out?"
        yield Rung("input", text, evidence.call)


def _diagnosis(score: ItemScore) -> Iterator[Rung]:
    for said in score.feedback:
        if said.code.startswith(_DIAGNOSES):
            yield Rung("diagnosis", f"{said.text} Where in your work does that happen?", about=said.code)
            return


def _question(score: ItemScore, evidence: Snippet | None, names: Sequence[str]) -> Iterator[Rung]:
    gave = evidence.gave if evidence is not None else None
    if score.kind == "convexity":
        yield Rung("question", of_chord(gave))
    elif score.kind == "definiteness":
        yield Rung("question", of_direction(gave))
    elif evidence is not None and _is_asked_of(score, evidence):
        yield Rung("question", question(evidence, names) or "", about=evidence.call)
    elif score.kind in _QUESTIONS and score.verdict not in _STOPPED:
        yield Rung("question", _QUESTIONS[score.kind])


def _step(exercise: ExerciseScore, score: ItemScore, evidence: Snippet | None) -> Iterator[Rung]:
    if score.verdict is not Verdict.SKIPPED:  # nobody knows here what there is to do
        about = f"{score.verdict} {evidence.call if evidence else ''}"
        yield Rung("step", step(exercise, score), about=about)


def next_rung(rungs: Sequence[Rung], shown: Sequence[str]) -> int | None:
    """The place of the first that was not shown; None if all were."""
    return next((place for place, rung in enumerate(rungs) if rung.name not in shown), None)
