"""The key of an exercise changes with what it is judged from, and with nothing else if that can be told."""

from dataclasses import fields

import pytest

from grader.course.report_cache.keys import conditions_of, work_keys
from grader.judging.setting import Setting
from grader.model.submission import Submission
from grader.sandbox.limits import Limits

EXERCISES = ["mean", "spread", "shape"]
FILES = {
    "mean.py": "from tools import total\n",
    "spread.py": "import mean\n",
    "tools.py": "def total(): ...\n",
    "notes.py": "x = 1\n",
}


def keys(**changes: str | None) -> dict[str, str]:
    """Keys of the work with some files changed, or without those that are None; `__` stands for the dot."""
    texts = {**FILES, **{name.replace("__", "."): text for name, text in changes.items()}}
    files = {name: text.encode() for name, text in sorted(texts.items()) if text is not None}
    return work_keys(Submission("s", files), EXERCISES)


@pytest.mark.parametrize(
    ("changes", "moved"),
    [
        ({}, []),
        ({"mean__py": "x = 2\n"}, ["mean", "spread"]),
        ({"spread__py": "x = 2\n"}, ["spread"]),
        ({"tools__py": "x = 2\n"}, ["mean", "spread"]),
        ({"notes__py": "x = 2\n"}, []),
        ({"mean__py": "from tools import total\n# a comment\n"}, ["mean", "spread"]),
        # names count everywhere, for what is missing is told with the name that is nearly right
        ({"notes__py": None}, EXERCISES),
        ({"shape__py": "x = 1\n"}, EXERCISES),
        ({"spread__py": None}, EXERCISES),
    ],
)
def test_what_moves_a_key(changes: dict[str, str | None], moved: list[str]) -> None:
    """What the exercise's file reaches by its imports, and the names of all files."""
    before, after = keys(), keys(**changes)
    assert [name for name in EXERCISES if before[name] != after[name]] == moved


@pytest.mark.parametrize(
    "around",
    [
        {"mean__py": "__import__('no' + 'tes')\n", "spread__py": "import importlib\n", "shape__py": "import pkgutil\n"},
        {"shap__py": "x = 1\n"},
        {"Shape (1)__py": "x = 1\n"},
        {"random__py": "x = 1\n"},
        {"week__ipynb": "x = 1\n"},
    ],
    ids=["imports at run time", "a name with a slip", "a copy", "a name of the library's", "a notebook"],
)
def test_where_it_cannot_be_told_everything_counts(around: dict[str, str]) -> None:
    """A file that nothing imports may count then."""
    before, after = keys(**around), keys(**around, notes__py="x = 2\n")
    assert all(before[name] != after[name] for name in EXERCISES)


def test_where_there_is_too_much_to_look_through_everything_counts() -> None:
    """So much is not read at all."""
    large = "#" * (Limits().submission_bytes + 1)
    before, after = keys(large__py=large), keys(large__py=large, notes__py="x = 2\n")
    assert all(before[name] != after[name] for name in EXERCISES)


def test_whose_it_is_does_not_count() -> None:
    """Nor what is said of files that were not read, which is said anew each time."""
    files = {"mean.py": b"x = 1"}
    assert work_keys(Submission("a", files), EXERCISES) == work_keys(Submission("b", files), EXERCISES)
    # A field more may be something to judge from: then it belongs into the key, or into this list
    assert [field.name for field in fields(Submission)] == ["id", "files", "notes", "hints"]


def test_each_exercise_has_a_key_of_its_own() -> None:
    """Two that are missing are two."""
    assert len(set(keys().values())) == len(EXERCISES)


@pytest.mark.parametrize(
    ("course", "setting", "level"),
    [
        ("other", Setting(), "confined"),
        ("course", Setting(seed=1), "confined"),
        ("course", Setting(after_due=True), "confined"),
        ("course", Setting(limits=Limits(call_seconds=2.0)), "confined"),
        ("course", Setting(), "isolated"),
    ],
)
def test_conditions_count(course: str, setting: Setting, level: str) -> None:
    """Course, numbers, limits and level."""
    assert conditions_of(course, setting, level) != conditions_of("course", Setting(), "confined")


def test_the_level_that_holds_counts_not_the_one_that_was_asked_for() -> None:
    """And the grader's own code does; without a hash of the course there are no conditions."""
    asked = Setting(level="confined")
    assert conditions_of("course", asked, "confined") == conditions_of("course", Setting(), "confined")
    assert conditions_of(None, Setting(), "confined") == ""


def test_another_grader_is_another_condition(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may say something else of the same work."""
    before = conditions_of("course", Setting(), "confined")
    monkeypatch.setattr("grader.course.report_cache.keys.installation", lambda: "another")
    assert conditions_of("course", Setting(), "confined") != before
