"""Facts about the machine on which a level of the sandbox depends; each is read, none is guessed from another."""

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
    if os.geteuid() == 0:
        return ()
    return tuple(name for name, value in _USER_NAMESPACES.items() if _setting(name) == value)


def _setting(name: str) -> str:
    try:
        return Path("/proc/sys", *name.split(".")).read_text(encoding="ascii").strip()
    except OSError:
        return ""
