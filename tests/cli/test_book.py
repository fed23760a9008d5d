"""`grade book`, `grade stats` and `grade export`, on a gradebook that `grade batch` has made."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from grader.sandbox.levels.sandbox import Sandbox
from tests.conftest import Grade
from tests.gradebook.conftest import write_class, write_course

LATE = """
[default]
due = 2026-11-01T23:59:00Z
percent_per_day = 10

[extensions]
s00001 = 24

[excused]
s0003 = ["square"]
"""
COMMANDS = {
    "book": ["book"],
    "student": ["book", "--student", "s0000"],
    "stats": ["stats"],
    "export": ["export", "--to", "json", "-o", "out.json"],
}


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory: pytest.TempPathFactory, patient: Sandbox) -> Path:
    """Four students: all right, the first right, the second right, nothing right."""
    folder = tmp_path_factory.mktemp("class")
    course = write_course(folder / "course")
    write_class(folder / "work", 4)
    words = [str(folder / "work"), "--gradebook", "course.db", "--course", str(course), "--sandbox", patient.level]
    command = [sys.executable, "-m", "grader", "batch", *words]
    graded = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert graded.returncode == 0, graded.stdout + graded.stderr
    return folder / "course.db"


def test_the_commands_answer(grade: Grade, gradebook: Path, tmp_path: Path) -> None:
    """Each from the same gradebook, with a policy in which one student is misspelt and one excused."""
    (tmp_path / "late.toml").write_text(LATE, encoding="utf-8")
    late = ["--late", tmp_path / "late.toml"]
    results = {name: grade(*words, gradebook, *late, cwd=tmp_path) for name, words in COMMANDS.items()}
    assert {name: result.returncode for name, result in results.items()} == dict.fromkeys(COMMANDS, 0), results
    lines = [line.split() for line in results["book"].stdout.splitlines()]
    assert lines[:2] == [["student", "double", "square", "total"], ["of", "2", "3", "5"]]
    assert lines[2:6] == [
        ["s0000", "2T", "3T", "5"],
        ["s0001", "2T", "0T", "2"],
        ["s0002", "0T", "3T", "3"],
        ["s0003", "0T", "EX", "0"],
    ]
    assert "the late policy names 's00001', who is not in the book; 's000" in results["book"].stderr
    assert "double: 2 / 2" in results["student"].stdout
    assert "Fewer than 10 students" in " ".join(results["stats"].stdout.split())
    assert "square 3 0.67" in " ".join(results["stats"].stdout.split())
    assert len(json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["lines"]) == 8


def test_a_downloaded_gradebook_is_filled_in(grade: Grade, gradebook: Path, tmp_path: Path) -> None:
    """From Canvas, with its own ids, and back."""
    header = "Student,ID,SIS User ID,SIS Login ID,Section,double (77),square (78)\n"
    (tmp_path / "canvas.csv").write_text(header + '"A, B",1,,s0001,Monday,,\nC,2,,zoe,Monday,1,\n', encoding="utf-8")
    words = ["--to", "canvas", "--into", "canvas.csv", "-o", "canvas.csv"]
    done = grade("export", gradebook, *words, cwd=tmp_path)
    assert "s0000, s0002, s0003: not in the file" in done.stdout
    with (tmp_path / "canvas.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1:] == [
            ["A, B", "1", "", "s0001", "Monday", "2", "0"],
            ["C", "2", "", "zoe", "Monday", "1", ""],
        ]


def test_a_worksheet_in_another_language_is_filled_in(grade: Grade, gradebook: Path, tmp_path: Path) -> None:
    """Its columns are named by hand; a word that names none is told."""
    sheet = "Kennung;E-Mail;Note\nTeilnehmer/in1;s0001;\nTeilnehmer/in2;s0002;\n"
    (tmp_path / "sheet.csv").write_text(sheet, encoding="utf-8")
    words = ["--to", "moodle", "--into", "sheet.csv", "-e", "double", "-o", "sheet.csv"]
    unclear = grade("export", gradebook, *words, cwd=tmp_path)
    assert unclear.returncode == 2
    assert "has no 'Identifier' and 'Grade'" in unclear.stderr
    wrong = grade("export", gradebook, *words, "--column", "Note", cwd=tmp_path)
    assert (wrong.returncode, "'Note' is no NAME=HEADER" in wrong.stderr) == (2, True)
    named = ["--column", "Identifier=Kennung", "--column", "Grade=Note", "--column", "Email address=E-Mail"]
    assert grade("export", gradebook, *words, *named, cwd=tmp_path).returncode == 0
    assert (tmp_path / "sheet.csv").read_text(encoding="utf-8") == sheet


def test_one_exercise_can_be_exported(grade: Grade, gradebook: Path, tmp_path: Path) -> None:
    """Such as the one that a Moodle assignment is for; one that is not there is told."""
    words = ["--to", "csv", "-e", "square", "-o", "square.csv"]
    assert grade("export", gradebook, *words, cwd=tmp_path).returncode == 0
    with (tmp_path / "square.csv").open(encoding="utf-8", newline="") as file:
        assert [(line["exercise"], line["points"]) for line in csv.DictReader(file)] == [
            ("square", points) for points in ("3.0", "0.0", "3.0", "0.0")
        ]
    done = grade("export", gradebook, "--to", "csv", "-e", "cube", "-o", "cube.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert "there is no exercise 'cube' in the gradebook; there are double, square" in done.stderr


def test_a_wrong_policy_is_told_with_its_line(grade: Grade, gradebook: Path, tmp_path: Path) -> None:
    (tmp_path / "late.toml").write_text("[exercises.duoble]\nmost = 3\n", encoding="utf-8")
    done = grade("book", gradebook, "--late", "late.toml", cwd=tmp_path)
    assert done.returncode == 2
    assert "late.toml:1: there is no 'duoble' here (did you mean 'double'?)" in done.stderr
