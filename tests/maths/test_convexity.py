"""The convexity of functions; the table of cases says what is decided."""

import time
from typing import Any

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.maths.convexity import CLAIMS, Convexity, classify, verify
from grader.maths.convexity.domain import Domain
from grader.maths.convexity.prove.nonnegative import prove_sign
from grader.maths.convexity.question import read
from tests.slow import examples, one_in

x, y, z = sympy.symbols("x y z")
R = sympy.Rational
REALS: dict[Any, Any] = {}
ABOVE = {x: sympy.Interval.open(0, sympy.oo)}
BOTH_ABOVE = {x: sympy.Interval.open(0, sympy.oo), y: sympy.Interval.open(0, sympy.oo)}
ALL_ABOVE = {symbol: sympy.Interval.open(0, sympy.oo) for symbol in (x, y, z)}


def on(low: Any, high: Any, *, left_open: bool = False, right_open: bool = False) -> dict[Any, Any]:
    """A domain of x."""
    return {x: sympy.Interval(low, high, left_open, right_open)}


# verdicts on: convex, strictly convex, concave, strictly concave
CASES = [
    # affine, also in disguise
    ("YNYN", 2 * x + 1, REALS),
    ("YNYN", sympy.cos(x) ** 2 + sympy.sin(x) ** 2, REALS),
    ("YNYN", sympy.log(sympy.exp(x) * sympy.exp(-3 * x)), REALS),
    ("YNYN", sympy.Max(x, 0) + sympy.Min(x, 0), REALS),
    # polynomials in one variable
    ("YYNN", x**2, REALS),
    ("NNNN", x**3, REALS),
    ("YYNN", x**3, on(0, sympy.oo)),
    ("YYNN", x**4 - 4 * x**3 + 6 * x**2, REALS),
    ("YYNN", x**4 - 2 * x**3 + R(3, 2) * x**2, REALS),
    ("NNNN", x**4 - 2 * x**3 + R(149, 100) * x**2, REALS),
    ("NNYY", x**4 - 6 * x**2, on(-1, 1)),
    # powers, roots, quotients
    ("YYNN", 1 / x, ABOVE),
    ("NNYY", 1 / x, on(-sympy.oo, 0, right_open=True)),
    ("NNYY", sympy.sqrt(x), on(0, sympy.oo)),
    ("YYNN", x ** R(3, 2), on(0, sympy.oo)),
    ("YYNN", x**sympy.pi, ABOVE),
    ("NNYY", sympy.sqrt(1 - x**2), on(-1, 1)),
    ("YYNN", sympy.sqrt(1 + x**2), REALS),
    # exponentials, logarithms, waves
    ("YYNN", sympy.exp(x**2), REALS),
    ("NNNN", sympy.exp(-(x**2)), REALS),
    ("YYNN", x * sympy.log(x), ABOVE),
    ("YYNN", sympy.log(1 + sympy.exp(x)), REALS),
    ("NNNN", 1 / (1 + sympy.exp(-x)), REALS),
    ("YYNN", sympy.gamma(x), ABOVE),
    ("YYNN", x**2 + sympy.sin(x), REALS),
    ("NNYY", sympy.sin(x), on(0, sympy.pi)),
    ("YYNN", sympy.tan(x), on(0, sympy.pi / 2, right_open=True)),
    ("YYNN", (sympy.exp(x) - 1) / x, ABOVE),
    ("NNYY", sympy.acosh(x), on(1, sympy.oo)),
    ("YYNN", sympy.cot(x), on(0, sympy.pi / 2, left_open=True, right_open=True)),
    # the end is where it begins to bend the other way, and no fraction
    ("YYNN", sympy.log(x) / x, on(sympy.exp(R(3, 2)), sympy.oo)),
    ("NNNN", sympy.log(x) / x, on(sympy.exp(R(149, 100)), sympy.oo)),
    ("YYNN", sympy.exp(-(x**2)), on(1 / sympy.sqrt(2), sympy.oo)),
    ("NNYY", sympy.exp(-(x**2)), on(-1 / sympy.sqrt(2), 1 / sympy.sqrt(2))),
    ("YYNN", sympy.exp(x) - x**2, on(sympy.log(2), sympy.oo)),
    ("NNYY", sympy.exp(x) - x**2, on(-sympy.oo, sympy.log(2))),
    ("NNNN", sympy.exp(x) - x**2, on(-sympy.oo, sympy.log(2) + R(1, 1000))),
    ("YYNN", x / (x**2 + 1), on(sympy.sqrt(3), sympy.oo)),
    ("NNYY", x / (x**2 + 1), on(0, sympy.sqrt(3))),
    ("NNYY", sympy.sin(x), on(0, sympy.pi)),
    # a dent near 1/10, too narrow to be seen from elsewhere, whose place is the zero of no polynomial
    ("NNNN", x**2 + 1 / (1 + (10**4 * (sympy.exp(x) - R(1105171, 10**6))) ** 2), REALS),
    # a number that is 0 in disguise, and one that nearly is
    ("YNYN", sympy.exp((sympy.sin(1) ** 2 + sympy.cos(1) ** 2 - 1) * x), REALS),
    ("NNYN", -sympy.Max(x, 0) * (sympy.pi - R(31415926535897932384, 10**19)), REALS),
    ("NNYY", (sympy.pi - R(31415926535897932384, 10**19)) * sympy.sqrt(x), on(1, 4)),
    # kinks, pieces, jumps
    ("YNNN", sympy.Abs(x), REALS),
    ("YYNN", sympy.Abs(x) + x**2, REALS),
    ("NNNN", x**2 - sympy.Abs(x), REALS),
    ("NNNN", sympy.Abs(x**2 - 1), REALS),
    ("NNYN", sympy.Min(x, x / 10), REALS),
    ("YYNN", sympy.Abs(x) ** R(3, 2), REALS),
    ("YNNN", sympy.Piecewise((x**2 / 2, sympy.Abs(x) <= 1), (sympy.Abs(x) - R(1, 2), True)), REALS),
    ("YNNN", sympy.Piecewise((x, x > 0), (sympy.exp(x) - 1, True)), REALS),
    ("NNNN", sympy.Piecewise((x, x > 0), (2 * (sympy.exp(x) - 1), True)), REALS),
    ("NNNN", sympy.Piecewise((x**2, x < 3), (x**2 + R(1, 10**12), True)), REALS),
    ("YNNN", sympy.Piecewise((1, x <= 0), (x, True)), on(0, 1)),
    ("YYNN", sympy.Piecewise((x * sympy.log(x), x > 0), (0, True)), on(0, sympy.oo)),
    ("NNNN", sympy.floor(x), REALS),
    # dents that are small, narrow or far away
    ("NNNN", x**2 + sympy.exp(-10000 * (x - 1) ** 2) / 1000, REALS),
    ("NNNN", sympy.exp(x) - x**2 / 10**10, REALS),
    ("YYNN", sympy.exp(x) - x**2 / 10**10, on(-10, sympy.oo)),
    ("YYNN", x**2 + sympy.sin(100 * x) / 5001, REALS),
    ("NNNN", x**2 + sympy.sin(100 * x) / 4999, REALS),
    # quadratic forms and other polynomials
    ("NNNN", x * y, REALS),
    ("YYNN", x**2 + R(1999999, 1000000) * x * y + y**2, REALS),
    ("YNNN", (x + y) ** 2, REALS),
    ("YYNN", x**4 + x**2 * y**2 + y**4, REALS),
    ("YYNN", x**4 + 6 * x**2 * y**2 + y**4, REALS),
    ("NNNN", x**4 + 7 * x**2 * y**2 + y**4, REALS),
    ("NNNN", x**2 + y**2 + x**2 * y**2 / 10, REALS),
    ("YYNN", x**2 + y**2 + x**2 * y**2 / 10, {x: sympy.Interval(-1, 1), y: sympy.Interval(-1, 1)}),
    ("YYNN", 100 * (y - x**2) ** 2 + (1 - x) ** 2, {y: sympy.Interval(-sympy.oo, 0)}),
    # several variables
    ("YNNN", sympy.log(sympy.exp(x) + sympy.exp(y)), REALS),
    ("YYNN", sympy.log(1 + sympy.exp(x) + sympy.exp(y)), REALS),
    ("YNNN", sympy.sqrt(x**2 + y**2), REALS),
    ("YYNN", sympy.sqrt(1 + x**2 + y**2), REALS),
    ("YNNN", (sympy.Abs(x) ** 3 + sympy.Abs(y) ** 3) ** R(1, 3), REALS),
    ("YNNN", sympy.Max(sympy.Abs(x), sympy.Abs(y)), REALS),
    ("YNNN", sympy.Max(x, y) - sympy.Min(x, y), REALS),
    ("YYNN", x**2 + y**2 + sympy.Abs(x * y), REALS),
    ("YNNN", x**2 / y, {y: sympy.Interval.open(0, sympy.oo)}),
    ("NNYN", sympy.sqrt(x * y), BOTH_ABOVE),
    ("NNYY", x ** R(1, 3) * y ** R(1, 3), BOTH_ABOVE),
    ("YYNN", 1 / (x * y), BOTH_ABOVE),
    ("YNNN", x * sympy.log(x / y), BOTH_ABOVE),
    ("YNNN", y * sympy.exp(x / y), {y: sympy.Interval.open(0, sympy.oo)}),
    ("YYNN", 2 * x**2 + 2 * y**2 + sympy.sin(x + y), REALS),
    ("YYNN", x**2 + y**2 + sympy.cos(x + y), REALS),
    ("NNYN", (x * y * z) ** R(1, 3), ALL_ABOVE),
    ("NNNN", sympy.Max(x * y, 0), REALS),
    ("NNNN", sympy.log(sympy.exp(x) + sympy.exp(y)) - (x - y) ** 2 / 10**9, REALS),
]  # fmt: skip


def judged(convexity: Convexity) -> str:
    """The four verdicts as letters."""
    return "".join({"yes": "Y", "no": "N", "undecided": "u"}[convexity.of(claim).verdict] for claim in CLAIMS)


def assert_verified(
    convexity: Convexity, expression: Any, variables: Any, domain: Any = None, constraints: Any = ()
) -> None:
    """Each verdict comes with evidence for its claim, which passes `verify`."""
    for claim in CLAIMS:
        judgement = convexity.of(claim)
        evidence = {"yes": judgement.certificate, "no": judgement.witness}.get(judgement.verdict)
        assert (evidence is None) == (judgement.verdict == "undecided")
        if evidence is not None:
            assert evidence.claim == claim
            assert verify(evidence, expression, variables, domain, constraints, seconds=60)


@pytest.mark.parametrize(
    ("verdicts", "expression", "domain"), one_in(3, CASES), ids=[str(case[1])[:50] for case in CASES]
)
def test_cases(verdicts: str, expression: sympy.Expr, domain: Any) -> None:
    """The four verdicts on each kind of function; time enough is given for a busy machine."""
    variables = sorted(expression.free_symbols, key=str)
    convexity = classify(expression, variables, domain=domain, seconds=60)
    assert judged(convexity) == verdicts, convexity
    assert_verified(convexity, expression, variables, domain)


def test_a_variable_without_influence_forbids_strictness() -> None:
    """x**2 is strictly convex in x, but not in (x, y)."""
    assert judged(classify(x**2, [x], seconds=60)) == "YYNN"
    assert judged(classify(x**2, [x, y], seconds=60)) == "YNNN"


@pytest.mark.parametrize(
    ("verdicts", "expression", "domain", "constraints"),
    [
        ("NNYY", sympy.log(1 - x**2 - y**2), REALS, [1 - x**2 - y**2 > 0]),
        ("YYNN", -sympy.log(x) - sympy.log(y) - sympy.log(1 - x - y), BOTH_ABOVE, [x + y < 1]),
        ("YYNN", -sympy.log(x * y - 1), BOTH_ABOVE, [x * y > 1]),
        ("NNYY", sympy.sqrt(1 - x**2 - y**2), REALS, [x**2 + y**2 <= 1]),
    ],
)
def test_constraints_make_the_domain(verdicts: str, expression: Any, domain: Any, constraints: Any) -> None:
    """A function may be defined, and convex, only where the constraints hold."""
    convexity = classify(expression, [x, y], domain=domain, constraints=constraints, seconds=60)
    assert judged(convexity) == verdicts
    assert_verified(convexity, expression, [x, y], domain, constraints)


@pytest.mark.parametrize(
    ("constraints", "part", "facts"),
    [
        ([2 * x + 1 > 0], sympy.Interval.open(R(-1, 2), sympy.oo), 0),
        ([2 * x + 1 >= 0], sympy.Interval(R(-1, 2), sympy.oo), 0),
        ([-3 * x > 6], sympy.Interval.open(-sympy.oo, -2), 0),
        ([-3 * x >= 6], sympy.Interval(-sympy.oo, -2), 0),
        ([x < 1], sympy.Interval.open(-sympy.oo, 1), 0),
        ([x <= sympy.Float("0.5")], sympy.Interval(-sympy.oo, R(1, 2)), 0),
        ([x + 1 > 2 * x], sympy.Interval.open(-sympy.oo, 1), 0),
        ([x > 0, x < 1, x >= R(1, 3)], sympy.Interval.Ropen(R(1, 3), 1), 0),
        ([x**2 < 4], sympy.Interval(-sympy.oo, sympy.oo), 1),
        ([x**2 + x > x**2], sympy.Interval.open(0, sympy.oo), 0),
        ([sympy.pi * x < 4], sympy.Interval(-sympy.oo, sympy.oo), 1),
        ([x < sympy.sqrt(2)], sympy.Interval(-sympy.oo, sympy.oo), 1),
        ([sympy.exp(x) < 4, x > 0], sympy.Interval.open(0, sympy.oo), 1),
        ([x + y < 1], sympy.Interval(-sympy.oo, sympy.oo), 1),
        ([x + y < 1, x + y <= 2, y > 0], sympy.Interval(-sympy.oo, sympy.oo), 2),
    ],
    ids=str,
)
def test_a_constraint_on_one_variable_is_an_interval(constraints: Any, part: sympy.Interval, facts: int) -> None:
    """If it is affine with fractions; anything else is a fact, strict where the relation is."""
    question = read(x + y, [x, y], None, constraints)
    assert question.domain.ranges[0] == part
    assert [fact.is_strict for fact in question.domain.facts] == [
        isinstance(relation, (sympy.StrictLessThan, sympy.StrictGreaterThan)) for relation in constraints
    ][:facts]


@pytest.mark.parametrize(
    ("given", "ranges"),
    [
        ({}, (sympy.Interval.open(0, sympy.oo), sympy.Interval(0, sympy.oo))),
        ({"negative": True}, (sympy.Interval.open(-sympy.oo, 0), sympy.Interval(-sympy.oo, 0))),
    ],
    ids=str,
)
def test_signs_of_variables(given: dict[str, bool], ranges: tuple[sympy.Interval, ...]) -> None:
    """Half of the reals, with 0 or without it."""
    strict = sympy.Symbol("s", **(given or {"positive": True}))
    weak = sympy.Symbol("w", **({"nonpositive": True} if given else {"nonnegative": True}))
    assert read(strict + weak, [strict, weak], None, ()).domain.ranges == ranges


@pytest.mark.parametrize(
    "expression",
    [sympy.log(x), sympy.sqrt(x), 1 / x**2, x ** R(1, 3), sympy.log(x**2), pytest.param(x**x, marks=pytest.mark.slow)],
)
def test_what_is_not_defined_everywhere_gets_no_yes(expression: sympy.Expr) -> None:
    """A function that is undefined or complex somewhere on its domain is never called convex or concave."""
    assert "Y" not in judged(classify(expression, [x], domain=on(-1, 1), seconds=3))


def test_the_assumptions_on_a_variable_are_its_domain() -> None:
    """A positive symbol stands for positive numbers, where no interval is given."""
    positive = sympy.Symbol("x", positive=True)
    assert judged(classify(positive**3, [positive], seconds=60)) == "YYNN"
    assert judged(classify(sympy.log(positive), [positive], seconds=60)) == "NNYY"


def test_a_symbol_may_be_named_like_a_function() -> None:
    """A name is only a name."""
    odd, name = sympy.symbols("exp lambda")
    assert judged(classify(odd**2 + sympy.exp(name), [odd, name], seconds=60)) == "YYNN"


def test_decimals_are_what_was_typed() -> None:
    """0.1 is 1/10, so that the exponentials cancel."""
    expression = sympy.exp(sympy.Float("0.1") * x) - sympy.exp(x / 10) + x
    assert judged(classify(expression, [x], seconds=60)) == "YNYN"


def test_a_witness_of_a_simple_function_is_simple() -> None:
    """A student can check it by hand."""
    witness = classify(x**3, [x], seconds=60).convex.witness
    assert witness is not None
    assert {*witness.a, *witness.b} <= {0, 1, -1, 2, -2}


@pytest.mark.parametrize(
    ("expression", "limit"),
    [
        (sympy.Pow(10, sympy.Pow(10, 8, evaluate=False), evaluate=False) * x, "power"),
        (x ** (10**8), "exponent"),
        (sympy.Add(*([x] * 100_000), evaluate=False), "parts"),
        (x + sympy.Integer(10**300), "digits"),
        (sympy.Max(*(number * x - number**2 for number in range(20)), evaluate=False), "maximum"),
        (sum(sympy.Symbol(f"x{number}") ** 2 for number in range(9)), "variables"),
    ],
    ids=["tower", "exponent", "nodes", "digits", "maximum", "variables"],
)
def test_hostile_expressions_are_refused(expression: sympy.Expr, limit: str) -> None:
    """Before anything is evaluated, with the limit that they break."""
    convexity = classify(expression, sorted(expression.free_symbols, key=str))
    assert judged(convexity) == "uuuu"
    assert limit in convexity.limit


@pytest.mark.parametrize("expression", [sympy.exp(x) ** 900 - sympy.besselj(2, x), (x**30 + sympy.sin(x) * y) ** 30])
def test_the_deadline_holds(expression: sympy.Expr) -> None:
    """Whatever the expression needs, the answer comes, if only that it is not decided."""
    start = time.monotonic()
    classify(expression, [x, y], seconds=1.0)
    assert time.monotonic() - start < 60  # far above the deadline: what must not happen is to hang


@pytest.mark.parametrize(
    ("expression", "domain", "constraints"),
    [
        (x + y, None, ()),
        (x, {x: sympy.Union(sympy.Interval(0, 1), sympy.Interval(2, 3))}, ()),
        (x, {x: sympy.FiniteSet(1)}, ()),
        (x, None, [sympy.Eq(x, 1)]),
        (x, None, [sympy.Ne(x, 1)]),
        (x, None, [x > 1, x < 0]),
        (x, None, [x > 1, x <= 1]),
        (x, {x: sympy.Interval(0, 1)}, [x > 1]),
        (x, None, [x**2 < -1]),
        (x, {x: sympy.Interval(-1, 0)}, [x**3 > 0]),
        (x, {x: sympy.Interval.open(0, 1)}, [x**3 <= 0]),
        (x, None, [y < 1]),
    ],
)
def test_what_is_no_question_raises(expression: Any, domain: Any, constraints: Any) -> None:
    """A symbol that is no variable, a domain that is no interval, an equation as constraint."""
    with pytest.raises(ValueError, match="no "):
        classify(expression, [x], domain=domain, constraints=constraints)


def test_a_single_point_is_no_domain() -> None:
    """Constraints that leave one number of a variable."""
    with pytest.raises(ValueError, match="the constraints leave a single point for x"):
        classify(x, [x], constraints=[x >= 1, x <= 1])


affine = st.builds(lambda a, b, c: a * x + b * y + c, *[st.integers(-3, 3)] * 3)


def _combined(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Convex functions of convex functions, by the rules of composition."""
    return st.one_of(
        st.builds(lambda left, right: left + right, parts, parts),
        st.builds(sympy.Max, parts, parts),
        st.builds(lambda part, factor: factor * part, parts, st.integers(1, 5)),
        st.builds(lambda part: sympy.log(1 + sympy.exp(part)), parts),
        st.builds(lambda part: sympy.Max(part, 0) ** 2, parts),
    )


@pytest.mark.parametrize("power", [3, 5])
def test_the_sign_of_an_odd_power_is_that_of_its_base(power: int) -> None:
    """The even power that is left is never below 0, so that no derivative of the whole is needed."""
    variable = sympy.Symbol("x", real=True)
    base = variable**2 + sympy.cos(variable)
    step = prove_sign(base**power, Domain((variable,), (sympy.Interval(-sympy.oo, sympy.oo),)))
    assert step is not None
    assert (step.rule, [part.expression for part in step.parts]) == ("product", [base, base ** (power - 1)])


convex = st.recursive(
    st.one_of(affine, affine.map(lambda form: form**2), affine.map(sympy.Abs)), _combined, max_leaves=4
)


@settings(max_examples=examples(8), deadline=None, derandomize=True)
@given(expression=convex)
def test_what_is_convex_by_composition_is_never_refuted(expression: sympy.Expr) -> None:
    """A function built by the rules of composition may stay undecided, but never gets a no."""
    convexity = classify(expression, [x, y], seconds=2)
    assert convexity.convex.verdict != "no"
    assert_verified(convexity, expression, [x, y])


@pytest.mark.slow
@settings(max_examples=examples(12), deadline=None, derandomize=True)
@given(factors=st.lists(st.integers(-4, 4), min_size=3, max_size=7), a=st.integers(-9, 9), b=st.integers(-9, 9))
def test_a_polynomial_with_a_violated_chord_is_never_called_convex(factors: list[int], a: int, b: int) -> None:
    """What the values at three points refute, no proof supports."""
    polynomial = sum(factor * x**power for power, factor in enumerate(factors)) + 0 * x
    values = [sympy.sympify(polynomial).subs(x, point) for point in (a, b, R(a + b, 2))]
    gap = (values[0] + values[1]) / 2 - values[2]
    convexity = classify(sympy.sympify(polynomial), [x], seconds=20)
    assert_verified(convexity, sympy.sympify(polynomial), [x])
    assert not (gap < 0 and convexity.convex.verdict == "yes")
    assert not (gap > 0 and convexity.concave.verdict == "yes")
