"""`grade regrade`: grade again what is in a gradebook, and say whose marks change."""

from pathlib import Path

import click

from grader.cli import options


@click.command()
@click.argument("gradebook", metavar="FILE")
@options.course
@click.option("-e", "--exercise", "exercises", multiple=True, metavar="EXERCISE", help="Grade this exercise only.")
@options.engine
@options.variant
@click.option("--dry-run", is_flag=True, help="Only say what would change; no mark changes.")
def regrade(
    gradebook: str,
    course: Path | None,
    exercises: tuple[str, ...],
    engine: str,
    workers: int | None,
    scheduler: str | None,
    level: str | None,
    seed: int | None,
    *,
    after_due: bool | None,
    dry_run: bool,
) -> None:
    """Grade again what is in the gradebook FILE: after an exercise, the grader or a library has changed.

    Says who moves, by how much, and because of which item. With --dry-run it stays at that; what was found is kept, so
    that the same command without it is done at once. The marks before stay in the gradebook, with the reason.

    \b
    Exit codes: 0 done, 1 stopped before the end, 2 unusable input, 3 something could not be graded.

    \b
    Examples:
      grade regrade course.db --dry-run
      grade regrade course.db -e xor
    """
    from grader.cli.engines import EngineChoice  # noqa: PLC0415 - heavy, and an extra
    from grader.cli.regrading import regrade_all  # noqa: PLC0415
    from grader.judging.setting import SettingOptions  # noqa: PLC0415

    choice = EngineChoice(engine, workers, scheduler, SettingOptions(seed, level, after_due))
    raise click.exceptions.Exit(regrade_all(gradebook, course, exercises, choice, dry_run=dry_run))
