"""What `grade batch` does: find the course and the work, grade, and say how it went."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import click
from sqlalchemy import Engine as Database

from grader.cli.engines import EngineChoice, Started, started
from grader.cli.handed import HandedIn, look
from grader.cli.passing import progress, said
from grader.cli.stopping import Stopping
from grader.course.find import course_of
from grader.course.load import load_course
from grader.gradebook import context as contexts
from grader.gradebook import runs
from grader.gradebook.batch import Shard, plan_of, shard_from, take_in
from grader.gradebook.course_files import CourseFiles, read_course
from grader.gradebook.database import writing
from grader.gradebook.grade import grade
from grader.gradebook.handins import record_people
from grader.gradebook.intake.fingerprint import fingerprint
from grader.gradebook.intake.notices import Heard, about_roster
from grader.judging.key import CourseKey
from grader.model.counted import counted

_LOOK_AGAIN_SECONDS = 2.0


@dataclass(frozen=True)
class Wanted:
    """What is to be graded, by whom, and where the results go."""

    where: Path
    gradebook: str
    course: Path | None
    exercises: tuple[str, ...]
    roster: Path | None
    choice: EngineChoice
    shard: str | None
    watch: bool


def grade_all(wanted: Wanted) -> int:
    """Grade, and print how it went; the exit code."""
    folder = course_of(wanted.where, wanted.course)
    files = read_course(folder, wanted.exercises)
    key = load_course(folder, wanted.exercises)
    shard = shard_from(wanted.shard) if wanted.shard else None
    seen, handed = fingerprint(wanted.where), look(wanted.where, wanted.roster, shard)
    with (
        writing(wanted.gradebook) as database,
        started(wanted.choice, files, database) as chosen,
        Stopping() as stopping,
    ):
        run = _Run(files, key, shard, database, chosen, stopping)
        code = _grade(run, handed)
        while wanted.watch and stopping.sleep(_LOOK_AGAIN_SECONDS):
            before, seen = seen, fingerprint(wanted.where)
            if seen is None or seen != before:
                code = _grade(run, look(wanted.where, wanted.roster, shard))
    return code


class _Run(NamedTuple):
    """All that stays the same while the work changes."""

    files: CourseFiles
    key: CourseKey
    shard: Shard | None
    database: Database
    chosen: Started
    stopping: Stopping


def _grade(run: _Run, handed: HandedIn) -> int:
    """Grade what is there now, and print how it went; the exit code."""
    files, chosen = run.files, run.chosen
    versions = [files.version(run.key.course.name, name) for name in files.names]
    plan = plan_of(handed.everything, versions, chosen.conditions.text) if run.shard else ""
    context = contexts.begin(run.database, run.key, files, chosen.conditions, "batch", str(run.shard or ""), plan)
    with run.database.begin() as connection:
        record_people(connection, handed.missing)
    heard = Heard()
    with progress(len(handed.sources)) as tell:
        work = take_in(map(heard.on, handed.sources), context)
        tally = grade(work, context, chosen.engine, tell=tell, is_stopped=run.stopping.asked)
    left = len(handed.sources) - tally.submissions
    if not left:
        with run.database.begin() as connection:
            runs.end(connection, context.run)
    for line in (*said(tally, len(handed.sources)), *about_roster(handed.sources, handed.missing), *heard.said()):
        click.echo(line)
    if left:
        click.echo(f"Stopped with {counted(left, 'submission')} left; the same command goes on from there.")
        return 1
    return 3 if tally.faults or tally.differing else 0
