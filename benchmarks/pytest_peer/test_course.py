"""The peer: the checks of the first four exercises as an instructor would write them for plain pytest, in one process.

As many drawn inputs and the same edge cases per item as in `exercises/`, compared with references of its own. Run by
`benchmarks/cold.py`, which puts the submission on the path.
"""

import itertools
import random

import convexity
import hessian
import mean_squared_error as mse
import numpy as np
import pytest
import sympy
import xor

RNG = random.Random(0)
x, y, z, u = sympy.symbols("x y z u")
SLIDE = np.array([-4.0, -2.0, 2.0, 4.0])
POINTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([0.0, 1.0, 1.0, 0.0])
W, w = np.array([[0.0, -1.0], [1.0, 1.0], [1.0, 1.0]]), np.array([0.0, 1.0, -2.0])


def number(low=-10, high=10, unit=100):
    return RNG.randint(low * unit, high * unit) / unit


def vector(size, low=-10, high=10):
    return np.array([number(low, high) for _ in range(size)])


def data():
    return vector(RNG.randint(1, 6))


def close(value, expected):
    assert value == pytest.approx(expected, rel=1e-6, abs=1e-12)


def test_risk():
    for a, ys in [(4, SLIDE), (0, np.zeros(1)), *((number(), data()) for _ in range(25))]:
        close(mse.risk(a, ys), np.mean((a - ys) ** 2))


def test_risk_derivative():
    for a, ys in [(4, SLIDE), (0, SLIDE), *((number(), data()) for _ in range(25))]:
        close(mse.risk_derivative(a, ys), 2 * np.mean(a - ys))


def test_gradient_descent_step():
    drawn = ((number(), data(), number(0, 1)) for _ in range(25))
    for a, ys, alpha in [(4, SLIDE, 0.25), (4, SLIDE, 0.0), (0, SLIDE, 0.25), *drawn]:
        close(mse.gradient_descent_step(a, ys, alpha), a - alpha * 2 * np.mean(a - ys))


def test_x1():
    close(mse.x1(), 2)


def test_x1_choice():
    assert mse.x1_choice().lower() == "d"


def test_minimizer():
    for ys in [SLIDE, np.array([3.0]), *(data() for _ in range(25))]:
        close(mse.minimizer(ys), np.mean(ys))


def test_relu():
    for a in [2, -3, 0, 0.5, *(number(-5, 5) for _ in range(25))]:
        close(xor.relu(a), max(a, 0))


def test_relu_arrays():
    drawn = (vector(n * m).reshape(n, m) for n, m in ((RNG.randint(1, 3), RNG.randint(1, 3)) for _ in range(25)))
    for a in [np.array([-1.0, 0, 2]), np.array([[[1.0], [-2]], [[0], [3]]]), *drawn]:
        np.testing.assert_allclose(xor.relu(a), np.maximum(a, 0), rtol=1e-6, atol=1e-12)


def test_network():
    calls = [(point, W, w) for point in POINTS]
    for _ in range(25):
        d, h = RNG.randint(1, 3), RNG.randint(1, 4)
        calls.append((vector(d, -3, 3), vector((d + 1) * h, -3, 3).reshape(d + 1, h), vector(h + 1, -3, 3)))
    for point, V, v in calls:
        close(xor.network(point, V, v), v[0] + np.maximum(V[0] + point @ V[1:], 0) @ v[1:])


def test_slide_outputs():
    np.testing.assert_allclose(xor.slide_outputs(), XOR)


def test_xor_weights():
    V, v = map(np.asarray, xor.xor_weights())
    np.testing.assert_allclose(v[0] + np.maximum(V[0] + POINTS @ V[1:], 0) @ v[1:], XOR, atol=1e-6)


def test_no_linear_predictor():
    c = np.asarray(xor.no_linear_predictor())
    np.testing.assert_allclose([c.sum(), *(c @ POINTS)], 0, atol=1e-9)
    assert abs(c @ XOR) > 1e-9


def test_chord_gap():
    functions = [sympy.lambdify(x, f) for f in (x**2, sympy.Abs(x), x**4, x**3, 3 * x - 1, sympy.exp(x), -(x**2))]
    calls = [(functions[0], 0, 2, 0.5), (functions[1], -1, 1, 0.5), (functions[2], -1, 2, 0.25)]
    calls.append((functions[3], -2, 1, 0.25))
    for _ in range(25):
        calls.append((RNG.choice(functions), number(-4, 4), number(-4, 4), RNG.choice([0.5, 0.25, 0.75, 0, 1])))
    for f, a, b, t in calls:
        close(convexity.chord_gap(f, a, b, t), (1 - t) * f(a) + t * f(b) - f((1 - t) * a + t * b))


def test_abs_is_convex():
    assert convexity.abs_is_convex() is True
    assert sorted(map(tuple, convexity.abs_pieces())) == [(-1, 0), (1, 0)]


def test_x4_is_convex():
    assert convexity.x4_is_convex() is True
    assert sympy.simplify(convexity.x4_second_derivative(x) - 12 * x**2) == 0


def test_second_derivative_test_applies():
    assert convexity.second_derivative_test_applies() == {"abs": False, "x4": True}


def test_x3_witness():
    a, b, t = convexity.x3_witness()
    assert 0 <= t <= 1
    assert (1 - t) * a**3 + t * b**3 < ((1 - t) * a + t * b) ** 3


def polynomial(variables, degree):
    return sum(
        RNG.randint(-3, 3) * sympy.prod(variable ** RNG.randint(0, degree) for variable in variables) for _ in range(3)
    )


def second_derivatives(f, variables):
    return sympy.Matrix([[sympy.diff(f, a, b) for b in variables] for a in variables])


def test_hessian():
    calls = [(x**2 * y, (x, y)), (sympy.exp(x * y), (x, y)), *((polynomial((x, y), 3), (x, y)) for _ in range(3))]
    calls += [(x**3 + x, (x,)), (x * y * z, (x, y, z)), (x**2 + y * u, (x, y, z, u))]
    for _ in range(3):
        variables = (x, y, z, u)[: RNG.randint(1, 4)]
        calls.append((polynomial(variables, 2), variables))
    for f, variables in calls:
        difference = hessian.hessian(sympy.sympify(f), variables) - second_derivatives(f, variables)
        assert all(sympy.expand(entry) == 0 for entry in difference)


def test_eigenvalues_at():
    calls = [(x**2 - y**2, (x, y), (0, 0)), (x * y, (x, y), (1, 2)), (x**4 + y**2, (x, y), (1, 0))]
    calls += [(x**2 + y * z, (x, y, z), (1, 0, -1)), (-2 * y**3, (x, y), (-2, -2)), (3 * x**2 * y - y, (x, y), (-3, 2))]
    for _ in range(3):
        variables = (x, y, z)[: RNG.randint(2, 3)]
        calls.append((sympy.sympify(polynomial(variables, 3)), variables, tuple(RNG.randint(-3, 3) for _ in variables)))
    for f, variables, point in calls:
        matrix = second_derivatives(f, variables).subs(dict(zip(variables, point)))
        expected = np.linalg.eigvalsh(np.array(matrix, dtype=float))
        np.testing.assert_allclose(np.array(hessian.eigenvalues_at(f, variables, point), float), expected, atol=1e-6)


def symmetric():
    size = RNG.randint(1, 4)
    entries = np.array([RNG.randint(-3, 3) for _ in range(size * size)], dtype=float).reshape(size, size)
    if RNG.random() < 0.5:
        factor = entries[: RNG.randint(0, size)]
        return factor.T @ factor
    return np.triu(entries) + np.triu(entries, 1).T


def test_is_positive_semidefinite():
    cases = [[[0, 0], [0, -1]], [[0, 0], [0, 0]], [[1, 1], [1, 1]], [[0, 1], [1, 0]], [[1, 2, 3], [2, 4, 6], [3, 6, 9]]]
    cases += [[[k, k], [k, k]] for k in (2, 3, 5, 6, 7, 10, 11, 13)] + [[[1, 1, 0], [1, 1, 0], [0, 0, -1]]]
    for matrix in [*(np.array(case, dtype=float) for case in cases), *(symmetric() for _ in range(40))]:
        expected = np.linalg.eigvalsh(matrix)[0] >= -1e-9 * max(1.0, np.abs(matrix).max())
        assert bool(hessian.is_positive_semidefinite(matrix)) == expected


def test_negative_direction():
    drawn = (matrix for matrix in (symmetric() for _ in itertools.count()) if np.linalg.eigvalsh(matrix)[0] < -1e-6)
    for matrix in itertools.islice(drawn, 29):
        v = np.asarray(hessian.negative_direction(matrix))
        assert v @ matrix @ v < 0


def test_is_convex():
    plane, space = (x, y), (x, y, z)
    convex = [x**2 + y**2, x + 2 * y - 1, x**2 + x * y + y**2, (x - y) ** 2, x**4 + y**4, sympy.exp(x) + y**2]
    not_convex = [x**2 - y**2, x * y, x**2 + 3 * x * y + y**2, -(x**2) - y**2, x**3 + y**2, x**2 * y**2]
    for f, variables, expected in [
        *((f, plane, True) for f in [*convex, sympy.exp(x + y)]),
        *((f, plane, False) for f in not_convex),
        (x**2 + y**2 + z**2, space, True),
        (x**2 + y * z, space, False),
        (x**2 - z, space, True),
    ]:
        assert bool(hessian.is_convex(f, variables)) == expected
