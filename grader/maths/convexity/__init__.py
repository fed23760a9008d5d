"""Convex, strictly convex, concave, strictly concave: each yes with a proof, each no with a chord.

`classify` finds the evidence, `verify` checks it without any search.
"""

from grader.maths.convexity.classify import classify
from grader.maths.convexity.result import CLAIMS, Certificate, Claim, Convexity, Judgement, Witness
from grader.maths.convexity.rules import Step
from grader.maths.convexity.verify import verify

__all__ = ["CLAIMS", "Certificate", "Claim", "Convexity", "Judgement", "Step", "Witness", "classify", "verify"]
