"""Classes that signatures name are in the stub: their fields, and their methods without bodies."""

import dataclasses
import enum
import inspect
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from grader import Exercise, ValueItem
from grader.course.in_memory import module_of
from grader.course.load import load_course
from grader.course.stubs import make_stub, write
from grader.errors import AuthoringError
from grader.judging.key import ExerciseKey
from tests.cases.case import INPUTS

HEAD = '"""t: `grade show sum` prints what is asked."""\n'


def stub_of(source: str) -> str:
    """The stub of a reference with the one examined function `f`."""
    exercise = Exercise(title="t", source="s", statement="s", items=(ValueItem(id="f", title="t", points=1),))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sum.py"
        path.write_text(source, encoding="utf-8")
        return make_stub(ExerciseKey("sum", exercise, {"f": module_of(source).f}, where=str(path)))


def f(signature: str) -> str:
    """A function with this signature."""
    return f'\n\ndef f({signature}):\n    """Something."""\n    return secret\n'


SOURCE = '''from __future__ import annotations

import numpy as np
import math

SECRET = 1
LARGEST = 9
secret = staticmethod


class Base:
    # secret
    def area(self) -> float:
        """How large."""
        return math.secret(SECRET)


class Secret:
    pass


class Model(Base):
    """A model, é.

    It has methods.
    """

    shared = 3  # secret
    other: int = LARGEST

    def __init__(self, n: int = 2) -> None: self.n = secret(n)

    @property
    def size(self) -> int:
        """How large, é."""; return secret
    @size.setter
    def size(self, value: np.ndarray) -> None: secret(value)

    @secret
    def fit(
        self,
        X: Data,  # secret
    ) -> Model:
        @secret
        def inner(): ...
        return secret

    grown = lambda self, by=1: secret(self, by)

    if SECRET:
        secret = 3

    class Inner:
        def deep(self):
            secret = 1
            return secret


class Data: size = 2
'''
STUB = '''from __future__ import annotations

import numpy as np

LARGEST = 9


class Base:
    def area(self) -> float:
        """How large."""
        raise NotImplementedError


class Model(Base):
    """A model, é.

    It has methods.
    """

    shared = 3
    other: int = LARGEST

    def __init__(self, n: int = 2) -> None:
        raise NotImplementedError

    @property
    def size(self) -> int:
        """How large, é."""
        raise NotImplementedError

    @size.setter
    def size(self, value: np.ndarray) -> None:
        raise NotImplementedError

    def fit(
        self,
        X: Data,
    ) -> Model:
        raise NotImplementedError

    def grown(self, by=1):
        raise NotImplementedError

    class Inner:
        def deep(self):
            raise NotImplementedError


class Data:
    size = 2


def f(model=Model):
    """Something."""
    raise NotImplementedError
'''


@pytest.mark.parametrize("signature", ["model=Model", "model: Model", 'model: "type[Model]"', "model: list[Model]"])
def test_a_class_that_a_signature_names(signature: str) -> None:
    """With its bases, the constants of its fields, and the classes that its methods name; no body, no comment."""
    stub = stub_of(SOURCE + f(signature))
    assert stub == HEAD + "\n" + STUB.replace("model=Model", signature)
    assert inspect.isclass(vars(module_of(stub))["Model"])


@pytest.mark.parametrize(
    "source",
    [
        "class Model:\n    def run(self): ...\n\n\nmisconceptions = ()" + f("x: int"),
        'class Model:\n    """Model."""' + f("x: 'Literal'"),
        'from typing import Literal\n\n\nclass Model:\n    """Model."""' + f('x: Literal["a Model"]'),
    ],
)
def test_a_class_that_only_bodies_use(source: str) -> None:
    """It stays behind."""
    assert "class Model" not in stub_of(source)


@pytest.mark.parametrize(
    ("marked", "there"),
    [
        ("class Model:  # given\n    def run(self):\n        return 1", True),
        ("class Model(  # given\n    list,\n):\n    def run(self):\n        return 1", True),
        ("class Model(\n    list,  # given\n):\n    def run(self):\n        return 1", False),
        ("class Model:\n    def run(self):\n        return 1  # given", False),
        ("class Model: x = 1  # given", True),
    ],
)
def test_a_class_that_is_marked(marked: str, *, there: bool) -> None:
    """At its head: students get it although no signature names it, without bodies all the same."""
    stub = stub_of(marked + "\n" + f("x"))
    assert ("class Model" in stub) == there
    assert "return" not in stub


def made(source: str) -> dict[str, Any]:
    """What the stub defines."""
    return vars(module_of(stub_of(source)))


def test_what_is_its_fields() -> None:
    """Dataclasses, enumerations, typed tuples: objects of them can be defaults and given constants."""
    source = """
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

class Kind(Enum):
    UP = "up"
    DOWN = "down"
    def turned(self): return secret

@dataclass(frozen=True)
class Point:
    x: float = 0.0
    names: list = field(default_factory=list)
    def length(self): return secret

class Pair(NamedTuple):
    left: int
    right: int = 2

ORIGIN = Point()  # given
"""
    module = made(source + f("kind=Kind.UP, point=Point(1.0), pair=Pair(1)"))
    assert issubclass(module["Kind"], enum.Enum)
    assert [kind.value for kind in module["Kind"]] == ["up", "down"]
    assert dataclasses.asdict(module["ORIGIN"]) == {"x": 0.0, "names": []}
    assert module["f"].__defaults__[2] == (1, 2)
    with pytest.raises(NotImplementedError):
        module["ORIGIN"].length()
    with pytest.raises(NotImplementedError):
        module["Kind"].UP.turned()


@pytest.mark.parametrize("written", ["f = lambda x: x", "if True:\n    def f(x):\n        '''It.'''\n        return x"])
def test_a_function_that_has_no_stub(written: str) -> None:
    """It is told with its line, and never left out without a word."""
    with pytest.raises(AuthoringError, match="f is not written with `def` at the top level") as error:
        stub_of(written)
    assert error.value.where.endswith(f"sum.py:{written.count('if') + 1}")


def test_the_shipped_case(tmp_path: Path) -> None:
    """A class as default: its stub can be loaded, and has the methods that the statement asks for."""
    course = tmp_path / "course"
    for tree in ("exercises", "solutions"):
        (course / tree).mkdir(parents=True)
        for path in (INPUTS / "author_class_in_stub" / "course" / tree).glob("*.py"):
            (course / tree / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    write(course)
    (path,) = (course / "student_template").glob("*.py")
    model = vars(module_of(path.read_text(encoding="utf-8")))["LogisticRegression"]
    assert [name for name in vars(model) if inspect.isfunction(vars(model)[name])] == ["__init__", "fit", "predict"]
    assert make_stub(load_course(course).exercises[0]) == path.read_text(encoding="utf-8")
