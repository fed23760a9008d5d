"""Formulas as they are typed: what is read, and what is said to who typed something else."""

from typing import Any

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from sympy import Abs, E, I, Max, Min, Rational, acos, atan, cos, exp, log, pi, sign, sin, sqrt

from grader.maths.equivalence import compare
from grader.maths.text import parse
from grader.maths.text.known_elsewhere import DEFINITIONS, definition, written
from grader.maths.text.vocabulary import FUNCTIONS

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
    ("2x^2 - 3 x + 1", 2 * x**2 - 3 * x + 1),
    ("2(x + 1)", 2 * x + 2),
    ("(x + 1)(x - 1)/2", (x**2 - 1) / 2),
    ("(x + 1)y", (x + 1) * y),
    ("2sin(x)cos(y)", 2 * sin(x) * cos(y)),
    ("2e^x", 2 * exp(x)),
    ("1/2 - 3x", Rational(1, 2) - 3 * x),
    ("x - 2y", x - 2 * y),
    ("x²y", x**2 * y),
    ("x⁻¹ + 2¹⁰", 1 / x + 1024),
    ("√x + √(x + 1) + √2*x", sqrt(x) + sqrt(x + 1) + sqrt(2) * x),
    ("π + 2πx + π(x + 1)", pi + 2 * pi * x + pi * (x + 1)),
    ("|x|", Abs(x)),
    ("|x + 1|/|x - 1|", Abs(x + 1) / Abs(x - 1)),
    ("||x| - 1|", Abs(Abs(x) - 1)),
    ("2|x||y|", 2 * Abs(x) * Abs(y)),
    ("|x|^2 - |(x)|", x**2 - Abs(x)),
    ("2×x÷y", 2 * x / y),
    ("ｘ＋１", x + 1),
    ("𝑥^2·𝑦", x**2 * y),
    ("x ∗ y ⁄ 2", x * y / 2),
    ("“x^2”", x**2),
    ("'x^2'", x**2),
    ("\u200bx\u00a0+ y", x + y),
    ("f = x^2", x**2),
    ("f(x, y) = x*y", x * y),
]
PROBLEMS = [
    ("", "The text is empty.", 0),
    ("x (y)", "A sign is missing: write x*(...) for a product.", 2),
    ("xy", "A sign is missing: write x*y for a product.", 0),
    ("5e", "A sign is missing: write 5*e for a product.", 1),
    ("sin x", "Write brackets behind sin, as in sin(x).", 4),
    ("1 + sin", "Write brackets behind sin, as in sin(x).", 4),
    ("z + 1", "The name z is not known here; the names are: x, y.", 0),
    ("I*x", "The name I is not known here; the names are: x, y.", 0),
    ("y = x", "The character '=' has no meaning here. Write the expression alone, without `=`.", 2),
    ("x == y", "The character '=' has no meaning here. Write the expression alone, without `=`.", 2),
    ("x ≤ y", "The character '≤' has no meaning here. Write the expression alone.", 2),
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


ELSEWHERE: list[tuple[str, Any]] = [
    ("sec", sympy.sec), ("cosec", sympy.csc), ("sech", sympy.sech), ("csch", sympy.csch), ("coth", sympy.coth),
    ("arcsec", sympy.asec), ("acsc", sympy.acsc), ("arccot", sympy.acot), ("arsinh", sympy.asinh),
    ("acosh", sympy.acosh), ("arctanh", sympy.atanh), ("atan2", sympy.atan2), ("ld", lambda a: log(a, 2)),
    ("log10", lambda a: log(a, 10)), ("log_3", lambda a: log(a, 3)), ("log_e", log), ("log1p", lambda a: log(1 + a)),
    ("expm1", lambda a: exp(a) - 1), ("exp2", lambda a: 2**a), ("power", lambda a, b: a**b), ("sqr", lambda a: a**2),
    ("cbrt", sympy.cbrt), ("root", sympy.root), ("hypot", lambda a, b: sqrt(a**2 + b**2)),
    ("Sigmoid", lambda a: 1 / (1 + exp(-a))), ("logit", lambda a: log(a / (1 - a))), ("ReLU", lambda a: Max(a, 0)),
    ("softplus", lambda a: log(1 + exp(a))), ("silu", lambda a: a / (1 + exp(-a))), ("heaviside", sympy.Heaviside),
    ("sgn", sign), ("tg", sympy.tan), ("ctg", sympy.cot), ("maximum", Max), ("modulus", Abs),
]  # fmt: skip
MEANT = [
    ("log10(x)", "log10: no such function is known here; write log(x)/log(10).", 0),
    ("log2(x)", "log2: no such function is known here; write log(x)/log(2).", 0),
    ("log_2(x)", "log_2: no such function is known here; write log(x)/log(2).", 0),
    ("x + log_{2}(x)", "Only round brackets are read here: write x + log(x)/log(2).", 8),
    ("lg(x)", "lg: no such function is known here; write log(x)/log(10), for the base 10.", 0),
    ("sec(x)", "sec: no such function is known here; write 1/cos(x).", 0),
    ("x/sec(x)", "sec: no such function is known here; write x/(1/cos(x)).", 2),
    ("sec(2x)*csc(y)", "sec: no such function is known here; write (1/cos(2*x))*(1/sin(y)).", 0),
    ("sigmoid(x)", "sigmoid: no such function is known here; write 1/(1+exp(-x)).", 0),
    ("sigmoid(x - y)", "sigmoid: no such function is known here; write 1/(1+exp(-(x - y))).", 0),
    ("pow(x, 3)", "pow: no such function is known here; write x^3.", 0),
    ("tg x", "tg: no such function is known here; write tan(x).", 0),
    ("sinc(x)", "sinc: no such function is known here; write sin(x)/x or sin(pi*x)/(pi*x).", 0),
    ("2*Sin(x)", "Functions are written in small letters here: write 2*sin(x).", 2),
    ("np.sin(x)", "A formula is read here, not Python: write sin(x), without np.", 0),
    ("1,5x", "The decimal sign is a point: write 1.5*x.", 0),
    ("3,5", "The decimal sign is a point: write 3.5.", 0),
    ("x + 0,5", "The decimal sign is a point: write x + 0.5.", 4),
    ("f(x) = 1,5x", "The decimal sign is a point: write 1.5*x.", 7),
    ("sin(1,5x)", "The decimal sign is a point: write sin(1.5*x).", 4),
    ("1,000", "The decimal sign is a point: write 1.000 or 1000.", 0),
    ("1 000", "The digits of one number stand without a sign or a space between them: write 1000.", 0),
    ("x + 1_000", "The digits of one number stand without a sign or a space between them: write x + 1000.", 4),
    ("1.000,5", "The digits of one number stand without a sign or a space between them: write 1000.5.", 0),
    ("1,000,000", "The digits of one number stand without a sign or a space between them: write 1000000.", 0),
    ("1 1/2", "A sign is missing: write 3/2 or 1 + 1/2.", 0),
    ("1½", "A sign is missing: write 3/2 or 1 + 1/2.", 0),
    ("½", "The sign ½ is not read: write 1/2.", 0),
    ("x^½", "The sign ½ is not read: write x^(1/2).", 2),
    ("50%", "The sign % is not read: write 0.5 or 50/100.", 0),
    ("12,5 %", "The sign % is not read: write 0.125 or 12.5/100.", 0),
    ("x % 2", "The sign % is not read.", 2),
    ("sin^2(x)", "A power stands behind the brackets: write sin(x)^2.", 0),
    ("2*sin²(x) + 1,5", "The decimal sign is a point: write 2*sin(x)^2 + 1.5.", 12),
    ("cos^2 x", "A power stands behind the brackets: write cos(x)^2.", 0),
    ("sin^-1(x)", "Write asin(x) for the inverse function, 1/sin(x) for the quotient.", 0),
    ("tan⁻¹(x)", "Write atan(x) for the inverse function, 1/tan(x) for the quotient.", 0),
    ("exp^-1(x)", "Write 1/exp(x) for the quotient.", 0),
    ("x^{2}", "Only round brackets are read here: write x^2.", 2),
    ("x^{y + 1}", "Only round brackets are read here: write x^(y + 1).", 2),
    ("[x + 1]*2", "Only round brackets are read here: write (x + 1)*2.", 0),
    (r"\frac{x}{2}", "LaTeX is not read here: write x/2.", 0),
    (r"\frac{x + 1}{2}", "LaTeX is not read here: write (x + 1)/2.", 0),
    (r"2\frac{x}{y}", "LaTeX is not read here: write 2*(x/y).", 1),
    (r"\sqrt{x^{2} + 1}", "LaTeX is not read here: write sqrt(x^2 + 1).", 0),
    (r"\sqrt[3]{x}", "LaTeX is not read here: write x^(1/3).", 0),
    (r"x \cdot \sin^{2}(y)", "LaTeX is not read here: write x * sin(y)^2.", 2),
    (r"$\left(x\right)^2$", "LaTeX is not read here: write (x)^2.", 0),
    (r"\frac{x", "LaTeX is not read here: write a formula such as x/2, sqrt(x) or x^2.", 0),
    ("sinx", "Write brackets behind sin, as in sin(x).", 0),
    ("2*sin x", "Write brackets behind sin, as in sin(x).", 6),
    ("3x2", "The name x2 is not known here: write x^2 for a power, x*2 for a product.", 1),
    ("X", "The name X is not known here; the names are: x, y. Capital and small letters differ: is x meant?", 0),
    ("xe", "A sign is missing: write x*e for a product.", 0),
    ("x(y + 1)", "A sign is missing: write x*(...) for a product.", 1),
    ("5e-3x", "A sign is missing: write 5*e for a product, 5*10^(...) for a power of ten.", 1),
    ("1/2x", "This can be read in two ways: write (1/2)*x or 1/(2*x).", 3),
    ("x^2y", "This can be read in two ways: write x^2*y or x^(2*y).", 3),
    ("x^-2y", "This can be read in two ways: write x^-2*y or x^(-2*y).", 4),
    ("1/sin(x)cos(x)", "This can be read in two ways: write brackets, as in (1/2)*x or 1/(2*x).", 8),
    ("√2x", "How far the root goes is not clear: write sqrt(...) with brackets.", 0),
    ("|x|y|x|", "What stands between which bars is not clear: write abs(...).", 4),
    ("|x", "A bar `|` is not closed.", 0),
    ("1.2.3", "A number has one decimal point.", 3),
]
"""What was meant is known, and is said instead of where reading ended."""


@pytest.mark.parametrize(("text", "expression"), READ)
def test_a_formula_is_read(text: str, expression: sympy.Expr) -> None:
    """As everybody would read it."""
    parsed = parse(text, ["x", "y"])
    assert parsed.problem == ""
    assert parsed.expression is not None
    assert parsed.expression == expression or compare(parsed.expression, expression).verdict == "equal"


@pytest.mark.parametrize(("text", "problem", "position"), [*PROBLEMS, *MEANT])
def test_what_is_wrong_with_a_text_is_said_in_a_sentence(text: str, problem: str, position: int) -> None:
    """With the place; nothing is guessed, and nothing large is worked out."""
    parsed = parse(text, ["x", "y"])
    assert (parsed.expression, parsed.problem, parsed.position) == (None, problem, position)


@pytest.mark.parametrize(("word", "function"), ELSEWHERE)
def test_a_function_that_is_known_elsewhere_is_written_with_known_ones(word: str, function: Any) -> None:
    """Each way that is named is read, and is that function."""
    meaning = definition(word)
    assert meaning is not None
    for text in written(meaning, ["x", "y"]):
        expression = parse(text, ["x", "y"]).expression
        assert expression is not None
        for point in ((Rational(3, 2), 3), (Rational(2, 5), Rational(1, 2))):
            wanted = sympy.N(function(*point[: meaning.arguments]))
            if wanted.is_real:
                value = sympy.N(expression.subs(dict(zip((x, y), point, strict=True))))
                assert abs(value - wanted) < 1e-9


def test_every_function_that_is_known_elsewhere_can_be_written_here() -> None:
    """A definition that could not be read would be a second wrong advice."""
    for word, meaning in DEFINITIONS.items():
        assert word not in FUNCTIONS
        for text in written(meaning, ["x + 1", "y"]):
            assert parse(text, ["x", "y"]).problem == ""


@pytest.mark.parametrize("name", ["sec", "log10", "f", "Sin", "relu"])
def test_a_symbol_may_be_called_like_a_function_that_is_known_elsewhere(name: str) -> None:
    """The author's names come first."""
    assert parse(f"2{name}", [name]).expression == sympy.Mul(2, sympy.Symbol(name), evaluate=False)
    assert parse(f"{name}(x)", [name, "x"]).problem == f"A sign is missing: write {name}*(...) for a product."


@pytest.mark.parametrize(
    ("typed", "name"), [("α", "alpha"), ("alpha", "α"), ("x₁", "x_1"), ("x₁", "x1"), ("µ", "mu"), ("λ", "lambda")]
)
def test_a_name_is_known_in_greek_and_with_its_number_below(typed: str, name: str) -> None:
    """There is one name that can be meant."""
    assert parse(f"2*{typed}", [name]).expression == sympy.Mul(2, sympy.Symbol(name), evaluate=False)


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


WORDS = st.sampled_from(
    "x y 2 0.5 + - * / ^ ** ( ) , sin max pi = lambda import 1e5 9999 . [ ; \\ ' ². | √ π ² ⁻¹ ½ % 1,5 1.000,5 000 { } "
    r"\frac{ \sqrt \ $ sec( log10 log_2( sin^2( sin^-1 np. e 1/0 “ ” f(x)= pow(x,".split()
)


@given(st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=25).map(" ".join)))
def test_any_text_is_read_or_has_a_problem(text: str) -> None:
    """Never both, and never an exception."""
    parsed = parse(text, ["x", "y"])
    assert (parsed.expression is None) == bool(parsed.problem)
    assert (parsed.expression is None) == (parsed.position is not None)
    assert "{}" not in parsed.problem


NUMBERS = st.integers(0, 30).map(sympy.Integer)
FORMULAS = st.recursive(
    st.one_of(st.sampled_from([x, y, pi]), NUMBERS),
    lambda inner: st.one_of(
        st.builds(lambda left, right: left + right, inner, inner),
        st.builds(lambda left, right: left * right, inner, inner),
        st.builds(lambda base, power: base**power, inner, st.integers(-3, 3)),
        st.builds(lambda head, part: head(part), st.sampled_from([sin, cos, exp, Abs]), inner),
    ),
    max_leaves=6,
).filter(lambda formula: not formula.has(sympy.zoo, sympy.nan, sympy.oo, -sympy.oo))


@given(FORMULAS)
def test_what_sympy_writes_is_read_back(formula: sympy.Expr) -> None:
    """The same expression, once it is carried out."""
    parsed = parse(str(formula), ["x", "y"])
    assert parsed.expression is not None
    assert compare(parsed.expression, formula).verdict == "equal"
