"""What `--help` prints, and that a command is imported only where it is used."""

import ast
import json
import os
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from grader.cli import grade
from grader.cli.group import LazyCommand
from tests.conftest import ROOT, SUBMISSIONS

COMMANDS = {name: command for name, command in grade.commands.items() if isinstance(command, LazyCommand)}
FILES = sorted((ROOT / "grader" / "cli").glob("*.py"))
HEAVY = ("numpy", "sympy", "pydantic", "rich", "sqlalchemy", "alembic", "cryptography")
IMPORTED = """
import json, sys
from grader.cli import main

try:
    main()
except SystemExit:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
WITHOUT_EXTRA = """
import json, sys
from click.testing import CliRunner
from grader.cli import grade

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"sqlalchemy", "alembic"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Missing())
for words in json.load(sys.stdin):
    done = CliRunner().invoke(grade, words, prog_name="grade")
    print(json.dumps([done.exit_code, done.stdout, done.stderr]))
"""


def imported_by(*words: str | Path, **environment: str) -> set[str]:
    """The modules that the command has imported in a process of its own."""
    command = [sys.executable, "-c", IMPORTED, *map(str, words)]
    env = {**os.environ, **environment}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=env, timeout=120, check=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


def without_extra(commands: list[list[str]]) -> list[tuple[int, str, str]]:
    """Exit code, output and errors of each command, in a process in which the libraries of an extra are missing."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_EXTRA],
        input=json.dumps(commands),
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=True,
    )
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


def is_command_file(path: Path) -> bool:
    """Whether a file defines a command: a function with a decorator `command`, of click's or of a group's."""
    decorators = (
        decorator.func if isinstance(decorator, ast.Call) else decorator
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
    )
    return any(ast.unparse(decorator).rpartition(".")[2] == "command" for decorator in decorators)


def loaded(name: str) -> tuple[click.Command, str]:
    """The command that the table names, and its file."""
    module, _, attribute = COMMANDS[name].home.partition(":")
    file, table = f"{module.replace('.', '/')}.py", "_COMMANDS of grader/cli/__init__.py"
    assert find_spec(module), f"{table} says that {name} is in {file}: write it, or change the line"
    command = getattr(import_module(module), attribute, None)
    assert isinstance(command, click.Command), f"{file} has no command `{attribute}`: change it there, or in {table}"
    return command, file


@pytest.mark.parametrize("columns", [40, 50, 80, 120])
def test_the_list_of_commands_is_whole(columns: int) -> None:
    """However narrow the terminal is: each first sentence is wrapped, and not cut."""
    shown = CliRunner().invoke(grade, ["--help"], terminal_width=columns).stdout.partition("\nCommands:\n")[2]
    assert max(map(len, shown.splitlines())) <= columns
    text = " ".join(shown.split())
    assert [name for name, command in COMMANDS.items() if f"{name} {command.help}" not in text] == []


@pytest.mark.parametrize("name", ["", *grade.commands])
def test_examples_keep_their_lines(name: str) -> None:
    """Each example stands on a line of its own, and no sign of click's is left."""
    file = loaded(name)[1] if name else "grader/cli/__init__.py"
    done = CliRunner().invoke(grade, [*([name] if name else []), "--help"])
    assert done.exit_code == 0
    cure = f"{file}: give its docstring a line '\\b', a line 'Example:' and below it, indented, 'grade {name} ...'"
    assert "\\b" not in done.output, cure
    lines = [line.strip() for line in done.output.splitlines()]
    assert any(line in {"Example:", "Examples:"} for line in lines), cure
    assert any(line.startswith(f"grade {name}".strip()) for line in lines), cure


@pytest.mark.parametrize("name", grade.commands)
def test_the_list_says_what_the_command_says(name: str) -> None:
    """The table of commands has its name, and the first sentence of its help."""
    command, file = loaded(name)
    assert command.name == name, f'{file}: call it @click.command("{name}")'
    says = command.get_short_help_str(1000)
    assert says, f"{file}: give {name} a docstring"
    assert COMMANDS[name].help == says, (
        f'write "{says}" for {name} in _COMMANDS of grader/cli/__init__.py, as its docstring\'s first sentence says'
    )


@pytest.mark.parametrize("path", [path for path in FILES if is_command_file(path)], ids=lambda path: path.stem)
def test_every_command_is_in_the_table(path: Path) -> None:
    """One that is not could not be typed."""
    homes = {command.home.partition(":")[0] for command in COMMANDS.values()}
    assert f"grader.cli.{path.stem}" in homes, (
        f"grade does not know the command of {path.name}: add its line to `_COMMANDS` in grader/cli/__init__.py"
    )


@pytest.mark.parametrize(
    ("words", "environment"),
    [
        (["--help"], {}),
        (["--version"], {}),
        ([], {"_GRADE_COMPLETE": "bash_complete", "COMP_WORDS": "grade che", "COMP_CWORD": "1"}),
        ([], {"_GRADE_COMPLETE": "bash_complete", "COMP_WORDS": "grade run --re", "COMP_CWORD": "2"}),
        (["run", "--help"], {}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value.get("COMP_WORDS", "-"),
)
def test_nothing_heavy_is_imported_before_a_command_is_used(words: list[str], environment: dict[str, str]) -> None:
    """The list of commands, completion and the default command's options: nobody waits for SymPy there."""
    modules = imported_by(*words, **environment)
    assert modules.isdisjoint(HEAVY)
    assert {f"grader.cli.{name}" for name in COMMANDS} & modules <= {"grader.cli.run"}


@pytest.mark.parametrize("words", [["list"], ["run", SUBMISSIONS / "perfect", "-e", "xor"]], ids=["list", "run"])
def test_a_command_imports_only_its_own_file(words: list[str | Path]) -> None:
    """Neither another command, nor the libraries of a gradebook or of signatures."""
    modules = imported_by(*words)
    assert modules.isdisjoint({"sqlalchemy", "alembic", "cryptography"})
    assert {f"grader.cli.{name}" for name in COMMANDS} & modules == {f"grader.cli.{words[0]}"}


@pytest.mark.slow
def test_help_does_without_the_extra() -> None:
    """Also that of commands which need it."""
    answers = without_extra([[name, "--help"] for name in COMMANDS])
    for name, (code, output, errors) in zip(COMMANDS, answers, strict=True):
        assert (code, errors) == (0, ""), name
        assert output.startswith(f"Usage: grade {name} ")


def test_a_command_without_its_extra_says_which() -> None:
    """One sentence, and exit code 2."""
    commands = [
        ["batch", "tests/submissions", "--gradebook", "none.db"],
        ["book", "none.db"],
        ["stats", "none.db"],
        ["export", "none.db", "--to", "csv", "-o", "none.csv"],
        ["merge", "--gradebook", "none.db", "part.db"],
        ["regrade", "none.db"],
        ["override", "none.db", "ada", "xor", "1", "--why", "luck"],
    ]
    says = "needs the extra `coursegrade[batch]`: pip install 'coursegrade[batch]'"
    assert without_extra(commands) == [(2, "", f"grade: {words[0]} {says}\n") for words in commands]
