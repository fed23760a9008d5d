"""The page on authoring says what the code does: its tables, its list of findings, and its first five minutes."""

import ast
import re
import shutil
from pathlib import Path
from typing import get_args

import pytest

import grader
from docs.generate import PAGE, README, fresh
from grader.model.checked import FindingCode
from tests.conftest import ROOT, Grade

TEXT = PAGE.read_text(encoding="utf-8")
CODES = get_args(FindingCode)


def codes_in_the_source() -> set[str]:
    """Every text in the code of the check that looks like a finding's code."""
    families = {code.partition(".")[0] for code in CODES}
    looks_like_one = re.compile(rf"({'|'.join(families)})\.[a-z_]+")
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "grader" / "course" / "check").glob("*.py")]
    nodes = (node for source in sources for node in ast.walk(ast.parse(source)))
    texts = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return {text for text in texts if looks_like_one.fullmatch(text)}


@pytest.mark.parametrize("page", [PAGE, README], ids=lambda page: page.name)
def test_the_tables_are_what_the_models_say(page: Path) -> None:
    """If this fails, run `python docs/generate.py`."""
    text = page.read_text(encoding="utf-8")
    assert fresh(text) == text, "run python docs/generate.py"


def test_a_stale_table_is_written_anew() -> None:
    """Whatever stands between the marks is replaced, and nothing else."""
    assert fresh(TEXT.replace("| `points` | required |", "| `point` | required |")) == TEXT


def test_every_name_that_authors_import_is_on_the_page() -> None:
    """A name that the page does not have is one that nobody finds."""
    missing = [name for name in grader.__all__ if name not in TEXT]
    assert missing == [], (
        f"run python docs/generate.py; if that writes nothing of {missing}, say it in docs/authoring.md"
    )


def test_every_finding_is_on_the_page_and_in_the_code() -> None:
    """In the order in which they are looked for, each with what to do about it."""
    rows = re.findall(r"^\| `([a-z]+\.[a-z_]+)` \| ([^|]+) \| ([^|]+) \|$", TEXT, re.MULTILINE)
    assert [row[0] for row in rows] == list(CODES)
    assert codes_in_the_source() == set(CODES)


def test_the_contents_lead_somewhere() -> None:
    """Every line of the list at the top has its heading."""
    linked = re.findall(r"^- \[(.+)\]\(#", TEXT, re.MULTILINE)
    headings = re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
    assert linked == headings


def test_the_first_five_minutes(without_attacks: None, grade: Grade, tmp_path: Path) -> None:
    """What the page says to type gives what the page says."""
    folder = tmp_path / "course"
    folder.mkdir()
    assert grade("new", "mean", cwd=folder).returncode == 0
    assert "1 exercise, nothing found." in TEXT
    assert grade("check", "mean", cwd=folder).stdout.endswith("1 exercise, nothing found.\n")
    shutil.copytree(folder / "student_template", folder / "work")
    assert "The mean" in grade("show", "mean", cwd=folder).stdout
    assert "not started" in grade("work", cwd=folder).stdout
    path = folder / "exercises" / "mean.py"
    text = path.read_text(encoding="utf-8")
    weak = re.sub(r"inputs=.*?cases=.*?\n( {8}\),\n)", r"cases=((np.array([3.0]),),),\n\1", text, flags=re.DOTALL)
    assert weak.count("cases=((np.array([3.0]),),),") == 1
    path.write_text(weak, encoding="utf-8")
    line = grade("check", "mean", "--fix", cwd=folder).stdout.splitlines()[0]
    assert line in TEXT.splitlines()
    path.write_text(text.replace("points=2", "point=2"), encoding="utf-8")
    said = grade("check", "mean", cwd=folder).stdout.splitlines()[0]
    assert "field `point` of FunctionItem: there is no such field (did you mean 'points'?)" in said
