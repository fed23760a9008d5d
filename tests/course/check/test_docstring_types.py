"""What a docstring says of its arguments is held against what cases have and what is drawn."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy

from grader import ExpressionFunction
from grader.course.check.docstring_types import contradiction, promised, read, takes_many_forms
from grader.course.check.files import check_files
from grader.course.load import load_course
from grader.model.checked import Finding
from tests.cases.case import INPUTS
from tests.conftest import ROOT

X = sympy.Symbol("x")
ARRAY, WHOLE = np.array([1.0, 2.0]), np.array([1, 2])
FUNCTION = ExpressionFunction((X,), X**2)

KEPT: list[tuple[str, Any]] = [
    ("ndarray of float, shape (n,)", ARRAY),
    ("ndarray of float, shape (n,)", WHOLE),
    ("NDArray[np.int64]", WHOLE),
    ("integer array", WHOLE),
    ("array", np.eye(2)),
    ("2-D numpy array, shape (n, d)", np.eye(2)),
    ("ndarray or list of float", [1.0]),
    ("list | tuple", (1,)),
    ("list, tuple or ndarray", ARRAY),
    ("list of (int, float)", [1, 2.0]),
    ("list[list[int]]", [[1], [2, 3]]),
    ("tuple of ndarray and float", (ARRAY, 1.0)),
    ("list of int or float", [1, 2.0]),
    ("list of int or of float, length n", [2.0]),
    ("list of ndarray", [ARRAY]),
    ("array_like of float, shape (n,)", [1.0]),
    ("array-like", (1.0,)),
    ("ArrayLike", [1]),
    ("sequence of int", (1,)),
    ("sequence of int", [1.5]),
    ("float", 1),
    ("float", np.float64(1)),
    ("float, optional", 2.5),
    ("float in [0, 1]", 0.5),
    ("int", True),
    ("int or None", None),
    ("positive int, default 3", np.int64(3)),
    ("floats", 1.0),
    ("str", "a"),
    ("{'a', 'b'}", 3),
    ("callable", FUNCTION),
    ("function of one number", FUNCTION),
    ("Callable[[float], float]", FUNCTION),
    ("dict of str to float", {"a": 1.0}),
    ("Symbol", X),
    ("Expr", X**2),
    ("float", sympy.Rational(1, 2)),
    ("vector, shape (n,)", [1.0]),
    ("matrix", np.eye(2)),
    ("scalar", [1]),
    ("pair of floats", (1.0, 2.0)),
    ("ndarray or Matrix of SymPy", [1]),
    ("list of Symbol", [X]),
    ("list of k callables", [FUNCTION]),
    ("whatever", [1]),
    ("", [1]),
]
BROKEN: list[tuple[str, Any, str]] = [
    ("ndarray of float, shape (n,)", [1.0], "a list"),
    ("ndarray", (1.0,), "a tuple"),
    ("np.ndarray", 1.0, "a float"),
    ("NDArray[np.float64]", [1.0], "a list"),
    ("array of shape (n,)", [1.0], "a list"),
    ("2-D numpy array, shape (n, d)", [[1.0]], "a list"),
    ("ndarray of int, shape (n,)", ARRAY, "an array of float64"),
    ("array of integers", ARRAY, "an array of float64"),
    ("int array", ARRAY, "an array of float64"),
    ("NDArray[np.int64]", ARRAY, "an array of float64"),
    ("list of float", ARRAY, "an array"),
    ("list", (1,), "a tuple"),
    ("tuple of int", [1], "a list"),
    ("list or tuple", ARRAY, "an array"),
    ("list of int", [1, 2.5], "a list that holds a float"),
    ("list[list[int]]", [[1], [2.5]], "a list that holds a list that holds a float"),
    ("list of ndarray", [[1.0]], "a list that holds a list"),
    ("int", 2.0, "a float"),
    ("int, at least 0", 2.5, "a float"),
    ("int", np.float64(2), "a float"),
    ("int or None", 2.5, "a float"),
    ("float", ARRAY, "an array"),
    ("float", "1", "a text"),
    ("float", 1j, "a complex number"),
    ("str", 1, "a whole number"),
    ("bool", 1, "a whole number"),
    ("callable", 1.0, "a float"),
    ("list of float", FUNCTION, "a function"),
]


@pytest.mark.parametrize(("text", "value"), KEPT, ids=str)
def test_what_is_promised_or_not_understood(text: str, value: Any) -> None:
    """It is no contradiction."""
    promises = read(text)
    assert promises is None or contradiction(promises, value) is None


@pytest.mark.parametrize(("text", "value", "instead"), BROKEN, ids=str)
def test_a_plain_contradiction(text: str, value: Any, instead: str) -> None:
    """It is told by what is given instead."""
    promises = read(text)
    assert promises is not None
    assert contradiction(promises, value) == instead


def test_the_section_is_read_as_numpydoc_has_it() -> None:
    """Several names for one type, stars, and no other section; descriptions are no parameters."""
    docstring = (
        "It.\n\nParameters\n----------\nx, y : ndarray of float\n    Note: of int.\n*rest : int, optional\nz: list\n"
        "bare\n    One.\n\nReturns\n-------\nw : tuple\n    It."
    )
    assert promised(docstring) == {
        "x": "ndarray of float", "y": "ndarray of float", "rest": "int, optional", "z": "list",
    }  # fmt: skip
    assert promised("It.") == {}
    assert takes_many_forms("array_like of float")
    assert not takes_many_forms("labels")


EXERCISE = """
import numpy as np
from grader import Exercise, FunctionItem, Integers, Reals, Vectors

exercise = Exercise(
    title="t", source="s", statement="s",
    items=(FunctionItem(id="f", title="t", points=1, {}),),
)
"""
SOLUTION = '''
def f(x):
    """It.

    Parameters
    ----------
    x : {}
        It.

    Returns
    -------
    float
    """
    return 1.0
'''
COURSE = 'from grader import Course\n\ncourse = Course(name="c", title="C", version="1")\n'
LIST, DRAWN = (f"inputs=(Vectors(size=2, entries=Integers(low=0, high=3){how}),)" for how in (', container="list"', ""))


def types(folder: Path) -> list[Finding]:
    """What is found about types."""
    (key,) = load_course(folder).exercises
    return [finding for finding in check_files(folder, key) if finding.code == "docstring.types"]


@pytest.mark.parametrize(
    ("given", "written", "says"),
    [
        (LIST, "ndarray of int", "says `x : ndarray of int`, but f draws a list: ["),
        (f"cases=((np.array([0, 2]),),), {LIST}", "ndarray", "but f draws a list: ["),
        (f"cases=(([0, 2],),), {DRAWN}", "ndarray", "but a case of f has a list: [0, 2]"),
        (DRAWN, "ndarray of int", "but f draws an array of float64: np.array(["),
        (DRAWN, "list of int", "but f draws an array: np.array(["),
        ("inputs=(Reals(low=0, high=9),)", "int", "but f draws a float: "),
        ("cases=((2.0,), (3,))", "int", "but a case of f has a float: 2.0"),
        (f"cases=((np.array([0, 2]),),), {LIST}", "labels", "for `x` of f a case of f has an array and f draws a list"),
        (f"cases=((np.array([0, 2]),),), {LIST}", "array_like of int", ""),
        (f"cases=((np.array([0, 2]),),), {LIST}", "list or ndarray", ""),
        (LIST, "labels", ""),
        (DRAWN, "ndarray of float, shape (2,)", ""),
        ("inputs=(Integers(low=0, high=9),)", "float", ""),
        (f"{DRAWN}, where=lambda x: False", "list", ""),
    ],
)
def test_what_is_found(tmp_path: Path, given: str, written: str, says: str) -> None:
    """One finding for a parameter, at its line of the docstring; what `where` never allows is told elsewhere."""
    for tree, name, text in (
        ("exercises", "course", COURSE), ("exercises", "one", EXERCISE.format(given)),
        ("solutions", "one", SOLUTION.format(written)),
    ):  # fmt: skip
        (tmp_path / tree).mkdir(exist_ok=True)
        (tmp_path / tree / f"{name}.py").write_text(text, encoding="utf-8")
    findings = types(tmp_path)
    assert len(findings) == bool(says)
    for finding in findings:
        assert says in finding.fault
        assert (finding.path, finding.line) == ("solutions/one.py", 7)


def test_the_case_of_the_labels() -> None:
    """An array in the case, lists that are drawn: code with `y.shape` passes one and not the other."""
    (finding,) = types(INPUTS / "author_list_labels" / "course")
    assert "`y : ndarray of int, shape (n,)`, but softmax_loss draws a list: " in finding.fault
    assert finding.line == 35


def test_the_course_s_own_docstrings() -> None:
    """They say what is given."""
    assert [finding for key in load_course(ROOT).exercises for finding in check_files(ROOT, key)] == []
