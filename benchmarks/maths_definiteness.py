"""Definiteness of matrices: right, wrong and undecided verdicts, beside NumPy's eigenvalues and SymPy's property.

    python benchmarks/maths_definiteness.py FILE

FILE has a JSON object on each line: `matrix` (rows of text in SymPy's syntax), `psd` and `pd` (true, false or null).
"""

import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import sympy

from grader.maths.definiteness import classify

Answer = tuple[bool | None, bool | None]


def parse(row: dict[str, Any]) -> sympy.Matrix:
    """The matrix, with real symbols."""
    names = set(re.findall(r"\b[a-z]\b", json.dumps(row["matrix"])))
    symbols = {name: sympy.Symbol(name, real=True) for name in names}
    return sympy.Matrix([[sympy.sympify(entry, symbols) for entry in entries] for entries in row["matrix"]])


def ours(matrix: sympy.Matrix) -> Answer:
    """Semidefinite and definite, by `classify`."""
    verdict = classify(matrix).verdict
    if verdict == "undecided":
        return None, None
    return verdict in {"positive definite", "positive semidefinite", "zero"}, verdict == "positive definite"


def eigenvalues(matrix: sympy.Matrix) -> Answer:
    """The usual test in a course's grader."""
    values = np.linalg.eigvalsh(np.array(matrix.tolist(), dtype=complex))
    return bool((values >= -1e-8).all()), bool((values > 1e-8).all())


def properties(matrix: sympy.Matrix) -> Answer:
    """SymPy's own."""
    return matrix.is_positive_semidefinite, matrix.is_positive_definite


def outcome(answer: bool | None, label: bool) -> str:  # noqa: FBT001
    """One word for one claim."""
    return "undecided" if answer is None else "right" if answer == label else f"wrong {'yes' if answer else 'no'}"


def measure(method: Callable[[sympy.Matrix], Answer], rows: list[dict[str, Any]]) -> str:
    """Counts over the claims whose label is known, and times over the matrices."""
    counts: Counter[str] = Counter()
    times = []
    for row in rows:
        matrix, start = parse(row), time.perf_counter()
        try:
            answers = method(matrix)
        except (TypeError, ValueError, AttributeError, np.linalg.LinAlgError):
            answers = None, None
        times.append((time.perf_counter() - start) * 1000)
        labels = row["psd"], row["pd"]
        counts.update(
            outcome(answer, label) for answer, label in zip(answers, labels, strict=True) if label is not None
        )
    words = "   ".join(f"{word} {counts[word]:3}" for word in ("right", "wrong yes", "wrong no", "undecided"))
    return f"{words}   median {statistics.median(times):7.2f} ms   99 % {np.percentile(times, 99):7.1f} ms"


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    loaded = [json.loads(line) for line in lines if line]
    for name, method in (("classify", ours), ("eigvalsh", eigenvalues), ("sympy", properties)):
        print(f"{name:9} {measure(method, loaded)}")
