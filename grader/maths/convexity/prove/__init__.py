"""Finds proofs; whatever is found here counts only if `grader.maths.convexity.verify` accepts it."""
