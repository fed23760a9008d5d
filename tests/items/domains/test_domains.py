"""Arguments: within their domain, reproducible, and made smaller within it."""

import inspect
import pkgutil
from collections.abc import Callable
from importlib import import_module
from random import Random
from typing import Any, get_args

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from grader.items import FunctionItem, domains
from grader.items.domains import (
    AnyDomain,
    Choices,
    Domain,
    Integers,
    Matrices,
    Polynomials,
    Reals,
    SymmetricMatrices,
    Variables,
    Vectors,
)
from grader.items.domains.domain import resolve, split
from grader.items.shrink import Draws
from tests.slow import examples

SIZES = {"d": 2, "h": 3, "none": 0}
SMALL = Integers(low=-3, high=3)


def seeded(seed: int) -> Random:
    """Random numbers that are the same in every run."""
    return Random(seed)  # noqa: S311 - no secret


def is_small(number: Any) -> bool:
    """A Python int of the domain SMALL."""
    return type(number) is int and -3 <= number <= 3


def is_array(array: Any, *shape: int) -> bool:
    """A float64 array of whole numbers of SMALL."""
    return array.shape == shape and array.dtype == np.float64 and bool(np.all(np.isin(array, np.arange(-3, 4))))


def is_symmetric(array: Any) -> bool:
    """A float64 array of whole numbers that is symmetric; Gram matrices have larger entries than SMALL."""
    return bool(array.shape == (2, 2) and np.all(array == array.T) and np.all(array == np.round(array)))


def is_polynomial(expression: Any) -> bool:
    """A polynomial in x and y, with exponents up to 3 and coefficients of up to 3 terms of 3."""
    x, y = sympy.symbols("x y")
    poly = sympy.Poly(expression, x, y)
    return bool(max(map(max, poly.monoms())) <= 3 and max(map(abs, poly.coeffs())) <= 9)


TABLE: list[tuple[Any, Callable[[Any], bool]]] = [
    (SMALL, is_small),
    (Integers(low=2, high=2), lambda number: number == 2),
    (Reals(low=-2, high=1, decimals=1), lambda n: type(n) is float and -2 <= n <= 1 and round(n, 1) == n),
    (Reals(low=0, high=0.5), lambda n: type(n) is float and 0 <= n <= 0.5 and round(n, 2) == n),
    (Reals(low=0.25, high=0.75), lambda n: 0.25 <= n <= 0.75 and round(n, 2) == n),
    (Reals(low=-0.29, high=0.125, decimals=3), lambda n: -0.29 <= n <= 0.125 and round(n, 3) == n),
    (Vectors(size=3, entries=Reals(low=-0.5, high=0.5)), lambda v: bool(np.all(np.abs(v) <= 0.5))),
    (Reals(low=0.001, high=0.009, decimals=3), lambda n: 0.001 <= n <= 0.009 and round(n, 3) == n),
    (Choices(values=("a", "b")), lambda choice: choice in {"a", "b"}),
    (Vectors(size="d+1", entries=SMALL), lambda array: is_array(array, 3)),
    (Vectors(size=2, entries=SMALL, container="list"), lambda v: type(v) is list and all(map(is_small, v))),
    (Vectors(size="none", entries=SMALL, container="tuple"), lambda vector: vector == ()),
    (Matrices(rows="d+1", columns="h", entries=SMALL), lambda array: is_array(array, 3, 3)),
    (Matrices(rows="none", columns=2, entries=SMALL), lambda array: is_array(array, 0, 2)),
    (SymmetricMatrices(size="d", entries=SMALL), is_symmetric),
    (Polynomials(count="d", degree=3), is_polynomial),
    (Variables(count="h"), lambda symbols: symbols == sympy.symbols("x y z")),
]
IDS = [f"{domain.kind}{number}" for number, (domain, _) in enumerate(TABLE)]


@pytest.mark.parametrize(("domain", "holds"), TABLE, ids=IDS)
def test_draws_are_within_the_domain_and_reproducible(domain: Domain, holds: Callable[[Any], bool]) -> None:
    """The same seed draws the same, whatever else was drawn in this process."""
    first, second = seeded(5), seeded(5)
    for _ in range(200):
        drawn = domain.draw(first, SIZES)
        assert holds(drawn)
        assert repr(domain.draw(second, SIZES)) == repr(drawn)


@pytest.mark.parametrize(("domain", "holds"), TABLE, ids=IDS)
def test_smaller_draws_are_within_the_domain(domain: Domain, holds: Callable[[Any], bool]) -> None:
    """What the search for a smaller input comes to could have been drawn."""

    @settings(max_examples=examples(30), deadline=None, database=None)
    @given(st.lists(st.integers(0, 9)))
    def within(numbers: list[int]) -> None:
        assert holds(domain.draw(Draws(numbers), SIZES))

    within()


def test_every_other_real_is_whole() -> None:
    """Whole numbers make evidence that can be read."""
    rng = seeded(0)
    drawn = [Reals(low=-5, high=5).draw(rng, {}) for _ in range(200)]
    assert 80 < sum(number.is_integer() for number in drawn) < 140


def test_symmetric_matrices_come_in_every_rank() -> None:
    """Singular positive semi-definite ones are what random matrices never are."""
    rng = seeded(0)
    drawn = [SymmetricMatrices(size=3, entries=SMALL).draw(rng, {}) for _ in range(200)]
    assert {int(np.linalg.matrix_rank(matrix)) for matrix in drawn} == {0, 1, 2, 3}
    smallest = [np.linalg.eigvalsh(matrix)[0] for matrix in drawn]
    assert sum(value < -1e-9 for value in smallest) > 40
    assert sum(abs(value) < 1e-9 for value in smallest) > 40


def test_named_sizes_fit_together() -> None:
    """`d+1` is one more than `d`, in every argument of one call."""
    assert split("d+1") == ("d", 1)
    assert split("rows") == ("rows", 0)
    assert (resolve("d+1", SIZES), resolve("h", SIZES), resolve(7, SIZES)) == (3, 3, 7)


def _item(**fields: Any) -> FunctionItem:
    return FunctionItem(id="f", title="f", points=1, **fields)


BAD: list[tuple[Callable[[], Any], str]] = [
    (lambda: Integers(low=2, high=1), "low = 2 is above high = 1, so there is no number to draw"),
    (lambda: Reals(low=2, high=1), "low = 2 is above high = 1, so there is no number to draw"),
    (lambda: Vectors(size="d-1", entries=SMALL), "String should match pattern"),
    (lambda: Vectors(size=-1, entries=SMALL), "greater than or equal to 0"),
    (lambda: Choices(values=()), "at least 1 item"),
    (lambda: _item(inputs=(Vectors(size="d", entries=SMALL),)), "item 'f' has no dimension 'd', which its inputs name"),
    (
        lambda: _item(inputs=(Vectors(size="d", entries=SMALL),), dimensions={"d": Integers(low=-1, high=1)}),
        "item 'f' has the dimension 'd', which may be negative",
    ),
    (
        lambda: _item(inputs=(Variables(count="d"),), dimensions={"d": Integers(low=1, high=7)}),
        "there are only 6 variables (x, y, z, u, v, w), not 7",
    ),
    (lambda: _item(inputs=(SMALL,), trials=0), "item 'f' has neither cases nor trials, so every answer would be right"),
]


@pytest.mark.parametrize(("make", "message"), BAD, ids=[message[:30] for _, message in BAD])
def test_what_cannot_be_drawn_from_is_refused_when_it_is_written(make: Callable[[], Any], message: str) -> None:
    """The author reads what is wrong before any student is judged."""
    with pytest.raises(ValidationError) as caught:
        make()
    assert message in str(caught.value)


def test_every_domain_is_listed() -> None:
    """A new file in this folder counts only when its class is in AnyDomain."""
    classes = set()
    for module in pkgutil.iter_modules(domains.__path__):
        for _, value in inspect.getmembers(import_module(f"grader.items.domains.{module.name}"), inspect.isclass):
            if issubclass(value, Domain) and value is not Domain and not value.__name__.startswith("_"):
                classes.add(value)
    assert classes == set(get_args(AnyDomain))
    assert {value.__name__ for value in classes} < set(domains.__all__)


@given(st.integers(0, 2**64))
@settings(max_examples=examples(20), deadline=None, database=None)
def test_any_seed_draws(seed: int) -> None:
    """Seeds are digests of any size."""
    for domain, holds in TABLE:
        assert holds(domain.draw(seeded(seed), SIZES))


@pytest.mark.parametrize(("low", "high", "decimals"), [(-5, 5, 2), (0, 1, 1), (-1000, 1000, 6), (3, 3, 2), (0, 2.0, 2)])
def test_between_whole_bounds_nothing_changes(low: int, high: int, decimals: int) -> None:
    """What was drawn before decimal bounds were allowed is drawn still: whole, or with `decimals` digits."""
    domain, before, now = Reals(low=low, high=high, decimals=decimals), seeded(1), seeded(1)
    for _ in range(200):
        unit = 10 ** before.choice((0, decimals))
        assert domain.draw(now, {}) == before.randint(low * unit, int(high) * unit) / unit


def test_every_other_number_has_the_digits_of_the_bounds() -> None:
    """Up to 1/2 half of the numbers are tenths, and few are 0; both bounds are drawn."""
    rng, domain = seeded(3), Reals(low=0, high=0.5)
    drawn = [domain.draw(rng, {}) for _ in range(400)]
    assert 0.5 < np.mean([round(number, 1) == number for number in drawn]) < 0.7
    assert np.mean([number == 0 for number in drawn]) < 0.2
    assert {0.0, 0.5} < set(drawn)


@pytest.mark.parametrize(
    ("bounds", "says"),
    [
        ({"low": 0, "high": 0.001}, "high = 0.001 has more digits behind the point than the 2 that are drawn: raise"),
        ({"low": 1 / 3, "high": 1}, "or round it"),
        ({"low": 1.5, "high": 1}, "above high"),
        ({"low": 0, "high": float("inf")}, "finite"),
        ({"low": float("nan"), "high": 1}, "finite"),
        ({"low": "half", "high": 1}, "valid number"),
    ],
)
def test_bounds_between_which_nothing_can_be_drawn(bounds: dict[str, Any], says: str) -> None:
    """They are told when the course is loaded, with a cure."""
    with pytest.raises(ValidationError, match=says):
        Reals(**bounds)


def test_a_choice_of_one() -> None:
    """Is one; of none it is no domain."""
    assert Choices(values=(7,)).draw(seeded(1), {}) == 7
    with pytest.raises(ValidationError, match="at least 1 item"):
        Choices(values=())


@pytest.mark.parametrize(
    ("given", "is_domain"),
    [({"terms": 1}, True), ({"terms": 0}, False), ({"terms": 8}, True), ({"terms": 9}, False), ({"degree": 0}, True),
     ({"degree": -1}, False), ({"degree": 8}, True), ({"degree": 9}, False), ({"largest": 1}, True),
     ({"largest": 0}, False)],
)  # fmt: skip
def test_bounds_of_polynomials(given: dict[str, int], *, is_domain: bool) -> None:
    """One term at least, and neither so many nor so high that nobody can read them."""
    options: dict[str, Any] = {"count": 1, "degree": 2, **given}
    if is_domain:
        assert Polynomials(**options).draw(seeded(1), {}) is not None
    else:
        with pytest.raises(ValidationError, match="than or equal to"):
            Polynomials(**options)
