"""`grade push`: marks sent to another system."""

import os
import time
from pathlib import Path

import click

from grader.cli import options
from grader.errors import UsageError

VARIABLE = "CANVAS_TOKEN"


@click.command()
@click.argument("gradebook", metavar="FILE")
@click.option("--to", required=True, type=click.Choice(["canvas"]), expose_value=False, help="Where the marks go.")
@click.option("--url", required=True, envvar="CANVAS_URL", metavar="URL", help="Of Canvas; or set CANVAS_URL.")
@click.option(
    "--course-id", "course", required=True, type=click.IntRange(1), metavar="N", help="As in the course's address."
)
@click.option(
    "--assignment",
    "given",
    multiple=True,
    metavar="EXERCISE=ID",
    help="For which assignment; an ID alone is for the sum of the exercises. Can be repeated; by default, by title.",
)
@click.option("-e", "--exercise", "exercises", multiple=True, metavar="EXERCISE", help="This exercise only.")
@click.option("--scale", "is_scaled", is_flag=True, help="Bring marks to the points that an assignment has in Canvas.")
@click.option("--send", "is_sent", is_flag=True, help="Send them; without it, what would change is shown.")
@options.late
def push(
    gradebook: str,
    url: str,
    course: int,
    given: tuple[str, ...],
    exercises: tuple[str, ...],
    late: Path | None,
    *,
    is_scaled: bool,
    is_sent: bool,
) -> None:
    """Send marks of the gradebook FILE to Canvas; without --send, show whose mark would change.

    The token is read from the variable CANVAS_TOKEN. A mark that is not known is not sent. What Canvas has already is
    not sent again, so that a run that was cut off can be repeated.

    \b
    Exit codes: 0, 1 if a mark could not be sent, 2 if the gradebook or Canvas cannot be used.

    \b
    Examples:
      grade push course.db --to canvas --url https://canvas.example.edu --course-id 42
      grade push course.db --to canvas --url https://canvas.example.edu --course-id 42 --send
      grade push course.db --to canvas --course-id 42 --assignment xor=4711 --late policy.toml
      grade push course.db --to canvas --course-id 42 --assignment 4720 --scale
    """
    from grader.cli.open_book import open_book  # noqa: PLC0415 - an extra, see `grade batch`
    from grader.gradebook.push.canvas import canvas_course  # noqa: PLC0415 - another
    from grader.gradebook.push.prepare import prepare  # noqa: PLC0415 - after them: they may be missing
    from grader.gradebook.push.send import send  # noqa: PLC0415
    from grader.gradebook.push.show import done, heading, left_out, line, would  # noqa: PLC0415

    with open_book(gradebook, late) as whole, canvas_course(url, _token(), course, time.sleep) as there:
        book = whole.within(exercises)
        title, targets, plan = prepare(there, book.rows, book.columns, given, is_scaled=is_scaled)
        click.echo("\n".join(heading(title, url, targets)))
        outcomes = []
        if is_sent:
            for outcome in send(plan.changes, there):
                click.echo(line(outcome.change, outcome.fault))
                outcomes.append(outcome)
        else:
            click.echo("".join(f"{line(change)}\n" for change in plan.changes), nl=False)
    click.echo("\n".join([*left_out(plan), done(outcomes, plan) if is_sent else would(plan)]))
    if is_sent and (plan.not_found or plan.unclear or any(outcome.fault for outcome in outcomes)):
        raise click.exceptions.Exit(1)


def _token() -> str:
    """The token; it is no option, for others on the machine can read those."""
    token = os.environ.get(VARIABLE, "").strip()
    if not token:
        raise UsageError(
            f"there is no token: make one in Canvas (Account, Settings, New Access Token) and set {VARIABLE} to it"
        )
    return token
