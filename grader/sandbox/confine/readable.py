"""What a student's process may read: the standard library and a few named packages, entry by entry."""

import os
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

PACKAGES = ("numpy", "numpy.libs", "sympy", "mpmath", "gmpy2", "gmpy2.libs")
"""Folders of packages that may be imported. Never a whole folder of installed packages: a course may lie in it."""

_SYSTEM = ("/etc/localtime", "/usr/share/zoneinfo", "/dev/null", "/dev/urandom", "/etc/ld.so.cache")
_SYSTEM_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")


def readable(folders: Iterable[str]) -> list[Path]:
    """Files and folders that may be read.

    Parameters
    ----------
    folders : iterable of str
        Folders in which packages are installed.
    """
    packages = (Path(folder) / name for folder in folders for name in PACKAGES)
    wanted = (*_standard_library(), *packages, *_shared_libraries(), *map(Path, _SYSTEM))
    return [path for path in wanted if path.exists()]


def standard_library_folders() -> list[Path]:
    """Folders that hold the standard library, each once."""
    folders = {str(Path(os.__file__).parent), sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")}
    return sorted({Path(folder).resolve() for folder in folders if folder and Path(folder).is_dir()})


def _standard_library() -> list[Path]:
    """Its modules by their names: among them lies the folder of installed packages, and a course may lie there too."""
    folders = [place for folder in standard_library_folders() for place in (folder, folder / "__pycache__")]
    entries = (entry for folder in folders if folder.is_dir() for entry in sorted(folder.iterdir()))
    # Python without -O does not look for what `compileall` has left for it; each rule costs every process a little
    return [entry for entry in entries if _is_standard(entry.name) and ".opt-" not in entry.name]


def _is_standard(name: str) -> bool:
    module = name.split(".", maxsplit=1)[0]
    return module in sys.stdlib_module_names or module == "lib-dynload" or module.startswith("_sysconfigdata")


def _shared_libraries() -> list[Path]:
    """The system's shared libraries: files of those folders, and the folder of this machine's own kind."""
    kind = sysconfig.get_config_var("MULTIARCH") or ""
    found: list[Path] = []
    for folder in map(Path, _SYSTEM_LIBRARIES):
        if folder.is_dir():
            found += sorted(folder.glob("lib*.so*")) + sorted(folder.glob("ld-linux*"))
            found += [folder / kind] if kind else []
    return found
