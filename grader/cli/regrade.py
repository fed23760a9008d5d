"""`grade regrade`: grade again what is in a gradebook, and say whose marks change."""

from collections.abc import Iterable
from pathlib import Path

import click

from grader.cli import options
from grader.cli.group import collect_from_now_on
from grader.judging.setting import SettingOptions
from grader.model.move import Move
from grader.reports.clean import one_line


@click.command()
@click.argument("gradebook", metavar="FILE")
@options.course
@options.exercises
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
    # an extra, see `grade batch`
    from grader.cli.batch_progress import exit_code, progress_bar, summary  # noqa: PLC0415 - an extra
    from grader.gradebook.engines.start import EngineChoice  # noqa: PLC0415 - an extra
    from grader.gradebook.regrade_run import open_regrade  # noqa: PLC0415 - an extra

    collect_from_now_on()
    choice = EngineChoice(engine, workers, scheduler, SettingOptions(seed, level, after_due))
    with open_regrade(gradebook, course, exercises, choice) as regrading:
        outcome = regrading.grade(progress_bar)
        click.echo("\n".join(summary(outcome)))
        if outcome.left:
            click.echo("Stopped before everything was graded: no mark has changed; the same command goes on.")
        else:
            _show(regrading.moves(), dry_run=dry_run)
            regrading.finish(is_applied=not dry_run)
    raise click.exceptions.Exit(exit_code(outcome))


def _show(moves: Iterable[Move], *, dry_run: bool) -> None:
    count = 0  # nobody may move
    for count, move in enumerate(moves, start=1):  # noqa: B007 - how many there were is said at the end
        because = ", ".join(f"{item.item} {_points(item.before)} to {_points(item.after)}" for item in move.items)
        who = one_line(move.student)
        click.echo(f"{who}: {move.exercise} {_points(move.before)} to {_points(move.after)} ({because})")
    verb = "would change" if dry_run else "changed"
    click.echo(f"{count} mark{'' if count == 1 else 's'} {verb}.")


def _points(points: float | None) -> str:
    return "none" if points is None else f"{points:g}"
