"""The system calls that a student's process may make: an allow-list, some of it with conditions on arguments.

A list of what is forbidden would not do: `prlimit64` on the grader kills it, `fcntl` sends signals, `shmget` leaves
memory behind, and all three are ordinary calls. Whatever is not named here fails with EPERM: no process, thread, exec,
socket, signal, prctl, memfd, shared memory, and no way to open a file for writing.
"""

import ctypes
import errno
import os
from functools import cache

from grader.sandbox.confine import bpf
from grader.sandbox.confine.bpf import Program
from grader.sandbox.confine.kernel import AUDIT_ARCH, NUMBERS, KernelError, machine, prctl

_PR_SET_SECCOMP = 22
_MODE_FILTER = 2
_X32_BIT = 0x40000000
_INSTRUCTION_BYTES = 8
_FEW = 4

# A list of what is allowed, not of what is forbidden: prlimit64 on the grader, fcntl's signals, SysV memory that
# outlives a run and keyrings are ordinary calls, and came through when only the famous ones were denied.
ALLOWED = (
    "read write futex close fstat newfstatat mmap munmap brk mprotect madvise mremap lseek readv writev pread64 "
    "stat lstat statx access faccessat faccessat2 readlink readlinkat getdents64 getcwd "
    "poll ppoll select pselect6 dup dup2 dup3 "
    "rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack restart_syscall "
    "clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times getrusage getrlimit "
    "getpid gettid getppid getpgrp getuid geteuid getgid getegid getresuid getresgid getgroups "
    "uname sysinfo sched_yield sched_getaffinity getcpu membarrier getrandom "
    "set_robust_list set_tid_address rseq arch_prctl exit exit_group"
).split()
"""Allowed with any arguments: each works on the process itself or on descriptors that it already has. `stat` of a known
path reveals that it exists, and `readlink` where a link leads, which only a mount namespace hides."""

ABSENT = "clone3 openat2 close_range memfd_create io_uring_setup pidfd_open".split()
"""Answered as if the kernel were older: the C library then takes another way, which EPERM would keep it from."""

CONDITIONAL = ("open", "openat", "ioctl", "fcntl", "prlimit64")
"""Allowed for some arguments."""

_READ_ONLY_FLAGS = (
    os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_DIRECTORY | os.O_NOCTTY | 0o100000
)  # the last is O_LARGEFILE, which Python shows as 0
_IOCTL_COMMANDS = (0x5401, 0x541B, 0x5451, 0x5450)  # TCGETS (isatty), FIONREAD, FIOCLEX, FIONCLEX
_FCNTL_COMMANDS = (0, 1, 2, 3, 1030)  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC

_DENY = bpf.give(bpf.errno(errno.EPERM))
_ALLOW = bpf.give(bpf.ALLOW)


def program(name: str, *, can_open: bool = True) -> Program:
    """The filter for a machine (`x86_64` or `aarch64`), with or without a way to open files for reading."""
    numbers = NUMBERS[name]
    lines: list[Program] = [
        bpf.load(bpf.MACHINE),
        bpf.unless_equal(AUDIT_ARCH[name], bpf.give(bpf.KILL_PROCESS)),  # int 0x80 comes in as another machine
        bpf.load(bpf.NUMBER),
    ]
    if name == "x86_64":
        lines.append(bpf.if_any_bit(_X32_BIT, bpf.give(bpf.KILL_PROCESS)))
    cases = {numbers[call]: _ALLOW for call in ALLOWED if call in numbers}
    conditional = (call for call in CONDITIONAL if can_open or not call.startswith("open"))
    cases |= {numbers[call]: _condition(call) for call in conditional if call in numbers}
    cases |= {numbers[call]: bpf.give(bpf.errno(errno.ENOSYS)) for call in ABSENT}
    lines.append(_choice(sorted(cases.items())))
    return tuple(instruction for line in lines for instruction in line)


def _choice(cases: list[tuple[int, Program]]) -> Program:
    """The case of the loaded number, found by halving: the kernel tries all numbers when the filter is laid."""
    if len(cases) <= _FEW:
        return (*(instruction for number, then in cases for instruction in bpf.if_equal(number, then)), *_DENY)
    middle = len(cases) // 2
    return (*bpf.if_at_least(cases[middle][0], _choice(cases[middle:])), *_choice(cases[:middle]))


class Filters(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("filters", ctypes.c_char_p))


@cache
def assembled(name: str, can_open: bool) -> Filters:  # noqa: FBT001 - a key of the cache
    """The filter as the kernel reads it, worked out once, before the process that needs it is forked."""
    code = bpf.assemble(program(name, can_open=can_open))
    return Filters(len(code) // _INSTRUCTION_BYTES, code)


def lay(*, can_open: bool = True) -> None:
    """Filter every system call from now on; KernelError if the kernel or the machine has no seccomp."""
    name = machine()
    if name is None:
        raise KernelError(errno.ENOSYS, "this machine is neither x86_64 nor aarch64")
    prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.addressof(assembled(name, can_open)))


def _condition(call: str) -> Program:
    if call in {"open", "openat"}:
        flags = 1 if call == "open" else 2
        refused = ~_READ_ONLY_FLAGS & 0xFFFFFFFF
        # The low word is all that the kernel looks at itself, as the flags are an `int`
        return (*bpf.load(bpf.low(flags)), *bpf.if_any_bit(refused, _DENY), *_ALLOW)
    if call == "prlimit64":  # asking for one's own limits only: set on another process, a limit of 0 kills it
        # No process but this one (0), and no address of new limits (argument 2)
        parts = (bpf.low(0), bpf.high(0), bpf.low(2), bpf.high(2))
        checks = ((*bpf.load(part), *bpf.unless_equal(0, _DENY)) for part in parts)
        return (*(instruction for check in checks for instruction in check), *_ALLOW)
    commands = _IOCTL_COMMANDS if call == "ioctl" else _FCNTL_COMMANDS
    allowed = (bpf.if_equal(command, _ALLOW) for command in commands)
    # Commands are an `unsigned int` for the kernel: what stands in the high word changes nothing
    return (*bpf.load(bpf.low(1)), *(instruction for instructions in allowed for instruction in instructions), *_DENY)
