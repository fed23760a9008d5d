"""Files that count under another name, where the course lets them: each for one exercise at most."""

from collections.abc import Callable

import pytest

from grader import Course, Exercise, FunctionItem
from grader.judging.judge import judge_at_level
from grader.judging.key import CourseKey, ExerciseKey
from grader.judging.near_names import about_names, near_names, take_near_names
from grader.model.feedback import SourceLine
from grader.model.report import Report
from grader.model.submission import Submission
from grader.sandbox.levels.sandbox import Sandbox

NAMES = ("mean", "means", "convexity", "convexitx", "mean_v2")


@pytest.mark.parametrize(
    ("files", "taken"),
    [
        (["mean (1).py"], {"mean": "mean (1).py"}),
        (["mean-1.py"], {"mean": "mean-1.py"}),
        (["Mean.py"], {"mean": "Mean.py"}),
        (["MEAN.PY"], {"mean": "MEAN.PY"}),
        (["mean.pyw"], {"mean": "mean.pyw"}),
        (["mean.py.txt"], {"mean": "mean.py.txt"}),
        (["week1/mean.py"], {"mean": "week1/mean.py"}),
        (["mean.py", "mean (1).py"], {}),
        (["mean-1.py", "mean-2.py"], {}),
        (["mean_v2.py"], {}),
        (["mean_v2.py", "mean.py"], {}),
        (["Mean_v2.py"], {"mean_v2": "Mean_v2.py"}),
        (["mean_v2 (1).py", "mean_v3.py"], {"mean": "mean_v3.py", "mean_v2": "mean_v2 (1).py"}),
        (["convexit.py"], {}),
        (["convexity.py", "Convexity.py"], {}),
        (["convexity.py", "convexit.py"], {}),
        (["Mean.py", "Means.py"], {"mean": "Mean.py", "means": "Means.py"}),
        (["other.py"], {}),
        ([], {}),
    ],
    ids=str,
)
def test_one_file_for_one_exercise(files: list[str], taken: dict[str, str]) -> None:
    """What is near two exercises counts for neither, nor one of two that are near one."""
    assert near_names(files, NAMES) == taken
    assert len({*taken.values()}) == len(taken)


def key_of(*names: str, accepts: bool = True, others: tuple[str, ...] = ()) -> CourseKey:
    """A course whose exercises each ask for a function that gives 1."""

    def one() -> float:
        return 1.0

    item = FunctionItem(id="one", title="one", points=2, cases=((),))
    exercise = Exercise(title="One", source="s", statement="One.", items=(item,))
    course = Course(name="c", title="C", version="1", accepts_near_names=accepts)
    return CourseKey(course, tuple(ExerciseKey(name, exercise, {"one": one}) for name in names), frozenset(others))


Judged = Callable[[CourseKey, dict[str, bytes]], Report]


@pytest.fixture
def judged(patient: Sandbox) -> Judged:
    """The report on some files."""
    return lambda key, files: judge_at_level(Submission("ada", files), key, patient)


ONE = b"def one():\n    return 1.0\n"


def test_it_counts_and_is_told(judged: Judged) -> None:
    """With the points of the right name, and a note on the first item; the digest is that of what was handed in."""
    files = {"mean (1).py": ONE}
    report = judged(key_of("mean"), files)
    (item,) = report.exercises[0].items
    assert item.score == 2
    assert [note.text for note in item.feedback] == ["There is no mean.py; `mean (1).py` was taken for it."]
    assert report.submission.digest == Submission("ada", files).digest


def test_places_are_in_the_file_that_there_is(judged: Judged) -> None:
    """Of the function and of what failed: there is no file of the exercise's name to look at."""
    crash = b"\ndef one():\n    return 1 / 0\n"
    (item,) = judged(key_of("mean"), {"mean (1).py": crash}).exercises[0].items
    assert item.defined_at == SourceLine(file="mean (1).py", line=2)
    assert item.witness
    assert item.witness.place == SourceLine(file="mean (1).py", line=3)


def test_it_does_not_count_unless_the_author_wants_it(judged: Judged) -> None:
    """By default the name has to be right, and what lies there is named."""
    (item,) = judged(key_of("mean", accepts=False), {"mean (1).py": ONE}).exercises[0].items
    assert item.score == 0
    assert item.feedback[0].text == "There is no mean.py; there is `mean (1).py`: rename it to mean.py."


def test_it_is_the_same_when_one_exercise_is_asked_for(judged: Judged) -> None:
    """The exercises that are not judged have their files, and are near what they are near."""
    files = {"convexit.py": ONE, "mean_v2.py": ONE}
    assert judged(key_of("mean", others=("mean_v2",)), files).score == 0
    assert judged(key_of("convexity", others=("convexitx",)), files).score == 0
    assert key_of("mean", "mean_v2").only(["mean"]).names == {"mean", "mean_v2"}
    assert key_of("mean", "mean_v2").only(["mean"]).only(["mean"]).others == {"mean_v2"}


def test_what_another_file_imports_stays() -> None:
    """A name that Python can import is still there; one that it cannot is gone."""
    taken = take_near_names(
        Submission("ada", {"Mean.py": ONE, "std-1.py": ONE, "b.py": b"import Mean"}), key_of("mean", "std")
    )
    assert sorted(taken.submission.files) == ["Mean.py", "b.py", "mean.py", "std.py"]
    assert taken.files == {"mean": "Mean.py", "std": "std-1.py"}


@pytest.mark.parametrize("accepts", [True, False])
def test_what_an_instructor_is_told(*, accepts: bool) -> None:
    """Of each file that is no exercise's, and could be, or can be nobody's."""
    sentences = about_names(
        dict.fromkeys(["helper.PY", "Mean.py", "std.py", "util.py"], b""), key_of("mean", "std", accepts=accepts)
    )
    first = (
        "`Mean.py` was taken for mean.py."
        if accepts
        else "There is no mean.py; there is `Mean.py`, which has to be renamed to mean.py."
    )
    assert sentences == [first, "`helper.PY` cannot be imported under this name."]
