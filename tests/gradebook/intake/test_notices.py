"""What an instructor is told about what was handed in."""

import shutil
from pathlib import Path

import pytest

from grader.gradebook.intake.find import handed_in, missing
from grader.gradebook.intake.source import Heard, about_roster
from grader.sandbox.levels.sandbox import Sandbox
from tests.cases.case import INPUTS
from tests.conftest import ROOT, Grade
from tests.gradebook.intake import archives as make
from tests.gradebook.intake.handed import XOR, put

NEAR = {
    "canvas": "mean-1.py", "capital": "Mean.py", "copy": "mean (1).py", "suffix": "mean_solution.py",
    "upper": "MEAN.PY",
}  # fmt: skip


def test_who_is_not_on_the_roster_and_who_is_missing(tmp_path: Path) -> None:
    """By name, the first few; nothing where there is no roster, or where it fits."""
    names = [f"x{number}" for number in range(7)]
    put(tmp_path, {"r.csv": b"id\nada\nzoe\n", **{f"class/{name}/a.py": XOR for name in ["ada", *names]}})
    sources = list(handed_in(tmp_path / "class", tmp_path / "r.csv"))
    absent = missing(tmp_path / "r.csv", (source.person for source in sources))
    strangers = "7 students not on the roster, graded under their own names: x0, x1, x2, x3, x4"
    zoe = "1 student on the roster handed in nothing: zoe"
    assert list(about_roster(sources, absent)) == [f"{strangers}, and 2 more: --every-note lists them all", zoe]
    assert list(about_roster(sources, absent, everything=True)) == [f"{strangers}, x5, x6", zoe]
    assert list(about_roster(list(handed_in(tmp_path / "class")), [])) == []


def test_what_could_not_be_read_is_told_once_it_was_tried(tmp_path: Path) -> None:
    """Each with where it lies, the first few of them, and nothing that could steer a terminal."""
    put(tmp_path, {"ok/a.py": XOR, **{f"bad{number}.rar": b"Rar!" for number in range(6)}, "b\x1b[2J.zip": b""})
    heard = Heard()
    sources = [heard.on(source) for source in handed_in(tmp_path)]
    assert list(heard.said()) == []
    assert sum(len(source.read().files) for source in sources) == 1
    said = list(heard.said())
    assert said[0] == "7 submissions could not be read as a whole:"
    assert "b\\x1b[2J.zip: b" in said[1]
    assert said[2].endswith("bad0.rar: bad0.rar cannot be read: it is damaged, or no zip, tar, tar.gz or tgz.")
    assert (len(said), said[-1]) == (7, "  and 2 more: --every-note lists them all")
    everything = list(heard.said(everything=True))
    assert len(everything) == 8
    assert not any("every-note" in line for line in everything)


def test_a_submission_of_many_faults_does_not_hide_the_others(tmp_path: Path) -> None:
    """The first of its notes, unless all are asked for; they are kept in full, as far as anybody reads."""
    entries = {f"../x{number}.py": XOR for number in range(10_000)}
    put(tmp_path, {"ada.zip": make.make_zip(entries), "bob.zip": make.make_zip({"a.ipynb": b"{}", "b.py": XOR})})
    heard = Heard()
    ada, _ = (heard.on(source).read() for source in handed_in(tmp_path))
    assert len(ada.notes) == 21
    assert ada.notes[-1].text == "Not read: and 9,940 more, as what was handed in shows."
    said = list(heard.said())
    assert len(said) == 3
    assert said[1].endswith("And 20 more notes: --every-note lists them all.")
    assert said[2].endswith("Not read: a.ipynb: it is no notebook, or damaged.")
    assert "../x5.py" in "".join(heard.said(everything=True))


@pytest.mark.slow
def test_a_batch_names_files_under_other_names(grade: Grade, patient: Sandbox, tmp_path: Path) -> None:
    """Each with what has to be done; where the course lets it count, with what it was taken for."""
    course = shutil.copytree(INPUTS / "files_renamed" / "course", tmp_path / "course")
    work = INPUTS / "files_renamed" / "submissions"
    where = ("--course", course, "--sandbox", patient.level, "--every-note")
    done = grade("batch", work, "--gradebook", tmp_path / "a.db", *where)
    assert "submissions have files under other names:" in done.stdout
    for student, name in NEAR.items():
        line = f"{student}: There is no mean.py; there is `{name}`, which has to be renamed to mean.py."
        assert line in done.stdout, done.stdout
    about = course / "exercises" / "course.py"
    about.write_text(about.read_text("utf-8").replace("Course(", "Course(accepts_near_names=True, "), encoding="utf-8")
    done = grade("batch", work, "--gradebook", tmp_path / "b.db", *where)
    for student, name in NEAR.items():
        assert f"{student}: `{name}` was taken for mean.py." in done.stdout, done.stdout
    book = grade("book", tmp_path / "b.db").stdout.splitlines()
    assert all(any(line.split() == [student, "2", "2"] for line in book) for student in NEAR), book
    shown = grade("book", tmp_path / "b.db", "--student", "copy")
    assert "There is no mean.py; `mean (1).py` was taken for it." in shown.stdout


@pytest.mark.slow
def test_a_batch_tells_them(grade: Grade, patient: Sandbox, tmp_path: Path) -> None:
    """At its end; every submission has its marks nevertheless."""
    put(tmp_path, {"r.csv": b"id\nada\nzoe\n", "class/ada/xor.py": XOR, "class/dan.rar": b"Rar!"})
    where = ("--gradebook", tmp_path / "c.db", "--roster", tmp_path / "r.csv", "--sandbox", patient.level)
    done = grade("batch", tmp_path / "class", "--course", ROOT, "-e", "xor", *where)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0].startswith("2 of 2 submissions")
    assert "1 student not on the roster, graded under their own names: dan" in done.stdout
    assert "1 student on the roster handed in nothing: zoe" in done.stdout
    assert "dan.rar cannot be read" in done.stdout
    shown = grade("book", tmp_path / "c.db", "--student", "dan")
    assert "  attempt 1: dan.rar cannot be read: it is damaged" in shown.stdout
