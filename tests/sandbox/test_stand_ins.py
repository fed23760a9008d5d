"""Stand-ins do nothing and are nothing: every use of plotting and progress goes on, and no number comes of it."""

import copy
from types import FunctionType
from typing import Any

import numpy as np
import pytest
import sympy

from grader.sandbox.imports import is_listed
from grader.sandbox.stand_ins import STAND_INS, StandIn
from grader.sandbox.wire import Encoder, WireError

plt: Any = StandIn("matplotlib.pyplot")
tqdm: Any = StandIn("tqdm")
X = sympy.Symbol("x")


def unpacked() -> list[Any]:
    """All ways in which what a call gives is taken apart."""
    fig, ax = plt.subplots()
    _, ((a, b), (c, d)) = plt.subplots(2, 2)
    (line,) = ax.plot([1])
    first, *rest = ax.lines
    before, *between, after, last = ax.lines
    assert rest == between == []
    return [fig, ax, a, b, c, d, line, first, before, after, last]


def test_as_many_as_are_unpacked() -> None:
    """However deep; what is left for a star is empty."""
    assert all(type(part) is StandIn for part in unpacked())


USES = {
    "attributes": lambda: plt.figure().add_subplot(111).yaxis.label,
    "items": lambda: plt.axes[0, 1]["left"],
    "operators": lambda: -(2 * plt.a + plt.b**2 - 1) / plt.c // 3 % plt.d @ plt.e,
    "arrays": lambda: np.arange(3) * plt.a + np.sqrt(plt.b) - np.sum(plt.c),
    "a symbol from the right": lambda: plt.a * X,
    "a sum": lambda: sum(plt.lines),
    "the largest": lambda: max(plt.lines),
    "a rounded one": lambda: round(plt.a, 2),
    "an alternative type": lambda: plt.Axes | None,
    "a comparison": lambda: plt.a < 3,
    "an equality": lambda: plt.a == 3,
    "a comparison with an array": lambda: np.arange(3) < plt.a,
    "a copy": lambda: copy.deepcopy(plt.gca()),
    "a version": lambda: StandIn("matplotlib").__version__,
    "a bar without an iterable": lambda: tqdm.tqdm(total=3),
    "a bar": lambda: tqdm.tqdm([1]),
    "a list of them": lambda: [1.0, plt.a],
    "an array of them": lambda: np.array([None, plt.a])[1:],
    "an array of one": lambda: np.array(plt.axes).flatten(),
    "an array with numbers": lambda: np.array([1.0, plt.a]),
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_what_comes_of_one_is_one(use: FunctionType) -> None:
    """And it is no answer."""
    value = use()
    with pytest.raises(WireError, match=r"stand-in for (matplotlib|tqdm), which does nothing"):
        Encoder(2**20, lambda _: 1).encode(value)


NUMBERS = {
    "a float": lambda: float(plt.a),
    "a whole number": lambda: int(plt.a),
    "an index": lambda: range(plt.a),
    "a length": lambda: len(plt.lines),
    "the larger one": lambda: max(plt.a, 1),
    "a branch": lambda: 1 if plt.a < 3 else 2,
    "membership": lambda: 3 in [plt.a, 4],
    "an array": lambda: np.array(plt.a, dtype=float),
    "an array with it": lambda: np.array([1.0, plt.a], dtype=float),
    "an array of it and more": lambda: np.array([[1.0, 2.0], [plt.a, 2.0]]).astype(float),
    "a filled array": lambda: np.zeros(2).fill(plt.a),
    "a decision on an array": lambda: 1 if np.maximum(plt.a, 1) else 2,
    "a symbol from the left": lambda: X * plt.a + sympy.sympify(plt.a),
    "a square root": lambda: __import__("math").sqrt(plt.a),
}


@pytest.mark.parametrize("use", NUMBERS.values(), ids=NUMBERS)
def test_it_has_no_number_and_no_order(use: FunctionType) -> None:
    """An error instead of a number that could be the right one."""
    with pytest.raises((TypeError, ValueError)):  # NumPy makes one of the other
        use()


def test_what_plots_go_through() -> None:
    """Contexts, loops that wait, settings, decorators, base classes, deletion, texts."""
    with plt.style.context("ggplot") as style:
        assert type(style) is StandIn
    with pytest.raises(ZeroDivisionError), plt.ioff():
        _ = 1 / 0
    while plt.fignum_exists(1):
        plt.pause(1)
    plt.rcParams["figure.figsize"] = plt.rcParams.x = 3
    del plt.rcParams["figure.figsize"], plt.rcParams.x
    assert plt.gca() is not None
    assert plt.gca() != None  # noqa: E711 - as students write it
    assert "3" not in plt.rcParams

    @StandIn("ipywidgets").interact  # type: ignore[untyped-decorator]
    def squared(x: float) -> float:
        return x**2

    class Own(plt.Artist):  # type: ignore[misc]
        pass

    assert (squared(3), Own.__mro__) == (9, (Own, object))
    assert f"{plt.a:.2f} {plt.a}" == "<stand-in for matplotlib.pyplot.a> <stand-in for matplotlib.pyplot.a>"
    assert len({plt, plt.a}) == 2


def test_what_tqdm_promises() -> None:
    """It goes through what it is given, as often and as long as without it."""
    assert list(tqdm.tqdm([1, 2])) == list(tqdm.auto.tqdm(iterable=[1, 2], desc="x")) == [1, 2]
    assert list(tqdm.trange(1, 4)) == [1, 2, 3]
    assert list(tqdm.tqdm(x for x in "ab")) == list(StandIn("rich").progress.track("ab")) == ["a", "b"]
    assert list(tqdm.contrib.tenumerate("ab")) == [(0, "a"), (1, "b")]
    assert list(tqdm.contrib.tzip("ab", "cd")) == [("a", "c"), ("b", "d")]
    assert list(tqdm.contrib.concurrent.process_map(abs, [-1, 2])) == [1, 2]
    bar = tqdm.tqdm([3, 4])
    bar.set_description("x").refresh()
    bar.set_postfix({"loss": 1.0})
    assert (len(bar), list(reversed(bar)), 3 in bar, bool(bar), bool(tqdm.tqdm([]))) == (2, [4, 3], True, True, False)
    with tqdm.tqdm(total=3) as counted:
        counted.update(1)
    with pytest.raises(TypeError):
        len(tqdm.tqdm(iter([1])))


def test_none_is_on_the_list() -> None:
    """A stand-in never takes the place of a package that there is."""
    assert not any(map(is_listed, STAND_INS))
