"""A notebook is read the same way in whatever form it was handed in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course.read_notebook import MAX_NOTEBOOK_BYTES, read_notebook
from grader.course.read_submission import read_submission
from grader.gradebook.intake.find import handed_in
from grader.gradebook.intake.work.member import MAX_NOTEBOOKS_BYTES
from grader.model.submission import Submission
from tests.gradebook.intake import archives as make
from tests.gradebook.intake.downloads import both_forms, download
from tests.gradebook.intake.handed import XOR, put
from tests.notebooks import code, notebook, text

WORK = notebook(text(), "%matplotlib inline\nfrom lib.parts import one", "def relu(z):\n    return max(z, 0)")
BESIDE = {"lib/parts.py": b"one = 1\n", ".ipynb_checkpoints/week1-checkpoint.ipynb": WORK, "._week1.ipynb": b"\0"}
FILES = {"week1.ipynb": WORK, **BESIDE}
READ = {"lib/parts.py": b"one = 1\n", "week1.ipynb": read_notebook("week1.ipynb", WORK)}
FORMS = {
    "a folder": FILES,
    "a zip": {"": make.make_zip(FILES)},
    "a zip with its folder": {"": make.make_zip({f"hw/{name}": content for name, content in FILES.items()})},
    "a tar": {"": make.make_tar(FILES, "w:gz")},
    "a zip in a folder": {"work.zip": make.make_zip(FILES)},
}


def read_one(folder: Path, files: dict[str, bytes]) -> Submission:
    """What ada has handed in; an archive where a file has no name."""
    put(folder, {f"ada/{name}" if name else "ada.zip": content for name, content in files.items()})
    (source,) = handed_in(folder)
    return source.read()


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same(tmp_path: Path, form: str) -> None:
    """Also the same as `grade run` reads: its code, and what that imports; no checkpoints."""
    submission = read_one(tmp_path / "class", FORMS[form])
    assert (submission.files, submission.notes) == (READ, ())
    alone = read_submission(put(tmp_path / "alone", FILES))
    assert (alone.files, alone.digest, alone.notes) == (READ, submission.digest, ())


@both_forms
def test_a_download_of_canvas(tmp_path: Path, form: str) -> None:
    """Under the name that the student gave it."""
    files = {"lovelaceada_101_9001_week1-1.ipynb": WORK, "hoppergrace_102_9003_xor.py": XOR}
    ada, grace = sorted(handed_in(download(tmp_path, files, form)), key=lambda source: source.person.id)
    submission = ada.read()
    assert [*submission.files] == ["week1.ipynb"]
    assert "week1-1.ipynb is read as week1.ipynb" in submission.notes[0].text
    assert grace.read().files == {"xor.py": XOR}


def large() -> bytes:
    """A notebook with a long output."""
    return notebook(code("x = 1", outputs=[{"output_type": "stream", "name": "stdout", "text": "a" * 5_000_000}]))


def huge() -> bytes:
    """One that is larger than any that is read."""
    return notebook("x = 1") + b" " * MAX_NOTEBOOK_BYTES


TOO_LARGE = f"it is larger than {MAX_NOTEBOOK_BYTES // 2**20} MiB"


@pytest.mark.parametrize(
    ("files", "read", "said"),
    [
        ({"a.ipynb": large}, ["a.ipynb"], []),
        ({"a.ipynb": huge}, [], [f"Not read: a.ipynb: {TOO_LARGE}."]),
        ({"a.ipynb": b"{"}, [], ["Not read: a.ipynb: it is damaged: it is no JSON from line 1."]),
        ({"a.ipynb": b"", "b.py": XOR}, ["b.py"], ["Not read: a.ipynb: it is empty."]),
        ({"xor.ipynb": b"", "xor.py": XOR}, ["xor.py"], []),
        (
            {"a.ipynb": WORK, "week/b.ipynb": WORK},
            ["a.ipynb"],
            ["Not read: week/b.ipynb: it lies in a folder inside, and has to be put beside the others."],
        ),
    ],
    ids=["large", "huge", "damaged", "empty", "beside its code", "further in"],
)
def test_what_cannot_be_read_is_told(
    tmp_path: Path, files: dict[str, bytes | Callable[[], bytes]], read: list[str], said: list[str]
) -> None:
    """In one sentence, from an archive and from a folder."""
    made = {name: content() if callable(content) else content for name, content in files.items()}
    from_zip = read_one(tmp_path / "zip", {"": make.make_zip(made)})
    from_folder = read_one(tmp_path / "folder", made)
    for submission in (from_zip, from_folder):
        assert [*submission.files] == read
        assert [note.text for note in submission.notes] == said


def test_notebooks_have_a_bound_of_their_own(tmp_path: Path) -> None:
    """Their pictures take nothing away from the code, and are not without end."""
    padded = notebook("x = 1") + b" " * (MAX_NOTEBOOK_BYTES - 4096)
    files = {f"{letter}.ipynb": padded for letter in "abc"}
    submission = read_one(tmp_path, {"": make.make_zip({**files, "z.py": XOR})})
    assert [*submission.files] == ["a.ipynb", "b.ipynb", "z.py"]
    most = MAX_NOTEBOOKS_BYTES // 2**20
    assert submission.notes[0].text == f"Not read: c.ipynb: all notebooks together are larger than {most} MiB."


def test_a_folder_with_a_notebook_is_the_work_of_one(tmp_path: Path) -> None:
    """And beside folders of students a notebook is the instructor's own."""
    put(tmp_path / "class", {"ada/week1.ipynb": WORK, "notes.ipynb": WORK})
    (source,) = handed_in(tmp_path / "class")
    assert source.person.id == "ada"
