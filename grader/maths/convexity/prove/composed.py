"""A function of one part: h(g), with h proved convex where g has its values; and waves beside a quadratic part.

x**2 + y**2 + sin(x + y) is what is left of the quadratic part, plus c (x + y)**2 + sin(x + y). A term that is a
function g of one affine form L becomes convex with c L**2 added, where g'' >= -2 c. If the quadratic part stays
semidefinite without the sum of all c L**2, the whole is a sum of convex functions.
"""

from collections.abc import Iterator

import sympy
from sympy.simplify.fu import TR8

from grader.maths.convexity.domain import Domain, as_set, line
from grader.maths.convexity.prove import Prover
from grader.maths.convexity.prove.nonnegative import prove_sign
from grader.maths.convexity.rules import SignStrength, Step, is_affine
from grader.maths.convexity.verify.nonnegative import sign_strength
from grader.maths.enclosure import enclose_over

_VARIABLE = sympy.Symbol("_t", real=True)
_MANY_PARTS = 6


def composed(expression: sympy.Expr, prover: Prover, depth: int) -> Iterator[Step]:
    """Steps by the rule `composed` for the parts that the whole expression is a function of."""
    for inner in inner_parts(expression):
        for range_, bounds in _ranges(inner, prover.domain):
            yield from _of_range(expression, inner, range_, bounds, prover, depth)


def inner_parts(expression: sympy.Expr) -> Iterator[sympy.Expr]:
    """Parts with all variables, such that nothing but the part depends on them."""
    _, part = expression.as_independent(*expression.free_symbols, as_Add=False)
    symbols = expression.free_symbols
    seen: set[sympy.Expr] = set()
    waiting = [part]
    # from the outside in, since a proof for a large part leaves least to be shown of the function around it
    while waiting and len(seen) < _MANY_PARTS:
        node = waiting.pop(0)
        for inner in node.args:
            if inner.free_symbols != symbols or inner in seen or inner.is_Symbol or not isinstance(inner, sympy.Expr):
                continue
            seen.add(inner)
            # nothing is left of the variables once the part is taken out
            if not expression.xreplace({inner: sympy.Dummy()}).free_symbols & symbols:
                yield inner
            waiting.append(inner)


def _ranges(inner: sympy.Expr, domain: Domain) -> Iterator[tuple[sympy.Interval, tuple[Step, ...]]]:
    """Intervals in which the values are proved to lie, with the proofs that this needs."""
    values = enclose_over(inner, domain.box())
    part = as_set(values) if values is not None else sympy.Interval(-sympy.oo, sympy.oo)
    # Its range shows that it is not below 0: a proof of the sign would add nothing
    if isinstance(part, sympy.Interval) and part.start >= 0:
        yield part, ()
        return
    # an enclosure of x**2 - 2*x + 2 goes below 0, though the values do not; a sign proof gives the tighter interval
    if (step := prove_sign(inner, domain, 2)) is not None:
        is_open = sign_strength(step, domain) is SignStrength.POSITIVE
        yield sympy.Interval(0, part.end, is_open, part.right_open), (step,)
    if values is not None and isinstance(part, sympy.Interval):
        yield part, ()


def _of_range(
    expression: sympy.Expr,
    inner: sympy.Expr,
    range_: sympy.Interval,
    bounds: tuple[Step, ...],
    prover: Prover,
    depth: int,
) -> Iterator[Step]:
    symbol, on_range = line(range_)
    outer_text = expression.xreplace({inner: symbol})
    if outer_text.free_symbols != {symbol}:
        return
    outer = prover.on(on_range).convex(outer_text, depth + 1)
    if outer is None:
        return
    data = (outer_text, inner, range_)
    # The verifier looks for an inner proof and a slope at these places; under any h an affine part needs no slope
    if is_affine(inner, prover.domain.symbols):
        yield Step("composed", expression, (outer, Step("affine", inner), Step("none", inner), *bounds), data)
        return
    # the composition rule: h(g) is convex if h is, and h rises and g is convex, or h falls and g is concave
    slope = sympy.diff(outer_text, symbol)
    inside = on_range.interior()
    for sign in (1, -1):
        part = prover.convex(sign * inner, depth + 1)
        rising = prove_sign(sign * slope, inside) if part is not None else None
        if part is not None and rising is not None:
            yield Step("composed", expression, (outer, part, rising, *bounds), data)


def shared_out(expression: sympy.Expr, prover: Prover, depth: int) -> Iterator[Step]:
    """A step by the rule `sum`, if the quadratic part suffices for all waves."""
    # products of waves become sums of waves (TR8 of SymPy's `fu`), each of one angle
    terms = sympy.Add.make_args(
        sympy.expand(TR8(sympy.expand(expression)) if expression.has(sympy.sin, sympy.cos) else expression)
    )
    symbols = prover.domain.symbols
    rest = sympy.Add(*(term for term in terms if term.is_polynomial(*symbols)))
    waves = [term for term in terms if not term.is_polynomial(*symbols)]
    if not waves or sympy.Poly(rest, *symbols).total_degree() != 2:
        return
    parts = []
    for wave in waves:
        share = _share_for(wave, prover.domain)
        step = prover.convex(wave + share, depth + 1) if share is not None else None
        if step is None:
            return
        rest -= share
        parts.append(step)
    left = prover.convex(sympy.expand(rest), depth + 1)
    if left is not None:
        yield Step("sum", expression, (left, *parts))


def _share_for(wave: sympy.Expr, domain: Domain) -> sympy.Expr | None:
    """The multiple of the square of its affine form that makes a term convex; None if it has no such form."""
    form = next(
        (
            part
            for part in sympy.preorder_traversal(wave)
            if part.free_symbols == wave.free_symbols and is_affine(part, domain.symbols)
        ),
        None,
    )
    if form is None:
        return None
    outer = wave.xreplace({form: _VARIABLE})
    values = enclose_over(form, domain.box())
    if outer.free_symbols != {_VARIABLE} or values is None:
        return None
    # g'' + 2 c is not below 0 on the values of L if c is at least -min(g'')/2
    bend = enclose_over(sympy.diff(outer, _VARIABLE, 2), {_VARIABLE: values})
    least = as_set(bend).inf if bend is not None else -sympy.oo
    if not least.is_finite:
        return None
    # rounded up to a short fraction: what is left of the quadratic part then has short fractions too
    return max(sympy.Integer(0), sympy.Rational(sympy.ceiling(-least / 2 * 2**20), 2**20)) * form**2
