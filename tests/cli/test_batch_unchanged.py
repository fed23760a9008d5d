"""`grade batch` where nothing is new, or only seems to be: what is read, started and imported, and what is graded."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from grader.errors import SandboxError
from grader.gradebook.grading import unchanged
from grader.gradebook.intake import works
from grader.gradebook.intake.stamps import stamp_of
from grader.gradebook.store.database import reading
from grader.gradebook.store.tables import handin, run
from grader.model.gradebook import Stamp
from grader.model.submission import Submission
from tests.conftest import ROOT
from tests.gradebook.commands import Here
from tests.gradebook.conftest import COURSE, files_of, rows_of, write_course
from tests.gradebook.intake.archives import make_tar, make_zip
from tests.gradebook.intake.handed import put
from tests.notebooks import notebook

KNOWN = "4 of 4 submissions: 0 exercises graded, 8 were graded before.\n"
BOTH, NONE = files_of("both"), files_of("none")
DOUBLE, SQUARE = BOTH["double.py"], BOTH["square.py"]

# A process of its own, in which nothing was imported or started before
ALONE = """
import json, sys
from grader.cli import main
from grader.gradebook.grading import unchanged

unchanged.SETTLED_NS = 0
started = []
STARTS = {"subprocess.Popen", "os.fork", "os.forkpty", "os.exec", "os.posix_spawn", "os.system"}
sys.addaudithook(lambda event, _: started.append(event) if event in STARTS else None)
try:
    main()
finally:
    heavy = [name for name in ("numpy", "sympy", "mpmath") if name in sys.modules]
    print(json.dumps({"heavy": heavy, "started": started}), file=sys.stderr)
"""


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file counts as one that was written long ago as soon as it is written; the user's cache is a new one."""
    monkeypatch.setattr(unchanged, "SETTLED_NS", 0)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the students whose files are read, as they are read."""
    names: list[str] = []

    def telling(reads: Callable[[Any, str], Submission]) -> Callable[[Any, str], Submission]:
        def tell(work: Any, student: str) -> Submission:
            names.append(student)
            return reads(work, student)

        return tell

    for kind in (works.Folder, works.Archive, works.Files, works.InZip):
        monkeypatch.setattr(kind, "read", telling(kind.read))
    return names


@pytest.fixture
def graded(here: Here, read: list[str]) -> Here:
    """A class that was graded, and is as it was."""
    assert here.batch().exit_code == 0
    read.clear()
    return here


def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever starts an engine from now on is told that none can be had."""

    def refuse(*_: object) -> None:
        raise SandboxError("nothing can be started here")

    monkeypatch.setattr("grader.gradebook.engines.start.start_engine", refuse)


def count(here: Here, table: Any) -> int:
    """Rows of a table."""
    with reading(str(here.book)) as connection:
        return int(connection.scalar(select(func.count()).select_from(table)) or 0)


def digest_on_disk(folder: Path) -> str:
    """Of the submission that lies in a folder."""
    return Submission(folder.name, {path.name: path.read_bytes() for path in folder.iterdir()}).digest


def change_secretly(path: Path) -> None:
    """Another byte, with the same size and the same time of its own."""
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"2 * x", b"3 * x").replace(b"x * x", b"x + x"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (before.st_size, before.st_mtime_ns, before.st_ino)


def test_nothing_is_started_nor_heavy_ones_imported(graded: Here) -> None:
    """Of a process of its own: what it says is what it said, and it starts none and imports neither NumPy nor SymPy."""
    before = rows_of(graded.book)
    words = ["batch", str(graded.work), "--course", str(graded.course), "--gradebook", str(graded.book)]
    command = [sys.executable, "-c", ALONE, *words]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=graded.folder, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, KNOWN), done.stderr
    assert json.loads(done.stderr) == {"heavy": [], "started": []}
    assert rows_of(graded.book) == before
    with reading(str(graded.book)) as connection:
        runs = connection.execute(select(run.c.what, run.c.course_version, run.c.ended_at)).all()
    assert [row[:2] for row in runs] == [("batch", "1")] * 2
    assert all(row.ended_at for row in runs)


FORMS: dict[str, dict[str, bytes]] = {
    "folders": {"ada/double.py": DOUBLE, "ada/square.py": SQUARE, "ada/lib/x.py": b"", "bob/double.py": DOUBLE},
    "nothing in it": {"ada/read.txt": b"later", "bob/double.py": DOUBLE},
    "attempts": {"ada/1/double.py": DOUBLE, "ada/2.zip": make_zip(BOTH), "ada/3/double.py": DOUBLE},
    "archives": {"ada.zip": make_zip(BOTH), "bob.tar.gz": make_tar(NONE, "w:gz"), "cid.zip": b"PK\x03\x04 damaged"},
    "an archive in a folder": {"ada/work.zip": make_zip(BOTH), "bob/double.py": DOUBLE},
    "names": {"ada/double.py": DOUBLE, "ada/Square.py": SQUARE, "bob/double (1).py": DOUBLE},
    "notebooks": {"ada/week.ipynb": notebook(DOUBLE.decode(), SQUARE.decode()), "bob/other.ipynb": notebook("x = 1")},
    "Moodle": {
        "Ada_1_assignsubmission_file_/double.py": DOUBLE,
        "Bob_2_assignsubmission_file_double.py": DOUBLE,
        "Bob_2_assignsubmission_file_square.py": SQUARE,
    },
    "Canvas": {"ada_101_1_double.py": DOUBLE, "bob_LATE_102_2_double.py": DOUBLE, "bob_LATE_102_3_double-1.py": SQUARE},
    "Gradescope": {
        "submission_metadata.yml": b"submission_1:\n  :submitters:\n  - :sid: ada\n  - :sid: bob\n",
        "submission_1/double.py": DOUBLE,
    },
}


DOWNLOADS = ("Moodle", "Canvas", "Gradescope")


@pytest.mark.parametrize(
    ("form", "is_zip"), [*((form, False) for form in FORMS), *((form, True) for form in DOWNLOADS)]
)
def test_every_form(here: Here, read: list[str], form: str, *, is_zip: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unchanged, nothing is read again, and all is said and written as it was; --fresh reads it all once more."""
    work = put(here.folder / "handed", FORMS[form])
    if is_zip:
        work = here.folder / "handed.zip"
        work.write_bytes(make_zip(FORMS[form]))
    words = ("batch", work, "--course", here.course, "--gradebook", here.book, "--every-note")
    first = here(*words)
    before, was_read = rows_of(here.book), list(read)
    assert (first.exit_code, bool(read)) == (0, True), first.output
    no_engine(monkeypatch)
    for option, reads in (((), []), (("--fresh",), was_read), ((), [])):
        read.clear()
        again = here(*words, *option)
        assert (again.exit_code, again.stdout.splitlines()[1:]) == (0, first.stdout.splitlines()[1:]), again.output
        assert " 0 exercises graded, " in again.stdout
        assert (read, rows_of(here.book)) == (reads, before)


def test_a_byte_that_is_changed_secretly(graded: Here, read: list[str]) -> None:
    """Same size, same time of its own: the system's time tells."""
    change_secretly(graded.work / "s0000" / "double.py")
    assert graded.batch().stdout == "4 of 4 submissions: 2 exercises graded, 6 were graded before.\n"
    assert read == ["s0000"]


def test_a_change_that_shows_in_nothing(graded: Here, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system that keeps no times, it is found by --fresh."""
    before: dict[str, str] = {}

    def blind(kind: str, place: str, paths: list[tuple[str, str]]) -> Stamp | None:
        seen = stamp_of(kind, place, paths)
        return seen and Stamp(seen.place, before.setdefault(seen.place, seen.state), seen.changed_ns)

    monkeypatch.setattr("grader.gradebook.intake.works.stamp_of", blind)
    assert (graded.batch().stdout, read) == (KNOWN, [])
    change_secretly(graded.work / "s0000" / "double.py")
    assert (graded.batch().stdout, read) == (KNOWN, [])
    assert "2 exercises graded, 6 were graded before" in graded.batch("--fresh").stdout
    assert len(read) == 4
    assert "0 exercises graded, 8 were graded before" in graded.batch().stdout


def test_a_file_that_was_just_written(graded: Here, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """It may change once more within the same tick of the clock: it is read each time, until it is older."""
    monkeypatch.setattr(unchanged, "SETTLED_NS", 10**18)
    (graded.work / "s0000" / "double.py").write_bytes(DOUBLE)
    assert "2 exercises graded" in graded.batch().stdout
    assert (graded.batch().stdout, graded.batch().stdout, read) == (KNOWN, KNOWN, ["s0000"] * 3)
    monkeypatch.setattr(unchanged, "SETTLED_NS", 0)
    read.clear()
    assert (graded.batch().stdout, graded.batch().stdout, read) == (KNOWN, KNOWN, ["s0000"])


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_file_that_changes_while_it_is_read(here: Here, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    """Between the look and the reading, or right behind it: the next run sees what is there then."""
    reads = works.Folder.read

    def changing(folder: works.Folder, student: str) -> Submission:
        read = reads(folder, student)
        change_secretly(folder.path / "square.py")
        return read if when == "after" else reads(folder, student)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(works.Folder, "read", changing)
        here.batch()
    here.batch()
    wanted = {student.name: digest_on_disk(student) for student in here.work.iterdir()}
    with reading(str(here.book)) as connection:
        newest = connection.execute(select(handin.c.person, handin.c.digest).order_by(handin.c.id)).all()
    assert {row.person: row.digest for row in newest} == wanted


def rewrite(folder: Path) -> None:
    """The same bytes, written anew."""
    for path in folder.iterdir():
        path.write_bytes(path.read_bytes())


def copied(folder: Path) -> None:
    """A copy with the same times in the place of the original, and the original under another name."""
    folder.rename(folder.with_name("zzz"))
    shutil.copytree(folder.with_name("zzz"), folder)
    shutil.rmtree(folder.with_name("zzz"))


@pytest.mark.parametrize("how", [rewrite, copied])
def test_the_same_bytes_again(
    graded: Here, read: list[str], how: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are read, once; nothing is graded, and nobody is started who could."""
    before = rows_of(graded.book)
    how(graded.work / "s0002")
    no_engine(monkeypatch)
    assert (graded.batch().stdout, graded.batch().stdout) == (KNOWN, KNOWN)
    assert (read, rows_of(graded.book)) == (["s0002"], before)


def test_files_that_change_places(graded: Here, read: list[str]) -> None:
    """A stamp is of its place and of its file: two students who swap folders have swapped their work."""
    one, other = graded.work / "s0000", graded.work / "s0001"
    one.rename(graded.work / "swap")
    other.rename(one)
    (graded.work / "swap").rename(other)
    assert graded.batch().stdout == KNOWN
    assert read == ["s0000", "s0001"]
    assert count(graded, handin) == 6


def test_another_gradebook_and_another_folder(graded: Here, read: list[str]) -> None:
    """Neither knows anything of what was read for the first one."""
    other = graded.folder / "other.db"
    assert "8 exercises graded, 0 were" in graded.batch(book=other).stdout
    assert len(read) == 4
    graded.work.rename(graded.folder / "moved")
    graded.work = graded.folder / "moved"
    read.clear()
    assert (graded.batch().stdout, len(read)) == (KNOWN, 4)


@pytest.mark.slow
def test_another_setting(graded: Here, read: list[str]) -> None:
    """Everything is graded again, from the files that the gradebook has; the marks are those of the new variant."""
    assert graded.batch("--seed", "5").stdout == "4 of 4 submissions: 8 exercises graded, 0 were graded before.\n"
    assert (graded.batch().stdout, read) == (KNOWN, [])
    assert {row[5] for row in rows_of(graded.book)} == {"handed in", "seed 0 to 5"}
    assert "8 exercises graded, 0 were" in graded.batch("--sandbox", "limited").stdout


def test_a_changed_course_beside_a_release(graded: Here) -> None:
    """What students get lies in the course's folder: which version it is, is told by the course all the same."""
    put(graded.course, {"checks/bundle.json": b"{}"})
    for version in ("1", "1.1"):
        (graded.course / "exercises" / "course.py").write_text(COURSE.format(version=version), encoding="utf-8")
        assert graded.batch().stdout == KNOWN
    with reading(str(graded.book)) as connection:
        assert list(connection.scalars(select(run.c.course_version).order_by(run.c.id))) == ["1", "1", "1.1"]


def test_a_changed_course(graded: Here, read: list[str]) -> None:
    """Of a new version that changes no exercise nothing is graded; of a changed exercise, that one."""
    (graded.course / "exercises" / "course.py").write_text(COURSE.format(version="1.1"), encoding="utf-8")
    assert (graded.batch().stdout, len(read)) == (KNOWN, 4)
    with reading(str(graded.book)) as connection:
        assert list(connection.scalars(select(run.c.course_version).order_by(run.c.id))) == ["1", "1.1"]
    write_course(graded.course, version="2", points=5)
    assert graded.batch().stdout == "4 of 4 submissions: 4 exercises graded, 4 were graded before.\n"


def test_a_course_that_reads_elsewhere(here: Here, read: list[str]) -> None:
    """What it is cannot be told from its files: all is loaded and read each time, and nothing graded twice."""
    path = here.course / "exercises" / "course.py"
    path.write_text(f"import os\n\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    here.batch()
    read.clear()
    assert (here.batch().stdout, len(read)) == (KNOWN, 4)


def test_names_count_as_the_course_says_now(here: Here, read: list[str]) -> None:
    """What was said of a file's name belongs to the course of that time."""
    shutil.rmtree(here.work)
    put(here.work, {"ada/double.py": DOUBLE, "ada/Square.py": SQUARE})
    said = [here.batch().stdout, here.batch().stdout]
    assert all("`Square.py`, which has to be renamed to square.py" in text for text in said)
    accepting = COURSE.format(version="1").replace('version="1"', 'version="1", accepts_near_names=True')
    (here.course / "exercises" / "course.py").write_text(accepting, encoding="utf-8")
    read.clear()
    assert "`Square.py` was taken for square.py." in here.batch().stdout
    assert "`Square.py` was taken for square.py." in here.batch().stdout
    assert read == ["ada"]


def test_another_version_of_what_grades(graded: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    """All would have to be graded again, for which somebody has to be started."""
    monkeypatch.setattr("grader.__version__", "99.0")
    no_engine(monkeypatch)
    assert graded.batch().exit_code == 3


def test_where_nothing_can_be_started(graded: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing new that is nobody's concern; with something new it is told, before anything is written down."""
    no_engine(monkeypatch)
    assert graded.batch().stdout == KNOWN
    before = rows_of(graded.book), count(graded, run), count(graded, handin)
    put(graded.work, {"s0009/double.py": b"def double(x):\n    return 7\n"})
    done = graded.batch()
    assert (done.exit_code, done.stdout) == (3, "")
    assert "nothing can be started here" in done.stderr
    assert (rows_of(graded.book), count(graded, run), count(graded, handin)) == before
