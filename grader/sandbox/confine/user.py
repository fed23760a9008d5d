"""The user `nobody`: as root, a student's process gives up its user as well."""

import os
from collections.abc import Iterable
from pathlib import Path

_NOBODY = 65534


def become_nobody() -> None:
    """Give up root's user and groups for good; capabilities go with them."""
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
            os._exit(0 if all(os.access(path, os.R_OK) for path in needed) else 1)
        except OSError:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
