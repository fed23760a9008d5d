"""Convexity of functions: right, wrong and undecided verdicts, beside SymPy's `is_convex` for one variable.

    python benchmarks/maths_convexity.py FILE... [--all]

Each FILE has a JSON object on each line: `expr`, `variables`, `domain` (variable -> [low, high, low_open, high_open]),
`constraints`, and the labels `convex`, `strictly_convex`, `concave`, `strictly_concave` (true, false, or null for not
established). Every verdict is verified too, and how far a row went over its deadline is said. With `--all`, each row
that is not right is printed.
"""

import json
import signal
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import numpy as np
import sympy

from grader.maths.convexity import CLAIMS, classify, verify

_PATIENCE = 10.0
_SECONDS = 5.0
"""The deadline of `classify`, where none is named."""
_over: list[float] = []
"""By how much each call went over it."""


class Question(NamedTuple):
    """One row, in SymPy's objects."""

    expression: sympy.Expr
    variables: list[sympy.Symbol]
    domain: dict[sympy.Symbol, sympy.Interval]
    constraints: list[Any]


Answer = dict[str, bool | None]


def parse(row: dict[str, Any]) -> Question:
    """The row's expressions; benchmark data is ours, so `sympify` may read it."""
    names = {name: sympy.Symbol(name) for name in row["variables"]}
    domain = {
        names[name]: sympy.Interval(sympy.sympify(low), sympy.sympify(high), low_open, high_open)
        for name, (low, high, low_open, high_open) in row["domain"].items()
    }
    constraints = [sympy.sympify(constraint, names) for constraint in row["constraints"]]
    return Question(sympy.sympify(row["expr"], names), list(names.values()), domain, constraints)


def ours(question: Question) -> tuple[Answer, int]:
    """The four verdicts of `classify`, and how many of them do not verify."""
    start = time.perf_counter()
    verdicts = classify(
        question.expression, question.variables, domain=question.domain, constraints=question.constraints
    )
    _over.append(time.perf_counter() - start - _SECONDS)
    answers: Answer = {}
    unverified = 0
    for claim in CLAIMS:
        judgement = verdicts.of(claim)
        answers[claim] = {"yes": True, "no": False, "undecided": None}[judgement.verdict]
        evidence = judgement.certificate or judgement.witness
        if evidence is not None:
            unverified += not verify(evidence, *question)
    return answers, unverified


def properties(question: Question) -> tuple[Answer, int]:
    """SymPy's `is_convex` of the function and of its negative; one variable only."""
    answers: Answer = dict.fromkeys(CLAIMS)
    if len(question.variables) == 1 and not question.constraints:
        (variable,) = question.variables
        domain = question.domain[variable]
        for claim, sign in (("convex", 1), ("concave", -1)):
            work = partial(sympy.is_convex, sign * question.expression, variable, domain=domain)
            answers[claim] = in_time(work)
    return answers, 0


def in_time(work: Callable[[], Any]) -> Any:
    """What it returns; None if it raises or takes too long."""

    def ring(*_: object) -> NoReturn:
        raise TimeoutError

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, _PATIENCE)
    try:
        return work()
    except Exception:  # noqa: BLE001 - raising counts as undecided
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def outcome(answer: bool | None, label: bool) -> str:  # noqa: FBT001
    """One word for one claim."""
    return "undecided" if answer is None else "right" if answer == label else f"wrong {'yes' if answer else 'no'}"


def measure(method: Callable[[Question], tuple[Answer, int]], rows: list[dict[str, Any]], *, is_chatty: bool) -> str:
    """Counts over the claims whose label is known, and times over the rows."""
    counts: Counter[str] = Counter()
    times = []
    for row in rows:
        question, start = parse(row), time.perf_counter()
        answers, unverified = method(question)
        times.append((time.perf_counter() - start) * 1000)
        labels = {claim: row[claim.replace(" ", "_")] for claim in CLAIMS}
        outcomes = {claim: outcome(answers[claim], label) for claim, label in labels.items() if label is not None}
        counts.update(outcomes.values())
        counts["unverified"] += unverified
        counts["rows decided"] += "undecided" not in outcomes.values()
        bad = {claim: word for claim, word in outcomes.items() if word != "right"}
        if is_chatty and (bad or unverified or times[-1] > 1000):
            print(f"  {row['id']} {row['expr'][:70]} {bad} unverified {unverified} {times[-1]:.0f} ms", flush=True)
    words = "  ".join(
        f"{word} {counts[word]:3}" for word in ("right", "wrong yes", "wrong no", "undecided", "unverified")
    )
    return (
        f"{words}  rows decided {counts['rows decided']}/{len(rows)}  "
        f"median {statistics.median(times):6.1f} ms  99 % {np.percentile(times, 99):6.0f} ms  max {max(times):6.0f} ms"
        + (f"  over the deadline {max(0.0, *_over):.2f} s" if _over else "")
    )


if __name__ == "__main__":
    files = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("--")]
    loaded = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]
    print(f"classify   {measure(ours, loaded, is_chatty='--all' in sys.argv)}", flush=True)
    print(f"is_convex  {measure(properties, loaded, is_chatty=False)}")
