"""Square roots of squares that do not look like it: sqrt(5 + 2*sqrt(6)) is sqrt(2) + sqrt(3)."""

from typing import NamedTuple

import sympy

from grader.maths.equivalence.generators import Forms, Generators
from grader.maths.equivalence.quotients import Factors, factored

_HALF = sympy.Rational(1, 2)


class Root(NamedTuple):
    """A real number whose square is known, up to its sign."""

    form: sympy.Expr
    decider: sympy.Expr
    """A formula of real parts that has its sign."""


def square_root(form: sympy.Expr, generators: Generators) -> Root | None:
    """The form whose square another one is, if it is made of exponentials and real; None if it is not."""
    above, below = sympy.fraction(sympy.together(form.xreplace({generators.imaginary: sympy.I})))
    content, root = sympy.Integer(1), sympy.Integer(1)
    for part, side in ((above, 1), (below, -1)):
        number, factors = sympy.factor_list(part, gaussian=part.has(sympy.I))
        # An exponential has a root always: exp(m/2)
        if any(times % 2 and factor not in generators.powers for factor, times in factors):
            return None
        content *= number**side
        root *= sympy.Mul(*(factor ** sympy.Rational(side * times, 2) for factor, times in factors))
    size = _gaussian_root(sympy.expand(sympy.radsimp(content)))
    if size is None:
        return None
    made = (size * root).xreplace({sympy.I: generators.imaginary})
    decider = real_formula(made, generators)
    return None if decider is None else Root(made, decider)


def _gaussian_root(number: sympy.Expr) -> sympy.Expr | None:
    """A root of a square a + b*I of such a number; also of a negative one."""
    real, imaginary = number.as_real_imag()
    size = sympy.sqrt(real**2 + imaginary**2)
    if imaginary == 0:
        root = sympy.sqrt(abs(real)) * (sympy.I if real < 0 else 1)
        return root if sympy.sqrt(abs(real)).is_Rational else None
    # (p + q*I)**2 = a + b*I means p**2 = (a + |a + b*I|)/2 and q = b/(2*p)
    first = sympy.sqrt((real + size) / 2)
    return first + sympy.I * imaginary / (2 * first) if size.is_Rational and first.is_Rational else None


def real_formula(form: sympy.Expr, generators: Generators) -> sympy.Expr | None:
    """A formula of real parts with the sign of a form that is made of exponentials and real; None if there is none."""
    above, below = sympy.fraction(sympy.together(form))
    # Times |below|**2, which is positive: the sign stays, and no quotient is left
    meaning = generators.meaning(sympy.expand(above * generators.conjugate(below)))
    formula = None if meaning is None else sympy.expand(sympy.expand(meaning).rewrite(sympy.cos))
    return None if formula is None or formula.has(sympy.I, sympy.exp) else formula


def denested(factors: Factors, forms: Forms) -> Factors:
    """The factors with squares in place of those that are one."""
    content, powers = factors.content, []
    for factor, times in factors.powers:
        signed = _signed_root(factor, forms) if times.is_Integer and times % 2 else None
        if signed is None:
            powers.append((factor, times))
            continue
        sign, root = signed
        inner = factored(root)
        content *= sign * inner.content ** (2 * times)
        powers += [(base, 2 * times * count) for base, count in inner.powers]
    return Factors(content, powers)


def _signed_root(factor: sympy.Expr, forms: Forms) -> tuple[int, sympy.Expr] | None:
    """A sign and the root of the factor with that sign: which sign an irreducible factor comes with is chance."""
    for sign in (1, -1):
        root = _square_root(sign * factor, forms)
        if root is not None:
            return sign, root
    return None


def _square_root(factor: sympy.Expr, forms: Forms) -> sympy.Expr | None:
    """A form whose square the factor a + b*t is, where t**2 = f, up to its sign; None if there is none of this kind.

    (u + v*t)**2 = a + b*t means that a**2 - b**2*f is a square n**2, and u**2 = (a + n)/2.
    """
    for base in forms.generators.roots:
        root = base**_HALF
        if not factor.has(root):
            continue
        whole, slope = factor.subs(root, 0), factor.coeff(root)
        if sympy.expand(whole + slope * root - factor) != 0 or slope.has(root):
            continue
        other = _exact_root(forms.canonical(whole**2 - slope**2 * base))
        for side in () if other is None else (other, -other):
            square = forms.canonical((whole + side) / 2)
            if square != 0 and forms.sign(square) == 1:
                inner = forms.rational_power(square, _HALF)
                return forms.canonical(inner + slope * root / (2 * inner))
    return None


def _exact_root(form: sympy.Expr) -> sympy.Expr | None:
    """The root of a square of a rational function."""
    factors = factored(form)
    number = sympy.sqrt(factors.content)
    if not number.is_Rational or any(times % 2 for _, times in factors.powers):
        return None
    return number * sympy.prod(factor ** (times / 2) for factor, times in factors.powers)
