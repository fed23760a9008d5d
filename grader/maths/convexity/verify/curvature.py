"""Is an expression convex on a domain? The rules that a proof may use, each checked here and not searched for.

Each gives the directions along which the expression is even strictly convex, as rows (see `rows`). A claim about a
concave function is one about its negative.

affine             a polynomial of degree at most 1
rewritten          it equals another expression that is convex
sum                of convex parts
multiple           of a convex part, by a positive number
largest            of convex parts: Max, -Min, |g| = Max(g, -g), each perhaps beside a rest that the parts share
composed           h(g): h convex where g has its values; and g affine, or g convex and h not falling, or the reverse
quadratic          a polynomial of degree 2 with a semidefinite Hessian
second derivative  in one variable: not below 0
hessian            positive semidefinite everywhere, see `hessian`
pieces             in one variable, see `pieces`
and the functions of `atoms`: logarithm of exponentials, norm, form of a cone, product of powers, perspective

References
----------
Boyd and Vandenberghe, Convex Optimization (2004): 3.1.4 (second derivatives), 3.2 (sums, maxima, compositions).
"""

from collections.abc import Callable

import sympy

from grader.maths.convexity.domain import Domain, as_set, line
from grader.maths.convexity.rules import SignStrength, Step, is_affine, same, sign_of_number
from grader.maths.convexity.verify import atoms, hessian, pieces, rows
from grader.maths.convexity.verify.defined import agree, is_analytic, is_defined
from grader.maths.convexity.verify.nonnegative import known_signs, sign_strength
from grader.maths.convexity.verify.rows import Rows
from grader.maths.definiteness import classify
from grader.maths.definiteness.minors import quadratic_matrix
from grader.maths.enclosure import enclose_over


def strict_rows(step: Step, domain: Domain) -> Rows | None:
    """The directions of strict convexity that a step proves; None if it does not even prove convexity.

    An expression with other symbols than the domain's would be convex for each of their values at most.
    """
    rule = RULES.get(step.rule) if step.expression.free_symbols <= set(domain.symbols) else None
    return rule(step, domain) if rule else None


def _all(steps: tuple[Step, ...], domain: Domain) -> list[Rows] | None:
    blocks = [strict_rows(step, domain) for step in steps]
    known = [block for block in blocks if block is not None]
    return known if len(known) == len(blocks) else None


def _affine(step: Step, domain: Domain) -> Rows | None:
    return () if is_affine(step.expression, domain.symbols) else None


def _rewritten(step: Step, domain: Domain) -> Rows | None:
    (part,) = step.parts
    return strict_rows(part, domain) if agree(step.expression, part.expression, domain) else None


def _sum(step: Step, domain: Domain) -> Rows | None:
    blocks = _all(step.parts, domain)
    if blocks is None or not agree(step.expression, sympy.Add(*(part.expression for part in step.parts)), domain):
        return None
    return rows.stacked(*blocks)


def _multiple(step: Step, domain: Domain) -> Rows | None:
    (part,), (factor,) = step.parts, step.data
    if sign_of_number(factor) != 1 or not agree(step.expression, factor * part.expression, domain):
        return None
    return strict_rows(part, domain)


def _largest(step: Step, domain: Domain) -> Rows | None:
    blocks = _all(step.parts, domain)
    if not blocks:
        return None
    (rest,) = step.data or (sympy.Integer(0),)
    # compared by structure alone, as SymPy's simplification of maxima is not to be relied upon
    expressions = [sympy.expand(part.expression - rest) for part in step.parts]
    forms = [sympy.Max(*expressions), -sympy.Min(*(-expression for expression in expressions))]
    if len(expressions) == 2 and expressions[0] == -expressions[1]:
        forms.append(sympy.Abs(expressions[0]))
    is_one = any(sympy.expand(step.expression - rest - form) == 0 for form in forms)
    # where the largest changes hands, strictness is that of whichever part is on top: only what all claim is left
    return rows.common(blocks) if is_one else None


def _composed(step: Step, domain: Domain) -> Rows | None:
    """Parts: outer function, inner one or its negative, sign of the outer slope, bounds of the inner one."""
    outer_text, inner, range_ = step.data
    outer, *others = step.parts
    symbol, on_range = line(range_)
    if outer.expression != outer_text or not agree(step.expression, outer_text.subs(symbol, inner), domain):
        return None
    if not is_value_in(inner, range_, domain, tuple(others[2:])):
        return None
    if not is_affine(inner, domain.symbols):
        return _monotone(outer, others, inner, on_range, domain)
    outer_rows = strict_rows(outer, on_range)
    # with g affine no slope is needed: h(g) is convex, and strict where g changes if h is
    return rows.of_forms([inner], domain.symbols) if outer_rows else outer_rows  # () or None as they are


def _monotone(outer: Step, others: list[Step], inner: sympy.Expr, on_range: Domain, domain: Domain) -> Rows | None:
    """Inner convex under a rising function, or its negative under a falling one.

    A derivative above 0, or strict convexity beside one that is not below 0, makes the outer function strictly rising,
    which keeps the inner function's strictness.
    """
    part, slope = others[:2]
    derivative = sympy.diff(outer.expression, on_range.symbols[0])
    rises = part.expression == inner and same(slope.expression, derivative)
    falls = same(part.expression, -inner) and same(slope.expression, -derivative)
    inside = on_range.interior()
    if not (rises or falls) or not is_analytic(outer.expression, inside) or not is_defined(outer.expression, on_range):
        return None
    outer_rows, inner_rows, sign = strict_rows(outer, on_range), strict_rows(part, domain), sign_strength(slope, inside)
    if outer_rows is None or inner_rows is None or sign is None:
        return None
    return inner_rows if outer_rows or sign is SignStrength.POSITIVE else ()


def is_value_in(inner: sympy.Expr, range_: sympy.Interval, domain: Domain, proofs: tuple[Step, ...]) -> bool:
    """Whether the values of an expression are proved to lie in an interval, by its range or by signs."""
    values = enclose_over(inner, domain.box())
    if values is not None and as_set(values).is_subset(range_):
        return True
    # each finite end is a claim about a sign, which the proof has to bring along for exactly that difference
    known = known_signs(proofs, domain)
    ends = ((inner - range_.start, range_.left_open), (range_.end - inner, range_.right_open))
    bounds = [(form, is_open) for form, is_open in ends if form.is_finite is not False and not form.has(sympy.oo)]
    return all(
        known.get(form, -1) >= (SignStrength.POSITIVE if is_open else SignStrength.NONNEGATIVE)
        for form, is_open in bounds
    )


def _quadratic(step: Step, domain: Domain) -> Rows | None:
    matrix = quadratic_matrix(step.expression, domain.symbols)
    if matrix is None:
        return None
    hessian_ = matrix[:-1, :-1]
    verdict = classify(hessian_).verdict
    if verdict == "positive definite":
        return rows.everywhere(domain.symbols)
    if verdict not in {"positive semidefinite", "zero"}:
        return None
    # x'Hx is 0 just where H x is, if H is semidefinite: the rows of H are the directions of strictness
    rational = all(entry.is_Rational for entry in hessian_)
    return rows.stacked(tuple(map(tuple, hessian_.tolist()))) if rational else ()


def _second_derivative(step: Step, domain: Domain) -> Rows | None:
    """Parts: the sign of the second derivative, then signs that show where the expression is defined.

    An analytic second derivative that is above 0 somewhere is 0 at isolated points only.
    """
    (symbol,) = step.expression.free_symbols or (None,)
    if symbol is None or symbol not in domain.symbols:
        return None
    on_line = Domain((symbol,), (domain.range_of(symbol),))
    inside, (sign, *proofs) = on_line.interior(), step.parts
    curvature = sympy.diff(step.expression, symbol, 2)
    known = known_signs(tuple(proofs), on_line)
    if not is_analytic(step.expression, inside, known) or not is_defined(step.expression, on_line, known):
        return None
    if sign_strength(sign, inside) is None or not same(sign.expression, curvature):
        return None
    # an analytic function that is not 0 everywhere has isolated zeros only, and a convex function whose second
    # derivative is so is strictly convex
    points = [point for point in step.data if inside.ranges[0].contains(point) == True]  # noqa: E712 - SymPy's True
    values = [enclose_over(curvature.subs(symbol, point), {}) for point in points]
    is_strict = any(value is not None and value.is_positive for value in values)
    return rows.unit(symbol, domain.symbols) if is_strict else ()


def _pieces(step: Step, domain: Domain) -> Rows | None:
    (symbol,) = step.expression.free_symbols or (None,)
    if symbol is None or symbol not in domain.symbols:
        return None
    on_line = Domain((symbol,), (domain.range_of(symbol),))
    smooth_pieces = pieces.at_pieces(step.expression, on_line, step.data)
    if (
        smooth_pieces is None
        or len(smooth_pieces) != len(step.parts)
        or not pieces.fit(step.expression, on_line, step.data, smooth_pieces)
    ):
        return None
    blocks = []
    for (piece, branch), part in zip(smooth_pieces, step.parts, strict=True):
        block = strict_rows(part, Domain((symbol,), (piece,)))
        if block is None or not same(part.expression, branch):
            return None
        blocks.append(block)
    return rows.unit(symbol, domain.symbols) if all(blocks) else ()


RULES: dict[str, Callable[[Step, Domain], Rows | None]] = {
    "affine": _affine,
    "rewritten": _rewritten,
    "sum": _sum,
    "multiple": _multiple,
    "largest": _largest,
    "composed": _composed,
    "quadratic": _quadratic,
    "second derivative": _second_derivative,
    "pieces": _pieces,
    "hessian": hessian.strict_rows,
    "logarithm of exponentials": lambda step, domain: atoms.logarithm_of_exponentials(step, domain, strict_rows),
    "norm": lambda step, domain: atoms.norm(step, domain, strict_rows),
    "root of a quadratic": atoms.root_of_quadratic,
    "form of a cone": atoms.form_of_a_cone,
    "product of powers": atoms.product_of_powers,
    "perspective": lambda step, domain: atoms.perspective(step, domain, strict_rows),
}
