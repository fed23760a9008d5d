"""`grade override`: change a mark by hand, with a reason."""

import getpass

import click


@click.command()
@click.argument("gradebook", metavar="FILE")
@click.argument("student")
@click.argument("exercise")
@click.argument("points", type=float)
@click.option("--why", required=True, metavar="REASON", help="The reason, which is kept.")
@click.option("--who", metavar="NAME", help="Who changes it; your name on this machine if it is left out.")
def override(gradebook: str, student: str, exercise: str, points: float, why: str, who: str | None) -> None:
    """Give STUDENT these POINTS for EXERCISE, whatever was found, or will be.

    What was found stays in the gradebook, and so does every change by hand; the last one counts.

    \b
    Example:
      grade override course.db ada xor 4.5 --why "the statement was ambiguous"
    """
    # an extra, see `grade batch`
    from grader.gradebook.store.database import writing  # noqa: PLC0415 - an extra
    from grader.gradebook.store.overrides import change  # noqa: PLC0415 - an extra

    with writing(gradebook, is_new=False) as database, database.begin() as connection:
        change(connection, student, exercise, points, who or getpass.getuser(), why)
