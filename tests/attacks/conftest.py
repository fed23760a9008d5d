"""Zygotes of the two levels that promise to stop the attacks, started by a process that has a secret."""

import os
import secrets
from collections.abc import Iterator
from typing import Any

import pytest

from grader.errors import SandboxError
from grader.sandbox.levels.confined import Confined
from grader.sandbox.levels.forked import Confinement, ForkedProcess
from tests.attacks.field import adopt
from tests.attacks.run import Start

LEVELS = ("confined", "isolated")


class Wall:
    """The zygotes of both levels, or why a level does not hold."""

    def __init__(self) -> None:
        self._levels = {level: _started(level) for level in LEVELS}

    def get(self, level: str) -> Confined:
        """A level's zygote; the test is skipped, with the reason, where it cannot be had."""
        confined = self._levels[level]
        if isinstance(confined, str):
            pytest.skip(f"{level} does not hold here: {confined}")
        return confined

    def start(self, level: str, confinement: Confinement) -> Start:
        """Starts processes with a confinement of the test's choice."""
        zygote = self.get(level).zygote
        return lambda limits: ForkedProcess(zygote, limits, confinement)

    def close(self) -> None:
        """End the zygotes."""
        for confined in self._levels.values():
            if isinstance(confined, Confined):
                confined.close()


def _started(level: str) -> Confined | str:
    try:
        backend = Confined(level)
    except SandboxError as error:
        return str(error)
    try:
        backend.wait()
    except SandboxError as error:
        backend.close()
        return str(error)
    return backend


@pytest.fixture(scope="session")
def secret() -> str:
    """What a student's code must not see."""
    return f"canary-{secrets.token_hex(16)}"


@pytest.fixture(scope="session")
def wall(secret: str, tmp_path_factory: Any) -> Iterator[Wall]:
    """The zygotes, whose parent has the secret in its environment and in a descriptor that a child would inherit."""
    adopt()
    file = tmp_path_factory.mktemp("grader") / "open"
    file.write_text(secret, encoding="ascii")
    descriptor = os.open(file, os.O_RDONLY)
    os.set_inheritable(descriptor, True)
    os.environ["GRADER_CANARY"] = secret
    made = Wall()
    yield made
    made.close()
    del os.environ["GRADER_CANARY"]
    os.close(descriptor)
