"""A notebook made by a real kernel earns what the same code earns as a file, and `%grade` in it says so."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from grader.course.load import load_course
from grader.course.read_submission import read_submission
from grader.judging.judge import judge_at_level
from grader.model.report import Report
from grader.sandbox.levels.known_level import remember
from grader.sandbox.levels.sandbox import Sandbox
from tests.conftest import ROOT, SUBMISSIONS, Grade, item
from tests.notebooks import notebook, text

pytestmark = pytest.mark.slow

EXERCISES = ("xor", "hessian")
RUN = "from nbclient.cli import main; main()"
PLOT = """\
import matplotlib.pyplot as plt
fig, ax = plt.subplots()
ax.plot([0, 1], [relu(0), relu(1)])
plt.show()"""
DRAWING = """\
from IPython.display import SVG
display(SVG("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"))"""
SHELL = "%precision 3\n!echo shell"
HELPER = "%%time\ndef helper(value):\n    return value"
TRIAL = "for i in range(2):\n    helper(not_there)"


class Made(NamedTuple):
    """A notebook that a kernel has run, in its folder."""

    folder: Path
    outputs: dict[str, list[dict[str, Any]]]
    """By the code of each cell."""

    def printed(self, source: str) -> str:
        """What a cell has printed."""
        return "".join("".join(part["text"]) for part in self.outputs[source] if part["output_type"] == "stream")


def work_cells() -> list[str]:
    """The code of two exercises, cut at its functions, with a helper of its own."""
    cells = []
    for exercise in EXERCISES:
        text = (SUBMISSIONS / "typical" / f"{exercise}.py").read_text("utf-8")
        first, *others = text.split("\ndef ")
        cells += [first, *(f"def {other}" for other in others)]
    return [cell.replace("return max(0, z)", "return helper(max(0, z))") for cell in cells]


GRADE = f"%grade xor --course {ROOT}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, patient: Sandbox) -> Made:
    """One kernel for all tests here, in a process of its own: it takes seconds, and warns of much."""
    folder, home = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("home")
    magics = ["%matplotlib inline", SHELL, "words = !echo one two\nhelper?", "%%html\n<b>bold</b>"]
    grading = ["%load_ext grader", GRADE, "%grade no_such_word", "%grade 'xor", "1 + 1"]
    path = folder / "week1.ipynb"
    path.write_bytes(notebook(text(), *magics, HELPER, *work_cells(), PLOT, DRAWING, TRIAL, *grading))
    with pytest.MonkeyPatch.context() as here:
        here.setenv("HOME", str(home))
        here.setenv("XDG_CACHE_HOME", str(home))
        remember(patient.level)
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    words = [sys.executable, "-c", RUN, path.name, "--inplace", "--allow-errors", "--timeout=120"]
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    cells = json.loads(path.read_bytes())["cells"]
    return Made(folder, {"".join(cell["source"]): cell.get("outputs", []) for cell in cells})


def judged(folder: Path, sandbox: Sandbox) -> Report:
    """The report on a folder of work."""
    return judge_at_level(read_submission(folder), load_course(ROOT, EXERCISES), sandbox)


def marks(report: Report) -> list[tuple[str, str, float | None, list[str]]]:
    """What each item got, and why, without the notes on how the work was read."""
    return [
        (
            score.id,
            score.verdict,
            score.score,
            [said.code for said in score.feedback if not said.code.startswith("note.")],
        )
        for score in report.items
    ]


def test_it_was_run(made: Made) -> None:
    """With a drawing among its outputs, what the shell said, and a cell that failed."""
    assert any("image/svg+xml" in output.get("data", {}) for output in made.outputs[DRAWING])
    assert made.printed(SHELL).strip() == "shell"
    assert [output["ename"] for output in made.outputs[TRIAL] if output["output_type"] == "error"] == ["NameError"]


def test_it_earns_what_the_same_code_earns_as_a_file(made: Made, tmp_path: Path, patient: Sandbox) -> None:
    """Item by item, with the same reasons; the notes name cells and lines."""
    code = "\n\n".join([HELPER.removeprefix("%%time\n"), *work_cells()])
    for exercise in EXERCISES:
        (tmp_path / f"{exercise}.py").write_text(code, encoding="utf-8")
    report = judged(made.folder, patient)
    assert marks(report) == marks(judged(tmp_path, patient))
    assert {item(report, "relu").verdict, item(report, "xor_weights").verdict} == {"CORRECT", "WRONG"}
    assert [exercise.notebook for exercise in report.exercises] == ["week1.ipynb"] * 2
    notes = {said.code: said.text for said in item(report, "relu").feedback}
    trial = 6 + len(work_cells()) + 3
    assert f"cell {trial} stopped at line 2 (NameError: name 'not_there' is not defined)" in notes["note.stopped"]
    assert "`%matplotlib inline` (line 1 of cell 2), `%precision 3` (line 1 of cell 3)" in notes["note.skipped"]
    assert notes["note.stand_in"].startswith("`IPython` and `matplotlib` do nothing while work is graded")
    assert "`week1.ipynb`, which holds its functions, was taken for it" in notes["note.notebook"]


def test_grade_in_a_cell_says_what_the_command_says(made: Made, grade: Grade) -> None:
    """Behind a line on what is graded; the kernel goes on, whatever was asked for."""
    done = grade("-e", "xor", "--course", ROOT, cwd=made.folder)
    first, _, report = made.printed(GRADE).partition("\n")
    assert first.startswith("week1.ipynb was saved at ")
    assert report.strip() == done.stdout.strip()
    assert "there is no folder no_such_word" in made.printed("%grade no_such_word")
    assert made.printed("%grade 'xor") == "%grade cannot read its options: No closing quotation\n"
    assert made.outputs["1 + 1"][0]["data"]["text/plain"] == ["2"]


def test_the_kernel_has_nothing_of_the_course(made: Made) -> None:
    """No cell but that of the trial, and where there is no matplotlib that of the plot, has failed."""
    failed = [cell for cell, outputs in made.outputs.items() if any(part["output_type"] == "error" for part in outputs)]
    assert {*failed} - {PLOT, "%matplotlib inline"} == {TRIAL}
