"""What work imports: the same mark and the same sentences at every level, whatever the machine has."""

import json
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.errors import SandboxError
from grader.model.report import Report
from grader.sandbox.levels.sandbox import LEVELS, Sandbox
from tests.cases.case import INPUTS, Case, check, items_of, text_of
from tests.conftest import ROOT, Grade
from tests.sandbox.conftest import STRONGEST, WEAKEST

S, P = "student_imports", "files_own_package"
ONLY = "but while work is graded there are only numpy, sympy and Python's standard library: do without it"
STAND_IN = "does nothing while work is graded"
UNREAD = "Code cannot read files while it is graded, so weights.csv is not there for it."
ROUTINE = {"relu": "CORRECT 1", "relu.arrays": "CORRECT 1"}
CASES = (
    Case("student_lib_matplotlib", "work", ROUTINE, {"relu": f"`matplotlib` {STAND_IN}"}, {"relu.arrays": "matplotlib"},
         exercise="xor"),
    Case(S, "work_plots", ROUTINE,
         {"relu": "`IPython`, `matplotlib`, `mpl_toolkits`, `seaborn` and `tqdm` do nothing"}, exercise="xor"),
    Case(S, "work_own_tqdm", {"relu": "CORRECT 1"}, says_not={"relu": STAND_IN}, exercise="xor"),
    Case(S, "work_guarded", ROUTINE, exercise="xor"),
    Case(S, "work_torch", {"relu": "CRASHED 0"}, {"relu": f"Line 2 of xor.py needs `torch`, {ONLY}"},
         {"relu": "No module named"}, exercise="xor"),
    Case(S, "work_lazy", {"relu": "CRASHED 0"}, {"relu": f"Line 2 of xor.py needs `scipy`, {ONLY}"}, exercise="xor"),
    Case(S, "work_unlisted_in_package", {"relu": "CRASHED 0"},
         {"relu": f"Line 1 of tools/parts.py needs `pandas`, {ONLY}"}, exercise="xor"),
    Case(S, "work_from_stand_in", {"relu": "WRONG 0", "slide_outputs": "CRASHED 0"},
         {"relu": f"it holds a stand-in for matplotlib, which {STAND_IN}",
          "slide_outputs": f"matplotlib.pyplot.subplots.lines {STAND_IN}, so it has no value"}, exercise="xor"),
    Case(S, "work_condition", {"relu": "CRASHED 0"}, {"relu": f"{STAND_IN}, so it has no value"}, exercise="xor"),
    Case(S, "work_relative", {"relu": "CRASHED 0"}, {"relu": "without the first dot"}, exercise="xor"),
    Case(S, "work_beside", {"relu": "FORBIDDEN 0"}, {"relu": UNREAD}, exercise="xor"),
    Case(S, "work_pandas", {"relu": "CRASHED 0"}, {"relu": f"Line 1 of xor.py needs `pandas`, {ONLY}"}, exercise="xor"),
    Case(P, "work", {"risk": "CORRECT 2"}, exercise="mean_squared_error"),
    Case(P, "work_deep", {"risk": "CORRECT 2"}, exercise="mean_squared_error"),
    Case("student_data_csv", "work", {"second_derivative": "FORBIDDEN 0"}, {"second_derivative": "line 1 of"},
         exercise="second_derivative"),
)  # fmt: skip
INSTALLED = ("matplotlib", "torch")
AT_WEAKEST = {
    "student_lib_matplotlib/work/xor": "a library that does nothing there",
    f"{S}/work_torch/xor": "one that is not there",
    f"{S}/work_beside/xor": "a file that is not there",
    f"{P}/work/mean_squared_error": "work of several files",
}


@pytest.fixture(scope="module")
def sandboxes() -> Iterator[dict[str, Sandbox]]:
    """Those that were started, by level."""
    started: dict[str, Sandbox] = {}
    yield started
    for sandbox in started.values():
        sandbox.close()


@pytest.fixture
def at_level(request: pytest.FixtureRequest, sandboxes: dict[str, Sandbox]) -> Sandbox:
    """A sandbox at a level; skipped, with the reason, where it does not hold."""
    level: str = request.param
    if level not in sandboxes:
        try:
            sandbox = Sandbox(level)
            sandbox.wait()
        except SandboxError as error:
            pytest.skip(f"{level} does not hold here: {error}")
        sandboxes[level] = sandbox
    return sandboxes[level]


def each_at(level: str, what: Iterable[Any], quick: Container[str]) -> list[Any]:
    """All of it at a level, where what is not named is slow."""
    return [
        pytest.param(level, each, id=f"{level}-{each}", marks=[] if str(each) in quick else [pytest.mark.slow])
        for each in what
    ]


QUICK = {WEAKEST: AT_WEAKEST, STRONGEST: [*map(str, CASES)]}
"""At the weakest level each case takes a Python of its own."""


@pytest.mark.parametrize(
    ("at_level", "case"),
    [row for level in LEVELS for row in each_at(level, CASES, QUICK.get(level, ()))],
    indirect=["at_level"],
)
def test_imports(case: Case, at_level: Sandbox) -> None:
    """Each case gets the verdict, the points and the sentence that it must get."""
    check(case, at_level)


@pytest.mark.parametrize(
    ("at_level", "name"),
    [
        row
        for level in LEVELS
        for row in each_at(level, INSTALLED, {WEAKEST: INSTALLED[:1], STRONGEST: INSTALLED[1:]}.get(level, ()))
    ],
    indirect=["at_level"],
)
def test_a_list_decides_and_not_the_machine(
    name: str, at_level: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the package is installed, the same work reads the same."""
    case = next(case for case in CASES if name in "".join(case.says.values()))
    before = {item: text_of(score) for item, score in items_of(case, at_level).items()}
    for package in INSTALLED:
        folder = tmp_path / "site-packages" / package
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text("raise SystemExit('it was imported')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "site-packages")
    sandbox = Sandbox(at_level.level)
    try:
        assert {item: text_of(score) for item, score in items_of(case, sandbox).items()} == before
    finally:
        sandbox.close()


@pytest.mark.parametrize(
    ("name", "work", "exercise", "most"),
    [("student_lib_matplotlib", "work", "xor", 1), (S, "work_torch", "xor", 0), (S, "work_guarded", "xor", 0)],
)
def test_a_note_is_told_once_and_costs_nothing(grade: Grade, name: str, work: str, exercise: str, most: int) -> None:
    """By the command, in the report, and only where a stand-in is imported."""
    done = grade("run", INPUTS / name / work, "--course", ROOT, "-e", exercise, "--report", "json")
    assert done.returncode == 0
    report = Report.model_validate(json.loads(done.stdout))
    codes = [sentence.code for item in report.items for sentence in item.feedback]
    assert codes.count("note.stand_in") == most
