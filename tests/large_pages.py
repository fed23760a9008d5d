"""A worker of the tests in large pages, where the system has them: it is forked thousands of times.

What a fork costs grows with the pages of the process. The grader has some 100 MB; a worker has all test files and
the libraries of all of them, three times as much, and a fork took 30 ms. In pages of 2 MiB there are far fewer.
"""

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_MAPS = Path("/proc/self/maps")
_COLLAPSE = 25
"""MADV_COLLAPSE, since Linux 6.1; an older one refuses it, and nothing is changed."""
_SIZE = 2**21


class Memory(NamedTuple):
    """A part of this process's memory."""

    start: int
    end: int


def use_large_pages() -> None:
    """Put what is in memory now into large pages, as far as the system does it."""
    if not _MAPS.exists():
        return
    advise = ctypes.CDLL(None).madvise
    advise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    for memory in _own_memory():
        start, end = -(-memory.start // _SIZE) * _SIZE, memory.end // _SIZE * _SIZE
        if start < end:
            advise(start, end - start, _COLLAPSE)


def _own_memory() -> Iterator[Memory]:
    """What can be written and comes from no file."""
    for line in _MAPS.read_text("utf-8", errors="replace").splitlines():
        addresses, permissions, *_, inode_or_name = line.split()
        if permissions == "rw-p" and inode_or_name in {"0", "[heap]"}:
            yield Memory(*(int(address, 16) for address in addresses.split("-")))
