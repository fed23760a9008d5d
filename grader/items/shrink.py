"""The smallest arguments at which an answer is wrong. Imports Hypothesis, so it is imported only after one was."""

from collections.abc import Callable, Mapping
from random import Random

from hypothesis import HealthCheck, Phase, Verbosity, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample, Unsatisfiable

from grader.items.domains import AnyDomain, Integers
from grader.items.trials import Arguments

_MAX_CALLS = 200
"""Calls of the student's function that the search may make: a count, not a time, so that reports are repeatable."""
_SETTINGS = settings(
    max_examples=_MAX_CALLS,
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
    """The simplest arguments found that fail; the known ones if nothing simpler does.

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
    calls = 0

    def fails_within_budget(arguments: Arguments) -> bool:
        nonlocal calls
        calls += 1
        return calls <= _MAX_CALLS and fails(arguments)

    try:
        return find(_strategy(inputs, dimensions), fails_within_budget, settings=_SETTINGS, random=Random(0))
    except (NoSuchExample, Unsatisfiable):
        return known


def _strategy(inputs: tuple[AnyDomain, ...], dimensions: Mapping[str, Integers]) -> st.SearchStrategy[Arguments]:
    sizes = st.fixed_dictionaries({name: domain.strategy({}) for name, domain in dimensions.items()})
    return sizes.flatmap(lambda found: st.tuples(*(domain.strategy(found) for domain in inputs)))
