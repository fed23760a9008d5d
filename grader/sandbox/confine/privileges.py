"""Small switches of a process that only ever go one way."""

import signal
from os import getpid, getppid, kill  # as they are: a student's process has others in their place

from grader.sandbox.confine.kernel import prctl

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38


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
