"""The verdict on a function's convexity, with what anyone can check."""

from dataclasses import dataclass
from typing import Literal

import sympy

from grader.maths.convexity.rules import Step

Claim = Literal["convex", "strictly convex", "concave", "strictly concave"]
CLAIMS: tuple[Claim, ...] = ("convex", "strictly convex", "concave", "strictly concave")
Point = tuple[sympy.Rational, ...]


@dataclass(frozen=True)
class Certificate:
    """A proof of a claim: rules applied to parts, down to facts that can be checked directly."""

    claim: Claim
    step: Step
    """Proves that the function is convex, or that its negative is, on the whole domain."""
    defined: tuple[Step, ...] = ()
    """Signs of parts that show that it is defined on the whole domain, where their range does not show it."""


@dataclass(frozen=True)
class Witness:
    """A chord that refutes a claim: the gap (1-t) f(a) + t f(b) - f((1-t) a + t b) has the wrong sign.

    Below 0 against convex, above 0 against concave; not above 0 against strictly convex, not below against strictly
    concave.
    """

    claim: Claim
    a: Point
    b: Point
    t: sympy.Rational


@dataclass(frozen=True)
class Judgement:
    """Whether one claim holds."""

    verdict: Literal["yes", "no", "undecided"]
    certificate: Certificate | None = None
    """For yes."""
    witness: Witness | None = None
    """For no."""


_UNDECIDED = Judgement("undecided")


@dataclass(frozen=True)
class Convexity:
    """Four judgements on one function."""

    convex: Judgement = _UNDECIDED
    strictly_convex: Judgement = _UNDECIDED
    concave: Judgement = _UNDECIDED
    strictly_concave: Judgement = _UNDECIDED
    tried: str = ""
    """Why something is undecided."""
    limit: str = ""
    """Why the expression was refused before anything was evaluated."""

    def of(self, claim: Claim) -> Judgement:
        """The judgement on a claim, by its name."""
        judgement: Judgement = getattr(self, claim.replace(" ", "_"))
        return judgement
