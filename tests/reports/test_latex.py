r"""Formulas in Unicode: a table of what becomes of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.reports.latex import to_lines, to_unicode

FORMULAS = [
    (r"\alpha + \Omega", "α + Ω"),
    (r"x \in \mathbb{R}^{n \times d}", "x ∈ ℝⁿˣᵈ"),
    (r"\mathbb R^n", "ℝⁿ"),
    (r"a\le b\ge c\neq d", "a ≤ b ≥ c ≠ d"),
    (r"\frac{1}{n}", "1/n"),
    (r"\frac12", "1/2"),
    (r"\frac{a+b}{2n}", "(a+b)/(2n)"),
    (r"\frac{\partial f}{\partial x}", "∂f/∂x"),
    (r"\frac{1}{\sigma\sqrt{2\pi}}", "1/(σ√(2π))"),
    (r"2\frac{1}{n}c + \frac{a}{b}(c)", "2 1/n c + a/b (c)"),
    (r"\frac{x_i}{y^2}", "xᵢ/y²"),
    (r"\sqrt{2}", "√2"),
    (r"\sqrt{a+b}", "√(a+b)"),
    (r"\sqrt[3]{x}", "∛x"),
    (r"\frac{1}{n} \sum_{i=1}^{n} (w^\top x_i - y_i)^2", "1/n ∑ᵢ₌₁ⁿ (wᵀ xᵢ - yᵢ)²"),
    (r"\int_0^1 x\,dx", "∫₀¹ x dx"),
    (r"x^{-1}", "x⁻¹"),
    (r"e^{-x^2/2}", "e^(-x²/2)"),
    (r"w_d", "w_(d)"),
    (r"x^{(i)}", "x⁽ⁱ⁾"),
    (r"f'(x)", "f'(x)"),
    (r"\nabla f", "∇f"),
    (r"\max_{x \in S} f(x)", "max_(x ∈ S) f(x)"),
    (r"2\log x + \log(y)", "2 log x + log(y)"),
    (r"\log\det A", "log det A"),
    (r"x \to \infty", "x → ∞"),
    (r"a \cdot b \times c", "a · b × c"),
    (r"\text{if } x > 0 \quad \text{a_b}", "if x > 0  a_b"),
    (r"\mathbf{w}, \mathrm{d}x", "w, dx"),
    (r"\hat{y}, \bar x, \hat{ab}", "y\u0302, x\u0304, hat(ab)"),
    (r"\left( \frac{a}{b} \right)", "( a/b )"),
    (r"\left. x \right|", "x |"),
    (r"\|x\|_2", "‖x‖₂"),
    (r"\{1, 2\}", "{1, 2}"),
    (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "(1 2; 3 4)"),
    (r"\begin{bmatrix} \frac{1}{2} & x_i \end{bmatrix}^\top", "[1/2 xᵢ]ᵀ"),
    (r"\unknown{x_i}{y} z", r"\unknown{xᵢ}{y} z"),
    (r"\begin{odd} x \end{odd}", r"\begin{odd} x \end{odd}"),
    ("x_", "x_"),
    ("\\", "\\"),
    ("", ""),
]


@pytest.mark.parametrize(("formula", "shown"), FORMULAS)
def test_formula(formula: str, shown: str) -> None:
    """Known commands become signs; unknown ones stay as they are typed."""
    assert to_unicode(formula) == shown


def test_a_displayed_matrix_has_rows() -> None:
    """What stands beside a table is at the height of its middle."""
    assert to_lines(r"A = \begin{pmatrix} 1 & 20 \\ 3 & 4 \\ -5 & 6 \end{pmatrix} x") == [
        "    ⎛ 1   20 ⎞",
        "A = ⎜ 3   4  ⎟ x",
        "    ⎝ -5  6  ⎠",
    ]


def test_aligned_equations_are_below_each_other() -> None:
    assert to_lines(r"\begin{aligned} a &= b \\ &= c \\ \end{aligned}") == ["a = b", "  = c"]


def test_cases_have_a_brace() -> None:
    assert to_lines(r"|x| = \begin{cases} x & x \ge 0 \\ -x & \text{else} \end{cases}") == [
        "|x| = ⎧ x   x ≥ 0",
        "      ⎩ -x  else",
    ]


PIECES = [*"\\{}^_&ab1 []().", r"\frac", r"\sqrt", r"\begin", r"\end", "{pmatrix}", r"\left", r"\text", r"\log", "\\\\"]


@settings(derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_formula_is_shown(formula: str) -> None:
    """A formula that is no LaTeX at all gives some text, never an exception."""
    assert isinstance(to_unicode(formula), str)
    assert to_lines(formula)
