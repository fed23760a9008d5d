"""A class, and what a gradebook says of it when nothing goes wrong."""

import pytest

from tests.faults.running import Class, command, marks_of, run, slow_class


@pytest.fixture(scope="session")
def of(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """Graded once without a fault."""
    folder = slow_class(tmp_path_factory.mktemp("undisturbed"))
    done = run(command(folder, folder / "book.db"))
    assert done.returncode == 0, done.stdout + done.stderr
    return Class(folder, marks_of(folder / "book.db"))
