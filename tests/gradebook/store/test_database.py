"""A gradebook opens for one writer at a time, in the tables of this version, or says in one line why not."""

import contextlib
import errno
import multiprocessing
import os
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from grader.errors import StorageError, UsageError
from grader.gradebook.store import database, migrations, schema
from grader.gradebook.store.database import reading, writing
from grader.gradebook.store.lock import is_of_the_machine, journal, locked
from grader.gradebook.store.read import ids
from grader.gradebook.store.submissions import record_people
from grader.gradebook.store.tables import metadata
from grader.model.gradebook import Person


def made(path: Path) -> Path:
    """A gradebook without anything in it."""
    with writing(str(path)):
        return path


def test_the_migrations_make_the_tables(tmp_path: Path) -> None:
    """What the code takes for granted is what the migrations have made."""
    with reading(str(made(tmp_path / "book.db"))) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_newest_migration_is_named() -> None:
    """So that a gradebook that is up to date is not looked at with Alembic, which is slow to import."""
    names = [path.name.split("_")[0] for path in (Path(migrations.__file__).parent / "versions").glob("0*.py")]
    assert max(names) == schema.NEWEST


def test_opened_again(tmp_path: Path) -> None:
    """Nothing is made anew."""
    path = made(tmp_path / "book.db")
    before = path.read_bytes()
    made(path)
    assert path.read_bytes() == before


def hold(path: str, ready: Event, done: Event) -> None:
    """Write to a gradebook until told to end."""
    with writing(path):
        ready.set()
        done.wait(30)


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    """The second one is told who is at it, a reader is not kept out, and the lock goes with the process."""
    path = made(tmp_path / "book.db")
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    other = context.Process(target=hold, args=(str(path), ready, done))
    other.start()
    assert ready.wait(30)
    with pytest.raises(UsageError, match=f"is being written to by process {other.pid} on "), writing(str(path)):
        pass
    with reading(str(path)) as connection:
        assert connection.scalar(text("SELECT count(*) FROM run")) == 0
    other.kill()
    other.join()
    made(path)


def foreign(path: Path) -> None:
    """Somebody else's database."""
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE recipes (name TEXT)")


def newer(path: Path) -> None:
    """A gradebook from the future."""
    made(path)
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")


def no_database(path: Path) -> None:
    """Some text."""
    path.write_text("This is no database at all, but it is long enough to be looked at." * 20, encoding="utf-8")


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "foreign": (foreign, "holds tables already, and no gradebook"),
    "newer": (newer, "a newer version has made this gradebook"),
    "text": (no_database, "file is not a database"),
    "folder": (Path.mkdir, "is a folder"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_gradebook_of_ours(tmp_path: Path, kind: str) -> None:
    """It is left as it is."""
    make, says = BAD[kind]
    path = tmp_path / "book.db"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(UsageError, match=says), writing(str(path)):
        pass
    assert not path.is_file() or path.read_bytes() == before


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("nowhere/book.db", "there is no folder"),
        ("postgresql://nobody:secret@127.0.0.1:1/x", "cannot be used"),
        ("gopher://x/y", "is no URL of a database"),
    ],
)
def test_what_cannot_be_opened(tmp_path: Path, where: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, and no password in it."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=says) as caught, writing(where):
        pass
    assert "secret" not in str(caught.value)


def test_nothing_to_read(tmp_path: Path) -> None:
    """A reader makes no file, and says what would."""
    with pytest.raises(UsageError, match="grade batch DIR --gradebook"), reading(str(tmp_path / "book.db")):
        pass
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="root can write to any file")
def test_read_only(tmp_path: Path) -> None:
    """A gradebook that may not be written to can be read."""
    path = made(tmp_path / "book.db")
    path.chmod(0o400)
    tmp_path.chmod(0o500)
    with pytest.raises(UsageError, match="cannot be"), writing(str(path)):
        pass
    with reading(str(path)):
        pass
    tmp_path.chmod(0o700)


def too_much(path: Path) -> None:
    """Write something, and then more than there is room for: SQLite takes no more pages than it has."""
    with writing(str(path)) as book:
        with book.begin() as connection:
            record_people(connection, [Person("ada")])
        with book.begin() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")
            record_people(connection, [Person("bob", name="b" * 100_000)])


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    """Nobody's mistake: it is said what happened, and that the same command goes on; what was written stays."""
    path = tmp_path / "book.db"
    with pytest.raises(StorageError, match=r"failed: database or disk is full; .* goes on$"):
        too_much(path)
    with reading(str(path)) as connection:
        assert ids(connection) == ["ada"]


def test_no_room_for_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is one from the first file on."""

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(StorageError, match="No space left"), writing(str(tmp_path / "book.db")):
        pass


@pytest.mark.parametrize("opened", [writing, reading], ids=["to write", "to read"])
def test_locked_by_another_program(
    tmp_path: Path, opened: Callable[[str], AbstractContextManager[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be opened is not to be used now, as when a second batch is at it."""
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.1)
    path = made(tmp_path / "book.db")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UsageError, match="cannot be used: database is locked"), opened(str(path)):
            pass
    with opened(str(path)):
        pass


def locked_under_way(path: Path) -> None:
    """Another program takes the gradebook between two of our transactions, and keeps it."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other, writing(str(path)) as book:
        other.execute("BEGIN EXCLUSIVE")
        with book.begin():
            pass


def test_locked_by_another_program_under_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For longer than is waited: the same as any other failure under way."""
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.1)
    with pytest.raises(StorageError, match="failed: database is locked"):
        locked_under_way(tmp_path / "book.db")


def test_a_reader_leaves_the_journal_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may not even be allowed to write beside the file; a writer takes the one that is safe there."""
    monkeypatch.setattr(database, "journal", lambda *_: "DELETE")
    path = made(tmp_path / "book.db")
    monkeypatch.setattr(database, "journal", lambda *_: "WAL")
    for opened, mode in ((reading, "delete"), (writing, "wal"), (reading, "wal")):
        with opened(str(path)):
            pass
        with contextlib.closing(sqlite3.connect(path)) as raw:
            assert raw.execute("PRAGMA journal_mode").fetchone() == (mode,)


def test_what_was_written_outlives_a_power_cut_and_refers_to_something(tmp_path: Path) -> None:
    """SQLite's own settings are others."""
    with writing(str(tmp_path / "book.db")) as book, book.begin() as connection:
        settings = [connection.scalar(text(f"PRAGMA {name}")) for name in ("synchronous", "foreign_keys")]
    assert settings == [2, 1]


def of_sqlite(code: int) -> Exception:
    """What SQLAlchemy makes of one of SQLite's errors."""
    error = sqlite3.OperationalError("it")
    error.sqlite_errorcode = code
    return OperationalError("statement", None, error)


def of_postgresql(state: str | None) -> Exception:
    """The same of PostgreSQL's."""
    error = Exception("it")
    error.sqlstate = state  # type: ignore[attr-defined]
    return OperationalError("statement", None, error)


@pytest.mark.parametrize(
    ("error", "is_so"),
    [
        (OSError(errno.ENOSPC, "full"), True),
        (OSError(errno.EDQUOT, "full"), True),
        (OSError(errno.EIO, "failing"), True),
        (OSError(errno.EACCES, "not allowed"), False),
        (OSError("without a number"), False),
        (ValueError("no error of the system"), False),
        (of_sqlite(sqlite3.SQLITE_FULL), True),
        (of_sqlite(sqlite3.SQLITE_IOERR), True),
        (of_sqlite(sqlite3.SQLITE_IOERR_WRITE), True),
        (of_sqlite(sqlite3.SQLITE_NOMEM), True),
        (of_sqlite(sqlite3.SQLITE_BUSY), False),
        (of_sqlite(sqlite3.SQLITE_CORRUPT), False),
        (of_sqlite(0), False),
        (of_postgresql("53100"), True),
        (of_postgresql("58030"), True),
        (of_postgresql("42P01"), False),
        (of_postgresql(None), False),
    ],
    ids=repr,
)
def test_what_is_the_machine_s_fault(error: Exception, *, is_so: bool) -> None:
    """A disk that is full or failing; everything else says that this gradebook cannot be used."""
    assert is_of_the_machine(error) == is_so


@pytest.mark.parametrize(
    ("content", "holder"),
    [
        ('{"process": 7, "host": "h"}', "process 7 on h"),
        ('{"process": 7}', "another process"),
        ("[]", "another process"),
        ("", "another process"),
    ],
)
def test_who_holds_the_lock(tmp_path: Path, content: str, holder: str) -> None:
    """By what stands in it; another process where that says nothing, as on a disk that was full."""
    path = tmp_path / "book.db"
    with locked(path):
        (tmp_path / "book.db.lock").write_text(content, encoding="utf-8")
        with pytest.raises(UsageError, match=f"book.db is being written to by {holder}; wait"), locked(path):
            pass


def test_a_link_to_a_gradebook_has_its_lock(tmp_path: Path) -> None:
    """It is the same gradebook."""
    (tmp_path / "link.db").symlink_to(made(tmp_path / "book.db"))
    with locked(tmp_path / "book.db"), pytest.raises(UsageError, match=f"process {os.getpid()} on "):  # noqa: SIM117
        with locked(tmp_path / "link.db"):
            pass


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """With its file."""
    (tmp_path / "book.db.lock").mkdir()
    with (
        pytest.raises(UsageError, match=r"book\.db\.lock cannot be written: Is a directory"),
        locked(tmp_path / "book.db"),
    ):
        pass


MOUNTS = "/dev/sda / ext4 rw 0 0\nserver:/home /home nfs4 rw 0 0\ntmpfs /home/me/fast tmpfs rw 0 0\n"


@pytest.mark.parametrize(
    ("version", "path", "mode"),
    [
        ((3, 40, 1), "/var/book.db", "DELETE"),
        ((3, 51, 2), "/var/book.db", "DELETE"),
        ((3, 51, 3), "/var/book.db", "WAL"),
        ((3, 52, 0), "/home/me/book.db", "DELETE"),
        ((3, 52, 0), "/home/me/fast/book.db", "WAL"),
        ((3, 52, 0), "/homely/book.db", "WAL"),
    ],
)
def test_the_journal(tmp_path: Path, version: tuple[int, ...], path: str, mode: str) -> None:
    """WAL where SQLite's is mended, and the file system is a local one."""
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, encoding="utf-8")
    assert journal(version, Path(path), mounts) == mode


def test_no_list_of_file_systems(tmp_path: Path) -> None:
    """Elsewhere than on Linux the safe one is used."""
    assert journal((3, 52, 0), Path("/book.db"), tmp_path / "none") == "DELETE"
