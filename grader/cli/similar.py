"""`grade similar`: pairs of submissions that are worth a look side by side."""

from pathlib import Path

import click

from grader.cli import options
from grader.cli.terminal import terminal
from grader.course.find import nearest_course
from grader.course.listing import among
from grader.gradebook.intake.find import handed_in
from grader.gradebook.similar.collect import Files, collect, functions_in, is_book, of_sources, read_templates
from grader.gradebook.similar.pairs import similar as find_pairs
from grader.gradebook.similar.show import show
from grader.model.counted import counted


@click.command()
@click.argument("where", metavar="PATH")
@click.option("-e", "--exercise", metavar="NAME", help="Only this exercise.")
@options.course
@click.option(
    "--least",
    type=click.FloatRange(0, 100),
    default=50,
    show_default=True,
    metavar="PERCENT",
    help="How much of one has to be in the other.",
)
@click.option("--pairs", type=click.IntRange(1), default=50, show_default=True, metavar="N", help="At most so many.")
@click.option("--side-by-side", is_flag=True, help="Show the stretches that they have in common.")
def similar(
    where: str, exercise: str | None, course: Path | None, least: float, pairs: int, *, side_by_side: bool
) -> None:
    """List pairs of submissions whose code is alike after renaming, for a human to look at: no verdict.

    PATH is a gradebook, a folder of submissions, a download of Moodle or Gradescope, or a list of checkouts. Of
    several attempts of a student, the last one is compared. The course's stubs, and what very many have, do not count.

    \b
    Examples:
      grade similar course.db
      grade similar download.zip --exercise xor --least 80 --side-by-side
    """
    templates = _templates(where, course, exercise)
    # Without a course there are no names: then all files are compared, each with those of its own name
    files = _files(where, [exercise] if exercise else list(templates), templates)
    authors = counted(len({student for student, _ in files}), "student")
    verb = "is" if len(files) == 1 else "are"
    click.echo(f"{counted(len(files), 'file')} of {authors} {verb} compared.", err=True)
    compared = ((student, name, content) for (student, name), content in files.items())
    alike = find_pairs(compared, templates, least=least / 100, most=pairs)
    click.echo(show(alike, files, terminal()["width"], side_by_side=side_by_side), nl=False)


def _files(where: str, exercises: list[str], templates: dict[str, bytes]) -> Files:
    """What was handed in, of these exercises or all: from a gradebook, or from where it lies."""
    asked = functions_in(templates)
    if not is_book(where):
        return collect(of_sources(handed_in(Path(where))), exercises, asked)

    from grader.gradebook.similar.of_book import of_book  # noqa: PLC0415 - an extra
    from grader.gradebook.store.database import reading  # noqa: PLC0415 - an extra, which only a gradebook needs

    with reading(where) as connection:
        return collect(of_book(connection), exercises, asked)


def _templates(where: str, course: Path | None, exercise: str | None) -> dict[str, bytes]:
    """The stubs of the course that is named or found; none where there is no course."""
    course = course or nearest_course(Path(where))
    if course is None:
        click.echo(
            "No course was found: what students started from counts as theirs. Name it with --course DIR.", err=True
        )
        return {}
    templates = read_templates(course)
    return {name: templates[name] for name in among(list(templates), [exercise] if exercise else [])}
