"""Work of students that was judged too kindly, or told too little."""

import pytest

from grader.sandbox.levels.sandbox import Sandbox
from tests.cases.case import Case, check

CASES = (
    Case("student_fixed_steps", "work", {"gradient_descent": "WRONG 0"}, exercise="gradient_descent"),
    Case("student_nd_fixed_steps", "work", {"gradient_descent": "WRONG 0"}, exercise="gradient_descent_nd"),
    Case(
        "student_strict_tol",
        "work",
        {"iterations_until": "WRONG 0"},
        {"iterations_until": "It is too large by 1."},
        {"iterations_until": "is not the expected one"},
        exercise="gradient_descent",
    ),
    Case(
        "student_strict_tol",
        "work",
        {"stopped_by": "WRONG 0"},
        {"stopped_by": "gave False; expected True"},
        {"stopped_by": "is not right"},
        exercise="gradient_descent_nd",
    ),
    Case(
        "student_zero_matrix",
        "work",
        {"is_positive_semidefinite": "WRONG 0"},
        {"is_positive_semidefinite": "The zero matrix has no positive eigenvalue"},
        exercise="hessian",
    ),
    Case(
        "student_mutates",
        "work",
        {"step": "CORRECT 2"},
        {"step": "It changes `w` itself"},
        exercise="gradient_descent_nd",
    ),
    Case(
        "student_paste",
        "work",
        {"tangent_line": "WRONG 0"},
        {"tangent_line": "tangent_line(sympy.Integer("},
        exercise="second_derivative",
    ),
    Case("student_paste", "work", {"hessian": "WRONG 0"}, {"hessian": "hessian(sympy.Integer("}, exercise="hessian"),
    Case(
        "student_seems_right",
        "work",
        {"is_positive_semidefinite": "WRONG 0", "is_convex": "WRONG 0"},
        {"is_positive_semidefinite": "[144", "is_convex": "near the origin only"},
        exercise="hessian",
    ),
    Case(
        "student_seems_right",
        "work",
        {"start_reaching": "WRONG 0"},
        {"start_reaching": "comes to rest at 0.4, not at -0.4"},
        exercise="convergence",
    ),
    Case(
        "student_seems_right",
        "work",
        {"abs_pieces": "WRONG 0"},
        {"abs_pieces": "at x = 1 the largest piece is 1.000000001, but |x| is 1.0"},
        exercise="convexity",
    ),
    Case(
        "student_seems_right",
        "work",
        {"direction": "WRONG 0", "iterations_until": "WRONG 0"},
        {"direction": "direction(0.0001) gave 0", "iterations_until": "gave 100; expected"},
        exercise="gradient_descent",
    ),
    Case("student_seems_right", "work", {"test_applies": "WRONG 0"}, exercise="second_derivative"),
    Case("student_exported_notebook", "work", {"relu": "CORRECT 1", "relu.arrays": "CORRECT 1"}, exercise="xor"),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_student(case: Case, patient: Sandbox) -> None:
    """Each case gets the verdict, the points and the sentence that it must get."""
    check(case, patient)
