"""`hints.json`: what is written is read, and whatever else is there is a note to the student and counts for nothing."""

import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course.read_submission import read_submission
from grader.course.report_cache.keys import work_keys
from grader.gradebook.intake.find import handed_in
from grader.gradebook.intake.work.folder import read_archive, read_folder
from grader.gradebook.intake.works import Folder
from grader.model.hints import HINTS_FILE, NO_HINTS, Hints, parse_hints
from grader.model.submission import Submission
from tests.gradebook.intake.handed import put

SHOWN = NO_HINTS.and_also("xor", "relu.arrays", "input/0123abcd").and_also("xor", "relu.arrays", "author/1")
CODE = b"def relu(z):\n    return z\n"


def test_what_is_written_is_read() -> None:
    """The same bytes for the same hints, in whatever order the items came."""
    other = Hints(shown={"mean/mean": ("author/2",)}).and_also("xor", "relu.arrays", "input/0123abcd")
    both = other.and_also("xor", "relu.arrays", "author/1")
    assert parse_hints(both.encode()) == both
    assert both.encode() == SHOWN.and_also("mean", "mean", "author/2").encode()
    assert both.of("xor", "relu.arrays") == ("input/0123abcd", "author/1")
    assert both.of("xor", "relu") == ()
    assert SHOWN.and_also("xor", "relu.arrays", "author/1") == SHOWN  # shown once more is shown once


def test_there_is_room_for_one_more() -> None:
    """Also in a file that holds as much as one may."""
    full = Hints(shown={f"a/b{number}": ("author/1",) for number in range(1000)})
    many = Hints(shown={"a/b": tuple(f"step/{number:08x}" for number in range(1000))})
    assert full.and_also("a", "c", "author/1").of("a", "c") == ("author/1",)
    assert many.and_also("a", "b", "author/1").of("a", "b")[-2:] == ("step/000003e7", "author/1")


PATHS = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}/[A-Za-z_][A-Za-z0-9_]{0,8}(\.[a-z0-9_]{1,5})?", fullmatch=True)
RUNGS = st.from_regex(r"(input|diagnosis|question|step)/[0-9a-f]{8}|author/[1-9][0-9]?", fullmatch=True)


@given(st.dictionaries(PATHS, st.lists(RUNGS, min_size=1, max_size=5).map(tuple), max_size=5))
def test_all_hints_come_back(shown: dict[str, tuple[str, ...]]) -> None:
    """For any items and rungs."""
    hints = Hints(shown=shown)
    assert parse_hints(hints.encode()) == hints
    kept = Submission("ada", {"xor.py": CODE}, hints=hints).kept
    assert Submission.from_kept("ada", kept) == Submission("ada", {"xor.py": CODE}, hints=hints)


@given(
    st.binary()
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["schema", "shown", "a/b"]) | st.text(), inner),
    ).map(lambda value: json.dumps(value).encode())
)
def test_no_bytes_make_reading_fail(content: bytes) -> None:
    """They are hints, or there is a reason why they are none."""
    hints = parse_hints(content)
    assert isinstance(hints, Hints) or hints


def shown(text: str) -> bytes:
    """A file with this for what was shown."""
    return f'{{"schema": "grade-hints/1", "shown": {text}}}'.encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff",
        b'{"schema": "grade-hints/2", "shown": {}}',
        b'{"shown": {}}',
        b'{"schema_": "grade-hints/1", "shown": {}}',
        b'{"schema": "grade-hints/1", "shown": {}, "more": 1}',
        b'{"schema": "grade-hints/1", "shown": {}, "shown": {}}',
        shown('{"xor/relu": 2}'),
        shown('{"xor/relu": []}'),
        shown('{"xor/relu": ["author/0"]}'),
        shown('{"xor/relu": ["author/100"]}'),
        shown('{"xor/relu": ["author/1\\n"]}'),
        shown('{"xor/relu": ["input/XYZ"]}'),
        shown('{"xor/relu": ["\\ud800"]}'),
        shown('{"relu": ["author/1"]}'),
        shown('{"../relu": ["author/1"]}'),
        shown(json.dumps({f"a/b{number}": ["author/1"] for number in range(1001)})),
        b"[" * 100_000,
        b" " * (256 * 1024 + 1),
    ],
    ids=lambda content: content[:40].decode("ascii", "replace").strip() or f"{len(content)} spaces",
)
def test_what_is_no_file_of_ours(tmp_path: Path, content: bytes) -> None:
    """Is told, and the work is what it is without the file."""
    (tmp_path / "xor.py").write_bytes(CODE)
    without = read_submission(tmp_path)
    (tmp_path / HINTS_FILE).write_bytes(content)
    submission = read_submission(tmp_path)
    (note,) = submission.notes
    assert note.code == "submission.not_read"
    assert note.text.startswith("hints.json was not read: it is ")
    assert (submission.hints, submission.digest) == (NO_HINTS, without.digest)
    handed = read_folder(tmp_path, "ada")
    assert (handed.hints, handed.digest, [said.text for said in handed.notes]) == (
        NO_HINTS,
        without.digest,
        [note.text],
    )


def test_a_link_and_a_folder_of_that_name(tmp_path: Path) -> None:
    """Are not followed, and not entered."""
    (tmp_path / "xor.py").write_bytes(CODE)
    (tmp_path / HINTS_FILE).symlink_to("/dev/zero")
    assert "it is a link" in read_submission(tmp_path).notes[0].text
    (tmp_path / HINTS_FILE).unlink()
    (tmp_path / HINTS_FILE).mkdir()
    assert "it is a folder" in read_submission(tmp_path).notes[0].text


def test_work_without_the_file_has_the_digest_that_it_had() -> None:
    """One from before there were hints; with them it has another one, and they are no file of the student's."""
    before = "sha256:246cd33a8623cad9f09e00061efe836be9367ece69a49bd98da64121a9dbf377"
    plain = Submission("ada", {"xor.py": CODE})
    assert plain.digest == before
    hinted = Submission("ada", {"xor.py": CODE}, hints=SHOWN)
    assert hinted.digest != plain.digest
    assert hinted.files == plain.files
    assert hinted.with_hints(NO_HINTS).digest == plain.digest


def test_the_report_cache_asks_of_an_exercise_for_its_own_hints() -> None:
    """Hints on another one change nothing."""
    files = {"xor.py": CODE, "mean.py": CODE}
    before, after = (work_keys(Submission("", files, hints=hints), ["xor", "mean"]) for hints in (NO_HINTS, SHOWN))
    assert before["xor"] != after["xor"]
    assert before["mean"] == after["mean"]


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    """A tar.gz."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return target.getvalue()


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize("around", ["", "work/", "a/b/"])
def test_hints_in_an_archive(pack: Callable[[dict[str, bytes]], bytes], around: str) -> None:
    """Beside the code, wherever that is; those that lie elsewhere are not the work's."""
    hints = SHOWN.encode()
    content = pack({f"{around}xor.py": CODE, f"{around}{HINTS_FILE}": hints, f"{around}old/{HINTS_FILE}": b"?"})
    submission = read_archive(io.BytesIO(content), "work.zip", "ada")
    assert (submission.hints, submission.files, submission.notes) == (SHOWN, {"xor.py": CODE}, ())
    assert submission.digest == Submission("", {"xor.py": CODE}, hints=SHOWN).digest


def test_an_archive_beside_a_file_with_hints(tmp_path: Path) -> None:
    """Is read as the only archive, and what lies beside it is not in it."""
    (tmp_path / "work.zip").write_bytes(zipped({"xor.py": CODE}))
    (tmp_path / HINTS_FILE).write_bytes(SHOWN.encode())
    submission = read_folder(tmp_path, "ada")
    assert (submission.files, submission.hints) == ({"xor.py": CODE}, NO_HINTS)


HINTED = {"xor.py": CODE, HINTS_FILE: SHOWN.encode()}
CANVAS = {"lovelaceada_17_201_xor.py": CODE, "lovelaceada_17_202_hints-1.json": SHOWN.encode()}
MOODLE = {f"Ada_77_assignsubmission_file_/{name}": content for name, content in HINTED.items()}
HANDED_IN = {
    "Canvas": CANVAS,
    "Canvas, zipped": {"class.zip": zipped(CANVAS)},
    "archives in Canvas": {"lovelaceada_17_201_work.zip": zipped(HINTED)},
    "Moodle": MOODLE,
    "Moodle, zipped": {"class.zip": zipped(MOODLE)},
    "folders": {f"ada/{name}": content for name, content in HINTED.items()},
    "archives": {"ada.zip": zipped({f"work/{name}": content for name, content in HINTED.items()})},
}


@pytest.mark.parametrize("handed", HANDED_IN)
def test_hints_in_what_a_class_hands_in(tmp_path: Path, handed: str) -> None:
    """However it was downloaded."""
    put(tmp_path, HANDED_IN[handed])
    (source,) = handed_in(tmp_path / "class.zip" if "class.zip" in HANDED_IN[handed] else tmp_path)
    submission = source.read()
    assert (submission.files, submission.hints) == ({"xor.py": CODE}, SHOWN)


def test_a_stamp_tells_that_hints_were_shown(tmp_path: Path) -> None:
    """Or a submission would be taken for what it was before."""
    put(tmp_path, {"xor.py": CODE})
    stamps = [Folder(tmp_path).stamp()]
    for hints in (SHOWN, SHOWN.and_also("xor", "relu", "author/1")):
        put(tmp_path, {HINTS_FILE: hints.encode()})
        stamps.append(Folder(tmp_path).stamp())
    assert len({stamp and stamp.state for stamp in stamps}) == 3
