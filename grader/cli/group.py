"""The group of commands: each is imported when it is used, `grade PATH` is `grade run PATH`, errors are exit codes."""

import gc
from collections.abc import Collection
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from grader.errors import GraderError, UsageError

_EXTRAS = {
    "sqlalchemy": "batch",
    "alembic": "batch",
    "canvasapi": "canvas",
    "requests": "canvas",
    "cryptography": "sign",
}
"""A library that need not be installed to the extra that brings it."""
_OF_THE_GROUP = {"-h", "--help", "--version"}


def collect_from_now_on() -> None:
    """Switch the garbage collector on: `main` has switched it off while libraries were imported.

    For commands that go through a large class, once everything is imported.
    """
    if not gc.isenabled():
        gc.freeze()  # what is imported is here to stay: the first collection need not go through it
        gc.enable()


class LazyCommand(click.Command):
    """Stands for a command whose file is not imported yet.

    click's own recipe, a group whose `get_command` imports, would import every command for the list of `grade --help`
    and for the completion of a name; this one has all that a list needs, and imports where arguments are read.

    Parameters
    ----------
    name : str
        What is typed.
    home : str
        Where the command is: `module:attribute`.
    summary : str
        The first sentence of its help.
    """

    def __init__(self, name: str, home: str, summary: str) -> None:
        super().__init__(name, help=summary)
        self.home = home

    def load(self) -> click.Command:
        """The command itself; its file is imported."""
        module, _, attribute = self.home.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of the command itself: click goes on with that, and not with this stand-in."""
        return self.load().make_context(info_name, args, parent, **extra)


class GradeGroup(click.Group):
    """Puts `run` in front of arguments that name no command, and says in one line what went wrong."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert the default command."""
        if ctx.resilient_parsing and not args:  # a shell asks what may stand there
            return super().parse_args(ctx, args)
        # `-h` and `--version` are of the group; every other option without a command is one of `grade run`
        if not args or (args[0] not in self.commands and args[0] not in _OF_THE_GROUP):
            if args and not args[0].startswith("-") and not Path(args[0]).exists():
                _say_what_is_meant(ctx, args, self.commands)
            args = ["run", *args]
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The commands with all of their first sentences, wrapped: click cuts them to what a line holds."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.help or "") for name, command in sorted(self.commands.items())])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands, and folders, which `grade run` takes."""
        return [*super().shell_complete(ctx, incomplete), CompletionItem(incomplete, type="dir")]

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; exit code 2 for unusable input, 3 for the grader's or the course's own fault."""
        try:
            return super().invoke(ctx)
        except GraderError as error:
            click.echo(f"grade: {error}", err=True)
            # The grader's own class: click's error of the same name has the exit code 2 without our doing
            ctx.exit(2 if isinstance(error, UsageError) else 3)
        except ModuleNotFoundError as error:
            # any other library is one that the grader cannot be without: that is a broken installation, or our mistake
            if error.name not in _EXTRAS:
                raise
            extra = f"coursegrade[{_EXTRAS[error.name]}]"
            click.echo(f"grade: {ctx.invoked_subcommand} needs the extra `{extra}`: pip install '{extra}'", err=True)
            ctx.exit(2)


def _say_what_is_meant(ctx: click.Context, args: list[str], commands: Collection[str]) -> None:
    """End with a sentence if a word that is neither a command nor a folder is nearly one, or an exercise."""
    from grader.cli.did_you_mean import meant  # noqa: PLC0415 - for a message only: it looks for a course

    if text := meant(args[0], args[1:], commands):
        click.echo(f"grade: {text}", err=True)
        ctx.exit(2)
