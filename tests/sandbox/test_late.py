"""SymPy is imported when something of it is used; when that is makes no difference to a student's code."""

import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest
import sympy

from grader.course.read_submission import read_submission
from grader.errors import SandboxError
from grader.judging.supervised import judge_supervised
from grader.sandbox import late
from grader.sandbox.client.outcome import Returned
from grader.sandbox.levels.sandbox import Sandbox
from tests.conftest import ROOT, SUBMISSIONS, confined_sandbox, course_of

KINDS = [name for name in late.__all__ if name not in {"sympy", "mpmath"}]
INSTANCES = (
    sympy.Integer(2),
    sympy.Rational(1, 2),
    sympy.Symbol("x"),
    sympy.Symbol("x") > 0,
    sympy.true,
    sympy.Matrix([[1]]),
    sympy.ImmutableMatrix([[1]]),
    sympy.Tuple(1),
    sympy.Dict({1: 2}),
    sympy.Array([1]),
    sympy.FiniteSet(1),
    sympy.EmptySet,
    sympy.Function("f"),
    sympy.sin,
    sympy.Piecewise((1, sympy.Symbol("x") > 0), (0, True)).args[0],
)
HIDDEN_IMPORT = b"""
import os, random
import numpy as np
FIRST = os.urandom(4).hex()
def load():
    return __import__("sym" + "py")
def chances():
    module = load()
    generators = module.core.random.rng, module.core.random._assumptions_rng
    drawn = [generator.random() for generator in generators] + [generators[0].gauss(0, 1)]
    return [FIRST, os.urandom(4).hex(), random.random(), np.random.default_rng().random(), *drawn]
def derivative(f):
    return load().diff(f)
def own():
    module = load()
    return module.exp(module.Symbol("y")), module.Matrix([[1, 2]])
"""


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_what_sympy_s_class_is(name: str) -> None:
    """In `isinstance` and in `issubclass`, for what is SymPy's and for what is not."""
    kind, real = getattr(late, name), None
    for home in (sympy, sympy.core.function, sympy.core.relational, sympy.functions.elementary.piecewise,
                 sympy.logic.boolalg, sympy.sets.sets):  # fmt: skip
        real = real or getattr(home, name, None)
    real = real if isinstance(real, type) else type(real)
    values = [*INSTANCES, 1, 0.5, "x", np.eye(2), None, int]
    assert [isinstance(value, kind) for value in values] == [isinstance(value, real) for value in values]
    assert [issubclass(type(value), kind) for value in values] == [issubclass(type(value), real) for value in values]
    assert any(isinstance(value, kind) for value in INSTANCES)


def test_nothing_is_sympy_s_where_it_is_not_imported() -> None:
    """And asking imports nothing; using it does."""
    code = (
        "import sys\nfrom grader.sandbox import late\n"
        f"assert not any(isinstance(value, getattr(late, name)) for name in {KINDS} for value in (1, '', int))\n"
        "assert 'sympy' not in sys.modules\n"
        "x = late.sympy.Symbol('x')\nassert 'sympy' in sys.modules\n"
        "assert isinstance(x, late.Basic) and isinstance(x, late.Symbol) and not isinstance(x, late.Integer)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


@pytest.mark.parametrize(
    ("exercise", "has_sympy"),
    [("xor", False), pytest.param("mean_squared_error", False, marks=pytest.mark.slow), ("hessian", True)],
)
def test_grading_imports_it_where_an_item_needs_it(exercise: str, *, has_sympy: bool) -> None:
    """Two exercises that are about numbers, and one about expressions."""
    code = (
        "import sys, grader.cli\n"
        f"sys.argv = ['grade', {str(SUBMISSIONS / 'perfect')!r}, {exercise!r}, '--course', {str(ROOT)!r}, '--fresh']\n"
        "grader.cli.main.__globals__['grade'](prog_name='grade', standalone_mode=False)\n"
        "print('sympy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True, text=True)
    assert "Everything is right." in done.stdout
    assert done.stdout.splitlines()[-1] == str(has_sympy)


def test_a_file_of_another_exercise_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside work that imports SymPy, an exercise about numbers is graded without it, in its student's process too."""
    asked: list[str] = []
    monkeypatch.setattr(Sandbox, "get_ready_for", lambda _self, contents: asked.extend(map(_imports, contents)))
    with confined_sandbox() as box:
        judge_supervised(read_submission(SUBMISSIONS / "perfect"), course_of().only(["xor"]), box)
    assert asked
    assert "sympy" not in asked


def _imports(content: bytes) -> str:
    return "sympy" if b"sympy" in content else "numpy"


@pytest.fixture(scope="module", params=["confined", pytest.param("limited", marks=pytest.mark.slow)])
def boxes(request: pytest.FixtureRequest) -> Iterator[list[Sandbox]]:
    """A sandbox that imports SymPy at once, and one that does not."""
    try:
        both = [Sandbox(request.param, has_sympy=has_sympy) for has_sympy in (True, False)]
        for box in both:
            box.wait()
    except SandboxError as error:
        pytest.skip(str(error))
    yield both
    for box in both:
        box.close()


ORDERS = [("chances", "own", "chances"), ("chances", "chances"), ("own", "chances")]


@pytest.mark.parametrize("calls", [ORDERS[0], *(pytest.param(calls, marks=pytest.mark.slow) for calls in ORDERS[1:])])
def test_when_it_is_imported_makes_no_difference(boxes: list[Sandbox], calls: tuple[str, ...]) -> None:
    """What a file that hides the import draws by chance, and what it gives back."""
    told = []
    for box in boxes:
        session = box.open({"work.py": HIDDEN_IMPORT})
        told.append([session.call("work", function, [(), ()]) for function in calls])
        session.close()
    assert told[0] == told[1]
    assert all(isinstance(outcome, Returned) for outcomes in told[0] for outcome in outcomes)


def test_an_expression_reaches_code_that_imports_nothing(boxes: list[Sandbox]) -> None:
    """It has methods of its own, and an answer made by them comes back."""
    x = sympy.Symbol("x")
    for box in boxes:
        session = box.open({"work.py": b"def f(e, x): return e.diff(x)\n"})
        assert session.call("work", "f", [(x**2, x)]) == [Returned(2 * x)]
        session.close()
