"""Calls to the Linux kernel that Python has no function for, and their numbers on the two supported machines.

The tests compare the numbers with libseccomp's. A call that a machine does not have (aarch64 has no `open`) is missing
from its table.
"""

import ctypes
import os
import platform
import sys
from functools import cache

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""What the kernel calls the two machines in `seccomp_data.arch`."""

# fmt: off
NUMBERS: dict[str, dict[str, int]] = {
    "x86_64": {
        "read": 0, "write": 1, "open": 2, "close": 3, "stat": 4, "fstat": 5, "lstat": 6, "poll": 7, "lseek": 8,
        "mmap": 9, "mprotect": 10, "munmap": 11, "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14,
        "rt_sigreturn": 15, "ioctl": 16, "pread64": 17, "readv": 19, "writev": 20, "access": 21, "select": 23,
        "sched_yield": 24, "mremap": 25, "madvise": 28, "dup": 32, "dup2": 33, "nanosleep": 35, "getpid": 39,
        "exit": 60, "uname": 63, "fcntl": 72, "getcwd": 79, "readlink": 89, "gettimeofday": 96, "getrlimit": 97,
        "getrusage": 98, "sysinfo": 99, "times": 100, "getuid": 102, "getgid": 104, "geteuid": 107, "getegid": 108,
        "getppid": 110, "getpgrp": 111, "getgroups": 115, "getresuid": 118, "getresgid": 120, "sigaltstack": 131,
        "arch_prctl": 158, "gettid": 186, "time": 201, "futex": 202, "sched_getaffinity": 204, "getdents64": 217,
        "set_tid_address": 218, "restart_syscall": 219, "clock_gettime": 228, "clock_getres": 229,
        "clock_nanosleep": 230, "exit_group": 231, "openat": 257, "newfstatat": 262, "readlinkat": 267,
        "faccessat": 269, "pselect6": 270, "ppoll": 271, "set_robust_list": 273, "dup3": 292, "prlimit64": 302,
        "getcpu": 309, "getrandom": 318, "memfd_create": 319, "membarrier": 324, "statx": 332, "rseq": 334,
        "pidfd_open": 434, "io_uring_setup": 425, "clone3": 435, "close_range": 436, "openat2": 437,
        "faccessat2": 439, "landlock_create_ruleset": 444, "landlock_add_rule": 445, "landlock_restrict_self": 446,
    },
    "aarch64": {
        "getcwd": 17, "dup": 23, "dup3": 24, "fcntl": 25, "ioctl": 29, "faccessat": 48, "openat": 56, "close": 57,
        "getdents64": 61, "lseek": 62, "read": 63, "write": 64, "readv": 65, "writev": 66, "pread64": 67,
        "pselect6": 72, "ppoll": 73, "readlinkat": 78, "newfstatat": 79, "fstat": 80, "exit": 93, "exit_group": 94,
        "set_tid_address": 96, "futex": 98, "set_robust_list": 99, "nanosleep": 101, "clock_gettime": 113,
        "clock_getres": 114, "clock_nanosleep": 115, "sched_getaffinity": 123, "sched_yield": 124,
        "restart_syscall": 128, "sigaltstack": 132, "rt_sigaction": 134, "rt_sigprocmask": 135, "rt_sigreturn": 139,
        "getresuid": 148, "getresgid": 150, "times": 153, "getgroups": 158, "uname": 160, "getrlimit": 163,
        "getrusage": 165, "getcpu": 168, "gettimeofday": 169, "getpid": 172, "getppid": 173, "getuid": 174,
        "geteuid": 175, "getgid": 176, "getegid": 177, "gettid": 178, "sysinfo": 179, "brk": 214, "munmap": 215,
        "mremap": 216, "mmap": 222, "mprotect": 226, "madvise": 233, "prlimit64": 261, "getrandom": 278,
        "memfd_create": 279, "membarrier": 283, "statx": 291, "rseq": 293, "pidfd_open": 434, "io_uring_setup": 425,
        "clone3": 435, "close_range": 436, "openat2": 437, "faccessat2": 439, "landlock_create_ruleset": 444,
        "landlock_add_rule": 445, "landlock_restrict_self": 446,
    },
}
# fmt: on


@cache
def machine() -> str | None:
    """The name of this machine in the tables; None if it is not supported: a 32-bit Python, or another system."""
    if sys.platform != "linux":
        return None
    name = platform.machine().lower()
    name = {"amd64": "x86_64", "arm64": "aarch64"}.get(name, name)
    return name if name in NUMBERS and sys.maxsize > 2**32 else None


class KernelError(OSError):
    """The kernel refused a call; its `errno` and text are the reason."""


@cache
def _libc() -> ctypes.CDLL:
    """The C library; as many arguments as a call can have are always given, for it may take fewer."""
    library = ctypes.CDLL(None, use_errno=True)
    # Without types ctypes would pass integers of 32 bits, which hold no address
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
