"""In the course that ships, a slip in an earlier function costs that item and not the ones built on it."""

from pathlib import Path
from typing import NamedTuple

import pytest

from grader.model.verdict import Verdict
from tests.conftest import SUBMISSIONS, Mark
from tests.slow import rest_slow


class Slip(NamedTuple):
    """What goes wrong, and what is right given that."""

    exercise: str
    source: str
    """Functions that take the place of the perfect submission's."""
    wrong: str
    """The item with the slip."""
    given: tuple[str, ...]
    """Items that are right, given the student's own function."""


SLIPS = (
    Slip(
        "linear_predictor",
        "def augment(x): return np.append(x, 1)\ndef predict(x, w): return augment(x) @ w",
        "augment",
        ("predict", "crosses_once"),
    ),
    Slip("linear_predictor", "def predict(x, w): return np.dot(x, w[1:])", "predict", ("crosses_once",)),
    Slip(
        "basis_functions",
        "def design_matrix(X, basis): return np.array([[*(phi(*x) for phi in basis), 1] for x in X])\n"
        "def predict(x, basis, w): return design_matrix([x], basis)[0] @ w",
        "design_matrix",
        ("predict", "fit"),
    ),
    Slip(
        "neural_network",
        "def hidden(x, W): return np.maximum(x @ W[1:], 0)\ndef activation_regions(W, x): return hidden(x, W) > 0",
        "hidden",
        ("network", "activation_regions"),
    ),
    Slip("xor", "def network(x, W, w): return w[0] + (W[0] + x @ W[1:]) @ w[1:]", "network", ("slide_outputs",)),
    Slip(
        "square_loss",
        "def risk(W, w, X, y): return np.sum((features(W, X) @ w - y) ** 2)\n"
        "def gradient_output_weights(W, w, X, y): return 2 * features(W, X).T @ (features(W, X) @ w - y)",
        "risk",
        ("gradient_output_weights",),
    ),
    Slip(
        "mean_squared_error",
        "def risk_derivative(x, ys): return np.mean(x - ys)",
        "risk_derivative",
        ("gradient_descent_step", "x1"),
    ),
    Slip(
        "gradient_descent",
        "def step(derivative, x, alpha): return x - 2 * alpha * derivative(x)\n"
        "def iterations_until(derivative, x, alpha, tol):\n"
        "    if abs(derivative(x)) <= tol: return 0\n"
        "    return 1 + iterations_until(derivative, step(derivative, x, alpha), alpha, tol)",
        "step",
        ("iterations_until",),
    ),
    Slip(
        "second_derivative",
        "def second_derivative(f, x): return f.diff(x)\n"
        "def tangent_parabola(f, x, x0): return (\n"
        "    tangent_line(f, x, x0) + second_derivative(f, x).subs(x, x0) * (x - x0) ** 2 / 2)\n"
        "def test_applies(f, x): return not f.has(sympy.Abs, sympy.Max) and all(\n"
        "    second_derivative(f, x).subs(x, place / 8).evalf() >= 0 for place in range(-48, 49))",
        "second_derivative",
        ("tangent_parabola", "test_applies"),
    ),
    Slip(
        "second_derivative",
        "def tangent_line(f, x, x0): return f.subs(x, x0) + f.diff(x) * (x - x0)\n"
        "def tangent_parabola(f, x, x0): return (\n"
        "    tangent_line(f, x, x0) + f.diff(x, 2).subs(x, x0) * (x - x0) ** 2 / 2)",
        "tangent_line",
        ("tangent_parabola",),
    ),
)


@pytest.mark.parametrize(
    "slip", rest_slow(SLIPS, lambda slip: slip.exercise), ids=lambda slip: f"{slip.exercise}-{slip.wrong}"
)
def test_one_slip_costs_one_item(mark: Mark, tmp_path: Path, slip: Slip) -> None:
    """The later items earn everything, and their report names the function that they are right by."""
    perfect = (SUBMISSIONS / "perfect" / f"{slip.exercise}.py").read_text("utf-8")
    (tmp_path / f"{slip.exercise}.py").write_text(f"{perfect}\n\n{slip.source}\n", encoding="utf-8")
    items = {item.id: item for item in mark(tmp_path, slip.exercise).items}
    assert items[slip.wrong].verdict is Verdict.WRONG
    assert {name for name, item in items.items() if item.feedback and item.feedback[0].code == "follow_through"} == {
        *slip.given
    }
    for name in slip.given:
        assert items[name].score == items[name].max_score
        assert f"given your `{slip.wrong}`" in items[name].feedback[0].text
