"""Archives of students: each is read or refused with one note, whatever it is."""

import io
import lzma
import random
import subprocess
import sys
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.course.read_submission import MAX_FILE_BYTES, MAX_FILES
from grader.gradebook.intake.work.folder import read_archive, read_archive_file
from grader.gradebook.intake.work.member import MAX_MEMBERS, MAX_UNPACKED_BYTES
from grader.model.submission import Submission
from tests.conftest import ROOT
from tests.gradebook.intake import archives as make

XOR = b"def xor(a, b):\n    return a ^ b\n"
MIB = 2**20


def read(data: bytes) -> Submission:
    """The submission in an archive of these bytes."""
    return read_archive(io.BytesIO(data), "ada.zip", "ada")


PACKERS = {
    "zip": make.make_zip,
    "stored zip": lambda files: make.make_zip(files, zipfile.ZIP_STORED),
    "tar": make.make_tar,
    "tar.gz": lambda files: make.make_tar(files, "w:gz"),
    "ustar": lambda files: make.make_tar(files, form=tarfile.USTAR_FORMAT),
    "GNU tar": lambda files: make.make_tar(files, form=tarfile.GNU_FORMAT),
}


@pytest.fixture(params=PACKERS)
def pack(request: pytest.FixtureRequest) -> Callable[[make.Files], bytes]:
    """Each kind of archive in turn."""
    return PACKERS[request.param]


@pytest.mark.parametrize(
    "names",
    [
        ["xor.py"],
        ["./xor.py"],
        ["hw1/xor.py"],
        ["a/b/c/xor.py"],
        ["hw1\\xor.py"],
        ["xor.py", "old/xor.py"],
        ["xor.py", "README.md", "data/x.csv"],
        ["hw/xor.py", "__MACOSX/hw/._xor.py", "hw/.ipynb_checkpoints/xor.py", "hw/__pycache__/x.py", ".git/hooks/a.py"],
        ["hw/xor.py", "venv/lib/a.py", "hw/Thumbs.db"],
        ["übung 1/xor.py"],
        ["d" * 90 + "/" + "e" * 60 + "/xor.py"],
    ],
)
def test_files_are_found_where_students_put_them(pack: Callable[[make.Files], bytes], names: list[str]) -> None:
    """At the top, or in the one folder that holds them; ordinary junk goes without a word."""
    read_back = read(pack({name: XOR if name == names[0] else b"other" for name in names}))
    assert read_back == Submission("ada", {"xor.py": XOR})


def test_packages_are_read_as_far_as_imports_lead(pack: Callable[[make.Files], bytes]) -> None:
    """Each under its path behind the folder of the work; the digest is that of the same files in a folder."""
    work = {"xor.py": b"from lib.parts import x\n", "lib/parts.py": b"import b.c", "b/c/__init__.py": b""}
    aside = {"old/xor.py": b"1", "lib/../a.py": b"", "lib/__pycache__/a.py": b"", "b/.git/a.py": b""}
    got = read(pack({f"hw 1/{name}": content for name, content in {**work, **aside}.items() if ".." not in name}))
    assert got == Submission("ada", dict(sorted(work.items())))
    assert got.digest == Submission("ada", work).digest


def test_packages_have_the_limits_of_all_files(pack: Callable[[make.Files], bytes]) -> None:
    """The files at the top come first; what is left out is told."""
    many = {f"lib/m{number:03}.py": b"" for number in range(MAX_FILES)}
    got = read(pack({"xor.py": b"import lib", **many}))
    assert len(got.files) == MAX_FILES
    assert "xor.py" in got.files
    assert [note.text for note in got.notes] == [
        said(f"lib/m{MAX_FILES - 1:03}.py", f"there are more than {MAX_FILES} files")
    ]


def test_what_is_at_the_top_counts(pack: Callable[[make.Files], bytes]) -> None:
    """All of it, sorted; a name with other letters is composed."""
    files = {"xor.py": XOR, "hessian.py": b"", "u\u0308.py": b"1"}
    assert read(pack(files)).files == {"hessian.py": b"", "xor.py": XOR, "ü.py": b"1"}
    assert list(read(pack(files)).files) == ["hessian.py", "xor.py", "ü.py"]


def said(name: str, why: str) -> str:
    """A note on one file."""
    return f"Not read: {name}: {why}."


REFUSED = "ada.zip was refused: "
MANY = f"{REFUSED}it has more than {MAX_MEMBERS} entries."
DAMAGED = "ada.zip cannot be read: it is damaged, or no zip, tar, tar.gz or tgz."
LINK, ODD = "it is a link", "it is no ordinary file"
OUT = "it points out of the archive"
LARGE = f"it is larger than {MAX_FILE_BYTES // MIB} MiB"
TWICE = "it is there twice, with different contents"
ZIP = make.make_zip({"xor.py": XOR})
GZ = make.make_tar({"xor.py": XOR}, "w:gz")
NOTEBOOK = "it is no notebook, or damaged"
INSIDE = "it lies in a folder inside, and has to be put beside the others"
EMPTY = "There is no Python file or notebook in what was handed in."

HOSTILE: dict[str, tuple[bytes | Callable[[], bytes], list[str], str]] = {
    "leads up": (make.make_zip({"../x.py": XOR, "xor.py": XOR}), ["xor.py"], said("../x.py", OUT)),
    "leads up in the middle": (make.make_tar({"a/../../x.py": XOR}), [], said("a/../../x.py", OUT)),
    "leads up with backslashes": (make.make_zip({"..\\x.py": XOR}), [], said("..\\x.py", OUT)),
    "absolute": (make.make_tar({"/etc/x.py": XOR}, form=tarfile.USTAR_FORMAT), [], said("/etc/x.py", OUT)),
    "of a drive": (make.make_zip({"C:\\x.py": XOR}), [], said("C:\\x.py", OUT)),
    "link in a zip": (make.zip_link("x.py", "/etc/passwd"), [], said("x.py", LINK)),
    "link in a tar": (make.tar_of(make.tar_entry("x.py", tarfile.SYMTYPE, "/etc/passwd")), [], said("x.py", LINK)),
    "hard link": (make.tar_of(make.tar_entry("x.py", tarfile.LNKTYPE, "/etc/passwd")), [], said("x.py", LINK)),
    "device": (make.tar_of(make.tar_entry("x.py", tarfile.CHRTYPE)), [], said("x.py", ODD)),
    "pipe": (make.tar_of(make.tar_entry("x.py", tarfile.FIFOTYPE)), [], said("x.py", ODD)),
    "file too large": (make.make_zip({"x.py": bytes(MAX_FILE_BYTES + 1), "y.py": b""}), ["y.py"], said("x.py", LARGE)),
    "zip bomb that lies": (lambda: make.zip_bomb("x.py", 300 * MIB), [], said("x.py", "it is damaged")),
    "compressed without a limit": (
        make.make_zip({"x.py": bytes(10 * MIB), "y.py": XOR}, zipfile.ZIP_BZIP2),
        [],
        "Not read: x.py: it is compressed in a way that is not read; y.py: it is compressed in a way that is not read.",
    ),
    "tar bomb": (lambda: make.tar_bomb(300), [], f"{REFUSED}it unpacks to more than {MAX_UNPACKED_BYTES // MIB} MiB."),
    "a million entries": (lambda: make.zip_of_many(1_000_000), [], f"{REFUSED}its table of contents is too long."),
    "many entries": (lambda: make.zip_of_many(30_000), [], MANY),
    "tar of many": (lambda: make.tar_of_many(100_000), [], MANY),
    "long name": (lambda: make.tar_with_long_name(200 * MIB), [], f"{REFUSED}it has a name that is too long."),
    "negative size": (make.tar_with_negative_size(), [], DAMAGED),
    "slow header": (make.tar_with_slow_header(), [], DAMAGED),
    "encrypted": (make.zip_encrypted("x.py"), [], said("x.py", "it is encrypted")),
    "truncated zip": (ZIP[:-30], [], DAMAGED),
    "truncated tar": (GZ[:-30], [], DAMAGED),
    "wrong checksum": (ZIP.replace(ZIP[14:18], b"abcd"), [], said("xor.py", "it is damaged")),
    "not UTF-8 where it is claimed": (
        make.make_zip({"ü.py": XOR}).replace("ü".encode(), b"\xff\xff"),
        [],
        DAMAGED,
    ),
    "archive in an archive": (
        make.make_zip({"hw.zip": ZIP}),
        [],
        said("hw.zip", "it is an archive inside the submission, to be unpacked first"),
    ),
    "one name twice": (make.zip_twice("xor.py", b"1", b"2"), [], said("xor.py", TWICE)),
    "one name twice, the same": (make.zip_twice("xor.py", b"1", b"1"), ["xor.py"], ""),
    "names that differ in capitals": (
        make.make_zip({"Xor.py": b"1", "xor.py": b"2", "y.py": b""}),
        ["y.py"],
        f"Not read: Xor.py: {TWICE}; xor.py: {TWICE}.",
    ),
    "two folders": (
        make.make_tar({"a/x.py": XOR, "b/x.py": XOR}),
        [],
        said("a, b", "each holds code, and it is not clear which are meant"),
    ),
    "too many files": (
        make.make_zip({f"{number:03}.py": b"" for number in range(MAX_FILES + 1)}),
        [f"{number:03}.py" for number in range(MAX_FILES)],
        said("200.py", f"there are more than {MAX_FILES} files"),
    ),
    "empty zip": (make.make_zip({}), [], EMPTY),
    "empty tar": (make.make_tar({}), [], EMPTY),
    "no Python": (make.make_zip({"xor.txt": b"{}"}), [], EMPTY),
    "a notebook": (make.make_zip({"xor.ipynb": b"{}"}), [], said("xor.ipynb", NOTEBOOK)),
    "a notebook beside its code": (make.make_zip({"xor.ipynb": b"{}", "xor.py": XOR}), ["xor.py"], ""),
    "further in": (make.make_zip({"a.py": b"", "week1/xor.py": XOR}), ["a.py"], said("week1/xor.py", INSIDE)),
    "a package": (make.make_zip({"xor.py": XOR, "lib/__init__.py": b"", "lib/a.py": b""}), ["xor.py"], ""),
    "empty file": (b"", [], DAMAGED),
    "text": (b"def xor(a, b): ...\n" * 100, [], DAMAGED),
    "RAR": (b"Rar!\x1a\x07\x01\x00" + bytes(1000), [], DAMAGED),
    "tar.xz": (lzma.compress(make.make_tar({"xor.py": XOR})), [], DAMAGED),
}


SLOW = {"tar of many", "a million entries", "long name"}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] if name in SLOW else []) for name in HOSTILE]
)
def test_each_hostile_archive_has_its_verdict(name: str) -> None:
    """The files that can be read, one note on the rest, and never more than a few MiB for it."""
    made, files, note = HOSTILE[name]
    data = made() if callable(made) else made
    tracemalloc.start()
    try:
        submission = read(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert list(submission.files) == files
    assert [said.text for said in submission.notes] == ([note] if note else [])
    assert peak < 24 * MIB


def test_ten_million_entries_are_refused_before_they_are_listed(tmp_path: Path) -> None:
    """A table of contents of 500 MB, told by its end record, of which nothing is kept."""
    path = tmp_path / "ada.zip"
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.seek(4 + 50 * 10_000_000)
        file.write(make.zip_end(10_000_000, 50 * 10_000_000, 4))
    tracemalloc.start()
    try:
        submission = read_archive_file(path, "ada")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [note.text for note in submission.notes] == ["ada.zip was refused: its table of contents is too long."]
    assert peak < 24 * MIB


def test_files_that_are_too_large_together_are_not_read() -> None:
    """Twenty of 1 MiB, which compress to nothing: 16 are read."""
    submission = read(make.make_zip({f"{number:02}.py": bytes(MIB) for number in range(20)}))
    assert list(submission.files) == [f"{number:02}.py" for number in range(16)]
    assert "16.py: all files together are larger than 16 MiB" in submission.notes[0].text


def test_names_in_the_old_encoding_are_read_as_they_were_meant() -> None:
    """UTF-8 without the flag that says so."""
    data = bytearray(make.make_zip({"übung.py": XOR}))
    data[7] &= ~8
    data[data.index(b"PK\x01\x02") + 9] &= ~8
    assert list(read(bytes(data)).files) == ["übung.py"]


def test_a_name_that_is_no_unicode_is_kept_as_an_escape() -> None:
    """As tar files from old systems have them."""
    data = make.make_tar({"\udce4.py": XOR}, form=tarfile.GNU_FORMAT)
    assert read(data).files == {"\\xe4.py": XOR}


@given(st.binary(max_size=2000))
@example(b"PK\x03\x04")
@example(b"PK\x05\x06" + bytes(18))
@example(b"\x1f\x8b\x08")
def test_any_bytes_give_a_submission(data: bytes) -> None:
    """Never an exception."""
    assert read(data).notes


@given(
    st.sampled_from([ZIP, GZ, make.make_tar({"a/xor.py": XOR}), make.make_zip({"a/ü.py": XOR, "b.py": XOR})]),
    st.lists(st.tuples(st.integers(min_value=0), st.integers(0, 255)), min_size=1, max_size=8),
    st.integers(min_value=0),
)
def test_a_damaged_archive_gives_a_submission(data: bytes, changes: list[tuple[int, int]], cut: int) -> None:
    """Some bytes changed, and the end cut off: still no exception, and never another file's content."""
    broken = bytearray(data)
    for position, value in changes:
        broken[position % len(broken)] = value
    submission = read(bytes(broken[: len(data) - cut % 100 if cut % 3 == 0 else None]))
    assert submission.id == "ada"
    assert submission.files or submission.notes


def test_nothing_is_written_to_disk(monkeypatch: pytest.MonkeyPatch, pack: Callable[[make.Files], bytes]) -> None:
    """No file is opened while an archive in memory is read."""
    opened: list[object] = []
    data = pack({"xor.py": XOR})
    monkeypatch.setattr("builtins.open", opened.append)
    assert read(data).files == {"xor.py": XOR}
    assert not opened


@pytest.mark.slow
def test_bombs_are_harmless_where_memory_is_short() -> None:
    """In a process that may have 256 MiB more than it starts with, whatever needs them."""
    code = (
        "import io, resource\n"
        "from grader.gradebook.intake.work.folder import read_archive\n"
        "from tests.gradebook.intake import archives as make\n"
        "bombs = [make.zip_bomb('x.py', 64 * 2**20), make.tar_bomb(400), make.tar_of_many(100_000)]\n"
        "now = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize()\n"
        "resource.setrlimit(resource.RLIMIT_AS, (now + 2**28, now + 2**28))\n"
        "for bomb in bombs:\n"
        "    print(read_archive(io.BytesIO(bomb), 'a.zip', 'a').notes[0].code)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout.split() == ["submission.not_read", "submission.refused", "submission.refused"], done.stderr


def test_random_archives_of_real_shapes_round_trip(pack: Callable[[make.Files], bytes]) -> None:
    """Every size around the block of a tar, and content that does not compress."""
    chance = random.Random(7)  # noqa: S311 - content that does not compress
    files = {f"{size:05}.py": chance.randbytes(size) for size in (0, 1, 511, 512, 513, 1023, 1024, 65_536, 70_001)}
    assert read(pack(files)).files == files
