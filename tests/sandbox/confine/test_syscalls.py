"""The numbers of system calls against those of libseccomp: a wrong one would open a door, or shut an honest one."""

import ctypes
import ctypes.util
from functools import cache

import pytest

from grader.sandbox.attacks import attack
from grader.sandbox.confine import privileges, seccomp
from grader.sandbox.confine.kernel import AUDIT_ARCH, NUMBERS
from tests.sandbox import kernels

MACHINES = ("x86_64", "aarch64")
NOT_THERE = -1


@cache
def library() -> ctypes.CDLL:
    """The library; the test is skipped where it is not installed."""
    for name in ("libseccomp.so.2", ctypes.util.find_library("seccomp")):
        try:
            return ctypes.CDLL(name)
        except (OSError, TypeError):
            continue
    pytest.skip("libseccomp is not installed, so the numbers cannot be compared with any others")


def number(machine: str, call: str) -> int:
    """The number that libseccomp knows; negative for a call that the machine does not have."""
    resolve = library().seccomp_syscall_resolve_name_arch
    resolve.argtypes = [ctypes.c_uint32, ctypes.c_char_p]
    return max(int(resolve(AUDIT_ARCH[machine], call.encode("ascii"))), NOT_THERE)


@pytest.mark.parametrize("machine", MACHINES)
def test_numbers_of_the_filter(machine: str) -> None:
    """Every number is libseccomp's, and what a table lacks the machine lacks."""
    wanted = {*NUMBERS[machine], *seccomp.ALLOWED, *seccomp.CONDITIONAL, *seccomp.ABSENT}
    assert {call: NUMBERS[machine].get(call, NOT_THERE) for call in wanted} == {
        call: number(machine, call) for call in wanted
    }
    assert number(machine, "capset") == privileges._CAPSET[machine]  # noqa: SLF001 - a number like the others


@pytest.mark.parametrize("table", [attack.NUMBERS, kernels.NUMBERS], ids=["attacks", "kernels"])
@pytest.mark.parametrize("machine", MACHINES)
def test_numbers_of_the_attacks(machine: str, table: dict[str, tuple[int, int]]) -> None:
    """An attack with a wrong number would be stopped by not being one."""
    column = MACHINES.index(machine)
    assert {call: numbers[column] for call, numbers in table.items()} == {call: number(machine, call) for call in table}
