"""Canvas' download of an assignment, as a zip or unpacked."""

from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.gradebook.intake import canvas
from grader.gradebook.intake.find import handed_in
from grader.model.gradebook import Person
from tests.gradebook.intake import archives as make
from tests.gradebook.intake.downloads import both_forms, download
from tests.gradebook.intake.handed import HESSIAN, XOR, put

CANVAS = {
    "lovelaceada_101_9001_xor.py": XOR,
    "lovelaceada_101_9002_my_1_2_hessian.py": HESSIAN,
    "hoppergrace_LATE_102_9003_xor-1.py": XOR,
    "borelémile_103_9004_hw.zip": make.make_zip({"hw/xor.py": XOR}),
    "lovelaceada_104_9005_xor.py": b"another Ada",
    "gödelkurt_105_text.html": b"<p>",
    "anon_x7Kq2_9006_xor.py": XOR,
    "LATE_anon_y8Lr3_9007_xor.py": HESSIAN,
    "group1_106_9008_xor.py": XOR,
}
LATE = "Canvas marks it as late, and does not say when it was handed in."
HIDDEN = "Canvas does not say whose it is: the assignment is graded anonymously."


def person(number: int, name: str) -> Person:
    """As the download has them."""
    return Person(f"Canvas {number}", name, external=str(number))


@both_forms
def test_names_and_files(tmp_path: Path, form: str) -> None:
    """Two of one name are two; numbers, a mark of lateness and of a second upload are no part of a file's name."""
    found = list(handed_in(download(tmp_path, CANVAS, form)))
    assert all(source.submitted_at is None for source in found)
    assert {source.person: source.read().files for source in found} == {
        person(101, "lovelaceada"): {"my_1_2_hessian.py": HESSIAN, "xor.py": XOR},
        person(102, "hoppergrace"): {"xor.py": XOR},
        person(103, "borelémile"): {"xor.py": XOR},
        person(104, "lovelaceada"): {"xor.py": b"another Ada"},
        person(105, "gödelkurt"): {},
        person(106, "group1"): {"xor.py": XOR},
        Person("anon_x7Kq2", external="anon_x7Kq2"): {"xor.py": XOR},
        Person("anon_y8Lr3", external="anon_y8Lr3"): {"xor.py": HESSIAN},
    }


@both_forms
def test_what_the_names_say_beside(tmp_path: Path, form: str) -> None:
    """Lateness without a time, names that are hidden, a text in the place of a file, a number that Canvas gave."""
    notes = {
        source.person.id: [note.text for note in source.read().notes]
        for source in handed_in(download(tmp_path, CANVAS, form))
    }
    assert {name: texts for name, texts in notes.items() if texts} == {
        "Canvas 102": [LATE, "xor-1.py is read as xor.py: Canvas numbers what is uploaded again."],
        "Canvas 105": [
            "There is no Python file or notebook in what was handed in.",
            "A text or an address was typed into Canvas, and no file uploaded.",
        ],
        "anon_x7Kq2": [HIDDEN],
        "anon_y8Lr3": [LATE, HIDDEN],
    }


@both_forms
@pytest.mark.parametrize("name", ["xor.py", "hw.zip"])
def test_the_last_upload_of_a_file_counts(tmp_path: Path, form: str, name: str) -> None:
    """By the number of the upload, which is no text: 9 comes before 10."""
    stem, ending = name.split(".")
    old, new = (
        (XOR, HESSIAN) if ending == "py" else (make.make_zip({"xor.py": XOR}), make.make_zip({"xor.py": HESSIAN}))
    )
    files = {f"a_1_10_{stem}-2.{ending}": new, f"a_1_8_{name}": old, f"a_1_9_{stem}-1.{ending}": old}
    (source,) = handed_in(download(tmp_path, files, form))
    submission = source.read()
    assert submission.files == {"xor.py": HESSIAN}
    assert [note.text for note in submission.notes] == [
        f"Not read: {name}, upload 8: a later one counts.",
        f"Not read: {stem}-1.{ending}, upload 9: a later one counts.",
        f"{stem}-2.{ending} is read as {name}: Canvas numbers what is uploaded again.",
    ]


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("Ada Lovelace", "al"),
        ("Lovelace, Ada", "al"),
        ("ADA LOVELACE", "al"),
        ("Ada Marie Lovelace", None),
        ("", None),
    ],
)
def test_a_roster_is_matched_by_the_squeezed_name(tmp_path: Path, name: str, owner: str | None) -> None:
    """Whatever order the roster has; Canvas' own number is kept, and is nobody's number of the institution."""
    roster = tmp_path / "r.csv"
    roster.write_text(f'id,name,number\nal,"{name}",7\nzz,Zoe Z,101\n', encoding="utf-8")
    (source,) = handed_in(put(tmp_path / "d", {"lovelaceada_101_9001_xor.py": XOR}), roster)
    assert (source.person.id if source.known else None, source.person.external) == (owner, "101")


@pytest.mark.parametrize(
    "files",
    [
        {"lovelaceada_101_9001_xor.py": XOR, "xor.py": XOR},
        {"lovelaceada_101_9001_xor.py": XOR, "ada/xor.py": XOR},
        {"ada_1/xor.py": XOR},
        {"ada_1_2.zip": b"", "bob.zip": b""},
    ],
    ids=str,
)
def test_what_is_no_such_download(tmp_path: Path, files: dict[str, bytes]) -> None:
    """Where anything that may be work has another name, nobody has downloaded it so."""
    assert not canvas.fits(put(tmp_path, files))


@both_forms
def test_what_lies_beside_does_not_matter(tmp_path: Path, form: str) -> None:
    """A roster, a picture, and what a Mac puts into every folder."""
    files = {"a_1_2_xor.py": XOR, "r.csv": b"", "__MACOSX/._a_1_2_xor.py": b"", ".DS_Store": b""}
    assert canvas.fits(download(tmp_path, files, form))


def test_a_folder_of_many_is_no_file_of_its_own(tmp_path: Path) -> None:
    """What cannot be told is refused with what can be read."""
    with pytest.raises(UsageError, match="Canvas, Blackboard or Brightspace"):
        next(handed_in(put(tmp_path, {"xor.py": XOR})))


def test_hostile_names(tmp_path: Path) -> None:
    """A path that leads out is not read, nor a link; what could steer a terminal is no part of a message."""
    files = {"a_1_2_../../x.py": XOR, "b_1_3_\x1b[2J.py": XOR}
    path = tmp_path / "c.zip"
    path.write_bytes(make.make_zip(files))
    assert not canvas.fits(path)  # an entry with folders is none of Canvas'
    work = put(tmp_path / "w", {"b_1_3_y.py": XOR})
    (work / "b_1_4_x.py").symlink_to("/etc/passwd")
    (source,) = handed_in(work)
    submission = source.read()
    assert submission.files == {"y.py": XOR}
    assert [note.text for note in submission.notes] == ["Not read: x.py: it is a link."]
