"""In a plain container: Docker's default profile of system calls and its capabilities, as root and as another user."""

import os

import pytest

from tests.sandbox.elsewhere import ATTACKED, GRADE, for_everybody, holes, level_of, run
from tests.sandbox.kernels import DOCKER, DOCKER_CAPABILITIES, under

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can become root of a container"),
]


def test_root_of_a_container() -> None:
    """Every attack is stopped at `confined`."""
    command = under(DOCKER, [*ATTACKED, "confined"], capabilities=DOCKER_CAPABILITIES)
    assert holes(command) == []


def test_another_user_of_a_container() -> None:
    """The same without any capability."""
    assert holes(for_everybody(under(DOCKER, [*ATTACKED, "confined"], user=1000))) == []


def test_grading_in_a_container() -> None:
    """The level is `confined`, and every mark is right."""
    assert level_of(run(under(DOCKER, GRADE, capabilities=DOCKER_CAPABILITIES))) == "confined"


def test_a_container_has_no_namespaces() -> None:
    """The level `isolated` does not come up there, and says why."""
    command = under(DOCKER, [*ATTACKED, "isolated"], capabilities=DOCKER_CAPABILITIES)
    done = run(command)
    assert done.returncode != 0
    assert "SandboxError" in done.stderr or "ZygoteError" in done.stderr
    assert "bubblewrap is not installed" in done.stderr or "bwrap: " in done.stderr
