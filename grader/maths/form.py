"""In which form is an expression written? Questions on the tree as it stands, which is not evaluated first.

expanded      nothing is left to be multiplied out             (x + 1)**2 is not
factored      a product of factors irreducible over Q          x**2 - 1 is not; numbers are no factors
lowest terms  no quotient can be reduced                       2/4 and (x**2 - 1)/(x - 1) can
no decimals   fractions and roots as such                      0.5*x has one
"""

from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

import sympy

from grader.maths.deadline import within
from grader.maths.size import terms

FormName = Literal["expanded", "factored", "lowest terms", "no decimals"]

_MOST_TERMS = 500
"""Of what is multiplied out, before it is factored over Q."""
_SECONDS = 1.0


class Form(NamedTuple):
    """Whether an expression has a form."""

    holds: bool | None
    """None if it could not be told in time."""
    part: sympy.Expr | None = None
    """What shows that it does not."""


def has_form(expression: sympy.Expr, form: FormName) -> Form:
    """Whether an expression is written in a form.

    Parameters
    ----------
    expression : Expr
        Within the limits of `grader.maths.size`; unevaluated if it was typed.
    form : FormName
        One of the forms of this module.
    """
    return _QUESTIONS[form](expression)


def is_expanded(expression: sympy.Expr) -> Form:
    """Whether no product or power of a sum is left to be multiplied out, functions' arguments apart."""
    for node in _outer(expression):
        is_product = isinstance(node, sympy.Mul) and any(isinstance(part, sympy.Add) for part in _factors(node))
        if is_product or _is_power_of_sum(node):
            return Form(False, node)
    return Form(True)


def is_factored(expression: sympy.Expr) -> Form:
    """Whether it is a product of powers of polynomials that are irreducible over the rational numbers.

    Numbers are units: 2*x + 2 counts as irreducible, since SymPy multiplies 2*(x + 1) out by itself.
    """
    return _found(_factored, expression)


def in_lowest_terms(expression: sympy.Expr) -> Form:
    """Whether no quotient in it has a common factor above and below, or 1 below."""
    return _found(_reduced, expression)


def has_no_decimals(expression: sympy.Expr) -> Form:
    """Whether all its numbers are exact."""
    decimals = sorted(expression.atoms(sympy.Float))
    return Form(False, decimals[0]) if decimals else Form(True)


_QUESTIONS: dict[str, Callable[[sympy.Expr], Form]] = {
    "expanded": is_expanded,
    "factored": is_factored,
    "lowest terms": in_lowest_terms,
    "no decimals": has_no_decimals,
}


def _found(question: Callable[[sympy.Expr], Form], expression: sympy.Expr) -> Form:
    """The answer within the time; only the part's place is sent back, since sending a tree would evaluate it."""
    answer = within(_SECONDS, _placed, question, expression)
    if answer is None:
        return Form(None)
    holds, position = answer
    # the tree here and the child's are one and the same, so that a number names the part in both
    return Form(holds, None if position is None else list(sympy.preorder_traversal(expression))[position])


def _placed(question: Callable[[sympy.Expr], Form], expression: sympy.Expr) -> tuple[bool | None, int | None]:
    holds, part = question(expression)
    positions = (position for position, node in enumerate(sympy.preorder_traversal(expression)) if node is part)
    return holds, next(positions, None)


def _outer(expression: sympy.Expr) -> Iterator[Any]:
    """The sums, products and powers from the outside in, down to functions, quotients and symbols."""
    waiting: list[Any] = [expression]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, (sympy.Add, sympy.Mul)):
            waiting += node.args
        elif isinstance(node, sympy.Pow) and isinstance(node.exp, sympy.Integer) and node.exp > 0:
            waiting.append(node.base)


def _factors(node: sympy.Expr) -> Iterator[Any]:
    """The factors of nested products."""
    waiting: list[Any] = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, sympy.Mul):
            # reversed, as the last one is taken first: so the factors come as they stand
            waiting += reversed(part.args)
        else:
            yield part


def _is_power_of_sum(node: Any) -> bool:
    is_power = isinstance(node, sympy.Pow) and isinstance(node.exp, sympy.Integer) and node.exp > 1
    return is_power and any(isinstance(part, sympy.Add) for part in _factors(node.base))


def _factored(expression: sympy.Expr) -> Form:
    for factor in _factors(expression):
        base = factor.base if isinstance(factor, sympy.Pow) else factor
        if not isinstance(base, sympy.Add) or not base.free_symbols:
            continue
        if terms(base) > _MOST_TERMS:
            return Form(None, base)
        _, factors = sympy.factor_list(sympy.expand(base.doit()))
        # content aside, an irreducible polynomial is its own only factor, once
        if sum(times for _, times in factors) != 1:
            return Form(False, base)
    return Form(True)


def _reduced(expression: sympy.Expr) -> Form:
    for node in sympy.preorder_traversal(expression):
        above, below = _quotient(node) if isinstance(node, (sympy.Mul, sympy.Pow)) else (node, [])
        if not below:
            continue
        product = sympy.Mul(*below, evaluate=False)
        if terms(above) + terms(product) > _MOST_TERMS:
            return Form(None, node)
        if not _is_lowest(above, product):
            return Form(False, node)
    return Form(True)


def _quotient(node: sympy.Expr) -> tuple[sympy.Expr, list[sympy.Expr]]:
    """What is above and what is below in a product."""
    above, below = [], []
    for factor in _factors(node):
        if isinstance(factor, sympy.Pow) and isinstance(factor.exp, sympy.Rational) and factor.exp < 0:
            below.append(sympy.Pow(factor.base, -factor.exp, evaluate=False))
        elif isinstance(factor, sympy.Rational) and factor.q > 1:
            above.append(sympy.Integer(factor.p))
            below.append(sympy.Integer(factor.q))
        else:
            above.append(factor)
    return sympy.Mul(*above, evaluate=False), below


def _is_lowest(above: sympy.Expr, below: sympy.Expr) -> bool:
    """By the greatest common divisor of whole polynomials; fractions inside them are no common factor."""
    top, bottom = (sympy.expand(part.doit()) for part in (above, below))
    return bool(bottom != 1 and sympy.gcd(top, bottom) in (1, -1))
