"""Students are told what is other on their machine than where their work is graded."""

import json
from pathlib import Path

import pytest

from grader.course.load_bundle import graded_with_of
from grader.course.release.bundle import FILE, GradedWith
from grader.course.release.graded_with import differences, graded_with
from tests.conftest import Grade

THERE = GradedWith(python="3.13.2", numpy="2.4.0", sympy="1.14.0", grader="0.1.0", level="isolated")


@pytest.mark.parametrize(
    ("here", "says"),
    [
        ({}, []),
        ({"python": "3.13.9"}, []),
        ({"python": "3.12.2"}, ["Work is graded with Python 3.13; here is 3.12."]),
        ({"numpy": "2.3.0"}, ["Work is graded with NumPy 2.4.0; here is 2.3.0."]),
        ({"sympy": "1.13.3"}, ["Work is graded with SymPy 1.14.0; here is 1.13.3."]),
        ({"grader": "0.2.0"}, ["Work is graded by version 0.1.0; here is 0.2.0."]),
        ({"level": "limited"}, ["Work is graded at the level isolated; here it is limited."]),
        (
            {"python": "3.11.7", "level": "confined"},
            [
                "Work is graded with Python 3.13; here is 3.11.",
                "Work is graded at the level isolated; here it is confined.",
            ],
        ),
    ],
)
def test_what_is_other(here: dict[str, str], says: list[str]) -> None:
    """A sentence each; of Python's versions the last part makes no difference."""
    assert [*differences(THERE, THERE.model_copy(update=here))] == says


def test_what_a_newer_version_has_released_says_it_too(tmp_path: Path) -> None:
    """Whatever else is in it: that the version is another one is what is to be told."""
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_text(json.dumps({"schema": "grade-bundle/2", "graded_with": THERE.model_dump()}), "utf-8")
    assert graded_with_of(tmp_path) == THERE


@pytest.mark.slow
def test_a_release_says_it_and_the_doctor_compares(grade: Grade, small: Path, tmp_path: Path) -> None:
    """In the README, and where `grade doctor` is asked in the folder; nowhere else."""
    got = tmp_path / "got"
    grade("release", got, "--unchecked", "--course", small)
    known = graded_with_of(got)
    assert known is not None
    assert known == graded_with(known.level)
    page = " ".join((got / "README.md").read_text("utf-8").split())
    assert (
        f"Work is graded with Python {known.python}, NumPy {known.numpy} and SymPy {known.sympy} at the level" in page
    )
    assert grade("doctor", cwd=got).stdout.endswith(
        "\nWork is graded with what is here: the same versions, at the same level.\n"
    )
    bundle = got / FILE
    bundle.write_text(bundle.read_text("utf-8").replace(f'"sympy":"{known.sympy}"', '"sympy":"1.0"'), "utf-8")
    assert f"\nWork is graded with SymPy 1.0; here is {known.sympy}.\n" in grade("doctor", cwd=got).stdout
    assert "Work is graded" not in grade("doctor", cwd=tmp_path).stdout
    bundle.write_text("{", "utf-8")
    assert "Work is graded" not in grade("doctor", cwd=got).stdout
