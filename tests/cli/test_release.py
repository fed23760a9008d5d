"""`grade release`, and `grade` in what students got, as an instructor and a student see them."""

import json
import shutil
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from grader import __version__
from grader.course.load import load_course
from grader.course.release.build import build
from grader.course.release.write import write
from tests.conftest import ROOT, SUBMISSIONS, Grade

NAMES = ("convexity", "mean_squared_error", "xor")
GRADED_WITH = {"python": "3.12.1", "numpy": "2.0.0", "sympy": "1.13", "grader": __version__, "level": "confined"}
APPLIES = "def second_derivative_test_applies():"


@pytest.fixture(scope="module")
def author_s(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three exercises of the course that ships."""
    course = tmp_path_factory.mktemp("author") / "course"
    for folder in ("exercises", "solutions"):
        (course / folder).mkdir(parents=True)
        for name in (*NAMES, "course"):
            if (path := ROOT / folder / f"{name}.py").exists():
                shutil.copy(path, course / folder)
    return course


@pytest.fixture(scope="module")
def released(author_s: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What students get of it."""
    folder = tmp_path_factory.mktemp("released") / "got"
    write(build(author_s, load_course(author_s)), folder)
    return folder


@pytest.fixture
def course(author_s: Path, tmp_path: Path) -> Path:
    """A copy of the author's course."""
    return Path(shutil.copytree(author_s, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__")))


@pytest.fixture
def got(released: Path, tmp_path: Path) -> Path:
    """A student's copy of what students get."""
    return Path(shutil.copytree(released, tmp_path / "got"))


def solve(folder: Path, source: str, *names: str) -> None:
    """Put solutions in the place of stubs."""
    for name in names:
        shutil.copy(SUBMISSIONS / source / f"{name}.py", folder)


def test_release_says_what_students_can_try(grade: Grade, course: Path, tmp_path: Path) -> None:
    """And what is left to the instructor, exercise by exercise."""
    lines = grade("release", tmp_path / "got", "--zip", "--unchecked", cwd=course).stdout.splitlines()
    assert lines == [
        "got: 3 exercises; 29 of 30 points can be tried there.",
        "  convexity: only you grade second_derivative_test_applies",
    ]
    assert sorted(path.name for path in (tmp_path / "got").iterdir()) == sorted(
        (".github", "README.md", "checks", *(f"{name}.py" for name in NAMES))
    )
    assert (tmp_path / "got.zip").is_file()


@pytest.mark.slow
def test_the_same_course_gives_the_same_bytes(grade_apart: Grade, course: Path, tmp_path: Path) -> None:
    """Whatever order sets happen to have."""
    for seed in "12":
        grade_apart("release", tmp_path / seed / "got", "--zip", "--unchecked", cwd=course, PYTHONHASHSEED=seed)
    first, second = ((tmp_path / seed / "got.zip").read_bytes() for seed in "12")
    assert first == second


def test_the_stubs_earn_nothing_and_break_nothing(grade: Grade, got: Path) -> None:
    """`grade` in the folder, at once after it was unpacked."""
    done = grade(cwd=got)
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 of the 29 points that can be tried here (0 %)" in done.stdout
    assert "not started: risk, risk_derivative, gradient_descent_step, x1, x1_choice, minimizer" in done.stdout
    assert "not started, and only your instructor grades: second_derivative_test_applies" in done.stdout
    assert grade("--fail-under", "1", cwd=got).returncode == 1


def test_right_answers_earn_all_that_can_be_tried(grade: Grade, got: Path) -> None:
    """What only the instructor grades does not count, neither for the sum nor for --fail-under."""
    solve(got, "perfect", *NAMES)
    done = grade("--fail-under", "100", cwd=got)
    assert done.returncode == 0
    assert "29 of the 29 points that can be tried here (100 %)" in done.stdout
    assert "skipped here (1 point): only your instructor grades this" in done.stdout
    assert "What to look at" not in done.stdout


def test_a_wrong_answer_comes_with_an_example(grade: Grade, got: Path) -> None:
    """From the table; the misconception behind it is the instructor's to name."""
    solve(got, "typical", "mean_squared_error")
    text = grade("-e", "mean_squared_error", cwd=got).stdout
    assert "risk_derivative(" in text
    assert "; expected " in text
    assert "factor 2" not in text
    assert "x1() gave " in text


def test_what_only_the_instructor_grades_carries_no_points(grade: Grade, got: Path) -> None:
    """The report keeps its contract: null where points are not known, and the sum is not known either."""
    solve(got, "perfect", "convexity")
    report = json.loads(grade("-e", "convexity", "--report", "json", cwd=got).stdout)
    jsonschema.validate(report, json.loads(grade("schema", "report").stdout))
    assert (report["score"], report["max_score"]) == (None, 10)
    items = {item["id"]: item for item in report["exercises"][0]["items"]}
    left = items["second_derivative_test_applies"]
    assert (left["verdict"], left["score"]) == ("SKIPPED", None)
    assert left["feedback"][0]["code"] == "instructor.only"
    assert items["chord_gap"]["score"] == 2


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("", "missing, and only your instructor grades: second_derivative_test_applies"),
        (f"{APPLIES} return 1 / 0\n", "second_derivative_test_applies() failed at line 1"),
        (f"{APPLIES} return {{'abs': 3, 'x4': True}}\n", "is the number 3; True or False is expected."),
        (f"{APPLIES} return {{'x4': True}}\n", "The dictionary has no key 'abs'; it has 'x4'."),
        (f"{APPLIES} return {{'abs': True, 'x4': True}}\n", "second_derivative_test_applies() gave {'abs': True, "),
        ("def chord_gap(: return 7\n", "skipped here (1 point)"),
    ],
)
def test_what_only_the_instructor_grades_is_still_run(grade: Grade, got: Path, source: str, says: str) -> None:
    """A crash is the student's to see, and changes nothing about what can be earned here."""
    (got / "convexity.py").write_text(source, "utf-8")
    done = grade("-e", "convexity", cwd=got)
    assert done.returncode == 0
    assert says in done.stdout
    assert "0 of the 9 points" in done.stdout
    assert done.stdout.count("Python cannot read the file") == ("(: " in source)  # once, though every item is of it


RISK = "import numpy as np\n\ndef risk_derivative(x, ys): return 2 * np.mean(x - ys)\n\n"
STEP = f"{RISK}def gradient_descent_step(x, ys, alpha): return x - alpha * risk_derivative(x, ys)\n\n"


@pytest.mark.parametrize(
    ("source", "verdict", "says"),
    [
        ("def x1(): return 2", "UNDECIDED", "It is compared with your own `gradient_descent_step` here, once that"),
        (f"{STEP.replace('2 *', '')}def x1(): return 3", "UNDECIDED", "`gradient_descent_step` here, once that is"),
        (f"{STEP}def x1(): return 2.0", "CORRECT", ""),
        (f"{STEP}def x1(): return 3", "WRONG", "Your own functions are right here, and give something else: gradient"),
        (f"{STEP}def x1(): return 'two'", "WRONG", "The answer is the text 'two'; a number is expected."),
        ("def x1(): return 'two'", "WRONG", "The answer is the text 'two'; a number is expected."),
        ("def x1(): return 1 / 0", "CRASHED", "ZeroDivisionError"),
    ],
)
def test_a_value_is_compared_with_the_student_s_own_functions(
    grade: Grade, got: Path, source: str, verdict: str, says: str
) -> None:
    """As soon as these are right; before, neither right nor wrong is said."""
    (got / "mean_squared_error.py").write_text(source, "utf-8")
    report = json.loads(grade("-e", "mean_squared_error", "--report", "json", cwd=got).stdout)
    item = next(item for item in report["exercises"][0]["items"] if item["id"] == "x1")
    assert item["verdict"] == verdict
    assert says in " ".join(said["text"] for said in item["feedback"])
    assert item["score"] == {"UNDECIDED": None, "CORRECT": 1}.get(verdict, 0)


def test_a_derivative_is_compared_with_the_one_that_is_asked_for(grade: Grade, got: Path) -> None:
    """In whatever form it is written; and the claim that rests on it counts."""
    source = "def x4_is_convex(): return True\n\ndef x4_second_derivative(x): return "
    for answer, earns in (("3 * (2 * x)**2", 1), ("4 * x**3", 0)):
        (got / "convexity.py").write_text(f"{source}{answer}\n", "utf-8")
        report = json.loads(grade("-e", "convexity", "--report", "json", cwd=got).stdout)
        items = {item["id"]: item for item in report["exercises"][0]["items"]}
        assert items["x4_second_derivative"]["score"] == earns
        assert items["x4_is_convex"]["score"] == 0.5 + earns / 2


def test_two_runs_agree(grade: Grade, got: Path) -> None:
    """Same input, same report."""
    solve(got, "typical", *NAMES)
    first, second = (json.loads(grade("--report", "json", cwd=got).stdout) for _ in range(2))
    for report in (first, second):
        del report["timing"]
    assert first == second


def test_list_and_show_work_there(grade: Grade, got: Path) -> None:
    """Statements are in the bundle."""
    assert all(name in grade("list", cwd=got).stdout for name in NAMES)
    assert "xor_weights" in grade("show", "xor", cwd=got).stdout
    assert "did you mean 'xor'" in grade("show", "xro", cwd=got).stderr


def test_what_students_got_can_be_named_as_the_course(grade: Grade, got: Path) -> None:
    """For work that lies elsewhere."""
    done = grade(SUBMISSIONS / "perfect", "--course", got, "-e", "xor")
    assert "10 / 10" in done.stdout


def test_the_page_holds_every_statement(got: Path) -> None:
    """With what each item earns, and whether it can be tried."""
    page = (got / "README.md").read_text("utf-8")
    assert page.startswith("# Neural Networks\n")
    assert "29 of 30 points can be tried here" in page
    assert "\n- `second_derivative_test_applies` in `convexity.py` (1 point)\n" in page
    assert "test proves convexity | 1 | by your instructor |" in page
    assert "| `x1` | the first step on the slide | 1 | once `gradient_descent_step` is right |" in page
    assert "| `risk` | the mean squared error | 2 | yes |" in page
    assert all(f"(`{name}.py`)" in page for name in NAMES)


@pytest.mark.parametrize("command", [["check"], ["stubs"], ["release", "again"]])
def test_what_needs_the_references_says_so(grade: Grade, got: Path, command: list[str]) -> None:
    """Exit code 2: there is no author's course."""
    done = grade(*command, cwd=got)
    assert done.returncode == 2
    assert "no course found" in done.stderr


def test_a_damaged_folder_is_told(grade: Grade, got: Path) -> None:
    """Exit code 2 and one line: the student can get it anew."""
    path = got / "checks" / "bundle.json"
    path.write_text(path.read_text("utf-8")[:-100], "utf-8")
    done = grade(cwd=got)
    assert done.returncode == 2
    assert "is damaged; get the course's files anew (at the whole: Invalid JSON" in done.stderr
    assert len(done.stderr.splitlines()) == 1


KNOWS_NOT = f"which version {__version__} of the grader does not know"
MADE_BY = f"was made by version 9.0.1 of the grader, and this is {__version__}"


@pytest.mark.parametrize(
    ("place", "fields", "says"),
    [
        ((), {"schema": "grade-bundle/2", "exercises": {}}, f"grade-bundle/2, and {__version__} reads grade-bundle/1"),
        ((), {"new": 1}, f"holds new, {KNOWS_NOT}"),
        (("course",), {"new": 1}, f"holds course.new, {KNOWS_NOT}"),
        (("exercises", 0), {"new": 1}, f"holds exercises.0.new, {KNOWS_NOT}"),
        (("exercises", 0, "items", 0), {"new": 1}, f"holds items.0.new, {KNOWS_NOT}"),
        (("exercises", 0, "items", 0), {"kind": "new"}, f"holds items.0.kind, {KNOWS_NOT}"),
        ((), {"graded_with": {**GRADED_WITH, "grader": "9.0.1"}, "exercises": 1}, MADE_BY),
    ],
    ids=["format", "field", "of the course", "of an exercise", "of an item", "kind", "version"],
)
def test_what_a_newer_version_has_released_is_told_as_newer(
    grade: Grade, got: Path, place: tuple[str | int, ...], fields: dict[str, Any], says: str
) -> None:
    """And what to type; a student whose files are sound need not get them anew."""
    path = got / "checks" / "bundle.json"
    bundle = json.loads(path.read_bytes())
    reduce(getitem, place, bundle).update(fields)
    path.write_text(json.dumps(bundle), "utf-8")
    done = grade(cwd=got)
    assert done.returncode == 2
    assert says in done.stderr
    assert "`pip install --upgrade coursegrade`, or as README.md there says" in done.stderr
    assert "damaged" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_what_is_not_sound_is_not_released(without_attacks: None, grade: Grade, small: Path, tmp_path: Path) -> None:
    """Unless it is asked for; what is wrong is told as `grade check` tells it."""
    path = small / "solutions" / "linear_basis.py"
    broken = 'laws = (Satisfies("it is not", is_linear_boundary, lambda answer: not answer),'
    path.write_text(path.read_text("utf-8").replace("laws = (", broken), "utf-8")
    done = grade("release", tmp_path / "got", cwd=small)
    assert done.returncode == 3
    assert "law.broken" in done.stderr
    assert "Nothing was written. Mend this, or release it all the same with --unchecked." in done.stderr
    assert not (tmp_path / "got").exists()
    assert grade("release", tmp_path / "got", "--unchecked", cwd=small).returncode == 0
    assert (tmp_path / "got" / "linear_basis.py").is_file()


def test_what_is_sound_is_released(without_attacks: None, grade: Grade, small: Path, tmp_path: Path) -> None:
    """It is checked first."""
    done = grade("release", tmp_path / "got", cwd=small)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("got: 1 exercise; 7 of 8 points can be tried there.\n")


def test_new_checks_come_into_a_folder_with_work_in_it(
    without_attacks: None, grade: Grade, small: Path, tmp_path: Path
) -> None:
    """What somebody has written stays, and is told; a picture that the statement names comes along."""
    grade("release", tmp_path / "got", "--unchecked", cwd=small)
    work = "def collapse(W, w):\n    return 0\n"
    (tmp_path / "got" / "linear_basis.py").write_text(work, "utf-8")
    assert "somebody has worked on linear_basis.py" in grade("release", tmp_path / "got", cwd=small).stderr
    path = small / "exercises" / "linear_basis.py"
    text = path.read_text("utf-8").replace("(10, 1)", "(10, 2)").replace("Here the", "![two](img/two.svg) Here the")
    path.write_text(text.replace('version="1.0"', 'version="1.1"'), "utf-8")
    (small / "exercises" / "img").mkdir()
    (small / "exercises" / "img" / "two.svg").write_text("<svg/>", "utf-8")
    solution = small / "solutions" / "linear_basis.py"
    solution.write_text(solution.read_text("utf-8").replace('"""How many', '"""The number of how many'), "utf-8")
    done = grade("release", tmp_path / "got", "--update", "--unchecked", cwd=small)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert "  added: img/two.svg" in lines
    assert "  renewed: README.md, checks/bundle.json" in lines
    assert (tmp_path / "got" / "linear_basis.py").read_text("utf-8") == work
    assert "0 of the 7 points" in grade(cwd=tmp_path / "got").stdout


def test_a_zip_of_a_folder_with_work_in_it_is_not_made(grade: Grade, small: Path, tmp_path: Path) -> None:
    """It would hand out what somebody has written."""
    done = grade("release", tmp_path / "got", "--update", "--zip", cwd=small)
    assert done.returncode == 2
    assert "--zip goes with a new release" in done.stderr


def test_an_exercise_that_cannot_be_released_is_told(grade: Grade, course: Path, tmp_path: Path) -> None:
    """Exit code 3 with file and cure, and nothing is written."""
    path = course / "exercises" / "xor.py"
    path.write_text(path.read_text("utf-8").replace("fault=no_proof", "fault=lambda c: no_proof(c)"), "utf-8")
    done = grade("release", tmp_path / "got", cwd=course)
    assert done.returncode == 3
    assert "is a lambda, which cannot be given to students. Write a named function, with `def`" in done.stderr
    assert not (tmp_path / "got").exists()


@pytest.mark.parametrize("before", [True, False])
def test_what_is_shown_after_the_due_date_is_shown_then(grade: Grade, course: Path, *, before: bool) -> None:
    """The one who grades says when it is; the grader reads no clock."""
    path = course / "exercises" / "xor.py"
    text = path.read_text("utf-8").replace('id="network",', 'id="network",\n            visibility="after_due",', 1)
    path.write_text(text, "utf-8")
    (course / "work").mkdir()
    (course / "work" / "xor.py").write_text("def network(x, W, w): return 1000\n", "utf-8")
    flags = [] if before else ["--after-due"]
    done = grade("work", "--course", ".", "-e", "xor", *flags, cwd=course)
    assert ("What this item tries is not shown." in done.stdout) is before
    assert ("gave 1000; expected" in done.stdout) is not before
    grade("release", course / "got", "--unchecked", *flags, cwd=course)
    page = (course / "got" / "README.md").read_text("utf-8")
    assert ("3 more points are for checks that are not shown" in page) is before
    assert ("| `network` |" in page) is not before
