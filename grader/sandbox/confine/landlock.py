"""Landlock: which files a process may read. Everything else, and all writing, is refused by the kernel.

A ruleset is built once and handed down as a descriptor; each process then only restricts itself to it. The kernel's
version of Landlock (its ABI) says which rights exist; it is asked of the kernel itself, as /sys does not always tell.

What a student's process may read is the standard library and a few named packages, entry by entry.
"""

import ctypes
import errno
import os
import stat
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from grader.sandbox import imports
from grader.sandbox.confine.kernel import NUMBERS, KernelError, machine, syscall

_VERSION = 1  # LANDLOCK_CREATE_RULESET_VERSION: no ruleset is made then
_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_RIGHTS_OF_ABI = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights on files exist from which ABI on: 2 adds renaming between folders, 3 truncating, 5 device ioctl."""
_NET_SINCE, _BIND_AND_CONNECT_TCP = 4, 0b11
_SCOPES_SINCE, _ABSTRACT_SOCKETS_AND_SIGNALS = 6, 0b11


PACKAGES = (*imports.PACKAGES, "numpy.libs", "mpmath", "gmpy2", "gmpy2.libs")
"""Folders of what may be imported, and of what is beneath it.

Never a whole folder of installed packages: a course may lie in it."""
_SYSTEM = ("/etc/localtime", "/usr/share/zoneinfo", "/dev/null", "/dev/urandom", "/etc/ld.so.cache")
_SYSTEM_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")


class _Ruleset(ctypes.Structure):
    """`struct landlock_ruleset_attr`."""

    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    """`struct landlock_path_beneath_attr`."""

    # As in the kernel's header; Python 3.14 wants to be told by which rules fields are packed
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("rights", ctypes.c_uint64), ("parent", ctypes.c_int32))


def abi() -> int:
    """The version of Landlock that the kernel has; 0 if it has none or has it switched off."""
    try:
        return _call("landlock_create_ruleset", 0, 0, _VERSION)
    except KernelError:
        return 0


def ruleset(readable: Iterable[Path], version: int) -> int:
    """A descriptor of rules that allow reading these files and folders, and nothing else.

    Parameters
    ----------
    readable : iterable of Path
        Files, and folders with all that is in them; what does not exist is left out.
    version : int
        The ABI to use, at most the kernel's.
    """
    rights = max(count for since, count in _RIGHTS_OF_ABI.items() if since <= version)
    handled = _Ruleset(
        (1 << rights) - 1,
        _BIND_AND_CONNECT_TCP if version >= _NET_SINCE else 0,
        _ABSTRACT_SOCKETS_AND_SIGNALS if version >= _SCOPES_SINCE else 0,
    )
    # A kernel takes no longer structure than it knows, and version 1 knew of files only
    size = 8 * (1 + (version >= _NET_SINCE) + (version >= _SCOPES_SINCE))
    rules = _call("landlock_create_ruleset", ctypes.addressof(handled), size, 0)
    for path in readable:
        _allow_reading(rules, path)
    return rules


def lay(rules: int) -> None:
    """Restrict this process to a ruleset for ever; needs no-new-privileges, else KernelError."""
    _call("landlock_restrict_self", rules, 0)


def _allow_reading(rules: int, path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)  # to name it, not to read it
    except OSError:
        return
    try:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        rule = _PathBeneath(_READ_FILE | _READ_DIR if is_folder else _READ_FILE, descriptor)
        _call("landlock_add_rule", rules, _PATH_BENEATH, ctypes.addressof(rule), 0)
    finally:
        os.close(descriptor)


def _call(name: str, *arguments: int) -> int:
    here = machine()
    if here is None:
        raise KernelError(errno.ENOSYS, "this machine is neither x86_64 nor aarch64")
    return syscall(NUMBERS[here][name], *arguments)


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
    folders = [path for folder in standard_library_folders() for path in (folder, folder / "__pycache__")]
    entries = (entry for folder in folders if folder.is_dir() for entry in sorted(folder.iterdir()))
    # Python without -O does not look for what `compileall` has left for it; each rule costs every process a little
    return [entry for entry in entries if _is_standard(entry.name) and ".opt-" not in entry.name]


def _is_standard(name: str) -> bool:
    module = name.split(".", maxsplit=1)[0]
    # Beside the modules: what is written in C, and what `sysconfig` imports by a name of this build's
    return module in sys.stdlib_module_names or module == "lib-dynload" or module.startswith("_sysconfigdata")


def _shared_libraries() -> list[Path]:
    """The system's shared libraries: files of those folders, and the folder of this machine's own kind."""
    kind = sysconfig.get_config_var("MULTIARCH") or ""
    paths: list[Path] = []
    for folder in map(Path, _SYSTEM_LIBRARIES):
        if folder.is_dir():
            paths += sorted(folder.glob("lib*.so*")) + sorted(folder.glob("ld-linux*"))
            paths += [folder / kind] if kind else []
    return paths
