"""kill -9 at random moments: of the process that was started, of its workers, and of their sandboxes."""

import os
import random
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from tests.faults.running import Class, below, kill, nothing_left, require_sound, require_whole, start, words

pytestmark = pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="what is killed here exists on Linux only")
MOMENTS = int(os.environ.get("GRADER_FAULT_MOMENTS", "8"))
"""So many more or less, for what takes seconds to start again and for what takes none; 100 take some minutes."""
SEED = int(os.environ.get("GRADER_FAULT_SEED", "7"))


@pytest.mark.slow
def test_the_parent(of: Class, tmp_path: Path) -> None:
    """Nothing that it started outlives it, nothing is torn, and the same command goes on."""
    random_ = random.Random(SEED)  # noqa: S311 - moments
    gradebook = tmp_path / "book.db"
    for _ in range(max(2, MOMENTS // 4)):
        with nothing_left():
            process = start(words(of.folder, gradebook, "--workers", "2"))
            try:
                process.wait(random_.uniform(0.2, 5.0))
            except subprocess.TimeoutExpired:
                process.kill()
            process.communicate()
        if gradebook.exists():
            require_sound(gradebook)
        if process.returncode == 0:  # done before its moment came: once more from the start
            require_whole(of, gradebook)
            gradebook.unlink()
    require_whole(of, gradebook)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kinds", "share", "pause"),
    [(("worker",), 0.2, 1.0), (("zygote",), 0.2, 1.0), (("judge", "student"), 0.6, 0.15)],
    ids=["worker", "zygote", "judge-or-student"],
)
def test_what_it_started(of: Class, tmp_path: Path, kinds: tuple[str, ...], share: float, pause: float) -> None:
    """Whatever dies is replaced, and its submission graded all the same."""
    random_ = random.Random(f"{SEED} {kinds}")  # noqa: S311 - moments
    left = max(2, round(MOMENTS * share))
    for round_ in range(left):
        gradebook = tmp_path / f"{round_}.db"
        with nothing_left():
            process = start(words(of.folder, gradebook, "--workers", "2"))
            while left and process.poll() is None:
                time.sleep(random_.uniform(0.2 * pause, 1.8 * pause))
                left -= kill_one(random_, process, kinds)
            said, told = process.communicate()
        assert process.returncode in {0, 3}, said + told
        require_whole(of, gradebook)
        if not left:
            return


def kill_one(random_: random.Random, process: "subprocess.Popen[str]", kinds: tuple[str, ...]) -> bool:
    """Kill one of these, if there is one."""
    children: list[psutil.Process] = [child for kind in kinds for child in below(process)[kind]]
    if children:
        kill(random_.choice(children))
    return bool(children)
