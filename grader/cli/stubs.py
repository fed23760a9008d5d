"""`grade stubs`: what students fill in, made from the references."""

from pathlib import Path

import click

from grader.cli import options


@click.command()
@click.argument("names", nargs=-1, metavar="[EXERCISE]...")
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
    from grader.course.find import author_course  # noqa: PLC0415 - heavy
    from grader.course.stubs import stale, write  # noqa: PLC0415
    from grader.errors import AuthoringError  # noqa: PLC0415

    folder = author_course(course)
    if not check:
        for path, what in write(folder, names).items():
            click.echo(f"{path}: {what}")
        return
    found = stale(folder, names)
    if found:
        path, fault = next(iter(found.items()))
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        raise AuthoringError(str(path), fault + more, "Run `grade stubs`")
