"""Bad circumstances: a named level, or an error with its reason; no silent fall, no traceback, no student's zero."""

import os
import shutil
import signal
import stat
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.course.load import load_course
from grader.course.read_submission import read_submission
from grader.errors import SandboxError
from grader.judging.supervised import judge_supervised
from grader.model.verdict import Verdict
from grader.sandbox.client.exchange import Exchange
from grader.sandbox.client.outcome import Returned
from grader.sandbox.client.student_session import StudentSession
from grader.sandbox.levels.confined import Confined
from grader.sandbox.levels.forked import Confinement, ForkedProcess
from grader.sandbox.levels.probe import attack
from grader.sandbox.levels.sandbox import Sandbox, holes
from grader.sandbox.levels.zygote import Zygote, ZygoteError
from grader.sandbox.limits import Limits
from tests.conftest import ROOT
from tests.sandbox.elsewhere import GRADE, for_everybody, level_of, run
from tests.sandbox.kernels import NO_LANDLOCK, NO_SECCOMP, under

SOURCE = b"import time\ndef f(x): return x + 1\ndef slow():\n    time.sleep(60)\n"
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can arrange this")
needs_bubblewrap = pytest.mark.skipif(shutil.which("bwrap") is None, reason="bubblewrap is not installed")


@pytest.fixture(autouse=True)
def holds(backends: Any) -> None:
    """Where the level does not hold on this machine in good circumstances, it is no use to try bad ones."""
    backends.get("confined")


@pytest.fixture
def confined() -> Iterator[Confined]:
    """A zygote of its own for one test."""
    backend = Confined("confined")
    backend.wait()
    yield backend
    backend.close()


def opened(backend: Confined) -> StudentSession:
    """A session on a few functions."""
    return StudentSession(Exchange({"work.py": SOURCE}, Limits(), "confined", lambda: backend.start(Limits())))


# A zygote that is lost


def test_killed_before_a_submission(confined: Confined) -> None:
    """It is replaced, and the submission knows nothing of it."""
    lost = confined.zygote
    os.kill(lost.pid, signal.SIGKILL)
    session = opened(confined)
    assert session.call("work", "f", [(1,)]) == [Returned(2)]
    assert confined.zygote is not lost
    session.close()


def test_killed_between_submissions(confined: Confined) -> None:
    """The next one does not start with a loss: each is judged in a fork, which would have to replace it for itself."""
    lost = confined.zygote
    os.kill(lost.pid, signal.SIGKILL)
    lost._process.wait()  # noqa: SLF001 - until the system has ended it
    confined.wait()
    assert confined.zygote is not lost
    assert not confined.zygote.is_lost
    session = opened(confined)
    assert session.call("work", "f", [(1,)]) == [Returned(2)]
    session.close()


def test_killed_during_a_call(confined: Confined) -> None:
    """The call has no outcome, which would be the student's: it is the wall's error. The next submission is served."""
    session = opened(confined)
    assert session.call("work", "f", [(1,)]) == [Returned(2)]
    killing = threading.Timer(0.1, os.kill, (confined.zygote.pid, signal.SIGKILL))
    killing.start()
    start = time.monotonic()
    with pytest.raises(SandboxError, match="the zygote"):
        session.call("work", "slow", [()])
    assert time.monotonic() - start < Limits().call_seconds
    killing.join()
    session.close()
    session = opened(confined)
    assert session.call("work", "f", [(1,)]) == [Returned(2)]
    session.close()


def test_stopped(confined: Confined, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that does not answer is ended and replaced; what it had forked ends with it."""
    plain = Zygote._ask  # noqa: SLF001 - nobody should wait ten seconds here
    monkeypatch.setattr(Zygote, "_ask", lambda self, request, descriptors=(): plain(self, request, descriptors, 0.3))
    running = opened(confined)
    assert running.call("work", "f", [(1,)]) == [Returned(2)]
    stopped = confined.zygote
    os.kill(stopped.pid, signal.SIGSTOP)
    assert running.call("work", "f", [(2,)]) == [Returned(3)], "it needs no zygote once it runs"
    session = opened(confined)
    assert session.call("work", "f", [(1,)]) == [Returned(2)]
    assert confined.zygote is not stopped
    assert not Path("/proc", str(stopped.pid)).exists()
    running.close()
    session.close()


def test_lost_twice(confined: Confined, monkeypatch: pytest.MonkeyPatch) -> None:
    """A zygote that dies again and again is an error at once, and not a third try."""
    started = []

    def start(_self: Zygote, *_arguments: Any) -> int:
        started.append(1)
        raise ZygoteError("the zygote has ended")

    monkeypatch.setattr(Zygote, "fork", start)
    with pytest.raises(SandboxError, match="the zygote has ended"):
        opened(confined).call("work", "f", [(1,)])
    assert len(started) == 2


def test_lost_whenever_a_submission_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judged once more, then told item by item: each carries no points, and none of them is a zero."""
    plain = Zygote.fork

    def fork_and_die(self: Zygote, *arguments: Any) -> int:
        pid = plain(self, *arguments)
        os.kill(self.pid, signal.SIGKILL)
        return pid

    sandbox = Sandbox("confined")
    sandbox.wait()
    monkeypatch.setattr(Zygote, "fork", fork_and_die)
    report = judge_supervised(read_submission(ROOT / "tests/submissions/perfect"), load_course(ROOT, ["xor"]), sandbox)
    sandbox.close()
    assert {item.verdict for item in report.failed} == {Verdict.GRADER_ERROR}
    assert {item.score for item in report.failed} == {None}
    assert [item.id for item in report.items if item.score == 0] == []
    assert report.score is None


# A kernel that has less


def test_no_landlock_but_seccomp(confined: Confined) -> None:
    """No file can be opened then: all attacks are stopped, but honest work as well, so that the level does not hold."""

    def start(limits: Limits) -> ForkedProcess:
        return ForkedProcess(confined.zygote, limits, Confinement(landlock=0))

    came_through = [finding.attack.hole for finding in attack("confined", start) if not finding.held]
    assert came_through == ["not import what honest work needs"]


def test_no_seccomp(confined: Confined) -> None:
    """The level does not hold, and what comes through is named."""

    def start(limits: Limits) -> ForkedProcess:
        layers = tuple(layer for layer in Confinement().layers if layer not in {"seccomp", "user"})
        return ForkedProcess(confined.zygote, limits, Confinement(layers))

    came_through = {finding.attack.hole for finding in attack("confined", start) if not finding.held}
    assert {"use the network", "change files of the same user", "change the grader's limits"} <= came_through


@pytest.mark.slow
@pytest.mark.parametrize(
    "rules",
    [NO_LANDLOCK, NO_SECCOMP],
    ids=["no Landlock", "no seccomp"],
)
def test_grading_on_a_lesser_kernel(rules: Any, tmp_path: Path) -> None:
    """Only `limited` holds, the report says so, and every mark is the same."""
    assert level_of(run(under(rules, GRADE), HOME=str(tmp_path))) == "limited"


def test_a_level_that_is_demanded_and_does_not_hold(tmp_path: Path) -> None:
    """Exit code 3 with what came through, no report, and no weaker level instead."""
    done = run(under(NO_SECCOMP, [*GRADE, "--sandbox", "confined"]), HOME=str(tmp_path))
    assert (done.returncode, done.stdout) == (3, "")
    assert "confined: a submission can " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_bubblewrap_that_fails(tmp_path: Path) -> None:
    """The level falls to `confined`, with bubblewrap's own words as the reason; a demand for more is refused."""
    tool = tmp_path / "bwrap"
    tool.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n", encoding="ascii")
    tool.chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    assert level_of(run(GRADE, HOME=str(tmp_path), PATH=path)) == "confined"
    done = run([*GRADE, "--sandbox", "isolated"], HOME=str(tmp_path), PATH=path)
    assert (done.returncode, done.stdout) == (3, "")
    assert "isolated: the zygote has ended: bwrap: setting up uid map: Permission denied" in done.stderr
    assert "Traceback" not in done.stderr


# A machine that gives less


@pytest.mark.slow
@needs_bubblewrap
def test_a_file_system_that_is_read_only(tmp_path: Path) -> None:
    """With /tmp, the home and the working folder: only shared memory can be written."""
    front = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--"]
    assert level_of(run([*front, *GRADE], HOME=str(tmp_path))) in {"confined", "isolated"}


@needs_bubblewrap
@needs_root
def test_a_disk_that_is_full(tmp_path: Path) -> None:
    """With nothing left for temporary files or for what is remembered."""
    full = f'dd if=/dev/zero of={tmp_path}/filled bs=4096 status=none; exec "$@"'
    front = ["bwrap", "--dev-bind", "/", "/", "--size", "65536", "--tmpfs", str(tmp_path), "--", "sh", "-c", full, "sh"]
    assert level_of(run([*front, *GRADE], HOME=str(tmp_path), TMPDIR=str(tmp_path))) in {"confined", "isolated"}


def test_no_file_may_be_written(tmp_path: Path) -> None:
    """Where no canary can be laid out, nothing is known, and no level that needs to be known is claimed."""
    front = ["prlimit", "--fsize=0", "--"]
    if shutil.which("prlimit") is None:
        pytest.skip("prlimit is not installed")
    done = run([*front, *GRADE, "--sandbox", "confined"], HOME=str(tmp_path))
    assert (done.returncode, done.stdout) == (3, "")
    assert "confined: no file can be made to attack" in done.stderr


def test_few_descriptors(tmp_path: Path) -> None:
    """64 are enough for every level."""
    front = [sys.executable, "-c", "import os, resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))\n"]
    front[-1] += "os.execv(sys.argv[1], sys.argv[1:])"
    assert level_of(run([*front, *GRADE], HOME=str(tmp_path))) in {"confined", "isolated"}


def test_a_cache_that_cannot_be_written() -> None:
    """Nothing is remembered then, and nothing is said about it."""
    assert level_of(run(GRADE, HOME="/proc/nothing")) in {"confined", "isolated"}


@needs_root
def test_a_user_without_an_account(tmp_path: Path) -> None:
    """Without a home and without a name; what Python takes for its home then is no folder of that name."""
    tmp_path.chmod(0o777)
    for folder in list(tmp_path.parents)[:3]:  # the last one may be the machine's own, whose other rights stay
        folder.chmod(stat.S_IMODE(folder.stat().st_mode) | 0o055)
    code = "from grader.sandbox.levels.known_level import recall, remember; remember('confined'); print(recall())"
    done = run(
        for_everybody(
            under((), ["/bin/sh", "-c", f'cd {tmp_path} && exec "$@"', "sh", sys.executable, "-c", code], user=54321)
        )
    )
    assert (done.stdout, done.stderr) == ("None\n", "")
    assert list(tmp_path.iterdir()) == []


def test_a_zygote_without_memory() -> None:
    """A machine that cannot start it says so."""
    limit = 64 * 2**20
    code = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))\n"
    code += "from grader.sandbox.levels.sandbox import start_backend\nfrom grader.sandbox.limits import Limits\n"
    code += "from grader.errors import SandboxError\nbackend = start_backend('confined', Limits())\n"
    code += "try:\n    backend.wait()\nexcept SandboxError as error:\n    print('told:', error)\nbackend.close()\n"
    done = run([sys.executable, "-c", code])
    assert done.stdout.startswith("told: the zygote has ended"), done.stderr


def test_the_reasons_of_a_fall_can_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a sandbox learns which stronger levels were tried, and why they do not hold."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    sandbox = Sandbox()
    assert sandbox.level == "confined"
    assert [(refused.level, refused.reasons) for refused in sandbox.refused] == [
        ("isolated", ("bubblewrap is not installed",))
    ]
    assert holes(sandbox.backend) == ()
    sandbox.close()
