"""A hash of all files that a course consists of, of which none is run: what work earns depends on each of them.

Files of `exercises/` and `solutions/`, or of a release's checks, and the modules from elsewhere that they import. What
a course reads at run time cannot be told from its text: of one that looks like doing so nothing is remembered.
"""

import importlib.util
import os
import re
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from grader.course.in_reach import CHECKS, is_bundle
from grader.course.listing import files_below
from grader.digest import digest_of

_TREES = ("exercises", "solutions")
_HASHED_ELSEWHERE = {"grader", "numpy", "sympy", "mpmath", "flint", "pydantic"}
"""Packages of the installation, whose hash is part of every key."""
_IMPORT = re.compile(rb"^[ \t]*(?:from|import)[ \t]+([^\r\n;#]+)", re.MULTILINE)
_NAME = re.compile(rb"[ \t]*(\w+)")
_READS = re.compile(rb"__file__|__import__|\bopen\s*\(|\.(?:load|loadtxt|genfromtxt|fromfile|memmap)\s*\(")
_READING = (b"__file__", b"__import__", b"open", b"load", b"genfromtxt", b"fromfile", b"memmap")
"""One of these is in all that the pattern matches, and is found ten times as fast."""
_OUTSIDE = set(
    "os pathlib io importlib runpy pkgutil subprocess socket urllib http shutil glob tempfile sqlite3 linecache "
    "fileinput time datetime platform".split()
)
"""Modules through which a course may look at something that is in none of its files."""
_MOST_FILES = 2_000
_INSTALLED = {"site-packages", "dist-packages"}


class _ReadsElsewhereError(Exception):
    """The course may look at something that is in none of its files."""


def course_digest(folder: Path) -> str | None:
    """The hash of a course, or of what students got of one; None where it cannot be told what work depends on."""
    trees = [folder / name for name in ((CHECKS,) if is_bundle(folder) else _TREES)]
    try:
        files = {path: path.read_bytes() for tree in trees for path in _files(tree)}
        own = [part for path, text in files.items() for part in (os.fsencode(path.relative_to(folder)), text)]
        return digest_of([*own, *_imported_modules(text for path, text in files.items() if path.suffix == ".py")])
    except (_ReadsElsewhereError, OSError):
        return None


def _files(tree: Path) -> list[Path]:
    """The files below a folder, if they are not too many to be read each time."""
    paths = list(islice(files_below(tree), _MOST_FILES + 1))
    if len(paths) > _MOST_FILES:
        raise _ReadsElsewhereError
    return paths


def _imported_modules(sources: Iterator[bytes]) -> Iterator[bytes]:
    """What stands for each module that some sources import from elsewhere, and for those that these import."""
    waiting, seen = list(sources), set[str]()
    while waiting:
        source = waiting.pop()
        names = set(_imported_names(source))
        if names & _OUTSIDE or (any(word in source for word in _READING) and _READS.search(source)):
            raise _ReadsElsewhereError
        for name in sorted(names - seen - _HASHED_ELSEWHERE - sys.stdlib_module_names):
            seen.add(name)
            paths, is_own = _files_of_module(name)
            yield name.encode()
            for path in paths:
                yield str(path).encode("utf-8", "surrogateescape")
                # A package that is installed changes with its first file: another version of it is written anew
                yield path.read_bytes() if is_own else str((path.stat().st_mtime_ns, path.stat().st_size)).encode()
            waiting += [path.read_bytes() for path in paths if is_own and path.suffix == ".py"]


def _imported_names(source: bytes) -> Iterator[str]:
    """First names of what a source may import, or may only speak of."""
    for statement in _IMPORT.finditer(source):
        for part in statement[1].split(b","):
            if name := _NAME.match(part):
                yield name[1].decode("utf-8", "replace")


def _files_of_module(name: str) -> tuple[list[Path], bool]:
    """The files of a module, and whether it is the author's own; none of one that is not there."""
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return [], False
    if spec is None or spec.origin in {"built-in", "frozen"}:
        return [], False
    first = [Path(spec.origin)] if spec.origin else []
    if any(_INSTALLED & {*path.parts} for path in first):
        return first, False
    folders = [Path(folder) for folder in spec.submodule_search_locations or ()]
    return [path for folder in folders for path in _files(folder)] or first, True
