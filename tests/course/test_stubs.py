"""The stubs that students get are the references without their bodies."""

import ast
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import Exercise, ValueItem
from grader.course.in_memory import module_of
from grader.course.listing import exercise_names
from grader.course.stubs import make_stub, stale, write
from grader.judging.key import CourseKey, ExerciseKey
from tests.conftest import ROOT

NAMES = exercise_names(ROOT)


def functions(path: Path) -> dict[str, ast.FunctionDef]:
    """The functions that a file defines, in order."""
    return functions_in(path.read_text(encoding="utf-8"))


def functions_in(source: str) -> dict[str, ast.FunctionDef]:
    """The functions that a source defines, in order."""
    return {node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("name", NAMES)
def test_a_stub_has_the_signature_and_docstring_of_its_reference(name: str, key: CourseKey) -> None:
    """Arguments, annotations and docstring are the same; the body only raises."""
    exercise = next(exercise_key for exercise_key in key.exercises if exercise_key.name == name)
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


def stub_of(source: str) -> str:
    """The stub of a reference with the one examined function `f`."""
    exercise = Exercise(title="t", source="s", statement="s", items=(ValueItem(id="f", title="t", points=1),))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sum.py"
        path.write_text(source, encoding="utf-8")
        return make_stub(ExerciseKey("sum", exercise, {}, where=str(path)))


def test_a_stub_has_what_its_signatures_name() -> None:
    """Types and defaults that the reference gives a name, and nothing that only its bodies use."""
    assert stub_of(SOLUTION) == STUB


FUNCTION = '''

def f() -> float:
    """Something."""
    return RATE
'''


@pytest.mark.parametrize(
    ("written", "there"),
    [
        ("RATE = 0.1  # given", "RATE = 0.1\n"),
        ("RATE: float = 0.1  # given", "RATE: float = 0.1\n"),
        ("A, B = 1, 2  # given", "A, B = 1, 2\n"),
        ("RATES = [\n    0.1,  # 0.2 is too much\n    0.3,\n]  # given", "RATES = [\n    0.1,\n    0.3,\n]\n"),
        ("SECRET = 1; RATE = 2  # given", "RATE = 2\n"),
        ("X = np.zeros(2)  # given", "import numpy as np\n\nX = np.zeros(2)\n"),
        ("RATE = SECRET = 0.1  # given", "RATE = SECRET = 0.1\n"),
        ("SECRET = 2\nRATE = SECRET  # given", "RATE = SECRET\n"),
        ("SECRET = 1", ""),
        ("SECRET = 1  # given to nobody", ""),
        ("SECRET = '# given'", ""),
        ("# given\nSECRET = 1", ""),
        ("def secret():\n    x = 1  # given\n    return x", ""),
        ("class Secret:\n    x = 1  # given", ""),
        ("if True:\n    SECRET = 1  # given", ""),
    ],
)
def test_what_is_marked_as_given_stays(written: str, there: str) -> None:
    """An assignment at the top level with the mark behind it, without comments; nothing that it may be made of."""
    stub = stub_of(f"import numpy as np\n\n{written}\n{FUNCTION}")
    head, _, function = stub.partition("\n\ndef f")
    assert head == '"""t: `grade show sum` prints what is asked."""\n' + (there and f"\n{there}")
    assert function == '() -> float:\n    """Something."""\n    raise NotImplementedError\n'


@pytest.mark.parametrize(
    "function",
    [
        'def f() -> float:  # secret\n    """Something."""\n    return secret',
        'def f() -> float:\n    # secret\n    """Something."""\n    return secret',
        'def f() -> float:\n    """Something."""  # secret\n    return secret',
        'def f() -> float:\n    """Something é."""; return secret',
        '@secret\ndef f() -> float:\n    """Something."""\n    return secret',
        'def f(\n    x: float = 1,  # secret\n    # secret\n) -> float:\n    """Something."""\n    return secret',
        'def f() -> float:\n    """Something."""\n\n    def secret(): ...\n\n    return secret',
    ],
)
def test_nothing_of_a_body_is_left(function: str) -> None:
    """No comment, wherever it stands, and nothing behind the docstring."""
    stub = stub_of(function)
    assert "secret" not in stub
    assert [type(node) for node in functions_in(stub)["f"].body] == [ast.Expr, ast.Raise]


PARTS = st.sampled_from(
    [
        "import secret_{n}",
        "from secret import name_{n} as secret_{n}",
        "SECRET_{n} = {n}",
        "SECRET_{n}: float = {n}  # not given",
        "def secret_{n}(x):\n    return x",
        "secret_{n} = lambda x: x  # secret",
        "# secret {n}",
        "class Secret_{n}:\n    pass",
        "misconceptions_{n} = ()  # secret",
        "SHOWN_{n} = {n}  # given",
    ]
)


@given(st.lists(PARTS, max_size=8))
def test_only_what_is_marked_appears(parts: list[str]) -> None:
    """Whatever stands around it, a stub is the marked constants, in order, and the examined function."""
    source = "\n".join(part.format(n=index) for index, part in enumerate(parts))
    stub = stub_of(f"{source}\n{FUNCTION}")
    assert "secret" not in stub.lower()
    shown = {f"SHOWN_{index}": index for index, part in enumerate(parts) if part.startswith("SHOWN")}
    made = vars(module_of(stub))
    assert {name: made[name] for name in made if not name.startswith("__")} == {**shown, "f": made["f"]}
    assert list(shown) == [name for name in made if name.startswith("SHOWN")]


def test_given_constants_survive_the_round_trip(tmp_path: Path) -> None:
    """What was written is not stale; it is as soon as a constant changes."""
    for tree in ("exercises", "solutions"):
        (tmp_path / tree).mkdir()
    course = 'from grader import Course\n\ncourse = Course(name="c", title="C", version="1")\n'
    exercise = (
        "from grader import Exercise, ValueItem\n\n"
        'exercise = Exercise(title="t", source="s", statement="s", items=(ValueItem(id="f", title="t", points=1),))\n'
    )
    (tmp_path / "exercises" / "course.py").write_text(course, encoding="utf-8")
    (tmp_path / "exercises" / "one.py").write_text(exercise, encoding="utf-8")
    solution = tmp_path / "solutions" / "one.py"
    solution.write_text(f"RATE = 0.1  # given\n{FUNCTION}", encoding="utf-8")
    write(tmp_path)
    assert stale(tmp_path) == {}
    assert "RATE = 0.1\n" in (tmp_path / "student_template" / "one.py").read_text(encoding="utf-8")
    solution.write_text(f"RATE = 0.2  # given\n{FUNCTION}", encoding="utf-8")
    assert list(stale(tmp_path).values()) == ["it is not what the reference gives"]
