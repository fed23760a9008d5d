"""What `grade batch` does: find the course and the work, grade, and say how it went."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from sqlalchemy import Engine as Database

from grader.cli.engines import EngineChoice, Started, started
from grader.cli.passing import progress, said
from grader.cli.stopping import Stopping
from grader.course.load import load_course
from grader.course.open import find
from grader.gradebook import context as contexts
from grader.gradebook import runs
from grader.gradebook.batch import Source, plan_of, shard_from, take_in
from grader.gradebook.course_files import CourseFiles, read_course
from grader.gradebook.database import writing
from grader.gradebook.grade import Tally, grade
from grader.gradebook.intake.find import handed_in
from grader.gradebook.intake.notices import Heard, about_roster
from grader.judging.key import CourseKey

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
    folder = wanted.course or find(wanted.where)
    files = read_course(folder, wanted.exercises)
    key = load_course(folder, wanted.exercises)
    with writing(wanted.gradebook) as database, started(wanted.choice, files) as chosen, Stopping() as stopping:
        code = _once(wanted, files, key, database, chosen, stopping)
        while wanted.watch and not stopping.is_wanted:
            time.sleep(_LOOK_AGAIN_SECONDS)
            code = _once(wanted, files, key, database, chosen, stopping)
    return code


def _once(
    wanted: Wanted, files: CourseFiles, key: CourseKey, database: Database, chosen: Started, stopping: Stopping
) -> int:
    everything = list(handed_in(wanted.where, wanted.roster))
    shard = shard_from(wanted.shard) if wanted.shard else None
    versions = [files.version(key.course.name, name) for name in files.names]
    plan = plan_of(everything, versions, chosen.setting.to_json()) if shard else ""
    heard = Heard()
    sources = [heard.on(one) for one in everything if shard is None or shard.holds(one.person.id)]
    context = contexts.begin(database, key, files, chosen.setting, "batch", str(shard or ""), plan)
    with progress(len(sources)) as tell:
        tally = grade(take_in(_until(stopping, sources), context), context, chosen.engine, tell=tell)
    if not stopping.is_wanted:
        with database.begin() as connection:
            runs.end(connection, context.run)
    notices = [*about_roster(everything, wanted.roster), *heard.said()]
    return _told(tally, len(sources), notices, stopping, wanted)


def _until(stopping: Stopping, sources: Sequence[Source]) -> Iterator[Source]:
    for source in sources:
        if stopping.is_wanted:
            return
        yield source


def _told(tally: Tally, submissions: int, notices: Iterable[str], stopping: Stopping, wanted: Wanted) -> int:
    if not (wanted.watch and not tally.graded and not tally.faults):
        for line in (*said(tally, submissions), *notices):
            click.echo(line)
    if tally.faults or tally.differing:
        return 3
    left = submissions - tally.submissions
    if left and stopping.is_wanted:
        click.echo(f"Stopped with {left} of {submissions} submissions left; the same command goes on with them.")
        return 0 if wanted.watch else 1
    return 0
