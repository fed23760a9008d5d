"""Runs the attacks, or the command, in a process of its own under other circumstances than these."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

GRADE = [sys.executable, "-m", "grader", "run", str(ROOT / "tests/submissions/perfect"), "-e", "xor"]
GRADE += ["--course", str(ROOT), "--report", "json"]
"""Grades work that is perfect."""
ATTACKED = [sys.executable, "-m", "tests.attacks.report"]
"""Runs the attacks; a level is to follow."""


def run(command: Sequence[str], **environment: str) -> subprocess.CompletedProcess[str]:
    """What a command did, away from the checkout and with nothing of this process's environment but the path."""
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "COLUMNS": "100", **environment}
    return subprocess.run(command, capture_output=True, text=True, cwd="/", env=env, timeout=120, check=False)


def level_of(done: subprocess.CompletedProcess[str]) -> str:
    """The level in a report on work that is perfect, which has its points whatever the level is."""
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    assert report["score"] == report["max_score"]
    return str(report["environment"]["sandbox"]["level"])


def holes(command: Sequence[str], *, verdicts: bool = True) -> list[str]:
    """The attacks that came through, or got another verdict than they must, when the command ran them."""
    done = run(command)
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    assert report["good"], "another submission is not answered any more"
    assert len(report["attacks"]) > 100
    return [
        f"{name}: {verdict} {damage}"
        for name, (verdict, is_right, damage) in report["attacks"].items()
        if damage or (verdicts and not is_right)
    ]


def for_everybody(command: Sequence[str]) -> list[str]:
    """The command in a place where every user can read this Python, which may lie under a home that is closed.

    The test is skipped where that cannot be arranged.
    """
    python = Path(os.path.realpath(sys.executable)).parent.parent
    closed = [folder for folder in python.parents if _is_closed(folder)]
    for path in (Path(sys.prefix), ROOT):
        if shut := [folder for folder in path.resolve().parents if _is_closed(folder) and folder not in closed]:
            pytest.skip(f"other users cannot read what is in {shut[0]}, where the environment or the checkout lies")
    if not closed:
        return list(command)
    tool = shutil.which("bwrap")
    if tool is None:
        pytest.skip(f"other users cannot read this Python, and bubblewrap is not there to show it: {closed[-1]}")
    between = [folder for folder in reversed(python.parents) if closed[-1] in folder.parents]
    shown = ["--perms", "0755", "--tmpfs", str(closed[-1])]
    shown += [part for folder in between for part in ("--perms", "0755", "--dir", str(folder))]
    return [tool, "--dev-bind", "/", "/", *shown, "--ro-bind", str(python), str(python), "--", *command]


def _is_closed(folder: Path) -> bool:
    """Whether other users can neither read a folder nor go through it."""
    return not folder.stat().st_mode & 0o005
