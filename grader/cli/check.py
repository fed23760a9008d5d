"""`grade check`: prove exercises sound before a student sees them."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import options

if TYPE_CHECKING:
    from grader.model.checked import Checked


@click.command()
@click.argument("names", nargs=-1, metavar="[EXERCISE]...")
@options.course
@click.option("--fix", is_flag=True, help="Write the stubs that are missing or stale first.")
@click.option("--all", "again", is_flag=True, help="Also check what was sound and has not changed since.")
@click.option(
    "--report", "form", type=click.Choice(["text", "json"]), default="text", metavar="FORMAT", help="text or json."
)
def check(names: tuple[str, ...], course: Path | None, form: str, *, fix: bool, again: bool) -> None:
    """Prove exercises sound: key, stub, misconceptions, and automatic mutants of the reference.

    \b
    Exit codes: 0 nothing found, 2 no such exercise, 3 something is wrong with the course.

    \b
    Examples:
      grade check
      grade check xor --fix
    """
    from grader.cli.checking import show  # noqa: PLC0415 - heavy
    from grader.cli.progress import ProgressLine  # noqa: PLC0415
    from grader.course.check.run import check as check_all  # noqa: PLC0415
    from grader.course.check.run import check_course  # noqa: PLC0415
    from grader.course.find import author_course  # noqa: PLC0415
    from grader.course.load import wanted_names  # noqa: PLC0415
    from grader.course.stubs import write  # noqa: PLC0415
    from grader.errors import AuthoringError  # noqa: PLC0415

    folder = author_course(course).resolve()
    wanted = wanted_names(folder, names)
    for name in wanted if fix else ():
        with contextlib.suppress(AuthoringError):  # the check tells it, and goes on to the other exercises
            write(folder, [name])
    done: list[str] = []
    with ProgressLine("checked") as progress:

        def tell(found: "Checked") -> None:
            done.append(found.exercise)
            progress.show(f"{len(done)} of {len(wanted)} exercises, last {found.exercise}")

        checked = check_all(folder, wanted, again=again, tell=tell)
    whole = [] if names else check_course(folder)
    show(checked, whole, form)
    if whole or any(one.findings for one in checked):
        raise click.exceptions.Exit(3)
