"""Blackboard's download of an assignment, as a zip or unpacked."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.gradebook.intake.find import handed_in
from grader.model.gradebook import Person
from tests.gradebook.intake import archives as make
from tests.gradebook.intake.downloads import both_forms, download
from tests.gradebook.intake.handed import HESSIAN, XOR


def receipt(name: str, user: str, zone: str = "GMT", files: str = "", typed: str = "") -> bytes:
    """As Blackboard writes it for each attempt."""
    text = (
        f"Name: {name} ({user})\nAssignment: Sheet 1\n"
        f"Date Submitted: Saturday, 31 January 2026 10:00:00 o'clock {zone}\n"
        f"Current Grade: Needs Marking\n\nSubmission Field:\n{typed}\n\nComments:\nThere are no student comments.\n\n"
        f"Files:\n{files or 'No files were attached to this submission.'}\n"
    )
    return text.encode()


T1, T2 = "2026-01-31-10-00-00", "2026-02-01-09-00-00"
BLACKBOARD = {
    f"Sheet 1_ada_attempt_{T1}.txt": receipt("Ada Lovelace", "ada"),
    f"Sheet 1_ada_attempt_{T1}_xor.py": XOR,
    f"Sheet 1_ada_attempt_{T1}_my_hessian.py": HESSIAN,
    f"Sheet 1_ada_attempt_{T2}_xor.py": HESSIAN,
    f"gradebook_MA_101_Sheet_1_e_borel_attempt_{T1}.txt": receipt("Émile Borel", "e_borel", "BST"),
    f"gradebook_MA_101_Sheet_1_e_borel_attempt_{T1}_hw.zip": make.make_zip({"hw/xor.py": XOR}),
    f"Sheet 1_kurt_attempt_{T1}.txt": receipt("Kurt Gödel", "kurt"),
}


@both_forms
def test_attempts(tmp_path: Path, form: str) -> None:
    """Each is one submission, in the order of their times; a time counts where its zone is known."""
    found = list(handed_in(download(tmp_path, BLACKBOARD, form)))
    at = datetime(2026, 1, 31, 10, tzinfo=UTC)
    assert [(source.person, source.submitted_at, source.read().files) for source in found] == [
        (Person("ada", "Ada Lovelace"), at, {"my_hessian.py": HESSIAN, "xor.py": XOR}),
        (Person("ada"), None, {"xor.py": HESSIAN}),
        (Person("e_borel", "Émile Borel"), None, {"xor.py": XOR}),
        (Person("kurt", "Kurt Gödel"), at, {}),
    ]


@both_forms
def test_the_receipt_says_what_a_file_was_called(tmp_path: Path, form: str) -> None:
    """Blackboard changes names; what the student types is no time of theirs, nor anybody's name."""
    there = f"Sheet 1_ada_attempt_{T1}_x_r.py"
    files = f"\tOriginal filename: xor.py\n\tFilename: {there}"
    typed = "Name: Bob (bob)\nDate Submitted: Monday, 1 January 2024 00:00:00 o'clock GMT"
    text = receipt("Ada", "ada", "CET", files, typed)
    (source,) = handed_in(download(tmp_path, {there: XOR, f"Sheet 1_ada_attempt_{T1}.txt": text}, form))
    assert (source.person, source.submitted_at) == (Person("ada", "Ada"), None)
    assert source.read().files == {"xor.py": XOR}


@pytest.mark.parametrize("text", [b"", b"\xff\xfe\x00", b"Name: \n", b"Name: (" + b"(" * 100_000, receipt("B", "bob")])
def test_a_receipt_that_says_nothing_of_use(tmp_path: Path, text: bytes) -> None:
    """The name is then the last part in front of the attempt; one of somebody else is not believed."""
    files = {f"Sheet 1_ada_attempt_{T1}.txt": text, f"Sheet 1_ada_attempt_{T1}_xor.py": XOR}
    (source,) = handed_in(download(tmp_path, files, "zip"))
    assert (source.person.id, source.read().files) == ("ada", {"xor.py": XOR})


def test_paths_that_lead_out(tmp_path: Path) -> None:
    """A receipt cannot name a place for a file."""
    there = f"Sheet 1_ada_attempt_{T1}_x.py"
    text = receipt("Ada", "ada", files=f"\tOriginal filename: ../../xor.py\n\tFilename: {there}")
    (source,) = handed_in(download(tmp_path, {there: XOR, f"Sheet 1_ada_attempt_{T1}.txt": text}, "zip"))
    submission = source.read()
    assert (submission.files, submission.notes[0].text) == (
        {}, "Not read: ../../xor.py: it points out of the archive.",
    )  # fmt: skip
