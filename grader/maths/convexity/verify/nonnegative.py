"""Is an expression never below 0 on a domain? The rules that a proof may use, each checked here and not searched for.

range       its enclosure over the box, or over each cell of a grid
sum         it is the sum of parts that are never below 0
product     it is the product of such parts
polynomial  it is a polynomial in a part whose range is known, without change of sign there (Sturm)
quadratic   a polynomial of degree 2 whose matrix, with the linear and constant terms, is semidefinite
form        a form of even degree in two variables: a polynomial in their ratio, without change of sign
rising      it is not below 0 at a number, does not fall after it, and does not rise before it
split       it is not below 0 on each of the parts into which the interval is cut
rewritten   it equals another expression that is never below 0

References
----------
Basu, Pollack and Roy, Algorithms in Real Algebraic Geometry (2006), chapter 2: Sturm's theorem, which counts roots.
"""

from collections.abc import Callable

import sympy

from grader.maths.convexity.domain import BITS, Domain, as_set, cut_at
from grader.maths.convexity.rules import SignStrength, Step, same
from grader.maths.convexity.verify.defined import agree, is_analytic, is_defined
from grader.maths.definiteness import classify
from grader.maths.definiteness.minors import quadratic_matrix
from grader.maths.enclosure import enclose_over


def sign_strength(step: Step, domain: Domain) -> SignStrength | None:
    """What a step proves of the sign of its expression; None if it proves nothing."""
    # a rule looks at the domain's symbols alone: any other symbol would pass as a number of which nothing is said
    rule = RULES.get(step.rule) if step.expression.free_symbols <= set(domain.symbols) else None
    return rule(step, domain) if rule else None


def known_signs(steps: tuple[Step, ...], domain: Domain) -> dict[sympy.Expr, SignStrength]:
    """The expressions whose sign the steps prove."""
    proved = [(step.expression, sign_strength(step, domain)) for step in steps]
    return {expression: strength for expression, strength in proved if strength is not None}


def least_strength(steps: tuple[Step, ...], domain: Domain) -> SignStrength | None:
    """The lowest strength of several steps; None if one of them proves nothing."""
    strengths = [sign_strength(step, domain) for step in steps]
    known = [strength for strength in strengths if strength is not None]
    return min(known, default=SignStrength.POSITIVE) if len(known) == len(strengths) else None


def _range(step: Step, domain: Domain) -> SignStrength | None:
    lowest = SignStrength.POSITIVE
    for cell in domain.cells(dict(step.data)):
        if cell.is_empty():
            continue
        range_ = enclose_over(step.expression, cell.box(), BITS)
        if range_ is None or not range_.is_nonnegative:
            return None
        # One cell that touches 0 is enough; whether it does so at isolated points, an enclosure cannot say
        lowest = lowest if range_.is_positive else SignStrength.NONNEGATIVE
    return lowest


def _sum(step: Step, domain: Domain) -> SignStrength | None:
    if not agree(step.expression, sympy.Add(*(part.expression for part in step.parts)), domain):
        return None
    strengths = [sign_strength(part, domain) for part in step.parts]
    known = [strength for strength in strengths if strength is not None]
    if len(known) < len(strengths) or not known:
        return None
    # all terms are at least 0, so that the sum is at least as far above 0 as any of them
    return max(SignStrength.ISOLATED, *known) if _has_all_powers(step, domain) else max(known)


def _has_all_powers(step: Step, domain: Domain) -> bool:
    """Whether it holds a positive multiple of an even power of each symbol, so that it is 0 at one point at most."""
    powers = [part.expression.as_coeff_Mul() for part in step.parts]
    bases = [
        power.as_base_exp()[0]
        for factor, power in powers
        if factor > 0 and power.as_base_exp()[1].is_Integer and power.as_base_exp()[1] % 2 == 0
    ]
    return all(any(base.is_Symbol and base == symbol for base in bases) for symbol in domain.symbols)


def _product(step: Step, domain: Domain) -> SignStrength | None:
    if not agree(step.expression, sympy.Mul(*(part.expression for part in step.parts)), domain):
        return None
    return least_strength(step.parts, domain)


def _rewritten(step: Step, domain: Domain) -> SignStrength | None:
    (part,) = step.parts
    return sign_strength(part, domain) if agree(step.expression, part.expression, domain) else None


def _polynomial(step: Step, domain: Domain) -> SignStrength | None:
    kernel, polynomial = step.data
    (variable,) = polynomial.gens
    if not polynomial.domain.is_QQ and not polynomial.domain.is_ZZ:
        return None
    if not agree(step.expression, polynomial.as_expr().subs(variable, kernel), domain):
        return None
    if kernel in domain.symbols:
        range_ = domain.range_of(kernel)
    else:
        kernel_range = enclose_over(kernel, domain.box())
        if kernel_range is None:
            return None
        range_ = as_set(kernel_range)
    # where the kernel is a function, it may have a root's value on a whole segment, as |x| + x does
    is_variable = domain.symbols == (kernel,)
    return sign_on(polynomial, range_, is_variable=is_variable)


def sign_on(polynomial: sympy.Poly, range_: sympy.Interval, *, is_variable: bool) -> SignStrength | None:
    """The sign of a polynomial with rational coefficients on an interval, by counting its roots.

    Only a root of odd multiplicity in the interior changes the sign; a value at one point between then decides.
    """
    if polynomial.is_zero:
        return SignStrength.NONNEGATIVE
    if not isinstance(range_, sympy.Interval):
        return None
    # square-free factors have simple roots, each with the multiplicity of its factor: no root has to be worked out
    factors = [(factor, multiplicity) for factor, multiplicity in polynomial.sqf_list()[1] if factor.degree() > 0]
    if any(multiplicity % 2 and _roots_inside(factor, range_) for factor, multiplicity in factors):
        return None
    point = _number_without_root(polynomial, range_)
    if polynomial.eval(point) < 0:
        return None
    if any(_roots(factor, range_) for factor, _ in factors):
        return SignStrength.ISOLATED if is_variable else SignStrength.NONNEGATIVE
    return SignStrength.POSITIVE


def _roots_inside(factor: sympy.Poly, range_: sympy.Interval) -> int:
    # SymPy counts roots on the closed interval, by Sturm's sequence
    ends = [end for end in (range_.start, range_.end) if end.is_Rational and factor.eval(end) == 0]
    return int(factor.count_roots(_bound(range_.start), _bound(range_.end))) - len(ends)


def _roots(factor: sympy.Poly, range_: sympy.Interval) -> int:
    ends = ((range_.start, range_.left_open), (range_.end, range_.right_open))
    # A root at an end counts only where the end belongs to the interval; it changes no sign inside
    at_ends = sum(1 for end, is_open in ends if not is_open and end.is_Rational and factor.eval(end) == 0)
    return _roots_inside(factor, range_) + at_ends


def _bound(end: sympy.Expr) -> sympy.Expr | None:
    return end if end.is_Rational else None  # for SymPy's count of roots, None is an infinite end


def _number_without_root(polynomial: sympy.Poly, range_: sympy.Interval) -> sympy.Rational:
    """One of more numbers inside than the polynomial has roots."""
    # n + 1 numbers, of which a polynomial of degree n can have n as roots
    low, high = range_.start, range_.end
    low = low if low.is_Rational else (high if high.is_Rational else sympy.Integer(0)) - 100
    high = high if high.is_Rational else low + 100
    points = (
        low + (high - low) * sympy.Rational(part, polynomial.degree() + 2) for part in range(1, polynomial.degree() + 2)
    )
    return next(point for point in points if polynomial.eval(point) != 0)


def _quadratic(step: Step, domain: Domain) -> SignStrength | None:
    matrix = quadratic_matrix(step.expression, domain.symbols)
    verdict = classify(matrix).verdict if matrix is not None else "undecided"
    if verdict == "positive definite":
        return SignStrength.POSITIVE
    return SignStrength.NONNEGATIVE if verdict in {"positive semidefinite", "zero"} else None


def _form(step: Step, domain: Domain) -> SignStrength | None:
    """A form p(x, y) of even degree m is y**m p(x/y, 1), and its sign on y = 0 is that of p(1, 0)."""
    symbols = tuple(symbol for symbol in domain.symbols if step.expression.has(symbol))
    if len(symbols) != 2 or not step.expression.is_polynomial(*symbols):
        return None
    polynomial = sympy.Poly(step.expression, *symbols)
    degree = polynomial.homogeneous_order()
    if degree is None or degree % 2 or not (polynomial.domain.is_QQ or polynomial.domain.is_ZZ):
        return None
    section = sympy.Poly(polynomial.eval(symbols[1], 1), symbols[0])
    strength = sign_on(section, sympy.Interval(-sympy.oo, sympy.oo), is_variable=True)
    if strength is None:
        return None
    # for y = 0 the sign is that of the coefficient of x**m, which is the section's own far out, and so not below 0;
    # other symbols of the domain would make a line of each zero
    is_definite = strength is SignStrength.POSITIVE and polynomial.eval((1, 0)) > 0 and symbols == domain.symbols
    return SignStrength.ISOLATED if is_definite else SignStrength.NONNEGATIVE


def _rising(step: Step, domain: Domain) -> SignStrength | None:
    # the way from the start may lead through points at which the facts do not hold
    domain = Domain(domain.symbols, domain.ranges)
    (symbol,), (start,), part = domain.symbols, step.data, domain.ranges[0]
    after, before = step.parts[:2]
    derivative, value = sympy.diff(step.expression, symbol), step.expression.subs(symbol, start)
    if not (same(after.expression, derivative) and same(before.expression, -derivative)):
        return None
    # an open end may be the start, if the expression is continuous up to it
    closed, known = domain.within(symbol, part.closure), known_signs(step.parts[2:], domain)
    if not closed.ranges[0].contains(start) or not is_analytic(step.expression, domain.interior(), known):
        return None
    if not is_defined(step.expression, closed if start in {part.start, part.end} else domain, known):
        return None
    later = domain.within(symbol, part.intersect(sympy.Interval(start, sympy.oo)))
    sooner = domain.within(symbol, part.intersect(sympy.Interval(-sympy.oo, start)))
    # with f(start) >= 0, f' >= 0 after it and f' <= 0 before it, f is at least f(start) everywhere (mean value theorem)
    if (start < part.end and sign_strength(after, later.interior()) is None) or (
        start > part.start and sign_strength(before, sooner.interior()) is None
    ):
        return None
    if value.is_number and same(value, sympy.Integer(0)):
        return SignStrength.NONNEGATIVE
    value_range = enclose_over(value, {}, 4 * BITS)
    return SignStrength.POSITIVE if value_range is not None and value_range.is_positive else None


def _split(step: Step, domain: Domain) -> SignStrength | None:
    (symbol,), cuts = domain.symbols, step.data
    pieces = list(cut_at(domain.ranges[0], cuts))
    if len(pieces) != len(step.parts) or any(part.expression != step.expression for part in step.parts):
        return None
    strengths = [
        sign_strength(part, domain.within(symbol, piece)) for part, piece in zip(step.parts, pieces, strict=True)
    ]
    known = [strength for strength in strengths if strength is not None]
    return min(known) if len(known) == len(strengths) else None


RULES: dict[str, Callable[[Step, Domain], SignStrength | None]] = {
    "range": _range,
    "sum": _sum,
    "product": _product,
    "rewritten": _rewritten,
    "polynomial": _polynomial,
    "quadratic": _quadratic,
    "form": _form,
    "rising": _rising,
    "split": _split,
}
