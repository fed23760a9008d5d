"""`grade report`, and what `--report` writes for a CI system."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.conftest import SUBMISSIONS, Grade

TYPICAL = SUBMISSIONS / "typical"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The JSON report on a submission, which is made once."""
    return (SUBMISSIONS.parent / "golden" / "typical.json").read_text(encoding="utf-8")


@pytest.fixture
def stored(kept: str, tmp_path: Path) -> Path:
    """That report in a file."""
    path = tmp_path / "report.json"
    path.write_text(kept, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("form", "begins"),
    [("text", "neural-networks"), ("json", "{"), ("markdown", "# "), ("junit", "<?xml"), ("github", "::stop-commands")],
)
def test_a_kept_report_in_every_format(grade: Grade, stored: Path, form: str, begins: str) -> None:
    """To the terminal, without grading anything again."""
    done = grade("report", stored, "--to", form)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(begins)


def test_a_kept_report_is_what_it_was(grade: Grade, stored: Path, kept: str, tmp_path: Path) -> None:
    """Read and written again it is the same, byte for byte."""
    assert grade("report", stored, "--to", f"json:{tmp_path / 'again.json'}").stdout == ""
    assert (tmp_path / "again.json").read_text(encoding="utf-8") == kept


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not valid JSON"),
        (b"[1, 2", "not valid JSON"),
        (b'{"schema": "grade-report/9"}', "this report is of a newer version of the grader, grade-report/9"),
        (b'{"schema": "grade-report/1"}', "not a sound grade-report/1 report"),
        (b"\xff\xfe", "not UTF-8"),
        (None, "cannot be read"),
    ],
)
def test_a_broken_file_is_told_with_exit_code_2(grade: Grade, tmp_path: Path, content: bytes | None, says: str) -> None:
    """In one line."""
    path = tmp_path / "broken.json"
    if content is not None:
        path.write_bytes(content)
    done = grade("report", path, "--to", "text")
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_annotations_of_a_kept_report_point_into_the_folder(grade: Grade, stored: Path) -> None:
    """Which is not in the report, for it depends on where somebody looks from."""
    assert "::error file=work/xor.py,line=5," in grade("report", stored, "--to", "github", "--folder", "work").stdout
    assert "::error file=xor.py,line=5," in grade("report", stored, "--to", "github").stdout


def test_a_run_annotates_the_folder_and_writes_the_summary(grade: Grade, tmp_path: Path) -> None:
    """What a step of a workflow does, with its own line before ours."""
    summary, results = tmp_path / "summary.md", tmp_path / "junit.xml"
    summary.write_text("Before.\n\n", encoding="utf-8")
    folder = TYPICAL.relative_to(SUBMISSIONS.parent.parent)
    done = grade(
        "run", folder, "-e", "xor", "--report", "github", "--report", f"junit:{results}", "--fail-under", "60",
        GITHUB_STEP_SUMMARY=str(summary),
    )  # fmt: skip
    assert done.returncode == 1
    assert f"::error file={folder.as_posix()}/xor.py,line=5," in done.stdout
    assert summary.read_text(encoding="utf-8").startswith("Before.\n\n# neural")
    assert ET.parse(results).getroot().get("tests") == "6"  # noqa: S314 - our own file


@pytest.mark.parametrize("form", ["text", "junit", "markdown"])
def test_other_formats_leave_the_summary_alone(grade: Grade, stored: Path, tmp_path: Path, form: str) -> None:
    summary = tmp_path / "summary.md"
    grade("report", stored, "--to", form, GITHUB_STEP_SUMMARY=str(summary))
    assert not summary.exists()


def test_the_summary_stays_below_what_github_takes(grade: Grade, stored: Path, tmp_path: Path) -> None:
    """With what stood there before, too; where there is no room left, nothing is added."""
    summary = tmp_path / "summary.md"
    for before in (2**20 - 2000, 2**20 - 20, 2**20 + 5):
        summary.write_bytes(b"x" * before)
        assert grade("report", stored, "--to", "github", GITHUB_STEP_SUMMARY=str(summary)).returncode == 0
        assert before <= summary.stat().st_size <= max(2**20 - 1, before)
        assert (b"left out here" in summary.read_bytes()) == (before == 2**20 - 2000)


def test_a_summary_that_cannot_be_written_is_told(grade: Grade, stored: Path, tmp_path: Path) -> None:
    done = grade("report", stored, "--to", "github", GITHUB_STEP_SUMMARY=str(tmp_path / "no" / "such.md"))
    assert done.returncode == 2
    assert "step summary" in done.stderr


PEEK = """
import os
def relu(z):
    told = {name: value for name, value in os.environ.items() if "GITHUB" in name or "secret" in value}
    print("seen:", sorted(told), len(os.environ))
    return None
"""


def test_student_code_sees_nothing_of_the_runner(grade: Grade, tmp_path: Path) -> None:
    """Neither the files that command the runner nor its token, by name or by value."""
    (tmp_path / "xor.py").write_text(PEEK, encoding="utf-8")
    names = ("GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH")
    told = {name: str(tmp_path / f"secret-{name}") for name in names} | {"GITHUB_TOKEN": "secret", "TOKEN": "secret"}
    shown = grade(tmp_path, "-e", "xor", **told).stdout
    assert "seen: [] " in shown
