"""Along which directions a convex function is strictly convex: those that a matrix does not send to 0.

A sum is strictly convex wherever one of its parts is, so the rows of the parts stand below each other; full rank then
means strictly convex. Only rational rows are kept, whose rank is exact: to keep fewer claims less.
"""

import sympy

from grader.maths.convexity.rules import sign_of_number

Row = tuple[sympy.Rational, ...]
Rows = tuple[Row, ...]


def stacked(*blocks: Rows) -> Rows:
    """Independent rows with the span of all of them."""
    return _independent([row for block in blocks for row in block])


def common(blocks: list[Rows]) -> Rows:
    """Rows that claim no more than any of the blocks does: theirs if they have the same span, else none."""
    first = blocks[0]
    same = all(rank(stacked(first, block)) == rank(first) == rank(block) for block in blocks)
    return first if same else ()


def of_forms(forms: list[sympy.Expr], symbols: tuple[sympy.Symbol, ...]) -> Rows:
    """The gradients of affine forms, without those that are not rational multiples of a rational row.

    The first entry has to be seen not to be 0: sin(1)**2 + cos(1)**2 - 1 is 0 in disguise, and no direction.
    """
    rows = []
    for form in forms:
        gradient = [sympy.diff(form, symbol) for symbol in symbols]
        first = next((entry for entry in gradient if entry != 0), None)
        if first is not None and sign_of_number(first) in {1, -1} and all(entry.is_number for entry in gradient):
            scaled = [sympy.radsimp(entry / first) for entry in gradient]
            if all(entry.is_Rational for entry in scaled):
                rows.append(tuple(scaled))
    return _independent(rows)


def unit(symbol: sympy.Symbol, symbols: tuple[sympy.Symbol, ...]) -> Rows:
    """Strict along every direction that changes one symbol."""
    return (tuple(sympy.Integer(other == symbol) for other in symbols),)


def everywhere(symbols: tuple[sympy.Symbol, ...]) -> Rows:
    """Strict along every direction."""
    return tuple(unit(symbol, symbols)[0] for symbol in symbols)


def rank(rows: Rows) -> int:
    """How many independent directions they cover."""
    return len(_independent(list(rows)))


def _independent(rows: list[Row]) -> Rows:
    if not rows:
        return ()
    # Reduced, so that two lists of rows with one span are the same list
    reduced, pivots = sympy.Matrix(rows).rref()
    return tuple(tuple(reduced.row(row)) for row in range(len(pivots)))
