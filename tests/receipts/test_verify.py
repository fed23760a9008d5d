"""`grade verify`: what it says of real reports, of forged ones, and of those that are about something else."""

from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from grader.model.report import Report
from tests.conftest import Grade
from tests.gradebook.conftest import write_course
from tests.receipts.conftest import Office

REAL, NOT_REAL = "The report is real.\n", "The report is not shown to be real.\n"


def with_marks(report: Report) -> Report:
    """A report with all points, whose sums agree."""
    exercises = tuple(
        exercise.model_copy(
            update={
                "score": exercise.max_score,
                "items": tuple(item.model_copy(update={"score": item.max_score}) for item in exercise.items),
            }
        )
        for exercise in report.exercises
    )
    return report.model_copy(update={"exercises": exercises, "score": report.max_score})


def forged(office: Office, change: Callable[[str], str]) -> Path:
    """A signed report whose text was changed."""
    path = office.file(office.signed("ada"), "forged.json")
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    return path


def test_a_real_report_on_this_work_and_this_course(grade: Grade, office: Office) -> None:
    """Each thing that was looked at stands on a line, and so does what was not."""
    report = office.file(office.signed("ada"))
    work = office.work("ada")
    done = grade("verify", report, work, "--key", office.public, "--course", office.course, "--student", "ada")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(REAL)
    assert [line.split()[:2] for line in done.stdout.splitlines()[1:-1]] == [
        ["signature", "holds"], ["student", "holds"], ["submission", "holds"], ["course", "holds"]
    ]  # fmt: skip
    alone = grade("verify", report, "--key", office.public, cwd=office.folder)
    assert alone.returncode == 0
    assert "not compared" in alone.stdout


def test_graded_again_it_is_the_same(grade: Grade, office: Office) -> None:
    """Every mark and every sentence."""
    report, work = office.file(office.signed("ada")), office.work("ada")
    done = grade("verify", report, work, "--key", office.public, "--course", office.course, "--again")
    assert (done.returncode, "every mark and every sentence is the same" in done.stdout) == (0, True)


def test_graded_again_it_is_told_which_mark_is_another(grade: Grade, office: Office) -> None:
    """Also where the signature is real, and somebody has signed what was never found."""
    report, work = office.file(office.signed("ada", change=with_marks)), office.work("ada")
    done = grade("verify", report, work, "--key", office.public, "--course", office.course, "--again")
    assert done.returncode == 1
    assert "square/square: 3 / 3 (wrong) in the report, 0 / 3 (wrong) graded again" in done.stdout
    assert "the sum: 5 / 5 in the report, 2 / 5 graded again" in done.stdout
    assert "double" not in done.stdout


def test_edited_marks(grade: Grade, office: Office) -> None:
    """A mark that was changed after signing."""
    done = grade(
        "verify", forged(office, lambda text: text.replace('"score": 0.0', '"score": 3.0')), "--key", office.public
    )
    assert (done.returncode, "was changed after it was signed" in done.stdout) == (1, True)
    assert done.stdout.endswith(NOT_REAL)


def test_a_level_that_was_changed(grade: Grade, office: Office) -> None:
    """How well the code was confined is signed with the marks."""
    level = office.signed("ada").environment.sandbox.level
    done = grade("verify", forged(office, lambda text: text.replace(f'"{level}"', '"limited"')), "--key", office.public)
    assert (done.returncode, "was changed after it was signed" in done.stdout) == (1, True)


def test_a_stripped_signature(grade: Grade, office: Office) -> None:
    """What is left is a report like any student's own."""
    report = office.file(office.signed("ada").model_copy(update={"receipt": None}))
    done = grade("verify", report, office.work("ada"), "--key", office.public)
    assert (done.returncode, "unsigned: the student's word" in done.stdout) == (1, True)
    assert grade("verify", report).returncode == 1


def test_an_unknown_key(grade: Grade, office: Office) -> None:
    """A stranger's own key, under its own name and under that of the known one."""
    theirs = office.signed("ada", key="stranger")
    done = grade("verify", office.file(theirs), "--key", office.public)
    assert (done.returncode, "not known here" in done.stdout) == (1, True)
    assert theirs.receipt is not None
    ours = office.signed("ada").receipt
    assert ours is not None
    confused = theirs.model_copy(update={"receipt": theirs.receipt.model_copy(update={"key": ours.key})})
    done = grade("verify", office.file(confused), "--key", office.public)
    assert (done.returncode, "was changed after it was signed" in done.stdout) == (1, True)


def test_an_old_report_on_work_that_was_changed_since(grade: Grade, office: Office) -> None:
    """It names the files that are others now."""
    work = office.work("ada", "both", "now")
    (work / "more.py").write_text("x = 1\n", encoding="utf-8")
    (work / "square.py").unlink()
    done = grade("verify", office.file(office.signed("ada")), work, "--key", office.public)
    assert done.returncode == 1
    assert "changed double.py; missing square.py; new more.py" in done.stdout


def test_another_s_report(grade: Grade, office: Office) -> None:
    """The same work under another name is another's; a name that is put in breaks the signature."""
    report = office.file(office.signed("ada"))
    done = grade("verify", report, "--key", office.public, "--student", "eve")
    assert (done.returncode, "the report is ada's, and not eve's" in done.stdout) == (1, True)
    renamed = forged(office, lambda text: text.replace('"id": "ada"', '"id": "eve"'))
    done = grade("verify", renamed, "--key", office.public, "--student", "eve")
    assert (done.returncode, "was changed after it was signed" in done.stdout) == (1, True)


def test_another_version_of_the_course(grade: Grade, office: Office, tmp_path: Path) -> None:
    """Told by its files, whatever they say of their version; it is not graded again with another one."""
    other = write_course(tmp_path / "course", points=4)
    report, work = office.file(office.signed("ada")), office.work("ada")
    done = grade("verify", report, work, "--key", office.public, "--course", other, "--again")
    assert (done.returncode, "with other files than those in" in done.stdout) == (1, True)
    assert "not graded again" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["verify", "{office}/none.json", "--key", "{public}"], "cannot be read"),
        (["verify", "{public}", "--key", "{public}"], "this is not a report"),
        (["verify", "{report}"], "name that public key with --key"),
        (["verify", "{report}", "--key", "{office}/instructor.key"], "secret"),
        (["verify", "{report}", "{office}/none", "--key", "{public}"], "there is no folder"),
        (["verify", "{report}", "--key", "{public}", "--again"], "--again grades the work again"),
    ],
    ids=["no file", "no report", "no key", "secret key", "no work", "nothing to grade"],
)
def test_what_cannot_be_used_is_told(grade: Grade, office: Office, words: list[str], said: str) -> None:
    """Exit code 2, and no verdict."""
    report = office.file(office.signed("ada"))
    done = grade(*(word.format(office=office.folder, public=office.public, report=report) for word in words))
    assert (done.returncode, said in done.stderr) == (2, True)
    assert "real" not in done.stdout


def test_a_kept_report_says_whose_word_it_is(grade: Grade, office: Office) -> None:
    """Where people read it; that it is signed is only what it says, as long as nobody has named a key."""
    for form in ("text", "markdown", "html"):
        unsigned = unescape(grade("report", office.file(office.graded("ada")), "--to", form).stdout)
        assert "nsigned" in unsigned
        assert "the student's word" in unsigned
        signed = grade("report", office.file(office.signed("ada")), "--to", form).stdout
        assert "It says that" in signed
        assert "nsigned" not in signed


def test_hostile_text_in_a_report_stays_text(grade: Grade, office: Office) -> None:
    """A name that would steer the terminal is shown as what it is, by `verify` and by `import`."""
    report = office.graded("ada")
    hostile = report.submission.model_copy(update={"id": "eve\x1b[2J\u202e\n::error::x"})
    path = office.file(report.model_copy(update={"submission": hostile}))
    book = office.folder / "none.db"
    asked = (
        grade("verify", path, "--student", "ada"),
        grade("import", book, path, "--key", office.public, "--course", office.course),
    )
    for done in asked:
        assert done.returncode == 1
        assert not {"\x1b", "\u202e"} & {*done.stdout}
        assert "\n::error" not in done.stdout
