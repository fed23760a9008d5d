"""What is cut out of an exercise: the functions that are asked for, with what they need, and nothing else."""

import inspect
import math
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from grader.course.in_memory import module_of
from grader.course.release.property_functions import cut_out, name_in
from grader.errors import AuthoringError

SOURCE = '''
"""The lecture's exercise, whose answer is 42."""

import math
from fractions import Fraction, gcd_is_gone as unused
from grader import Exercise

Number = float  # told to nobody
ONE, TWO = 1, 2
ANSWER = 42
if TWO > ONE:
    LARGER = TWO
else:
    LARGER = ONE


def plain(x: Number) -> Number:
    """How the answer is found."""
    # a comment with the answer
    return math.sqrt(x) + helper(x)


def helper(x):
    return x + LARGER


def with_local(ANSWER, unused=ONE):
    """Only this."""
    return [Fraction(ANSWER, ONE) for Fraction in ()] or (lambda exercise: exercise)(ANSWER)


def recursive(n):
    return n * recursive(n - 1) if n else 1


def needs_the_exercise():
    return exercise.title


@decorated
class Shape:
    """A shape."""


def uses_shape():
    return Shape()


def decorated(thing):
    return thing


exercise = Exercise(title="secret", fault=lambda x: None)
'''
NEEDS = {
    "plain": "import math, Number = float, ONE, TWO = (1, 2), LARGER, def plain, def helper",
    "with_local": "ONE, TWO = (1, 2), def with_local",
    "recursive": "def recursive",
    "uses_shape": "class Shape, def uses_shape, def decorated",
}
ALL = ("Number", "ANSWER", "TWO = ", "LARGER", "Fraction", "import math", "def helper", "class Shape", "def decorated")


@pytest.mark.parametrize("name", NEEDS)
def test_a_function_comes_with_what_it_needs(name: str) -> None:
    """Constants, imports and other functions, also those that are read only inside."""
    cut = cut_out(SOURCE, [name], "exercises/a.py")
    assert all(part in cut for part in NEEDS[name].split(", ") if part not in {"ONE", "TWO = (1"})
    assert {part for part in ALL if part in cut and part not in NEEDS[name] and part != "TWO = "} <= (
        {"ANSWER", "Fraction"} if name == "with_local" else set()
    )


def test_nothing_else_comes_along() -> None:
    """Neither comments nor docstrings, nor imports that nobody needs, nor a constant of the name of an argument."""
    cut = cut_out(SOURCE, ["plain", "with_local"], "exercises/a.py")
    assert [
        word for word in ("answer", "told", "Only this", "lecture", "unused as", "grader", "42") if word in cut
    ] == []
    assert "from fractions" not in cut


def test_what_is_cut_out_does_the_same() -> None:
    """It runs by itself."""
    module = module_of(cut_out(SOURCE, ["plain", "recursive"], "exercises/a.py"))
    assert (module.plain(9), module.recursive(4)) == (14, 24)


def test_a_function_that_needs_the_exercise_is_refused() -> None:
    """It would take all of it along."""
    with pytest.raises(AuthoringError, match=r"exercises/a.py: a function that students get needs `exercise`"):
        cut_out(SOURCE, ["needs_the_exercise"], "exercises/a.py")


@pytest.mark.parametrize(
    ("function", "what"),
    [
        (lambda x: x, "a lambda"),
        (test_a_function_that_needs_the_exercise_is_refused, "the function test_a_function_that_needs_the_exercise_is"),
        (math.cos, "the function cos"),
        (partial(math.cos, 1), "functools.partial(<built-in function cos>, 1)"),
    ],
    ids=["lambda", "of another file", "of Python's", "without a name"],
)
def test_a_function_without_a_name_of_its_own_is_refused(function: Callable[..., Any], what: str) -> None:
    """A lambda, a function made by another, and one that the file does not know; each with its line and what to do."""
    line = f":{function.__code__.co_firstlineno}" if inspect.isfunction(function) else ""
    with pytest.raises(AuthoringError, match="Write a named function, with `def` at the top level") as error:
        name_in(SOURCE, function, "exercises/a.py", "`fault`")
    assert error.value.where == f"exercises/a.py{line}"
    assert error.value.fault.startswith(f"`fault` is {what}")


def test_a_function_of_the_file_or_imported_has_its_name() -> None:
    """Wherever it comes from."""
    assert name_in("from math import cos\n", math.cos, "exercises/a.py") == "cos"
