"""In what way wrong numbers differ from the expected ones at every call: a factor, a constant, the order, one index.

    trials  ▸  families, the simplest first  ▸  the sentence of the first that explains every wrong answer, or None

One call shows no pattern: 2 for 1 is twice the number, and too large by 1. What is said here is true of every wrong
answer that is known, and of at least five with different expected values.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LEAST = 5
"""Wrong answers with different expected values that a pattern has to explain."""
_ROUNDING, _TINY = 1e-9, 1e-12
_UNEXPLAINED = 1e-3
"""Share of the error that a pattern may leave: one that is true leaves rounding only."""
_MOST_DIGITS = 6
# Factors that have a name and that mistakes have
_TIMES = {factor: f"{factor} times" for factor in (2, 3, 4, 5, 6, 8, 10, 12, 16, 100, 1000)}
_PARTS = {2: "half", 3: "a third of", 4: "a quarter of", 8: "an eighth of", 10: "a tenth of", 100: "a hundredth of"}
_IRRATIONAL = {
    "π": math.pi, "2π": 2 * math.pi, "1/π": 1 / math.pi, "1/(2π)": 1 / (2 * math.pi), "√2": math.sqrt(2),
    "1/√2": 1 / math.sqrt(2), "√(2π)": math.sqrt(2 * math.pi), "1/√(2π)": 1 / math.sqrt(2 * math.pi),
    "log(2)": math.log(2), "1/log(2)": 1 / math.log(2), "log(10)": math.log(10), "1/log(10)": 1 / math.log(10),
    "180/π": 180 / math.pi, "π/180": math.pi / 180,
}  # fmt: skip
_FACTORS = {
    **{float(factor): words for factor, words in _TIMES.items()},
    **{1 / part: words for part, words in _PARTS.items()},
    **{factor: f"{words} times" for words, factor in _IRRATIONAL.items()},
}


class Trial(NamedTuple):
    """One call: what was answered, what was expected, and how long its arguments are."""

    given: Array
    wanted: Array
    is_right: bool
    sizes: Mapping[str, int] = {}
    """The lengths of array arguments and the values of whole ones, by how Python writes them: `len(ys)`, `n`."""


class Pattern(NamedTuple):
    """What is the same about every wrong answer."""

    text: str
    """A sentence."""
    is_whole: bool = True
    """Whether it says all of what is wrong: where wrong numbers stand leaves open how far off they are."""


def find_pattern(trials: Sequence[Trial]) -> Pattern | None:
    """The first pattern that is true of all the answers; None if none is proved.

    Parameters
    ----------
    trials : sequence of Trial
        Every call that was made, right and wrong, with real numbers.

    Returns
    -------
    Pattern or None
        With "At every call" where it is true of right answers too, such as minus 0; else with "Wherever it is wrong".
    """
    wrong = [trial for trial in trials if not trial.is_right]
    if count_different(trial.wanted for trial in wrong) < LEAST:
        return None
    if _is_always_the_same(trials):
        return Pattern("The answer is the same at every call, whatever the arguments are.")
    for words, made in chain(_of_shape(wrong), _of_number(wrong), _of_order(wrong)):
        if all(map(_explains(made), wrong)):
            is_always = all(_agrees(made)(trial) for trial in trials if trial.is_right)
            where = "At every call" if is_always else "Wherever it is wrong,"
            return Pattern(f"{where} {words}{'' if words.endswith('?') else '.'}")
    places = (words for words, made in _of_place(wrong) if all(map(_explains(made), wrong)))
    return next((Pattern(f"Wherever it is wrong, only {words}.", is_whole=False) for words in places), None)


def count_different(values: Iterable[Array]) -> int:
    """How many of some arrays differ from each other."""
    return len({(array.shape, array.tobytes()) for array in values})


Made = Callable[[Trial], Array | None]
"""What a mistake makes of the expected numbers; None where it makes nothing of them."""
Family = tuple[str, Made]


def _is_always_the_same(trials: Sequence[Trial]) -> bool:
    return count_different(trial.given for trial in trials) == 1


def _explains(made: Made) -> Callable[[Trial], bool]:
    def explains(trial: Trial) -> bool:
        return _is_near(made(trial), trial, allows_error=True)

    return explains


def _agrees(made: Made) -> Callable[[Trial], bool]:
    def agrees(trial: Trial) -> bool:
        return _is_near(made(trial), trial, allows_error=False)

    return agrees


def _is_near(made: Array | None, trial: Trial, *, allows_error: bool) -> bool:
    """Whether the answer is what was made, up to rounding; of a wrong answer, it also has to explain what is wrong."""
    if made is None or made.shape != trial.given.shape:
        return False
    is_finite = np.isfinite(made)
    if not np.array_equal(np.isfinite(trial.given), is_finite):
        return False
    left = np.abs(trial.given - made).max(initial=0.0, where=is_finite)
    scale = max(np.abs(made).max(initial=0.0, where=is_finite), np.abs(trial.wanted).max(initial=0.0))
    if left > _ROUNDING * scale + _TINY:
        return False
    if not allows_error or trial.given.shape != trial.wanted.shape or not is_finite.all():
        return True
    return bool(left <= _UNEXPLAINED * np.abs(trial.given - trial.wanted).max(initial=0.0))


def _of_number(wrong: Sequence[Trial]) -> Iterator[Family]:
    """What is true of each number by itself."""
    it, one = ("it", "number") if all(trial.wanted.ndim == 0 for trial in wrong) else ("each number", "one")
    expected = f"the expected {one}"
    yield f"{it} is minus {expected}", lambda trial: -trial.wanted
    factor = _factor(wrong)
    if factor is not None:
        yield f"{it} is {in_words(factor)} {expected}", lambda trial: factor * trial.wanted
    offset = _offset(wrong)
    if offset is not None:
        size = f"{abs(offset):.6g}"
        yield (
            f"{it} is too {'large' if offset > 0 else 'small'} by {size}",
            lambda trial: trial.wanted + offset,
        )
    yield from _of_sizes(wrong, it, expected)
    yield f"{it} is the square of {expected}", lambda trial: trial.wanted**2
    yield f"{it} is the square root of {expected}", lambda trial: np.sqrt(trial.wanted)
    yield f"{it} is 1 divided by {expected}", lambda trial: 1 / trial.wanted
    yield f"{it} is {expected} rounded down to a whole one", lambda trial: np.floor(trial.wanted)
    yield f"{it} is {expected} without what stands behind the point", lambda trial: np.trunc(trial.wanted)
    yield f"{it} is {expected} rounded to a whole one", lambda trial: np.round(trial.wanted)
    for digits in range(1, _MOST_DIGITS + 1):
        decimals = f"{digits} {'decimal' if digits == 1 else 'decimals'}"
        yield f"{it} is {expected} rounded to {decimals}", _rounded(digits)


def _rounded(digits: int) -> Made:
    return lambda trial: np.round(trial.wanted, digits)


def _factor(wrong: Sequence[Trial]) -> float | None:
    """What the largest number was multiplied by, which is known best; a factor with a name if it is near one."""
    trial = max(wrong, key=lambda trial: np.abs(trial.wanted).max(initial=0.0))
    if trial.given.shape != trial.wanted.shape or not trial.wanted.any():
        return None
    index = np.unravel_index(np.abs(trial.wanted).argmax(), trial.wanted.shape)
    factor = float(trial.given[index] / trial.wanted[index])
    # Up to rounding 0 times the number: it says nothing of the number that was expected
    if not np.isfinite(factor) or abs(factor) <= _ROUNDING:
        return None
    return next((math.copysign(known, factor) for known in _FACTORS if _is_about(abs(factor), known)), factor)


def _is_about(number: float, other: float) -> bool:
    return abs(number - other) <= _ROUNDING * other


def in_words(factor: float) -> str:
    """`half`, `minus 2 times`, `0.428571 times`."""
    words = _FACTORS.get(abs(factor)) or f"{abs(factor):.6g} times"
    return f"minus {words}" if factor < 0 else words


def _offset(wrong: Sequence[Trial]) -> float | None:
    """By how much the smallest number is too large, which is known best."""
    trial = min(wrong, key=lambda trial: np.abs(trial.wanted).max(initial=0.0))
    if trial.given.shape != trial.wanted.shape or not trial.wanted.size:
        return None
    offset = float((trial.given - trial.wanted).flat[0])
    if not np.isfinite(offset) or offset == 0:
        return None
    return float(round(offset)) if abs(offset - round(offset)) <= _ROUNDING else offset


_OF_SIZES: tuple[tuple[str, Callable[[float], float], str], ...] = (
    ("n/(n - 1) times", lambda n: n / (n - 1), "is n - 1 in the place of n?"),
    ("(n - 1)/n times", lambda n: (n - 1) / n, "is one of n left out, or n in the place of n - 1?"),
    ("n/(n + 1) times", lambda n: n / (n + 1), "is n + 1 in the place of n?"),
    ("(n + 1)/n times", lambda n: (n + 1) / n, "is one too many counted?"),
    ("n times", lambda n: n, "is a division by n missing?"),
    ("1/n times", lambda n: 1 / n, "is it divided by n once too often?"),
    ("√n times", math.sqrt, "is √n in the place of n?"),
    ("1/√n times", lambda n: 1 / math.sqrt(n), "is n in the place of √n?"),
)


def _of_sizes(wrong: Sequence[Trial], it: str, expected: str) -> Iterator[Family]:
    """A factor that depends on how much was given: n - 1 for n, a mean without its division."""
    for name in wrong[0].sizes:
        sizes = {trial.sizes.get(name, 0) for trial in wrong}
        if len(sizes) < 2 or min(sizes) < 1:  # of one length, a factor is a constant
            continue
        for words, relation, question in _OF_SIZES:
            where = "" if name == "n" else f", where n is {name}"
            yield f"{it} is {words} {expected}{where}: {question}", _times(name, relation)


def _times(name: str, relation: Callable[[float], float]) -> Made:
    def made(trial: Trial) -> Array | None:
        size = trial.sizes.get(name, 0)
        if size < 1:
            return None
        try:
            return relation(float(size)) * trial.wanted
        except ZeroDivisionError:
            return np.full(trial.wanted.shape, np.nan)

    return made


def _of_shape(wrong: Sequence[Trial]) -> Iterator[Family]:
    """One entry too few or too many."""
    if all(trial.given.ndim == trial.wanted.ndim > 0 for trial in wrong):
        rows = "entry" if all(trial.wanted.ndim == 1 for trial in wrong) else "row"
        yield f"the answer is the expected one without its last {rows}", lambda trial: trial.wanted[:-1]
        yield f"the answer is the expected one without its first {rows}", lambda trial: trial.wanted[1:]
        yield f"the answer is the expected one with one {rows} too many behind it", _with_own(at_end=True)
        yield f"the answer is the expected one with one {rows} too many before it", _with_own(at_end=False)


def _with_own(*, at_end: bool) -> Made:
    def made(trial: Trial) -> Array | None:
        given, wanted = trial.given, trial.wanted
        if given.shape[1:] != wanted.shape[1:] or len(given) != len(wanted) + 1:
            return None
        return np.concatenate([wanted, given[-1:]] if at_end else [given[:1], wanted])

    return made


def _of_order(wrong: Sequence[Trial]) -> Iterator[Family]:
    """The right numbers at other places."""
    dimensions = {trial.wanted.ndim for trial in wrong}
    if dimensions == {2}:
        yield "the answer is the expected one transposed: `.T` swaps rows and columns", lambda trial: trial.wanted.T
        yield "the rows are the expected ones in reversed order", lambda trial: trial.wanted[::-1]
        yield "the columns are the expected ones in reversed order", lambda trial: trial.wanted[:, ::-1]
    if dimensions == {1}:
        yield "the numbers are the expected ones in reversed order", lambda trial: trial.wanted[::-1]
        yield "each number stands one index too late, the last one in front", lambda trial: np.roll(trial.wanted, 1)
        yield "each number stands one index too early, the first one behind", lambda trial: np.roll(trial.wanted, -1)
        if all(len(trial.wanted) > 2 for trial in wrong):
            yield "each number stands one index too late", _shifted(1)
            yield "each number stands one index too early", _shifted(-1)
        yield "the numbers are the expected ones in another order", _in_order_of_answer


def _shifted(by: int) -> Made:
    """With the answer's own number at the end where there is no expected one."""

    def made(trial: Trial) -> Array | None:
        if trial.given.shape != trial.wanted.shape:
            return None
        moved = trial.given.copy()
        if by > 0:
            moved[by:] = trial.wanted[:-by]
        else:
            moved[:by] = trial.wanted[-by:]
        return moved

    return made


def _in_order_of_answer(trial: Trial) -> Array | None:
    if trial.given.shape != trial.wanted.shape:
        return None
    made = np.empty_like(trial.wanted)
    made[np.argsort(trial.given, kind="stable")] = np.sort(trial.wanted)
    return made


def _of_place(wrong: Sequence[Trial]) -> Iterator[Family]:
    """Where the wrong numbers stand, if it is always the same place and there are others."""
    dimensions = {trial.wanted.ndim for trial in wrong}
    for words, place in _PLACES.get(dimensions.pop() if len(dimensions) == 1 else 0, {}).items():
        # Where there is nothing beside the place, being wrong there alone says nothing
        telling = (trial.wanted for trial in wrong if trial.wanted[place(trial.wanted)].size < trial.wanted.size)
        if count_different(telling) >= LEAST:
            yield words, _right_outside(place)


Place = Callable[[Array], tuple[Any, ...]]


def _diagonal(array: Array) -> tuple[Any, ...]:
    return np.diag_indices(min(array.shape), 2)


def _beside_diagonal(array: Array) -> tuple[Any, ...]:
    return np.nonzero(np.eye(*array.shape) == 0)


def _at(*index: slice) -> Place:
    return lambda _: index


_ALL, _FIRST, _LAST = slice(None), slice(0, 1), slice(-1, None)
_PLACES: dict[int, dict[str, Place]] = {
    1: {"the first number is wrong": _at(_FIRST), "the last number is wrong": _at(_LAST)},
    2: {
        "numbers on the diagonal are wrong": _diagonal,
        "numbers beside the diagonal are wrong": _beside_diagonal,
        "the first column is wrong": _at(_ALL, _FIRST),
        "the last column is wrong": _at(_ALL, _LAST),
        "the first row is wrong": _at(_FIRST, _ALL),
        "the last row is wrong": _at(_LAST, _ALL),
    },
}
"""By the number of dimensions."""


def _right_outside(place: Place) -> Made:
    """The expected numbers, with the answer's own at one place."""

    def made(trial: Trial) -> Array | None:
        if trial.given.shape != trial.wanted.shape:
            return None
        mixed = trial.wanted.copy()
        mixed[place(mixed)] = trial.given[place(mixed)]
        return mixed

    return made
