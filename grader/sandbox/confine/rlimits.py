"""Resource limits of a process: what it may use at most, whatever it does."""

import os
import resource
from typing import NamedTuple

_DESCRIPTORS = 64
_STACK_BYTES = 8 * 2**20


class Rlimits(NamedTuple):
    """The limits that differ from one course to the next."""

    memory_bytes: int
    """Address space beyond what is in use when the limits are laid down."""
    cpu_seconds: int
    """Processor time."""
    file_bytes: int
    """Size of a file that is written, which is the printed output."""


def lay(limits: Rlimits) -> None:
    """Lay the limits on this process; one that the system has set lower already stays as it is."""
    memory = _address_space() + limits.memory_bytes
    for which, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, _DESCRIPTORS),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_STACK, _STACK_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
    ):
        hard = resource.getrlimit(which)[1]
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(which, (bound, bound))


def _address_space() -> int:
    """Bytes in use now; read without a file object, which takes a millisecond in a process that was just forked."""
    descriptor = os.open("/proc/self/statm", os.O_RDONLY)
    try:
        return int(os.read(descriptor, 100).split()[0]) * resource.getpagesize()
    finally:
        os.close(descriptor)
