"""Are two expressions the same function? Equal with a proof, different with a point, or undecided."""

from grader.maths.equivalence.ladder import compare
from grader.maths.equivalence.verdict import Equivalence, Witness

__all__ = ["Equivalence", "Witness", "compare"]
