"""What to do where a level of the sandbox does not hold, for the systems on which that is common.

It follows from facts about the machine on which a level depends; each is read, none is guessed from another.
"""

import os
import platform
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

_USER_NAMESPACES = {
    "kernel.apparmor_restrict_unprivileged_userns": "1",
    "kernel.unprivileged_userns_clone": "0",
    "user.max_user_namespaces": "0",
}


_CLOSED = {
    "kernel.apparmor_restrict_unprivileged_userns": (
        "Ubuntu's AppArmor forbids it: install a profile that allows bubblewrap to make user namespaces, "
        "or run `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`"
    ),
    "kernel.unprivileged_userns_clone": "run `sudo sysctl kernel.unprivileged_userns_clone=1`",
    "user.max_user_namespaces": "run `sudo sysctl user.max_user_namespaces=15000`",
}


class System(NamedTuple):
    """What this machine is."""

    platform: str
    """As in `sys.platform`."""
    kernel: str
    is_container: bool = False
    is_wsl: bool = False
    has_bubblewrap: bool = False
    landlock: int = 0
    """Version of Landlock that the kernel has; 0 for none."""
    against_namespaces: tuple[str, ...] = ()
    """Settings of the kernel, as `sysctl` names them, that keep ordinary users from making namespaces."""


def read_system() -> System:
    """The facts of this machine."""
    kernel = platform.release()
    if sys.platform != "linux":
        return System(sys.platform, kernel)
    from grader.sandbox.confine import landlock  # noqa: PLC0415 - only Linux has it

    return System(
        sys.platform,
        kernel,
        is_container=any(Path(path).exists() for path in ("/.dockerenv", "/run/.containerenv")),
        is_wsl="microsoft" in kernel.lower(),
        has_bubblewrap=shutil.which("bwrap") is not None,
        landlock=landlock.abi(),
        against_namespaces=_against_namespaces(),
    )


def _against_namespaces() -> tuple[str, ...]:
    if os.geteuid() == 0:  # root makes namespaces whatever these settings say
        return ()
    return tuple(name for name, value in _USER_NAMESPACES.items() if _setting(name) == value)


def _setting(name: str) -> str:
    try:
        return Path("/proc/sys", *name.split(".")).read_text(encoding="ascii").strip()
    except OSError:
        return ""


def cure(level: str, system: System) -> str:
    """One sentence on how to reach a level that does not hold on a system."""
    if system.platform == "darwin":
        return "macOS has no Landlock and no seccomp: for marks, run `grade` in a Linux container or on Linux"
    if system.platform == "win32":
        return "Windows has no Landlock and no seccomp: install WSL2 (`wsl --install`) and run `grade` in it"
    if system.platform != "linux":
        return "this system has no Landlock and no seccomp: for marks, run `grade` on Linux"
    return _for_namespaces(system) if level == "isolated" else _for_landlock(system)


def _for_namespaces(system: System) -> str:
    if not system.has_bubblewrap:
        return "install bubblewrap (`apt install bubblewrap`, `dnf install bubblewrap`)"
    for name in system.against_namespaces:
        return _CLOSED[name]
    if system.is_container:
        return (
            "containers forbid namespaces by default: `confined` is what they offer; for more, start this one with "
            "`--security-opt seccomp=unconfined --security-opt apparmor=unconfined`"
        )
    return "see what bubblewrap says above: `bwrap --unshare-all --ro-bind / / true` shows it too"


def _for_landlock(system: System) -> str:
    if system.landlock:
        return "the kernel has Landlock, and yet an attack came through: please report this with what is printed above"
    if system.is_wsl:
        return "run `wsl --update` in Windows: newer kernels of WSL2 have Landlock"
    if system.is_container:
        return (
            "the host's kernel has no Landlock, or an old container engine hides it: Linux 5.13 and Docker 23 have it"
        )
    return "use Linux 5.13 or newer, and start it with `landlock` in the kernel's list of security modules (`lsm=`)"
