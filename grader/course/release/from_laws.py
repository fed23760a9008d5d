"""Laws by which students can try a single answer: it follows from their own functions, or is a derivative.

Neither holds the answer: an equation asks functions that students write, and of what a derivative is taken stands in
the statement.
"""

import ast
import builtins
from random import Random
from typing import Any, NamedTuple

import sympy

from grader.course.in_memory import module_of
from grader.course.names import needed
from grader.items import ExpressionItem
from grader.items.item import Item
from grader.judging.equation import value_of
from grader.judging.key import Equation, ExerciseKey
from grader.laws.derivative_of import DerivativeOf
from grader.laws.equals import Equals

_IMPORTS = {"np": "import numpy as np", "sympy": "import sympy"}
"""What an equation may use beside the student's functions and Python's own."""


class Derivative(NamedTuple):
    """What an answer is the derivative of."""

    expression: sympy.Expr
    symbol: str
    order: int


def equation_of(key: ExerciseKey, item: Item) -> Equation | None:
    """What an item's value is in terms of other functions of the exercise, as the first such `Equals` says it."""
    laws = (law for law in key.laws if isinstance(law, Equals) and law.name == item.function)
    return next(filter(None, (_equation(key, item, law.expression) for law in laws)), None)


def _equation(key: ExerciseKey, item: Item, text: str) -> Equation | None:
    functions = {other.function: other for other in key.exercise.items if other.function != item.function}
    names = needed(ast.parse(text).body[0])
    asked = sorted(names & {*functions})
    if not asked or names - {*asked} - {*_IMPORTS} - {*dir(builtins)}:
        return None
    function = getattr(module_of(equation_source(item.function, text)), name_of_equation(item.function))
    equation = Equation(text, function, {name: _form(key, functions[name]) for name in asked})
    return None if _is_answer_without_them(key, item, equation) else equation


def equation_source(function: str, text: str) -> str:
    """Source of a function without arguments that gives what the equation for a student's function says."""
    names = needed(ast.parse(text).body[0])
    imports = "".join(f"{line}\n" for name, line in _IMPORTS.items() if name in names)
    return f"{imports}\n\ndef {name_of_equation(function)}():\n    return {text}\n"


def name_of_equation(function: str) -> str:
    """The name under which students get it."""
    return f"{function}_by_own_functions"


def _form(key: ExerciseKey, item: Item) -> Any:
    arguments, *_ = item.calls(Random(0))  # noqa: S311 - any call will do
    return item.blank(key.call(item.function, *arguments))


def _is_answer_without_them(key: ExerciseKey, item: Item, equation: Equation) -> bool:
    """Whether the text alone gives the answer, whatever the functions that it asks give."""
    try:
        value = value_of(equation, {name: _giving(form) for name, form in equation.forms.items()})
    except Exception:  # noqa: BLE001 - the author's expression, with values that it was not written for
        return False
    return item.same(value, key.call(item.function))


def _giving(value: Any) -> Any:
    return lambda *_: value


def derivative_of(key: ExerciseKey, item: ExpressionItem) -> Derivative | None:
    """What an expression is the derivative of, as the first `DerivativeOf` of it says; in its only symbol."""
    for law in key.laws:
        if isinstance(law, DerivativeOf) and law.name == item.function and callable(law.of) and len(item.symbols) == 1:
            return Derivative(law.of(*item.arguments), item.symbols[0], law.order)
    return None
