"""The group of commands: `grade [PATH]` means `grade run [PATH]`, and our exceptions become exit codes."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import click

from grader.errors import GraderError, UsageError

_EXTRAS = {"sqlalchemy": "batch", "alembic": "batch"}
_OF_THE_GROUP = {"-h", "--help", "--version"}


def _say_what_is_meant(ctx: click.Context, args: list[str], commands: Collection[str]) -> None:
    """End with a sentence if a word that is neither a command nor a folder is nearly one, or an exercise."""
    from grader.cli.unknown import meant  # noqa: PLC0415 - for a message only

    if text := meant(args[0], args[1:], commands):
        click.echo(f"grade: {text}", err=True)
        ctx.exit(2)


class GradeGroup(click.Group):
    """Puts `run` in front of arguments that name no command, and says in one line what went wrong."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert the default command."""
        if not args or (args[0] not in self.commands and args[0] not in _OF_THE_GROUP):
            if args and not args[0].startswith("-") and not Path(args[0]).exists():
                _say_what_is_meant(ctx, args, self.commands)
            args = ["run", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; exit code 2 for unusable input, 3 for the grader's or the course's own fault."""
        try:
            return super().invoke(ctx)
        except GraderError as error:
            click.echo(f"grade: {error}", err=True)
            ctx.exit(2 if isinstance(error, UsageError) else 3)
        except ModuleNotFoundError as error:
            if error.name not in _EXTRAS:
                raise
            click.echo(f"grade: {ctx.invoked_subcommand} needs the extra `grader[{_EXTRAS[error.name]}]`", err=True)
            ctx.exit(2)
