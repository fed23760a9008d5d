"""Calls to the Linux kernel that Python has no function for."""

import ctypes
import os
from functools import cache


class KernelError(OSError):
    """The kernel refused a call; its `errno` and text are the reason."""


@cache
def _libc() -> ctypes.CDLL:
    """The C library; as many arguments as a call can have are always given, for it may take fewer."""
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl.argtypes = (ctypes.c_int, *(ctypes.c_ulong,) * 4)
    library.syscall.argtypes = (ctypes.c_long,) * 7
    library.syscall.restype = ctypes.c_long
    return library


def prctl(option: int, *arguments: int) -> int:
    """prctl(2); KernelError if it is refused."""
    return _checked(_libc().prctl(option, *(*arguments, 0, 0, 0, 0)[:4]))


def syscall(number: int, *arguments: int) -> int:
    """syscall(2) with integers, also those that are addresses; KernelError if it is refused."""
    return _checked(_libc().syscall(number, *(*arguments, 0, 0, 0, 0, 0, 0)[:6]))


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise KernelError(number, os.strerror(number))
    return int(result)
