"""`grade show`: one exercise's statement, readable in a terminal."""

from pathlib import Path

import click

from grader.cli import options
from grader.cli.terminal import terminal
from grader.course.find import open_course
from grader.exercise import Exercise
from grader.items.answers.how_compared import how_near
from grader.items.answers.tolerance import Tolerance
from grader.items.item import Item
from grader.items.source.rule import name_of
from grader.model.counted import counted
from grader.reports.statement import render
from grader.sandbox.limits import Limits

_USUAL = Tolerance()


@click.command()
@click.argument("exercise", shell_complete=options.complete_exercise)
@options.course
def show(exercise: str, course: Path | None) -> None:
    """Print the statement of EXERCISE and what its items earn.

    \b
    Example:
      grade show xor
    """
    key = open_course(Path(), course, [exercise]).exercises[0]
    click.echo(render(_as_markdown(key.exercise), **terminal()), nl=False)


def _as_markdown(exercise: Exercise) -> str:
    items = "\n".join(f"- `{item.id}`: {item.title} ({item.points:g}){_besides(item)}" for item in exercise.items)
    return f"# {exercise.title}\n\n*{exercise.source}*\n\n{exercise.statement}\n\n## Points\n\n{items}\n\n{_bounds()}\n"


def _besides(item: Item) -> str:
    """What the code has to do without, and how near a number has to be where that is not as everywhere."""
    without = f", without {', '.join(map(name_of, item.may_not_use))}" if item.may_not_use else ""
    tolerance = getattr(item, "tolerance", _USUAL)
    return without if tolerance == _USUAL else f"{without}; a number is right {how_near(tolerance)}"


def _bounds() -> str:
    """How near a number has to be, which numbers a function is given, and how long a call may take."""
    limits = Limits()
    call, item = counted(limits.call_seconds, "second"), counted(limits.item_seconds, "second")
    return (
        f"A number is right {how_near(_USUAL)}, if nothing else is said above; a whole number has to be equal. "
        "Where a function is given a number, it may be an int or a float. "
        f"A call may take {call}, all calls of an item together {item}."
    )
