"""A gradebook in PostgreSQL says what one in SQLite says. The server is Debian's, started by the test, and its own."""

import getpass
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from grader.errors import UsageError
from grader.gradebook.store.database import reading, writing
from grader.gradebook.store.tables import metadata
from tests.classes.drawn_book import write_book, write_pages
from tests.conftest import DRAWN, HOSTILE, STUDENTS
from tests.faults.running import marks_of, nothing_left, run, start, undisturbed, wait_for, words
from tests.gradebook.commands import Here, Warm
from tests.gradebook.conftest import rows_of, write_course

FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
USER = "postgres" if os.geteuid() == 0 else getpass.getuser()
SETTINGS = ("-c listen_addresses=''", "-c fsync=on", "-c shared_buffers=16MB", "-c max_connections=20")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A cluster of its own, reached by a socket; its URL without the name of a database."""
    if not FOLDERS:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    # Not pytest's folder: another user may not be able to reach it, and the path of a socket has to be short
    folder = Path(as_user("mktemp", "-d", "/tmp/grade-pg-XXXXXX").strip())  # noqa: S108 - made by mktemp
    tools = FOLDERS[-1]
    as_user(tools / "initdb", "-D", folder / "data", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale", "C.UTF-8")
    options = " ".join((*SETTINGS, f"-c unix_socket_directories={folder}"))
    as_user(tools / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql://{USER}@/{{}}?host={folder}"
    finally:
        as_user(tools / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture
def url(server: str, request: pytest.FixtureRequest) -> str:
    """An empty database."""
    name = request.node.name
    engine = create_engine(server.format("postgres").replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return server.format(name)


def as_user(*words: str | Path) -> str:
    """Run a command as a user that PostgreSQL accepts: it refuses root."""
    prefix = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*prefix, *words], text=True, capture_output=True, check=False, cwd="/")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_same_marks_as_in_sqlite(here: Here, url: str) -> None:
    """Graded, graded again, after a change of the course, changed by hand, and with the book that they show."""
    for book in (str(here.book), url):
        write_course(here.course)
        assert here.batch(book=book).stdout == "4 of 4 submissions: 8 exercises graded, 0 were graded before.\n"
        assert here.batch(book=book).stdout == "4 of 4 submissions: 0 exercises graded, 8 were graded before.\n"
        write_course(here.course, version="2", points=5)
        assert here("regrade", book, "--course", here.course, "--dry-run").exit_code == 0
        assert here.batch(book=book).stdout.startswith("4 of 4 submissions: 0 exercises graded")
        assert here("override", book, "s0001", "square", "2", "--why", "ambiguous", "--who", "Eva").exit_code == 0
    assert rows_of(url) == rows_of(here.book)
    assert here("book", url).stdout == here("book", here.book).stdout
    assert here("export", url, "--to", "canvas", "-o", here.folder / "a.csv").exit_code == 0
    assert here("export", here.book, "--to", "canvas", "-o", here.folder / "b.csv").exit_code == 0
    assert (here.folder / "a.csv").read_bytes() == (here.folder / "b.csv").read_bytes()


def test_parts_are_merged(here: Here, url: str) -> None:
    """Parts in files, the whole in a database; again changes nothing."""
    here.batch()
    parts = [here.folder / f"{number}.db" for number in (1, 2)]
    for number, book in enumerate(parts, start=1):
        here.batch("--shard", f"{number}/2", book=book)
    for _ in range(2):
        done = here("merge", "--gradebook", url, *parts)
        assert done.exit_code == 0, done.output
        assert rows_of(url) == rows_of(here.book)


def test_the_migrations_make_the_tables(url: str) -> None:
    """The same as in SQLite."""
    with writing(url):
        pass
    with reading(url) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_one_writer_at_a_time(here: Here, url: str) -> None:
    """The second one is refused in one line, and a reader is not kept out."""
    with writing(url):
        with pytest.raises(UsageError, match="is being written to by another process"), writing(url):
            pass
        done = here.batch(book=url)
        assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
        assert rows_of(url) == []
    assert here.batch(book=url).exit_code == 0


def test_a_database_that_is_somebody_else_s(url: str) -> None:
    """It is left as it is."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE recipes (name TEXT)"))
    engine.dispose()
    with pytest.raises(UsageError, match="holds tables already, and no gradebook"), writing(url):
        pass


@pytest.mark.slow
def test_kill_the_parent(url: str, tmp_path: Path, warm: Warm) -> None:
    """The lock goes with it, what was written stays, and the same command goes on."""
    of = undisturbed(tmp_path, warm)
    with nothing_left():
        process = start(words(of.folder, url))
        wait_for(process, "judge")
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    done = run(of.folder, url, warm)
    assert done.exit_code == 0, done.output
    assert marks_of(url) == of.rows


def test_the_pages_of_a_class_are_the_same(url: str, class_pages: Path, tmp_path: Path) -> None:
    """As from SQLite, but for the names of files and the moments of runs."""
    write_book(url, STUDENTS, only=DRAWN, names=HOSTILE)
    pages = write_pages(url, tmp_path / "pages")
    changing = r"[0-9a-f]{32}|\d{4}-\d\d-\d\d \d\d:\d\d UTC"
    first, second = ((folder / "index.html").read_text("utf-8") for folder in (class_pages, pages))
    assert re.sub(changing, "", second) == re.sub(changing, "", first)
    assert len([*pages.glob("students/*")]) == STUDENTS
