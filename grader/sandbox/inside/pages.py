"""Large pages for the zygote's memory: a fork has one entry of a page table to copy for each, instead of 512."""

import contextlib
import ctypes
import os
from collections.abc import Iterator
from pathlib import Path

# The size of a large page on x86-64, and on aarch64 with small pages of 4 KiB.
_LARGE = 2 * 2**20
_SMALL = os.sysconf("SC_PAGE_SIZE")
# Of `/proc/self/pagemap`, one for each small page: see the kernel's Documentation/admin-guide/mm/pagemap.rst.
_ENTRY_BYTES = 8
# Linux 6.1 and later, `include/uapi/asm-generic/mman-common.h`; the module `mmap` has no name for it yet.
_MADV_COLLAPSE = 25


def gather() -> None:
    """Have the kernel put this process's private memory into large pages, where most of such a page is in use.

    The memory reads the same afterwards. A kernel before 6.1 refuses, and a fork then takes as long as it did before.
    """
    madvise = ctypes.CDLL(None).madvise
    madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    # It costs time only where /proc is not to be read
    with contextlib.suppress(OSError), Path("/proc/self/pagemap").open("rb", buffering=0) as pagemap:
        for start in _aligned():
            pagemap.seek(start // _SMALL * _ENTRY_BYTES)
            entries = pagemap.read(_LARGE // _SMALL * _ENTRY_BYTES)
            in_use = sum(last >> 7 for last in entries[_ENTRY_BYTES - 1 :: _ENTRY_BYTES])  # the top bit of each entry
            if 2 * in_use * _SMALL > _LARGE:  # OpenBLAS has reserved 32 MB of which it has touched two pages
                madvise(start, _LARGE, _MADV_COLLAPSE)


def _aligned() -> Iterator[int]:
    """Where a large page can begin: inside private memory that is no file's."""
    for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines():
        addresses, rights, *_, inode = line.split()[:5]
        if rights == "rw-p" and inode == "0" and "[stack]" not in line:
            first, last = (int(address, 16) for address in addresses.split("-"))
            yield from range(-(-first // _LARGE) * _LARGE, last - _LARGE + 1, _LARGE)
