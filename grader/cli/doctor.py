"""`grade doctor`: versions, and what of the sandbox holds on this machine."""

import importlib.metadata
import platform

import click

from grader.cli.terminal import terminal
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
    if level and not any(held.holds for held in diagnosis.levels if held.level == level):
        raise SandboxError(f"the level {level} does not hold on this machine")


def _versions(kernel: str) -> dict[str, str]:
    libraries = {name: importlib.metadata.version(name) for name in ("grader", *_LIBRARIES)}
    return {**libraries, "Python": platform.python_version(), platform.system(): kernel}
