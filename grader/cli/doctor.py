"""`grade doctor`: versions, and what of the sandbox holds on this machine."""

import importlib.metadata
import platform
from collections.abc import Iterator
from pathlib import Path

import click

from grader import __version__
from grader.cli.terminal import terminal
from grader.course.load_bundle import graded_with_of
from grader.course.release.graded_with import differences, graded_with
from grader.errors import SandboxError
from grader.reports.doctor import render
from grader.sandbox.doctor.diagnosis import diagnose
from grader.sandbox.levels.sandbox import LEVELS

_LIBRARIES = ("numpy", "sympy", "pydantic")


@click.command()
@click.option(
    "--sandbox", "level", type=click.Choice(LEVELS), metavar="LEVEL", help="Fail if this level does not hold."
)
def doctor(level: str | None) -> None:
    """Attack every level and layer of the sandbox, and say what holds, why not, and what to do.

    \b
    Exit codes: 0, or 3 if the level that --sandbox names does not hold.

    \b
    Examples:
      grade doctor
      grade doctor --sandbox confined
    """
    diagnosis = diagnose()
    click.echo(render(diagnosis, _versions(diagnosis.system.kernel), **terminal()), nl=False)
    for sentence in _differences(Path.cwd(), diagnosis.level):
        click.echo(sentence)
    if level and not any(held.holds for held in diagnosis.levels if held.level == level):
        raise SandboxError(f"the level {level} does not hold on this machine")


def _differences(folder: Path, level: str) -> Iterator[str]:
    """What is other here than where the work in the folder is graded, if it is known of it."""
    wanted = graded_with_of(folder)
    if wanted is None:
        return
    sentences = [*differences(wanted, graded_with(level))]
    yield ""
    yield from sentences or ["Work is graded with what is here: the same versions, at the same level."]


def _versions(kernel: str) -> dict[str, str]:
    libraries = {name: importlib.metadata.version(name) for name in _LIBRARIES}
    return {"grader": __version__, **libraries, "Python": platform.python_version(), platform.system(): kernel}
