"""Functions with a rule of their own, in the place of those without: cot is cos/sin, erfc is 1 - erf."""

import sympy
from sympy.functions.special.gamma_functions import digamma, polygamma


def plain(expression: sympy.Expr) -> sympy.Expr:
    """The expression in functions that `grader.maths.enclosure` knows; defined, and real, where the first one is."""
    for function, form in _FORMS.items():
        if expression.has(function):
            expression = expression.replace(function, form)
    return expression


_FORMS = {
    sympy.cot: lambda angle: sympy.cos(angle) / sympy.sin(angle),
    sympy.sec: lambda angle: 1 / sympy.cos(angle),
    sympy.csc: lambda angle: 1 / sympy.sin(angle),
    sympy.coth: lambda number: sympy.cosh(number) / sympy.sinh(number),
    sympy.sech: lambda number: 1 / sympy.cosh(number),
    sympy.csch: lambda number: 1 / sympy.sinh(number),
    sympy.erfc: lambda number: 1 - sympy.erf(number),
    sympy.factorial: lambda number: sympy.gamma(number + 1),
    digamma: lambda number: polygamma(0, number),
}
