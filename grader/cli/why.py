"""`grade why`: the evidence on one item as a program."""

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
@click.option(
    "--from",
    "kept",
    metavar="REPORT.json",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A report that was kept as JSON; nothing is graded again.",
)
@click.option("--sandbox", "level", type=click.Choice(LEVELS), metavar="LEVEL", help="Demand this level or fail.")
@click.option("--seed", type=int, default=0, show_default=True, help="Which inputs are drawn.")
@options.after_due
def why(
    item: str, path: Path, course: Path | None, kept: Path | None, level: str | None, seed: int, *, after_due: bool
) -> None:
    """Print the evidence on ITEM as a program: the call, what it gave, and what was expected.

    It runs in the folder of the work, PATH. Where several exercises have an item of that name, write EXERCISE/ITEM.

    \b
    Exit codes: 0, 2 if there is no such item, 3 if the grader itself failed.

    \b
    Examples:
      grade why relu
      grade why hessian/is_convex work
      grade why relu > why.py && python why.py
      grade why relu --from report.json
    """
    if kept is None:
        sandbox = LateSandbox(lambda: Sandbox(level))
        try:
            from grader.cli.why_wrong import judge_one, read_for  # noqa: PLC0415 - it imports pydantic

            work = read_for(item, path, course, Setting(seed, level, after_due))
            exercise, score = judge_one(item, work, sandbox)
        finally:
            sandbox.close()
    else:
        from grader.cli.why_wrong import find_one  # noqa: PLC0415 - as above

        exercise, score = find_one(item, kept)
    from grader.reports.program import render  # noqa: PLC0415 - as above

    click.echo(render(exercise, score), nl=False)
    if score.verdict == "GRADER_ERROR":
        raise click.exceptions.Exit(3)
