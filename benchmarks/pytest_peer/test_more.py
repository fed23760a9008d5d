"""The peer for the other nine exercises: as many drawn inputs and the same edge cases per item as in `exercises/`."""

import math

import basis_functions as bf
import convergence as cv
import gradient_descent as gd
import gradient_descent_nd as gn
import linear_basis as lb
import linear_predictor as lp
import neural_network as nn
import numpy as np
import second_derivative as sd
import square_loss as sl
import sympy
from test_course import RNG, close, number, polynomial, vector

x, x1, x2, x3, y, z, w = sympy.symbols("x x1 x2 x3 y z w")


def whole(low=-4, high=4):
    return RNG.randint(low, high)


def matrix(rows, columns, low=-5, high=5):
    return np.array([[number(low, high, 10) for _ in range(columns)] for _ in range(rows)])


def wholes(*shape, low=-4, high=4):
    return np.array([whole(low, high) for _ in range(int(np.prod(shape)))], dtype=float).reshape(shape)


def short(size, low=-5, high=5):
    return np.array([number(low, high, 10) for _ in range(size)])


def near(value, expected, **options):
    np.testing.assert_allclose(np.asarray(value, dtype=float), expected, rtol=1e-6, **{"atol": 1e-12, **options})


def same(answer, expected):
    assert sympy.simplify(sympy.expand(answer - expected)) == 0


def relu(v):
    return np.maximum(v, 0)


def hidden(p, W):
    return relu(W[0] + p @ W[1:])


def output(p, W, v):
    return v[0] + hidden(p, W) @ v[1:]


def network_sizes():
    return RNG.randint(1, 3), RNG.randint(1, 4)


def test_augment():
    for p in [np.array([2.0, 3.0]), np.zeros(1), *(short(RNG.randint(1, 3)) for _ in range(25))]:
        near(lp.augment(p), [1, *p])


def test_predict():
    drawn = [(short(d), short(d + 1)) for d in (RNG.randint(1, 3) for _ in range(25))]
    for p, v in [(np.array([2.0, 3.0]), np.array([1.0, -1.0, 2.0])), (np.zeros(1), np.array([4.0, 2.0])), *drawn]:
        near(lp.predict(p, v), v[0] + p @ v[1:])


def normal_equations(A, v, ys):
    v = np.asarray(v, dtype=float)
    residual = A.T @ (A @ v - ys)
    assert np.abs(residual).max() <= 1e-6 * max(1, np.abs(A.T @ ys).max())


def ones(X):
    return np.column_stack([np.ones(len(X)), X])


def test_fit():
    made = 0
    while made < 28:
        n, d = RNG.randint(2, 7), RNG.randint(1, 3)
        X, ys = matrix(n, d), short(n)
        if n > d and np.linalg.cond(ones(X)) < 100:
            normal_equations(ones(X), lp.fit(X, ys), ys)
            made += 1


def test_fit_dependent():
    for _ in range(29):
        n, d = RNG.randint(1, 3), RNG.randint(1, 4)
        X, ys = wholes(n, d), wholes(n)
        normal_equations(ones(X), lp.fit(X, ys), ys)


def test_crosses_once():
    for _ in range(33):
        d = RNG.randint(1, 3)
        v, a, b = wholes(d + 1), wholes(d), wholes(d)
        assert bool(lp.crosses_once(v, a, b)) == ((v[0] + a @ v[1:]) * (v[0] + b @ v[1:]) < 0)


BASES = [
    [lambda a, b: a * b],
    [lambda a, b: a**2, lambda a, b: b**2],
    [lambda a, b: a, lambda a, b: b, lambda a, b: a * b, lambda a, b: a**2],
    [lambda a, b: np.exp(-(a**2) - b**2), lambda a, b: np.exp(-((a - 1) ** 2) - (b - 1) ** 2)],
    [lambda a, b: np.cos(a), lambda a, b: abs(a - b)],
]


def design(X, basis):
    return np.array([[1.0, *(phi(*p) for phi in basis)] for p in X])


def test_design_matrix():
    for _ in range(28):
        X, basis = matrix(RNG.randint(1, 4), 2, -3, 3), RNG.choice(BASES)
        near(bf.design_matrix(X, basis), design(X, basis))


def test_basis_predict():
    for _ in range(28):
        p, basis, v = short(2, -3, 3), RNG.choice([BASES[1], BASES[3], BASES[4]]), short(3, -3, 3)
        near(bf.predict(p, basis, v), design([p], basis)[0] @ v)


def test_basis_fit():
    made = 0
    while made < 28:
        n = RNG.randint(3, 8)
        X, ys, basis = matrix(n, 2, -3, 3), short(n, -3, 3), RNG.choice(BASES)
        A = design(X, basis)
        if A.shape[0] >= A.shape[1] and np.linalg.cond(A) < 100:
            normal_equations(A, bf.fit(X, ys, basis), ys)
            made += 1


def test_why_two_steps():
    assert set(bf.why_two_steps()) == {"a", "b", "c"}


def test_collapse():
    for _ in range(28):
        d, h = network_sizes()
        W, v = matrix(d + 1, h, -3, 3), short(h + 1, -3, 3)
        expected = W @ v[1:]
        expected[0] += v[0]
        near(lb.collapse(W, v), expected)


def test_linear_boundary():
    assert lb.is_linear_boundary() in (True, False)


def test_parameters_wasted():
    for d, h in [(2, 2), (1, 1), (2, 5), (10, 1), (3, 100), *((whole(1, 12), whole(1, 12)) for _ in range(25))]:
        assert lb.parameters_wasted(d, h) == (d + 1) * h + h + 1 - (d + 1)


def test_hidden():
    for _ in range(28):
        d, h = network_sizes()
        p, W = short(d, -3, 3), matrix(d + 1, h, -3, 3)
        near(nn.hidden(p, W), hidden(p, W))


def test_network():
    for _ in range(27):
        d, h = network_sizes()
        p, W, v = short(d, -3, 3), matrix(d + 1, h, -3, 3), short(h + 1, -3, 3)
        near(nn.network(p, W, v), output(p, W, v))


def test_parameter_count():
    for d, h in [(2, 2), (1, 1), (2, 5), (10, 1), (784, 100), *((whole(1, 12), whole(1, 12)) for _ in range(25))]:
        assert nn.parameter_count(d, h) == (d + 1) * h + h + 1


def test_as_expression():
    for _ in range(8):
        d, h = RNG.randint(1, 2), RNG.randint(1, 2)
        W, v, names = wholes(d + 1, h, low=-3, high=3), wholes(h + 1, low=-3, high=3), (x, y)[:d]
        answer = nn.as_expression(W, v, names)
        for _ in range(8):
            p = wholes(d, low=-3, high=3)
            near(float(answer.subs(dict(zip(names, p, strict=True)))), output(p, W, v))


def test_activation_regions():
    for _ in range(28):
        d, h = network_sizes()
        W, p = wholes(d + 1, h, low=-3, high=3), wholes(d, low=-3, high=3)
        assert [bool(one) for one in nn.activation_regions(W, p)] == list(W[0] + p @ W[1:] > 0)


def a_network_with_data():
    n, d, h = RNG.randint(1, 5), RNG.randint(1, 3), RNG.randint(1, 3)
    return matrix(d + 1, h, -3, 3), short(h + 1, -3, 3), matrix(n, d, -3, 3), short(n, -3, 3)


def test_network_risk():
    for _ in range(28):
        W, v, X, ys = a_network_with_data()
        near(sl.risk(W, v, X, ys), np.mean([(output(p, W, v) - q) ** 2 for p, q in zip(X, ys, strict=True)]))


def test_gradient_output_weights():
    for _ in range(28):
        W, v, X, ys = a_network_with_data()
        A = ones(relu(ones(X) @ W))
        near(sl.gradient_output_weights(W, v, X, ys), 2 / len(ys) * A.T @ (A @ v - ys), atol=1e-9)


def test_has_closed_form():
    answer = {key: bool(value) for key, value in sl.has_closed_form().items()}
    assert answer == {"a": True, "b": True, "c": True, "d": False, "e": False}


SLOPES = [
    lambda t: t,
    lambda t: 2 * t - 6,
    lambda t: t + 1,
    lambda t: t / 2,
    lambda t: np.exp(t) - 1,
    lambda t: t**3 - t,
]


def rest(slope, t, alpha, tol, most=100_000):
    for count in range(most):
        if np.linalg.norm(slope(t)) <= tol:
            return t, count
        t = t - alpha * slope(t)
    return t, most


def test_direction():
    for slope in [2, -3, 0, 0.01, -0.01, *(number(-5, 5) for _ in range(25))]:
        assert gd.direction(slope) == -np.sign(slope)


def test_descent_step():
    for _ in range(28):
        slope, t, alpha = RNG.choice(SLOPES), number(-2, 2, 10), number(0, 1)
        near(gd.step(slope, t, alpha), t - alpha * slope(t))


def test_descent():
    for _ in range(15):
        slope, t = RNG.choice(SLOPES), number(-2, 2, 10)
        alpha, tol = RNG.choice([0.25, 0.1, 0.2]), RNG.choice([1e-6, 1e-8])
        near(gd.gradient_descent(slope, t, alpha, tol), rest(slope, t, alpha, tol)[0], atol=1e-4)


def test_iterations_until():
    made = 0
    while made < 20:
        slope, t = RNG.choice(SLOPES), number(-2, 2, 10)
        alpha, tol = RNG.choice([0.25, 0.1, 0.2]), RNG.choice([0.1, 0.01, 0.001])
        place, count = rest(slope, t, alpha, tol)
        if abs(abs(slope(place)) - tol) > 1e-3 * tol and count < 500:
            assert gd.iterations_until(slope, t, alpha, tol) == count
            made += 1


FIELDS = [
    lambda v: v,
    lambda v: 2 * v - 2,
    lambda v: v + 1,
    lambda v: v / 2,
    lambda v: np.exp(v) - 1,
    lambda v: v**3 + v,
]


def test_gradient():
    drawn = [polynomial((x, y, z)[: RNG.randint(1, 3)], 3) for _ in range(3)]
    cases = [(x**3, (x,)), (x**2 + 3 * x * y, (x, y)), (sympy.exp(x * y), (x, y)), (x * y * z, (x, y, z)), (x**2 - z, (x, y, z))]
    for f, names in [*cases, *((f, (x, y, z)) for f in drawn)]:
        for entry, name in zip(list(gn.gradient(f, names)), names, strict=True):
            same(entry, sympy.diff(f, name))


def test_gradient_step():
    for _ in range(27):
        field, v, alpha = RNG.choice(FIELDS), short(RNG.randint(1, 4), -2, 2), number(0, 1)
        near(gn.step(field, v, alpha), v - alpha * field(v))


def test_gradient_descent_nd():
    for _ in range(14):
        field, v = RNG.choice(FIELDS), short(RNG.randint(1, 4), -2, 2)
        alpha, tol = RNG.choice([0.25, 0.1, 0.2]), RNG.choice([1e-6, 1e-8])
        near(gn.gradient_descent(field, v, alpha, tol), rest(field, v, alpha, tol)[0], atol=1e-4)


def test_stopped_by():
    for _ in range(30):
        field, v, tol = RNG.choice(FIELDS), short(RNG.randint(1, 4), -2, 2), RNG.choice([1.0, 0.5, 2.0, 3.0])
        length = np.linalg.norm(field(v))
        if abs(length - tol) > 1e-3:
            assert bool(gn.stopped_by(field, v, tol)) == (length <= tol)


CURVES = [x**2, x**3, sympy.exp(x), sympy.sin(x), sympy.cos(x), 3 * x - 1]


def quartic():
    return sum(whole(-3, 3) * x**k for k in range(5)) + sympy.Integer(0)


def test_second_derivative():
    for f in [x**4, sympy.exp(2 * x), sympy.sin(x), sympy.log(1 + sympy.exp(x)), *(quartic() for _ in range(3))]:
        same(sd.second_derivative(f, x), sympy.diff(f, x, 2))


def taylor(f, x0, order):
    terms = (sympy.diff(f, x, k).subs(x, x0) * (x - x0) ** k / sympy.factorial(k) for k in range(1, order + 1))
    return f.subs(x, x0) + sum(terms)


def test_tangents():
    for name, order in [("tangent_line", 1), ("tangent_parabola", 2)]:
        for f in [*CURVES, *(quartic() for _ in range(3))]:
            x0 = whole(-2, 2)
            same(getattr(sd, name)(f, x, x0), taylor(f, x0, order))


def test_test_applies():
    yes = [x**2, x**4, 3 * x - 1, sympy.exp(-x), x**2 + sympy.cos(x), sympy.sqrt(x**2 + 1), sympy.log(1 + sympy.exp(x))]
    no = [sympy.Abs(x), sympy.Max(x, 0), x**2 + sympy.Abs(x), x**3, -(x**2), x**4 - x**2, x**4 - 4 * x**3, sympy.sin(x),
          x**2 * sympy.exp(x)]  # fmt: skip
    for f in [*yes, *no]:
        assert bool(sd.test_applies(f, x)) == (f in yes)


def test_classify():
    known = {
        "square": "strictly convex", "fourth_power": "strictly convex", "cube": "neither", "line": "affine",
        "constant": "affine", "exponential": "strictly convex", "minus_square": "strictly concave", "cosine": "neither",
        "softplus": "strictly convex", "sigmoid": "neither", "minus_exponential": "strictly concave",
        "absolute_value": "convex", "relu": "convex", "minus_absolute_value": "concave", "two_kinks": "neither",
    }  # fmt: skip
    for name, word in known.items():
        assert sd.classify(name) == word


def test_largest_step():
    for a in [1, 2, 0.5, 8, *(RNG.randint(1, 100) / 10 for _ in range(25))]:
        close(cv.largest_step(a), 2 / a)


def test_guaranteed():
    names = ["parabola", "parabola_long_step", "absolute_value", "hinge", "two_valleys", "waves", "mean_squared_error",
             "rounded_absolute_value", "bowl", "bowl_long_step", "network"]  # fmt: skip
    promised = {"parabola", "mean_squared_error", "rounded_absolute_value", "bowl"}
    for name in names:
        assert bool(cv.guaranteed(name)) == (name in promised)


VALLEYS, UNEVEN = x**4 / 4 - x**2 / 2, x**4 / 4 - x**3 / 3 - x**2
MIRRORED, WAVES = x**4 / 4 + x**3 / 3 - x**2, sympy.cos(x)


def descend(f, start, alpha):
    return rest(sympy.lambdify(x, sympy.diff(f, x), "numpy"), start, alpha, 1e-9, 5000)[0]


def test_start_reaching():
    for f, target in [(VALLEYS, 1), (VALLEYS, -1), (UNEVEN, 2), (UNEVEN, -1), (MIRRORED, -2), (MIRRORED, 1),
                      (WAVES, math.pi), (WAVES, -math.pi)]:  # fmt: skip
        start = cv.start_reaching(f, target)
        assert abs(start - target) >= 0.5 - 1e-9
        near(descend(f, start, 0.05), target, atol=1e-3)


def test_stuck_at():
    for f, start, alpha in [
        (VALLEYS, 2, 0.1), (VALLEYS, -0.2, 0.1), (VALLEYS, 0, 0.1), (VALLEYS, 3, 0.2), (UNEVEN, 1, 0.1),
        (UNEVEN, -0.1, 0.1), (UNEVEN, -1.5, 0.1), (MIRRORED, 0.5, 0.1), (WAVES, 1, 0.5), (WAVES, -4, 0.5), (WAVES, 7, 0.5),
    ]:  # fmt: skip
        near(cv.stuck_at(f, start, alpha), descend(f, start, alpha), atol=1e-3)
