"""Options that several commands share."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from grader.gradebook.engines import ENGINES
from grader.sandbox.levels.sandbox import LEVELS

course = click.option(
    "--course",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of the course; by default yours above the work or this folder.",
)
after_due = click.option(
    "--after-due", is_flag=True, help="The due date has passed: items marked `after_due` are public from now on."
)


def _not_empty(_ctx: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """The id; an empty one, as of a variable that is not set, would be the folder's name without a word."""
    if value is not None and not value.strip():
        raise click.BadParameter("it is empty; leave it out to take the folder's name")
    return value


student = click.option(
    "--student", metavar="ID", callback=_not_empty, help="Whose work it is; the folder's name if left out."
)
sign = click.option(
    "--sign",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="KEYFILE",
    help="Sign the JSON report with this key; `grade keys new` makes one.",
)
public_keys = click.option(
    "--key",
    "key_files",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="PUBLIC",
    help="Public key of somebody whose signature counts. Can be repeated.",
)
_VARIANT = (
    click.option("--seed", type=int, metavar="N", help="Which inputs are drawn; as for the marks before, or 0."),
    click.option(
        "--after-due/--before-due",
        "after_due",
        default=None,  # neither: as it was for the marks before
        help="Whether items marked `after_due` are public; as for the marks before, or not.",
    ),
)
gradebook_to_write = click.option(
    "--gradebook",
    required=True,
    metavar="FILE",
    help="Where results are kept: a file, made if it is not there, or a URL such as postgresql://host/name.",
)
roster = click.option(
    "--roster",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="CSV",
    help="Who the students are: id, name, email, number.",
)


def complete_exercise(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Names of exercises, for a shell that asks."""
    from grader.cli.did_you_mean import exercise_names  # noqa: PLC0415 - only when a shell asks

    return [name for name in exercise_names(ctx.params.get("course")) if name.startswith(incomplete)]


exercises = click.option(
    "-e",
    "--exercise",
    "exercises",
    multiple=True,
    metavar="EXERCISE",
    help="Grade this exercise only.",
    shell_complete=complete_exercise,
)


def engine(command: Callable[..., object]) -> Callable[..., object]:
    """Who grades, and how well confined."""
    return _with(_ENGINE, command)


def variant(command: Callable[..., object]) -> Callable[..., object]:
    """What is graded: which inputs, and what is shown of them. What is left open is as it was for the marks before."""
    return _with(_VARIANT, command)


def _with(options: Sequence[Callable[..., Any]], command: Callable[..., object]) -> Callable[..., object]:
    # As a stack of decorators is applied, the lowest first: so the help lists them in their order
    for option in reversed(options):
        command = option(command)
    return command


_ENGINE = (
    click.option(
        "--engine",
        type=click.Choice(ENGINES),
        default=ENGINES[0],
        show_default=True,
        help="Workers of our own, or Dask's.",
    ),
    click.option("--workers", type=click.IntRange(1), metavar="N", help="How many; as many as there are processors."),
    click.option("--scheduler", metavar="ADDRESS", help="Use the Dask cluster of this scheduler."),
    click.option(
        "--sandbox",
        "level",
        type=click.Choice(LEVELS),
        metavar="LEVEL",
        help="Demand this level; by default that of the marks before, or the best that holds, `confined` at least.",
    ),
)
late = click.option(
    "--late",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="TOML",
    help="What lateness costs, which attempt counts, and who has more time.",
)
