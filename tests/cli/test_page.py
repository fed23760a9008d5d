"""A report as a page: what the command knows beside the report stands on it."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, SUBMISSIONS, Grade

pytest.importorskip("jinja2", reason="Jinja2, of coursegrade[html], is not installed")

GOLDEN = SUBMISSIONS.parent / "golden" / "typical.json"
ASKED = "maps <math"
"""What only the statement of `xor` says."""


def test_a_run_writes_statements_and_what_has_changed(grade: Grade, own_cache: Path, tmp_path: Path) -> None:
    """To the terminal as to a file; what was earned before is known from the time before."""
    work = Path(shutil.copytree(SUBMISSIONS / "typical", tmp_path / "work"))
    arguments = (work, "-e", "xor", "--course", ROOT, "--report")
    first = grade(*arguments, "html")
    text = (work / "xor.py").read_text("utf-8")
    (work / "xor.py").write_text(text.replace("max(0, z)", "(abs(z) + z) / 2"), encoding="utf-8")
    page = tmp_path / "page.html"
    second = grade(*arguments, f"html:{page}")
    assert (first.returncode, second.returncode, second.stdout) == (0, 0, "")
    assert ASKED in first.stdout
    assert "since last time" not in first.stdout.casefold()
    assert "Since last time: xor +1 (relu.arrays)" in page.read_text("utf-8")


def test_a_kept_report_has_statements_where_the_course_is_named(grade: Grade, tmp_path: Path) -> None:
    """And none otherwise, which is said: a course is code, which nobody has asked for."""
    page = tmp_path / "page.html"
    done = grade("report", GOLDEN, "--to", f"html:{page}", "--course", ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert ASKED in page.read_text("utf-8")
    bare = grade("report", GOLDEN, "--to", "html")
    assert (bare.returncode, bare.stderr) == (0, "grade: the page leaves out the statements; --course DIR has them\n")
    assert "The XOR problem" in bare.stdout
    assert ASKED not in bare.stdout


def test_statements_of_another_course_are_not_shown(grade: Grade, small: Path, tmp_path: Path) -> None:
    """Exit code 2, and both names."""
    course = small / "exercises" / "course.py"
    course.write_text(course.read_text("utf-8").replace("neural-networks", "another"), encoding="utf-8")
    done = grade("report", GOLDEN, "--to", "html", "--course", small)
    assert done.returncode == 2
    assert f"the report is on the course neural-networks, and {small} holds another" in done.stderr
