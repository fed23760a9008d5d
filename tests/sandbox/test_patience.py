"""How long an answer is waited for: an endless loop ends in time, and a busy machine ends nothing."""

import subprocess
import sys

import pytest

from grader.sandbox import patience as module
from grader.sandbox.patience import SLOWEST, Patience, processor_seconds


class Clocks:
    """A machine's clock, and a process's."""

    def __init__(self) -> None:
        self.now = 100.0
        self.used: float | None = 7.0

    def monotonic(self) -> float:
        """What the machine's says."""
        return self.now

    def pass_by(self, seconds: float, share: float) -> None:
        """The process has a share of a processor for so long."""
        self.now += seconds
        if self.used is not None:
            self.used += share * seconds


@pytest.mark.parametrize(("share", "expected"), [(1.0, 3.0), (0.5, 5.9), (0.3, 9.8), (0.0, 12.0), (2.0, 1.6)])
def test_work_counts_and_waiting_a_quarter_as_much(
    share: float, expected: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A loop with all of a processor ends after 3 s, with half of one after 6, and what sleeps after 12."""
    clocks = Clocks()
    monkeypatch.setattr(module, "time", clocks)
    patience = Patience(3.0, lambda: clocks.used)
    while not patience.is_over:
        clocks.pass_by(0.1, share)
        patience.look()
    assert clocks.now - 100 == pytest.approx(expected, abs=0.11)


def test_where_processor_time_is_not_known_all_that_is_waited_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on systems without /proc."""
    clocks = Clocks()
    clocks.used = None
    monkeypatch.setattr(module, "time", clocks)
    patience = Patience(3.0, lambda: clocks.used)
    patience.look()
    clocks.pass_by(2.9, 0.0)
    assert not patience.is_over
    clocks.pass_by(0.2, 0.0)
    assert patience.is_over
    assert SLOWEST > 1


@pytest.mark.skipif(sys.platform != "linux", reason="processor time of another process is read from /proc")
def test_the_processor_time_of_another_process() -> None:
    """It grows with what the process does; of one that is gone nothing is known."""
    code = "import time\nwhile time.process_time() < 0.5: pass\nprint(flush=True)\ninput()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        used = processor_seconds(process.pid)
        process.kill()
    assert used is not None
    assert used >= 0.45
    assert processor_seconds(process.pid) is None
