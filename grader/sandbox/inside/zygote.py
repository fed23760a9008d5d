"""The zygote: a warm process without a secret, from which each student's process is forked.

    lines (sockets, one packet a message): the parent's, and one for each fork of the parent that asks for itself
    first     ready                   on the parent's
    requests  NUMBER fork SETTINGS    SETTINGS are JSON; with three descriptors: requests, answers, output
              NUMBER end PID          NUMBER look PID          NUMBER spent PID
              NUMBER trace PID        it writes to its output which lines are running
              NUMBER warm             NUMBER sympy
              NUMBER open_line        with a descriptor: one more line
              NUMBER end_line LINE    end what was forked at its request, and close it
    answers   NUMBER PID              of a new process
              NUMBER LINE             the number of a new line
              NUMBER STATUS           how it ended, negative for a signal; `lives` if it has not
              NUMBER NANOSECONDS      of processor time that it has used
              NUMBER done

It never reads a request or an answer of a student's process, and has one thread, since a second one could hold a lock
at the moment of a fork.
"""

import contextlib
import faulthandler
import gc
import io
import json
import os
import selectors
import signal
import socket
import sys
from os import getpid, kill  # as it is: a student's process has others in their place
from pathlib import Path
from typing import Any, NamedTuple

from grader.sandbox.confine import landlock, layers, privileges, rlimits
from grader.sandbox.confine.landlock import readable
from grader.sandbox.confine.layers import Prepared
from grader.sandbox.confine.rlimits import Rlimits
from grader.sandbox.inside import importing
from grader.sandbox.inside.chance import Chance
from grader.sandbox.inside.serve import like_a_script, serve
from grader.sandbox.inside.warm import further, rehearse, warm_up, warm_up_sympy
from grader.sandbox.patience import processor_seconds

_CONTROL, _NOTHING = 0, 1  # the socket, and the null device, as the parent hands them over
_REQUESTS, _ANSWERS, _PRINTED, _PLACES = 3, 4, 5, 6  # where a student's process has its descriptors, and how many
_PACKET = 4096
_PARENT = 0  # the number of the parent's line
# All descriptors are closed up to here; the zygote never has so many open.
_MOST_DESCRIPTORS = 4096
_REHEARSALS = 16  # after so many calls Python has replaced a function's instructions by faster ones


def main(numbers: list[int], folders: list[str]) -> None:
    """Warm up, prepare the layers, and fork until the parent closes the socket.

    Parameters
    ----------
    numbers : list of int
        1 to import SymPy at once, 0 to wait until that is asked for.
    """
    for descriptor in (
        _REQUESTS,
        _ANSWERS,
        _PRINTED,
    ):  # taken from the start, so that none that arrives is in another's way
        os.dup2(_NOTHING, descriptor, inheritable=False)
    # A copy: descriptor 0 is the standard input of what is forked
    control = socket.socket(fileno=os.dup(_CONTROL))
    warm_up()
    like_a_script()
    faulthandler.register(signal.SIGUSR1, file=_PRINTED, all_threads=False)
    chance = Chance()
    chance.install()
    importing.install(chance.importing_sympy)
    if any(numbers):
        warm_up_sympy()
    rehearse(chance)
    layers.warm_up()
    sys.dont_write_bytecode = True  # a student's process could not, and need not try
    with contextlib.suppress(OSError):  # rather this process than any other, when memory runs out
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    os.environ.pop("PWD", None)  # bubblewrap's
    os.chdir("/")
    Zygote(control, folders, chance).run()


class _Plan(NamedTuple):
    """What a forked process is to do, worked out once for all that have the same settings."""

    around: tuple[str, ...]
    """What confines the zygote already."""
    layers: tuple[str, ...]
    prepared: Prepared
    max_printed: int
    message_bytes: int


class Zygote:
    """The state of the process from which others are forked.

    Parameters
    ----------
    control : socket
        Where the parent says what to do.
    folders : list of str
        Where packages are installed.
    chance : Chance
        What is in the place of chance, installed.
    """

    def __init__(self, control: socket.socket, folders: list[str], chance: Chance) -> None:
        self._lines: dict[int, socket.socket] = {}
        self._next_line = _PARENT  # never given twice, as descriptors are
        self._selector = selectors.PollSelector()
        self._open_line(control)
        self._chance = chance
        self._readable = readable(folders)
        self._rules: dict[int, int] = {}
        self._plans: dict[bytes, _Plan] = {}
        self._children: dict[int, int | None] = {}  # with the exit status of one that has ended by itself
        self._asked_by: dict[int, int] = {}  # the line on which each child was asked for
        needed = [Path(sys.executable), *self._readable[:1], *(path for path in self._readable if path.name == "numpy")]
        self._as_nobody = privileges.can_become_nobody(needed)

    def run(self) -> None:
        """Say what there is, then do as the lines say; at the end of the parent's every child ends too."""
        threads = len(list(Path("/proc/self/task").iterdir()))
        if threads != 1:
            raise RuntimeError(f"the zygote has {threads} threads, so a fork of it could hang")
        privileges.drop_bounding_set()
        gc.freeze()  # a collection in a student's process leaves alone what was there before it
        self._answer(_PARENT, b"ready")
        while _PARENT in self._lines:
            for key, _ in self._selector.select():
                if key.data in self._lines:
                    self._serve(key.data)

    def _serve(self, line: int) -> None:
        """Do what was asked on a line; end what was asked for there if whoever has the other end is gone."""
        packet, descriptors = self._next(line)
        if packet is None:
            self._end_line(line)
            return
        number, verb, *argument = packet
        self._answer(line, b"%s %s" % (number, self._do(line, verb, b"".join(argument), descriptors)))

    def _do(self, line: int, verb: bytes, argument: bytes, descriptors: list[int]) -> bytes:
        if verb == b"fork":
            return b"%d" % self._fork(line, argument, descriptors)
        if verb == b"end":
            return b"%d" % self._end(int(argument))
        if verb == b"look":
            status = self._look(int(argument))
            return b"lives" if status is None else b"%d" % status
        if verb == b"spent":
            return b"%d" % (1e9 * (processor_seconds(int(argument)) or 0.0))
        if verb == b"open_line":
            return b"%d" % self._open_line(socket.socket(fileno=descriptors[0]))
        if verb == b"trace":
            self._trace(int(argument))
        elif verb == b"warm":
            self._warm()
        elif verb == b"sympy":
            self._import_sympy()
        elif verb == b"end_line":
            self._end_line(int(argument))
        else:
            raise ValueError(f"the zygote knows no request {verb!r}")
        return b"done"

    def _import_sympy(self) -> None:
        if "sympy" not in sys.modules:
            warm_up_sympy()
            self._plans.clear()  # more memory is in use than when they were made

    def _warm(self) -> None:
        self._import_sympy()
        for _ in range(_REHEARSALS):
            rehearse(self._chance)
        for step in further():
            step()
        gc.freeze()
        self._plans.clear()  # more memory is in use than when they were made

    def _open_line(self, control: socket.socket) -> int:
        line, self._next_line = self._next_line, self._next_line + 1
        self._lines[line] = control
        self._selector.register(control, selectors.EVENT_READ, line)
        return line

    def _end_line(self, line: int) -> None:
        """End what was asked for on a line, and close it; with the parent's line end all others."""
        for ended in [*self._lines] if line == _PARENT else [line]:
            for pid in [pid for pid, asking in self._asked_by.items() if asking == ended]:
                self._end(pid)
            if ended in self._lines:
                self._selector.unregister(self._lines[ended])
                self._lines.pop(ended).close()

    def _next(self, line: int) -> tuple[list[bytes] | None, list[int]]:
        """The next request's parts with its descriptors; None when whoever asks on a line is gone."""
        try:
            data, descriptors, _, _ = socket.recv_fds(self._lines[line], _PACKET, 3)
        except ConnectionResetError:  # gone, with an answer that was not read
            return None, []
        return (data.split(b" ", 2) if data else None), descriptors

    def _answer(self, line: int, answer: bytes) -> None:
        with contextlib.suppress(OSError, KeyError):  # it is gone, which the next read tells
            self._lines[line].send(answer)

    def _fork(self, line: int, settings: bytes, descriptors: list[int]) -> int:
        if settings not in self._plans:
            self._plans[settings] = self._plan(json.loads(settings))
        plan = self._plans[settings]
        pid = os.fork()
        if pid == 0:
            try:
                # Whatever comes of it: behind this stands the zygote's loop, of which there must be one only
                _become_student(plan, descriptors, self._chance)
            finally:
                os._exit(0)
        self._children[pid], self._asked_by[pid] = None, line
        for descriptor in descriptors:  # the zygote's own copies, or the grader would not see the other end closed
            os.close(descriptor)
        return pid

    def _plan(self, settings: dict[str, Any]) -> _Plan:
        limits = Rlimits(settings["memory_bytes"], settings["cpu_seconds"], settings["file_bytes"])
        rules = self._rules_for(settings["landlock"])
        return _Plan(
            tuple(settings["around"]),
            tuple(settings["layers"]),
            Prepared(rules, self._as_nobody, getpid(), rlimits.bounds(limits)),
            settings["max_printed"],
            settings["message_bytes"],
        )

    def _rules_for(self, most: int | None) -> int | None:
        """The ruleset for a version of Landlock, at most the kernel's; built once."""
        version = landlock.abi() if most is None else min(most, landlock.abi())
        if version == 0:
            return None
        if version not in self._rules:
            self._rules[version] = landlock.ruleset(self._readable, version)
        return self._rules[version]

    def _end(self, pid: int) -> int:
        """Kill a child, if it still lives, and say how it ended: an exit status, negative for a signal."""
        status = self._children.get(pid, 0)
        if status is None:  # nobody has waited for it yet, so that the number is still its own
            kill(pid, signal.SIGKILL)
            status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        self._children.pop(pid, None)
        self._asked_by.pop(pid, None)
        return status

    def _trace(self, pid: int) -> None:
        if pid in self._children and self._look(pid) is None:
            kill(pid, signal.SIGUSR1)

    def _look(self, pid: int) -> int | None:
        """How a child ended; None while it lives. A child that is not known has ended long ago."""
        status = self._children.get(pid, 0)
        if status is None:
            waited, raw = os.waitpid(pid, os.WNOHANG)
            if waited:
                status = self._children[pid] = os.waitstatus_to_exitcode(raw)
        return status


def _become_student(plan: _Plan, descriptors: list[int], chance: Chance) -> None:
    """The forked process: arrange descriptors, confine itself, answer; it never comes back from here."""
    # A session of its own: no terminal, and no signal that is meant for a group reaches anybody else.
    os.setsid()
    _arrange(descriptors, plan.prepared.rules)
    held = [*plan.around, *layers.lay(plan.prepared, plan.layers)]
    requests, answers = io.FileIO(_REQUESTS, "rb"), io.FileIO(_ANSWERS, "wb")
    printed = _PRINTED, plan.max_printed
    serve(requests, answers, chance, held=held, message_bytes=plan.message_bytes, printed=printed)


def _arrange(descriptors: list[int], rules: int | None) -> None:
    """Give descriptors their places, above which they all arrived; close all others but the rules."""
    requests, answers, output = descriptors
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, descriptor in enumerate((nothing, output, output, requests, answers, output)):
        os.dup2(descriptor, target, inheritable=False)
    if rules is None:
        os.closerange(_PLACES, _MOST_DESCRIPTORS)
    else:
        os.closerange(_PLACES, rules)
        os.closerange(rules + 1, _MOST_DESCRIPTORS)
