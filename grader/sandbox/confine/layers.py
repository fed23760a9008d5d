"""All layers in their order, and which of them are to be laid down."""

import os
from typing import NamedTuple

from grader.sandbox.confine import landlock, privileges, rlimits, seccomp
from grader.sandbox.confine.kernel import KernelError, machine

ALL = ("rlimits", "user", "capabilities", "no-new-privileges", "parent-death", "landlock", "seccomp")
"""The names of the layers in the order in which they are laid down; seccomp comes last, for it forbids the others."""


class Prepared(NamedTuple):
    """What the layers need, made ready once in the process from which the others are forked."""

    rules: int | None
    """Descriptor of the Landlock ruleset; None where the kernel has no Landlock."""
    as_nobody: bool
    """Whether the process can go on as the user nobody."""
    parent: int
    """The process with which each one is to die."""
    bounds: rlimits.Bounds
    """The resource limits."""


def lay(prepared: Prepared, wanted: tuple[str, ...] = ALL) -> list[str]:
    """Lay down the wanted layers on this process for ever; names of those that the kernel accepted.

    Whether they hold is another question, which only an attack answers.
    """
    laid: list[str] = []
    for name in ALL:
        if name in wanted:
            # Without Landlock nothing else keeps files from being read, so that none can be opened at all
            can_open = "landlock" in laid or "landlock" not in wanted
            try:
                _lay(name, prepared, can_open=can_open)
            except OSError:  # a KernelError is one
                continue
            laid.append(name)
    if prepared.rules is not None:
        os.close(prepared.rules)
    return laid


def _lay(name: str, prepared: Prepared, *, can_open: bool) -> None:  # no table, which each process would make anew
    """Lay one layer; KernelError or OSError where it cannot be."""
    if name == "rlimits":
        rlimits.lay(prepared.bounds)
    elif name == "user":
        _become_nobody(prepared)
    elif name == "capabilities":
        privileges.drop_capabilities()
    elif name == "no-new-privileges":
        _no_new_privileges()
    elif name == "parent-death":
        privileges.die_with_parent(prepared.parent)
    elif name == "landlock":
        _landlock(prepared)
    else:
        seccomp.lay(can_open=can_open)


def _become_nobody(prepared: Prepared) -> None:
    if not prepared.as_nobody:
        raise KernelError(0, "not root, or nobody could not read what Python needs")
    privileges.become_nobody()


def _no_new_privileges() -> None:
    privileges.no_new_privileges()
    privileges.not_dumpable()


def _landlock(prepared: Prepared) -> None:
    if prepared.rules is None:
        raise KernelError(0, "the kernel has no Landlock")
    landlock.lay(prepared.rules)


def warm_up() -> None:
    """Work out what every forked process would otherwise work out for itself."""
    here = machine()
    if here is not None:
        for can_open in (True, False):
            seccomp.assembled(here, can_open)
    landlock.abi()
