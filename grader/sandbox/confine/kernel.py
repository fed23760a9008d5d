"""Calls to the Linux kernel that Python has no function for."""

import ctypes
import os
from functools import cache


class KernelError(OSError):
    """The kernel refused a call; its `errno` and text are the reason."""


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def prctl(option: int, *arguments: int) -> int:
    """prctl(2); KernelError if it is refused."""
    return _checked(_libc().prctl(option, *(ctypes.c_ulong(one) for one in (*arguments, 0, 0, 0, 0)[:4])))


def syscall(number: int, *arguments: object) -> int:
    """syscall(2) with integers and ctypes references as arguments; KernelError if it is refused."""
    converted = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return _checked(_libc().syscall(ctypes.c_long(number), *converted))


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise KernelError(number, os.strerror(number))
    return int(result)
