"""`grade hint`: the next hint on one item."""

from pathlib import Path

import click

from grader.cli import options
from grader.cli.late_sandbox import LateSandbox
from grader.judging.setting import Setting
from grader.sandbox.levels.sandbox import LEVELS, Sandbox


@click.command()
@click.argument("item")
@click.argument("path", default=".", type=click.Path(path_type=Path))
@options.course
@click.option("--again", is_flag=True, help="Show those that were shown before, and no new one.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before a hint that costs points.")
@click.option("--sandbox", "level", type=click.Choice(LEVELS), metavar="LEVEL", help="Demand this level or fail.")
@click.option("--seed", type=int, default=0, show_default=True, help="Which inputs are drawn.")
@options.after_due
def hint(
    item: str,
    path: Path,
    course: Path | None,
    level: str | None,
    seed: int,
    *,
    again: bool,
    yes: bool,
    after_due: bool,
) -> None:
    """Show the next hint on ITEM: first what follows from the evidence, then what its author has written.

    Which were shown is written into hints.json in the folder of the work, PATH, and the report counts them. Where one
    costs points, it says so, and asks, before it is shown.

    \b
    Exit codes: 0, 2 if there is no such item, or nobody to ask, 3 if the grader itself failed.

    \b
    Examples:
      grade hint relu
      grade hint hessian/is_convex work
      grade hint relu --again
    """
    sandbox = LateSandbox(lambda: Sandbox(level))
    try:
        from grader.cli.show_hint import show_hint  # noqa: PLC0415 - it imports pydantic

        verdict = show_hint(item, path, course, Setting(seed, level, after_due), sandbox, again=again, asks=not yes)
    finally:
        sandbox.close()
    if verdict == "GRADER_ERROR":
        raise click.exceptions.Exit(3)
