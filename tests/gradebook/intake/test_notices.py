"""What an instructor is told about what was handed in."""

from pathlib import Path

from grader.gradebook.intake.find import handed_in, missing
from grader.gradebook.intake.source import Heard, about_roster
from tests.conftest import ROOT, Grade
from tests.gradebook.intake.handed import XOR, put


def test_who_is_not_on_the_roster_and_who_is_missing(tmp_path: Path) -> None:
    """By name, the first few; nothing where there is no roster, or where it fits."""
    names = [f"x{number}" for number in range(7)]
    put(tmp_path, {"r.csv": b"id\nada\nzoe\n", **{f"class/{name}/a.py": XOR for name in ["ada", *names]}})
    sources = list(handed_in(tmp_path / "class", tmp_path / "r.csv"))
    assert list(about_roster(sources, missing(tmp_path / "r.csv", (source.person for source in sources)))) == [
        "7 students not on the roster, graded under their own names: x0, x1, x2, x3, x4, and 2 more",
        "1 student on the roster handed in nothing: zoe",
    ]
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
    assert (len(said), said[-1]) == (7, "  and 2 more")


def test_a_batch_tells_them(grade: Grade, tmp_path: Path) -> None:
    """At its end; every submission has its marks nevertheless."""
    put(tmp_path, {"r.csv": b"id\nada\nzoe\n", "class/ada/xor.py": XOR, "class/dan.rar": b"Rar!"})
    where = ("--gradebook", tmp_path / "c.db", "--roster", tmp_path / "r.csv", "--sandbox", "limited")
    done = grade("batch", tmp_path / "class", "--course", ROOT, "-e", "xor", *where)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0].startswith("2 of 2 submissions")
    assert "1 student not on the roster, graded under their own names: dan" in done.stdout
    assert "1 student on the roster handed in nothing: zoe" in done.stdout
    assert "dan.rar cannot be read" in done.stdout
    shown = grade("book", tmp_path / "c.db", "--student", "dan")
    assert "  attempt 1: dan.rar cannot be read: it is damaged" in shown.stdout
