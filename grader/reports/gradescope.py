"""A report as Gradescope's `results.json`: every item is a test, with its evidence as output.

Every test is visible: what a student may not see yet was left out when the report was made, and a test that Gradescope
hides would hide the student's total as well.

Where points are not known, no score is written at all. Gradescope would add up the tests that have one, so that a
failure of the grader would cost the student points, and points that are open until somebody has looked would be 0;
without any it says that the autograder has no result, which is true.
"""

import json

from grader.model.report import ExerciseScore, ItemScore, Report
from grader.model.verdict import Verdict
from grader.reports.clean import one_line
from grader.reports.words import confinement, details, explained, points, state, total


def render(report: Report) -> str:
    """The report as `results.json`, all of its text harmless: none of it is taken for HTML."""
    content = {
        **({} if report.score is None else {"score": round(report.score, 9)}),
        "execution_time": round(report.timing.seconds, 3),
        "output": "\n".join(_said(report)),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [
            _test(exercise, item, is_known=report.score is not None)
            for exercise in report.exercises
            for item in exercise.items
        ],
        "extra_data": {"submission": one_line(report.submission.id), "digest": one_line(report.submission.digest)},
    }
    return json.dumps(content, indent=2, allow_nan=False) + "\n"


def _said(report: Report) -> list[str]:
    course = one_line(f"{report.course.name} {report.course.version}: {total(report)}")
    notes = (one_line(note.text, limit=1000) for note in report.notes)
    return [course, *notes, *filter(None, [confinement(report)])]


def _test(exercise: ExerciseScore, item: ItemScore, *, is_known: bool) -> dict[str, object]:
    said = details(item)
    means = explained(item)
    verdict = f"{state(item)}: {points(item.score, item.max_score)}" if means is None else means
    # What could not be decided counts in full, unless it is open: then it has no status either
    is_right = item.verdict in {Verdict.CORRECT, Verdict.UNDECIDED}
    return {
        "name": one_line(f"{exercise.title}: {item.id}: {item.title}"),
        "name_format": "text",
        **({"score": round(item.score, 9), "max_score": item.max_score} if is_known and item.score is not None else {}),
        **({} if item.is_open else {"status": "passed" if is_right else "failed"}),
        "output": "\n".join([verdict, *said.witness, *said.feedback, *said.under_heading]),
        "output_format": "text",
        "tags": [one_line(exercise.id), one_line(item.id)],
        "visibility": "visible",
    }
