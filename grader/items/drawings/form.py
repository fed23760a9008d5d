"""The quadratic form of a matrix, with vectors at which its sign is looked at."""

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from grader.items.drawings.sampling import Array, numbers_in, rounded, rounded_all
from grader.items.drawings.sketches import FormSketch
from grader.model.drawing import Form, FormDirection

if TYPE_CHECKING:
    from grader.items.evidence.exact_numbers import Rows

_NEGATIVE = -1e-9
"""Eigenvalues above are taken for 0 that was rounded."""


def draw(sketch: FormSketch, answer: Any, arguments: tuple[Any, ...], expected: Any) -> Form | None:
    """With the student's vector; or with one at which the form is negative, where that was overlooked."""
    H = np.asarray(arguments[sketch.matrix], dtype=np.float64)
    if sketch.answer == "vector":
        v = numbers_in(answer, (len(H),))
        return None if v is None else _drawing(H, [("given", v)])
    values, vectors = np.linalg.eigh(H)
    if values[0] >= _NEGATIVE * max(1.0, np.abs(H).max()):
        return None
    shown = vectors[:, 0] / vectors[np.abs(vectors[:, 0]).argmax(), 0]  # of both directions always the same one
    return _drawing(H, [("shown", np.round(shown, 2) if _is_negative(np.round(shown, 2), H) else shown)])


def draw_vectors(evidence: Any, matrix: "Rows") -> Form | None:
    """The student's two vectors for a matrix that is indefinite."""
    from grader.items.evidence.definiteness import read_pair  # noqa: PLC0415 - the sketch needs none of it
    from grader.items.evidence.exact_numbers import as_fraction  # noqa: PLC0415

    pair = read_pair(evidence, len(matrix))
    if pair is None:
        return None
    rows = [[float(as_fraction(number) or 0) for number in row] for row in chain(matrix, pair)]
    H, vectors = np.array(rows[: len(matrix)]), np.array(rows[len(matrix) :])
    return _drawing(H, [("given", vector) for vector in vectors])


def _is_negative(v: Array, H: Array) -> bool:
    return bool(v @ H @ v < 0)


def _drawing(H: Array, vectors: Sequence[tuple[Literal["given", "shown"], Array]]) -> Form:
    return Form(
        matrix=(_row(H[0]), _row(H[1])) if len(H) == 2 else None,
        directions=tuple(
            FormDirection(vector=rounded_all(v), value=rounded(v @ H @ v), whose=whose) for whose, v in vectors
        ),
    )


def _row(row: Array) -> tuple[float, float]:
    return rounded(row[0]), rounded(row[1])
