"""System calls as an attack makes them: by number, past everything that Python would check."""

from grader.sandbox.attacks.attack import body

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
