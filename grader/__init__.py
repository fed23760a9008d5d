"""What authors of exercises and solutions import: `from grader import Exercise, FunctionItem, ...`.

The names are loaded when they are first used. `grade` starts the student's process before it loads anything heavy,
and that process itself needs none of them.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.exercise import Course as Course
    from grader.exercise import Exercise as Exercise
    from grader.exercise import Misconception as Misconception
    from grader.items import *  # noqa: F403 - every kind of item, for editors and type checkers
    from grader.items.answers.tolerance import Tolerance as Tolerance
    from grader.items.domains import Choices as Choices
    from grader.items.domains import Integers as Integers
    from grader.items.domains import Matrices as Matrices
    from grader.items.domains import Polynomials as Polynomials
    from grader.items.domains import Reals as Reals
    from grader.items.domains import SymmetricMatrices as SymmetricMatrices
    from grader.items.domains import Variables as Variables
    from grader.items.domains import Vectors as Vectors
    from grader.items.drawings import *  # noqa: F403 - every kind of sketch, for the same
    from grader.items.least_squares import least_squares_fault as least_squares_fault
    from grader.items.raises import Raises as Raises
    from grader.items.statements import AreEqual as AreEqual
    from grader.items.statements import IsConvex as IsConvex
    from grader.items.statements import IsDefinite as IsDefinite
    from grader.laws import *  # noqa: F403 - every kind of law, for the same
    from grader.sandbox.functions import ExpressionFunction as ExpressionFunction

# SymPy would take python-flint for its numbers, and loading that costs every run a tenth of a second
os.environ.setdefault("SYMPY_GROUND_TYPES", "python")

_HOMES = {
    "grader.exercise": "Course Exercise Misconception",
    "grader.items.statements": "IsConvex IsDefinite AreEqual",
    "grader.items.answers.tolerance": "Tolerance",
    "grader.items.domains": "Integers Reals Choices Vectors Matrices SymmetricMatrices Polynomials Variables",
    "grader.sandbox.functions": "ExpressionFunction",
    "grader.items.least_squares": "least_squares_fault",
    "grader.items.raises": "Raises",
}
"""Where the names are that are no kinds of item: what is asked, what is claimed, what arguments are drawn from."""

__version__ = "0.1.0"


def _homes() -> dict[str, str]:
    """Every public name to the module that has it."""
    # Not above: the student's process imports this file too, and the items are not there for it
    from grader.items import KINDS  # noqa: PLC0415
    from grader.items.drawings import SKETCHES  # noqa: PLC0415
    from grader.laws import LAWS  # noqa: PLC0415

    homes = {name: home for home, names in _HOMES.items() for name in names.split()}
    homes |= {name: f"grader.items.{kind}" for kind, name in KINDS.items()}
    homes |= dict.fromkeys(SKETCHES.values(), "grader.items.drawings.sketches")
    return homes | {name: f"grader.laws.{file}" for file, name in LAWS.items()}


def load_ipython_extension(shell: Any) -> None:
    """What `%load_ext grader` calls in a notebook: `%grade` is there from then on."""
    from grader.cli.notebook_magic import register  # noqa: PLC0415 - nobody else needs it

    register(shell)


def __getattr__(name: str) -> Any:
    if name == "__all__":
        return [*_homes()]
    if name.startswith("_") or name not in (homes := _homes()):
        raise AttributeError(f"module 'grader' has no attribute '{name}'")
    return getattr(import_module(homes[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_homes()})
