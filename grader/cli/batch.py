"""`grade batch`: grade everything that a class has handed in."""

from pathlib import Path

import click

from grader.cli import options
from grader.cli.group import collect_from_now_on
from grader.judging.setting import SettingOptions
from grader.model.counted import counted


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True), metavar="DIR")
@options.gradebook_to_write
@options.course
@options.exercises
@options.roster
@options.engine
@options.variant
@click.option("--shard", metavar="I/N", help="Grade the I-th of N parts only; `grade merge` joins their gradebooks.")
@click.option(
    "--every-note", is_flag=True, help="Say of every file why it was not used, and not of the first few only."
)
@click.option("--fresh", is_flag=True, help="Read every file again, also what has not changed by size and times.")
@click.option("--watch-folder", "watch", is_flag=True, help="Go on with what is handed in from now on, until Ctrl-C.")
def batch(
    folder: Path,
    gradebook: str,
    course: Path | None,
    exercises: tuple[str, ...],
    roster: Path | None,
    engine: str,
    workers: int | None,
    scheduler: str | None,
    level: str | None,
    seed: int | None,
    shard: str | None,
    *,
    after_due: bool | None,
    every_note: bool,
    fresh: bool,
    watch: bool,
) -> None:
    """Grade all submissions in DIR, and keep the results in a gradebook.

    DIR holds a folder or an archive for each student, or is a download from Moodle, Gradescope, Canvas, Blackboard or
    Brightspace, or a list of checkouts. What the gradebook knows already is not graded again: after Ctrl-C, or anything
    worse, the same command goes on where it was.

    \b
    Exit codes: 0 all graded, 1 stopped before the end, 2 unusable input, 3 something could not be graded.

    \b
    Examples:
      grade batch submissions --gradebook course.db
      grade batch export.zip --gradebook course.db --roster students.csv --workers 8
      grade batch submissions --gradebook part3.db --shard 3/10
      grade batch submissions --gradebook postgresql://host/grades --scheduler tcp://node:8786
    """
    # SQLAlchemy is an extra, and the help page has to do without: so it is with every command on a gradebook
    from grader.cli.batch_progress import exit_code, progress_bar, summary  # noqa: PLC0415 - an extra
    from grader.gradebook.engines.start import EngineChoice  # noqa: PLC0415 - an extra
    from grader.gradebook.grading_runs import BatchRequest, open_batch  # noqa: PLC0415 - an extra

    collect_from_now_on()
    choice = EngineChoice(engine, workers, scheduler, SettingOptions(seed, level, after_due))
    request = BatchRequest(folder, gradebook, course, exercises, roster, choice, shard, every_note, watch, fresh)
    with open_batch(request) as grading:
        code = 0
        for outcome in grading.outcomes(progress_bar):
            click.echo("\n".join(summary(outcome)))
            if outcome.left:
                left = counted(outcome.left, "submission")
                click.echo(f"Stopped with {left} left; the same command goes on from there.")
            code = exit_code(outcome)  # while a folder is watched, that of the last
    raise click.exceptions.Exit(code)
