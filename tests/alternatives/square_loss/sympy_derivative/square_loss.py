"""SymPy differentiates the risk in symbols for w and puts the numbers in; exact fractions throughout."""

import sympy


def exact(numbers):
    return [sympy.Rational(str(number)) for number in numbers]


def risk_in(W, symbols, X, y):
    rows = sympy.Matrix([[1, *exact(x)] for x in X.tolist()])
    hidden = (rows * sympy.Matrix([exact(row) for row in W.tolist()])).applyfunc(lambda z: sympy.Max(z, 0))
    labels = exact(y.tolist())
    errors = [
        symbols[0] + sum(s * hidden[i, k] for k, s in enumerate(symbols[1:])) - labels[i] for i in range(len(labels))
    ]
    return sum(error**2 for error in errors) / len(errors)


def risk(W, w, X, y):
    return risk_in(W, exact(w.tolist()), X, y)


def gradient_output_weights(W, w, X, y):
    symbols = sympy.symbols(f"w:{len(w)}")
    R = sympy.Poly(risk_in(W, symbols, X, y), *symbols)
    return sympy.Matrix([R.diff(symbol).eval(exact(w.tolist())) for symbol in symbols])


def has_closed_form():
    return {letter: sympy.true if letter in "abc" else sympy.false for letter in "edcba"}
