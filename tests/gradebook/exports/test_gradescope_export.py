"""Gradescope's results.json for each student."""

import io
import json
import zipfile
from dataclasses import replace

from grader.gradebook.exports import gradescope
from grader.model.book import BookRow
from grader.model.gradebook import Person


def archive(content: bytes) -> dict[str, dict[str, object]]:
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        return {name: json.loads(zipped.read(name)) for name in zipped.namelist()}


def test_a_file_for_each_student_with_known_points(book: list[BookRow]) -> None:
    """Gradescope adds up the tests where there is no score: who has unknown points is left out and named."""
    made = gradescope.new(book)
    assert list(archive(made.content)) == [f"{name}/results.json" for name in ("ada", "bob", "grace", "emmy")]
    assert made.notes == ("kurt: left out: points are not known",)


def test_the_score_is_after_the_late_policy(book: list[BookRow]) -> None:
    bob = archive(gradescope.new(book).content)["bob/results.json"]
    assert bob["score"] == 3.6
    assert bob["output"] == "hessian: 1 day late: 10 % less\nxor: 1 day late: 10 % less"


def test_items_are_tests(book: list[BookRow]) -> None:
    ada = archive(gradescope.new(book).content)["ada/results.json"]
    assert ada["tests"][1] == {  # type: ignore[index]
        "name": "xor: relu",
        "score": 2.5,
        "max_score": 3.0,
        "status": "failed",
        "output": "partial: 2.5 / 3",
        "output_format": "text",
        "visibility": "visible",
    }


def test_excused_exercises_are_no_tests(book: list[BookRow]) -> None:
    grace = archive(gradescope.new(book).content)["grace/results.json"]
    assert [test["name"] for test in grace["tests"]] == ["xor: relu", "xor: net"]  # type: ignore[attr-defined]


def test_names_of_folders_are_safe_and_differ(book: list[BookRow]) -> None:
    """No id leads out of the archive, and no two students share a file."""
    ids = ["../../etc/passwd", "a/b", "a\\b", "a_b", "A_B", "..", "", "ünïcode", "x" * 81, "x" * 80]
    made = gradescope.new([replace(book[0], person=Person(name)) for name in ids])
    assert [name.removesuffix("/results.json") for name in archive(made.content)] == [
        "_.._etc_passwd", "a_b", "a_b-2", "a_b-3", "A_B-4", "student", "student-2", "_n_code", "x" * 80,
        f"{'x' * 80}-2",
    ]  # fmt: skip


def test_the_same_book_makes_the_same_archive(book: list[BookRow]) -> None:
    assert gradescope.new(book) == gradescope.new(book)
