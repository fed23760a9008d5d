"""What a gradebook says of a drawn class, against what is known of it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from grader.gradebook.store.encoding import unpack_score
from grader.gradebook.store.read import students
from grader.gradebook.store.tables import grading, handin, mark
from grader.model.gradebook import Attempt
from grader.model.report import ExerciseScore
from tests.classes.draw import Drawn
from tests.classes.known import Known


def unexpected_marks(connection: Connection, submissions: Iterable[Drawn], known: Known) -> Iterator[str]:
    """Each exercise of each submission whose verdicts, points or codes are not those of its variant, graded alone.

    A submission that is missing, has an exercise too many, or more than one attempt is told as well.
    """
    left = {
        submission.student: {part.exercise: (part, known[part]) for part in submission.parts}
        for submission in submissions
    }
    for person, attempts in students(connection):
        expected = left.pop(person.id, {})
        counts = Counter(attempt.exercise for attempt in attempts)
        if counts != dict.fromkeys(expected, 1):
            yield f"{person.id}: attempts at {dict(counts)}"
        for attempt in attempts:
            if attempt.exercise not in expected:
                continue
            part, score = expected[attempt.exercise]
            if (wanted := _of_score(score)) != (stored := _of_attempt(attempt)):
                yield f"{person.id} {part.exercise} {part.name}: {stored} instead of {wanted}"
        whole = sum(score.score or 0.0 for _, score in expected.values())
        if abs(sum(attempt.score or 0.0 for attempt in attempts) - whole) > 1e-9:
            yield f"{person.id}: the whole is not {whole:g}, the sum of its parts"
    yield from (f"{student}: not in the gradebook" for student in left)


def unexpected_reports(connection: Connection, submissions: Iterable[Drawn], known: Known) -> Iterator[str]:
    """Each exercise of each submission whose report differs in anything: sentence, evidence, what was printed."""
    expected = {(submission.student, part.exercise): part for submission in submissions for part in submission.parts}
    statement = (
        select(handin.c.person, mark.c.exercise, grading.c.report)
        .join(mark, mark.c.handin == handin.c.id)
        .join(grading, grading.c.key == mark.c.key)
    )
    for row in connection.execute(statement):
        part = expected[row.person, row.exercise]
        stored, wanted = unpack_score(row.report), known[part]
        for got, item in zip(stored.items, wanted.items, strict=True):
            if got != item:
                yield f"{row.person} {part.exercise} {part.name} {item.id}: {got} instead of {item}"


def _of_score(score: ExerciseScore) -> list[tuple[object, ...]]:
    return [
        (item.id, item.score, item.max_score, item.verdict, *dict.fromkeys(said.code for said in item.feedback))
        for item in score.items
    ]


def _of_attempt(attempt: Attempt) -> list[tuple[object, ...]]:
    return [(item.item, item.score, item.max_score, item.verdict, *dict.fromkeys(item.codes)) for item in attempt.items]
