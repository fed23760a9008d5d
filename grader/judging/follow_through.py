"""One early slip costs one item: a later part that is right, given the student's own earlier part, counts.

risk_derivative        wrong        the factor 2 is missing
gradient_descent_step  right, given the student's risk_derivative: judged again with a reference that calls it
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from grader.errors import AuthoringError
from grader.items.exam import Exam
from grader.items.item import Item
from grader.judging.borrowed import Borrowed, with_borrowed
from grader.judging.key import ExerciseKey
from grader.model.feedback import Feedback
from grader.model.judgement import Judgement
from grader.model.verdict import Verdict

_USABLE = {Verdict.WRONG, Verdict.PARTIAL}
"""Verdicts of an earlier part that can be built on: it answers. One that is missing or crashes has nothing to give."""


def follow_through(
    judgement: Judgement, item: Item, key: ExerciseKey, examine: Callable[[ExerciseKey], Exam]
) -> Judgement:
    """The judgement, or a better one if the answer is right given the student's own earlier parts.

    Parameters
    ----------
    judgement : Judgement
        With the true earlier parts.
    item : Item
        What was judged.
    key : ExerciseKey
        The reference.
    examine : callable
        Makes the same exam again, with another reference.
    """
    if judgement.verdict is not Verdict.WRONG or not item.needs:
        return judgement
    exam = examine(key)
    names = _earlier(item, exam.earlier)
    borrowed = {name: Borrowed(exam.student, name, key.functions[name]) for name in names if name in key.functions}
    if not borrowed:
        return judgement
    try:
        again = item.judge(examine(replace(key, functions=with_borrowed(key.functions, borrowed))))
    except AuthoringError:  # the reference cannot go on with what the student's part gave
        return judgement
    if not (again.fraction or again.is_open) or any(one.has_failed or one.is_constant for one in borrowed.values()):
        return judgement
    return _given(again, item, list(borrowed))


def _earlier(item: Item, judgements: Mapping[str, Judgement]) -> list[str]:
    """Names of the functions that the item needs and that the student has got wrong."""
    wrong = [needed for needed in item.needs if judgements[needed].verdict in _USABLE]
    return list(dict.fromkeys(needed.partition(".")[0] for needed in wrong))


def _given(again: Judgement, item: Item, names: list[str]) -> Judgement:
    own = " and ".join(f"`{name}`" for name in names)
    said = "Whether it is right could not be decided" if again.is_open else "Right"
    text = f"{said}, given your {own}."
    fraction = again.fraction * item.follow_through
    return again.model_copy(
        update={
            "fraction": fraction,
            "verdict": again.verdict if fraction == again.fraction else Verdict.PARTIAL,
            "feedback": (Feedback(code="follow_through", text=text), *again.feedback),
        }
    )
