"""Unchanged work is not graded again, and the report is that of grading all of it."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.course.report_cache.kept import load
from grader.course.report_cache.look_up import read_work, recall_report
from grader.judging.setting import Setting
from grader.sandbox.levels.sandbox import Sandbox
from tests.conftest import ROOT, SUBMISSIONS
from tests.course.report_cache.conftest import EXERCISES, Again
from tests.notebooks import notebook

SEED, STEPS = 20261129, 8
SOURCES = {
    "right": (SUBMISSIONS / "perfect" / "xor.py").read_text("utf-8"),
    "wrong": (SUBMISSIONS / "typical" / "xor.py").read_text("utf-8"),
    "half a file": "def relu(z):\n    return max(0,\n",
    "with a helper": "from helper import relu\n",
    "at run time": "relu = __import__('help' + 'er').relu\n",
}
HELPERS = ("def relu(z): return abs(z) * (z > 0)\n", "def relu(z): return z\n", "RELU = 1\n")


def edit(work: Path, chance: random.Random) -> None:
    """One thing that a student does."""
    name = chance.choice(["xor.py", "helper.py", "helper.py", "convexity.py", "Xor (1).py", "week.ipynb"])
    path = work / name
    if path.exists() and chance.random() < 0.25:
        path.unlink()
    elif name == "week.ipynb":
        path.write_bytes(notebook(chance.choice(HELPERS)))
    elif name == "helper.py":
        path.write_text(chance.choice(HELPERS), encoding="utf-8")
    elif name == "convexity.py":
        shutil.copy(chance.choice([SUBMISSIONS / "perfect", SUBMISSIONS / "typical"]) / name, path)
    else:
        path.write_text(chance.choice([*SOURCES.values()]), encoding="utf-8")


@pytest.mark.slow
def test_a_remembered_report_is_a_fresh_one(work: Path, again: Again) -> None:
    """Whatever is edited, and whatever was graded alone in between."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    recalled = 0
    for _ in range(STEPS):
        edit(work, chance)
        if chance.random() < 0.3:
            again((chance.choice(EXERCISES),))
        known, fresh = again(), again(fresh=True)
        assert known.report == fresh.report
        recalled += len(EXERCISES) - len(known.judged)
        assert known.report == again().report
    assert recalled  # or nothing was shown


def test_what_is_unchanged_is_not_judged(work: Path, again: Again) -> None:
    """Neither all of it, nor what a change of one file leaves as it is."""
    assert again().judged == [*EXERCISES]
    assert again().judged == []
    (work / "convexity.py").write_text("def convexity(): return 1\n", encoding="utf-8")
    assert again(("xor",)).judged == []
    assert again().judged == ["convexity"]
    assert again(fresh=True).judged == [*EXERCISES]


@pytest.mark.slow
def test_exercises_that_were_graded_one_by_one_are_one_report(again: Again) -> None:
    """In the order of the course."""
    for name in reversed(EXERCISES):
        again((name,))
    whole = again()
    assert whole.judged == []
    assert whole.report == again(fresh=True).report


@pytest.mark.parametrize("setting", [Setting(seed=1), Setting(after_due=True)])
def test_other_numbers_are_another_report(again: Again, setting: Setting) -> None:
    """What is known of one seed says nothing of the other."""
    again(("xor",))
    assert again(("xor",), setting=setting).judged == ["xor"]
    assert again(("xor",), setting=setting).judged == []


def test_a_demand_for_a_level_is_kept(again: Again, patient: Sandbox) -> None:
    """What was graded at the level that holds is known of that one only."""
    again(("xor",))
    assert again(("xor",), setting=Setting(level=patient.level)).judged == []


@pytest.mark.parametrize("source", ["def relu(z): return [0] * 10**12\n", "def relu(z): print(object())\n"])
def test_what_hangs_on_the_machine_is_judged_each_time(work: Path, again: Again, source: str) -> None:
    """Memory, or an address that is printed: the points of the last time are not taken for those of now."""
    (work / "xor.py").write_text(source, encoding="utf-8")
    assert again(("xor",)).judged == ["xor"]
    assert again(("xor",)).judged == ["xor"]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of two exercises, to be changed."""
    for tree in ("exercises", "solutions"):
        (tmp_path / "course" / tree).mkdir(parents=True)
        for name in ("xor", "convexity"):
            shutil.copy(ROOT / tree / f"{name}.py", tmp_path / "course" / tree)
    shutil.copy(ROOT / "exercises" / "course.py", tmp_path / "course" / "exercises")
    return tmp_path / "course"


def test_a_course_that_changes_is_asked_again(course: Path, again: Again) -> None:
    """All of it: a file of a course may use another one."""
    both = ("xor", "convexity")
    assert again(both, course).judged == [*both]
    assert again(both, course).judged == []
    path = course / "exercises" / "convexity.py"
    path.write_text(path.read_text("utf-8").replace("points=", "points=1 + "), encoding="utf-8")
    changed = again(both, course)
    assert changed.judged == [*both]
    assert changed.report.max_score > 20
    (course / "exercises" / "convexity.py").unlink()
    (course / "solutions" / "convexity.py").unlink()
    assert [exercise.id for exercise in again((), course).report.exercises] == ["xor"]


def test_another_course_is_another_report(course: Path, again: Again) -> None:
    """The same exercise of two courses is two."""
    again(("xor",))
    assert again(("xor",), course).judged == ["xor"]


def test_the_report_can_be_recalled(work: Path, again: Again) -> None:
    """By whoever shows it, as long as all of it is known."""
    assert recall_report(read_work(work, ROOT, ["xor"])) is None
    report = again(("xor",)).report
    recalled = recall_report(read_work(work, ROOT, ["xor"]))
    assert recalled is not None
    assert recalled.exercises == report.exercises
    assert recall_report(read_work(work, ROOT)) is None
    (work / "xor.py").write_text("", encoding="utf-8")
    assert recall_report(read_work(work, ROOT, ["xor"])) is None


def damages(path: Path) -> Iterator[Callable[[], object]]:
    """What may become of the file."""
    whole = path.read_text("utf-8")
    yield lambda: path.write_bytes(b"")
    yield lambda: path.write_text(whole[: len(whole) // 2], encoding="utf-8")
    yield lambda: path.write_bytes(b"\xff\xfe" + whole.encode())
    yield lambda: path.write_text("[" * 100_000, encoding="utf-8")
    yield lambda: path.write_text("null", encoding="utf-8")
    yield lambda: path.write_text(whole.replace("grade-kept/1", "grade-kept/2"), encoding="utf-8")
    yield lambda: path.write_text(whole.replace('"verdict": "', '"verdict": "X'), encoding="utf-8")
    yield lambda: path.write_text(whole.replace('"at": ', '"at": "soon", "when": '), encoding="utf-8")
    yield lambda: (path.unlink(), path.mkdir())  # type: ignore[func-returns-value]


def test_a_damaged_file_is_as_good_as_none(work: Path, again: Again, own_cache: Path) -> None:
    """No traceback, and no result of it."""
    expected = again(("xor",)).report
    (path,) = (own_cache / "reports").iterdir()
    whole = path.read_bytes()
    for damage in damages(path):
        path.write_bytes(whole)
        damage()
        assert load(work) is None
    path.rmdir()
    path.write_bytes(whole[:-20])
    found = again(("xor",))
    assert (found.report, found.judged) == (expected, ["xor"])
    assert again(("xor",)).judged == []


def test_where_nothing_can_be_written_all_is_graded(again: Again, monkeypatch: pytest.MonkeyPatch) -> None:
    """Silently."""
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")
    assert again(("xor",)).judged == ["xor"]
    assert again(("xor",)).judged == ["xor"]
