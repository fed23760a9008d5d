"""What `--help` prints, and that a command is imported only where it is used."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from grader.cli import grade
from grader.cli.group import LazyCommand
from tests.conftest import ROOT, SUBMISSIONS

COMMANDS = {name: command for name, command in grade.commands.items() if isinstance(command, LazyCommand)}
FILES = sorted((ROOT / "grader" / "cli").glob("*.py"))
HEAVY = ("numpy", "sympy", "pydantic", "rich", "sqlalchemy", "alembic")
WITHOUT_EXTRA = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"sqlalchemy", "alembic"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Missing())
"""
RUN = """
import json, sys
from grader.cli import main

try:
    main()
except SystemExit as error:
    code = error.code
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


def grade_with(*words: str | Path, before: str = "", **environment: str) -> tuple[str, str, int, set[str]]:
    """Output, error output and exit code of the command in a process of its own, and what that has imported."""
    command = [sys.executable, "-c", before + RUN, *map(str, words)]
    env = {**os.environ, **environment}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=env, timeout=120, check=True)
    *errors, last = done.stderr.splitlines()
    code, modules = json.loads(last)
    return done.stdout, "\n".join(errors), code or 0, set(modules)


def is_command_file(path: Path) -> bool:
    """Whether a file defines a command: a function with the decorator `@click.command`."""
    decorators = (
        decorator.func if isinstance(decorator, ast.Call) else decorator
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
    )
    return any(ast.unparse(decorator) == "click.command" for decorator in decorators)


@pytest.mark.parametrize("name", ["", *grade.commands])
def test_examples_keep_their_lines(name: str) -> None:
    """Each example stands on a line of its own, and no sign of click's is left."""
    done = CliRunner().invoke(grade, [*([name] if name else []), "--help"])
    assert done.exit_code == 0
    assert "\\b" not in done.output
    lines = [line.strip() for line in done.output.splitlines()]
    assert any(line in {"Example:", "Examples:"} for line in lines)


@pytest.mark.parametrize("name", grade.commands)
def test_the_list_says_what_the_command_says(name: str) -> None:
    """The table of commands has its name, and the first sentence of its help."""
    command = COMMANDS[name].load()
    assert isinstance(command, click.Command)
    assert command.name == name
    assert COMMANDS[name].help == command.get_short_help_str(1000)


@pytest.mark.parametrize("path", [path for path in FILES if is_command_file(path)], ids=lambda path: path.stem)
def test_every_command_is_in_the_table(path: Path) -> None:
    """One that is not could not be typed."""
    homes = [command.load().callback for command in COMMANDS.values()]
    cure = f"add the command of grader/cli/{path.name} to `_COMMANDS` in grader/cli/__init__.py"
    assert f"grader.cli.{path.stem}" in {home.__module__ for home in homes if home is not None}, cure


@pytest.mark.parametrize(
    ("words", "environment"),
    [
        (["--help"], {}),
        (["--version"], {}),
        (["stat"], {}),
        ([], {"_GRADE_COMPLETE": "bash_complete", "COMP_WORDS": "grade che", "COMP_CWORD": "1"}),
        ([], {"_GRADE_COMPLETE": "bash_complete", "COMP_WORDS": "grade run --re", "COMP_CWORD": "2"}),
        (["run", "--help"], {}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value.get("COMP_WORDS", "-"),
)
def test_nothing_heavy_is_imported_before_a_command_is_used(words: list[str], environment: dict[str, str]) -> None:
    """The list of commands, a slip, completion and the default command's options: nobody waits for SymPy there."""
    _, _, _, modules = grade_with(*words, **environment)
    assert modules.isdisjoint(HEAVY)
    assert {f"grader.cli.{name}" for name in COMMANDS} & modules <= {"grader.cli.run"}


def test_a_command_imports_only_its_own_file() -> None:
    """`grade list` needs the course and no gradebook; `grade batch` grades, and needs nothing of the others either."""
    assert "points" in grade_with("list")[0]
    for words in (["list"], ["run", SUBMISSIONS / "perfect", "-e", "xor"]):
        modules = grade_with(*words)[3]
        assert modules.isdisjoint({"sqlalchemy", "alembic"})
        assert {f"grader.cli.{name}" for name in COMMANDS} & modules == {f"grader.cli.{words[0]}"}


@pytest.mark.parametrize("name", grade.commands)
def test_help_does_without_the_extra(name: str) -> None:
    """Also that of commands which need it."""
    output, errors, code, _ = grade_with(name, "--help", before=WITHOUT_EXTRA)
    assert (errors, code) == ("", 0)
    assert output.startswith(f"Usage: grade {name} ")


@pytest.mark.parametrize(
    "words",
    [
        ["batch", SUBMISSIONS, "--gradebook", "none.db"],
        ["book", "none.db"],
        ["stats", "none.db"],
        ["export", "none.db", "--to", "csv", "-o", "none.csv"],
        ["merge", "--gradebook", "none.db", "part.db"],
        ["regrade", "none.db"],
        ["override", "none.db", "ada", "xor", "1", "--why", "luck"],
    ],
    ids=lambda words: words[0],
)
def test_a_command_without_its_extra_says_which(words: list[str | Path]) -> None:
    """One sentence, and exit code 2."""
    output, errors, code, _ = grade_with(*words, before=WITHOUT_EXTRA)
    assert (output, errors, code) == ("", f"grade: {words[0]} needs the extra `grader[batch]`", 2)
