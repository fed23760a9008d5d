"""Exceptions that students often meet get a sentence; the messages are those of the libraries that are installed."""

import math
import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
import pytest
import sympy

from grader.items.crashes import FROM, hint, missing_import, of_exception
from grader.items.failures import feedback_of
from grader.sandbox.client.outcome import Failure, FailureKind, Place

x = sympy.Symbol("x")
ones: Any = np.ones
nothing: Any = None
nothing_to_join: Any = 1
number: Any = 3.0
items: Any = [1, 2]


def too_deep() -> Any:
    """A call that is open until the one behind it comes back."""
    return too_deep()


def unbound() -> Any:
    """A local variable that has no value."""
    if not items:
        local = 1
    return local


CRASHES: dict[str, tuple[Callable[[], Any], str, str]] = {
    "broadcast": (lambda: ones(2) + ones(3), "shapes", "shapes (2,) and (3,)"),
    "dot": (lambda: np.dot(ones((2, 3)), ones(2)), "shapes", "shapes (2,3) and (2,)"),
    "matmul": (lambda: ones((2, 3)) @ ones(2), "shapes", "B has 2 where A has 3"),
    "join": (lambda: np.hstack((ones((2, 2)), ones(2))), "shapes", "a[:, None]"),
    "None in a sum": (lambda: nothing + 1, "none", "without `return`"),
    "None indexed": (lambda: nothing[0], "none", "without `return`"),
    "None's attribute": (lambda: nothing.shape, "none", "without `return`"),
    "math of an array": (lambda: math.exp(ones(2)), "math_on_array", "`numpy` has the same"),
    "float of an array": (lambda: float(ones(2)), "math_on_array", "one number"),
    "math of a symbol": (lambda: math.exp(x), "math_on_symbol", "sympy.exp"),
    "numpy of a symbol": (lambda: np.exp(x), "math_on_symbol", "sympy.exp"),
    "max of an array": (lambda: max(0, ones(2)), "truth_of_array", "np.maximum"),
    "max of a symbol": (lambda: max(0, x), "truth_of_symbol", "sympy.Max"),
    "range of a float": (lambda: range(number), "whole_number", "`//`"),
    "index of a float": (lambda: items[number], "whole_number", "`//`"),
    "array's index of a float": (lambda: ones(3)[number], "whole_number", "`//`"),
    "list minus list": (lambda: items - items, "list_arithmetic", "np.asarray"),
    "list times float": (lambda: items * 0.5, "list_arithmetic", "np.asarray"),
    "minus a list": (lambda: -items, "list_arithmetic", "np.asarray"),
    "a list's shape": (lambda: items.shape, "list_attribute", "np.asarray"),
    "no such name": (lambda: undefined, "name", "`undefined`"),  # type: ignore[name-defined]  # noqa: F821
    "a local name": (unbound, "local", "`local`"),
    "an array called": (lambda: ones(2)(0), "not_a_function", "`a[0]`"),
    "a list called": (lambda: items(0), "not_a_function", "`a[0]`"),
    "an expression called": (lambda: (x + 1)(2), "not_a_function", "`f.subs(x, value)`"),
    "arrays joined without brackets": (lambda: np.concatenate(ones(2), ones(2)), "join", "np.concatenate([a, b])"),
    "a number joined": (lambda: np.concatenate(nothing_to_join, ones(2)), "join", "np.concatenate([a, b])"),
    "a number called": (lambda: number(4), "not_a_function", "`*`"),
    "singular": (lambda: np.linalg.inv(np.zeros((2, 2))), "singular", "lstsq"),
    "an array's end": (lambda: ones(3)[3], "index", "less than the size, 3"),
    "a list's end": (lambda: items[2], "index", "n - 1"),
    "calls of themselves": (too_deep, "recursion", "or a loop has to take their place"),
}


@pytest.mark.parametrize("name", CRASHES)
def test_a_known_exception_is_explained(name: str) -> None:
    """With the shapes or the name that are in the message."""
    crash, code, says = CRASHES[name]
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which one it is, is the point
        crash()
    feedback = of_exception(f"{caught.type.__name__}: {caught.value}")
    assert feedback is not None
    assert feedback.code == f"crash.hint.{code}"
    assert says in feedback.text


CLUES = [
    (("hat",), "hat", "`^` is no power in Python: a power is written `**`."),
    (("not_called", "f"), "not_called", "`f` is a function here: call it, as in `f(...)`."),
    (("lambdified", "Matrix"), "lambdified",
     '`lambdify` wrote code with `Matrix`, which its module does not have; with `"numpy"` it knows more.'),
    (("unbound", "null"), "unbound", "`null` is JSON, and `None` in Python; a notebook's name has to end with .ipynb."),
    (("newer", "it", "3.14", "3.12"), "newer",
     "It holds it, which needs Python 3.14; work is graded with Python 3.12."),
    (("file", "a.csv", "read"), "file", "Numbers that it needs can be written into the code itself."),
    (("file", "a.csv", "write"), "file", "A line that only saves something can be left out."),
    (("unbound", "np"), "unbound", "`import numpy as np` is missing at the top of the file."),
    (("unbound", "Expr"), "unbound", "`from sympy import Expr` is missing at the top of the file."),
    (("unbound", "Fraction"), "unbound", "`from fractions import Fraction` is missing at the top of the file."),
    (("unbound", "sqrt"), "unbound", missing_import("sqrt")),
    (("unbound", "gamma"), "unbound", "Nothing in this file gives `gamma` a value."),
]  # fmt: skip


@pytest.mark.parametrize(("clue", "code", "text"), CLUES)
def test_a_clue_has_its_sentence(clue: tuple[str, ...], code: str, text: str) -> None:
    """Which stands in for what the text of the exception would have told."""
    feedback = hint(Failure(FailureKind.RAISED, "NameError: name 'np' is not defined", clue=clue))
    assert feedback is not None
    assert (feedback.code, feedback.text) == (f"crash.hint.{code}", text)


@pytest.mark.parametrize(
    "clue",
    [
        ("hat", "more"),
        ("not_called",),
        ("newer", "1"),
        ("file",),
        ("file", "a", "eat"),
        ("made up", "{0}"),
        ("unbound",),
    ],
)
def test_a_clue_that_is_made_up_says_nothing(clue: tuple[str, ...]) -> None:
    """It comes from the student's side."""
    assert hint(Failure(FailureKind.RAISED, "KeyError: 'a'", clue=clue)) is None
    assert feedback_of(Failure(FailureKind.FORBIDDEN, "no", clue=clue)).text


@pytest.mark.parametrize(
    "name",
    ["np", "Expr", "sqrt", "Fraction", "Callable", "reduce", "inv", "dot", "la", "factorial", "ceil", "deepcopy"],
)
def test_an_import_that_is_named_can_be_carried_out(name: str) -> None:
    """It gives the name its value."""
    sentence = missing_import(name)
    statement, *names = re.findall(r"`((?:import|from) [^`]+|np\.[\w.]+)`", sentence)
    scope: dict[str, Any] = {}
    exec(statement, scope)  # noqa: S102 - our own words
    assert eval(names[0] if names else name, scope) is not None  # noqa: S307


def test_every_name_that_is_said_to_be_in_a_module_is_there() -> None:
    """A wrong import would be the next error."""
    for name, module in FROM.items():
        assert hasattr(import_module(module), name)


LINES = {
    "%matplotlib inline": "notebook_line",
    "%%time": "notebook_line",
    "!pip install numpy": "notebook_line",
    "In [3]: x = 1": "notebook_line",
    ">>> x = 1": "prompt",
    "<<<<<<< HEAD": "merge_conflict",
    "=======": "merge_conflict",
    ">>>>>>> main": "merge_conflict",
    "```python": "fence",
    "<!DOCTYPE html>": "web_page",
    r"{\rtf1\ansi": "rich_text",
    "x = = 1": None,
    "% 2 == 0": None,
    "!= 1": None,
    "print 'done'": None,
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_that_is_no_python_is_named(line: str) -> None:
    """By what it is; of one that is meant as Python nothing is said."""
    place = Place("xor.py", 1, line)
    feedback = hint(Failure(FailureKind.SYNTAX, "invalid syntax", place=place))
    assert (None if feedback is None else feedback.code.removeprefix("crash.hint.")) == LINES[line]


def test_a_program_that_ends_itself_is_told_where_that_may_stand() -> None:
    """`exit()` at the end of a file is harmless where it is run, and costs everything where it is loaded."""
    feedback = hint(Failure(FailureKind.EXITED, "it ended the program (sys.exit or exit)"))
    assert feedback is not None
    assert "__main__" in feedback.text


def test_an_unknown_exception_is_left_alone() -> None:
    """No sentence is better than a wrong one."""
    assert of_exception("ValueError: my own message") is None
    assert of_exception("KeyError: 'a'") is None


def test_a_message_cannot_fill_the_sentence() -> None:
    """The student's code may raise an exception with any message."""
    feedback = of_exception("ValueError: shapes (" + "9" * 10_000 + "{1}) and (2,) not aligned")
    assert feedback is not None
    assert len(feedback.text) < 300
