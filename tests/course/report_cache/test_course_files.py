"""The hash of a course changes with all that work is judged by, and is not there where that cannot be told."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course.report_cache.course_files import course_digest
from tests.conftest import ROOT


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course whose solution imports a module of the author's, which imports another one."""
    write(tmp_path / "exercises" / "course.py", "course = 1\n")
    write(tmp_path / "exercises" / "mean.py", '"""The mean, from open data (all of it)."""\n')
    write(tmp_path / "solutions" / "mean.py", "import numpy as np, author_tools\n")
    write(tmp_path / "elsewhere" / "author_tools.py", "from author_deeper import part\n")
    write(tmp_path / "elsewhere" / "author_deeper" / "part.py", "x = 1\n")
    write(tmp_path / "elsewhere" / "author_deeper" / "__init__.py", "")
    monkeypatch.syspath_prepend(str(tmp_path / "elsewhere"))
    return tmp_path


def write(path: Path, text: str) -> None:
    """A file, with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def move_a_line(course: Path) -> None:
    """From one file to the next: together they hold the same bytes."""
    whole = (course / "exercises" / "mean.py").read_text("utf-8")
    write(course / "exercises" / "course.py", "course = 1\n" + whole[:5])
    write(course / "exercises" / "mean.py", whole[5:])


CHANGES: dict[str, Callable[[Path], object]] = {
    "the course": lambda course: write(course / "exercises" / "course.py", "x"),
    "the exercise": lambda course: write(course / "exercises" / "mean.py", "x"),
    "the solution": lambda course: write(course / "solutions" / "mean.py", "x"),
    "another exercise": lambda course: write(course / "exercises" / "other.py", "x"),
    "a picture": lambda course: write(course / "exercises" / "figures" / "mean.svg", "x"),
    "a solution that is gone": lambda course: (course / "solutions" / "mean.py").unlink(),
    "what a solution imports": lambda course: write(course / "elsewhere" / "author_tools.py", "x = 2\n"),
    "what that imports": lambda course: write(course / "elsewhere" / "author_deeper" / "part.py", "x = 2\n"),
    "a line that moves": move_a_line,
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_seen(course: Path, name: str) -> None:
    """Of any file that work may be judged by."""
    before = course_digest(course)
    assert before is not None
    CHANGES[name](course)
    assert course_digest(course) not in {before, None}


@pytest.mark.parametrize(
    "path",
    [
        "work/mean.py",
        "student_template/mean.py",
        "exercises/__pycache__/mean.pyc",
        "exercises/.mean.py.swp",
        "solutions/.ipynb_checkpoints/mean.py",
        "elsewhere/author_deeper/.part.py.swp",
        "README",
    ],
)
def test_a_change_elsewhere_is_none(course: Path, path: str) -> None:
    """Work that lies in the course's folder is judged by it, and is no part of it; nor is what an editor leaves."""
    before = course_digest(course)
    write(course / path, "x")
    assert course_digest(course) == before


@pytest.mark.parametrize(
    "source",
    [
        "from pathlib import Path\n",
        "import numpy as np, os\n",
        "def f():\n    import time\n",
        "DATA = open('data.csv')\n",
        "DATA = np.loadtxt('data.csv')\n",
        "HERE = __file__\n",
        "import author_reads\n",
    ],
)
def test_a_course_that_reads_what_is_no_file_of_it_has_no_hash(course: Path, source: str) -> None:
    """Of such a course nothing is remembered."""
    write(course / "elsewhere" / "author_reads.py", "import os\n")
    write(course / "solutions" / "mean.py", source)
    assert course_digest(course) is None


def test_a_course_of_very_many_files_has_no_hash(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading them each time would take longer than grading."""
    monkeypatch.setattr("grader.course.report_cache.course_files._MOST_FILES", 2)
    assert course_digest(course) is not None
    write(course / "exercises" / "data.txt", "x")
    assert course_digest(course) is None


def test_a_name_that_is_no_text_is_a_name(course: Path) -> None:
    """As files that were unpacked from another system's archive have."""
    before = course_digest(course)
    write(course / "exercises" / os.fsdecode(b"\xff.txt"), "x")
    assert course_digest(course) not in {before, None}


def test_the_course_that_ships_has_a_hash() -> None:
    """Or nothing of it would ever be remembered."""
    assert course_digest(ROOT) is not None
    assert course_digest(ROOT) == course_digest(ROOT)
