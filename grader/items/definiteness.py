"""What is a symmetric matrix? A claim and its evidence in one answer, which earn separately."""

from typing import Any, Literal, Self

import numpy as np
import sympy
from pydantic import model_validator

from grader.items.answers.comparison import Comparison
from grader.items.evidence import SHOWS
from grader.items.evidence.definiteness import Wanted, check_factors, check_vectors, vectors_of
from grader.items.evidence.exact_numbers import Rows, pair_of, parts_of, read_vector
from grader.items.evidenced import EvidencedItem
from grader.items.statements import Matrix
from grader.maths.decimals import as_typed
from grader.model.any_drawing import Drawing

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
    for `zero` it is None; for the others a pair (L, D) with A = L D L', D diagonal (or the vector of its diagonal) and
    L of any form: unit lower triangular, Cholesky's factor, eigenvectors. Factors in floats are right up to rounding.
    """

    kind: Literal["definiteness"] = "definiteness"
    """Always `definiteness`."""
    matrix: Matrix
    """The matrix, with exact entries; a decimal is the fraction that was typed."""

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
        return (vectors_of(evidence) if claim == "indefinite" else pair_of(evidence)) is not None

    def check_evidence(self, evidence: Any, claim: Any) -> Comparison:
        """Multiply the factors or the vectors out."""
        if claim == "zero":
            return SHOWS
        if claim == "indefinite":
            return check_vectors(evidence, self._rows)
        sign = 1 if claim.startswith("positive") else -1
        return check_factors(evidence, self._rows, Wanted(sign, is_strict=not claim.endswith("semidefinite")))

    def draw_evidence(self, evidence: Any, claim: Any) -> Drawing | None:
        """The form with the two vectors at which its signs should differ."""
        if claim != "indefinite":
            return None
        from grader.items.drawings.form import draw_vectors  # noqa: PLC0415 - only wrong answers are drawn

        return draw_vectors(evidence, self._rows)

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

    @property
    def _rows(self) -> Rows:
        """The entries as exact numbers; the validator has seen that it is a matrix of them."""
        rows = [list(map(_typed, parts_of(row) or [])) for row in parts_of(self.matrix) or []]
        return [read_vector(row, len(rows)) or [] for row in rows]


def _typed(entry: Any) -> Any:
    """The entry, with decimals as the fractions that were typed."""
    entry = entry.item() if isinstance(entry, np.generic) else entry
    entry = sympy.Float(entry) if isinstance(entry, float) else entry
    return as_typed(entry) if isinstance(entry, sympy.Expr) else entry
