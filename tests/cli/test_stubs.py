"""`grade stubs` writes what students fill in, and `--check` tells when somebody forgot to."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, Grade
from tests.slow import one_in


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of the course that ships."""
    for folder in ("exercises", "solutions", "student_template"):
        shutil.copytree(ROOT / folder, tmp_path / "course" / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "course"


def test_the_stubs_that_ship_are_up_to_date(grade: Grade) -> None:
    """Nobody has edited them by hand, or a reference without them."""
    done = grade("stubs", "--check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("fault", one_in(3, ["missing", "stale", "nobody's"]))
def test_a_fault_is_told_and_mended(grade: Grade, course: Path, fault: str) -> None:
    """Exit code 3 with file and cure; `grade stubs` puts it right."""
    stub = course / "student_template" / ("xor.py" if fault != "nobody's" else "old.py")
    if fault == "missing":
        stub.unlink()
    else:
        stub.write_text("def f(): pass\n", encoding="utf-8")
    done = grade("stubs", "--check", cwd=course)
    assert done.returncode == 3
    assert stub.name in done.stderr
    assert "Run `grade stubs`" in done.stderr
    word = "removed" if fault == "nobody's" else "written"
    assert grade("stubs", cwd=course).stdout.strip().endswith(f"{stub.name}: {word}")
    assert grade("stubs", "--check", cwd=course).returncode == 0


def test_a_reference_without_a_docstring_is_no_stub(grade: Grade, course: Path) -> None:
    """A student would have nothing to go by."""
    path = course / "solutions" / "xor.py"
    path.write_text(path.read_text(encoding="utf-8").replace('"""The rectified linear unit', 'x = """The', 1), "utf-8")
    done = grade("stubs", cwd=course)
    assert done.returncode == 3
    assert "relu has no docstring" in done.stderr


def test_only_the_stubs_that_are_named(grade: Grade, course: Path) -> None:
    """The others stay as they are, and so does a file of no exercise; a name that is none is told."""
    for name in ("xor", "hessian", "old"):
        (course / "student_template" / f"{name}.py").write_text("", encoding="utf-8")
    assert grade("stubs", "--check", "convexity", cwd=course).returncode == 0
    assert grade("stubs", "--check", "xor", cwd=course).returncode == 3
    assert grade("stubs", "xor", cwd=course).stdout.splitlines() == [f"{course}/student_template/xor.py: written"]
    assert (course / "student_template" / "hessian.py").read_text(encoding="utf-8") == ""
    assert (course / "student_template" / "old.py").exists()
    done = grade("stubs", "xro", cwd=course)
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean 'xor'" in done.stderr
