"""A class, and what a gradebook says of it when nothing goes wrong."""

import pytest

from tests.faults.running import Class, undisturbed
from tests.gradebook.commands import Warm


@pytest.fixture(scope="session")
def of(tmp_path_factory: pytest.TempPathFactory, warm: Warm) -> Class:
    """Graded once without a fault."""
    return undisturbed(tmp_path_factory.mktemp("undisturbed"), warm)
