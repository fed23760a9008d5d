"""A polynomial of degree at most 2 as a matrix: it is never below 0 if the matrix is semidefinite."""

import sympy


def quadratic_matrix(expression: sympy.Expr, symbols: tuple[sympy.Symbol, ...]) -> sympy.Matrix | None:
    """The matrix of a quadratic polynomial, with its linear and constant terms.

    Parameters
    ----------
    expression : Expr
        A polynomial in the symbols.
    symbols : tuple of Symbol

    Returns
    -------
    Matrix of shape (n + 1, n + 1), or None
        M with q(x) = (x, 1)' M (x, 1); None if the expression is no polynomial of degree at most 2.
    """
    if not expression.is_polynomial(*symbols):
        return None
    polynomial = sympy.Poly(expression, *symbols)
    if polynomial.total_degree() > 2:
        return None
    zero = dict.fromkeys(symbols, 0)
    half = sympy.Rational(1, 2)
    hessian = sympy.hessian(expression, symbols) * half
    linear = sympy.Matrix([sympy.diff(expression, symbol).subs(zero) for symbol in symbols]) * half
    return hessian.row_join(linear).col_join(linear.T.row_join(sympy.Matrix([[expression.subs(zero)]])))
