"""`grade check --fix` writes the cases that a check finds to be lacking, and looks for none where it finds nothing."""

import shutil
from pathlib import Path

import pytest

from grader.course.check import fix_cases
from grader.course.check.decisive import Chance
from grader.course.check.fix_cases import check_and_fix
from grader.course.load import load_course
from grader.course.stubs import write
from grader.items import FunctionItem
from grader.judging.key import ExerciseKey
from tests.conftest import ROOT

BROKEN = ROOT / "tests" / "broken_exercises"
COURSE = 'from grader import Course\n\ncourse = Course(name="c", title="C", version="1")\n'


def course_of(folder: Path, *names: str) -> Path:
    """A course of some of the broken exercises, with their stubs."""
    for tree in ("exercises", "solutions"):
        (folder / tree).mkdir()
        for name in names:
            shutil.copy(BROKEN / name / f"{tree.removesuffix('s')}.py", folder / tree / f"{name}.py")
    (folder / "exercises" / "course.py").write_text(COURSE, encoding="utf-8")
    write(folder)
    return folder


def test_the_cases_that_decide_are_written(tmp_path: Path) -> None:
    """What was caught on some seeds only is caught on all, and the exercise is checked once more."""
    told: list[tuple[str, int]] = []
    folder = course_of(tmp_path, "by_chance")
    (checked,) = check_and_fix(
        folder, ["by_chance"], tell=lambda checked: told.append((checked.exercise, len(checked.findings)))
    )
    assert checked.findings == ()
    assert [name for name, _ in told] == ["by_chance"] * len(told)
    assert told[0][1] > told[-1][1] == 0
    (item,) = load_course(folder, ["by_chance"]).exercises[0].exercise.items
    assert isinstance(item, FunctionItem)
    assert (3,) in item.cases
    assert (5,) in item.cases


@pytest.mark.slow
def test_one_with_nothing_to_fix_is_only_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its mutants are tried once, by the check; and what cannot be written is looked for once."""
    asked: list[str] = []

    def chances(key: ExerciseKey) -> list[Chance]:
        asked.append(key.name)
        return []

    monkeypatch.setattr(fix_cases, "chances_of_mutants", chances)
    monkeypatch.setattr(fix_cases, "write_cases", lambda *_: 0)
    names = ["by_chance", "sound"]
    fixed = {checked.exercise: checked for checked in check_and_fix(course_of(tmp_path, *names), names)}
    assert asked == ["by_chance"]
    assert not fixed["sound"].faults
    assert {finding.code for finding in fixed["by_chance"].faults} == {"decides.by_chance"}
