"""docs/receipts.md: each threat names tests that are there, and the steps for CI sign."""

import ast
import os
import re
import subprocess
import sys
import textwrap
from functools import cache
from pathlib import Path

import pytest
import yaml

from grader.receipts.signature import signature_fault
from grader.receipts.signing_keys import new_keys, read_public_key
from grader.reports.json import read_content, report_in
from grader.sandbox.levels.sandbox import Sandbox
from tests.conftest import ROOT
from tests.gradebook.conftest import files_of, write_course

PAGE = (ROOT / "docs" / "receipts.md").read_text(encoding="utf-8")
ROWS = [line.strip("|").split("|") for line in PAGE.splitlines() if re.match(r"\| [a-z].*::", line)]
TESTS = [(row[0].strip(), name) for row in ROWS for name in re.findall(r"`(tests/[^`]+)`", row[-1])]
DEMANDED = (
    "marks are edited", "stripped", "unknown key", "another's report", "old report replayed", "another version",
    "weaker", "key is stolen", "twice",
)  # fmt: skip


@cache
def functions_of(path: str) -> set[str]:
    """Names of the tests in a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@pytest.mark.parametrize(("threat", "name"), TESTS)
def test_each_test_that_a_threat_names_is_there(threat: str, name: str) -> None:
    """A threat without its test would be a promise."""
    path, _, function = name.partition("::")
    assert (ROOT / path).is_file(), f"{threat}: there is no {path}"
    assert function in functions_of(path), f"{threat}: {path} has no {function}"


def test_each_threat_has_a_row_and_each_row_a_test() -> None:
    """Those that the issue names, and whatever else is promised there."""
    table = PAGE.partition("| threat |")[2].partition("\n\n")[0].splitlines()[2:]
    assert len(table) == len(ROWS)
    for words in DEMANDED:
        assert any(words in threat for threat, _ in TESTS), words


@pytest.mark.slow
def test_the_steps_for_ci_sign(tmp_path: Path, home: Path, patient: Sandbox) -> None:
    """As they stand there they make a signed report of the work beside the course, and leave no key."""
    if patient.level == "limited":
        pytest.skip("no level holds here at which a report is signed")
    [text] = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    write_course(tmp_path / "course")
    public = new_keys(tmp_path / "instructor")
    (tmp_path / "work").mkdir()
    for name, content in files_of("first").items():
        (tmp_path / "work" / name).write_bytes(content)
    (tmp_path / "temp").mkdir()
    command = tmp_path / "grade"
    command.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -P -m grader "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    given = {
        "secrets.SIGNING_KEY": (tmp_path / "instructor.key").read_text(encoding="utf-8").rstrip("\n"),
        "inputs.repository": 'c/a"; exit 9; "',
    }
    base = {"PATH": f"{tmp_path}{os.pathsep}{os.defpath}", "HOME": str(home), "RUNNER_TEMP": str(tmp_path / "temp")}
    for step in yaml.safe_load(textwrap.dedent(text)):
        asked = {name: given[value.strip("${} ")] for name, value in step.get("env", {}).items()}
        shell = ["bash", "-e", "-c", step["run"]]
        subprocess.run(shell, cwd=tmp_path, env=base | asked, check=True, capture_output=True, timeout=120)
    said = read_content(tmp_path / "report.json")
    report = report_in(said)
    assert signature_fault(said, report, [read_public_key(public.file)]) == ""
    assert report.submission.id == given["inputs.repository"]
    assert list((tmp_path / "temp").iterdir()) == []
