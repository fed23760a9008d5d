"""How the student's process is started: its command, its environment, and where it finds libraries.

It gets nothing of the grader's surroundings: not the environment, not the working directory, not the module path.
"""

import importlib.util
import os
import sys
from collections.abc import Sequence

from grader.errors import SandboxError

SANDBOX = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120 - importing pathlib costs 4 ms
# Run as a file, not as a folder: Python would put the folder on the module path of the student's code
_MAIN = os.path.join(SANDBOX, "inside", "__main__.py")  # noqa: PTH118
# With more than one thread OpenBLAS starts them at import, and a fork of such a process hangs at its first product
# of matrices. One is also the same on every machine: sums are added in one order.
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
_NUMBERS = {"SYMPY_GROUND_TYPES": "python"}
"""SymPy's own whole numbers: it would load python-flint where that is installed, and take a tenth of a second more."""
_LIBRARY_FOLDERS = {"site-packages", "dist-packages"}


def command(mode: str, numbers: Sequence[int]) -> list[str]:
    """The command line of `inside` in a mode with its numbers; SandboxError where the interpreter is not known.

    `-I` would say most of this, but it also ignores PYTHONHASHSEED, and the order of a set would change from one
    report to the next. `-S` spares 20 ms, and the `.pth` files that put a checkout of the course on the module path.
    """
    if not sys.executable:
        raise SandboxError("the path of the Python interpreter is not known, so no process can be started")
    return [sys.executable, "-s", "-P", "-S", "-X", "utf8", _MAIN, mode, *map(str, numbers), *libraries()]


def environment() -> dict[str, str]:
    """Nothing of the caller's environment but what the interpreter needs to start."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    known = {"PATH": os.defpath, "PYTHONHASHSEED": "0", "TZ": "UTC0"}
    return {**kept, **known, **_NUMBERS, **dict.fromkeys(THREADS, "1")}


def libraries() -> list[str]:
    """Folders of installed packages, and those of numpy and sympy wherever they are."""
    installed = [entry for entry in sys.path if os.path.basename(entry) in _LIBRARY_FOLDERS]  # noqa: PTH119
    needed = [_home(name) for name in ("numpy", "sympy", "mpmath")]
    return list(dict.fromkeys(map(os.path.abspath, [*installed, *needed])))


def _home(package: str) -> str:
    """The folder that a package lies in, found without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SandboxError(f"{package} is not installed, and the student's process needs it")
    return os.path.dirname(os.path.dirname(spec.origin))  # noqa: PTH120
