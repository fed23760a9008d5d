"""The command line as its users see it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from grader.judging.key import CourseKey
from tests.conftest import ROOT, SUBMISSIONS, Grade

PERFECT, TYPICAL = SUBMISSIONS / "perfect", SUBMISSIONS / "typical"


def test_grade_alone_marks_the_folder_it_is_in(grade_apart: Grade) -> None:
    """`grade` in a folder of work is enough; the course above it is found."""
    done = grade_apart(cwd=TYPICAL)
    assert done.returncode == 0
    assert "typical" in done.stdout
    assert "\x1b" not in done.stdout, "no terminal is there"
    assert done.stderr == ""


def test_grade_path_is_short_for_grade_run_path(grade: Grade) -> None:
    """Both say the same."""
    assert grade(TYPICAL, "-e", "xor").stdout == grade("run", TYPICAL, "-e", "xor").stdout


@pytest.mark.parametrize(
    ("folder", "percent", "code"), [(PERFECT, "100", 0), (TYPICAL, "95", 1), (TYPICAL, "1", 0), (PERFECT, "101", 2)]
)
def test_fail_under_decides_the_exit_code(grade: Grade, folder: Path, percent: str, code: int) -> None:
    """0 at or above the bound, 1 below, 2 for a bound that is none."""
    assert grade(folder, "--fail-under", percent, "-e", "xor").returncode == code


def test_several_reports_at_once(grade: Grade, tmp_path: Path) -> None:
    """Text on the terminal, JSON and Markdown into files, from one run."""
    data, page = tmp_path / "report.json", tmp_path / "report.md"
    done = grade(TYPICAL, "-e", "xor", "--report", "text", "--report", f"json:{data}", "--report", f"markdown:{page}")
    assert "Total" in done.stdout
    assert json.loads(data.read_text(encoding="utf-8"))["schema"] == "grade-report/1"
    assert page.read_text(encoding="utf-8").startswith("#")


def test_json_alone_is_json_and_fits_its_schema(grade: Grade, key: CourseKey) -> None:
    """Nothing else is on standard output, and the published schema describes it."""
    report = json.loads(grade(TYPICAL, "--report", "json").stdout)
    jsonschema.validate(report, json.loads(grade("schema", "report").stdout))
    assert report["submission"]["id"] == "typical"
    assert report["submission"]["digest"].startswith("sha256:")
    assert report["max_score"] == sum(exercise.exercise.points for exercise in key.exercises)


def test_the_schema_of_an_exercise_is_published(grade: Grade) -> None:
    """With a description for every field."""
    schema = json.loads(grade("schema", "exercise").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert all("description" in field for field in schema["properties"].values())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-e", "xro"], "did you mean 'xor'"),
        (["--report", "pdf"], "text, json, markdown"),
        (["--sandbox", "steel"], "limited"),
        (["--course", "tests"], "no course"),
        (["-e", "hessian", "--report", "json:no/such/folder/report.json"], "cannot be written"),
        (["--report", "html:"], "a file has to be named: html:FILE, such as html:report.html"),
        (["--student", ""], "leave it out to take the folder's name"),
    ],
)
def test_an_unusable_option_is_told_with_exit_code_2(grade: Grade, arguments: list[str], says: str) -> None:
    """One line that says what is possible."""
    done = grade(PERFECT, *arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_the_student_s_name_can_be_given(grade: Grade) -> None:
    """By default it is the folder's."""
    assert (
        json.loads(grade(PERFECT, "-e", "xor", "--student", "s 17", "--report", "json").stdout)["submission"]["id"]
        == "s 17"
    )


@pytest.mark.parametrize("command", [[], ["run"], ["list"], ["show"], ["schema"]])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_every_command_explains_itself_with_an_example(grade: Grade, command: list[str], flag: str) -> None:
    """`-h` and `--help` everywhere."""
    done = grade(*command, flag)
    assert done.returncode == 0
    assert "Example" in done.stdout
    assert "grade " in done.stdout


def test_list_and_show_tell_what_there_is_to_do(grade: Grade) -> None:
    """Names and points; then one statement with its formulas readable."""
    listed = grade("list").stdout
    assert all(name in listed for name in ("mean_squared_error", "xor", "convexity", "hessian"))
    shown = grade("show", "xor").stdout
    assert "relu" in shown
    assert "$" not in shown
    assert "\\frac" not in grade("show", "mean_squared_error").stdout


def test_pipes_get_no_sign_that_their_encoding_lacks(grade_apart: Grade) -> None:
    """It is written in letters."""
    plain = grade_apart(TYPICAL, "-e", "xor", PYTHONUTF8="0", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert plain.returncode == 0
    assert plain.stdout.isascii()


def test_the_base_command_imports_nothing_heavy_that_it_does_not_need() -> None:
    """A right submission is marked without Hypothesis, a database, or what only pages are made with."""
    heavy = ("hypothesis", "sqlalchemy", "pytest", "jsonschema", "jinja2", "markdown_it", "latex2mathml", "matplotlib")
    code = (
        "import sys, grader.cli\n"
        f"sys.argv = ['grade', {str(PERFECT)!r}, '-e', 'hessian']\n"
        "try:\n    grader.cli.main()\nexcept SystemExit: pass\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("words", "exercises"),
    [
        (["xor"], ["xor"]),
        (["run", "xor"], ["xor"]),
        (["xor", "convexity"], ["xor", "convexity"]),
        (["-e", "xor", "convexity"], ["xor", "convexity"]),
        (["-e", "xor", "xor"], ["xor"]),
        ([".", "convexity"], ["convexity"]),
    ],
)
def test_exercises_may_be_named_without_an_option(grade: Grade, words: list[str], exercises: list[str]) -> None:
    """Wherever no folder has that name; the work is in this folder then."""
    done = grade(*words, "--course", ROOT, "--report", "json", cwd=SUBMISSIONS / "perfect")
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(exercise["id"] for exercise in json.loads(done.stdout)["exercises"]) == sorted(exercises)


def test_a_folder_of_an_exercise_s_name_is_a_folder(grade: Grade, tmp_path: Path) -> None:
    """It is what is there."""
    shutil.copytree(SUBMISSIONS / "perfect", tmp_path / "xor")
    done = grade("xor", "-e", "convexity", "--course", ROOT, "--report", "json", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert [exercise["id"] for exercise in report["exercises"]] == ["convexity"]
    assert report["submission"]["id"] == "xor"
