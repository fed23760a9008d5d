"""A user of pytest, with a home of their own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from grader.sandbox.levels.known_level import remember
from grader.sandbox.levels.sandbox import Sandbox

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a user who has used no course yet."""
    return tmp_path_factory.mktemp("home")


@contextmanager
def at_home(home: Path) -> Iterator[None]:
    """In this process, too."""
    with pytest.MonkeyPatch.context() as here:
        here.delenv("XDG_CACHE_HOME", raising=False)
        here.delenv("XDG_CONFIG_HOME", raising=False)
        here.setenv("HOME", str(home))
        yield


@pytest.fixture(scope="module")
def run(own_home: Path, patient: Sandbox) -> Run:
    """Runs a module of Python's as a user would, who knows which level holds and has the plugin installed."""
    assert entry_points(group="pytest11", name="grader"), "install the package again: pip install -e . --no-deps"
    # Neither our own options nor the place of this very package's work
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "XDG_"))}
    environment = {**kept, "HOME": str(own_home), "COLUMNS": "200"}
    with at_home(own_home):
        remember(patient.level)

    def start(module: str, *words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-P", "-m", module, *map(str, words)]
        return subprocess.run(
            command, capture_output=True, text=True, cwd=cwd, env=environment, timeout=120, check=False
        )

    return start
