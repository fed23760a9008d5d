"""Definiteness of matrices: right, wrong and undecided verdicts, beside NumPy's eigenvalues and SymPy's property.

    python benchmarks/maths_definiteness.py FILE... [--all]

Each FILE has a JSON object on each line: `matrix` (rows of text in SymPy's syntax), `psd` and `pd` (true, false or
null), perhaps `verdict` (compared word for word) and `assume` (symbol -> positive, nonnegative or complex; the others
are real). A row whose name has `float` in it, but for `list of float`, is a NumPy array of floats. With `--all`, each
row that is not right is printed.
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

_SMALL = 5
"""Rows of a matrix for which SymPy's own property takes a bearable time."""
Answer = tuple[bool | None, bool | None]


def parse(row: dict[str, Any]) -> Any:
    """The matrix, with real symbols where nothing else is assumed."""
    name = row.get("name", "")
    if "float" in name and "list" not in name:
        return np.array([[float(entry) for entry in entries] for entries in row["matrix"]])
    names = set(re.findall(r"\b[a-z]\b", json.dumps(row["matrix"])))
    assumed = row.get("assume", {})
    symbols = {name: sympy.Symbol(name, **{assumed.get(name, "real"): True}) for name in names}
    return sympy.Matrix([[sympy.sympify(entry, symbols) for entry in entries] for entries in row["matrix"]])


def ours(matrix: Any) -> Answer:
    """Semidefinite and definite, by `classify`."""
    verdict = classify(matrix).verdict
    if verdict in {"undecided", "borderline"}:
        return None, None
    return verdict in {"positive definite", "positive semidefinite", "zero"}, verdict == "positive definite"


def compare_verdicts(rows: list[dict[str, Any]]) -> str:
    """How many verdicts are those that the rows name."""
    named = [row for row in rows if "verdict" in row]
    verdicts = [classify(parse(row)).verdict for row in named]
    other = [
        f"{row['id']} {row['name']}: {verdict}, not {row['verdict']}"
        for row, verdict in zip(named, verdicts, strict=True)
        if verdict != row["verdict"]
    ]
    return "\n  ".join([f"verdicts  {len(named) - len(other)} of {len(named)} as named", *other])


def eigenvalues(matrix: Any) -> Answer:
    """The usual test in a course's grader."""
    values = np.linalg.eigvalsh(np.array(matrix.tolist(), dtype=complex))
    return bool((values >= -1e-8).all()), bool((values > 1e-8).all())


def properties(matrix: Any) -> Answer:
    """SymPy's own."""
    matrix = sympy.Matrix(matrix)
    return matrix.is_positive_semidefinite, matrix.is_positive_definite


def outcome(answer: bool | None, label: bool) -> str:  # noqa: FBT001
    """One word for one claim."""
    return "undecided" if answer is None else "right" if answer == label else f"wrong {'yes' if answer else 'no'}"


def measure(method: Callable[[Any], Answer], rows: list[dict[str, Any]], *, is_chatty: bool = False) -> str:
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
        outcomes = [outcome(answer, label) for answer, label in zip(answers, labels, strict=True) if label is not None]
        counts.update(outcomes)
        if is_chatty and (set(outcomes) - {"right"} or times[-1] > 1000):
            print(f"  {row.get('id')} {row.get('name', '')} {outcomes} {times[-1]:.0f} ms", flush=True)
    words = "   ".join(f"{word} {counts[word]:3}" for word in ("right", "wrong yes", "wrong no", "undecided"))
    late = f"99 % {np.percentile(times, 99):7.1f} ms   max {max(times):7.1f} ms"
    return f"{words}   median {statistics.median(times):7.2f} ms   {late}"


if __name__ == "__main__":
    files = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("--")]
    loaded = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]
    print(f"classify  {measure(ours, loaded, is_chatty='--all' in sys.argv)}", flush=True)
    print(compare_verdicts(loaded), flush=True)
    small = [row for row in loaded if len(row["matrix"]) <= _SMALL]
    for name, method in (("eigvalsh", eigenvalues), ("sympy", properties)):
        print(f"{name:9} {measure(method, small)}   (of {len(small)} with at most {_SMALL} rows)")
