"""Right answers in every reasonable type are right, with a note where the type will hurt later."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

from grader.items.answers.compare import compare
from grader.items.answers.tolerance import Tolerance

x, y = sympy.symbols("x y")
real_x = sympy.Symbol("x", real=True)
half = sympy.Rational(1, 2)
objects = np.array([sympy.Integer(1), sympy.sqrt(4), sympy.Rational(6, 2)], dtype=object)
NUMPY_SCALARS = [
    (np.dtype(name).type(3), 3.0, "note.precision" if name in {"float16", "float32", "complex64"} else "")
    for name in "int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 longdouble".split()
]

NUMBERS: list[tuple[Any, Any, str]] = [
    (2, 2.0, ""),
    (2.0, 2, ""),
    (Fraction(1, 3), 1 / 3, ""),
    (Decimal("0.1"), 0.1, "note.decimal"),
    (np.array(2.0), 2.0, ""),
    (2.0, np.array(2.0), ""),
    (sympy.Rational(1, 3), 1 / 3, "note.sympy"),
    (sympy.sqrt(2), 2**0.5, "note.sympy"),
    (sympy.pi, np.pi, "note.sympy"),
    (sympy.Float(0.5), 0.5, "note.sympy"),
    (2**0.5, sympy.sqrt(2), ""),
    (sympy.sqrt(8) / 2, sympy.sqrt(2), ""),
    (2 + 0j, 2.0, "note.complex"),
    (np.complex128(2), 2.0, "note.complex"),
    (2 + 1e-15j, 2.0, "note.complex"),
    (2.0, 2 + 0j, ""),
    (1e-17, 0.0, ""),
    (float("inf"), float("inf"), ""),
    (float("nan"), float("nan"), ""),
    (10**400, 10**400, ""),
    *NUMPY_SCALARS,
]
ARRAYS: list[tuple[Any, Any, str]] = [
    ([1, 2, 3], np.array([1.0, 2.0, 3.0]), ""),
    ((1, 2, 3), np.array([1.0, 2.0, 3.0]), ""),
    (np.array([1, 2, 3]), [1.0, 2.0, 3.0], ""),
    (((1, 2), (3, 4)), np.array([[1.0, 2.0], [3.0, 4.0]]), ""),
    ([np.array([1, 2]), [3, 4]], np.array([[1.0, 2.0], [3.0, 4.0]]), ""),
    (sympy.Matrix([[1, 2], [3, 4]]), np.array([[1.0, 2.0], [3.0, 4.0]]), "note.sympy"),
    (sympy.Matrix([1, 2, 3]), np.array([1.0, 2.0, 3.0]), "note.sympy"),
    ([sympy.Integer(1), half * 4, 3], np.array([1.0, 2.0, 3.0]), "note.sympy"),
    (objects, np.array([1.0, 2.0, 3.0]), "note.sympy"),
    (np.array([0.1, 0.2], dtype=np.float32), np.array([0.1, 0.2]), "note.precision"),
    (np.array([0.1, 0.2], dtype=np.float16), np.array([0.1, 0.2]), "note.precision"),
    ([np.float32(0.1), 0.2, 1], np.array([0.1, 0.2, 1]), "note.precision"),
    ([np.int8(1), np.float32(0.1)], np.array([1, 0.1]), "note.precision"),
    (np.array([1 + 0j, 2 + 1e-17j]), np.array([1.0, 2.0]), "note.complex"),
    ([], np.zeros(0), ""),
    (np.zeros((0, 2)), np.zeros((0, 2)), ""),
    ([1, 2], [1, 2], ""),
]
TRUTHS: list[tuple[Any, Any, str]] = [
    (np.bool_(1), True, ""),
    (sympy.true, True, ""),
    (sympy.false, np.bool_(0), ""),
    (np.array(True), True, ""),
    (1, True, "note.truth"),
    (np.int64(0), False, "note.truth"),
    (sympy.Integer(1), sympy.true, "note.truth"),
    ([1, False], np.array([True, False]), "note.truth"),
    (np.array([True, False]), [True, False], ""),
]
EXPRESSIONS: list[tuple[Any, Any, str]] = [
    ((x + 1) ** 2, x**2 + 2 * x + 1, ""),
    (12 * real_x**2, 12 * x**2, ""),
    (x**2, real_x**2, ""),
    (sympy.Mul(x, x, evaluate=False), x**2, ""),
    (sympy.Add(x, -x, evaluate=False), sympy.Integer(0), ""),
    (0.5 * x, x / 2, ""),
    (0.3333333333333333 * x, x / 3, ""),
    (np.pi * x, sympy.pi * x, "note.undecided"),
    (2, sympy.Mul(2, x, 1 / x, evaluate=False), ""),
    (Fraction(1, 2), sympy.Mul(half, x, 1 / x, evaluate=False), ""),
    ([[2, 0], [0, 2 * x]], sympy.Matrix([[2, 0], [0, 2 * x]]), ""),
    (np.array([[2, 0], [0, 2 * x]], dtype=object), sympy.Matrix([[2, 0], [0, 2 * x]]), ""),
    (np.array([[2.0, 1e-17], [0, 2]]), sympy.Matrix([[2, 0], [0, 2]]), ""),
    ([x, 2 * y], sympy.Matrix([x, 2 * y]), ""),
    (sympy.Matrix([x, 2 * y]), [x, 2 * y], ""),
    (np.array([x, 2 * y]), (x, 2 * y), ""),
]
PARTS: list[tuple[Any, Any, str]] = [
    ({"a": np.float32(0.1), "b": np.bool_(1)}, {"b": True, "a": 0.1}, "note.precision"),
    (([[1, 2]], [3]), (np.array([[1.0, 2.0]]), np.array([3.0])), ""),
    ([[1], [2, 3]], [[1], [2, 3]], ""),
    ([2, 1, 1.0], {1, 2}, ""),
    ({0.1 + 0.2, 1}, {0.3, 1}, ""),
    (np.array([1, 2]), {1, 2}, ""),
    (frozenset(), set(), ""),
    ({number + 1e-12 for number in range(1, 300)}, set(range(1, 300)), ""),
    (list(range(300)), set(map(float, range(300))), ""),
    ({"A ", "b"}, {"a", "B"}, ""),
    ({2**60 - 1, 2**60}, {2**60, 2**60 - 1}, ""),
    (" Newton ", "newton", ""),
    (None, None, ""),
]


@pytest.mark.parametrize(
    ("answer", "expected", "noted"),
    NUMBERS + ARRAYS + TRUTHS + EXPRESSIONS + PARTS,
    ids=lambda value: type(value).__name__,
)
def test_a_right_answer_is_right_in_any_type(answer: Any, expected: Any, noted: str) -> None:
    """No problem; a note if, and only if, the type is one to know about."""
    comparison = compare(answer, expected, Tolerance())
    assert comparison.problem is None
    assert " ".join(note.code for note in comparison.notes) == noted
    assert comparison.undecided == (noted == "note.undecided")


def test_notes_say_what_the_type_means() -> None:
    """One sentence each, for any number of entries."""
    answers = [sympy.pi, Decimal(1), 1 + 0j, np.float32(1), [sympy.pi, sympy.pi]]
    expected = [np.pi, 1, 1, 1, [np.pi, np.pi]]
    notes = [
        note.text
        for answer, right in zip(answers, expected, strict=True)
        for note in compare(answer, right, Tolerance()).notes
    ]
    assert notes == [
        "It holds SymPy numbers, which are slow and exact; `float(...)` makes ordinary ones of them.",
        "It is a Decimal, which cannot be added to a float; `float(...)` makes it one.",
        "It has a complex type with imaginary part 0; `.real` makes it real.",
        "It was computed in float32, with 6 digits; float64 has 15.",
        "It holds SymPy numbers, which are slow and exact; `float(...)` makes ordinary ones of them.",
    ]


def test_sets_that_would_take_too_long_are_not_called_wrong() -> None:
    """Numbers are looked up by size; hundreds of expressions, each of them written in another way, are undecided."""
    symbols = sympy.symbols("a:120")
    comparison = compare({symbol * 0.5 for symbol in symbols}, {symbol / 2 for symbol in symbols}, Tolerance())
    assert (comparison.problem, comparison.is_open) == (None, True)
