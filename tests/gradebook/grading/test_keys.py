"""The key of a grading changes with everything that its result depends on, and with nothing else."""

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.digest import digest_of
from grader.exercise import Course
from grader.gradebook.grading.course_files import read_course
from grader.gradebook.grading.keys import Conditions, conditions_here, grading_key, setting_of
from grader.gradebook.store.encoding import pack_files, unpack_files
from grader.judging.setting import Setting, SettingOptions
from tests.gradebook.conftest import write_course

CONDITIONS = conditions_here(Setting(), "confined")


@pytest.mark.parametrize("name", [field.name for field in fields(Conditions)])
def test_every_part_of_the_setting_counts(name: str) -> None:
    """Another version, level, seed or limit is another grading."""
    value = getattr(CONDITIONS, name)
    other: Any = (1.0,) if isinstance(value, tuple) else not value if isinstance(value, bool) else f"{value}1"
    assert grading_key("d", "v", replace(CONDITIONS, **{name: other})) != grading_key("d", "v", CONDITIONS)


def test_a_setting_comes_back_from_the_conditions() -> None:
    """What was written down is what is taken over."""
    setting = Setting(seed=7, level="isolated", after_due=True)
    assert setting_of(conditions_here(setting, "isolated").text) == setting


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (SettingOptions(), Setting(7, "isolated", after_due=True)),
        (SettingOptions(seed=0), Setting(0, "isolated", after_due=True)),
        (SettingOptions(level="confined"), Setting(7, "confined", after_due=True)),
        (SettingOptions(after_due=False), Setting(7, "isolated", after_due=False)),
    ],
)
def test_what_is_left_open_is_as_it_was(asked: SettingOptions, expected: Setting) -> None:
    """Each part by itself; 0 and False are asked for."""
    assert asked.after(Setting(7, "isolated", after_due=True)) == expected


def test_submission_and_exercise_count() -> None:
    """Another submission, another exercise."""
    assert len({grading_key(*names, CONDITIONS) for names in (("a", "b"), ("b", "a"), ("ab", ""), ("", "ab"))}) == 4


@given(st.lists(st.binary()), st.lists(st.binary()))
def test_parts_are_not_run_together(first: list[bytes], second: list[bytes]) -> None:
    """The same hash only for the same parts."""
    assert (digest_of(first) == digest_of(second)) == (first == second)


@given(st.dictionaries(st.text(), st.binary()))
def test_files_come_back(files: dict[str, bytes]) -> None:
    """Whatever their names and contents; in any order, they pack to the same."""
    assert unpack_files(pack_files(files)) == files
    assert pack_files(dict(reversed(files.items()))) == pack_files(files)


@pytest.mark.parametrize("changed", ["exercises/square.py", "solutions/square.py"])
def test_the_version_of_an_exercise(tmp_path: Path, changed: str) -> None:
    """It changes with each of its two files; that of the other exercise does not."""
    folder = write_course(tmp_path)
    before = read_course(folder)
    (folder / changed).write_text((folder / changed).read_text(encoding="utf-8") + "\n", encoding="utf-8")
    after = read_course(folder)
    small = Course(name="small", title="Small", version="1")
    assert after.version(small, "square") != before.version(small, "square")
    assert after.version(small, "double") == before.version(small, "double")
    assert after.version(small.model_copy(update={"name": "other"}), "double") != before.version(small, "double")


def test_the_version_where_near_names_count(tmp_path: Path) -> None:
    """It changes with the names of all exercises, which are near the same files, not with those that are asked for."""
    folder = write_course(tmp_path)
    exact = Course(name="small", title="Small", version="1")
    near = exact.model_copy(update={"accepts_near_names": True})
    before, part = read_course(folder), read_course(folder, ["square"])
    assert before.version(near, "square") != before.version(exact, "square")
    assert part.version(near, "square") == before.version(near, "square")
    for tree in ("exercises", "solutions"):
        (folder / tree / "squares.py").write_bytes((folder / tree / "square.py").read_bytes())
    assert read_course(folder).version(near, "square") != before.version(near, "square")
    assert read_course(folder).version(exact, "square") == before.version(exact, "square")
