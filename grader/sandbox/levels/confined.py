"""The levels `confined` and `isolated`: processes forked from a zygote, which for `isolated` is in namespaces.

Landlock and seccomp forbid; namespaces hide as well: no other file, process or network exists. What only they close is
the question whether a path exists. They are made by bubblewrap, where it is installed.
"""

import contextlib
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from grader.errors import SandboxError
from grader.sandbox.client.session import Process
from grader.sandbox.confine.landlock import PACKAGES, standard_library_folders
from grader.sandbox.levels.forked import Confinement, ForkedProcess
from grader.sandbox.levels.start import libraries
from grader.sandbox.levels.zygote import Line, Zygote, ZygoteError
from grader.sandbox.limits import Limits

T = TypeVar("T")

_WHOLE = Confinement()
_OPTIONAL = {"user"}
"""Only root has a user to give up, and only where nobody can read Python."""


_PACKAGE = Path(__file__).resolve().parents[2]
_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo")
# An editable install puts a checkout of the course, solutions included, on the module path by a file in one of these.
_INSTALLED = ("site-packages", "dist-packages")


class Confined:
    """Starts confined processes from a zygote that is warming up already.

    Parameters
    ----------
    level : str
        `confined` or `isolated`.
    confinement : Confinement
        What is laid on each process; only tests lay less than everything.
    has_sympy : bool
        Whether the zygote imports SymPy at once, or when it is asked to.

    Raises
    ------
    SandboxError
        If this system has no such level, with the reason and the cure.
    """

    def __init__(self, level: str, confinement: Confinement = _WHOLE, *, has_sympy: bool = True) -> None:
        if sys.platform != "linux":
            raise SandboxError(f"{sys.platform} has no Landlock and no seccomp; use Linux, or WSL2 on Windows")
        self.level = level
        self._wrapper = _namespaces() if level == "isolated" else []
        self._confinement = confinement._replace(around=("namespaces",) if self._wrapper else ())
        self._zygote = Zygote(self._wrapper, has_sympy=has_sympy)

    @property
    def required(self) -> frozenset[str]:
        """What each process has to have laid on itself, and what is around it."""
        return frozenset({*self._confinement.layers, *self._confinement.around} - _OPTIONAL)

    @property
    def zygote(self) -> Zygote:
        """Where processes are forked from."""
        return self._zygote

    def warm(self) -> None:
        """Warm up further, where many submissions are to come."""
        self._zygote.warm()

    def import_sympy(self) -> None:
        """Have processes that are started from now on find SymPy imported."""
        self._zygote.import_sympy()

    def wait(self) -> None:
        """Wait until the zygote is warm, or a new one if it is gone; SandboxError if it does not come up."""
        if self._zygote.is_lost:
            self._replace()
        self._zygote.wait_until_ready()

    def start(self, limits: Limits) -> Process:
        """A new process; a zygote that is gone is replaced once."""
        return self._or_with_a_new_one(lambda zygote: ForkedProcess(zygote, limits, self._confinement))

    def open_line(self) -> Line:
        """A way to ask for a fork of this process; a zygote that is gone is replaced once."""
        return self._or_with_a_new_one(Zygote.open_line)

    def take_line(self, line: Line) -> None:
        """From now on, in the fork, ask on its own line."""
        self._zygote.take_line(line)

    def end_line(self, line: Line) -> None:
        """Have the zygote end all that it has forked on a line; one that is gone has taken it along."""
        with contextlib.suppress(ZygoteError):
            self._zygote.end_line(line)

    def close(self) -> None:
        """End the zygote and all that it has forked."""
        self._zygote.close()

    def _or_with_a_new_one(self, ask: Callable[[Zygote], T]) -> T:
        """What the zygote gives; where it is gone, what a new one gives."""
        try:
            return ask(self._zygote)
        except ZygoteError:
            self._replace()
            return ask(self._zygote)

    def _replace(self) -> None:
        self._zygote.close()
        self._zygote = Zygote(self._wrapper)


def _namespaces() -> list[str]:
    command = wrapper()
    if command is None:
        raise SandboxError("bubblewrap is not installed")
    return command


def wrapper() -> list[str] | None:
    """The command in front of the zygote's own; None where bubblewrap is not installed."""
    tool = shutil.which("bwrap")
    if tool is None:
        return None
    standard = standard_library_folders()
    # Hidden before the packages in them are shown: the rest of what is installed is nobody's business
    hidden = [str(folder / name) for folder in standard for name in _INSTALLED if (folder / name).is_dir()]
    packages = [Path(folder) / name for folder in libraries() for name in PACKAGES]
    own = [_PACKAGE / name for name in ("__init__.py", "errors.py", "sandbox")]
    arguments = [
        *_shown([*map(Path, _SYSTEM), *standard, *_interpreter()]),
        *(part for folder in hidden for part in ("--tmpfs", folder)),
        *_shown([*packages, *own]),
    ]
    return [
        tool,
        "--unshare-all",  # user, network, processes, mounts, IPC, host name
        "--die-with-parent",
        "--dev",
        "/dev",
        "--proc",
        "/proc",
        *arguments,
        "--chdir",
        "/",
        "--",
    ]


def _interpreter() -> list[Path]:
    """What is needed to start Python, beside its standard library; it may have been built as a shared library."""
    executable = Path(sys.executable)
    libraries_of_its_own = Path(sys.base_prefix, "lib").glob("lib*.so*")
    return [
        executable,
        executable.parent.parent / "pyvenv.cfg",  # by which Python finds a virtual environment's packages
        Path(os.path.realpath(executable)),
        *(path for path in libraries_of_its_own if str(path.parent) not in _SYSTEM),
    ]


def _shown(paths: list[Path]) -> list[str]:
    """Options that show paths, as they are named and as they really are, read-only; what does not exist is left out."""
    both = {str(path) for path in paths} | {os.path.realpath(path) for path in paths}
    # Sorted, so that a folder is mounted before what lies in it
    return [part for path in sorted(both) if Path(path).exists() for part in ("--ro-bind", path, path)]
