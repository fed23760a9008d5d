"""`grade show`: one exercise's statement, readable in a terminal."""

from pathlib import Path

import click

from grader.cli import options
from grader.cli.terminal import terminal
from grader.course.find import open_course
from grader.exercise import Exercise
from grader.items.item import Item
from grader.items.source.rule import name_of
from grader.reports.statement import render


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
    look = terminal()
    click.echo(render(_as_markdown(key.exercise), width=look["width"], color=look["color"]), nl=False)


def _as_markdown(exercise: Exercise) -> str:
    items = "\n".join(f"- `{item.id}`: {item.title} ({item.points:g}){_without(item)}" for item in exercise.items)
    return f"# {exercise.title}\n\n*{exercise.source}*\n\n{exercise.statement}\n\n## Points\n\n{items}\n"


def _without(item: Item) -> str:
    return f", without {', '.join(map(name_of, item.may_not_use))}" if item.may_not_use else ""
