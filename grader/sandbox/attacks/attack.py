"""The record of one attack, what it is aimed at, and helpers to write its source.

A `Target` is a folder with secrets, a process of the grader's user, and addresses at which something listens. System
calls are made by number (`calling`), past everything that Python would check.
"""

from textwrap import dedent, indent
from typing import NamedTuple

from grader.sandbox.limits import MIB, Limits

SHORT = Limits(call_seconds=10.0, memory_bytes=96 * MIB, file_bytes=2 * MIB, output_bytes=2 * MIB)
"""What an attack may use: little, so that running into a limit takes no time."""
QUICK = SHORT._replace(call_seconds=0.3)
"""For those that are only ended by their deadline."""

REFUSED = ("forbidden", "raised")
"""The system has refused it, and Python has told the code so by an exception."""
VALUE = ("value",)
"""It came back with a value, which is the student's claim and nothing more."""
_PLAIN = ("'honest'", "'forged'", "'patched'", "1", "False", "None")


class Attack(NamedTuple):
    """One attack and what must come of it."""

    name: str
    """A name that no other attack has."""
    means: str
    """What a student's code could do if it succeeded, in words that follow "it can"."""
    expects: tuple[str, ...]
    """The verdicts it may get: `value`, or the name of a `FailureKind`."""
    source: str
    """The student's file, which defines `attack(target)`."""
    stopped_by: tuple[str, ...] = ()
    """The layers that stop it, each of them alone: with all of them removed it succeeds. Empty where the protocol and
    the deadlines suffice, which cannot be removed."""
    level: str = "confined"
    """The weakest level at which it must not succeed."""
    limits: Limits = SHORT
    """What the code may use."""
    looks_again: bool = False
    """Whether the source defines `look(target)`, which another submission calls to find what this one left."""
    machine: str = ""
    """The only kind of machine on which it can be tried; empty for all."""
    plain: tuple[str, ...] = _PLAIN
    """What its code could as well return without any attack, as expressions: where one of them is a right answer, so
    is what comes of the attack, and nothing was gained by it."""


def body(text: str) -> str:
    """The source of an attack whose function has this body."""
    return "import os\n\n\ndef attack(target):\n" + indent(dedent(text).strip(), "    ") + "\n"


class Target(NamedTuple):
    """Everything that an attack is told; it is told more than a student would know."""

    folder: str
    """A course's folder, which anybody may read and write."""
    solution: str
    """A file in it that holds the secret; `import hidden` from its folder gives the secret as `hidden.SECRET`."""
    exercise: str
    """Another one, with a hidden item."""
    submission: str
    """Another student's work."""
    link: str
    """A symbolic link in the folder, whose text holds the secret."""
    library: str
    """A file in the folder that stands for one of an installed package."""
    readable: str
    """A folder that a student's code may read: that of the standard library."""
    victim: int
    """A process of the same user, with the secret in its memory, its environment and its command line."""
    tcp: int
    """A port on this machine at which something listens."""
    udp: int
    """Another one, for datagrams."""
    unix: str
    """The path of a socket at which something listens."""
    abstract: str
    """The name of a socket without a path at which something listens."""
    name: str
    """A name that is found nowhere else, for what an attack leaves behind."""
    key: int
    """The same, for what has a number instead of a name."""


# fmt: off
NUMBERS: dict[str, tuple[int, int]] = {
    "add_key": (248, 217), "bpf": (321, 280), "chroot": (161, 51), "clone": (56, 220), "clone3": (435, 435),
    "execveat": (322, 281), "fallocate": (285, 47), "fsopen": (430, 430), "ftruncate": (77, 46), "getpid": (39, 172),
    "inotify_add_watch": (254, 27), "inotify_init1": (294, 26), "io_uring_setup": (425, 425), "ioprio_set": (251, 30),
    "keyctl": (250, 219), "memfd_create": (319, 279), "mlock": (149, 228), "mq_open": (240, 180),
    "msgget": (68, 186), "openat2": (437, 437), "perf_event_open": (298, 241), "personality": (135, 92),
    "pidfd_getfd": (438, 438), "pidfd_open": (434, 434), "pidfd_send_signal": (424, 424), "prctl": (157, 167),
    "process_vm_readv": (310, 270), "ptrace": (101, 117), "rt_sigqueueinfo": (129, 138), "semget": (64, 190),
    "setns": (308, 268), "setpriority": (141, 140), "shmget": (29, 194), "syslog": (103, 116), "tgkill": (234, 131),
    "truncate": (76, 45), "unshare": (272, 97), "userfaultfd": (323, 282),
}
"""The numbers of calls on x86_64 and on aarch64; the tests compare them with libseccomp's."""
# fmt: on

_PRELUDE = f"""
import ctypes
import os

_NUMBERS = {NUMBERS!r}
_PLACE = int(os.uname().machine == "aarch64")
_LIBRARY = ctypes.CDLL(None, use_errno=True)


def call(name, *arguments):
    number = _NUMBERS[name][_PLACE] if isinstance(name, str) else name
    converted = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    result = _LIBRARY.syscall(ctypes.c_long(number), *converted)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


"""


def calling(text: str) -> str:
    """The source of an attack whose function has this body, which makes system calls by `call(name, ...)`."""
    return with_calls(body(text))


def with_calls(source: str) -> str:
    """A source in front of which `call(name, ...)` is defined."""
    return _PRELUDE + source
