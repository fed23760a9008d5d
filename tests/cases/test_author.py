"""What authors are told: of each fault one place, one sentence, and nothing where nothing is wrong."""

import shutil
from pathlib import Path
from random import Random

import pytest

from grader.course.check.mutants import make_mutants
from grader.course.check.reach import check_reach
from grader.course.check.solution import check_key
from grader.course.load import load_course
from grader.items.function import FunctionItem
from grader.judging.key import ExerciseKey
from grader.sandbox.levels.sandbox import Sandbox
from tests.cases.case import INPUTS, Case, check
from tests.conftest import Grade
from tests.slow import one_in

UNASKED, ASKED = "author_raises_unasked", "author_raises_asked"
CASES = (
    Case(UNASKED, "work", {"bisection": "CORRECT 3"}),
    Case(ASKED, "work", {"bisection": "WRONG 0"}, {"bisection": "It gives a value; ValueError is asked for."}),
    Case(ASKED, "work_one", {"bisection": "WRONG 0"}, {"bisection": "It gives a value; RuntimeError is asked for."}),
)

COMMANDS = (
    ("stubs",),
    ("stubs", "--check"),
    ("check",),
    ("list",),
    ("show", "definite"),
    ("run", "work"),
    ("batch", "submissions", "--gradebook", "book.db"),
    ("release", "released"),
)


def key_of(name: str, course: str = "course") -> ExerciseKey:
    """The one exercise of a case's course."""
    (key,) = load_course(INPUTS / name / course).exercises
    return key


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_exception_that_the_statement_asks_for(case: Case, patient: Sandbox) -> None:
    """It is asked for where the author says so."""
    check(case, patient)


@pytest.mark.parametrize(
    ("name", "raised"), [(UNASKED, ["ValueError('same sign')", "RuntimeError('no convergence')"]), (ASKED, [])]
)
def test_an_exception_that_no_input_asks_for(name: str, raised: list[str]) -> None:
    """It is found, each with how to ask for it."""
    findings = list(check_reach(key_of(name), "solutions/bisection.py"))
    assert [finding.fault.partition(": raise ")[2] for finding in findings] == raised
    assert all("raises=(Raises(" in finding.cure for finding in findings)


@pytest.mark.parametrize(
    ("course", "part"), [("course_method", "Polynomial.at"), ("course_lambda", "_f"), ("course_def", "_f")]
)
def test_mutants_are_made_where_the_formula_stands(course: str, part: str) -> None:
    """In a method, a lambda, a helper: nothing tried would look like nothing wrong."""
    key = key_of("author_no_mutants", course)
    mutants, _ = make_mutants(Path(key.where).read_text(encoding="utf-8"), key.exercise)
    assert {f"{part}: 3 -> 4", f"{part}: 3 -> -3"} <= {mutant.name for mutant in mutants}


def test_a_bound_that_is_no_whole_number() -> None:
    """It is drawn up to that, and is nothing to complain of."""
    key = key_of("author_reals_high_half")
    (item,) = key.exercise.items
    assert isinstance(item, FunctionItem)
    alphas = [alpha for _, alpha in item.calls(Random(1))]  # noqa: S311 - no secret
    assert 0.25 < max(alphas) <= 0.5
    assert list(check_key(key, "solutions/gd.py")) == []


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("folder", ["course", "."])
def test_a_fault_of_a_spec_has_one_place(grade: Grade, tmp_path: Path, command: tuple[str, ...], folder: str) -> None:
    """The same file, line, fault and cure by every command, from wherever it is called."""
    shutil.copytree(INPUTS / "author_stubs_line" / "course", tmp_path / "course")
    (tmp_path / "work").mkdir()
    (tmp_path / "submissions" / "ada").mkdir(parents=True)
    (tmp_path / "submissions" / "ada" / "definite.py").write_text("def definite(A): return True\n", encoding="utf-8")
    place = tmp_path if folder == "course" else tmp_path / "course"
    above = [str(tmp_path / word) if word in {"work", "submissions", "released"} else word for word in command]
    done = grade(*above, "--course", folder, cwd=place)
    said = done.stdout + done.stderr
    assert "exercises/definite.py:13: " in said
    assert "field `function` of FunctionItem: there is no such field. The fields are cases, dimensions," in said
    assert done.returncode == 3


@pytest.mark.parametrize(
    ("beside", "visibility"),
    one_in(4, [(beside, visibility) for beside in (False, True) for visibility in ("hidden", "after_due")]),
)
def test_an_exercise_that_is_hidden_as_a_whole_is_released(
    grade: Grade, tmp_path: Path, visibility: str, *, beside: bool
) -> None:
    """As stub and statement, alone or beside another one; a student who tries it reads who grades it."""
    course = tmp_path / "course"
    shutil.copytree(INPUTS / "author_release_all_hidden" / "course", course)
    exercise, solution = course / "exercises" / "mean.py", course / "solutions" / "mean.py"
    text = exercise.read_text(encoding="utf-8")
    if beside:  # behind it in the course, so that it is not the first one
        (course / "exercises" / "seen.py").write_text(text.replace('visibility="hidden", ', ""), encoding="utf-8")
        shutil.copy(solution, course / "solutions" / "seen.py")
    exercise.write_text(text.replace('"hidden"', f'"{visibility}"'), encoding="utf-8")
    done = grade("release", tmp_path / "got", "--unchecked", "--course", "course", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "  mean: not shown mean" in done.stdout.splitlines()
    page = (tmp_path / "got" / "README.md").read_text(encoding="utf-8")
    assert "the mean of an array of shape (n,)" in page
    assert ("`grade show seen`" in page) == beside
    assert "`grade show mean`" not in page
    assert ("Nothing can be tried here" in page) != beside
    assert (tmp_path / "got" / "mean.py").is_file()
    assert "seen" in grade("list", cwd=tmp_path / "got").stdout or not beside
    assert grade("run", cwd=tmp_path / "got").returncode == 0
    for command in (("show", "mean"), ("run", "-e", "mean")):
        done = grade(*command, cwd=tmp_path / "got")
        assert done.returncode == 2
        assert "'mean' cannot be tried here: only your instructor grades it; see README.md" in done.stderr
    again = grade("release", tmp_path / "later", "--unchecked", "--after-due", "--course", "course", cwd=tmp_path)
    assert ("not shown mean" in again.stdout) == (visibility == "hidden")


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("lambda v: v.nothing", "item mean: `where` raised AttributeError"),
        ("lambda v: False", "item mean: in "),
        pytest.param("never", "item mean: in ", marks=pytest.mark.slow),
    ],
)
def test_a_fault_that_shows_when_inputs_are_drawn(
    without_attacks: None, grade: Grade, tmp_path: Path, where: str, says: str
) -> None:
    """The check and the release name the line of `where`, and not that of the reference, which is sound."""
    course = tmp_path / "course"
    shutil.copytree(INPUTS / "author_release_all_hidden" / "course", course)
    path = course / "exercises" / "mean.py"
    text = path.read_text(encoding="utf-8").replace('visibility="hidden"', f"where={where}")
    path.write_text(text.replace("exercise =", "def never(v):\n    return False\n\n\nexercise ="), encoding="utf-8")
    line = next(n for n, each in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if where in each)
    for command in (("check",), ("release", str(tmp_path / "got"))):
        done = grade(*command, "--course", "course", cwd=tmp_path)
        assert done.returncode == 3
        said = (done.stdout + done.stderr).replace("key.fails: ", "").removeprefix("grade: ")
        assert said.startswith(f"exercises/mean.py:{line}: {says}")
