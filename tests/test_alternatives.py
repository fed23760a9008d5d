"""Right solutions in other styles than the reference's earn everything.

tests/alternatives/EXERCISE/STYLE/EXERCISE.py: loops or whole arrays, SymPy or NumPy, other answers where several are
right, other types of the same numbers. The docstring of each file says what is different about it.
"""

import ast
from pathlib import Path

import pytest

from grader.judging.key import CourseKey
from grader.sandbox.levels.sandbox import Sandbox
from tests.conftest import ROOT, Mark
from tests.slow import rest_slow

FOLDER = ROOT / "tests" / "alternatives"
ALTERNATIVES = sorted(path for path in FOLDER.glob("*/*") if path.is_dir() and path.name != "__pycache__")


@pytest.fixture(scope="session")
def sandbox(patient: Sandbox) -> Sandbox:
    """A sandbox with the deadlines that students have: exact arithmetic takes its time."""
    return patient


@pytest.mark.parametrize(
    "folder",
    rest_slow(ALTERNATIVES, lambda folder: folder.parent.name),
    ids=lambda folder: f"{folder.parent.name}-{folder.name}",
)
def test_a_right_solution_in_another_style_earns_everything(mark: Mark, folder: Path) -> None:
    """No item is lost to the way in which a right answer is computed or written."""
    report = mark(folder, folder.parent.name)
    lost = {
        item.id: (item.verdict, item.feedback, item.witness) for item in report.items if item.score != item.max_score
    }
    assert lost == {}


def test_every_exercise_has_three_styles_and_each_says_what_it_is(key: CourseKey) -> None:
    """The styles of an exercise differ in more than their docstrings."""
    for exercise in (examined.name for examined in key.exercises):
        files = [folder / f"{exercise}.py" for folder in ALTERNATIVES if folder.parent.name == exercise]
        modules = [ast.parse(file.read_text("utf-8")) for file in files]
        assert len(modules) >= 3, exercise
        assert all(ast.get_docstring(module) for module in modules), exercise
        assert len({ast.dump(ast.Module(module.body[1:], [])) for module in modules}) == len(modules), exercise
