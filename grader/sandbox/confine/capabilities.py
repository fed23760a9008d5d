"""Capabilities: what root may do beyond an ordinary user. All of them are given up."""

import contextlib
import ctypes

from grader.sandbox.confine.kernel import KernelError, prctl, syscall
from grader.sandbox.confine.syscalls import machine

_PR_CAPBSET_DROP = 24
_PR_CAP_AMBIENT, _CLEAR_ALL = 47, 4
_VERSION_3 = 0x20080522
_CAPSET = {"x86_64": 126, "aarch64": 91}
_MOST = 64


class _Header(ctypes.Structure):
    """`struct __user_cap_header_struct`."""

    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


# Made here, once, and only ever read: a process that was just forked pays for each page of memory that it changes
_HEADER = _Header(_VERSION_3, 0)
_NOTHING = (ctypes.c_uint32 * 6)()  # two of `struct __user_cap_data_struct`


def drop_bounding_set() -> None:
    """Make sure that no later exec can give a capability back; needs CAP_SETPCAP, without which there is no need."""
    with contextlib.suppress(KernelError):  # a kernel without ambient capabilities has none to clear
        prctl(_PR_CAP_AMBIENT, _CLEAR_ALL)
    for capability in range(_MOST):
        try:
            prctl(_PR_CAPBSET_DROP, capability)
        except KernelError:  # not permitted, or there are no more
            return


def drop_all() -> None:
    """Give up every capability of this process; the kernel keeps none as ambient that is not permitted."""
    here = machine()
    assert here is not None  # noqa: S101 - the other layers have asked before
    syscall(_CAPSET[here], ctypes.addressof(_HEADER), ctypes.addressof(_NOTHING))
