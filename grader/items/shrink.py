"""The smallest arguments at which an answer is wrong.

Arguments are made of draws, each a whole number of which 0 is the simplest: a domain need not know how its elements are
made smaller, since smaller draws make them so. The idea is that of Hypothesis: MacIver and Donaldson, Test-Case
Reduction via Test-Case Generation (ECOOP 2020).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from random import Random
from typing import Any

import numpy as np

from grader.errors import AuthoringError
from grader.items.domains import AnyDomain, Integers
from grader.items.domains.domain import Sizes
from grader.items.trials import Arguments

MAX_CALLS = 300
"""Calls of the student's function that the search may make: a count, not a time, so that reports are repeatable."""
_MAX_EXAMPLES = 40
"""Arguments that are tried at one combination of sizes."""
_FEW = 4
"""Every other number is drawn from the simplest few: most faults show there, and less is left to be made smaller."""

Make = Callable[[Random], Arguments]
"""Draws arguments."""


def smallest(
    known: Arguments,
    inputs: tuple[AnyDomain, ...],
    dimensions: Mapping[str, Integers],
    fails: Callable[[Arguments], bool],
    may_go_on: Callable[[], bool] = lambda: True,
) -> Arguments:
    """The simplest arguments found that fail, of the smallest size first; the known ones if nothing simpler does.

    Parameters
    ----------
    known : tuple
        Arguments that fail.
    inputs : tuple of Domain
        What arguments are drawn from.
    dimensions : mapping of str to Integers
        Named sizes that the inputs share.
    fails : callable
        Whether the answer at these arguments is wrong in the same way.
    may_go_on : callable
        Whether there is time for more; asked now and then.
    """
    search = _Search(fails)
    combinations = list(_ascending(dimensions))
    # two thirds of the calls for finding a failure at the smallest sizes, the rest for making it simpler
    examples = max(4, min(_MAX_EXAMPLES, 2 * MAX_CALLS // (3 * len(combinations))))
    for sizes in combinations:
        if not may_go_on():
            break

        def make(rng: Random, sizes: Sizes = sizes) -> Arguments:
            return tuple(domain.draw(rng, sizes) for domain in inputs)

        failing = _first(make, search, examples)
        if failing is not None:
            return make(Draws(_simplest(failing, make, search)))
    return known


def _first(make: Make, search: "_Search", examples: int) -> list[int] | None:
    """The draws of the first arguments that fail: the simplest ones, or one of some that are drawn."""
    # always the same chance: the same submission has the same smallest input, whatever was drawn for its first one
    chance = Random(0)  # noqa: S311 - no secret
    for example in range(examples):
        draws = Draws((), chance if example else None)
        if search.fails(make(draws)):
            return draws.made
    return None


def _simplest(numbers: list[int], make: Make, search: "_Search") -> list[int]:
    """Draws of which none can be made smaller alone, nor a stretch of them zero, and the arguments still fail."""
    before: list[int] | None = None
    while numbers != before:
        before = numbers
        for length in (len(numbers) or 1, 8, 4, 2):  # long stretches first: one call may do away with many numbers
            for start in range(0, len(numbers), length):
                zeros = [0] * len(numbers[start : start + length])
                numbers = _if_it_fails([*numbers[:start], *zeros, *numbers[start + length :]], numbers, make, search)
        for index in range(len(numbers)):
            numbers = _smaller_at(index, numbers, make, search)
    return numbers


def _smaller_at(index: int, numbers: list[int], make: Make, search: "_Search") -> list[int]:
    """The draws with the smallest number that is found at one index, by bisection; then one and two less."""
    low = -1
    while index < len(numbers) and low + 1 < numbers[index]:  # fewer numbers may be left after each success
        middle = 0 if low < 0 else (low + numbers[index]) // 2
        smaller = _if_it_fails(_with(middle, index, numbers), numbers, make, search)
        low, numbers = (middle, numbers) if smaller is numbers else (low, smaller)
    for less in (1, 2):  # the signs take turns: what fails at 3 and not at -3 is found two draws further down
        if index < len(numbers) and numbers[index] >= less:
            numbers = _if_it_fails(_with(numbers[index] - less, index, numbers), numbers, make, search)
    return numbers


def _with(number: int, index: int, numbers: list[int]) -> list[int]:
    return [*numbers[:index], number, *numbers[index + 1 :]]


def _if_it_fails(simpler: list[int], numbers: list[int], make: Make, search: "_Search") -> list[int]:
    """The simpler draws if they fail, as far as they are used; else the ones that are known to."""
    if simpler == numbers:
        return numbers
    draws = Draws(simpler)
    return draws.made if search.fails(make(draws)) and draws.made != numbers else numbers


class Draws(Random):
    """Numbers that are given, in place of chance; behind their end zeros, or what is drawn.

    Domains draw by `randint` and `choice` only. The number 0 stands for what is nearest to zero, or comes first.
    """

    def __init__(self, numbers: Sequence[int], chance: Random | None = None) -> None:
        super().__init__(0)  # without a seed, Python would ask the system for one each time
        self._numbers = numbers
        self._chance = chance
        self.made: list[int] = []
        """What was drawn."""

    def _draw(self, count: int) -> int:
        if len(self.made) < len(self._numbers):
            number = min(self._numbers[len(self.made)], count - 1)
        elif self._chance is None:
            number = 0
        else:
            number = self._chance.randrange(min(count, self._chance.choice((_FEW, count))))
        self.made.append(number)
        return number

    def randint(self, a: int, b: int) -> int:
        """0, 1, -1, 2, -2, ... as far as they lie between a and b, then the rest; else from the end nearest to 0."""
        number, start = self._draw(b - a + 1), min(max(0, a), b)  # start is the number of the range nearest to 0
        shorter = min(b - start, start - a)
        if number > 2 * shorter:
            return start + (number - shorter if b - start > start - a else shorter - number)
        return start + (number + 1) // 2 if number % 2 else start - number // 2

    def choice(self, seq: Any) -> Any:
        """One of some."""
        return seq[self._draw(len(seq))]


def _ascending(dimensions: Mapping[str, Integers]) -> Iterator[Sizes]:
    """Every combination of sizes, small ones first: shrinking sizes together with values gets stuck at large ones."""
    ranges = [range(domain.low, domain.high + 1) for domain in dimensions.values()]
    for sizes in sorted(product(*ranges), key=lambda sizes: (sum(sizes), sizes)):
        yield dict(zip(dimensions, sizes, strict=True))


class _Search:
    """The question whether arguments fail, asked at most so many times.

    Each answer is remembered, since the same arguments come up again. Where the reference has no answer, nothing fails.
    """

    def __init__(self, fails: Callable[[Arguments], bool]) -> None:
        self._fails = fails
        self._known: dict[str, bool] = {}

    def fails(self, arguments: Arguments) -> bool:
        key = repr([_plain(argument) for argument in arguments])  # arrays have no hash, and a text has
        if key not in self._known:
            self._known[key] = len(self._known) < MAX_CALLS and self._ask(arguments)
        return self._known[key]

    def _ask(self, arguments: Arguments) -> bool:
        try:
            return self._fails(arguments)
        except AuthoringError:  # smaller arguments than the author's may be ones that the reference is not made for
            return False


def _plain(argument: Any) -> Any:
    """What an argument is told apart by; NumPy prints large arrays only in part."""
    return (argument.shape, argument.tolist()) if isinstance(argument, np.ndarray) else argument
