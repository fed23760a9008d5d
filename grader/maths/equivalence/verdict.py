"""What is found about two expressions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import sympy


@dataclass(frozen=True)
class Witness:
    """A point, and what each of two expressions is there."""

    point: Mapping[sympy.Symbol, sympy.Rational]
    left: sympy.Expr | None
    """None where it has no value."""
    right: sympy.Expr | None
    """None where it has no value."""
    functions: Mapping[str, sympy.Expr] = field(default_factory=dict)
    """What undefined functions were taken to be, as lambdas by name."""


@dataclass(frozen=True)
class Equivalence:
    """The verdict on two expressions, with what supports it."""

    verdict: Literal["equal", "different", "undecided"]
    proof: str = ""
    """The rule that proves them equal."""
    witness: Witness | None = None
    """Where they differ."""
    tried: str = ""
    """What was tried, where it is undecided: `18 points`."""
    is_beyond_chance: bool = False
    """Whether, undecided, they agree at so many independent points that it can't be chance: see `agreement.py`."""
    limit: str = ""
    """Which limit of ours they could not be worked with for; then they agree at no point."""
    gap: Witness | None = None
    """A point at which only one of them is defined, where that does not make them different."""
