"""Other forms of an expression, in which a rule may see what it does not see in the first."""

from collections.abc import Callable, Iterator

import sympy

_FEW_OPERATIONS = 150
_FEW_ANGLES = 4


def forms_of(expression: sympy.Expr) -> Iterator[sympy.Expr]:
    """The expression, then its other forms, each once."""
    seen = {expression}
    yield expression
    if expression.count_ops() > _FEW_OPERATIONS:
        return
    for transform in _TRANSFORMS:
        form = _tried(transform, expression)
        if form is not None and form not in seen:
            seen.add(form)
            yield form


def _tried(transform: Callable[[sympy.Expr], sympy.Expr], expression: sympy.Expr) -> sympy.Expr | None:
    try:
        return transform(expression)
    except (sympy.PolynomialError, ValueError, TypeError, NotImplementedError, AttributeError, RecursionError):
        return None  # SymPy has no such form of it


def _one_angle(expression: sympy.Expr) -> sympy.Expr:
    angles = [part.args[0] for part in expression.atoms(sympy.sin, sympy.cos, sympy.tan)]
    if not angles or any(
        abs(term.as_coeff_Mul()[0]) > _FEW_ANGLES for angle in angles for term in angle.as_ordered_terms()
    ):
        return expression  # sin(100 x) has a hundred terms
    return sympy.expand(
        sympy.expand_trig(expression).replace(sympy.tan, lambda angle: sympy.sin(angle) / sympy.cos(angle))
    )


def _factored_radicands(expression: sympy.Expr) -> sympy.Expr:
    """sqrt(x**4 + x**2) is |x| sqrt(x**2 + 1)."""
    return expression.replace(
        lambda part: part.is_Pow and part.exp.is_Rational and not part.exp.is_Integer and part.base.is_Add,
        lambda part: sympy.factor(part.base) ** part.exp,
    )


_TRANSFORMS: tuple[Callable[[sympy.Expr], sympy.Expr], ...] = (
    sympy.expand,
    lambda expression: sympy.expand_log(expression) if expression.has(sympy.log) else expression,
    lambda expression: sympy.factor(sympy.together(expression)),
    sympy.simplify,
    lambda expression: sympy.factor(sympy.simplify(expression)),
    lambda expression: sympy.powsimp(sympy.expand(expression)),
    _one_angle,
    _factored_radicands,
)
