"""What `--help` prints."""

import click
import pytest
from click.testing import CliRunner

from grader.cli import grade


@pytest.mark.parametrize("name", ["", *grade.commands])
def test_examples_keep_their_lines(name: str) -> None:
    """Each example stands on a line of its own, and no sign of click's is left."""
    done = CliRunner().invoke(grade, [*([name] if name else []), "--help"])
    assert done.exit_code == 0
    assert "\\b" not in done.output
    lines = [line.strip() for line in done.output.splitlines()]
    assert any(line in {"Example:", "Examples:"} for line in lines)


def test_every_command_says_what_it_does() -> None:
    """Also in the list of commands."""
    assert all(isinstance(command, click.Command) and command.help for command in grade.commands.values())
