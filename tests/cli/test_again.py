"""`grade` again and again: unchanged work answers at once, and nothing that counts is answered from memory."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SUBMISSIONS, Grade

REMEMBERED = "--fresh grades again."


@pytest.fixture
def work(tmp_path: Path, own_cache: Path) -> Path:
    """A folder of work, of a user who works at a terminal of their own."""
    return Path(shutil.copytree(SUBMISSIONS / "typical", tmp_path / "work"))


def foot(done: "subprocess.CompletedProcess[str]") -> str:
    """What stands below the total."""
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.partition("\nTotal")[2]


def without_foot(done: "subprocess.CompletedProcess[str]") -> str:
    """The report without the line that says from when it is."""
    return re.sub(r"Remembered from \d\d:\d\d; --fresh grades again\.\n$", "", done.stdout)


def test_unchanged_work_is_answered_from_memory(grade: Grade, work: Path) -> None:
    """With the same report, which says since when, and how to grade again."""
    first, second, fresh = (
        grade("xor", "convexity", "--course", ROOT, *more, cwd=work) for more in ([], [], ["--fresh"])
    )
    assert REMEMBERED not in first.stdout + fresh.stdout
    assert re.search(r"Remembered from \d\d:\d\d; --fresh grades again\.\n$", second.stdout)
    assert without_foot(second) == first.stdout == fresh.stdout


def test_what_went_up_and_down_is_told(grade: Grade, work: Path) -> None:
    """Once: the next report has nothing new to say."""
    grade(work, "xor", "--course", ROOT)
    text = (work / "xor.py").read_text("utf-8")
    (work / "xor.py").write_text(text.replace("max(0, z)", "-1"), encoding="utf-8")
    down = foot(grade(work, "xor", "--course", ROOT))
    assert re.search(r"Since last time \((just now|\d+ seconds? ago)\): xor -\d+(\.\d+)? \(relu, network", down)
    (work / "xor.py").write_text(text, encoding="utf-8")
    up = foot(grade(work, "xor", "--course", ROOT))
    assert "): xor +" in up
    assert REMEMBERED in foot(grade(work, "xor", "--course", ROOT))
    assert "last time" not in foot(grade(work, "xor", "--course", ROOT, "--fresh"))


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (["--report", "json"], {}),
        (["--report", "markdown"], {}),
        (["--report", "text", "--report", "json:report.json"], {}),
        (["--report", "text:report.txt", "--report", "text"], {}),
        (["--fresh"], {}),
        ([], {"CI": "true"}),
        ([], {"GITHUB_ACTIONS": "true"}),
        (["--seed", "1"], {}),
    ],
)
def test_where_it_is_not_trusted(
    grade: Grade, work: Path, home: Path, arguments: list[str], environment: dict[str, str]
) -> None:
    """A cache that somebody has changed moves no mark there; at a terminal its user may believe it."""
    grade("xor", "--course", ROOT, cwd=work)
    (path,) = (home / ".cache" / "grader" / "reports").iterdir()
    kept = json.loads(path.read_text("utf-8"))
    for item in kept["exercises"]["xor"]["score"]["items"]:
        item["title"] = "forged"
    path.write_text(json.dumps(kept), encoding="utf-8")
    assert "forged" in grade("xor", "--course", ROOT, cwd=work).stdout
    done = grade("xor", "--course", ROOT, *arguments, cwd=work, **environment)
    files = [file.read_text("utf-8") for file in work.glob("report.*")]
    assert "forged" not in "".join([done.stdout, *files])
    assert REMEMBERED not in done.stdout
    assert "last time" not in done.stdout


def test_neither_sandbox_nor_numpy_is_started_for_what_is_known(
    grade: Grade, work: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is what makes it quick."""
    grade(work, "xor", "--course", ROOT)
    code = (
        "import sys, grader.cli, subprocess\n"
        "def none(*_, **__): raise AssertionError('a process was started')\n"
        "subprocess.Popen.__init__ = none\n"
        f"sys.argv = ['grade', {str(work)!r}, 'xor', '--course', {str(ROOT)!r}]\n"
        "try:\n    grader.cli.main()\nexcept SystemExit: pass\n"
        "print([name for name in ('numpy', 'sympy') if name in sys.modules])"
    )
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(home))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    *_, remembered, modules = done.stdout.splitlines()
    assert (REMEMBERED in remembered, modules) == (True, "[]")


def test_an_unusable_call_is_told_whatever_is_known(grade: Grade, work: Path) -> None:
    """An exercise that does not exist, a folder that is gone."""
    grade(work, "xor", "--course", ROOT)
    assert "did you mean 'xor'" in grade(work, "-e", "xor", "-e", "xro", "--course", ROOT).stderr
    shutil.rmtree(work)
    done = grade(work, "-e", "xor", "--course", ROOT)
    assert (done.returncode, "there is no folder" in done.stderr) == (2, True)


def test_a_bound_holds_for_what_is_known(grade: Grade, work: Path) -> None:
    """The exit code is that of grading it."""
    codes = [grade(work, "xor", "--course", ROOT, "--fail-under", "95").returncode for _ in range(2)]
    assert codes == [1, 1]


def test_list_shows_how_far_the_work_is(grade: Grade, work: Path) -> None:
    """Of what was graded in this folder, and what it was before if nothing was."""
    before = grade("list", "--course", ROOT, cwd=work).stdout
    assert "items" in before
    grade("xor", "mean_squared_error", "linear_predictor", "--course", ROOT, cwd=work)
    (work / "mean_squared_error.py").write_text("x = 1\n", encoding="utf-8")
    lines = grade("list", "--course", ROOT, cwd=work).stdout.splitlines()
    row = {line.split()[0]: line for line in lines if line.startswith("  ")}
    assert re.search(r"problem +\d+(\.\d)? / 10$", row["xor"])
    assert re.search(r"changed since +\d+(\.\d)? / 10$", row["mean_squared_error"])
    assert re.search(r"not started +0 / 9$", row["linear_predictor"])
    assert re.search(r"not tried yet +- / 10$", row["convexity"])
    assert [line.split()[0] for line in lines if line.startswith("  ")] == [
        line.split()[0] for line in before.splitlines() if line.startswith("  ")
    ]
    assert grade("list", "--course", ROOT, cwd=ROOT / "docs").stdout == before
