"""The arguments with which one item calls a function: the author's cases first, then drawn ones."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from grader.errors import AuthoringError
from grader.items.author_functions import ask
from grader.items.domains import AnyDomain, Integers

Arguments = tuple[Any, ...]
_TRIES_PER_DRAW = 200
"""So seldom may `where` allow what is drawn: without an end, a condition that nothing fulfils would hang the grader."""


def draw_calls(
    item: str,
    cases: tuple[Arguments, ...],
    inputs: tuple[AnyDomain, ...],
    dimensions: Mapping[str, Integers],
    allowed: Callable[..., bool] | None,
    count: int,
    rng: Random,
) -> list[Arguments]:
    """The cases as they stand, and behind them `count` lists of drawn arguments that are allowed.

    Raises
    ------
    AuthoringError
        If almost no drawn arguments are allowed, or `allowed` raises.
    """
    calls = list(cases)
    tries = 0
    while inputs and len(calls) < len(cases) + count:
        tries += 1
        if tries > _TRIES_PER_DRAW * count:
            fault = f"in {tries} tries `where` allowed {len(calls) - len(cases)} of {count} drawn arguments"
            raise AuthoringError(f"item {item}", fault, "Choose domains that fit `where` more often", allowed)
        # sizes first, and anew for each list of arguments: those of one list have to fit together
        sizes = {name: domain.draw(rng, {}) for name, domain in dimensions.items()}
        arguments = tuple(domain.draw(rng, sizes) for domain in inputs)
        if allowed is None or ask(item, "where", allowed, *arguments):
            calls.append(arguments)
    return calls
