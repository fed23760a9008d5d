"""`grade hint`: one rung after another, written down and counted; hints that cost; what students got; a class."""

import json
import secrets
import shutil
from importlib import import_module
from pathlib import Path

import pytest

from grader.course.load import load_course
from grader.course.release.build import build
from grader.course.release.write import write
from grader.errors import UsageError
from grader.hints.write import write_hints
from grader.model.hints import NO_HINTS
from grader.sandbox.levels.sandbox import Sandbox
from tests.conftest import ROOT, SUBMISSIONS, Grade
from tests.gradebook.commands import Here

TYPICAL = SUBMISSIONS / "typical"
ITEM = "mean_squared_error/risk_derivative"


@pytest.fixture(autouse=True)
def lent(patient: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sandbox of the other tests."""
    monkeypatch.setattr(
        import_module("grader.cli.hint"), "Sandbox", lambda level: patient if level is None else Sandbox(level)
    )


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder of work."""
    return Path(shutil.copytree(TYPICAL, tmp_path / "work"))


def test_one_rung_after_another(grade: Grade, work: Path) -> None:
    """The input without the values, its name, a question, the author's, a step; then all of them again."""
    said = [grade("hint", ITEM, work).stdout for _ in range(8)]
    assert all(f"hint {number} of 7\n" in text for number, text in enumerate(said[:7], start=1))
    assert "\n    risk_derivative(0, [1])\n" in said[0]
    assert "-1.0" not in said[0] + said[2]
    assert "the factor 2 from differentiating the square is missing." in said[1]
    assert "return when `x` is 0 and `ys` has a single entry, and why?" in " ".join(said[2].split())
    assert "Which rule do you need for the derivative of (x - y_i)^2" not in said[3]  # shown as formulas are
    assert "Which rule do you need for the derivative of (x" in said[3]
    assert "Open mean_squared_error.py at line" in " ".join(said[6].split())
    assert said[6].endswith("That was the last hint.\n")
    assert [f"hint {number} of 7\n" in said[7] for number in range(1, 8)] == [True] * 7
    assert said[7].startswith("These are all the hints there are.\n\nrisk_derivative: ")
    assert not said[7].endswith("\n\n")
    assert f"python {work / 'why.py'}`: the program" in " ".join(said[6].split())
    (names,) = json.loads((work / "hints.json").read_text("utf-8"))["shown"].values()
    assert [name.partition("/")[0] for name in names] == [
        "input",
        "diagnosis",
        "question",
        "author",
        "author",
        "author",
        "step",
    ]


def test_those_that_were_shown_again(grade: Grade, work: Path) -> None:
    """None of them is new, and nothing is written."""
    assert grade("hint", ITEM, work, "--again").stdout.endswith("No hint on it was shown yet.\n")
    assert not (work / "hints.json").exists()
    grade("hint", ITEM, work)
    before = (work / "hints.json").read_bytes()
    again = grade("hint", ITEM, work, "--again").stdout
    assert again.count(" of 7\n") == 1
    assert f"`grade hint {ITEM} {work} --" not in again
    assert f"grade hint {ITEM} {work}` shows the next one." in " ".join(again.split())
    assert (work / "hints.json").read_bytes() == before


def test_the_next_hint_is_asked_for_in_the_same_way(grade: Grade, work: Path) -> None:
    """With the options of this one: other inputs have other hints, and so has what is public by now."""
    options = ("--course", str(ROOT), "--seed", "7", "--after-due")
    said = [" ".join(grade("hint", ITEM, work, *options).stdout.split()) for _ in range(7)]
    typed = " ".join((ITEM, str(work), *options))
    assert all(f"`grade hint {typed}` shows the next one." in text for text in said[:6])
    assert f"`grade why {typed} > {work / 'why.py'}" in said[6]


def test_the_report_counts(grade: Grade, work: Path) -> None:
    """Beside the item, in words and in JSON, and nowhere else; the marks are what they were."""
    words = ("run", work, "-e", "mean_squared_error")
    before = json.loads(grade(*words, "--report", "json").stdout)
    grade("hint", ITEM, work)
    grade("hint", ITEM, work)
    after = json.loads(grade(*words, "--report", "json").stdout)
    hints = {item["id"]: item.pop("hints") for item in after["exercises"][0]["items"] if "hints" in item}
    assert hints == {"risk_derivative": 2}
    assert after["exercises"] == before["exercises"]
    assert after["submission"]["digest"] != before["submission"]["digest"]
    assert "its derivative (2 hints)" in grade(*words).stdout
    assert "its derivative \\(2 hints\\)" in grade(*words, "--report", "markdown").stdout


def test_what_is_right_and_what_is_not_begun(grade: Grade, work: Path) -> None:
    """Of the one there is nothing to hint at; the other begins with an example."""
    right = grade("hint", "mean_squared_error/risk", work)
    assert right.stdout.endswith("It is right: there is nothing to hint at.\n")
    begin = grade("hint", "gradient_descent/step", work).stdout
    assert "Begin with one example, by hand" in begin
    assert "step(lambda x: 2*x - 6, 0, 0.25)" in begin


def test_an_item_that_is_not_there(grade: Grade, work: Path) -> None:
    """As `grade why` tells it."""
    done = grade("hint", "reluu", work)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no item reluu; is relu meant?" in done.stderr


def test_a_folder_without_work(grade: Grade, tmp_path: Path) -> None:
    """There is nothing to hint at, and no place to write down what was shown."""
    done = grade("hint", ITEM, tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no Python file or notebook in this folder" in done.stderr
    assert not (tmp_path / "hints.json").exists()


def test_a_claim_and_a_function_that_are_not_whole(grade: Grade, tmp_path: Path) -> None:
    """The one is led to its evidence; the other is named with the arguments that the stub has."""
    (tmp_path / "convexity.py").write_text("def abs_is_convex():\n    return True\n", encoding="utf-8")
    said = grade("hint", "abs_is_convex", tmp_path).stdout
    assert "hint 1 of 1\n" in said
    assert f"`grade hint abs_pieces {tmp_path}`" in " ".join(said.split())
    last = [grade("hint", "chord_gap", tmp_path).stdout for _ in range(6)][-1]
    assert "Write `def chord_gap(f, a, b, t):` in convexity.py, and as the first line of `chord_gap`" in " ".join(
        last.split()
    )


def test_somebody_else_s_file_of_that_name(grade: Grade, work: Path) -> None:
    """Is not written over; the report has a note, and is made all the same."""
    (work / "hints.json").write_text("{}", encoding="utf-8")
    done = grade("hint", ITEM, work)
    assert (done.returncode, done.stdout) == (2, "")
    assert "hints.json was not read: it is not what `grade hint` writes. No hint is counted." in done.stderr
    assert (work / "hints.json").read_text("utf-8") == "{}"
    graded = grade("run", work, "-e", "mean_squared_error")
    assert graded.returncode == 0
    assert "hints.json was not read" in graded.stdout


def test_a_link_is_not_written_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is the student's, and may hold a link under any name; that of `hints.json` is a file afterwards."""
    (tmp_path / "own").write_text("mine", encoding="utf-8")
    (tmp_path / "hints.json").symlink_to("own")
    write_hints(tmp_path, NO_HINTS.and_also("xor", "relu", "author/1"))
    assert not (tmp_path / "hints.json").is_symlink()
    monkeypatch.setattr(secrets, "token_hex", lambda _: "guessed")
    (tmp_path / ".hints.json.guessed").symlink_to("own")
    with pytest.raises(UsageError, match="cannot be written"):
        write_hints(tmp_path, NO_HINTS)
    assert (tmp_path / "own").read_text("utf-8") == "mine"


def test_in_what_students_got(grade: Grade, tmp_path: Path) -> None:
    """Public items have their author's hints there, and the ladder begins with a call of the release's."""
    course = tmp_path / "course"
    for folder in ("exercises", "solutions"):
        (course / folder).mkdir(parents=True)
    shutil.copy(ROOT / "exercises" / "course.py", course / "exercises")
    text = (ROOT / "exercises" / "mean_squared_error.py").read_text("utf-8")
    hidden = text.replace('id="minimizer",', 'id="minimizer",\n            visibility="after_due",')
    (course / "exercises" / "mean_squared_error.py").write_text(hidden, encoding="utf-8")
    shutil.copy(ROOT / "solutions" / "mean_squared_error.py", course / "solutions")
    write(build(course, load_course(course)), tmp_path / "got")
    assert "what do you call that number?" not in (tmp_path / "got" / "checks" / "bundle.json").read_text("utf-8")
    shutil.copy(TYPICAL / "mean_squared_error.py", tmp_path / "got")
    said = [grade("hint", "risk_derivative", cwd=tmp_path / "got").stdout for _ in range(6)]
    assert "risk_derivative(" in said[0]
    assert any("What happens to 1/n when you differentiate?" in text for text in said)
    # one folder too deep there is no work, and nothing is written
    for words in (("hint", "risk", "--course", ".."), ("hint", "risk")):
        done = grade(*words, cwd=tmp_path / "got" / "checks")
        assert (done.returncode, done.stdout) == (2, "")
        assert "holds the checks of a course, and no work" in " ".join(done.stderr.split())
    assert not (tmp_path / "got" / "checks" / "hints.json").exists()
    # and in the course, until the due date has passed
    work = tmp_path / "got"
    with (work / "mean_squared_error.py").open("a", encoding="utf-8") as file:
        file.write("\n\ndef minimizer(ys):\n    return 0\n")
    assert "neither are hints on it." in grade("hint", "minimizer", work, "--course", course).stdout
    assert "hint 1 of" in grade("hint", "minimizer", work, "--course", course, "--after-due").stdout


PRICE = """hints=("What is twice three?", "Add `x` to itself: what comes out?"), hint_cost=0.25, cases="""


def with_costs(course: Path) -> None:
    """The small course, in which each hint on an item costs a quarter of its points."""
    for path in (course / "exercises" / "double.py", course / "exercises" / "square.py"):
        path.write_text(path.read_text("utf-8").replace("cases=", PRICE), encoding="utf-8")


def test_a_hint_that_costs(grade: Grade, here: Here) -> None:
    """Says so before it is shown; where nobody can be asked, `--yes` is needed, and nothing is shown without it."""
    with_costs(here.course)
    work = here.work / "s0002"  # `double` is wrong there
    words = ("hint", "double", work, "--course", here.course)
    free = [grade(*words).stdout for _ in range(3)]
    assert "shows the next one, which costs 0.5 points of the 2 that double earns." in " ".join(free[2].split())
    before = (work / "hints.json").read_bytes()
    refused = grade(*words)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "Hint 4 of 6 costs 0.5 points of the 2 that double earns. --yes shows it" in refused.stderr
    assert (work / "hints.json").read_bytes() == before
    assert "What is twice three?" in grade(*words, "--yes").stdout
    assert b"author/1" in (work / "hints.json").read_bytes()


def test_in_a_class_hints_cost_whom_they_were_shown(here: Here) -> None:
    """Nobody else, also not who handed in the same code; taken back, they cost nothing; graded again, the same."""
    with_costs(here.course)
    for name in ("double.py", "square.py"):
        shutil.copy(here.work / "s0000" / name, here.work / "s0001" / name)
    hints = {"schema": "grade-hints/1", "shown": {"double/double": ["input/0123abcd", "author/1"]}}
    (here.work / "s0001" / "hints.json").write_text(json.dumps(hints), encoding="utf-8")
    assert here.batch().exit_code == 0
    assert {"s0000": "2 3 5", "s0001": "1.5 3 4.5"}.items() <= marks(here).items()
    assert here("regrade", here.book, "--course", here.course).exit_code == 0
    assert {"s0000": "2 3 5", "s0001": "1.5 3 4.5"}.items() <= marks(here).items()
    (here.work / "s0001" / "hints.json").unlink()
    assert here.batch().exit_code == 0
    assert {"s0000": "2 3 5", "s0001": "2 3 5"}.items() <= marks(here).items()


def marks(here: Here) -> dict[str, str]:
    """Student to the points that `grade book` shows."""
    lines = [line.split() for line in here("book", here.book).stdout.splitlines()]
    return {words[0]: " ".join(words[1:]) for words in lines if words and words[0].startswith("s0")}
