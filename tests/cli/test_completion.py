"""What a shell offers behind `grade`, as click asks for it."""

import contextlib
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from grader.cli import grade
from tests.conftest import ROOT


def offered(words: list[str], incomplete: str, folder: Path) -> list[str]:
    """What may stand there."""
    with contextlib.chdir(folder):
        items = ShellComplete(grade, {}, "grade", "_GRADE_COMPLETE").get_completions(words, incomplete)
    return [item.value if item.type == "plain" else f"<{item.type}>" for item in items]


@pytest.mark.parametrize(
    ("words", "incomplete", "items"),
    [
        ([], "st", ["stats", "stubs", "<dir>"]),
        ([], "xyz", ["<dir>"]),
        (["show"], "hes", ["hessian"]),
        (["show"], "gradient", ["gradient_descent", "gradient_descent_nd"]),
        (["-e"], "xo", ["xor"]),
        (["run", "-e"], "xo", ["xor"]),
        (["run", "-e", "xor", "-e"], "hes", ["hessian"]),
        (["check", "xor"], "hes", ["hessian"]),
        (["stubs"], "lin", ["linear_basis", "linear_predictor"]),
        (["run", "--sandbox"], "", ["limited", "confined", "isolated"]),
        (["run", "--report"], "j", ["json", "junit"]),
        (["run"], "hes", ["hessian"]),
        (["run"], "--fail", ["--fail-under"]),
    ],
)
def test_what_is_offered(words: list[str], incomplete: str, items: list[str]) -> None:
    """Commands, exercises, levels, formats and options."""
    assert sorted(offered(words, incomplete, ROOT)) == sorted(items)


def test_there_need_not_be_a_course(tmp_path: Path) -> None:
    """Then no exercise is offered, and nothing is said."""
    assert offered(["show"], "", tmp_path) == []
