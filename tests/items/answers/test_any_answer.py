"""Whatever a student answers, and whatever is expected: a comparison with a sentence, never an exception."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from grader.errors import AuthoringError
from grader.items import ChoiceItem, ClaimItem
from grader.items.answers.compare import compare
from grader.items.answers.shapes import read_parts
from grader.items.answers.show import show, show_call
from grader.items.answers.tolerance import Tolerance
from grader.sandbox.functions import FunctionHandle
from tests.slow import examples

x, y = sympy.symbols("x y")
real_x = sympy.Symbol("x", real=True)
UNARY = (sympy.exp, sympy.log, sympy.sin, sympy.Abs, sympy.floor, sympy.factorial, sympy.sign, sympy.re)


def _unevaluated(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    binary = st.sampled_from((sympy.Add, sympy.Mul, sympy.Pow, sympy.Mod, sympy.binomial))
    return st.one_of(
        st.builds(lambda head, left, right: head(left, right, evaluate=False), binary, parts, parts),
        st.builds(lambda head, part: head(part, evaluate=False), st.sampled_from(UNARY), parts),
    )


INTEGERS = st.integers() | st.sampled_from((0, 1, 10**400, -(10**400), 2**53 + 1))
LEAVES = st.sampled_from((x, y, real_x, sympy.pi, sympy.I, sympy.oo, sympy.zoo, sympy.nan, sympy.Float("1e-300")))
EXPRESSIONS = st.recursive(LEAVES | st.integers(-3, 10**9).map(sympy.Integer), _unevaluated, max_leaves=6)
DTYPES = st.sampled_from("bool int8 uint8 int64 uint64 float16 float32 float64 complex64 complex128 U3 object".split())
ARRAYS = DTYPES.flatmap(
    lambda name: npst.arrays(
        name,
        npst.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3),
        elements=st.none() | st.text(max_size=2) | st.floats() | EXPRESSIONS if name == "object" else None,
    )
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    INTEGERS,
    st.floats(),
    st.complex_numbers(),
    st.text(max_size=5),
    st.fractions() | st.just(Fraction(10**400)),
    st.sampled_from((Decimal("1e9999"), Decimal("0.1"), np.float32(0.1), np.bool_(1), np.int8(-128), np.str_("d"))),
    st.sampled_from((FunctionHandle(3), sympy.true, sympy.Lt(x, 1), sympy.Eq(x, 1, evaluate=False))),
    EXPRESSIONS,
)
HASHABLE = st.booleans() | INTEGERS | st.text(max_size=2) | st.none()


def _containers(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    lists = st.lists(parts, max_size=4)
    return lists | lists.map(tuple) | st.dictionaries(HASHABLE, parts, max_size=3)


MATRICES = st.lists(EXPRESSIONS, min_size=4, max_size=4).map(lambda entries: sympy.ImmutableMatrix(2, 2, entries))
SETS = st.sets(HASHABLE, max_size=3) | st.frozensets(HASHABLE, max_size=3)
ANSWERS = st.recursive(SCALARS | ARRAYS | MATRICES | SETS, _containers, max_leaves=8)

EXPECTED: tuple[Any, ...] = (
    True,
    np.bool_(0),
    sympy.true,
    0,
    10**400,
    np.int8(3),
    2.5,
    np.float32(1),
    1 + 2j,
    Fraction(1, 3),
    float("nan"),
    float("inf"),
    sympy.sqrt(2),
    np.array(2.0),
    np.zeros(0),
    np.array([1.0, 2.0, 3.0]),
    np.array([[1, 2], [3, 4]]),
    np.array([1j, 2]),
    np.array([True, False]),
    np.array(["a", "b"]),
    np.array([x, 2 * x]),
    [1, 2],
    [1, [2, 3]],
    [],
    (np.zeros((2, 2)), np.zeros(3)),
    ["a", 1, True],
    [10**400, 1],
    "d",
    {"abs": False, "x4": True},
    {1: 2.0},
    {1, 2},
    frozenset({"a"}),
    x**2 + 1,
    sympy.Max(x, 0),
    sympy.Matrix([[x, 0], [1, y]]),
    sympy.Matrix([1, 2]),
    None,
)
SHAPES: tuple[tuple[tuple[int | str, ...], ...], ...] = (
    ((),),
    ((3,),),
    (("k", 2),),
    ((3, "h"), ("h+1",)),
    (("h+1",), ("h",)),
)
FUZZ = settings(max_examples=examples(50), deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FUZZ
@given(answer=ANSWERS)
def test_every_comparison_ends_in_one_sentence(answer: Any) -> None:
    """Any answer against any kind of expected value: agreement, or a stable code and one readable line."""
    for expected in EXPECTED:
        problem = compare(answer, expected, Tolerance(), 3.0).problem
        if problem is not None:
            assert problem.code.startswith("answer.")
            assert problem.text.endswith((".", "?"))
            assert "\n" not in problem.text
            assert "np.float" not in problem.text


@FUZZ
@given(answer=ANSWERS)
def test_every_answer_is_read_or_refused_as_a_form(answer: Any) -> None:
    """Parts are float64, finite and of the shapes; otherwise there is a problem."""
    for shapes in SHAPES:
        parts, comparison = read_parts(answer, shapes)
        assert (parts is None) == (comparison.problem is not None)
        for part in parts or ():
            assert part.dtype == np.float64
            assert np.isfinite(part).all()


@FUZZ
@given(answer=ANSWERS)
def test_every_answer_to_a_choice_or_a_claim_is_judged(answer: Any) -> None:
    """Choices and claims read letters and truth values; anything else is of the wrong kind."""
    choice = ChoiceItem(id="f", title="f", points=1, options={"a": "1", "B": "2"})
    claim = ClaimItem(id="g", title="g", points=1, evidence="f")
    for expected in ("a", {"a", "b"}, ["B"]):
        choice.check(answer, expected)
    claim.check(answer, True)


@FUZZ
@given(answer=ANSWERS)
def test_every_answer_can_be_shown(answer: Any) -> None:
    """Evidence has a bounded length and shows neither NumPy's scalars nor a negative zero."""
    for text in (show(answer), show_call("f", (answer,)).removeprefix("f(").removesuffix(")")):
        assert len(text) <= 403
        assert "np.float" not in text


def test_a_reference_that_returns_a_function_is_the_authors_fault() -> None:
    """There is nothing to compare an answer with."""
    with pytest.raises(AuthoringError, match="cannot be compared with a function"):
        compare(1, FunctionHandle(1), Tolerance())
