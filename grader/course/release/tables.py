"""A table of drawn inputs with the reference's values, which stands for the reference where a student may try things.

It is drawn with seeds of its own, and holds none of the author's cases: what an instructor grades with is not in it.
"""

import hashlib
import json
from random import Random
from typing import Any

from grader.course.release.bundle import Row
from grader.course.release.values import encode
from grader.errors import AuthoringError
from grader.exercise import Course
from grader.items.function import FunctionItem
from grader.items.trials import draw_calls
from grader.judging.key import ExerciseKey
from grader.sandbox.wire import WireError

ROWS = 20
_DRAWS = 200
_SHARE = 2


def table(course: Course, key: ExerciseKey, item: FunctionItem) -> tuple[Row, ...]:
    """Calls of the item's function with the reference's values, short ones first.

    It is empty where it would be the key: where nothing is drawn but the author's cases are all there is, or where 200
    draws give less than twice as many different calls as the table has rows, so that it would hold most of them.

    Raises
    ------
    AuthoringError
        If an argument or a value can't be written down.
    """
    if not item.inputs:
        return ()
    try:
        known = {call_key(case) for case in item.cases}
        rng = Random(_seed(course, key.name, item.id))  # noqa: S311 - reproducible, and apart from the graded ones
        calls = draw_calls(item.id, (), item.inputs, item.dimensions, item.where, _DRAWS, rng)
        new = {text: call for call in calls if (text := call_key(call)) not in known}
        if len(new) < _SHARE * ROWS:
            return ()
        drawn = [new[text] for text in sorted(list(new)[:ROWS], key=lambda text: (len(text), text))]
        return tuple(Row(encode(call), encode(key.call(item.function, *call))) for call in drawn)
    except WireError as error:
        fault = f"item {item.id}: an input, or the reference's value there, cannot be written down: {error}"
        raise AuthoringError(key.where, fault, "Let it be numbers, texts, arrays or expressions") from error


def call_key(arguments: tuple[Any, ...]) -> str:
    """A text that is the same for the same arguments."""
    return json.dumps(encode(arguments))


def _seed(course: Course, exercise: str, item: str) -> int:
    """A seed that no submission is graded with; another one for each version of the course."""
    digest = hashlib.sha256(f"release/{course.name}/{course.version}/{exercise}/{item}".encode()).digest()
    return int.from_bytes(digest[:8], "big")
