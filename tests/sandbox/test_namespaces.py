"""What the namespaces of `isolated` show: what Python needs, however it was built, and nothing else."""

import os
from pathlib import Path

import pytest

from grader.sandbox.confine.landlock import standard_library_folders
from grader.sandbox.levels.confined import wrapper
from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def tool(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if bubblewrap were installed; it is not run here."""
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/bwrap")


def shown() -> list[Path]:
    """The paths that are shown."""
    arguments = wrapper()
    assert arguments is not None
    return [Path(arguments[number + 1]) for number, part in enumerate(arguments) if part == "--ro-bind"]


def test_no_bubblewrap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then there is no command to put in front."""
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert wrapper() is None


def test_a_python_that_is_a_shared_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on hosted runners: without its library it would not start, and the level would never hold."""
    (tmp_path / "lib").mkdir()
    library = tmp_path / "lib" / "libpython3.13.so.1.0"
    library.touch()
    (tmp_path / "lib" / "solutions.py").touch()
    monkeypatch.setattr("sys.base_prefix", str(tmp_path))
    assert [path for path in shown() if path.is_relative_to(tmp_path)] == [library]


def test_what_is_installed_is_hidden_before_its_packages_are_shown() -> None:
    """The folder of packages may lie in that of the standard library, which is shown as a whole."""
    arguments = wrapper()
    assert arguments is not None
    for folder in standard_library_folders():
        installed = folder / "site-packages"
        if installed.is_dir():
            hidden = arguments.index(str(installed))
            assert arguments[hidden - 1] == "--tmpfs"
            assert arguments.index(str(folder)) < hidden
            assert [part for part in arguments[:hidden] if part.startswith(f"{installed}/")] == []


def test_no_course_is_shown() -> None:
    """Neither the one that ships, nor what lies beside the packages; of the package itself only the wall."""
    paths = [Path(os.path.realpath(path)) for path in shown()]
    for hidden in (ROOT / "exercises", ROOT / "solutions", ROOT / "grader" / "judging"):
        assert [path for path in paths if path == hidden or path in hidden.parents] == []
    assert ROOT / "grader" / "sandbox" in paths
