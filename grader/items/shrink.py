"""The smallest arguments at which an answer is wrong. Imports Hypothesis, so it is imported only after one was."""

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from random import Random

from hypothesis import HealthCheck, Phase, Verbosity, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample, Unsatisfiable

from grader.items.domains import AnyDomain, Integers
from grader.items.domains.domain import Sizes
from grader.items.trials import Arguments

_MAX_CALLS = 300
"""Calls of the student's function that the search may make: a count, not a time, so that reports are repeatable."""
_SETTINGS = settings(
    max_examples=40,
    database=None,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
    verbosity=Verbosity.quiet,
)


def smallest(
    known: Arguments,
    inputs: tuple[AnyDomain, ...],
    dimensions: Mapping[str, Integers],
    fails: Callable[[Arguments], bool],
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
    """
    fails_within_budget = _budgeted(fails)
    for sizes in _ascending(dimensions):
        strategy = st.tuples(*(domain.strategy(sizes) for domain in inputs))
        try:
            return find(strategy, fails_within_budget, settings=_SETTINGS, random=Random(0))  # noqa: S311 - no secret
        except (NoSuchExample, Unsatisfiable):
            continue
    return known


def _ascending(dimensions: Mapping[str, Integers]) -> Iterator[Sizes]:
    """Every combination of sizes, small ones first: shrinking sizes together with values gets stuck at large ones."""
    ranges = [range(domain.low, domain.high + 1) for domain in dimensions.values()]
    for sizes in sorted(product(*ranges), key=lambda sizes: (sum(sizes), sizes)):
        yield dict(zip(dimensions, sizes, strict=True))


def _budgeted(fails: Callable[[Arguments], bool]) -> Callable[[Arguments], bool]:
    """The predicate, asked at most so many times; each answer is remembered, since Hypothesis asks again."""
    known: dict[str, bool] = {}

    def fails_within_budget(arguments: Arguments) -> bool:
        key = repr(arguments)
        if key not in known:
            known[key] = len(known) < _MAX_CALLS and fails(arguments)
        return known[key]

    return fails_within_budget
