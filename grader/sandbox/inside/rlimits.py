"""Resource limits that a process lays on itself before it sees a student's code."""

import contextlib
import mmap
from pathlib import Path


def apply(memory_bytes: int, cpu_seconds: int, file_bytes: int) -> list[str]:
    """Set what this system has of memory, processor time, file size and core dumps; names of what holds."""
    try:
        import resource  # noqa: PLC0415 - not there on Windows
    except ImportError:
        return []
    wanted = {
        "memory": (resource.RLIMIT_AS, _address_space(resource.getpagesize()) + memory_bytes),
        "cpu": (resource.RLIMIT_CPU, cpu_seconds),
        "file-size": (resource.RLIMIT_FSIZE, file_bytes),
        "no-core": (resource.RLIMIT_CORE, 0),
    }
    held = []
    for name, (which, value) in wanted.items():
        with contextlib.suppress(OSError, ValueError):  # macOS refuses some; what holds is what is reported
            hard = resource.getrlimit(which)[1]
            bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
            # At the hard limit of processor time comes SIGKILL, which would look like the machine's doing
            resource.setrlimit(which, (bound, hard if name == "cpu" else bound))
            if name != "memory" or _is_refused(2 * bound):
                held.append(name)
    return held


def _is_refused(size: int) -> bool:
    """Whether so much memory cannot be had; asking takes none. Some systems accept the limit and ignore it."""
    try:
        mmap.mmap(-1, size).close()
    except (OSError, ValueError):
        return True
    return False


def _address_space(page_bytes: int) -> int:
    """Bytes of address space in use now: numpy and sympy are not the student's."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 512 * 2**20  # no /proc, as on macOS
    return pages * page_bytes
