"""Opens a gradebook: SQLite in a file, or PostgreSQL by its URL, brought up to the tables of this version."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from grader.errors import UsageError
from grader.gradebook.journal import journal
from grader.gradebook.lock import locked
from grader.gradebook.schema import bring_up, require_current

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
    """
    with contextlib.ExitStack() as stack:
        if not is_url(where):
            _check_folder(Path(where))
            if not is_new:
                _check_file(Path(where))
            stack.enter_context(locked(Path(where)))
        engine = _engine(where, begin="BEGIN IMMEDIATE")
        stack.callback(engine.dispose)
        with _told(where):
            if is_url(where):
                stack.enter_context(_alone(engine, where))
            bring_up(engine)
            yield engine


@contextlib.contextmanager
def reading(where: str) -> Iterator[Connection]:
    """A gradebook to read from, as it is at this moment; UsageError if there is none."""
    if not is_url(where):
        _check_file(Path(where))
    engine = _engine(where, begin="BEGIN")
    try:
        with _told(where), engine.connect() as connection:
            require_current(connection)
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
            url = url.set(drivername="postgresql+psycopg")
        return create_engine(url, isolation_level="REPEATABLE READ")
    except ArgumentError as error:
        raise UsageError(f"{where} is no URL of a database: {error}") from error
    except ImportError as error:
        raise UsageError(f"{where} needs the extra `grader[postgresql]`: {error}") from error


def _sqlite(path: Path, begin: str) -> Engine:
    """SQLAlchemy's own transactions, begun by us: Python's driver would begin them later, and fail when busy."""

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    mode = journal(sqlite3.sqlite_version_info, path)

    @event.listens_for(engine, "connect")
    def _prepare(raw: Any, _record: object) -> None:
        if begin == "BEGIN IMMEDIATE":
            raw.execute(f"PRAGMA journal_mode={mode}")
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


@contextlib.contextmanager
def _alone(engine: Engine, where: str) -> Iterator[None]:
    """PostgreSQL's own lock, which goes with the connection."""
    with engine.connect() as connection:
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _ADVISORY}):
            shown = make_url(where).render_as_string(hide_password=True)
            raise UsageError(f"{shown} is being written to by another process; wait for it, or end it")
        connection.commit()
        yield


@contextlib.contextmanager
def _told(where: str) -> Iterator[None]:
    """What the database says against being opened, in one line."""
    try:
        yield
    except DBAPIError as error:
        shown = make_url(where).render_as_string(hide_password=True) if is_url(where) else where
        reason = " ".join(str(error.orig).split())
        raise UsageError(f"the gradebook {shown} cannot be used: {reason}") from error
    except SQLAlchemyError as error:
        raise UsageError(f"the gradebook cannot be used: {error}") from error


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise UsageError(f"there is no gradebook {path}; `grade batch DIR --gradebook {path}` makes one")


def _check_folder(path: Path) -> None:
    if not path.absolute().parent.is_dir():
        raise UsageError(f"there is no folder {path.absolute().parent} for the gradebook")
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file for the gradebook")
