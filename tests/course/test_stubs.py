"""The stubs that students get are the references without their bodies."""

import ast
from pathlib import Path

import pytest

from grader import Exercise, ValueItem
from grader.course.load import exercise_names
from grader.course.stubs import make_stub
from grader.judging.key import CourseKey, ExerciseKey
from tests.conftest import ROOT

NAMES = exercise_names(ROOT)


def functions(path: Path) -> dict[str, ast.FunctionDef]:
    """The functions that a file defines, in order."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("name", NAMES)
def test_a_stub_has_the_signature_and_docstring_of_its_reference(name: str, key: CourseKey) -> None:
    """Arguments, annotations and docstring are the same; the body only raises."""
    exercise = next(one for one in key.exercises if one.name == name)
    examined = list(dict.fromkeys(item.function for item in exercise.exercise.items))
    stub, reference = (functions(ROOT / folder / f"{name}.py") for folder in ("student_template", "solutions"))
    assert list(stub) == examined
    for function in examined:
        assert ast.dump(stub[function].args) == ast.dump(reference[function].args)
        assert ast.dump(stub[function].returns) == ast.dump(reference[function].returns)  # type: ignore[arg-type]
        assert ast.get_docstring(stub[function]) == ast.get_docstring(reference[function])
        assert ast.unparse(stub[function].body[-1]) == "raise NotImplementedError"
        assert len(stub[function].body) == 2


@pytest.mark.parametrize("name", NAMES)
def test_the_three_trees_mirror_each_other(name: str) -> None:
    """Every exercise has a solution and a stub, and there is nothing else in these folders."""
    for folder in ("solutions", "student_template"):
        assert sorted(path.stem for path in (ROOT / folder).glob("*.py")) == NAMES


SOLUTION = '''"""The reference."""

import numpy as np
from numpy.typing import NDArray

from grader import Misconception

SECRET = 42
Entry = np.float64
Array = NDArray[Entry]
START = -1.0


def f(x: Array, start: float = START) -> Array:
    """Something."""
    return x + SECRET
'''
STUB = '''"""t: `grade show sum` prints what is asked."""

import numpy as np
from numpy.typing import NDArray

Entry = np.float64
Array = NDArray[Entry]
START = -1.0


def f(x: Array, start: float = START) -> Array:
    """Something."""
    raise NotImplementedError
'''


def test_a_stub_has_what_its_signatures_name(tmp_path: Path) -> None:
    """Types and defaults that the reference gives a name, and nothing that only its bodies use."""
    path = tmp_path / "sum.py"
    path.write_text(SOLUTION, encoding="utf-8")
    exercise = Exercise(title="t", source="s", statement="s", items=(ValueItem(id="f", title="t", points=1),))
    assert make_stub(ExerciseKey("sum", exercise, {}, where=str(path))) == STUB
