"""Memory in large pages holds what it held before, and is hardly more."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.conftest import ROOT

KILOBYTES = 18 * 1024
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has what a zygote needs")
PROGRAM = """
import json, mmap, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from grader.sandbox.inside import pages

def kilobytes():
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    return {line.split()[0]: int(line.split()[1]) for line in lines}

size = int(sys.argv[2]) * 1024
used, reserved = (mmap.mmap(-1, size, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) for _ in range(2))
starts = range(0, size, mmap.PAGESIZE)
for start in starts:
    used[start : start + 8] = start.to_bytes(8, "big")
for start in starts[::64]:
    reserved[start] = 1
before = kilobytes()
pages.gather()
after = kilobytes()
same = all(used[start : start + 8] == start.to_bytes(8, "big") for start in starts) and reserved[0] == 1
print(json.dumps({"same": same, "before": before, "after": after}))
"""


@pytest.fixture(scope="module")
def gathered() -> Any:
    """What a process found that has two pieces of memory, one in use and one reserved, and gathered them."""
    command = [sys.executable, "-c", PROGRAM, str(ROOT), str(KILOBYTES)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return json.loads(done.stdout)


def test_the_same_content(gathered: Any) -> None:
    """Whether the kernel has moved it or not."""
    assert gathered["same"]


def test_what_is_in_use_is_in_large_pages(gathered: Any) -> None:
    """All of it but the ends."""
    if gathered["after"]["AnonHugePages:"] == 0:
        pytest.skip("this kernel makes no large pages when it is asked to; Linux 6.1 and newer do")
    assert gathered["after"]["AnonHugePages:"] >= KILOBYTES - 2 * 2048


def test_what_is_only_reserved_takes_no_memory(gathered: Any) -> None:
    """OpenBLAS has 32 MB of which it has touched two pages."""
    assert gathered["after"]["Rss:"] - gathered["before"]["Rss:"] < KILOBYTES / 2
