"""`grade stubs`: what students fill in, made from the references."""

from pathlib import Path

import click

from grader.cli import options
from grader.course.find import author_course
from grader.course.stubs import stale, write
from grader.errors import AuthoringError


@click.command()
@click.argument("names", nargs=-1, metavar="[EXERCISE]...", shell_complete=options.complete_exercise)
@options.course
@click.option("--check", is_flag=True, help="Write nothing; fail if a stub is stale.")
def stubs(names: tuple[str, ...], course: Path | None, *, check: bool) -> None:
    """Write student_template/ from solutions/; only the stubs of some exercises, if they are named.

    \b
    Exit codes: 0, or 3 if --check finds a stub that is missing, stale or nobody's.

    \b
    Examples:
      grade stubs
      grade stubs xor
      grade stubs --check
    """
    folder = author_course(course)
    if not check:
        for path, change in write(folder, names).items():
            click.echo(f"{path}: {change}")
        return
    faults = stale(folder, names)
    if faults:
        path, fault = next(iter(faults.items()))
        more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
        raise AuthoringError(str(path), fault + more, "Run `grade stubs`")
