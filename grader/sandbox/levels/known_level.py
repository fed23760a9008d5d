"""What the probe found, kept until the machine starts anew or anything changes that it depends on.

A file of two lines in the user's cache folder: a fingerprint, and the name of the level that held.
"""

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterator

from grader.sandbox.levels.start import SANDBOX, libraries
from grader.user_cache import cache_path, read_whole, write_whole

_FILE = "sandbox-level"
# A container may forbid more after its start than before, on the same kernel: these lines tell.
_STATUS = ("Seccomp:", "NoNewPrivs:", "CapEff:")
# Packages from which the student's process reads files; a new version may need a file that is not allowed yet.
_ASKED = ("numpy", "sympy", "mpmath")


def recall() -> str | None:
    """The level that held when it was last tried under just these circumstances; None if that is not known."""
    path = cache_path(_FILE)
    content = read_whole(path) if path else None
    with contextlib.suppress(ValueError):
        fingerprint, level = (content or b"").decode("ascii").split()
        return level if fingerprint == _fingerprint() else None
    return None


def remember(level: str) -> None:
    """Keep a level for the next time; where nothing can be written it is tried again then."""
    if path := cache_path(_FILE):
        write_whole(path, f"{_fingerprint()}\n{level}\n".encode("ascii"))


def _fingerprint() -> str:
    """The machine's start, kernel, user and namespaces, the interpreter, and the files of packages and of the wall."""
    parts = [sys.version, sys.executable, str(os.geteuid()), str(os.uname())]
    parts += [_read("/proc/sys/kernel/random/boot_id"), _line("/proc/self/status", _STATUS)]
    parts += [_link(f"/proc/self/ns/{kind}") for kind in ("user", "mnt", "pid", "net")]
    parts += [_changed(os.path.join(folder, name)) for folder in libraries() for name in _ASKED]  # noqa: PTH118
    parts += [_changed(path) for path in _sources()]
    parts += [_changed(os.path.join(folder, "bwrap")) for folder in os.environ.get("PATH", "").split(os.pathsep)]  # noqa: PTH118
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _sources() -> Iterator[str]:
    """The wall's own files, without their compiled forms: those come to be whenever one is first imported."""
    for folder, _, names in os.walk(SANDBOX):
        yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(".py"))  # noqa: PTH118


def _read(path: str) -> str:
    with contextlib.suppress(OSError), open(path, encoding="ascii") as file:  # noqa: PTH123
        return file.read().strip()
    return ""


def _line(path: str, starts: tuple[str, ...]) -> str:
    return " ".join(line for line in _read(path).splitlines() if line.startswith(starts))


def _link(path: str) -> str:
    with contextlib.suppress(OSError):
        return os.readlink(path)  # noqa: PTH115
    return ""


def _changed(path: str) -> str:
    with contextlib.suppress(OSError):
        return f"{path} {os.stat(path).st_mtime_ns}"  # noqa: PTH116
    return ""
