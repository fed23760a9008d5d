"""What may be imported while work is graded, and which files of a submission one of them can import.

The packages are a list, the same at every level and on every machine, whatever is installed. Of the submission's files
those that a file can import, and no others, are in its process, and are in its hash.

They are told from the text alone, as bytes that nobody compiles: this runs where reports are held. A file too many
costs nothing but a hash that fewer share; one too few would not be found. So whoever imports by a name that is made at
run time, or writes in an encoding in which names may look otherwise, has all files.
"""

import hashlib
import re
import sys
import unicodedata
from collections.abc import Collection, Iterator, Mapping

from grader.sandbox.cells import NOTEBOOK

PACKAGES = ("numpy", "sympy")
"""The packages that there are beside the standard library."""
# SymPy calculates with mpmath, and Python's own `sysconfig` imports a module that is called after its build
_LISTED = sys.stdlib_module_names | {*PACKAGES, "mpmath", "__main__"}
_OF_THIS_BUILD = "_sysconfigdata"
RESERVED = sys.stdlib_module_names | {*PACKAGES, "mpmath", "grader"}
"""A file with one of these names can be graded, but `import random` means what it means everywhere."""
_CONTINUED = re.compile(r"\\\r?\n")
# Also in comments and texts: a file too many is handed over, and none too few
_STATEMENT = re.compile(r"\b(from|import)[ \t\f]+([^\r\n;#]+)")
_NAME = re.compile(r"[ \t\f]*(\w+)")
_AT_RUN_TIME = re.compile(r"\b(?:importlib|__import__|pkgutil|pydoc|runpy)\b")
_ENCODING = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_UTF_8 = {b"utf-8", b"utf8", b"utf_8", b"utf-8-sig"}
_NO_COMMENT = b"'\"\\\0"


def is_listed(name: str) -> bool:
    """Whether a module, by its full name, is one of those that there are for every submission."""
    first = name.partition(".")[0]
    return first in _LISTED or first.startswith(_OF_THIS_BUILD)


def first_names(files: Collection[str]) -> frozenset[str]:
    """The names at which the imports of a submission's own modules begin: of files at its top, and of folders."""
    return frozenset(name.partition("/")[0].removesuffix(".py") for name in files)


def file_of(module: str, files: Collection[str]) -> str | None:
    """The file that is graded under an exercise's name: `xor.py`, else the notebook `xor.ipynb`; None for neither."""
    return next((name for name in (f"{module}.py", f"{module}{NOTEBOOK}") if name in files), None)


def folders_imported(files: Mapping[str, bytes], folders: Collection[str]) -> set[str]:
    """Those of some folders that the files of a submission import, or may import.

    Parameters
    ----------
    files : mapping of str to bytes
        File name to content, as far as it is read.
    folders : collection of str
        Names of the folders beside the exercises' files.
    """
    others = {*folders} - RESERVED
    return {name for content in files.values() for name in _imported(content, others)} if others else set()


def reached(module: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """A module's file and those that its imports lead to, by name, in order.

    Parameters
    ----------
    module : str
        Name of a file or notebook that is there, without its ending.
    files : mapping of str to bytes
        File name to content, of the whole submission.
    """
    named: dict[str, list[str]] = {}
    for name in sorted(files):
        named.setdefault(name.partition("/")[0].removesuffix(".py"), []).append(name)
    names: set[str] = set()
    waiting = {file_of(module, files) or f"{module}.py"}
    while waiting:
        path = waiting.pop()
        names.add(path)
        imported = _imported(files[path], named.keys() - RESERVED)
        waiting |= {other for name in imported for other in named[name]} - names
    return {path: files[path] for path in sorted(names)}


def fingerprint(module: str, files: Mapping[str, bytes]) -> str:
    """SHA-256 of all that a module's process holds: of two with the same one, neither can see which it is."""
    total = hashlib.sha256()
    for part in (module.encode(), *(part for name, content in files.items() for part in (name.encode(), content))):
        total.update(len(part).to_bytes(8, "big") + part)
    return total.hexdigest()


def without_end(content: bytes) -> bytes:
    """A file without the blank lines and comments behind its last line of code, which no code needs.

    A line with a quote or a backslash may be the end of a text, and stays, with all that comes before it.
    """
    lines = content.splitlines(keepends=True)
    while lines and _is_no_code(lines[-1]):
        lines.pop()
    # What stands behind a backslash belongs to its line, be it empty
    return content if lines and lines[-1].rstrip().endswith(b"\\") else b"".join(lines).rstrip(b"\r\n")


def _is_no_code(line: bytes) -> bool:
    text = line.strip()
    is_comment = text.startswith(b"#") and text.isascii() and not any(byte in _NO_COMMENT for byte in text)
    return not text or (is_comment and _ENCODING.match(text) is None)


def _imported(content: bytes, others: set[str]) -> set[str]:
    """Those of the other names that a file may import."""
    # As Python reads names: two spellings of one are the same module
    text = unicodedata.normalize("NFKC", content.decode("utf-8", errors="replace"))
    # Only the first two lines of a file can say in which encoding it is
    if _AT_RUN_TIME.search(text) or any(map(_is_in_another_encoding, content.splitlines()[:2])):
        return others
    return others.intersection(_named(_CONTINUED.sub(" ", text)))


def _named(text: str) -> Iterator[str]:
    """First names of what is behind `from` and `import`, wherever these words stand."""
    for statement in _STATEMENT.finditer(text):
        word, behind = statement.groups()
        for part in behind.split(",") if word == "import" else [behind]:
            if name := _NAME.match(part):
                yield name[1]


def _is_in_another_encoding(line: bytes) -> bool:
    cookie = _ENCODING.match(line)
    return cookie is not None and cookie[1].lower() not in _UTF_8
