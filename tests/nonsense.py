"""Answers that no item asks for: huge, tiny, infinite, empty, of another shape, of another type."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import sympy

x, unknown = sympy.Symbol("x"), sympy.Symbol("unknown")
NUMBERS: tuple[Any, ...] = (
    1e155, -1e155, 1.7e308, -1.7e308, 1e60, 1e-60, 1e-155, 5e-324, -5e-324, np.inf, -np.inf, np.nan,
    10**30, -(10**400), Fraction(10**200, 3), Fraction(1, 10**400), Decimal("1e9999"), Decimal("nan"),
    Decimal("-Infinity"),
    1e155j, complex(np.nan, 1), np.float16(6e4), np.float32(3e38), np.int8(-128), np.uint64(2**64 - 1),
    sympy.oo, sympy.zoo, sympy.nan, sympy.I * 10**40, sympy.Rational(1, 10**300), sympy.Float("1e5000"),
    sympy.Integer(10) ** 300,
)  # fmt: skip
FLOATS: tuple[float, ...] = tuple(number for number in NUMBERS if isinstance(number, float))
OTHERS: tuple[Any, ...] = (
    None, "", "nan", "1e999", "x", "\ud800", "a" * 5000, b"1", [], (), {}, set(), frozenset(), [[]], [[], []], ([],),
    {"a": None},
    np.zeros(0), np.zeros((0, 3)), np.zeros((3, 0, 2)), np.array("text"), np.array(["a", "b"]), np.zeros((1, 1, 1, 1)),
    np.zeros(3, dtype=np.complex128), [1, [2, [3]]], [1, "two"], [[1, 2], [3]], (1, [2, 3], ((),)),
    np.array([True, False]), x, unknown, x**400, sympy.exp(sympy.exp(sympy.exp(x))), sympy.Abs(unknown) - x, x < 1,
    sympy.Matrix(0, 0, []), sympy.Matrix(0, 3, []), sympy.Matrix([[unknown]]), sympy.Matrix([[sympy.nan, sympy.oo]]),
    1 / (x - x + 10**-9), sympy.Function("f")(x), sympy.log(0 * x), sympy.true, ...,
)  # fmt: skip


def like(expected: Any, chance: Random, numbers: tuple[Any, ...] = NUMBERS) -> Any:
    """An answer of the right form, with a wild number in some or all of its entries."""
    if isinstance(expected, dict):
        return {key: like(value, chance, numbers) for key, value in expected.items()}
    if isinstance(expected, sympy.MatrixBase):
        return expected.applyfunc(lambda _: sympy.Float(1e155) if chance.random() < 0.5 else sympy.nan)
    if isinstance(expected, (list, tuple)):
        return type(expected)(like(value, chance, numbers) for value in expected)
    if isinstance(expected, np.ndarray) and expected.ndim:
        wild = chance.choice(FLOATS)
        return np.where(
            np.array([chance.random() < 0.7 for _ in range(expected.size)]).reshape(expected.shape), wild, 1.5
        )
    return chance.choice(numbers)


def reshaped(expected: Any, chance: Random) -> Any:
    """Wild numbers in another shape."""
    shape = list(np.shape(expected)) if isinstance(expected, (int, float, np.ndarray)) else [2]
    changes: list[Callable[[list[int]], list[int]]] = [
        lambda sizes: [*sizes, 1], lambda sizes: [1, *sizes], lambda sizes: sizes[1:], lambda sizes: [0 for _ in sizes],
        lambda sizes: [size + 1 for size in sizes], lambda sizes: sizes[::-1],
    ]  # fmt: skip
    return np.full(chance.choice(changes)(shape), chance.choice([1e155, np.nan, 5e-324, 1e60]))


def nested(chance: Random) -> Any:
    """A list or a tuple of nonsense, as deep as it comes."""
    make = chance.choice([list, tuple])
    return make(nested(chance) if chance.random() < 0.2 else any_of(chance) for _ in range(chance.randrange(4)))


def any_of(chance: Random) -> Any:
    """Any nonsense, whatever the form of the right answer."""
    return chance.choice(NUMBERS if chance.random() < 0.5 else OTHERS)


def draw(expected: Any, chance: Random) -> Any:
    """One answer."""
    kind = chance.randrange(4)
    if kind == 0:
        return like(expected, chance)
    if kind == 1:
        return reshaped(expected, chance)
    return nested(chance) if kind == 2 else any_of(chance)


def function_of(true: Callable[..., Any], seed: int) -> Callable[..., Any]:
    """A function that gives the same kind of nonsense at each call, or another one each time, as it comes."""
    chance = Random(seed)  # noqa: S311 - no secret
    is_steady = chance.random() < 0.5

    def nonsense(*arguments: Any) -> Any:
        return draw(true(*arguments), Random(seed) if is_steady else chance)  # noqa: S311 - no secret

    return nonsense
