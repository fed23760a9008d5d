"""Whatever differs from run to run is the same in a student's process: entropy, seeds, the clock, numbers of objects.

Before each call all of it goes back to where it was when the file had been loaded. What a call gives by chance then
depends neither on the run nor on the calls before it, so that a mark can be found again, and its evidence too.
"""

import builtins
import ctypes
import functools
import hashlib
import os
import random
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from grader.sandbox.inside.clock import Clock

_PROCESS = 4_194_305
"""In the place of the process's own number: above all that Linux gives."""
_MACHINE = 0x02_00_00_00_00_01
"""In the place of the number of its network card."""
_FIRST_OBJECT, _BETWEEN_OBJECTS = 0x7F00_0000_0000, 64
_STATE_BYTES = 624 * 4 + 4
"""Of the Mersenne twister, in Python's and in NumPy's generators: 624 numbers, and a place among them."""
_LAST = dict.fromkeys(name for name in vars(uuid) if name.startswith("_last_timestamp"))
"""Where `uuid` keeps the times of the last ones, to make later ones differ."""
_getpid, _kill = os.getpid, os.kill


class Moment(NamedTuple):
    """How far everything has come."""

    entropy: int
    time: int
    objects: int
    states: tuple[tuple[bytes, float | None], ...]
    """Of each generator that there was, with the normal number that it has ready."""
    bits: bytes
    """Of NumPy's generator."""
    numpy: dict[str, Any] | None
    """NumPy's generator, where it has a number ready that its state of bits does not tell."""


class Chance:
    """What is in the place of chance."""

    def __init__(self) -> None:
        self._clock = Clock()
        self._entropy = 0
        self._objects: dict[int, int] = {}
        # Theirs alone: SymPy asks for the hash of each object that it makes, and keeps true numbers of some
        self._builtins = ModuleType("builtins")
        vars(self._builtins).update(vars(builtins))
        self._generators: list[random.Random] = [vars(random)["_inst"]]
        self._seeds: list[Callable[[int], object]] = [random.seed, np.random.seed]
        self._seeded: list[tuple[bytes, float | None]] = []
        """How generators are at the beginning: those that came later were so before."""
        self._numpy = vars(np.random.mtrand)["_rand"]
        self._numpy_place = self._numpy._bit_generator.ctypes.state_address  # noqa: SLF001

    def install(self) -> None:
        """Take the place of the system's entropy, of clocks and of numbers of processes."""
        seeding = random.Random.seed

        def seed(self: random.Random, a: Any = None, version: int = 2) -> None:
            seeding(self, int.from_bytes(os.urandom(32), "big") if a is None else a, version)

        # `os` has it from `posix` (or `nt`), where it can be taken as well
        for module in (os, sys.modules[os.name]):
            _put(module, urandom=self._urandom)
            if hasattr(module, "getrandom"):  # on Linux only
                _put(module, getrandom=lambda size, _flags=0: self._urandom(size))
        _put(os, getpid=lambda: _PROCESS, getppid=lambda: _PROCESS - 1, kill=_kill_by_number)
        _put(random.Random, seed=seed)
        _put(random, seed=self._generators[0].seed, _urandom=self._urandom)  # also that of `secrets`, and so of NumPy
        _put(np, empty=_written(np.empty, np.zeros), empty_like=_written(np.empty_like, np.zeros_like))
        # Python's own way to make them is left, which asks the clock and the numbers above
        _put(uuid, _generate_time_safe=None, _UuidCreate=None, _node=_MACHINE)
        _put(self._builtins, id=self._id, hash=self._hash)
        sys.modules["builtins"] = self._builtins
        self._clock.install()

    @contextmanager
    def importing_sympy(self) -> Iterator[None]:
        """Around its import, whenever that is: it leaves no trace here, but two more generators."""
        entropy, time = self._entropy, self._clock.now
        yield
        self._entropy, self._clock.now = entropy, time
        symbolic = vars(sys.modules["sympy.core.random"])
        self._generators += [symbolic["rng"], symbolic["_assumptions_rng"]]
        self._seeds.append(symbolic["seed"])
        symbolic["seed"](0)
        self._seeded = list(map(_state, self._generators))

    @property
    def builtins(self) -> dict[str, Any]:
        """Python's built-in names, as a student's files see them, and change them."""
        return vars(self._builtins)

    def begin(self) -> None:
        """Go to the beginning, where a file is to be loaded."""
        self._entropy = 0
        self._clock.begin()
        self._objects.clear()
        for seed in self._seeds:  # the generators that are everybody's
            seed(0)

    def moment(self) -> Moment:
        """Where everything is now."""
        has_gauss = self._numpy.get_state(legacy=False)["has_gauss"]
        return Moment(
            self._entropy,
            self._clock.now,
            len(self._objects),
            tuple(map(_state, self._generators)),
            ctypes.string_at(self._numpy_place, _STATE_BYTES),
            self._numpy.get_state(legacy=False) if has_gauss else None,
        )

    def back_to(self, moment: Moment) -> None:
        """Put everything back to where it was. This is done before each call, so it is done in memory."""
        self._entropy, self._clock.now = moment.entropy, moment.time
        if len(self._objects) > moment.objects:
            # A dictionary keeps the order in which objects were asked for: what was there then are the first ones
            self._objects = dict(islice(self._objects.items(), moment.objects))
        states = (*moment.states, *self._seeded[len(moment.states) :])
        for generator, (bits, gauss) in zip(self._generators, states, strict=True):
            generator.gauss_next = gauss  # type: ignore[attr-defined]  # of which typeshed knows nothing
            _put_back(_place(generator), bits)
        # Not before: seeding also drops the normal number that is kept ready
        if ctypes.string_at(self._numpy_place, _STATE_BYTES) != moment.bits:
            np.random.seed(0)  # noqa: NPY002
            _put_back(self._numpy_place, moment.bits)
        if moment.numpy is not None:
            self._numpy.set_state(moment.numpy)
        _put(uuid, **_LAST)

    def _urandom(self, size: int, /) -> bytes:
        self._entropy += 1
        return hashlib.shake_128(b"%d" % self._entropy).digest(size)

    def _id(self, value: object, /) -> int:
        """A number for an object, which two have at the same time as seldom as they have the same address."""
        return self._objects.setdefault(id(value), _FIRST_OBJECT + _BETWEEN_OBJECTS * len(self._objects))

    def _hash(self, value: object, /) -> int:
        """The hash; of what is hashed by its address, one from its number."""
        return self._id(value) // 16 if type(value).__hash__ is object.__hash__ else hash(value)


def _place(generator: random.Random) -> int:
    # In CPython the place and the numbers of the twister lie directly behind the head that every object has
    return id(generator) + object.__basicsize__


def _state(generator: random.Random) -> tuple[bytes, float | None]:
    gauss: float | None = generator.gauss_next  # type: ignore[attr-defined]
    return ctypes.string_at(_place(generator), _STATE_BYTES), gauss


def _put_back(address: int, state: bytes) -> None:
    # Most calls draw nothing: to compare touches no page of memory, which writing would have the kernel copy
    if ctypes.string_at(address, _STATE_BYTES) != state:
        ctypes.memmove(address, state, _STATE_BYTES)


def _put(where: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(where, name, value)


def _kill_by_number(pid: int, number: int, /) -> None:
    """Send a signal, also to the process itself by the number that it has been told."""
    _kill(_getpid() if pid == _PROCESS else pid, number)


def _written(unwritten: Callable[..., Any], zeros: Callable[..., Any]) -> Callable[..., Any]:
    """`np.empty` whose memory somebody has written to: what is left there from before is another one's."""

    @functools.wraps(unwritten)
    def made(*arguments: Any, **named: Any) -> Any:
        array = zeros(*arguments, **named)
        # An empty array of objects holds None, always
        return unwritten(*arguments, **named) if array.dtype.hasobject else array

    return made
