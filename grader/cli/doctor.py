"""`grade doctor`: versions, and what of the sandbox holds on this machine."""

import click

from grader.sandbox.levels import LEVELS

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
    from grader.cli.targets import terminal  # noqa: PLC0415 - heavy
    from grader.errors import SandboxError  # noqa: PLC0415
    from grader.reports.diagnosis import render  # noqa: PLC0415
    from grader.sandbox.diagnosis import diagnose  # noqa: PLC0415

    found = diagnose()
    click.echo(render(found, _versions(found.system.kernel), **terminal()), nl=False)
    if level and not any(one.holds for one in found.levels if one.level == level):
        raise SandboxError(f"the level {level} does not hold on this machine")


def _versions(kernel: str) -> dict[str, str]:
    import importlib.metadata  # noqa: PLC0415
    import platform  # noqa: PLC0415

    libraries = {name: importlib.metadata.version(name) for name in ("grader", *_LIBRARIES)}
    return {**libraries, "Python": platform.python_version(), platform.system(): kernel}
