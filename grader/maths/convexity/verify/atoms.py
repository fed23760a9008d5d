"""Convex functions of several affine or convex parts, whose convexity is a theorem.

References
----------
Boyd and Vandenberghe, Convex Optimization (2004): 3.1.5 (logarithm of exponentials, norms, geometric mean), 3.2.6
(perspective). Products of powers: Maranas and Floudas, Finding all solutions of nonlinearly constrained systems of
equations, J. Global Optim. 7 (1995), 143-182.
"""

from collections.abc import Callable
from itertools import pairwise

import sympy

from grader.maths.convexity.domain import Domain, as_set
from grader.maths.convexity.rules import Step, is_affine, sign_of_number
from grader.maths.convexity.verify import rows
from grader.maths.convexity.verify.defined import agree
from grader.maths.convexity.verify.rows import Rows
from grader.maths.definiteness import classify
from grader.maths.definiteness.minors import quadratic_matrix
from grader.maths.enclosure import enclose_over
from grader.maths.intervals import Interval

Prove = Callable[[Step, Domain], Rows | None]


def logarithm_of_exponentials(step: Step, domain: Domain, prove: Prove) -> Rows | None:
    """log(sum of c_i exp(g_i)), c_i > 0, g_i convex; strict where affine g_i do not all change alike."""
    exponents = [part.expression for part in step.parts]
    total = sympy.Add(*(factor * sympy.exp(form) for factor, form in zip(step.data, exponents, strict=True)))
    is_positive = all(sign_of_number(factor) == 1 for factor in step.data)
    if not is_positive or not agree(step.expression, sympy.log(total), domain):
        return None
    if any(prove(part, domain) is None for part in step.parts):
        return None
    if not all(is_affine(form, domain.symbols) for form in exponents):
        return ()
    # along a direction that changes all exponents by the same, it is affine: log(e**t (c_1 + c_2)) = t + log(...)
    return rows.of_forms([form - exponents[0] for form in exponents[1:]], domain.symbols)


def norm(step: Step, domain: Domain, prove: Prove) -> Rows | None:
    """(sum of c_i g_i**p)**(1/p), p >= 1, c_i > 0, g_i convex and never below 0.

    Beside a constant above 0, no segment lies on a ray, and for p > 1 the norm is strict along it.
    """
    power, *factors = step.data
    forms = [part.expression for part in step.parts]
    total = sympy.Add(*(factor * form**power for factor, form in zip(factors, forms, strict=True)))
    if not (power.is_Rational and power >= 1) or not agree(step.expression, total ** (1 / power), domain):
        return None
    if not all(factor.is_Rational and factor > 0 for factor in factors):
        return None
    # the norm rises in each entry only where that is not below 0: of a convex g that goes below 0, |g| need not be
    # convex
    ranges = [enclose_over(form, domain.box()) for form in forms]
    if not all(range_ is not None and range_.is_nonnegative for range_ in ranges):
        return None
    if any(prove(part, domain) is None for part in step.parts):
        return None
    inner = [form.args[0] if isinstance(form, sympy.Abs) else form for form in forms]
    affine = [form for form in inner if is_affine(form, domain.symbols)]
    # the constant is an entry of the vector that never changes, so that the vector never moves along its own ray
    has_constant = power > 1 and any(form.is_positive for form in affine if not form.free_symbols)
    return rows.of_forms(affine, domain.symbols) if has_constant else ()


def root_of_quadratic(step: Step, domain: Domain) -> Rows | None:
    """sqrt(q), where q = |A x + b|**2: its matrix with linear and constant terms is semidefinite.

    Where q has a least value above 0, the segment of A x + b lies on no ray, and the norm is strict along it.
    """
    (inside,) = step.data
    matrix = quadratic_matrix(inside, domain.symbols)
    if matrix is None or not agree(step.expression, sympy.sqrt(inside), domain):
        return None
    if classify(matrix).verdict not in {"positive definite", "positive semidefinite", "zero"}:
        return None
    half = matrix[:-1, :-1]
    # equal ranks mean that q has 0 as its least value, and sqrt(q) is straight along rays from there
    if not all(entry.is_Rational for entry in matrix) or matrix.rank() == half.rank():
        return ()
    return rows.stacked(tuple(map(tuple, half.tolist())))


def form_of_a_cone(step: Step, domain: Domain) -> Rows | None:
    """-log(q) or -sqrt(q) where q > 0, for a quadratic q whose matrix M has exactly one positive eigenvalue.

    Where (x, 1)' M (x, 1) > 0 there are two opposite open convex cones; a convex domain lies in one of them, and there
    sqrt(q) is concave by the reversed Cauchy-Schwarz inequality. -log(q) is strictly convex if M is regular.
    """
    (inside,) = step.data
    matrix, value_range = quadratic_matrix(inside, domain.symbols), enclose_over(inside, domain.box())
    if (
        matrix is None
        or value_range is None
        or not value_range.is_positive
        or not all(entry.is_Rational for entry in matrix)
    ):
        return None
    coefficients = [factor for factor in matrix.charpoly().all_coeffs() if factor != 0]
    # all eigenvalues are real, so that the changes of sign count the positive ones exactly (Descartes)
    if sum(bool(coefficient * other < 0) for coefficient, other in pairwise(coefficients)) != 1:
        return None
    if not isinstance(-step.expression, sympy.log):
        return () if agree(step.expression, -sympy.sqrt(inside), domain) else None
    if not agree(step.expression, -sympy.log(inside), domain):
        return None
    # a form without linear and constant terms has its own matrix in the corner
    half = matrix[:-1, :-1]
    is_regular = (matrix if any(matrix[:, -1]) else half).det() != 0
    return rows.everywhere(domain.symbols) if is_regular else ()


def product_of_powers(step: Step, domain: Domain) -> Rows | None:
    """Powers of affine forms above 0, f = c L_1**a_1 ... L_n**a_n, by the signs and the sum s of the exponents.

    c > 0, all a <= 0                           convex
    c > 0, one a > 0 and s >= 1                 convex; with an even a, its form may have any sign
    c < 0, all a >= 0 and s <= 1                convex (the product is concave)

    With z_i the relative change of L_i along a direction, the second derivative is f ((sum a z)**2 - sum a z**2).
    """
    factor, *pairs = step.data
    bases, exponents = [base for base, _ in pairs], [exponent for _, exponent in pairs]
    product = factor * sympy.Mul(*(base**exponent for base, exponent in pairs))
    if not agree(step.expression, product, domain) or not all(is_affine(base, domain.symbols) for base in bases):
        return None
    if not all(exponent.is_Rational and exponent != 0 for exponent in exponents):
        return None
    value, box = sign_of_number(factor), domain.box()
    if value not in {1, -1}:
        return None
    above = [exponent for exponent in exponents if exponent > 0]
    total = sum(exponents)
    ranges = [range_ for base in bases if (range_ := enclose_over(base, box)) is not None]
    if len(ranges) < len(bases):
        return None
    is_positive = all(range_.is_positive for range_ in ranges)
    if value == 1:
        holds = _is_convex_product(pairs, ranges, above, total)
        strict = is_positive and (not above or total > 1)
    else:
        nonnegative = all(range_.is_nonnegative for range_ in ranges)
        holds = nonnegative and len(above) == len(exponents) and total <= 1
        # for a >= 0, (sum a z)**2 <= s sum a z**2 (Cauchy-Schwarz): with s < 1 the bracket is below 0 unless all z are
        # 0
        strict = is_positive and total < 1
    if not holds:
        return None
    return rows.of_forms(bases, domain.symbols) if strict else ()


def _is_convex_product(
    pairs: list[tuple[sympy.Expr, sympy.Expr]], ranges: list[Interval], above: list[sympy.Expr], total: sympy.Expr
) -> bool:
    if len(above) > 1 or (above and total < 1):
        return False
    for (_, exponent), range_ in zip(pairs, ranges, strict=True):
        even = exponent.is_Integer and exponent % 2 == 0
        if exponent < 0 and not range_.is_positive:
            return False
        if exponent > 0 and not (range_.is_nonnegative or even):
            return False
    return True


def perspective(step: Step, domain: Domain, prove: Prove) -> Rows | None:
    """S g(x/s) for a symbol s above 0: convex if g is, on all values of x/s."""
    (symbol,), (part,) = step.data, step.parts
    others = [other for other in domain.symbols if other != symbol and step.expression.has(other)]
    box = domain.box()
    if not box[symbol].is_positive or part.expression != step.expression.subs(symbol, 1):
        return None
    scaled = part.expression.subs({other: other / symbol for other in others}, simultaneous=True)
    if not agree(step.expression, symbol * scaled, domain):
        return None
    ranges = [enclose_over(other / symbol, box) for other in others]
    known = [as_set(range_) for range_ in ranges if range_ is not None]
    if len(known) < len(others):
        return None
    return None if prove(part, Domain(tuple(others), tuple(known))) is None else ()
