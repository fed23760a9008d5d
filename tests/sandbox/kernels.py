"""Kernels that can do less, made by a filter of system calls around the grader itself.

Run as a file, it lays the filter on its own process and then becomes the command:

    python kernels.py '[["unshare", 1, null], ...]' [--as UID] [--capabilities MASK] -- COMMAND ...
"""

import ctypes
import errno
import json
import os
import sys
from collections.abc import Sequence
from typing import NamedTuple

# fmt: off
NUMBERS = {
    "acct": (163, 89), "add_key": (248, 217), "bpf": (321, 280), "clock_settime": (227, 112), "clone": (56, 220),
    "clone3": (435, 435), "delete_module": (176, 106), "fsconfig": (431, 431), "fsmount": (432, 432),
    "fsopen": (430, 430), "init_module": (175, 105), "io_uring_setup": (425, 425), "kexec_load": (246, 104),
    "keyctl": (250, 219), "landlock_create_ruleset": (444, 444), "mount": (165, 40), "move_mount": (429, 429),
    "open_by_handle_at": (304, 265), "open_tree": (428, 428), "perf_event_open": (298, 241), "pivot_root": (155, 41),
    "prctl": (157, 167), "quotactl": (179, 60), "reboot": (169, 142), "request_key": (249, 218), "seccomp": (317, 277),
    "setns": (308, 268), "swapon": (167, 224), "syslog": (103, 116), "umount2": (166, 39), "unshare": (272, 97),
    "userfaultfd": (323, 282),
}
"""The numbers of calls on x86_64 and on aarch64; compared with libseccomp's in `confine/test_syscalls.py`."""
# fmt: on

_NAMESPACES = 0x7E020000
_SET_SECCOMP = 22


class Rule(NamedTuple):
    """A call that fails with an error number, always or if its first argument fits."""

    call: str
    error: int
    equal: int | None = None
    bits: int | None = None


_NOT_IN_DOCKER = (
    "acct add_key bpf clock_settime delete_module fsconfig fsmount fsopen init_module io_uring_setup kexec_load keyctl "
    "mount move_mount open_by_handle_at open_tree perf_event_open pivot_root quotactl reboot request_key setns swapon "
    "syslog umount2 unshare userfaultfd"
)
DOCKER = (
    *(Rule(call, errno.EPERM) for call in _NOT_IN_DOCKER.split()),
    Rule("clone", errno.EPERM, bits=_NAMESPACES),
    Rule("clone3", errno.ENOSYS),
)
"""What Docker's default profile denies to a container without added capabilities, as far as it matters here: its list
names what is allowed (https://github.com/moby/profiles, seccomp/default.json); ptrace is among that."""
DOCKER_CAPABILITIES = 0xA80425FB
"""CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, SETGID, SETUID, SETPCAP, NET_BIND_SERVICE, NET_RAW, SYS_CHROOT, MKNOD,
AUDIT_WRITE and SETFCAP: what root has in a container by default."""
NO_LANDLOCK = (Rule("landlock_create_ruleset", errno.EOPNOTSUPP),)
"""Landlock is compiled into the kernel, but switched off."""
NO_SECCOMP = (Rule("prctl", errno.EINVAL, equal=_SET_SECCOMP), Rule("seccomp", errno.ENOSYS))
"""A kernel without seccomp, or a system such as gVisor that does not offer it."""
NO_NAMESPACES = (
    Rule("unshare", errno.EPERM),
    Rule("clone", errno.EPERM, bits=_NAMESPACES),
    Rule("clone3", errno.ENOSYS),
)
"""User namespaces are forbidden, as on Ubuntu 24.04."""


def under(
    rules: Sequence[Rule], command: Sequence[str], *, user: int | None = None, capabilities: int | None = None
) -> list[str]:
    """The command, run on a kernel that refuses what the rules say."""
    more = [*(["--as", str(user)] if user is not None else [])]
    more += ["--capabilities", str(capabilities)] if capabilities is not None else []
    return [sys.executable, __file__, json.dumps(rules), *more, "--", *command]


def main() -> None:
    """Lay the filter on this process, give up what is to be given up, and become the command."""
    end = sys.argv.index("--")
    options = dict(zip(sys.argv[2:end:2], map(int, sys.argv[3:end:2]), strict=True))
    rules = [Rule(*rule) for rule in json.loads(sys.argv[1])]
    if "--as" in options:
        os.setgroups([])
        os.setresgid(*[options["--as"]] * 3)
        os.setresuid(*[options["--as"]] * 3)
    if "--capabilities" in options:
        _keep_capabilities(options["--capabilities"])
    if rules:
        _lay(rules)
    os.execv(sys.argv[end + 1], sys.argv[end + 1 :])  # noqa: S606 - what a wrapper does


def _lay(rules: list[Rule]) -> None:
    from grader.sandbox.confine import bpf, privileges

    lines = [bpf.load(bpf.NUMBER)]
    for rule in rules:
        refuse = bpf.give(bpf.errno(rule.error))
        if rule.equal is not None:
            refuse = (*bpf.load(bpf.low(0)), *bpf.if_equal(rule.equal, refuse), *bpf.give(bpf.ALLOW))
        if rule.bits is not None:
            refuse = (*bpf.load(bpf.low(0)), *bpf.if_any_bit(rule.bits, refuse), *bpf.give(bpf.ALLOW))
        lines.append(bpf.if_equal(NUMBERS[rule.call][os.uname().machine == "aarch64"], refuse))
    code = bpf.assemble(tuple(instruction for line in (*lines, bpf.give(bpf.ALLOW)) for instruction in line))
    privileges.no_new_privileges()
    program = _Filters(len(code) // 8, code)
    if ctypes.CDLL(None).prctl(_SET_SECCOMP, ctypes.c_ulong(2), ctypes.byref(program), 0, 0):
        raise OSError("the filter cannot be laid")


class _Filters(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("filters", ctypes.c_char_p))


def _keep_capabilities(mask: int) -> None:
    """Give up all others, and the chance to get them back."""
    library = ctypes.CDLL(None)
    for capability in range(64):
        if not mask >> capability & 1:
            library.prctl(24, ctypes.c_ulong(capability), 0, 0, 0)
    number = 91 if os.uname().machine == "aarch64" else 126
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    parts = (ctypes.c_uint32 * 6)(mask & 0xFFFFFFFF, mask & 0xFFFFFFFF, 0, mask >> 32, mask >> 32, 0)
    if library.syscall(number, header, parts):
        raise OSError("capabilities cannot be given up")


if __name__ == "__main__":
    main()
