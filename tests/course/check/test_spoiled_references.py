"""A reference that is spoiled by one token is found by the laws of its solution, without a look at the items."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.course.check.laws import check_laws, first_broken, questions
from grader.course.in_memory import module_of
from grader.course.load import load_course
from grader.judging.key import CourseKey
from tests.conftest import ROOT
from tests.slow import one_in

SPOILED = {
    "basis_functions": {
        "design_matrix": [
            ("[[1.0, *(phi(*x)", "[[0.0, *(phi(*x)"),
            ("[[1.0, *(phi(*x) for phi in basis)]", "[[1.0, *(phi(*x) for phi in basis[::-1])]"),
        ],
        "predict": [
            ("basis)[0] @ np.asarray(w))", "basis)[0] @ np.asarray(w)[::-1])"),
        ],
        "fit": [
            ("np.linalg.solve(A.T @ A, A.T @ np.asarray(y))", "np.linalg.solve(A.T @ A, A.T @ -np.asarray(y))"),
            ("np.linalg.solve(A.T @ A, A.T", "np.linalg.solve(A.T @ A * 2, A.T"),
        ],
        "why_two_steps": [
            ('return {"a", "b", "c"}\n', 'return {"a", "b", "d"}\n'),
            ('return {"a", "b", "c"}\n', 'return {"a", "b"}\n'),
            ('return {"a", "b", "c"}\n', 'return {"a", "b", "c", "f"}\n'),
        ],
    },
    "convergence": {
        "largest_step": [
            ("return 2 / a\n", "return 3 / a\n"),
        ],
        "guaranteed": [
            ('"parabola_long_step": False', '"parabola_long_step": True'),
            ('"hinge": False', '"hinge": True'),
            ('"waves": False', '"waves": True'),
            ('"rounded_absolute_value": True', '"rounded_absolute_value": False'),
            ('"bowl": True', '"bowl": False'),
            ('"bowl_long_step": False', '"bowl_long_step": True'),
            ('"network": False', '"network": True'),
        ],
        "start_reaching": [
            ("(target - 0.5, target + 0.5)", "(target - 0.4, target + 0.5)"),
            ("stuck_at(f, start, 0.05) - target) < 1e-3", "stuck_at(f, start, 0.05) - target) > 1e-3"),
        ],
        "stuck_at": [
            ("place = start\n    while abs(slope(place)) > 1e-9", "place = start\n    while abs(slope(place)) > 1e-2"),
            ("return float(place)\n\n\ndef one_step", "return float(start)\n\n\ndef one_step"),
        ],
    },
    "convexity": {
        "chord_gap": [
            ("return (1 - t) * f(a)", "return (1 + t) * f(a)"),
            ("return (1 - t) * f(a) + t * f(b)", "return (1 - t) * f(a) - t * f(b)"),
            ("* a + t * b)\n\n\ndef abs_is_convex", "* a - t * b)\n\n\ndef abs_is_convex"),
        ],
        "abs_is_convex": [
            ("return True\n\n\ndef abs_pieces", "return False\n\n\ndef abs_pieces"),
        ],
        "abs_pieces": [
            ("[(1, 0), (-1, 0)]", "[(1, 0), (-1, 1)]"),
            ("[(1, 0), (-1, 0)]", "[(1, 0), (1, 0)]"),
        ],
        "x4_is_convex": [
            ("return True\n\n\ndef x4_second", "return False\n\n\ndef x4_second"),
        ],
        "x4_second_derivative": [
            ("sympy.diff(x**4, x, 2)", "sympy.diff(x**4, x, 3)"),
            ("sympy.diff(x**4, x, 2)", "sympy.diff(x**3, x, 2)"),
        ],
        "second_derivative_test_applies": [
            ('{"abs": False, "x4": True}', '{"abs": False, "x4": False}'),
            ('{"abs": False, "x4": True}', '{"abs": True, "x4": True}'),
        ],
        "x3_witness": [
            ("return -2, 0, 0.5", "return 2, 0, 0.5"),
            ("return -2, 0, 0.5", "return -2, 0, 1.5"),
        ],
    },
    "gradient_descent": {
        "direction": [
            ("return -int(np.sign(slope))", "return int(np.sign(slope))"),
            ("return -int(np.sign(slope))", "return -int(slope)"),
        ],
        "step": [
            ("return x - alpha * derivative(x)", "return x + alpha * derivative(x)"),
            ("return x - alpha * derivative(x)", "return x - 2 * alpha * derivative(x)"),
        ],
        "gradient_descent": [
            ("abs(x_next - x) < tol", "abs(x_next - x) > tol"),
            ("abs(x_next - x) < tol", "(x_next - x) < tol"),
            ("return x_next\n", "return -x_next\n"),
        ],
        "iterations_until": [
            ("while abs(derivative(x)) > tol", "while abs(derivative(x)) >= tol"),
            ("count = 0\n    while abs", "count = 1\n    while abs"),
            ("count += 1\n    return count\n\n\ndef uphill", "count += 2\n    return count\n\n\ndef uphill"),
        ],
    },
    "gradient_descent_nd": {
        "gradient": [
            ("return [sympy.diff(f, variable) for", "return [-sympy.diff(f, variable) for"),
            (
                "variable) for variable in variables]\n\n\ndef step",
                "variable) for variable in variables[::-1]]\n\n\ndef step",
            ),
        ],
        "step": [
            ("return w - alpha * gradient(w)", "return w + alpha * gradient(w)"),
            ("return w - alpha * gradient(w)", "return w - alpha * gradient(w)[::-1]"),
        ],
        "gradient_descent": [
            ("if np.linalg.norm(w_next - w) < tol", "if np.linalg.norm(w_next - w) > tol"),
            ("if np.linalg.norm(w_next - w) < tol", "if np.sum(w_next - w) < tol"),
            ("return w_next\n", "return -w_next\n"),
        ],
        "stopped_by": [
            ("np.linalg.norm(gradient(w)) <= tol", "np.linalg.norm(gradient(w)) < tol"),
            ("np.linalg.norm(gradient(w)) <= tol", "np.linalg.norm(gradient(w), 1) <= tol"),
        ],
    },
    "hessian": {
        "hessian": [
            ("sympy.diff(f, first, second)", "sympy.diff(f, first, first)"),
        ],
        "eigenvalues_at": [
            ("return np.linalg.eigvalsh(np.array(", "return -np.linalg.eigvalsh(np.array("),
            (
                "point, strict=True)))\n    return np.linalg.eig",
                "point[::-1], strict=True)))\n    return np.linalg.eig",
            ),
        ],
        "is_positive_semidefinite": [
            ("np.linalg.eigvalsh(H)[0] >= -1e-9", "np.linalg.eigvalsh(H)[-1] >= -1e-9"),
            ("np.linalg.eigvalsh(H)[0] >= -1e-9", "np.linalg.eigvalsh(H)[0] >= 1e-9"),
            ("np.linalg.eigvalsh(H)[0] >= -1e-9", "np.linalg.eigvals(H)[0] >= -1e-9"),
        ],
        "negative_direction": [
            ("np.linalg.eigh(np.asarray(H))[1][:, 0]", "np.linalg.eigh(np.asarray(H))[1][0, :]"),
        ],
        "is_convex": [
            ("is_nonnegative for minor", "is_nonpositive for minor"),
            (
                "points = product((-2, -1, 0, 1, 2), repeat=len(real))",
                "points = product((1, 2), repeat=len(real))",
            ),
            ("if not is_positive_semidefinite(H))", "if is_positive_semidefinite(H))"),
            ("range(1, size + 1)", "range(1, size)"),
            ("    return False\n\n\ndef _principal", "    return True\n\n\ndef _principal"),
        ],
    },
    "linear_basis": {
        "collapse": [
            ("W @ w[1:], dtype", "W @ w[:-1], dtype"),
            ("v[0] += w[0]", "v[0] -= w[0]"),
            ("v[0] += w[0]", "v[1] += w[0]"),
            ("v[0] += w[0]", "v[0] += w[1]"),
        ],
        "is_linear_boundary": [
            ("return True\n", "return False\n"),
        ],
        "parameters_wasted": [
            ("(hidden + 1) - (d + 1)", "(hidden + 1) - (d + 2)"),
            ("(hidden + 1) - (d + 1)", "(hidden - 1) - (d + 1)"),
        ],
    },
    "linear_predictor": {
        "augment": [
            ("np.concatenate([[1.0], np", "np.concatenate([[0.0], np"),
        ],
        "predict": [
            ("float(augment(x) @ np.asarray(w))", "abs(augment(x) @ np.asarray(w))"),
        ],
        "fit": [
            ("lstsq(A.T @ A, A.T @ np.asarray(y)", "lstsq(A.T @ A, A.T @ -np.asarray(y)"),
            ("rcond=None)[0])", "rcond=0.5)[0])"),
            ("np.column_stack([np.ones(", "np.column_stack([np.zeros("),
        ],
        "crosses_once": [
            ("predict(a, w) * predict(b, w) < 0", "predict(a, w) * predict(b, w) <= 0"),
            ("predict(a, w) * predict(b, w) < 0", "predict(a, w) * predict(a, w) < 0"),
        ],
    },
    "mean_squared_error": {
        "risk": [
            ("np.mean((x - np.asarray(ys)) ** 2)", "np.mean((x + np.asarray(ys)) ** 2)"),
            ("np.mean((x - np.asarray(ys)) ** 2)", "np.median((x - np.asarray(ys)) ** 2)"),
        ],
        "risk_derivative": [
            ("float(2 * np.mean(x", "float(3 * np.mean(x"),
        ],
        "gradient_descent_step": [
            ("return x - alpha", "return x + alpha"),
        ],
        "x1": [
            ("gradient_descent_step(4, np", "gradient_descent_step(3, np"),
            ("2.0, 4.0]), 1 / 4)", "2.0, 4.0]), 1 / 3)"),
        ],
        "x1_choice": [
            ('return "d"', 'return "c"'),
        ],
        "minimizer": [
            ("np.mean(np.asarray(ys))", "np.median(np.asarray(ys))"),
        ],
    },
    "neural_network": {
        "hidden": [
            ("np.maximum(_before_relu(x, W), 0)", "np.minimum(_before_relu(x, W), 0)"),
            ("np.maximum(_before_relu(x, W), 0)", "np.maximum(_before_relu(x, W), 1)"),
        ],
        "network": [
            ("w[0] + hidden(x, W) @ w[1:]", "w[1] + hidden(x, W) @ w[1:]"),
            ("w[0] + hidden(x, W) @ w[1:]", "w[0] - hidden(x, W) @ w[1:]"),
        ],
        "parameter_count": [
            ("+ (hidden + 1)", "+ (hidden + 2)"),
        ],
        "as_expression": [
            ("sympy.Max(z, 0)", "sympy.Min(z, 0)"),
            ("sympy.Matrix([[1, *variables]])", "sympy.Matrix([[0, *variables]])"),
            ("w[0] + units.dot", "w[0] - units.dot"),
        ],
        "activation_regions": [
            ("hidden(x, W) > 0", "hidden(x, W) >= 0"),
            ("W[0] + np.asarray(x) @ W[1:]", "W[0] - np.asarray(x) @ W[1:]"),
        ],
    },
    "second_derivative": {
        "second_derivative": [
            ("return sympy.diff(f, x, 2)", "return sympy.diff(f, x, 1)"),
        ],
        "tangent_line": [
            (".subs(x, x0) * (x - x0)\n\n\ndef tangent_parabola", ".subs(x, x0) * (x + x0)\n\n\ndef tangent_parabola"),
            (
                "return f.subs(x, x0) + sympy.diff(f, x).subs(x, x0) * (x -",
                "return f.subs(x, x0) + sympy.diff(f, x).subs(x, 0) * (x -",
            ),
        ],
        "tangent_parabola": [
            ("/ 2 * (x - x0) ** 2\n\n\ndef test_applies", "/ 3 * (x - x0) ** 2\n\n\ndef test_applies"),
            ("/ 2 * (x - x0) ** 2\n\n\ndef test_applies", "/ 2 * (x - x0) ** 3\n\n\ndef test_applies"),
        ],
        "test_applies": [
            ("_least_second_derivative(f, x) >= 0", "_least_second_derivative(f, x) > 0"),
            ("sympy.Max) and _least_second_derivative(f, x) >= 0", "sympy.Max) or _least_second_derivative(f, x) >= 0"),
            ("np.linspace(-6, 6, 193)", "np.linspace(3, 6, 193)"),
            ("np.min(sympy.lambdify", "np.max(sympy.lambdify"),
        ],
        "classify": [
            ('"cube": "neither"', '"cube": "convex"'),
            ('"fourth_power": "strictly convex"', '"fourth_power": "convex"'),
            ('"line": "affine"', '"line": "neither"'),
            ('"relu": "convex"', '"relu": "strictly convex"'),
            ('"minus_absolute_value": "concave"', '"minus_absolute_value": "convex"'),
        ],
    },
    "square_loss": {
        "risk": [
            ("np.mean(_errors(W, w, X, y) ** 2)", "np.median(_errors(W, w, X, y) ** 2)"),
            ("np.mean(_errors(W, w, X, y) ** 2)", "np.mean(_errors(W, w, X, y) ** 4)"),
            ("np.maximum(W[0] + X @ W[1:], 0)", "np.maximum(W[0] + X @ W[1:], 1)"),
            ("@ np.asarray(w) - np.asarray(y))", "@ np.asarray(w) + np.asarray(y))"),
            ("np.column_stack([np.ones(", "np.column_stack([np.zeros("),
        ],
        "gradient_output_weights": [
            ("- risk(W, w - step, X, y)) / 2", "- risk(W, w - step, X, y)) / 3"),
            ("- risk(W, w - step, X, y)) / 2", "+ risk(W, w - step, X, y)) / 2"),
        ],
        "has_closed_form": [
            (
                '"c": True, "d": False, "e": False}\n\n\ndef _hidden',
                '"c": False, "d": False, "e": False}\n\n\ndef _hidden',
            ),
            (
                '"c": True, "d": False, "e": False}\n\n\ndef _hidden',
                '"c": True, "d": True, "e": False}\n\n\ndef _hidden',
            ),
        ],
    },
    "xor": {
        "relu": [
            ("np.maximum(z, 0)", "np.minimum(z, 0)"),
            ("np.maximum(z, 0)", "np.maximum(z, 1)"),
        ],
        "network": [
            ("float(w[0] + relu(", "float(w[0] - relu("),
            ("relu(W[0] + x", "relu(W[1] + x"),
        ],
        "slide_outputs": [
            ("[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]", "[0.0, 1.0], [0.0, 0.0], [1.0, 1.0]]"),
        ],
        "xor_weights": [
            ("np.array([0.0, 1.0, -2.0])", "np.array([0.0, 1.0, 2.0])"),
            ("[[0.0, -1.0], [1.0, 1.0], [1.0, 1.0]])", "[[0.0, 1.0], [1.0, 1.0], [1.0, 1.0]])"),
        ],
        "no_linear_predictor": [
            ("[1.0, -1.0, -1.0, 1.0]", "[1.0, -1.0, 1.0, 1.0]"),
            ("[1.0, -1.0, -1.0, 1.0]", "[0.0, -0.0, -0.0, 0.0]"),
        ],
    },
}
"""What stands once in a solution, and what stands there instead: a constant, a sign, an index, a comparison, a letter;
in references, in tables, and in private functions that references call. Each under the function whose laws
have to find it."""
INPUTS = 40
"""Lists of arguments at which each is asked, cases and edges first."""


def spoiled(name: str, old: str, new: str) -> str:
    """The solution with the one place changed; what the laws themselves say stays."""
    code, statement, laws = source_of(name).partition("\nlaws = (")
    assert code.count(old) == 1, f"{name}: {old}"
    return f"{code.replace(old, new)}{statement}{laws}"


def source_of(name: str) -> str:
    """The solution as it is."""
    return (ROOT / "solutions" / f"{name}.py").read_text(encoding="utf-8")


def test_every_exercise_is_spoiled(key: CourseKey) -> None:
    """In every function, so that the laws of each have something to find."""
    examined = {exercise.name: {item.function for item in exercise.exercise.items} for exercise in key.exercises}
    assert {name: {*functions} for name, functions in SPOILED.items()} == examined
    assert sum(len(spoils) for functions in SPOILED.values() for spoils in functions.values()) >= 60


@pytest.mark.parametrize("name", one_in(6, SPOILED))
def test_laws_alone_find_it(key: CourseKey, name: str, tmp_path: Path) -> None:
    """Those of the function: they hold of the reference, and not of what is spoiled."""
    exercise = next(exercise for exercise in key.exercises if exercise.name == name)
    alone = replace(exercise, where=str(tmp_path / "solutions" / f"{name}.py"))  # beside no other right solutions
    whole, passed_over = questions(alone), []
    for function, spoils in SPOILED[name].items():
        asked = [(item, of_item[:INPUTS]) for item, of_item in whole if item.function == function]
        assert first_broken(vars(module_of(source_of(name))), asked) is None
        for old, new in spoils:
            if first_broken(vars(module_of(spoiled(name, old, new))), asked) is None:
                passed_over.append((function, old, new))
    assert passed_over == []


def test_the_finding_leads_to_the_line(tmp_path: Path) -> None:
    """In a folder of a course, as `grade check` finds it."""
    for tree in ("exercises", "solutions"):
        (tmp_path / tree).mkdir()
    for name in ("course", "mean_squared_error"):
        exercise = (ROOT / "exercises" / f"{name}.py").read_text(encoding="utf-8")
        (tmp_path / "exercises" / f"{name}.py").write_text(exercise, encoding="utf-8")
    source = spoiled("mean_squared_error", "float(2 * np.mean(x", "float(3 * np.mean(x")
    (tmp_path / "solutions" / "mean_squared_error.py").write_text(source, encoding="utf-8")
    (exercise_key,) = load_course(tmp_path).exercises
    findings = check_laws(exercise_key, "solutions/mean_squared_error.py").findings
    assert {finding.code for finding in findings} == {"law.broken"}
    (fault, line), *_ = [(finding.fault, finding.line) for finding in findings if "risk_derivative" in finding.fault]
    assert "that risk_derivative is the derivative of risk in x does not hold: risk_derivative(4, " in fault
    assert line is not None
    assert source.splitlines()[line - 1].startswith("def risk_derivative(")
