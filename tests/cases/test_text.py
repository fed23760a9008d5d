"""What is said of typed formulas and of code that does not do what was meant: the fact that is seen, and its cure."""

from pathlib import Path

import pytest

from grader.course.load import load_course
from grader.course.load_bundle import load_bundle
from grader.course.read_submission import read_submission
from grader.course.release.build import build
from grader.course.release.write import write
from grader.items.answers.written import read_written
from grader.judging.judge import judge
from grader.judging.key import CourseKey
from grader.model.report import Report
from grader.reports import render
from grader.sandbox.levels.sandbox import Sandbox
from tests.cases.case import INPUTS, Case, check, text_of
from tests.conftest import ROOT, Grade

S, N = "text_sentences", "text_neighbours"
NO_HIDDEN = "no function hidden; it has `Hidden`: capital and small letters are not the same"
NO_NETWORK = "no function network; `network` is inside the class N: move it out"
UNDER_MAIN = '`network` is inside `if __name__ == "__main__":`: move it out'
WORDS = "none of the words that are asked for: strictly convex, convex, strictly concave, concave, affine, neither."
ORDER = "called as risk(W, w, X, y), and takes risk(X, y, W, w): the order differs."
UNREAD = "Code cannot read files while it is graded, so data.csv is not there for it."
UNWRITTEN = "Code cannot write files while it is graded, so log.txt is not written."
HAT = "`^` is no power in Python"
CASES = (
    Case(S, "work_no_np", {"relu": "CRASHED 0"}, {"relu": "`import numpy as np` is missing at the top"},
         exercise="xor"),
    Case(S, "work_no_sympy", {}, {"hessian": "`import sympy` is missing at the top"}, exercise="hessian"),
    Case(S, "work_no_expr", {}, {"is_convex": "`from sympy import Expr` is missing at the top"}, exercise="hessian"),
    Case(N, "work_several_imports", {}, {
        "hessian": "`from fractions import Fraction` is missing at the top",
        "eigenvalues_at": "with `import numpy as np` at the top of the file, it is `np.sqrt`",
        "negative_direction": "Nothing in this file gives `tolerance` a value.",
    }, exercise="hessian"),
    Case(N, "work_star", {"hessian": "CORRECT 1", "is_positive_semidefinite": "CRASHED 0"}, {
        "is_positive_semidefinite": "`import numpy as np` is missing at the top",
        "negative_direction": "`from numpy import array` is missing at the top",
    }, exercise="hessian"),
    Case(S, "work_not_called", {"step": "CRASHED 0"},
         {"step": "`derivative` is a function here: call it, as in `derivative(...)`"},
         exercise="gradient_descent"),
    Case(N, "work_builtin", {},
         {"step": "`slope` is a function here"},
         exercise="gradient_descent"),
    Case(N, "work_functions", {"gradient_descent": "CRASHED 0"},
         {"gradient_descent": "`np.linalg.norm` is a function here: call it"}, exercise="gradient_descent_nd"),
    Case(N, "work_functions", {"direction": "CRASHED 0"}, {
        "direction": "It is called as direction(slope).",
        "iterations_until": "The answer is the same at every call, whatever the arguments are.",
    }, exercise="gradient_descent"),
    Case(N, "work_functions", {"risk": "WRONG 0", "risk_derivative": "WRONG 0", "minimizer": "WRONG 0"}, {
        "risk": "it is n/(n + 1) times the expected number, where n is len(ys): is n + 1 in the place of n?",
        "risk_derivative": "a tuple of 1 part; a number is expected. A comma behind a value makes a tuple of it.",
        "minimizer": "At every call it is 3 times the expected number.",
    }, exercise="mean_squared_error"),
    Case(N, "work_functions", {"is_positive_semidefinite": "WRONG 0", "negative_direction": "CRASHED 0"}, {
        "is_positive_semidefinite": "The answer is True at every call, whatever the arguments are.",
        "negative_direction": "with `import numpy as np` at the top of the file, it is `np.linalg.inv`.",
    }, exercise="hessian"),
    Case(S, "work_max_of_array", {"relu": "CORRECT 1", "relu.arrays": "CRASHED 0"},
         {"relu.arrays": "`if`, `and`, `max` and `min` ask for one truth value"}, exercise="xor"),
    Case(S, "work_swapped", {"risk": "CRASHED 0"}, {"risk": ORDER}, exercise="square_loss"),
    Case(N, "work_order_of_numbers", {}, {"risk": "called as risk(x, ys), and takes risk(ys, x): the order differs."},
         exercise="mean_squared_error"),
    Case(S, "work_hat", {"risk": "CRASHED 0", "x1_choice": "CORRECT 1"}, {"risk": HAT},
         exercise="mean_squared_error"),
    Case(N, "work_hat_of_ints", {"risk": "WRONG 0"}, {"risk": HAT}, exercise="mean_squared_error"),
    Case(N, "work_letter", {"x1_choice": "WRONG 0"},
         {"x1_choice": "There is no option 'a) 2'; the options are a, b, c, d."},
         exercise="mean_squared_error"),
    Case(N, "work_letter_alone", {"x1_choice": "CORRECT 1"}, exercise="mean_squared_error"),
    Case(N, "work_no_letter", {"x1_choice": "WRONG 0"}, {"x1_choice": "There is no option 'e) 3';"},
         exercise="mean_squared_error"),
    Case(S, "work_french", {"classify": "WRONG 0"}, {"classify": WORDS, "classify.kinks": WORDS},
         exercise="second_derivative"),
    Case(S, "work_underscore", {"classify": "WRONG 0"}, {"classify": "gave 'strictly_convex'; expected 'neither'"},
         {"classify": "none of the words"}, exercise="second_derivative"),
    Case(N, "work_words", {"classify": "CORRECT 2", "classify.kinks": "CORRECT 1"}, exercise="second_derivative"),
    Case(S, "work_names_in_code", {}, {"hidden": NO_HIDDEN, "network": NO_NETWORK}, {"parameter_count": ";"},
         exercise="neural_network"),
    Case(N, "work_slip", {}, {"hidden": "it has `hiden`: is that one meant?", "network": UNDER_MAIN},
         exercise="neural_network"),
    Case("student_data_csv", "work", {"second_derivative": "FORBIDDEN 0"}, {"second_derivative": UNREAD},
         {"second_derivative": "No such file"}, exercise="second_derivative"),
    Case(N, "work_reads", {"second_derivative": "FORBIDDEN 0"},
         {"second_derivative": UNREAD.replace("data.csv", "second.txt")},
         exercise="second_derivative"),
    Case(N, "work_writes", {"second_derivative": "FORBIDDEN 0"}, {"second_derivative": UNWRITTEN},
         exercise="second_derivative"),
    Case(S, "work_file_names", {"relu": "MISSING 0"},
         {"relu": "There is no xor.py; there is `XOR.py`: rename it to xor.py."},
         exercise="xor"),
    Case(S, "work_file_names", {}, {"chord_gap": "there is `convexity_solution.py`: rename it"},
         exercise="convexity"),
    Case(S, "work_file_names", {}, {"hessian": "there is `hessian (1).py`: rename it"}, exercise="hessian"),
    Case(N, "work_other_files", {}, {"relu": "there is `Copy of xor.py`: rename it"}, exercise="xor"),
    Case(N, "work_other_files", {}, {"classify": "there is `second-derivatve.py`: rename it"},
         exercise="second_derivative"),
    Case(N, "work_other_files", {}, {"step": "There is no gradient_descent.py."}, exercise="gradient_descent"),
    Case(N, "work_other_files", {}, {"risk": "There is no square_loss.py."}, exercise="square_loss"),
    Case(N, "work_other_files", {}, {"hidden": "There is no neural_network.py."}, exercise="neural_network"),
)  # fmt: skip
TYPED = (
    ("log10(x)", "no such function is known here; write log(x)/log(10)."),
    ("log2(x)", "no such function is known here; write log(x)/log(2)."),
    ("log_2(x)", "no such function is known here; write log(x)/log(2)."),
    ("sec(x)", "no such function is known here; write 1/cos(x)."),
    ("sigmoid(x)", "no such function is known here; write 1/(1+exp(-x))."),
    ("1,5x", "The decimal sign is a point: write 1.5*x."),
    ("3,5", "The decimal sign is a point: write 3.5."),
    ("1 000", "write 1000."),
    ("1 1/2", "write 3/2 or 1 + 1/2."),
    ("sin^2(x)", "write sin(x)^2."),
    ("sin^-1(x)", "Write asin(x) for the inverse function"),
    ("x^{2}", "write x^2."),
    (r"\frac{x}{2}", r"The text '\frac{x}{2}' could not be read. LaTeX is not read here: write x/2."),
    ("½", "write 1/2."),
    ("50%", "write 0.5 or 50/100."),
    ("7 % 3", "The sign % is not read."),
    ("log₂(x)", "log₂: no such function is known here; write log(x)/log(2)."),
    ("sin^{-1}(x)", "Write asin(x) for the inverse function"),
    (r"\sin^{-1}(x)", "Write asin(x) for the inverse function"),
    ("exp{x}", "write exp(x)."),
    (r"2\pi x", "LaTeX is not read here: write 2*pi*x."),
    (r"x^{\frac{1}{2}}", "write x^(1/2)."),
    (r"\(x^2\)", "LaTeX is not read here: write x^2."),
    ("sin 2x", "Write brackets behind sin: sin(2*x) or sin(2)*x."),
    ("ln x^2", "Write brackets behind ln: ln(x^2) or ln(x)^2."),
    ("sin x²", "Write brackets behind sin: sin(x^2) or sin(x)^2."),
    ("xsin(x)", "A sign is missing: write x*sin(x)."),
    ("1/x sin(x)", "write (1/x)*sin(...) or 1/(x*sin(...))."),
    ("2½x", "write 5/2 or 2 + 1/2."),
    ("³√x", "write x^(1/3)."),
    ("∛(x + 1)", "write (x + 1)^(1/3)."),
)
READ = (
    ("x sin(x)", "x*sin(x)"), ("2x cos(x)^2", "2*x*cos(x)**2"), ("x^2 sin(x)", None), ("√x + |x|", "sqrt(x) + Abs(x)"),
    ("2πx", "2*pi*x"), ("y = x^2", "x**2"), ("f(x) = 2x", "2*x"),
)  # fmt: skip
NOTES = (
    (S, "work_in_a_subfolder", (
        "There is no Python file or notebook in this folder; there is xor.py in `inner/`: grade that folder.",
    )),
    (S, "work_file_names", ("hessian.ipynb was not read: it is no notebook, or damaged.",)),
    (N, "work_other_files", (
        "`convexity.PY` is not read: rename it to convexity.py.",
        "`hessian.py.txt` is not read: rename it to hessian.py.",
    )),
    (S, "work_no_np", ()),
)  # fmt: skip


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> CourseKey:
    """What students get of one exercise."""
    folder = tmp_path_factory.mktemp("released") / "got"
    write(build(ROOT, load_course(ROOT, ["xor"])), folder)
    return load_bundle(folder)


def judged(key: CourseKey, work: str, sandbox: Sandbox) -> Report:
    """The report on a folder of work."""
    submission = read_submission(INPUTS / S / work)
    session = sandbox.open(submission.files)
    try:
        return judge(submission, key, session)
    finally:
        session.close()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_text(case: Case, patient: Sandbox) -> None:
    """Each case gets the verdict, the points and the sentence that it must get."""
    check(case, patient)


@pytest.mark.parametrize(("typed", "says"), TYPED)
def test_advice_is_on_what_was_meant(typed: str, says: str) -> None:
    """text_wrong_advice: not on the place at which reading ended."""
    problem = read_written(typed, ("x",), accepts_text=True).problem
    assert problem is not None
    assert problem.problem is not None
    assert says in problem.problem.text


@pytest.mark.parametrize(("typed", "means"), READ)
def test_what_has_one_reading_is_read(typed: str, means: str | None) -> None:
    """And what has two, such as x^2 times sin(x) and x to 2 sin(x), is not guessed."""
    written = read_written(typed, ("x",), accepts_text=True)
    assert (None if written.problem else str(written.answer)) == means


@pytest.mark.parametrize(("name", "work", "notes"), NOTES)
def test_what_is_not_read_is_named(name: str, work: str, notes: tuple[str, ...]) -> None:
    """With what to do about it."""
    assert tuple(note.text for note in read_submission(INPUTS / name / work).notes) == notes


def test_a_folder_without_stubs_above_it_is_not_told_to_copy_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A release has no `student_template/`."""
    monkeypatch.chdir(tmp_path)
    (note,) = read_submission(tmp_path).notes
    assert note.text == "There is no Python file or notebook in this folder; grade the folder that holds your work."
    (tmp_path / "student_template").mkdir()
    (tmp_path / "work").mkdir()
    (note,) = read_submission(tmp_path / "work").notes
    assert (
        note.text
        == "There is no Python file or notebook in this folder; copy the stubs of `student_template/` into it to begin."
    )


def test_a_newer_python_is_named_where_this_one_cannot_read_it(patient: Sandbox) -> None:
    """Where it can, there is nothing to say."""
    report = judged(load_course(ROOT, ["hessian"]), "work_type_statement", patient)
    minor = int(report.environment.python.split(".")[1])
    says = f"It holds a `type` statement, which needs Python 3.12; work is graded with Python 3.{minor}."
    assert (says in text_of(report.items[0])) == (minor < 12)


def test_max_of_one_entry_is_told_apart_in_a_release(patient: Sandbox, released: CourseKey) -> None:
    """There the first input is an array of one entry, of which `max` makes a number."""
    items = {item.id: text_of(item) for item in judged(released, "work_max_of_array", patient).items}
    assert "`max` compares arrays as a whole; `np.maximum` goes entry by entry." in items["relu.arrays"]


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_fault_of_a_file_is_said_once(patient: Sandbox, released: CourseKey, form: str) -> None:
    """Not again for other items of the same file."""
    shown = render(judged(released, "work_syntax", patient), form)
    assert shown.count("return (z") == 1
    assert "1 points" not in shown


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["xor", "quux"], "quux is neither a folder nor an exercise; `grade list` shows the exercises"),
        (["exercises", "solutions"], "one folder of work is graded at a time, exercises or solutions"),
        (["shwo", "xor"], "there is no command shwo; is `show` meant?"),
        (["lsit"], "there is no command lsit; is `list` meant?"),
        (["xro"], "there is no folder xro; is the exercise xor meant? `grade xor` grades it"),
        (["quux", "xor"], "there is no command quux; `grade --help` lists them"),
        (["quux"], "there is no folder quux"),
        (["some/quux"], "there is no folder some/quux"),
        (["show", "xro"], "there is no exercise 'xro' (did you mean 'xor'?); `grade list` shows them"),
    ],
)
def test_a_word_that_is_no_folder_may_be_an_exercise_or_a_command(grade: Grade, words: list[str], says: str) -> None:
    """It is said what to type."""
    done = grade(*words)
    assert done.returncode == 2
    assert done.stderr.startswith(f"grade: {says}")
