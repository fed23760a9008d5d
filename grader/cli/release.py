"""`grade release`: what students get."""

from pathlib import Path

import click

from grader.cli import options
from grader.cli.releasing import summary


@click.command()
@click.argument("dest", type=click.Path(path_type=Path))
@options.course
@click.option("--zip", "as_zip", is_flag=True, help="Write DEST.zip as well, which is the same bytes every time.")
@click.option(
    "--install", default="", metavar="REQUIREMENT", help="From what the students' workflow for CI installs the grader."
)
@options.after_due
def release(dest: Path, course: Path | None, install: str, *, as_zip: bool, after_due: bool) -> None:
    """Write what students get into the folder DEST: stubs, statements, checks that need no reference, a workflow.

    It holds no reference, no misconception and no hidden item. An earlier release in DEST is replaced, unless
    somebody has worked in it.

    \b
    Exit codes: 0, 2 if DEST holds something else, 3 if an exercise cannot be released.

    \b
    Examples:
      grade release ../students
      grade release dist/neural-networks --zip
      grade release ../students --install git+https://github.com/OWNER/grader@v0.1.0
    """
    from grader.course.find import author_course  # noqa: PLC0415 - heavy
    from grader.course.load import load_course  # noqa: PLC0415
    from grader.course.own import take_for_own  # noqa: PLC0415
    from grader.course.release.build import build  # noqa: PLC0415
    from grader.course.release.prove import prove  # noqa: PLC0415
    from grader.course.release.write import write  # noqa: PLC0415

    folder = author_course(course)
    dest = dest.resolve()
    key = load_course(folder)
    key = key.after_due if after_due else key
    files = build(folder, key, install)
    released = prove(files, key)
    write(files, dest, as_zip=as_zip)
    take_for_own(dest)
    click.echo("\n".join(summary(dest.name, key, released)))
