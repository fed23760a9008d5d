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
from grader.hints.steps import HERE, Asked, step, step_to_evidence
from grader.items.answers.pasted import snippet
from grader.items.claim import ClaimItem
from grader.items.drawn import DrawnItem
from grader.items.item import Item
from grader.model.report import ExerciseScore, ItemScore
from grader.model.snippet import Snippet
from grader.model.verdict import Verdict

Kind = Literal["input", "diagnosis", "question", "author", "step"]
_DIAGNOSES = ("misconception.", "answer.pattern", "answer.shape", "answer.type", "evidence.", "crash.hint.", "hint")
_UNSUPPORTED = "claim.unsupported"
_STOPPED = {Verdict.CRASHED, Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY}

_QUESTIONS = {
    "choice": "Which option can you rule out with one small example, and which example is that?",
    "claim": "What would you show to somebody who says the opposite: one example, or a reason for all cases?",
    "expression": "Put a number in for each symbol: what do you get by hand, and what does your expression give there?",
    "property": "Check the requirement with your own answer, place by place: which is the first where it fails?",
    "value": "Which part do you work out first by hand, and does your code have the same there?",
}
"""Of answers without arguments, by the kind of item."""
_FIRST_QUESTIONS = _QUESTIONS | {
    "expression": "Put a number in for each symbol: what do you get by hand, and by which steps?",
    "property": "Choose one place: what does the requirement say there, and which answer would fulfil it?",
    "value": "Which part do you work out first by hand, and what comes out there?",
}
"""The same where there is no answer yet."""


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


def ladder(
    exercise: ExerciseScore,
    score: ItemScore,
    item: Item,
    names: Sequence[str] = (),
    asked: Asked = HERE,
    head: str = "",
) -> tuple[Rung, ...]:
    """The rungs of an item that is not right.

    Of one that was not judged they are the author's alone, and of a claim that only lacks its evidence where to go on.

    Parameters
    ----------
    exercise, score : ExerciseScore, ItemScore
        As they stand in the report.
    item : Item
        As its author has written it.
    names : sequence of str
        What the student calls the function's arguments, as far as that is known.
    asked : Asked
        How the hint was asked for.
    head : str
        The line with which the function begins, as far as that is known.
    """
    authors = tuple(Rung("author", text, number=number) for number, text in enumerate(item.hints, start=1))
    if score.verdict is Verdict.SKIPPED:  # nobody knows here what there is to do
        return authors
    if isinstance(item, ClaimItem) and any(said.code == _UNSUPPORTED for said in score.feedback):
        return (Rung("step", step_to_evidence(exercise, item.evidence, asked), about=_UNSUPPORTED),)
    is_missing = score.verdict is Verdict.MISSING
    evidence = _first_call(item) if is_missing else score.witness.snippet if score.witness else None
    about = f"{score.verdict} {evidence.call if evidence else ''}"
    return (
        *_input(score, evidence),
        *_diagnosis(score),
        *_question(score, evidence, names),
        *authors,
        Rung("step", step(exercise, score, asked, head), about=about),
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
    if score.verdict is Verdict.MISSING:
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
    is_begun = score.verdict is not Verdict.MISSING
    questions = _QUESTIONS if is_begun else _FIRST_QUESTIONS
    if score.kind == "convexity":
        yield Rung("question", of_chord(gave))
    elif score.kind == "definiteness":
        yield Rung("question", of_direction(gave))
    elif evidence is not None and _is_asked_of(score, evidence):
        yield Rung("question", question(evidence, names, is_begun=is_begun) or "", about=evidence.call)
    elif score.kind in questions and score.verdict not in _STOPPED:
        yield Rung("question", questions[score.kind])


def next_rung(rungs: Sequence[Rung], shown: Sequence[str]) -> int | None:
    """The place of the first that was not shown; None if all were."""
    return next((place for place, rung in enumerate(rungs) if rung.name not in shown), None)
