"""`grade why`: the evidence on one item as a program."""

import re
import shlex
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from grader.sandbox.levels.sandbox import Sandbox
from tests.conftest import ROOT, SUBMISSIONS, Grade

TYPICAL = SUBMISSIONS / "typical"
KEPT = ROOT / "tests" / "golden" / "typical.json"


@pytest.fixture(autouse=True)
def lent(patient: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sandbox of the other tests."""
    monkeypatch.setattr(
        import_module("grader.cli.why"), "Sandbox", lambda level: patient if level is None else Sandbox(level)
    )


def test_a_program_that_runs_in_the_folder_of_the_work(grade: Grade) -> None:
    """It gives what the report says."""
    done = grade("why", "risk_derivative", TYPICAL)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "# risk_derivative: its derivative (Minimizing the mean squared error)\n# wrong, 0 / 2\n"
    )
    ran = subprocess.run([sys.executable, "-c", done.stdout], capture_output=True, text=True, cwd=TYPICAL, check=True)
    assert ran.stdout == "answer:   -1.0\nexpected: -2.0\n"


def test_a_kept_report_says_the_same(grade: Grade) -> None:
    """Without grading anything again."""
    assert grade("why", "chord_gap", "--from", KEPT).stdout == grade("why", "chord_gap", TYPICAL).stdout


@pytest.mark.parametrize(
    ("item", "says"),
    [
        ("risk", "several exercises have an item risk: write square_loss/risk or mean_squared_error/risk"),
        ("chord_gapp", "there is no item chord_gapp; is chord_gap meant?"),
        ("xor", "there is no item xor; the exercise xor has relu, relu.arrays, network"),
        ("xor/risk", "there is no item xor/risk"),
        ("qqq", "there is no item qqq; `grade show EXERCISE` lists the items of an exercise"),
    ],
)
@pytest.mark.parametrize("source", [(TYPICAL,), ("--from", KEPT)], ids=["work", "report"])
def test_an_item_that_is_not_there(grade: Grade, item: str, says: str, source: tuple[str | Path, ...]) -> None:
    """Or there more than once: in one line, with exit code 2."""
    done = grade("why", item, *source)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_an_item_of_one_exercise(grade: Grade) -> None:
    """By the exercise's name."""
    assert "There is no square_loss.py." in grade("why", "square_loss/risk", TYPICAL).stdout
    assert "It is right: there is nothing to show." in grade("why", "mean_squared_error/risk", TYPICAL).stdout


def test_a_folder_that_is_not_there(grade: Grade, tmp_path: Path) -> None:
    """Is told as by `grade run`."""
    done = grade("why", "relu", tmp_path / "nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no folder" in done.stderr


def test_what_is_known_is_not_judged_again(
    grade: Grade, own_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program comes out of the report that `grade` has kept; a changed file is judged."""
    work = Path(shutil.copytree(TYPICAL, tmp_path / "work"))
    judged = grade("why", "xor/relu.arrays", work, "--course", ROOT)
    grade(work, "xor", "--course", ROOT)

    def never(level: str | None) -> Sandbox:
        raise AssertionError("it is judged again")

    with monkeypatch.context() as here:
        here.setattr(import_module("grader.cli.why"), "Sandbox", never)
        known = grade("why", "xor/relu.arrays", work, "--course", ROOT)
    assert known.stdout == judged.stdout
    (work / "xor.py").write_text("def relu(z): return z[0, 0]\n", encoding="utf-8")
    assert "return z[0, 0]" in grade("why", "xor/relu", work, "--course", ROOT).stdout


def test_what_the_report_says_to_type_works(grade: Grade, tmp_path: Path) -> None:
    """Also where the course lies elsewhere, and other inputs were drawn."""
    shutil.copytree(TYPICAL, tmp_path / "week 1")
    report = grade("week 1", "xor", "--course", ROOT, "--seed", "3", cwd=tmp_path).stdout
    typed = re.search(r"`grade (why [^`]*)`", " ".join(report.split()))
    assert typed is not None
    done = grade(*shlex.split(typed[1]), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("# relu.arrays: ReLU of an array (The XOR problem)\n# crashed, 0 / 1\n")
