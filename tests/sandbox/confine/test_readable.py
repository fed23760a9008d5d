"""What a student's process may read is never a course, never holds one, and never lies above one."""

import os
import sys
from pathlib import Path

import pytest

from grader.sandbox.confine import landlock as module
from grader.sandbox.confine.landlock import readable, standard_library_folders
from grader.sandbox.levels.start import libraries
from tests.conftest import ROOT

TREES = ("exercises", "solutions", "student_template")


def reveals(paths: list[Path], course: Path) -> list[Path]:
    """The paths that are a course or lie above it, by their real names."""
    real = [Path(os.path.realpath(path)) for path in paths]
    return [path for path in real if path == course or path in course.parents]


@pytest.mark.parametrize("tree", TREES)
def test_the_course_that_ships(tree: str) -> None:
    """The package may be installed for development, so that the course lies where the grader does."""
    assert reveals(readable(libraries()), ROOT / tree) == []


@pytest.mark.parametrize("name", ["mycourse", "course-1.0", "grader", "exercises"])
def test_a_course_among_installed_packages(name: str) -> None:
    """Beside numpy, however it got there."""
    paths = readable(libraries())
    for folder in libraries():
        course = Path(os.path.realpath(folder)) / name
        assert reveals(paths, course) == []
        assert course.parent not in [Path(os.path.realpath(path)) for path in paths]


def test_a_course_in_the_standard_library_s_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody may have copied it there: only the modules of the library can be read, with their compiled forms."""
    for name in ("mycourse", "json", "site-packages", "dist-packages", "__pycache__", "lib-dynload"):
        (tmp_path / name).mkdir()
    for name in ("solutions.py", "os.py", "__pycache__/solutions.cpython-311.pyc", "__pycache__/os.cpython-311.pyc"):
        (tmp_path / name).touch()
    monkeypatch.setattr(module, "standard_library_folders", lambda: [tmp_path])
    paths = {str(path.relative_to(tmp_path)) for path in readable(()) if path.is_relative_to(tmp_path)}
    assert paths == {"json", "os.py", "__pycache__/os.cpython-311.pyc", "lib-dynload"}


def test_all_that_is_in_the_standard_library_here_can_be_read() -> None:
    """No module is forgotten: each that this Python has as a file or folder of the library is named."""
    paths = {Path(os.path.realpath(path)) for path in readable(())}
    for folder in standard_library_folders():
        for name in sys.stdlib_module_names:
            for path in (folder / name, folder / f"{name}.py"):
                assert not path.exists() or Path(os.path.realpath(path)) in paths
