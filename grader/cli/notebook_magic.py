"""`%grade` in a notebook: the command `grade` in the folder that the notebook lies in, with its report in the cell.

    %load_ext grader
    %grade xor

The kernel's process is the student's: neither the course nor a reference is ever in it. The command is a process of its
own, and grades what is saved.
"""

import os
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

# `-P`, as the folder of work is no place to import from: a student's `random.py` would run in the grader's own process
_COMMAND = (sys.executable, "-P", "-m", "grader")


def register(shell: Any) -> None:
    """Give an IPython shell the magic `%grade`."""

    def grade(line: str) -> None:
        """Grade the work in this folder, as the command `grade` does: `%grade`, `%grade xor`, `%grade --help`."""
        try:
            arguments = shlex.split(line)
        except ValueError as error:  # a quote that has no end
            click.echo(f"%grade cannot read its options: {error}")
            return
        folder = _folder(shell)
        click.echo(_what_is_saved(folder))
        _run(arguments, folder)

    shell.register_magic_function(grade, "line", "grade")


def _folder(shell: Any) -> Path:
    """Where the notebook lies: as the editor says, else where its kernel was started, which is the same."""
    named = shell.user_ns.get("__vsc_ipynb_file__") or os.environ.get("JPY_SESSION_NAME")
    folder = Path(str(named)).parent if named else Path()
    return folder if named and folder.is_absolute() and folder.is_dir() else Path.cwd()


def _what_is_saved(folder: Path) -> str:
    """Which notebook was saved last, and when: what has changed since is not graded."""
    saved = {path: path.stat().st_mtime for path in folder.glob("*.ipynb") if path.is_file()}
    if not saved:
        return f"There is no notebook in {folder}: save this one there, and run this cell again."
    last = max(saved, key=lambda path: (saved[path], path.name))
    time = datetime.fromtimestamp(saved[last], UTC).astimezone()
    return f"{last.name} was saved at {time:%H:%M:%S}; what has changed since is not graded."


def _run(arguments: list[str], folder: Path) -> None:
    """Run the command and print what it says, as it comes; however it ends, the cell does not fail."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(  # noqa: S603 - our own command; its options are words, and no shell reads them
        [*_COMMAND, *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        try:
            for line in process.stdout:
                click.echo(line, nl=False)
        except KeyboardInterrupt:  # the cell was interrupted, as `--watch` has to be
            process.terminate()
