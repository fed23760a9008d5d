"""A process forked from the zygote, seen from the grader: what becomes of it, and of those whose zygote has gone."""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.errors import SandboxError
from grader.sandbox.client.session import DeadlineError, EndedError, FloodError
from grader.sandbox.levels.confined import Confined
from grader.sandbox.levels.forked import LAYERS, Confinement, ForkedProcess
from grader.sandbox.limits import MIB, Limits
from grader.sandbox.wire.messages import from_bytes
from tests.attacks.field import descendants

SOON = 20.0
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has what a zygote needs")


@pytest.fixture(scope="module")
def confined() -> Iterator[Confined]:
    """A zygote."""
    try:
        backend = Confined("confined")
        backend.wait()
    except SandboxError as error:
        pytest.skip(f"there is no zygote here: {error}")
    yield backend
    backend.close()


def forked(confined: Confined, confinement: Confinement | None = None) -> ForkedProcess:
    """A process, with the layers that it says it has laid."""
    return ForkedProcess(confined.zygote, Limits(), confinement or Confinement())


def said(process: ForkedProcess) -> list[str]:
    """What it says that it has laid."""
    layers: list[str] = from_bytes(process.receive(SOON))["ready"]
    return layers


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_can_be_left_out(confined: Confined, layer: str) -> None:
    """It is not claimed then; the controls of the attacks rest on this."""
    process = forked(confined, Confinement(tuple(kept for kept in LAYERS if kept != layer)))
    layers = said(process)
    process.kill()
    assert layer not in layers
    assert layers == [name for name in LAYERS if name in layers], "they are told in the order in which they are laid"


def test_no_landlock(confined: Confined) -> None:
    """A kernel without it: the layer is not claimed, and no file can be opened at all."""
    process = forked(confined, Confinement(landlock=0))
    layers = said(process)
    process.kill()
    assert "landlock" not in layers
    assert "seccomp" in layers


def test_nobody_answers(confined: Confined) -> None:
    """A request that is not answered comes to its deadline, and the process can be ended then."""
    process = forked(confined)
    said(process)
    start = time.monotonic()
    with pytest.raises(DeadlineError):
        process.receive(0.05)
    assert time.monotonic() - start < SOON
    process.kill()


def test_a_process_that_has_ended_says_how(confined: Confined) -> None:
    """With the number of the signal."""
    process = forked(confined)
    said(process)
    (pid,) = descendants(confined.zygote.pid)
    os.kill(pid, 11)
    with pytest.raises(EndedError, match="signal 11"):
        process.receive(SOON)
    process.kill()


def test_a_process_that_does_not_read(confined: Confined) -> None:
    """A request larger than a pipe holds is given up at the deadline, instead of waiting for ever."""
    process = ForkedProcess(confined.zygote, Limits(call_seconds=0.1), Confinement())
    said(process)
    (pid,) = descendants(confined.zygote.pid)
    os.kill(pid, 19)
    start = time.monotonic()
    process.send(b"x" * MIB, answers=1)
    assert time.monotonic() - start < SOON
    process.kill()
    assert descendants(confined.zygote.pid) == set()


def test_an_answer_that_is_announced_too_large(confined: Confined) -> None:
    """It is refused before any of it is kept."""
    process = ForkedProcess(confined.zygote, Limits(message_bytes=10), Confinement())
    with pytest.raises(FloodError, match="returned more than"):
        said(process)
    process.kill()


def test_it_can_be_ended_twice_and_after_its_zygote(confined: Confined) -> None:
    """Whoever holds one from a zygote that was replaced can still put it away, and no descriptor stays open."""
    before = len(list(Path("/proc/self/fd").iterdir()))
    other = Confined("confined")
    process = forked(other)
    other.close()
    process.kill()
    process.kill()
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_zygote_that_is_gone_leaves_no_half_of_a_process(confined: Confined) -> None:
    """The descriptors that were made for it are closed."""
    other = Confined("confined")
    other.wait()
    before = len(list(Path("/proc/self/fd").iterdir()))
    os.kill(other.zygote.pid, 9)
    with pytest.raises(SandboxError, match="the zygote"):
        forked(other)
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    other.close()
