"""What authors of exercises and solutions import: `from grader import Exercise, FunctionItem, ...`.

The names are loaded when they are first used. `grade` starts the student's process before it loads anything heavy,
and that process itself needs none of them.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

from grader.items import KINDS

if TYPE_CHECKING:
    from grader.exercise import Course, Exercise, Misconception
    from grader.items import *  # noqa: F403 - every kind of item, for editors and type checkers
    from grader.items.answers.tolerance import Tolerance
    from grader.items.domains import (
        Choices,
        Integers,
        Matrices,
        Polynomials,
        Reals,
        SymmetricMatrices,
        Variables,
        Vectors,
    )
    from grader.items.least_squares import least_squares_fault
    from grader.items.statements import AreEqual, IsConvex, IsDefinite
    from grader.sandbox.functions import ExpressionFunction

# SymPy would take python-flint for its numbers, and loading that costs every run a tenth of a second
os.environ.setdefault("SYMPY_GROUND_TYPES", "python")

_HOMES = {
    "grader.exercise": "Course Exercise Misconception",
    **{f"grader.items.{kind}": name for kind, name in KINDS.items()},
    "grader.items.statements": "AreEqual IsConvex IsDefinite",
    "grader.items.answers.tolerance": "Tolerance",
    "grader.items.domains": "Choices Integers Matrices Polynomials Reals SymmetricMatrices Variables Vectors",
    "grader.items.least_squares": "least_squares_fault",
    "grader.sandbox.functions": "ExpressionFunction",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

__version__ = "0.1.0"
__all__ = [  # noqa: PLE0604 - all of them are strings; by meaning
    "Course",
    "Exercise",
    "Misconception",
    *KINDS.values(),
    "IsConvex",
    "IsDefinite",
    "AreEqual",
    "Tolerance",
    "Integers",
    "Reals",
    "Choices",
    "Vectors",
    "Matrices",
    "SymmetricMatrices",
    "Polynomials",
    "Variables",
    "ExpressionFunction",
    "least_squares_fault",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'grader' has no attribute '{name}'")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
