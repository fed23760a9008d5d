"""A small assembler for the classic BPF programs that seccomp runs on every system call.

A program reads `struct seccomp_data` (call number at 0, machine at 4, six 64-bit arguments from 16 on, low word
first) and returns what is to happen. Conditions jump forward only, over at most 255 instructions.
"""

import struct
from typing import NamedTuple

# Values and operation codes of `linux/seccomp.h` and `linux/bpf_common.h`: classic BPF, as the kernel takes it.
ALLOW = 0x7FFF0000
KILL_PROCESS = 0x80000000
_ERRNO = 0x00050000

NUMBER, MACHINE = 0, 4

_LOAD_WORD = 0x20
_JUMP_IF_EQUAL = 0x15
_JUMP_IF_ANY_BIT = 0x45
_JUMP_IF_AT_LEAST = 0x35
_RETURN = 0x06


class Instruction(NamedTuple):
    """One instruction: code, jumps if true and if false, and a constant."""

    code: int
    if_true: int
    if_false: int
    constant: int


Program = tuple[Instruction, ...]


def low(argument: int) -> int:
    """Where the low word of an argument stands."""
    return 16 + 8 * argument


def high(argument: int) -> int:
    """Where the high word of an argument stands."""
    return low(argument) + 4


def errno(number: int) -> int:
    """The action that makes a call fail with an error number."""
    return _ERRNO | number


def load(offset: int) -> Program:
    """Load a word of `seccomp_data`."""
    return (Instruction(_LOAD_WORD, 0, 0, offset),)


def give(action: int) -> Program:
    """End with an action."""
    return (Instruction(_RETURN, 0, 0, action),)


def if_equal(constant: int, then: Program) -> Program:
    """Run `then` if the loaded word is the constant; else go on behind it."""
    # Jumps count the instructions that are left out: none if it is equal, all of `then` if not
    return (Instruction(_JUMP_IF_EQUAL, 0, len(then), constant), *then)


def if_at_least(constant: int, then: Program) -> Program:
    """Run `then` if the loaded word is the constant or more; else go on behind it."""
    return (Instruction(_JUMP_IF_AT_LEAST, 0, len(then), constant), *then)


def unless_equal(constant: int, then: Program) -> Program:
    """Run `then` if the loaded word is not the constant; else go on behind it."""
    return (Instruction(_JUMP_IF_EQUAL, len(then), 0, constant), *then)


def if_any_bit(bits: int, then: Program) -> Program:
    """Run `then` if the loaded word has one of the bits; else go on behind it."""
    return (Instruction(_JUMP_IF_ANY_BIT, 0, len(then), bits), *then)


def assemble(program: Program) -> bytes:
    """The program as the kernel reads it: `struct sock_filter`, 8 bytes each."""
    # In the machine's own order of bytes, and without gaps between the fields
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in program)
