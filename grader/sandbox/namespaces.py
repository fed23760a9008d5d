"""Namespaces around the zygote, by bubblewrap where it is installed: no other file, process or network exists.

Landlock and seccomp forbid; namespaces hide as well. What only they close is the question whether a path exists.
"""

import os
import shutil
import sys
from pathlib import Path

from grader.sandbox.confine.readable import PACKAGES, standard_library_folders
from grader.sandbox.start import libraries

_PACKAGE = Path(__file__).resolve().parent.parent
_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo")
_INSTALLED = ("site-packages", "dist-packages")


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
        "--unshare-all",
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
        executable.parent.parent / "pyvenv.cfg",
        Path(os.path.realpath(executable)),
        *(path for path in libraries_of_its_own if str(path.parent) not in _SYSTEM),
    ]


def _shown(paths: list[Path]) -> list[str]:
    """Options that show paths, as they are named and as they really are, read-only; what does not exist is left out."""
    both = {str(path) for path in paths} | {os.path.realpath(path) for path in paths}
    return [part for path in sorted(both) if Path(path).exists() for part in ("--ro-bind", path, path)]
