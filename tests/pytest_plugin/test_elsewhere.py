"""The plugin costs nothing and does nothing where there is no course."""

from pathlib import Path

from tests.pytest_plugin.conftest import Run

TEST = """
import sys

def test_own(record_property):
    record_property("grader", ["no pair that can be kept in a set"])
    heavy = {"numpy", "sympy", "pydantic", "click", "rich"} & {*sys.modules}
    assert "grader.pytest_plugin.hooks" in sys.modules
    assert not heavy
"""


def test_nothing_heavy_is_imported_and_no_process_started(tmp_path: Path, run: Run) -> None:
    """A file that is called like an exercise is a module like any other; properties of others are left alone."""
    (tmp_path / "test_own.py").write_text(TEST, "utf-8")
    (tmp_path / "xor.py").write_text("def test_in_xor():\n    pass\n", "utf-8")
    done = run("pytest", "-q", "test_own.py", "xor.py", cwd=tmp_path)
    assert done.stdout.splitlines()[-1].startswith("2 passed in"), done.stdout
    assert "grader" not in done.stdout
