"""The smallest failing input: found for simple faults, the same twice, within the budget, and leaving no trace."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
import sympy

from grader.errors import AuthoringError, SandboxError
from grader.items.domains import Choices, Integers, Matrices, Polynomials, Reals, SymmetricMatrices, Vectors
from grader.items.exam import Exam
from grader.items.function import FunctionItem
from grader.items.shrink import MAX_CALLS, Draws, smallest
from grader.model.verdict import Verdict
from tests.conftest import ROOT
from tests.items.conftest import FakeReference, FakeStudent

NUMBER = Reals(low=-10, high=10)
RNG = Random(1)  # noqa: S311 - no secret
UNIT = Reals(low=-3, high=3, decimals=1)
DATA: tuple[Any, ...] = (NUMBER, Vectors(size="n", entries=NUMBER))
NETWORK: tuple[Any, ...] = (
    Vectors(size="d", entries=UNIT),
    Matrices(rows="d+1", columns="h", entries=UNIT),
    Vectors(size="h+1", entries=UNIT),
)
SOME = {"n": Integers(low=1, high=6)}
LAYERS = {"d": Integers(low=1, high=3), "h": Integers(low=1, high=4)}
SYMMETRIC = (SymmetricMatrices(size="n", entries=Integers(low=-3, high=3)),)


def network(x: Any, W: Any, w: Any) -> float:
    """The reference for the network."""
    return float(w[0] + np.maximum(W[0] + x @ W[1:], 0) @ w[1:])


def bias_last(x: Any, W: Any, w: Any) -> bool:
    """Whether taking the last row of W for the biases shows."""
    return network(x, W, w) != network(x, np.vstack([W[-1:], W[:-1]]), w)


TABLE: list[tuple[str, Any, dict[str, Integers], Callable[..., bool], str]] = [
    ("dropped factor", DATA, SOME, lambda x, ys: bool(np.mean(x - ys)), "(0.0, [1.0])"),
    ("sum for mean", DATA, SOME, lambda x, ys: bool(len(ys) > 1 and np.sum(x - ys)), "(0.0, [0.0, 1.0])"),
    ("sign", DATA, SOME, lambda x, _: bool(x < -2.5), "(-3.0, [0.0])"),
    ("bias last", NETWORK, LAYERS, bias_last, "([0.0], [[1.0], [0.0]], [0.0, 1.0])"),
    ("two inputs", NETWORK, LAYERS, lambda x, *_: len(x) > 1, "([0.0, 0.0], [[0.0], [0.0], [0.0]], [0.0, 0.0])"),
    ("negative", SYMMETRIC, {"n": Integers(low=1, high=4)}, lambda H: np.linalg.eigvalsh(H)[0] < 0, "([[-1.0]])"),
    ("choice", (Choices(values=("a", "b", "c")),), {}, lambda choice: choice != "a", "('b')"),
    ("large", (Integers(low=0, high=1000),), {}, lambda n: n >= 17, "(17)"),
    ("slope", (Polynomials(count=1, degree=3),), {}, lambda f: f.has(sympy.Symbol("x")), "(x)"),
]
IDS = [row[0] for row in TABLE]


def text_of(arguments: tuple[Any, ...]) -> str:
    """Arguments with arrays as lists."""
    shown = [str(part.tolist()) if isinstance(part, np.ndarray) else repr(part) for part in arguments]
    return f"({', '.join(shown)})"


@pytest.mark.parametrize(("name", "inputs", "dimensions", "fails", "expected"), TABLE, ids=IDS)
def test_the_smallest_input_of_a_simple_fault(
    name: str, inputs: Any, dimensions: dict[str, Integers], fails: Callable[..., bool], expected: str
) -> None:
    """The smallest sizes first, then the simplest numbers; the same twice, within the budget of calls."""
    texts, calls = [], []
    for _ in range(2):
        calls.append(0)

        def counted(arguments: tuple[Any, ...]) -> bool:
            calls[-1] += 1
            return fails(*arguments)

        texts.append(text_of(smallest((), inputs, dimensions, counted)))
    assert texts == [expected, expected]
    assert calls[0] == calls[1] <= MAX_CALLS


def test_the_known_arguments_stay_if_nothing_simpler_fails() -> None:
    """A fault at one point only, and a search that ends."""
    calls = []
    known = (3.14, np.array([2.0]))

    def never(arguments: tuple[Any, ...]) -> bool:
        calls.append(arguments)
        return False

    assert smallest(known, DATA, SOME, never) is known
    assert 40 < len(calls) <= MAX_CALLS


def test_a_long_search_ends_after_three_hundred_calls() -> None:
    """Each of a hundred numbers could be made smaller."""
    calls = []

    def is_large(arguments: tuple[Any, ...]) -> bool:
        calls.append(arguments)
        return bool(arguments[0].sum() >= 15_000)

    [smaller] = smallest((), (Vectors(size=100, entries=Integers(low=0, high=1000)),), {}, is_large)
    assert len(calls) == 300
    assert smaller.sum() >= 15_000


def test_every_size_is_looked_at_within_the_budget() -> None:
    """A fault that needs the largest of twelve sizes is still found."""
    smaller = smallest((), NETWORK, LAYERS, lambda arguments: arguments[1].shape == (4, 4))
    assert smaller[1].shape == (4, 4)
    assert not smaller[1].any()


def test_arguments_are_not_told_apart_by_how_they_print() -> None:
    """NumPy prints large arrays only in part; each is asked about all the same."""
    plain, odd = np.zeros(1200), np.zeros(1200)
    odd[600] = 1
    [smaller] = smallest((), (Choices(values=(plain, odd)),), {}, lambda arguments: bool(arguments[0][600]))
    assert smaller is odd


def test_a_reference_that_fails_on_the_way_is_passed_over() -> None:
    """The student's answer was wrong where the reference had one; that stands."""

    def fails(arguments: tuple[Any, ...]) -> bool:
        if arguments[0] < 5:
            raise AuthoringError("solutions", "the reference raised", "Mend it")
        return True

    assert smallest((9,), (Integers(low=0, high=9),), {}, fails) == (5,)


@pytest.mark.parametrize("error", [RuntimeError("ours"), ValueError("ours"), MemoryError(), RecursionError()])
def test_whatever_fails_in_the_search_the_verdict_and_the_first_failing_input_stand(error: Exception) -> None:
    """The search is nothing but a nicer example."""
    calls: list[int] = []

    def reference(number: int) -> int:
        calls.append(number)
        if len(calls) > 1:
            raise error
        return 0

    item = FunctionItem(id="f", title="f", points=1, inputs=(Integers(low=7, high=7),), cases=((9,),))
    judgement = item.judge(Exam(FakeStudent({"f": lambda number: number}), FakeReference({"f": reference}), RNG))
    assert judgement.verdict is Verdict.WRONG
    assert judgement.witness is not None
    assert judgement.witness.text == "f(9) gave 9; expected 0"
    assert calls[:2] == [9, 7]


def test_a_machine_that_fails_is_no_end_of_the_search() -> None:
    """The item is judged again, and its evidence is the same then."""
    answers = iter([0])

    def reference(_: int) -> int:
        try:
            return next(answers)
        except StopIteration:
            raise SandboxError("the wall fell") from None

    item = FunctionItem(id="f", title="f", points=1, inputs=(Integers(low=7, high=7),), cases=((9,),))
    exam = Exam(FakeStudent({"f": lambda number: number}), FakeReference({"f": reference}), RNG)
    with pytest.raises(SandboxError, match="the wall fell"):
        item.judge(exam)


def test_simpler_draws_come_first() -> None:
    """Of whole numbers those near 0, positive ones before negative ones; of a list, the first."""
    ranges = [(-2, 4), (-4, 2), (3, 6), (-6, -3), (0, 0)]
    drawn = [[Draws([number]).randint(low, high) for number in range(high - low + 1)] for low, high in ranges]
    assert drawn == [[0, 1, -1, 2, -2, 3, 4], [0, 1, -1, 2, -2, -3, -4], [3, 4, 5, 6], [-3, -4, -5, -6], [0]]
    assert [Draws([number]).choice("abc") for number in (0, 1, 2, 99)] == ["a", "b", "c", "c"]


SCRIPT = """
import sys
from random import Random
from grader import FunctionItem, Integers, Vectors
from grader.items.exam import Exam
from tests.items.conftest import FakeReference, FakeStudent

item = FunctionItem(id="f", title="f", points=1, inputs=(Vectors(size="n", entries=Integers(low=-9, high=9)),),
                    dimensions={"n": Integers(low=1, high=5)})
exam = Exam(FakeStudent({"f": lambda v: sum(v) + (len(v) > WRONG)}), FakeReference({"f": sum}), Random(1))
judgement = item.judge(exam)
print(judgement.verdict, len(exam.student.calls), judgement.witness)
"""


def run(wrong_from: int, folder: Path) -> str:
    """What the script prints in a new process, with a student whose answer is wrong for longer vectors."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); WRONG = {wrong_from}\n{SCRIPT}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=folder, check=True)
    assert list(folder.iterdir()) == []
    return done.stdout.strip()


@pytest.mark.slow
def test_two_runs_agree_and_leave_nothing_behind(tmp_path: Path) -> None:
    """Nothing lies among the student's files afterwards."""
    assert run(9, tmp_path) == "CORRECT 25 None"
    first, second = run(2, tmp_path), run(2, tmp_path)
    assert first == second
    assert first.startswith("WRONG")
    assert "f(np.array([0.0, 0.0, 0.0])) gave 1.0; expected 0.0" in first
