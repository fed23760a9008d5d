"""What is a symmetric matrix? A claim and its evidence in one answer, which earn separately."""

from typing import Any, Literal, Self

import sympy
from pydantic import model_validator

from grader.items.evidence.form import factors_fault, vectors_fault
from grader.items.evidenced import EvidencedItem
from grader.items.statements import Matrix

WORDS = (
    "positive definite",
    "positive semidefinite",
    "negative definite",
    "negative semidefinite",
    "indefinite",
    "zero",
)


class DefinitenessItem(EvidencedItem):
    """A function without arguments that returns `(word, evidence)` about a matrix.

    The word is `positive definite`, `positive semidefinite` (and not definite), `negative definite`, `negative
    semidefinite`, `indefinite` or `zero`. Evidence for `indefinite` is a pair of vectors at which x'Ax has both signs;
    for `zero` it is None; for the others a pair (L, D) with A = L D L', D diagonal (or the list of its diagonal).
    """

    kind: Literal["definiteness"] = "definiteness"
    """Always `definiteness`."""
    matrix: Matrix
    """The matrix, with rational entries."""

    @model_validator(mode="after")
    def _is_decided(self) -> Self:
        """A matrix that has no word is no question."""
        if self._word not in WORDS:
            raise ValueError(f"the matrix of item '{self.id}' is {self._word}, and there is no word for that")
        return self

    def read_claim(self, claim: Any) -> str | None:
        """One of the words, in whatever case, with hyphens or underscores."""
        word = " ".join(claim.lower().replace("_", " ").replace("-", " ").split()) if isinstance(claim, str) else ""
        word = word.replace("semi definite", "semidefinite")
        return word if word in WORDS else None

    def is_of_right_kind(self, evidence: Any, claim: Any) -> bool:
        """A pair, or None for the zero matrix."""
        if claim == "zero":
            return True
        return isinstance(evidence, (list, tuple)) and len(evidence) == 2

    def evidence_fault(self, evidence: Any, claim: Any) -> str | None:
        """What is wrong with the factors or the vectors."""
        if claim == "zero":
            return None
        exact = sympy.Matrix(self.matrix).applyfunc(sympy.nsimplify)
        if claim == "indefinite":
            return vectors_fault(evidence, exact)
        sign = 1 if claim.startswith("positive") else -1
        return factors_fault(evidence, exact, sign=sign, is_strict=not claim.endswith("semidefinite"))

    def proved_answer(self) -> tuple[str, None]:
        """The word for the matrix, without evidence."""
        return self._word, None

    def claim_fault(self, claim: Any) -> str | None:
        """Compare with what is proved."""
        return None if claim == self._word else f"the reference says {claim}, but the matrix is {self._word}"

    @property
    def _word(self) -> str:
        from grader.maths import definiteness  # noqa: PLC0415 - only such an item needs it

        return definiteness.classify(self.matrix).verdict
