"""Recognises exercises whose files have been judged before, whoever handed them in."""

from typing import NamedTuple

from grader.judging.judge_items import ItemName
from grader.judging.key import CourseKey
from grader.judging.precedents.same_code import SameCode
from grader.model.report import ItemScore
from grader.sandbox.exchange import Exchange


class Recognised(NamedTuple):
    """What is known of a submission from its code alone."""

    scores: dict[ItemName, ItemScore]
    """All items of each exercise whose code has been judged before."""
    new: dict[str, str]
    """Exercise to fingerprint, where the code has not."""


def recognise(key: CourseKey, exchange: Exchange, same_code: SameCode) -> Recognised:
    """Look at the code of a submission, before any of it is run.

    An exercise that forbids something in the source is left out: there, what is written counts too.

    Parameters
    ----------
    key : CourseKey
        The exercises.
    exchange : Exchange
        The submission behind the wall.
    same_code : SameCode
        What was judged before.

    Raises
    ------
    SandboxError
        If the wall itself fails.
    """
    names = [one.name for one in key.exercises if not any(item.may_not_use for item in one.exercise.items)]
    found, new = dict[ItemName, ItemScore](), dict[str, str]()
    for exercise, fingerprint in exchange.fingerprints(names).items():
        scores = same_code.recall(exercise, fingerprint)
        if scores is None:
            new[exercise] = fingerprint
        else:
            found |= {ItemName(exercise, item): score for item, score in scores.items()}
    return Recognised(found, new)
