"""An author is told of pieces of a reference that students would get with a check."""

import pytest

from grader.course.release.shared_expressions import shared_expressions

SOLUTION = """
def network(x, W, w):
    return float(w[0] + relu(W[0] + x @ W[1:]) @ w[1:])


def gap(f, a, b, t):
    return (1 - t) * f(a) + t * f(b) - f((1 - t) * a + t * b)


def _private(W):
    return W[0] + W[1:] @ W[2:] + 7
"""


@pytest.mark.parametrize(
    ("released", "told"),
    [
        ("def fault(W):\n    return W[0] + POINTS @ W[1:]", [("network", "W[0] + x @ W[1:]", "W[0] + POINTS @ W[1:]")]),
        # the largest, whatever it is part of, and whatever its variables are called
        ("y = 3 * (u[0] + relu(V[0] + z @ V[1:]) @ u[1:])", [
            ("network", "w[0] + relu(W[0] + x @ W[1:]) @ w[1:]", "u[0] + relu(V[0] + z @ V[1:]) @ u[1:]"),
        ]),
        ("def fault(x, p, q, s):\n    g = lambda y: (1 - s) * x(p) + s * x(q)", [
            ("gap", "(1 - t) * f(a) + t * f(b)", "(1 - s) * x(p) + s * x(q)"),
        ]),
        # too small, another sign, two variables in the place of one, no function that an item examines
        ("y = (1 - t) * a + t * b", []),
        ("y = W[0] - POINTS @ W[1:]", []),
        ("y = W[0] + POINTS @ V[1:]", []),
        ("y = W[0] + W[1:] @ W[2:] + 7", []),
        ('y = f"{W[0]:.6g}"', []),
        ("", []),
    ],
)  # fmt: skip
def test_what_is_told(released: str, told: list[tuple[str, str, str]]) -> None:
    """Reference, what it computes, and what students would get."""
    assert [*shared_expressions(released, SOLUTION, {"network", "gap"})] == told
