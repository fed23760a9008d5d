"""Formulas as they are typed: what is read, and what is said to who typed something else."""

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from sympy import Abs, E, I, Max, Min, Rational, acos, atan, cos, exp, log, pi, sign, sin, sqrt

from grader.maths.equivalence import compare
from grader.maths.text import parse

x, y = sympy.symbols("x y")

READ = [
    ("12*x^2", 12 * x**2),
    ("12 * x ** 2", 12 * x**2),
    ("-x^2", -(x**2)),
    ("2^-x", 2**-x),
    ("x^2^3", x**8),
    ("x - y - 1", x - y - 1),
    ("x/y/2", x / (2 * y)),
    ("--x + +y", x + y),
    ("0.1*x", x / 10),
    (".5 + 2. + 1e-3", Rational(2501, 1000)),
    ("x−1", x - 1),
    ("2·x", 2 * x),
    ("sqrt(x) + ln(x) + log(x, 2)", sqrt(x) + log(x) + log(x) / log(2)),
    ("exp(x)*e^x*E^y", exp(2 * x + y)),
    ("sin(pi*x) + arccos(x) + atan(y)", sin(pi * x) + acos(x) + atan(y)),
    ("abs(x) + Abs(y) + sign(x)", Abs(x) + Abs(y) + sign(x)),
    ("max(x, y, 1) - min(x, 2)", Max(x, y, 1) - Min(x, 2)),
    ("+".join(["x"] * 400), 400 * x),
]
PROBLEMS = [
    ("", "The text is empty.", 0),
    ("2x", "A sign is missing: write 2*x for a product.", 1),
    ("x (y)", "A sign is missing: write x*(...) for a product.", 2),
    ("(x)(y)", "A sign is missing: write (...)*(...) for a product.", 3),
    ("xy", "A sign is missing: write x*y for a product.", 0),
    ("5e", "A sign is missing: write 5*e for a product.", 1),
    ("sin x", "Write brackets behind sin, as in sin(x).", 4),
    ("sin^2(x)", "Write brackets behind sin, as in sin(x).", 3),
    ("1 + sin", "Write brackets behind sin, as in sin(x).", 4),
    ("z + 1", "The name z is not known here; the names are: x, y.", 0),
    ("I*x", "The name I is not known here; the names are: x, y.", 0),
    ("f = x", "The character '=' has no meaning here. Write the expression alone, without `=`.", 2),
    ("|x|", "The character '|' has no meaning here. Write abs(x) for the absolute value.", 0),
    ("x²", "The character '²' has no meaning here. Write x**2 for the square.", 1),
    ("x.real", "The character '.' has no meaning here. Use letters, digits, + - * / ^, brackets and commas.", 1),
    ("(x", "A bracket is not closed.", 0),
    ("x)", "A bracket is closed that was not opened.", 1),
    ("x + * y", "The formula is not complete or not in order near `*`.", 4),
    ("x +", "Something is missing behind `+`.", 2),
    ("(x +)*2", "The formula is not complete or not in order near `)`.", 4),
    ("x, y", "The formula may hold + - * / ^, brackets, names and numbers, and no lists.", 0),
    ("sin(x, y)", "sin takes 1 argument; 2 are given.", 0),
    ("log()", "log takes 1 to 2 arguments; 0 are given.", 0),
    ("10^10^8", "The formula cannot be worked with: it holds a power that is too large to be worked out.", 0),
    ("x^20000", "The formula cannot be worked with: it holds an exponent beyond 10,000.", 0),
    ("1e999999999", "A number has more than 200 digits.", 0),
    ("9" * 300, "A number has more than 200 digits.", 0),
    ("x" * 1001, "The text is longer than 1,000 characters.", 1000),
    ("(" * 400 + "x" + ")" * 400, "Brackets are nested deeper than 40 levels.", 40),
    ("-" * 400 + "x", "The formula is nested deeper than 40 levels.", 41),
    ("^".join(["x"] * 200), "The formula is nested deeper than 40 levels.", 80),
]


@pytest.mark.parametrize(("text", "expression"), READ)
def test_a_formula_is_read(text: str, expression: sympy.Expr) -> None:
    """As everybody would read it."""
    parsed = parse(text, ["x", "y"])
    assert parsed.problem == ""
    assert parsed.expression is not None
    assert parsed.expression == expression or compare(parsed.expression, expression).verdict == "equal"


@pytest.mark.parametrize(("text", "problem", "position"), PROBLEMS)
def test_what_is_wrong_with_a_text_is_said_in_a_sentence(text: str, problem: str, position: int) -> None:
    """With the place; nothing is guessed, and nothing large is worked out."""
    parsed = parse(text, ["x", "y"])
    assert (parsed.expression, parsed.problem, parsed.position) == (None, problem, position)


@pytest.mark.parametrize("name", "exp E e N S I pi lambda is None True sin Q _".split())
def test_a_name_of_the_author_s_is_a_symbol_whatever_else_it_means(name: str) -> None:
    """Words of Python, constants and functions are fine names."""
    assert parse(f"2*{name}", [name]).expression == sympy.Mul(2, sympy.Symbol(name), evaluate=False)


def test_the_tree_is_kept_as_it_was_typed() -> None:
    """Nothing is carried out: whether 2/4 is reduced is a question that may be asked."""
    assert str(parse("2/4", []).expression) == "2/4"
    assert str(parse("2*(x + x)", ["x"]).expression) == "2*(x + x)"


def test_decimals_are_exact_and_told() -> None:
    """0.1 is one tenth, and was typed as a decimal."""
    parsed = parse("0.1 + 1e2 + 3", [])
    assert parsed.decimals == ("0.1", "1e2")
    assert parsed.expression is not None
    assert parsed.expression.doit() == Rational(1031, 10)


def test_complex_numbers_are_read_where_they_are_allowed() -> None:
    """The author says so."""
    assert parse("I", [], is_complex=True).expression == I
    assert parse("E", []).expression == E


WORDS = st.sampled_from("x y 2 0.5 + - * / ^ ** ( ) , sin max pi = lambda import 1e5 9999 . [ ; \\ ' ².".split())


@given(st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=25).map(" ".join)))
def test_any_text_is_read_or_has_a_problem(text: str) -> None:
    """Never both, and never an exception."""
    parsed = parse(text, ["x", "y"])
    assert (parsed.expression is None) == bool(parsed.problem)
    assert (parsed.expression is None) == (parsed.position is not None)


NUMBERS = st.integers(0, 30).map(sympy.Integer)
FORMULAS = st.recursive(
    st.one_of(st.sampled_from([x, y, pi]), NUMBERS),
    lambda inner: st.one_of(
        st.builds(lambda one, other: one + other, inner, inner),
        st.builds(lambda one, other: one * other, inner, inner),
        st.builds(lambda one, power: one**power, inner, st.integers(-3, 3)),
        st.builds(lambda head, one: head(one), st.sampled_from([sin, cos, exp, Abs]), inner),
    ),
    max_leaves=6,
).filter(lambda formula: not formula.has(sympy.zoo, sympy.nan, sympy.oo, -sympy.oo))


@given(FORMULAS)
def test_what_sympy_writes_is_read_back(formula: sympy.Expr) -> None:
    """The same expression, once it is carried out."""
    parsed = parse(str(formula), ["x", "y"])
    assert parsed.expression is not None
    assert compare(parsed.expression, formula).verdict == "equal"
