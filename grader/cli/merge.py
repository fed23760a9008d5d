"""`grade merge`: join the gradebooks of the parts of a batch."""

import click

from grader.cli import options
from grader.cli.group import collect_from_now_on
from grader.errors import UsageError
from grader.model.counted import counted


@click.command()
@options.gradebook_to_write
@click.argument("files", nargs=-1, required=True, metavar="PART...")
def merge(gradebook: str, files: tuple[str, ...]) -> None:
    """Join gradebooks that `grade batch --shard I/N` has made, and say what is missing.

    Doing it again, or later with the part that was missing, changes nothing that is there.

    \b
    Exit codes: 0 the whole is there, 1 something is missing, 2 unusable input, 3 two parts disagree.

    \b
    Example:
      grade merge --gradebook course.db part1.db part2.db part3.db
    """
    # an extra, see `grade batch`
    from grader.gradebook.store.database import writing  # noqa: PLC0415 - an extra
    from grader.gradebook.store.merge import check, join, look_at  # noqa: PLC0415 - an extra

    if gradebook in files:
        raise UsageError(f"{gradebook} is to hold the whole, and is named as a part as well")
    collect_from_now_on()
    # All of them are looked at before anything is written
    parts = [look_at(file) for file in files]
    missing = check(parts)
    differing: list[str] = []
    with writing(gradebook) as database:
        for part in parts:
            with database.begin() as connection:  # a part is there as a whole or not at all
                differing += join(connection, part)
    click.echo(f"{counted(len(parts), 'part')} of {parts[0].of} joined in {gradebook}.")
    for line in missing:
        click.echo(line)
    if differing:
        count = counted(len(differing), "grading")
        click.echo(f"{count} came out otherwise in another part: something in them is left to chance.")
    raise click.exceptions.Exit(3 if differing else 1 if missing else 0)
