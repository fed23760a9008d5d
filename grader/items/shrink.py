"""The smallest arguments at which an answer is wrong. Imports Hypothesis, so it is imported only after one was."""

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from random import Random
from typing import Any
from unittest.mock import patch

import numpy as np
from hypothesis import HealthCheck, Phase, Verbosity, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample, Unsatisfiable
from hypothesis.internal.conjecture import providers

from grader.errors import AuthoringError
from grader.items.domains import AnyDomain, Integers
from grader.items.domains.domain import Sizes
from grader.items.trials import Arguments

MAX_CALLS = 300
"""Calls of the student's function that the search may make: a count, not a time, so that reports are repeatable."""
_MAX_EXAMPLES = 40
_SETTINGS = settings(
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
    examples = max(4, min(_MAX_EXAMPLES, 2 * MAX_CALLS // (3 * len(combinations))))
    for sizes in combinations:
        if not may_go_on():
            break
        found = _find([domain.strategy(sizes) for domain in inputs], search, examples)
        if search.error is not None:
            raise search.error
        if found is not None:
            return found
    return known


def _find(strategies: list[st.SearchStrategy[Any]], search: "_Search", examples: int) -> Arguments | None:
    # Hypothesis also tries the constants in the source of what is loaded, and keeps them in a folder `.hypothesis`:
    # examples would depend on what is loaded, and the folder would lie among the student's files
    with patch.object(providers, "_get_local_constants", type(providers.GLOBAL_CONSTANTS)):
        try:
            return find(
                st.tuples(*strategies),
                search.fails,
                settings=settings(_SETTINGS, max_examples=examples),
                random=Random(0),  # noqa: S311 - no secret
            )
        except (NoSuchExample, Unsatisfiable):
            return None


def _ascending(dimensions: Mapping[str, Integers]) -> Iterator[Sizes]:
    """Every combination of sizes, small ones first: shrinking sizes together with values gets stuck at large ones."""
    ranges = [range(domain.low, domain.high + 1) for domain in dimensions.values()]
    for sizes in sorted(product(*ranges), key=lambda sizes: (sum(sizes), sizes)):
        yield dict(zip(dimensions, sizes, strict=True))


class _Search:
    """The question whether arguments fail, asked at most so many times.

    Each answer is remembered, since Hypothesis asks again. Where the reference has no answer, nothing fails. Any
    other exception ends the search, and is kept: Hypothesis would look for the smallest arguments that raise it.
    """

    def __init__(self, fails: Callable[[Arguments], bool]) -> None:
        self._fails = fails
        self._known: dict[str, bool] = {}
        self.error: Exception | None = None

    def fails(self, arguments: Arguments) -> bool:
        key = repr([_plain(argument) for argument in arguments])
        if key not in self._known:
            has_calls_left = self.error is None and len(self._known) < MAX_CALLS
            self._known[key] = has_calls_left and self._ask(arguments)
        return self._known[key]

    def _ask(self, arguments: Arguments) -> bool:
        try:
            return self._fails(arguments)
        except AuthoringError:
            return False
        except Exception as error:  # noqa: BLE001 - raised again by the caller
            self.error = error
            return False


def _plain(argument: Any) -> Any:
    """What an argument is told apart by; NumPy prints large arrays only in part."""
    return (argument.shape, argument.tolist()) if isinstance(argument, np.ndarray) else argument
