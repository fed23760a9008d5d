"""A report as Classroom 50's `result.json`, in the format `classroom50/result/v1`: every item is a test.

Points are whole numbers there, so they are told in hundredths: 1.5 of 2 points is 150 of 200. The scale is the same for
every report, whatever was earned, so that any two can be compared, and a share of a point is not rounded away.

Where points are not known no number would be true: a test without points, 0 of 0, names the item and what it waits for.
It takes nothing from the score and gives nothing to it, and turns no run red unless the grader itself has failed.

What belongs to the run and not to the work (`classroom`, `assignment`, `submission`, `commit`, ...) Classroom 50 gives
to its autograder in the environment: the script that `grade release --for classroom50` writes adds it. The evidence
belongs to the page of the run (`--report markdown:release-body.md`): Classroom 50 collects all results of a class,
old and new, in one file.
"""

import json
from collections.abc import Iterable

from grader.model.counted import counted
from grader.model.report import ExerciseScore, ItemScore, Report
from grader.model.verdict import Verdict
from grader.reports.clean import ELLIPSIS, one_line
from grader.reports.words import points, state

SCHEMA = "classroom50/result/v1"
PARTS = 100
"""Into so many parts a point is divided."""
MOST_BYTES = 100
"""Of a test's name in UTF-8: Classroom 50 takes no more of its own tests."""
_GREEN = frozenset({Verdict.CORRECT, Verdict.UNDECIDED, Verdict.SKIPPED})


def render(report: Report) -> str:
    """The score, the points to earn and the tests, of which the two are the sums."""
    pairs = [(exercise, item) for exercise in report.exercises for item in exercise.items]
    names = _unique(_name(exercise, item) for exercise, item in pairs)
    earned = [(_parts(item.score), _parts(item.max_score)) if item.score is not None else (0, 0) for _, item in pairs]
    tests = [
        {
            "test-name": name,
            "passed": item.verdict in _GREEN,
            # A share that is rounded up is no more than there is to earn
            "score": min(score, most),
            "max-score": most,
            "verdict": state(item),
            "points": points(item.score, item.max_score),
        }
        for (_, item), name, (score, most) in zip(pairs, names, earned, strict=True)
    ]
    sums = {"score": sum(min(pair) for pair in earned), "max-score": sum(most for _, most in earned)}
    return json.dumps({"schema": SCHEMA, **sums, "tests": tests}, indent=2, allow_nan=False) + "\n"


def _parts(value: float) -> int:
    return max(0, round(value * PARTS))


def _name(exercise: ExerciseScore, item: ItemScore) -> str:
    """`xor/network: the network's output`, and in front of it that its points are open, if they are."""
    waits = "" if item.score is not None else f"{_why(item)}, {counted(item.max_score, 'point')}: "
    return f"{waits}{exercise.id}/{item.id}: {item.title}"


def _why(item: ItemScore) -> str:
    if item.is_only_instructor_s:
        return "only your instructor grades this"
    return "open" if item.verdict is Verdict.UNDECIDED else state(item)


def _unique(names: Iterable[str]) -> list[str]:
    """The names on a line each, cut, and told apart by a number where two would be the same."""
    seen: dict[str, None] = {}
    for name in names:
        shown, again = _cut(one_line(name), MOST_BYTES), 1
        while shown in seen:
            again += 1
            end = f" ({again})"
            shown = _cut(one_line(name), MOST_BYTES - len(end)) + end
        seen[shown] = None
    return list(seen)


def _cut(text: str, most: int) -> str:
    """The text, or its beginning with an ellipsis; no character is cut in two."""
    content = text.encode()
    if len(content) <= most:
        return text
    return content[: most - len(ELLIPSIS.encode())].decode(errors="ignore") + ELLIPSIS
