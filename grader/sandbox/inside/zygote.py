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
import fcntl
import json
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from grader.sandbox.confine import capabilities, landlock, layers, user
from grader.sandbox.confine.layers import Prepared
from grader.sandbox.confine.readable import readable
from grader.sandbox.confine.rlimits import Rlimits
from grader.sandbox.inside.serve import like_a_script, serve
from grader.sandbox.inside.warm import further, rehearse, warm_up

_CONTROL = 0  # the descriptor of the socket, as the parent hands it over
_REQUESTS, _ANSWERS, _PRINTED = 3, 4, 5
_PACKET = 4096
_MOST_DESCRIPTORS = 4096


def main(_numbers: list[int], folders: list[str]) -> None:
    """Warm up, prepare the layers, and fork until the parent closes the socket."""
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
        self._children: dict[int, int | None] = {}  # with the exit status of one that has ended by itself
        needed = [Path(sys.executable), *self._readable[:1], *(path for path in self._readable if path.name == "numpy")]
        self._as_nobody = user.can_become_nobody(needed)

    def run(self) -> None:
        """Say what there is, then do as the parent says; at its end every child ends too."""
        threads = len(list(Path("/proc/self/task").iterdir()))
        if threads != 1:
            raise RuntimeError(f"the zygote has {threads} threads, so a fork of it could hang")
        capabilities.drop_bounding_set()
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
        rules = self._rules_for(settings["landlock"])
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            try:
                self._become_student(settings, descriptors, Prepared(rules, self._as_nobody, parent))
            finally:
                os._exit(0)
        self._children[pid] = None
        for descriptor in descriptors:
            os.close(descriptor)
        return pid

    def _become_student(self, settings: dict[str, Any], descriptors: list[int], prepared: Prepared) -> None:
        """The forked process: arrange descriptors, confine itself, answer; it never comes back from here."""
        os.setsid()
        prepared = prepared._replace(rules=_arrange(descriptors, prepared.rules))
        limits = Rlimits(settings["memory_bytes"], settings["cpu_seconds"], settings["file_bytes"])
        requests, answers = os.fdopen(_REQUESTS, "rb"), os.fdopen(_ANSWERS, "wb", buffering=0)
        held = [*settings["around"], *layers.lay(prepared, limits, tuple(settings["layers"]))]
        printed = (_PRINTED, settings["max_printed"])
        serve(requests, answers, held=held, message_bytes=settings["message_bytes"], printed=printed)

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
        status = self._look(pid)
        if status is None:
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


def _arrange(descriptors: list[int], rules: int | None) -> int | None:
    """Give descriptors their places: 0 nothing, 1, 2 and 5 output, 3 requests, 4 answers, 6 rules; close all others."""
    requests, answers, output = (os.dup(descriptor) for descriptor in descriptors)
    nothing = os.open(os.devnull, os.O_RDONLY)
    kept = [nothing, output, output, requests, answers, output, *([] if rules is None else [rules])]
    high = [_above(descriptor, len(kept)) for descriptor in kept]
    for place, descriptor in enumerate(high):
        os.dup2(descriptor, place, inheritable=False)
    os.closerange(len(high), min(os.sysconf("SC_OPEN_MAX"), _MOST_DESCRIPTORS))
    return None if rules is None else len(kept) - 1


def _above(descriptor: int, lowest: int) -> int:
    """A copy of a descriptor, out of the way of the places that are given; not higher, for few may be allowed."""
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD, lowest)
