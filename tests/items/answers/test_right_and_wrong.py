"""Right answers in drawn types and forms, and wrong ones by as little as can be wrong: none is misjudged.

An answer in floats is wrong by less than a tolerance only where it is right by definition, so that a wrong digit is
drawn among the first five of a float, and anywhere in an exact number. Together these are 300 right answers and 300
wrong ones.
"""

from collections.abc import Callable
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import sympy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.items.answers.compare import compare
from grader.items.answers.tolerance import Tolerance
from tests.slow import examples

FUZZ = settings(max_examples=examples(75), deadline=None, suppress_health_check=list(HealthCheck))
TINY = Tolerance(absolute=0)
"""For floats of any size: the absolute part says that numbers below 1e-12 may be rounding."""

Form = Callable[[Any], Any]


def _decimal(value: int) -> Decimal:
    return Context(prec=100).create_decimal(value)


def _scalars(value: int) -> list[Any]:
    """The whole number in every type that holds it."""
    names = "int8 int16 int32 int64 uint8 uint16 uint32 uint64".split()
    held = [np.dtype(name).type(value) for name in names if np.iinfo(name).min <= value <= np.iinfo(name).max]
    floats = [float(value), np.float64(value), complex(value)] if abs(value) <= 2**53 else []
    small = [np.float32(value), np.float16(value), np.complex64(value)] if abs(value) <= 2**11 else []
    return [value, Fraction(value), _decimal(value), sympy.Integer(value), np.array(value), *held, *floats, *small]


WHOLE = st.integers(-(2**200), 2**200) | st.integers(-3, 3).flatmap(
    lambda step: st.sampled_from((0, 2**31, 2**53, 2**60, 2**62, 2**63, 2**64, 2**200)).map(lambda size: size + step)
)
FRACTIONS = st.fractions(max_denominator=10**40)
FLOATS = st.builds(
    lambda digits, exponent, sign: sign * float(f"{digits}e{exponent}"),
    st.integers(10**15, 10**16 - 1),
    st.integers(-315, 45),
    st.sampled_from((1, -1)),
)
"""Sixteen digits at sizes from 1e-300 to 2**200."""


def _rows(values: list[Any]) -> list[list[Any]]:
    return [values, values[::-1]]


CONTAINERS: tuple[Form, ...] = (
    list,
    tuple,
    _rows,
    lambda values: {"a": values, "b": values[0]},
    lambda values: (values, 1),
)


@FUZZ
@given(value=WHOLE, data=st.data())
def test_a_whole_number_is_right_in_every_type(value: int, data: st.DataObject) -> None:
    """Whatever the type of the reference and of the answer."""
    keys = [key for key in _scalars(value) if not isinstance(key, (complex, np.complexfloating))]
    answer, key = data.draw(st.sampled_from(_scalars(value))), data.draw(st.sampled_from(keys))
    assert compare(answer, key, Tolerance()).agrees


@FUZZ
@given(value=WHOLE, step=st.sampled_from((1, -1)), data=st.data())
def test_a_whole_number_is_wrong_by_one(value: int, step: int, data: st.DataObject) -> None:
    """In every type of answer, at every size, for every type of reference that is exact."""
    keys = [value, sympy.Integer(value), np.array(value, dtype=object), Fraction(value), _decimal(value)]
    answers = [answer for answer in _scalars(value + step) if not isinstance(answer, np.ndarray)]
    answer, key = data.draw(st.sampled_from(answers)), data.draw(st.sampled_from(keys))
    is_float = isinstance(answer, (float, complex, np.inexact))
    most = 50 if isinstance(answer, np.float16) else 10**5  # beyond it, one is within a fraction's tolerance
    if not (is_float and isinstance(key, (Fraction, Decimal)) and abs(value) > most):
        assert not compare(answer, key, Tolerance()).agrees


@FUZZ
@given(values=st.lists(WHOLE, min_size=1, max_size=6), data=st.data())
def test_whole_numbers_in_containers(values: list[int], data: st.DataObject) -> None:
    """Lists, rows, dictionaries, sets, object arrays and matrices: right as they are, wrong by one in one entry."""
    changed = data.draw(st.integers(0, len(values) - 1))
    wrong = [value + (index == changed) for index, value in enumerate(values)]
    forms: tuple[Form, ...] = (
        *CONTAINERS,
        set,
        lambda row: np.array(row, dtype=object),
        lambda row: sympy.Matrix([row]),
    )
    form = data.draw(st.sampled_from(forms))
    given_as = data.draw(st.sampled_from((int, sympy.Integer, Fraction)))
    assert compare(form([given_as(value) for value in values]), form(values), Tolerance()).agrees
    if form is not set or set(wrong) != set(values):
        assert not compare(form([given_as(value) for value in wrong]), form(values), Tolerance()).agrees


@FUZZ
@given(dtype=st.sampled_from("int8 int16 int32 int64 uint8 uint16 uint32 uint64".split()), data=st.data())
def test_arrays_of_every_integer_type(dtype: str, data: st.DataObject) -> None:
    """Against an array of the same type, of objects, and a list; wrong by one in one entry."""
    ends = np.iinfo(dtype)
    values = data.draw(st.lists(st.integers(int(ends.min), int(ends.max) - 1), min_size=1, max_size=6))
    key = np.array(values, dtype=dtype)
    wrong = key.copy()
    wrong[data.draw(st.integers(0, len(values) - 1))] += 1
    for right in (key, key.astype(object), values, tuple(values), sympy.Matrix(values)):
        assert compare(right, key, Tolerance()).agrees
        assert compare(key, right, Tolerance()).agrees
    for left, right in ((wrong, key), (wrong.astype(object), key), (wrong.tolist(), key), (wrong, values)):
        assert not compare(left, right, Tolerance()).agrees


@FUZZ
@given(value=FRACTIONS, by=st.integers(1, 10**60), data=st.data())
def test_a_fraction_is_exact(value: Fraction, by: int, data: st.DataObject) -> None:
    """Equal fractions are right in every type, and so is the float; other fractions are not, however near."""
    keys = (value, sympy.Rational(value.numerator, value.denominator))
    key = data.draw(st.sampled_from(keys))
    near = value + Fraction(1, by * 3)
    for right in (*keys, float(value), np.float64(float(value)), Fraction(float(value)), sympy.Float(float(value))):
        assert compare(right, key, Tolerance()).agrees
    for wrong in (near, sympy.Rational(near.numerator, near.denominator), Fraction(value + by)):
        assert not compare(wrong, key, Tolerance()).agrees


@FUZZ
@given(value=FLOATS, data=st.data())
def test_a_float_is_right_up_to_rounding(value: float, data: st.DataObject) -> None:
    """In every type that has as many digits, alone and beside numbers of another size."""
    exact = Fraction(value)
    right = data.draw(
        st.sampled_from((value, np.float64(value), np.longdouble(value), complex(value), exact, Decimal(value)))
    )
    other = data.draw(FLOATS)
    assert compare(right, value, Tolerance()).agrees
    assert compare([right, other], [value, other], TINY).agrees
    assert compare(value * (1 + 1e-9), value, TINY).agrees


@FUZZ
@given(value=FLOATS, other=FLOATS, data=st.data())
def test_a_float_is_wrong_by_a_digit_or_the_sign(value: float, other: float, data: st.DataObject) -> None:
    """One of its first five digits: alone, and in a list, tuple, dictionary or rows beside any other number."""
    digit = data.draw(st.integers(0, 4))
    step = 10.0 ** (np.floor(np.log10(abs(value))) - digit)
    wrong = data.draw(st.sampled_from((value + step, value - step, -value, np.float64(value + step), Fraction(-value))))
    assert not compare(wrong, value, TINY).agrees
    for form in CONTAINERS:
        assert not compare(form([wrong, other]), form([value, other]), TINY).agrees
        assert not compare(form([other, wrong]), form([other, value]), TINY).agrees


@FUZZ
@given(values=st.lists(FLOATS, min_size=2, max_size=6), index=st.integers(0, 5))
def test_an_array_is_wrong_by_one_entry_of_its_size(values: list[float], index: int) -> None:
    """An array is one vector: its tolerance is relative to the largest entry, and that entry itself cannot be wrong."""
    key = np.array(values)
    wrong = key.copy()
    wrong[index % len(values)] += np.abs(key).max() / 1000
    assert compare(key * (1 + 1e-9), key, TINY).agrees
    assert compare(key.tolist(), key, TINY).agrees
    assert not compare(wrong, key, TINY).agrees
    assert not compare(-key, key, TINY).agrees
