"""A broken course is told with file, fault and cure; the exit code says that it is nobody's submission."""

import inspect
import shutil
from pathlib import Path

import pytest

from grader.course.load import load_course, load_files
from grader.errors import AuthoringError, UsageError
from grader.judging.key import CourseKey
from tests.conftest import ROOT, Grade

COURSE = 'from grader import Course\ncourse = Course(name="c", title="C", version="1")\n'
EXERCISE = """from grader import Exercise, ValueItem
exercise = Exercise(title="t", source="s", statement="x", items=(ValueItem(id="one", title="t", points=1),))
"""
SOLUTION = "def one():\n    return 1\n"


def write(folder: Path, course: str = COURSE, exercise: str = EXERCISE, solution: str | None = SOLUTION) -> Path:
    """A small course of one exercise, `sum`."""
    for name in ("exercises", "solutions"):
        (folder / name).mkdir()
    (folder / "exercises" / "course.py").write_text(course, encoding="utf-8")
    (folder / "exercises" / "sum.py").write_text(exercise, encoding="utf-8")
    if solution is not None:
        (folder / "solutions" / "sum.py").write_text(solution, encoding="utf-8")
    return folder


BROKEN = {
    "no points": ({"exercise": EXERCISE.replace("points=1", "points=0")}, "exercises/sum.py:2", "points", "greater"),
    "two items of one id": (
        {"exercise": EXERCISE.replace("items=(", "items=(ValueItem(id='one', title='u', points=2), ")},
        "exercises/sum.py:2", "'one'", "id of its own",
    ),
    "items in a circle": (
        {"exercise": EXERCISE.replace("items=(", "items=(ValueItem(id='b', title='u', points=2, needs=('one',)), ")
         .replace("points=1)", "points=1, needs=('b',))")},
        "exercises/sum.py:2", "b, one depend on each other", "break the circle",
    ),
    "not Python": ({"exercise": "exercise = ("}, "exercises/sum.py:1", "not Python", "Mend"),
    "NUL bytes": ({"exercise": "x = 1\0\n"}, "exercises/sum.py:1", "not Python: source code", "null bytes. Mend"),
    "unknown encoding": ({"course": "# coding: nope\n"}, "exercises/course.py:1", "unknown encoding", "Mend"),
    "raises": ({"exercise": "\n1 / 0\n"}, "exercises/sum.py:2", "ZeroDivisionError", "Mend"),
    "no exercise": ({"exercise": "x = 1\n"}, "exercises/sum.py", "does not define", "exercise = Exercise(...)"),
    "no solution": ({"solution": None}, "solutions/sum.py", "no such file", "Write"),
    "no reference": ({"solution": "def ones(): return 1\n"}, "solutions/sum.py", "no function one", "'ones'"),
    "misconceptions in a list": (
        {"solution": SOLUTION + "misconceptions = []\n"}, "solutions/sum.py", "misconceptions", "tuple",
    ),
    "misconceptions of another name": (
        {"solution": "from grader import Misconception\n" + SOLUTION
         + "misconception = (Misconception(of='one', wrong=one, says='x'),)\n"},
        "solutions/sum.py", "called `misconception`", "Call them `misconceptions`",
    ),
    "misconceptions of two other names": (
        {"solution": "from grader import Misconception\n" + SOLUTION
         + "wrong = [Misconception(of='one', wrong=one, says='x')]\nworse = wrong[0]\n"},
        "solutions/sum.py", "called `wrong`", "Call them `misconceptions`",
    ),
    "misconception of nothing": (
        {"solution": "from grader import Misconception\n" + SOLUTION
         + "misconceptions = (Misconception(of='won', wrong=one, says='x'),)\n"},
        "solutions/sum.py", "'won'", "'one'",
    ),
    "laws in a list": ({"solution": SOLUTION + "laws = []\n"}, "solutions/sum.py", "`laws` is no tuple", "as a tuple"),
    "laws that are none": ({"solution": SOLUTION + "laws = (one,)\n"}, "solutions/sum.py", "tuple of laws", "as a"),
    "law about what is not examined": (
        {"solution": "from grader.laws import Agrees\n" + SOLUTION
         + "def once(): return 1\nlaws = (Agrees(once, one),)\n"},
        "solutions/sum.py", "a law is about once, which no item examines: once gives what one gives",
        "Let it be about an examined function (did you mean 'one'?)",
    ),
    "no course": ({"course": "x = 1\n"}, "exercises/course.py", "does not define", "course = Course(...)"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_course_is_told_with_file_fault_and_cure(tmp_path: Path, name: str) -> None:
    """The message has the place, what is wrong there, and what to do."""
    changes, where, *words = BROKEN[name]
    write(tmp_path, **changes)  # type: ignore[arg-type]
    with pytest.raises(AuthoringError) as error:
        load_course(tmp_path)
    assert error.value.where.startswith(str(tmp_path / where))
    for word in words:
        assert word in str(error.value)


def test_a_file_that_cannot_be_read_is_told_with_its_first_line(tmp_path: Path) -> None:
    """Nothing of it has run, so there is no other."""
    write(tmp_path, solution=None)
    (tmp_path / "solutions" / "sum.py").write_text(SOLUTION, encoding="utf-8")
    (tmp_path / "exercises" / "sum.py").unlink()
    (tmp_path / "exercises" / "sum.py").mkdir()
    with pytest.raises(AuthoringError, match="it raised IsADirectoryError: ") as error:
        load_course(tmp_path)
    assert error.value.where == f"{tmp_path / 'exercises' / 'sum.py'}:1"


def held(folder: Path) -> dict[str, bytes]:
    """The files of a course, as they are sent to a worker."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.glob("*/*.py")}


@pytest.mark.parametrize("name", [name for name in BROKEN if name != "no solution"])
def test_a_broken_course_in_memory_is_told_the_same(tmp_path: Path, name: str) -> None:
    """The place is the one within the course, with its line."""
    changes, _where, *_words = BROKEN[name]
    write(tmp_path, **changes)  # type: ignore[arg-type]
    with pytest.raises(AuthoringError) as lying:
        load_course(tmp_path)
    with pytest.raises(AuthoringError) as in_memory:
        load_files(held(tmp_path), ["sum"])
    assert str(in_memory.value) == str(lying.value).replace(f"{tmp_path}/", "")


@pytest.mark.parametrize("name", BROKEN)
def test_the_line_is_the_same_for_a_relative_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """As `--course course` gives it: what is told of a file does not hang on how its folder is named."""
    changes, _where, *_words = BROKEN[name]
    (tmp_path / "course").mkdir()
    write(tmp_path / "course", **changes)  # type: ignore[arg-type]
    (tmp_path / "link").symlink_to("course")
    monkeypatch.chdir(tmp_path)
    said = set()
    for folder in (Path("course"), Path("./link"), Path("link/../course"), tmp_path / "course"):
        with pytest.raises(AuthoringError) as error:
            load_course(folder)
        said.add(str(error.value).replace(f"{folder}/", ""))
    assert len(said) == 1


def test_a_course_in_memory_is_the_same_course() -> None:
    """Exercises, references and misconceptions; what is held shows its source, and no file is looked for."""
    lying, in_memory = load_course(ROOT, ["xor"]), load_files(held(ROOT), ["xor"])
    assert in_memory.course == lying.course
    (held_key,), (other,) = in_memory.exercises, lying.exercises
    assert (held_key.exercise.title, held_key.where) == (other.exercise.title, "solutions/xor.py")
    assert [each.name for each in held_key.misconceptions] == [each.name for each in other.misconceptions]
    assert {name: inspect.getsource(each) for name, each in held_key.functions.items()} == {
        name: inspect.getsource(each) for name, each in other.functions.items()
    }


ITEM = 'ValueItem(id="one", title="t", points=1)'
FIELDS = {
    "misspelled": (
        "points=1", "point=1", "field `point` of ValueItem: there is no such field (did you mean 'points'?)",
    ),
    "unknown": ("points=1", "points=1, colour=2", "The fields are follow_through, hint, hint_cost, hints, id"),
    "without its name": (
        ITEM, 'FunctionItem(id="one", title="t", points=1, inputs=(Reals(1, 2),))',
        "a field is given without its name. Write `name=value`",
    ),
    "misspelled in the exercise": ('title="t", source', 'titel="t", source', "(did you mean 'title'?)"),
    "missing": (", points=1", "", "field `points` of ValueItem: it is missing. Write `points`: Points that a right"),
    "missing in the exercise": ('source="s", ', "", "Write `source`: Where it comes from"),
    "wrong word": (
        "points=1", 'points=1, visibility="hiden"',
        "it has to be 'public', 'hidden' or 'after_due', found 'hiden' (did you mean 'hidden'?). Mend `visibility`",
    ),
    "wrong number": ("points=1", "points=0", "it has to be greater than 0, found 0. Mend `points`: Points that"),
    "wrong type": ("points=1", 'points="two"', "it has to be a valid number"),
    "found a text": ("points=1", 'points="two"', ", found 'two'"),
    "wrong form": ('id="one"', 'id="the one"', "form that is asked for, found 'the one'. Mend `id`: Name of the"),
    "one item without its comma": ("points=1),)", "points=1))", "a single one needs its comma, `(one,)`"),
    "one domain without its comma": (
        ITEM, 'FunctionItem(id="one", title="t", points=1, inputs=Reals(low=1, high=2))',
        "a single one needs its comma",
    ),
    "one word without its comma": (
        "points=1", 'points=1, may_not_use=("loop")',
        "it has to be a tuple, such as `(one,)` with its comma, found 'loop'",
    ),
    "no function": (
        ITEM, 'FunctionItem(id="one", title="t", points=1, where=1)',
        "field `where` of FunctionItem: it has to be a function, written without brackets behind its name, found 1",
    ),
    "no such thing": (
        "Exercise, ValueItem", "Exercise, ValueItme",
        "grader has nothing called 'ValueItme' (did you mean 'ValueItem'?)",
    ),
    "no domain": (
        ITEM, 'FunctionItem(id="one", title="t", points=1, inputs=(3,))', "field `inputs.0` of FunctionItem",
    ),
    "misspelled in a tolerance": (
        ITEM, 'ValueItem(id="one", title="t", points=1, tolerance=Tolerance(relativ=1))', "(did you mean 'relative'?)",
    ),
    "misspelled in a tolerance's own dictionary": (
        ITEM, 'ValueItem(id="one", title="t", points=1, tolerance={"relativ": 1})',
        "field `tolerance.relativ` of ValueItem",
    ),
    "one argument without its comma": (
        ITEM, 'FunctionItem(id="one", title="t", points=1, inputs=(Reals(low=1, high=2),), cases=((1, 2, 3),))',
        "item 'one' has a case of 3 arguments, but inputs for 1; a case of one argument is written `(argument,)`",
    ),
    "nothing to draw from": (
        ITEM, 'FunctionItem(id="one", title="t", points=1, inputs=(Reals(low=2, high=1),))',
        "Reals: low = 2 is above high = 1, so there is no number to draw. Mend this Reals",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FIELDS)
def test_a_wrong_field_is_told_with_what_is_allowed(tmp_path: Path, name: str) -> None:
    """File and line, field, what was found, what is allowed, and the nearest name that there is."""
    before, after, says = FIELDS[name]
    names = "FunctionItem, Reals, Tolerance, Exercise, ValueItem"
    assert before in EXERCISE
    exercise = EXERCISE.replace("Exercise, ValueItem", names, 1).replace(before, after, 1)
    write(tmp_path, exercise=exercise)
    with pytest.raises(AuthoringError) as error:
        load_course(tmp_path)
    assert says in str(error.value)
    assert error.value.where == f"{tmp_path / 'exercises' / 'sum.py'}:{1 if name == 'no such thing' else 2}"
    assert len(str(error.value).splitlines()) == 1


def test_a_broken_course_exits_with_3_in_one_line(grade: Grade, tmp_path: Path) -> None:
    """It is not the student's fault, and CI can tell."""
    write(tmp_path, exercise="exercise = (")
    done = grade(tmp_path, "--course", tmp_path)
    assert done.returncode == 3
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


def test_a_reference_that_raises_is_the_grader_s_fault(grade: Grade, tmp_path: Path) -> None:
    """The item carries no points, the rest is marked, and the exit code is 3."""
    write(tmp_path, solution="def one():\n    return 1 / 0\n")
    (tmp_path / "sum.py").write_text("def one():\n    return 1\n", encoding="utf-8")
    done = grade(tmp_path, "--course", tmp_path, "--report", "json")
    assert done.returncode == 3
    assert '"verdict": "GRADER_ERROR"' in done.stdout
    assert '"score": null' in done.stdout
    assert "ZeroDivisionError" in done.stdout


def test_exercises_come_in_the_order_of_the_course(key: CourseKey) -> None:
    """By position, then by name."""
    places = [(exercise_key.exercise.position, exercise_key.name) for exercise_key in key.exercises]
    assert places == sorted(places)
    assert {"xor", "mean_squared_error", "convexity", "hessian"} <= {name for _, name in places}


def test_an_unknown_exercise_is_told_with_the_nearest_name() -> None:
    """A slip of the pen gets a suggestion."""
    with pytest.raises(UsageError, match="did you mean 'hessian'"):
        load_course(ROOT, ["hesian"])


def test_the_course_is_found_from_a_folder_inside_it(grade: Grade, tmp_path: Path) -> None:
    """Above the work, or above the working directory, once it was named."""
    write(tmp_path)
    inner = tmp_path / "work" / "alice"
    inner.mkdir(parents=True)
    (inner / "sum.py").write_text("def one(): return 1\n", encoding="utf-8")
    assert "1 / 1" in grade(inner, "--course", tmp_path, cwd=inner).stdout
    assert "1 / 1" in grade(inner, cwd=inner).stdout
    outside = tmp_path.parent / f"{tmp_path.name}-elsewhere"
    shutil.copytree(inner, outside)
    assert "1 / 1" in grade(outside, cwd=tmp_path).stdout
    lost = grade(outside, cwd=outside)
    assert lost.returncode == 2
    assert "--course" in lost.stderr
