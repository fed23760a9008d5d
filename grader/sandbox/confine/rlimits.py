"""Resource limits of a process: what it may use at most, whatever it does."""

import resource
from pathlib import Path
from typing import NamedTuple

# Python itself has a few open while it imports; whoever opens thousands is out for the system's tables.
_DESCRIPTORS = 64
# What Linux gives an ordinary process: deep recursion ends as a RecursionError, as it does at home.
_STACK_BYTES = 8 * 2**20


Bounds = tuple[tuple[int, int], ...]
"""Numbers of limits, as the system counts them, each with the most that it allows."""


class Rlimits(NamedTuple):
    """The limits that differ from one course to the next."""

    memory_bytes: int
    """Address space beyond what is in use when the process is forked."""
    cpu_seconds: int
    """Processor time."""
    file_bytes: int
    """Size of a file that is written, which is the printed output."""


def bounds(limits: Rlimits) -> Bounds:
    """Each limit with its bound, worked out before the fork; one that the system has set lower stays as it is."""
    wanted = (
        (resource.RLIMIT_AS, _address_space() + limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, _DESCRIPTORS),
        # Not relied on: it counts all of a user's processes, and does not hold root. Seccomp is what stops a fork
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_STACK, _STACK_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
    )
    return tuple((which, _lower(value, resource.getrlimit(which)[1])) for which, value in wanted)


def lay(bounds: Bounds) -> None:
    """Lay limits on this process for ever."""
    for which, bound in bounds:
        resource.setrlimit(which, (bound, bound))  # the hard one as well, which cannot be raised again


def _lower(value: int, hard: int) -> int:
    return value if hard == resource.RLIM_INFINITY else min(value, hard)


def _address_space() -> int:
    """Bytes in use now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
