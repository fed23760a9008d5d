"""Changes a mark by hand: who, when and why stay in the gradebook, and so does what was found."""

from sqlalchemy import Connection, insert, select

from grader.errors import UsageError
from grader.gradebook.store.encoding import now
from grader.gradebook.store.read import exercises
from grader.gradebook.store.tables import override, person
from grader.model.counted import counted


def change(connection: Connection, student: str, exercise: str, score: float, who: str, why: str) -> None:
    """Give these points, whatever was or will be found; UsageError for a student or exercise that is not there."""
    known = {column.name: column for column in exercises(connection)}
    if connection.scalar(select(person.c.id).where(person.c.id == student)) is None:
        raise UsageError(f"there is no student '{student}' in the gradebook")
    if exercise not in known:
        raise UsageError(f"there is no exercise '{exercise}' in the gradebook; there are {', '.join(known)}")
    if not 0 <= score <= known[exercise].max_score:  # nan is neither
        raise UsageError(f"{exercise} has 0 to {counted(known[exercise].max_score, 'point')}, not {score:g}")
    if not why.strip():
        raise UsageError("a mark is changed by hand for a reason; give it with --why")
    row = {"person": student, "exercise": exercise, "score": score, "who": who, "why": why, "at": now()}
    connection.execute(insert(override).values(row))
