"""Positive definite, semidefinite, indefinite: each with factors or a vector that anyone can multiply out."""

from grader.maths.definiteness.classify import classify
from grader.maths.definiteness.result import Congruence, Definiteness, Factors, Minor, Verdict

__all__ = ["Congruence", "Definiteness", "Factors", "Minor", "Verdict", "classify"]
