"""Draws a gradebook from a seed, without anybody grading: of any size, and with all that a book can hold.

Of each item of the course that ships an answer is right, wrong as in the golden report, or not there; a few are open or
undecided. Some students have handed in nothing, some twice, some without a time; one exercise failed, one grading came
out otherwise, a mark was given by hand, and a dry run of a regrade has found that marks would change.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from grader.gradebook.class_pages.write import write
from grader.gradebook.late.policy import rows
from grader.gradebook.store import gradings, marks, overrides, runs
from grader.gradebook.store.database import reading, writing
from grader.gradebook.store.gradings import Grading
from grader.gradebook.store.marks import Mark
from grader.gradebook.store.read import exercises, students
from grader.gradebook.store.runs import Tried
from grader.gradebook.store.submissions import Taken, record, record_people
from grader.model.feedback import Feedback, Witness
from grader.model.gradebook import Person
from grader.model.late import Policy
from grader.model.outline import CourseOutline, ExerciseOutline
from grader.model.report import ExerciseScore, ItemScore
from grader.model.verdict import Verdict
from grader.reports.json import parse

GOLDEN = Path(__file__).parent.parent / "golden" / "typical.json"
FIRST = "Ada Bob Chen Dora Émile Fatma Grace Hüseyin Ines Jun Kwame Leïla Mo Noor Olga Paul".split()
LAST = "Lovelace O'Hara Wu Marković Noether Hopper Yılmaz García Sato Mensah Haddad Ali de la Cruz".split()
BEGIN = datetime(2026, 10, 26, 8, tzinfo=UTC)
_AT_ONCE = 100


class _Course(NamedTuple):
    outline: CourseOutline


def write_book(
    where: Path | str, count: int, seed: int = 0, *, only: Sequence[str] = (), names: Sequence[str] = ()
) -> None:
    """Write a gradebook that is not there yet.

    Parameters
    ----------
    where : Path or str
        The file, or the URL of a database.
    count : int
        How many students there are; 12 at least, so that everything is in it.
    seed : int
        The same seed draws the same book.
    only : sequence of str
        Exercises of the course that ships; all if none is named.
    names : sequence of str
        Names, and texts of their ids, of the first students.
    """
    chance = random.Random(seed)  # noqa: S311 - a class to look at
    golden = [part for part in parse(GOLDEN.read_text("utf-8")).exercises if not only or part.id in only]
    people = [_person(number, names[number] if number < len(names) else "") for number in range(count)]
    with writing(str(where)) as database:
        with database.begin() as connection:
            versions = {part.id: f"version of {part.id}" for part in golden}
            runs.record_versions(connection, _course(golden), versions)
            run = runs.begin(connection, "batch", "1.0")
            record_people(connection, people)
        for start in range(0, count, _AT_ONCE):
            with database.begin() as connection:
                for number, person in enumerate(people[start : start + _AT_ONCE], start=start):
                    for taken in _handed_in(number, person, chance):
                        _grade(connection, run, taken, golden, chance)
        with database.begin() as connection:
            runs.end(connection, run)
            _besides(connection, run, people, golden[0])


def write_pages(gradebook: Path | str, folder: Path, *, is_anonymous: bool = False) -> Path:
    """Write the pages of a gradebook; the folder again."""
    with reading(str(gradebook)) as connection:
        columns = exercises(connection)
        names = [column.name for column in columns]
        write(connection, rows(students(connection), Policy(), names), columns, folder, is_anonymous=is_anonymous)
    return folder


def _course(golden: Sequence[ExerciseScore]) -> _Course:
    outlines = tuple(ExerciseOutline(name=part.id, title=part.title, points=part.max_score) for part in golden)
    return _Course(CourseOutline(name="neural-networks", version="1.0", accepts_near_names=False, exercises=outlines))


def _person(number: int, text: str) -> Person:
    name = text or f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]}"
    return Person(f"s{number:04}{text}", name, f"s{number:04}@example.org", f"{7_000_000 + 13 * number}")


def _handed_in(number: int, person: Person, chance: random.Random) -> Iterator[Taken]:
    """Nothing, one submission, or two."""
    if number % 20 == 11:
        return
    for attempt in range(2 if number % 4 == 0 else 1):
        at = None if number % 17 == 3 else BEGIN + timedelta(hours=chance.triangular(0, 240, 200) + 24 * attempt)
        notes = (Feedback(code="submission.not_read", text="notes.txt was not read."),) if number % 9 == 1 else ()
        yield Taken(person, at, f"sha256:{number:060}{attempt:04}", notes, {"notes.py": f"# {number}\n".encode()})


def _grade(
    connection: Connection, run: int, taken: Taken, golden: Sequence[ExerciseScore], chance: random.Random
) -> None:
    (handin,) = record(connection, [taken])
    skill = chance.betavariate(3, 2)
    new = [_grading(taken.digest, _drawn(part, skill, chance)) for part in golden if chance.random() < 0.95]
    gradings.record(connection, run, new)
    marks.record(connection, run, [Mark(handin, grading.score.id, grading.key) for grading in new])


def _grading(digest: str, score: ExerciseScore, again: str = "") -> Grading:
    seconds = {item.id: 0.01 for item in score.items}
    key = f"{digest} {score.id}{again}"
    return Grading(key, digest, f"version of {score.id}", '{"grader": "1"}', score, seconds)


def _drawn(part: ExerciseScore, skill: float, chance: random.Random) -> ExerciseScore:
    return _summed(part, [_answered(item, skill, chance.random(), chance.random()) for item in part.items])


def _summed(part: ExerciseScore, items: Sequence[ItemScore]) -> ExerciseScore:
    known = [item.score for item in items if item.score is not None]
    score = sum(known) if len(known) == len(items) else None
    return part.model_copy(update={"items": tuple(items), "score": score})


def _answered(item: ItemScore, skill: float, luck: float, turn: float) -> ItemScore:
    """One answer: luck beyond the skill is a wrong one."""
    right = item.model_copy(
        update={"verdict": Verdict.CORRECT, "score": item.max_score, "feedback": (), "witness": None}
    )
    if turn < 0.002:
        return right.model_copy(update={"verdict": Verdict.UNDECIDED, "score": None})
    if turn < 0.004:
        return right.model_copy(update={"verdict": Verdict.UNDECIDED})
    if luck < skill:
        return right
    if turn < 0.1 or item.verdict is not Verdict.MISSING:
        return item
    held = (Feedback(code=f"misconception.half_of_{item.id}", text=f"Half of what {item.id} should give."),)
    witness = Witness(kind="call", text=f"{item.id}(2.0) gave 1.0; expected 2.0")
    return item.model_copy(
        update={"verdict": Verdict.WRONG, "feedback": held if turn < 0.5 else (), "witness": witness}
    )


def _besides(connection: Connection, run: int, people: Sequence[Person], part: ExerciseScore) -> None:
    """What few students have."""
    overrides.change(connection, people[9].id, part.id, part.max_score, "Prof. Byron", "an oral exam")
    failed = f"sha256:{7:060}{0:04}"
    runs.record_attempts(connection, run, [Tried(failed, part.id, "nothing", "the sandbox went away <b>")])
    digest = f"sha256:{8:060}{1:04}"
    nothing = _summed(part, [item.model_copy(update={"score": 0.0}) for item in part.items])
    gradings.record(connection, run, [_grading(digest, nothing)])
    again = runs.begin(connection, "regrade", "1.1")
    for number in (1, 2):
        digest = f"sha256:{number:060}{0:04}"
        found = _grading(digest, nothing, " again")
        gradings.record(connection, again, [found])
        runs.record_attempts(connection, again, [Tried(digest, part.id, found.key, "")])
    runs.end(connection, again)
