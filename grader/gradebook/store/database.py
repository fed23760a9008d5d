"""Opens a gradebook: SQLite in a file, or PostgreSQL by its URL, brought up to the tables of this version."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, false, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from grader.errors import StorageError, UsageError
from grader.gradebook.store.lock import is_of_the_machine, journal, locked
from grader.gradebook.store.schema import bring_up, require_current
from grader.gradebook.store.tables import run

# A reader may hold SQLite's file for a moment; nobody writes but the run that has the lock.
_BUSY_SECONDS = 60.0
_ADVISORY = 0x67726164  # "grad"


@contextlib.contextmanager
def writing(where: str, *, is_new: bool = True) -> Iterator[Engine]:
    """A gradebook to write to, made if there is none; nobody else writes to it meanwhile.

    Parameters
    ----------
    where : str
        A file, or a URL such as `postgresql://host/name`.
    is_new : bool
        Whether it is made if there is none.

    Raises
    ------
    UsageError
        If it cannot be opened or written to, somebody else is writing to it, or a newer version has made it.
    StorageError
        If the disk is full or failing, or the database fails after it was opened.
    """
    with contextlib.ExitStack() as stack:
        if not is_url(where):
            _check_folder(Path(where))
            if not is_new:
                _check_file(Path(where))
            stack.enter_context(locked(Path(where)))
        engine = _engine(where, begin="BEGIN IMMEDIATE")
        # Whatever fails from here on, connections are closed before the lock is let go.
        stack.callback(engine.dispose)
        with _opening(where):
            if is_url(where):
                stack.enter_context(_alone(engine, where))
            bring_up(engine)
            _require_writable(engine)
        with _under_way(where):
            yield engine


@contextlib.contextmanager
def reading(where: str) -> Iterator[Connection]:
    """A gradebook to read from, as it is at this moment; UsageError if there is none, StorageError if it fails."""
    if not is_url(where):
        _check_file(Path(where))
    engine = _engine(where, begin="BEGIN")
    try:
        with contextlib.ExitStack() as stack:
            with _opening(where):
                connection = stack.enter_context(engine.connect())
                require_current(connection)
            with _under_way(where):
                yield connection
    finally:
        engine.dispose()


def is_url(where: str) -> bool:
    """Whether this names a database by URL, and no file."""
    return "://" in where


def _engine(where: str, begin: str) -> Engine:
    if not is_url(where):
        return _sqlite(Path(where), begin)
    try:
        url = make_url(where)
        if url.drivername in {"postgresql", "postgres"}:
            url = url.set(drivername="postgresql+psycopg")  # by itself, SQLAlchemy takes psycopg2
        # One picture of the gradebook for a whole book or export, however many statements it takes.
        return create_engine(url, isolation_level="REPEATABLE READ")
    except ArgumentError as error:
        raise UsageError(f"{where} is no URL of a database: {error}") from error
    except ImportError as error:
        raise UsageError(f"{where} needs the extra `coursegrade[postgresql]`: {error}") from error


def _sqlite(path: Path, begin: str) -> Engine:
    """SQLAlchemy's own transactions, begun by us: Python's driver would begin them later, and fail when busy."""

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)

    # The URL names no file, so SQLAlchemy would take it for one in memory and pool it by thread
    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    mode = journal(sqlite3.sqlite_version_info, path)

    @event.listens_for(engine, "connect")
    def _prepare(raw: Any, _record: object) -> None:
        if begin == "BEGIN IMMEDIATE":
            # A reader must not change the file's journal: it may not even be allowed to write beside it.
            raw.execute(f"PRAGMA journal_mode={mode}")
        # A mark that was told to somebody outlives a power cut.
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # To write: at once, as a reader that begins to write later may be told that it is busy, whatever it would wait
        connection.exec_driver_sql(begin)

    return engine


@contextlib.contextmanager
def _alone(engine: Engine, where: str) -> Iterator[None]:
    """PostgreSQL's own lock, which goes with the connection."""
    with engine.connect() as connection:
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _ADVISORY}):
            raise UsageError(f"{_shown(where)} is being written to by another process; wait for it, or end it")
        connection.commit()  # the lock is the session's; a transaction left open would keep its picture of the data
        yield


def _require_writable(engine: Engine) -> None:
    """Try to, and change nothing: SQLite begins to write to a file that is read-only, and fails later."""
    with engine.begin() as connection:
        connection.execute(update(run).where(false()).values(ended_at=None))


@contextlib.contextmanager
def _opening(where: str) -> Iterator[None]:
    """What the database says against being opened, in one line: what is named may be no gradebook, or not ours."""
    try:
        yield
    except SQLAlchemyError as error:
        kind = StorageError if is_of_the_machine(error) else UsageError
        raise kind(f"the gradebook {_shown(where)} cannot be used: {_reason(error)}") from error


@contextlib.contextmanager
def _under_way(where: str) -> Iterator[None]:
    """What fails now could be used before, and is nobody's mistake."""
    try:
        yield
    except SQLAlchemyError as error:
        goes_on = "nothing that was written is lost, and when this is mended the same command goes on"
        raise StorageError(f"the gradebook {_shown(where)} failed: {_reason(error)}; {goes_on}") from error


def _shown(where: str) -> str:
    """Without a password."""
    return make_url(where).render_as_string(hide_password=True) if is_url(where) else where


def _reason(error: SQLAlchemyError) -> str:
    """In the database's own words, on one line."""
    return " ".join(str(error.orig if isinstance(error, DBAPIError) else error).split())


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise UsageError(f"there is no gradebook {path}; `grade batch DIR --gradebook {path}` makes one")


def _check_folder(path: Path) -> None:
    if not path.absolute().parent.is_dir():
        raise UsageError(f"there is no folder {path.absolute().parent} for the gradebook")
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file for the gradebook")
