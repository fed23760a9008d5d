"""The filter of system calls, decision by decision, for both machines."""

import errno
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.attacks.attack import NUMBERS as ATTACKED
from grader.sandbox.confine import bpf, seccomp
from grader.sandbox.confine.bpf import ALLOW, KILL_PROCESS
from grader.sandbox.confine.kernel import AUDIT_ARCH, NUMBERS
from tests.sandbox.confine.interpreter import run

MACHINES = sorted(NUMBERS)
DENY = bpf.errno(errno.EPERM)
ABSENT = bpf.errno(errno.ENOSYS)
HARMLESS = {"getpid", "prlimit64"}
ARGUMENTS = st.integers(0, 2**64 - 1)


def decide(machine: str, call: str, *arguments: int, can_open: bool = True) -> int:
    """What the filter does with a call by its name."""
    program = seccomp.program(machine, can_open=can_open)
    return run(program, NUMBERS[machine][call], AUDIT_ARCH[machine], *arguments)


@pytest.mark.parametrize("machine", MACHINES)
def test_every_number(machine: str) -> None:
    """Only what is named is allowed, whatever the kernel adds: any other number is refused."""
    program = seccomp.program(machine)
    names = {number: call for call, number in NUMBERS[machine].items()}
    for number in (*range(1024), 2**16, 2**29, 2**31):
        call = names.get(number, "")
        expected = DENY
        if call in seccomp.ALLOWED:
            expected = ALLOW
        elif call in seccomp.ABSENT:
            expected = ABSENT
        elif call in seccomp.CONDITIONAL:
            continue
        assert run(program, number, AUDIT_ARCH[machine]) == expected, (number, call)


@pytest.mark.parametrize("machine", MACHINES)
def test_what_the_attacks_use_is_refused(machine: str) -> None:
    """By number, as the corpus has it: on the machine that this is not, no attack can be run."""
    program = seccomp.program(machine)
    for call, numbers in ATTACKED.items():
        if call not in HARMLESS:
            number = numbers[machine == "aarch64"]
            assert run(program, number, AUDIT_ARCH[machine]) in {DENY, ABSENT}, call


@pytest.mark.parametrize("machine", MACHINES)
@given(arguments=st.lists(ARGUMENTS, min_size=6, max_size=6), number=st.integers(0, 2**32 - 1))
def test_another_machine_s_calls_end_the_process(machine: str, arguments: list[int], number: int) -> None:
    """As int 0x80 makes them: the numbers mean something else there."""
    program = seccomp.program(machine)
    other = AUDIT_ARCH[next(name for name in MACHINES if name != machine)]
    for foreign in (other, 0x40000003, 0):
        assert run(program, number, foreign, *arguments) == KILL_PROCESS


@given(number=st.integers(0x40000000, 0x7FFFFFFF))
def test_numbers_of_x32_end_the_process(number: int) -> None:
    """They are those of x86_64 with a bit, and some of them take other arguments."""
    assert run(seccomp.program("x86_64"), number, AUDIT_ARCH["x86_64"]) == KILL_PROCESS


@pytest.mark.parametrize("machine", MACHINES)
@given(flags=ARGUMENTS, mode=ARGUMENTS)
def test_open_is_for_reading_only(machine: str, flags: int, mode: int) -> None:
    """Whoever opens a file may neither write, make, empty nor only name it; the kernel reads 32 bits of the flags."""
    refused = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_TRUNC | os.O_APPEND | os.O_TMPFILE | os.O_PATH
    refused &= ~os.O_DIRECTORY  # which is one of the two bits of O_TMPFILE
    for call, position in (("open", 1), ("openat", 2)):
        if call in NUMBERS[machine]:
            arguments = [0, 0, 0]
            arguments[position : position + 2] = [flags, mode]
            action = decide(machine, call, *arguments)
            assert action in {ALLOW, DENY}
            assert not (action == ALLOW and flags & refused)
            assert decide(machine, call, *arguments, can_open=False) == DENY


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("flags", [os.O_RDONLY, os.O_RDONLY | os.O_CLOEXEC, os.O_DIRECTORY | os.O_CLOEXEC | 0o100000])
def test_files_can_be_read(machine: str, flags: int) -> None:
    """With the flags that Python and the C library use; import statements need it."""
    assert decide(machine, "openat", -100, 0, flags) == ALLOW


@pytest.mark.parametrize("machine", MACHINES)
@given(pid=ARGUMENTS, which=ARGUMENTS, new=ARGUMENTS)
def test_limits_are_read_and_one_s_own(machine: str, pid: int, which: int, new: int) -> None:
    """Set on another process, a limit ends it."""
    assert decide(machine, "prlimit64", pid, which, new, 0) == (DENY if pid or new else ALLOW)
    assert decide(machine, "prlimit64", 0, which, 0, 1) == ALLOW


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    ("call", "allowed"),
    [
        ("fcntl", {"F_DUPFD": 0, "F_GETFD": 1, "F_SETFD": 2, "F_GETFL": 3, "F_DUPFD_CLOEXEC": 1030}),
        ("ioctl", {"TCGETS": 0x5401, "FIONREAD": 0x541B, "FIONCLEX": 0x5450, "FIOCLEX": 0x5451}),
    ],
)
def test_commands(machine: str, call: str, allowed: dict[str, int]) -> None:
    """A few that Python needs: no owner, no signal, no lock, no lease, no size, nothing pushed into a terminal."""
    commands = {command for command in range(0x6000) if decide_once(machine, call, command) == ALLOW}
    assert commands == set(allowed.values())


def decide_once(machine: str, call: str, command: int) -> int:
    """The filter's decision on a command, by a program that is built once."""
    return run(PROGRAMS[machine], NUMBERS[machine][call], AUDIT_ARCH[machine], 1, command)


PROGRAMS = {machine: seccomp.program(machine) for machine in MACHINES}
