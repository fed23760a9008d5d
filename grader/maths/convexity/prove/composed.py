"""A function of one part: h(g), with h proved convex where g has its values."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import sympy

from grader.maths.convexity.domain import Domain, as_set, line
from grader.maths.convexity.prove.nonnegative import prove_sign
from grader.maths.convexity.rules import Grade, Step, is_affine
from grader.maths.convexity.verify.signs import grade
from grader.maths.enclosure import enclose_over

if TYPE_CHECKING:
    from grader.maths.convexity.prove.curvature import Prover


def composed(expression: sympy.Expr, prover: "Prover", depth: int) -> Iterator[Step]:
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
    while waiting and len(seen) < 6:
        node = waiting.pop(0)
        for inner in node.args:
            if inner.free_symbols != symbols or inner in seen or inner.is_Symbol or not isinstance(inner, sympy.Expr):
                continue
            seen.add(inner)
            if not expression.xreplace({inner: sympy.Dummy()}).free_symbols & symbols:
                yield inner
            waiting.append(inner)


def _ranges(inner: sympy.Expr, domain: Domain) -> Iterator[tuple[sympy.Interval, tuple[Step, ...]]]:
    """Intervals in which the values are proved to lie, with the proofs that this needs."""
    found = enclose_over(inner, domain.box())
    part = as_set(found) if found is not None else sympy.Interval(-sympy.oo, sympy.oo)
    if isinstance(part, sympy.Interval) and part.start >= 0:
        yield part, ()
        return
    if (step := prove_sign(inner, domain, 2)) is not None:
        is_open = grade(step, domain) is Grade.POSITIVE
        yield sympy.Interval(0, part.end, is_open, part.right_open), (step,)
    if found is not None and isinstance(part, sympy.Interval):
        yield part, ()


def _of_range(
    expression: sympy.Expr,
    inner: sympy.Expr,
    range_: sympy.Interval,
    bounds: tuple[Step, ...],
    prover: "Prover",
    depth: int,
) -> Iterator[Step]:
    from grader.maths.convexity.prove.curvature import Prover  # noqa: PLC0415 - they need each other

    symbol, on_range = line(range_)
    outer_text = expression.xreplace({inner: symbol})
    if outer_text.free_symbols != {symbol}:
        return
    outer = Prover(on_range).convex(outer_text, depth + 1)
    if outer is None:
        return
    data = (outer_text, inner, range_)
    if is_affine(inner, prover.domain.symbols):
        yield Step("composed", expression, (outer, Step("affine", inner), Step("none", inner), *bounds), data)
        return
    slope = sympy.diff(outer_text, symbol)
    inside = on_range.interior()
    for sign in (1, -1):
        part = prover.convex(sign * inner, depth + 1)
        rising = prove_sign(sign * slope, inside) if part is not None else None
        if part is not None and rising is not None:
            yield Step("composed", expression, (outer, part, rising, *bounds), data)
