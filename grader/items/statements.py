"""Statements that `grader.maths` can decide, so that a wrong key is found before a student sees it."""

from abc import ABC, abstractmethod
from typing import Annotated, Any, Literal

import sympy
from pydantic import Field, InstanceOf, WithJsonSchema

from grader.model.frozen import Frozen

Expression = Annotated[InstanceOf[sympy.Expr], WithJsonSchema({"type": "string", "description": "a SymPy expression"})]
Symbol = Annotated[InstanceOf[sympy.Symbol], WithJsonSchema({"type": "string", "description": "a SymPy symbol"})]
Matrix = Annotated[Any, WithJsonSchema({"type": "string", "description": "a SymPy matrix, or rows of exact numbers"})]
Curvature = Literal["convex", "strictly convex", "concave", "strictly concave"]
Definite = Literal[
    "positive definite", "positive semidefinite", "negative definite", "negative semidefinite", "indefinite"
]

# Semidefinite includes definite and zero; in an answer of `DefinitenessItem` each word excludes the others
_MEETS = {
    "positive definite": {"positive definite"},
    "positive semidefinite": {"positive definite", "positive semidefinite", "zero"},
    "negative definite": {"negative definite"},
    "negative semidefinite": {"negative definite", "negative semidefinite", "zero"},
    "indefinite": {"indefinite"},
}
# what `definiteness.classify` may prove; "not symmetric" and "undecided" are no answers to the question
_SETTLED = {word for words in _MEETS.values() for word in words}


class Statement(Frozen, ABC):
    """Something that is true or false."""

    @abstractmethod
    def decide(self) -> bool | None:
        """Whether it holds, with a proof; None if that is not known."""

    def fault(self, *, says: bool) -> str | None:
        """Why a key that says so is wrong, or not known to be right; None if it is proved."""
        truth = self.decide()
        if truth is None:
            return "grader.maths cannot decide the statement, so that nothing proves the key"
        return None if truth is says else f"the reference says {says}, but {truth} can be proved"


class IsConvex(Statement):
    """A function is convex, or one of its relatives, on the whole space or a box in it."""

    about: Literal["convexity"] = "convexity"
    """Always `convexity`."""
    expression: Expression
    """The function."""
    variables: tuple[Symbol, ...] = Field(min_length=1)
    """Its variables, in order."""
    claim: Curvature = "convex"
    """What it is said to be."""
    domain: dict[Symbol, Any] = Field(default_factory=dict)
    """A SymPy interval for a variable; the real line for one that is left out."""

    def decide(self) -> bool | None:
        """Whether it holds, with a proof; None if that is not known."""
        from grader.maths import convexity  # noqa: PLC0415 - proving takes much more than judging, and is done rarely

        curvature = convexity.classify(self.expression, self.variables, domain=self.domain or None)
        verdict = getattr(curvature, self.claim.replace(" ", "_")).verdict
        return {"yes": True, "no": False}.get(verdict)


class IsDefinite(Statement):
    """A symmetric matrix is positive semidefinite, or one of its relatives."""

    about: Literal["definiteness"] = "definiteness"
    """Always `definiteness`."""
    matrix: Matrix
    """The matrix, with exact entries."""
    claim: Definite = "positive semidefinite"
    """What it is said to be; semidefinite includes definite."""

    def decide(self) -> bool | None:
        """Whether it holds, with a proof; None if that is not known."""
        from grader.maths import definiteness  # noqa: PLC0415

        verdict = definiteness.classify(self.matrix).verdict
        return verdict in _MEETS[self.claim] if verdict in _SETTLED else None


class AreEqual(Statement):
    """Two expressions are the same function."""

    about: Literal["equality"] = "equality"
    """Always `equality`."""
    left: Expression
    """One of them."""
    right: Expression
    """The other; where it is defined, both have to agree."""

    def decide(self) -> bool | None:
        """Whether it holds, with a proof or a point; None if that is not known."""
        from grader.maths import equivalence  # noqa: PLC0415

        return {"equal": True, "different": False}.get(equivalence.compare(self.left, self.right).verdict)


AnyStatement = Annotated[IsConvex | IsDefinite | AreEqual, Field(discriminator="about")]
