"""What a process gives up for good: capabilities, its user, new privileges, and outliving its parent."""

import contextlib
import ctypes
import os
import signal
from collections.abc import Iterable
from os import getpid, getppid, kill  # as they are: a student's process has others in their place
from pathlib import Path

from grader.sandbox.confine.kernel import KernelError, machine, prctl, syscall

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_PR_CAPBSET_DROP = 24
_PR_CAP_AMBIENT, _CLEAR_ALL = 47, 4
# `_LINUX_CAPABILITY_VERSION_3`, 64 bits in two words, of Linux 2.6.26 and later.
_VERSION_3 = 0x20080522
_CAPSET = {"x86_64": 126, "aarch64": 91}
# The kernel keeps capabilities in 64 bits; it has named about 40 so far, and says no to the others.
_MOST = 64


_NOTHING = (ctypes.c_uint32 * 6)()  # two of `struct __user_cap_data_struct`
_NOBODY = 65534


class _Header(ctypes.Structure):
    """`struct __user_cap_header_struct`."""

    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


# Made here, once, and only ever read: a process that was just forked pays for each page of memory that it changes
_HEADER = _Header(_VERSION_3, 0)


def drop_bounding_set() -> None:
    """Make sure that no later exec can give a capability back; needs CAP_SETPCAP, without which there is no need."""
    with contextlib.suppress(KernelError):  # a kernel without ambient capabilities has none to clear
        prctl(_PR_CAP_AMBIENT, _CLEAR_ALL)
    for capability in range(_MOST):
        try:
            prctl(_PR_CAPBSET_DROP, capability)
        except KernelError:  # not permitted, or there are no more
            return


def drop_capabilities() -> None:
    """Give up every capability of this process; the kernel keeps none as ambient that is not permitted."""
    here = machine()
    assert here is not None  # noqa: S101 - the other layers have asked before
    syscall(_CAPSET[here], ctypes.addressof(_HEADER), ctypes.addressof(_NOTHING))


def no_new_privileges() -> None:
    """No program that this process starts, setuid or not, may do more than the process itself."""
    prctl(_PR_SET_NO_NEW_PRIVS, 1)


def not_dumpable() -> None:
    """No other process of the same user may look into this one's memory."""
    prctl(_PR_SET_DUMPABLE, 0)


def die_with_parent(parent: int) -> None:
    """Be killed when the parent dies; a change of user clears this, so it comes after that."""
    prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if getppid() != parent:  # it died before the call
        kill(getpid(), signal.SIGKILL)


def become_nobody() -> None:
    """Give up root's user and groups for good; capabilities go with them."""
    # In this order: without its user a process has no right left to change its groups
    os.setgroups([])
    os.setresgid(_NOBODY, _NOBODY, _NOBODY)
    os.setresuid(_NOBODY, _NOBODY, _NOBODY)


def can_become_nobody(needed: Iterable[Path]) -> bool:
    """Whether this is root and nobody could still read what Python needs.

    Python may live under a home that is closed to others; then the process stays user 0 without any capability.
    Tried in a child, as nobody, rather than worked out from modes and access lists.
    """
    if os.geteuid() != 0:
        return False
    child = os.fork()
    if child == 0:
        try:
            become_nobody()
            # The child leaves at once: it is a copy of the zygote, and must not go on as a second one
            os._exit(0 if all(os.access(path, os.R_OK) for path in needed) else 1)
        except OSError:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
