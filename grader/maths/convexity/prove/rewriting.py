"""Other forms of an expression, in which a rule may see what it does not see in the first."""

from collections.abc import Callable, Iterator

import sympy

from grader.maths.convexity.domain import Domain
from grader.maths.convexity.rules import Step

_FEW_OPERATIONS = 150
"""SymPy's simplification of longer expressions takes seconds, and there is a deadline."""
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


# cheap ones first, as the search ends at the first form that a rule proves
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


_VARIABLE = sympy.Symbol("_T", real=True)
_MAX_DEGREE = 60


def as_polynomial(form: sympy.Expr, domain: Domain) -> Iterator[Step]:
    """Steps by the rule `polynomial`, for each part that it may be a polynomial in."""
    for kernel in kernels_of(form, domain):
        replaced = _in_kernel(form, kernel)
        if replaced.free_symbols != {_VARIABLE} or not replaced.is_polynomial(_VARIABLE):
            continue
        polynomial = sympy.Poly(replaced, _VARIABLE)
        if polynomial.degree() <= _MAX_DEGREE and (polynomial.domain.is_QQ or polynomial.domain.is_ZZ):
            yield Step("polynomial", form, (), (kernel, polynomial))


def kernels_of(form: sympy.Expr, domain: Domain) -> list[sympy.Expr]:
    """The parts that it may be a polynomial in."""
    if len(form.free_symbols) == 1 and form.is_polynomial(*form.free_symbols):
        return list(form.free_symbols)
    functions = (sympy.exp, sympy.sin, sympy.cos, sympy.tanh, sympy.sinh, sympy.cosh, sympy.tan, sympy.log, sympy.atan)
    kernels = sorted(form.atoms(*functions), key=sympy.default_sort_key)
    exponents = [part.args[0] for part in form.atoms(sympy.exp)]
    kernels += [sympy.exp(common) for common in [_common(exponents)] if common is not None]
    kernels += [part for part in form.atoms(sympy.Pow) if part.exp.is_Rational and not part.exp.is_Integer]
    return [kernel for kernel in kernels if kernel.free_symbols <= set(domain.symbols)]


def _common(exponents: list[sympy.Expr]) -> sympy.Expr | None:
    """The exponent that all of them are whole multiples of."""
    if not exponents:
        return None
    first = exponents[0]
    ratios = [sympy.cancel(exponent / first) for exponent in exponents]
    if not all(ratio.is_Rational for ratio in ratios):
        return None
    denominator = sympy.ilcm(*(ratio.q for ratio in ratios)) if len(ratios) > 1 else 1
    return first / denominator


def _in_kernel(form: sympy.Expr, kernel: sympy.Expr) -> sympy.Expr:
    """With the variable for the kernel, also in powers of it and in the squares that belong to it."""
    if isinstance(kernel, sympy.exp):
        (angle,) = kernel.args

        def power(exponent: sympy.Expr) -> sympy.Expr:
            ratio = sympy.cancel(exponent / angle)
            return _VARIABLE**ratio if ratio.is_Integer else sympy.exp(exponent)

        return form.replace(sympy.exp, power)
    # By cos² = 1 - sin² and cosh² = 1 + sinh²: partner, factor of the square, constant
    partners = {
        sympy.sin: (sympy.cos, -1, 1),
        sympy.cos: (sympy.sin, -1, 1),
        sympy.sinh: (sympy.cosh, 1, 1),
        sympy.cosh: (sympy.sinh, 1, -1),
    }
    if kernel.func in partners:
        partner, factor, constant = partners[kernel.func]
        other = partner(*kernel.args)
        square = factor * _VARIABLE**2 + constant
        form = form.replace(
            lambda part: part.is_Pow and part.base == other and part.exp.is_Integer and part.exp % 2 == 0,
            lambda part: square ** (part.exp / 2),
        )
    return sympy.expand(form.subs(kernel, _VARIABLE))
