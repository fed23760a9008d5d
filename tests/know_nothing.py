"""Submissions of somebody who knows nothing: each function gives a constant, an argument, or noise.

They know what a function takes, from its stub, and some of them what its answer looks like.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import sympy
from sympy.matrices.matrixbase import MatrixBase

from grader.course.check.examine import DirectSession
from grader.judging.judge import judge
from grader.judging.key import CourseKey, ExerciseKey
from grader.model.report import ItemScore, Report
from grader.model.submission import Submission

Function = Callable[..., Any]
Kind = Callable[[Function], Function]
"""Makes what is handed in for a function of the reference, of which it uses no more than the form of the answer."""


def noise(arguments: tuple[Any, ...]) -> float:
    """A number between 0 and 1 that looks like chance, the same for the same arguments."""
    text = repr(
        [np.asarray(argument).tolist() if isinstance(argument, np.ndarray) else str(argument) for argument in arguments]
    )
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big") / 2**48


def formed(value: float, expected: Any) -> Any:
    """The number in the form of the reference's answer."""
    if isinstance(expected, (bool, np.bool_)):
        return value > 0.5
    if isinstance(expected, MatrixBase):
        return sympy.ones(*expected.shape) * sympy.Float(value)
    if isinstance(expected, sympy.Basic):
        return sympy.Float(value)
    if isinstance(expected, (str, set, dict)):
        return str(value)
    if isinstance(expected, (tuple, list)):
        return type(expected)(formed(value, part) for part in expected)
    return np.full(np.shape(expected), value) if np.shape(expected) else value


def of_form(number: Callable[[tuple[Any, ...]], float]) -> Kind:
    """A number that is made from the arguments, in the form of the right answer."""
    return lambda true: lambda *arguments: formed(number(arguments), true(*arguments))


def plain(answer: Callable[[tuple[Any, ...]], Any]) -> Kind:
    """An answer that is made from the arguments; of none, it is 0."""
    return lambda _: lambda *arguments: answer(arguments) if arguments else 0


KINDS: Mapping[str, Kind] = {
    "0": plain(lambda _: 0),
    "1": plain(lambda _: 1),
    "3.7": plain(lambda _: 3.7),
    "True": plain(lambda _: True),
    "zeros": of_form(lambda _: 0.0),
    "ones": of_form(lambda _: 1.0),
    "all 3.7": of_form(lambda _: 3.7),
    "almost ones": of_form(lambda arguments: 1 + 1e-12 * noise(arguments)),
    "near 3.7": of_form(lambda arguments: 3.7 + 1e-7 * noise(arguments)),
    "almost zeros": of_form(lambda arguments: 1e-300 * noise(arguments)),
    "first": plain(lambda arguments: arguments[0]),
    "almost first": plain(lambda arguments: scaled(arguments[0], 1 + 1e-13)),
    "tiny first": plain(lambda arguments: scaled(arguments[0], 1e-300)),
    "minus first": plain(lambda arguments: scaled(arguments[0], -1)),
    "second": plain(lambda arguments: arguments[min(1, len(arguments) - 1)]),
    "last": plain(lambda arguments: arguments[-1]),
    "minus last": plain(lambda arguments: scaled(arguments[-1], -1)),
    "noise": of_form(noise),
}


def scaled(value: Any, factor: float) -> Any:
    """The value times a factor, if it can be."""
    return factor * value if isinstance(value, (int, float, np.ndarray, sympy.Expr)) else value


def handed_in(key: ExerciseKey, earlier: Kind, later: Kind) -> dict[str, Function]:
    """The functions of an exercise: those that others build on of one kind, the rest of another."""
    needed = {name.partition(".")[0] for item in key.exercise.items for name in item.needs}
    names = {item.function for item in key.exercise.items}
    return {name: (earlier if name in needed else later)(key.functions[name]) for name in sorted(names)}


def only_dependent(key: ExerciseKey) -> ExerciseKey:
    """The exercise with those items only that build on others, and that others build on."""
    needed = {name for item in key.exercise.items for name in item.needs}
    items = tuple(item for item in key.exercise.items if item.needs or item.id in needed)
    return replace(key, exercise=key.exercise.model_copy(update={"items": items}))


def judged(key: CourseKey, exercise: ExerciseKey, functions: Mapping[str, Function]) -> Report:
    """The report on functions that are called here."""
    return judge(Submission("s", {}), CourseKey(key.course, (exercise,)), DirectSession(functions))


def by_follow_through(report: Report) -> list[ItemScore]:
    """The items that earn points given the earlier parts."""
    return [item for item in report.items if "follow_through" in {said.code for said in item.feedback}]
