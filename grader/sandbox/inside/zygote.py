"""The zygote: a warm process without a secret, from which each student's process is forked.

    control (a socket, one packet a message)
    first     {"ready": true, "landlock": ABI, "nobody": bool}
    requests  {"fork": {...}} with three descriptors: requests, answers, output     answer {"pid": number}
              {"look": pid}                              answer {"status": exit code, or null while it lives}
              {"end": pid}                               answer {"status": exit code}
              {"end_all": true}, {"warm": true}                                     answer {}
              each with a "number", which the answer repeats

It never reads a request or an answer of a student's process, and has one thread, since a second one could hold a lock
at the moment of a fork.
"""

import contextlib
import gc
import io
import json
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from grader.sandbox.confine import capabilities, landlock, layers, rlimits, user
from grader.sandbox.confine.layers import Prepared
from grader.sandbox.confine.readable import readable
from grader.sandbox.confine.rlimits import Rlimits
from grader.sandbox.inside import pages
from grader.sandbox.inside.fork import fork
from grader.sandbox.inside.serve import like_a_script, serve
from grader.sandbox.inside.warm import further, rehearse, warm_up

_CONTROL, _NOTHING = 0, 1  # the socket, and the null device, as the parent hands them over
_REQUESTS, _ANSWERS, _PRINTED, _PLACES = 3, 4, 5, 6  # where a student's process has its descriptors, and how many
_PACKET = 4096
_MOST_DESCRIPTORS = 4096


def main(_numbers: list[int], folders: list[str]) -> None:
    """Warm up, prepare the layers, and fork until the parent closes the socket."""
    for place in (_REQUESTS, _ANSWERS, _PRINTED):  # taken from the start, so that none that arrives is in another's way
        os.dup2(_NOTHING, place, inheritable=False)
    control = socket.socket(fileno=os.dup(_CONTROL))
    warm_up()
    rehearse()
    layers.warm_up()
    like_a_script()
    sys.dont_write_bytecode = True
    with contextlib.suppress(OSError):  # rather this process than any other, when memory runs out
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    os.environ.pop("PWD", None)  # bubblewrap's
    os.chdir("/")
    Zygote(control, folders).run()


class Zygote:
    """The state of the process from which others are forked.

    Parameters
    ----------
    control : socket
        Where the parent says what to do.
    folders : list of str
        Where packages are installed.
    """

    def __init__(self, control: socket.socket, folders: list[str]) -> None:
        self._control = control
        self._readable = readable(folders)
        self._rules: dict[int, int] = {}
        self._bounds: dict[Rlimits, rlimits.Bounds] = {}
        self._children: dict[int, int | None] = {}  # with the exit status of one that has ended by itself
        needed = [Path(sys.executable), *self._readable[:1], *(path for path in self._readable if path.name == "numpy")]
        self._as_nobody = user.can_become_nobody(needed)

    def run(self) -> None:
        """Say what there is, then do as the parent says; at its end every child ends too."""
        threads = len(list(Path("/proc/self/task").iterdir()))
        if threads != 1:
            raise RuntimeError(f"the zygote has {threads} threads, so a fork of it could hang")
        capabilities.drop_bounding_set()
        gc.freeze()  # a collection in a student's process leaves alone what was there before it
        self._answer({"ready": True, "landlock": landlock.abi(), "nobody": self._as_nobody})
        while (packet := self._next()) is not None:
            request, descriptors = packet
            self._answer({"number": request["number"], **self._do(request, descriptors)})
        self._end_all()

    def _do(self, request: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
        if "fork" in request:
            return {"pid": self._fork(request["fork"], descriptors)}
        if "look" in request:
            return {"status": self._look(request["look"])}
        if "end" in request:
            return {"status": self._end(request["end"])}
        if "warm" in request:
            for step in further():
                step()
            gc.freeze()
            pages.gather()
            self._bounds.clear()  # more memory is in use than when they were worked out
        else:
            self._end_all()
        return {}

    def _end_all(self) -> None:
        for pid in list(self._children):
            self._end(pid)

    def _next(self) -> tuple[dict[str, Any], list[int]] | None:
        """The next request with its descriptors; None when the parent is gone."""
        data, descriptors, _, _ = socket.recv_fds(self._control, _PACKET, 3)
        return (json.loads(data), descriptors) if data else None

    def _answer(self, answer: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):  # the parent is gone, which the next read tells
            self._control.send(json.dumps(answer).encode("ascii"))

    def _fork(self, settings: dict[str, Any], descriptors: list[int]) -> int:
        limits = Rlimits(settings["memory_bytes"], settings["cpu_seconds"], settings["file_bytes"])
        rules = self._rules_for(settings["landlock"])
        if limits not in self._bounds:
            self._bounds[limits] = rlimits.bounds(limits)
        prepared = Prepared(rules, self._as_nobody, os.getpid(), self._bounds[limits])
        pid = fork()
        if pid == 0:
            try:
                _become_student(settings, descriptors, prepared)
            finally:
                os._exit(0)
        self._children[pid] = None
        for descriptor in descriptors:
            os.close(descriptor)
        return pid

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
            os.kill(pid, signal.SIGKILL)
            status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        self._children.pop(pid, None)
        return status

    def _look(self, pid: int) -> int | None:
        """How a child ended; None while it lives. A child that is not known has ended long ago."""
        status = self._children.get(pid, 0)
        if status is None:
            waited, raw = os.waitpid(pid, os.WNOHANG)
            if waited:
                status = self._children[pid] = os.waitstatus_to_exitcode(raw)
        return status


def _become_student(settings: dict[str, Any], descriptors: list[int], prepared: Prepared) -> None:
    """The forked process: arrange descriptors, confine itself, answer; it never comes back from here."""
    os.setsid()
    _arrange(descriptors, prepared.rules)
    held = [*settings["around"], *layers.lay(prepared, tuple(settings["layers"]))]
    printed = (_PRINTED, settings["max_printed"])
    requests, answers = io.FileIO(_REQUESTS, "rb"), io.FileIO(_ANSWERS, "wb")
    serve(requests, answers, held=held, message_bytes=settings["message_bytes"], printed=printed)


def _arrange(descriptors: list[int], rules: int | None) -> None:
    """Give descriptors their places, above which they all arrived; close all others but the rules."""
    requests, answers, output = descriptors
    nothing = os.open(os.devnull, os.O_RDONLY)
    for place, descriptor in enumerate((nothing, output, output, requests, answers, output)):
        os.dup2(descriptor, place, inheritable=False)
    if rules is None:
        os.closerange(_PLACES, _MOST_DESCRIPTORS)
    else:
        os.closerange(_PLACES, rules)
        os.closerange(rules + 1, _MOST_DESCRIPTORS)
