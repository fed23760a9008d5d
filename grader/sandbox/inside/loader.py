"""Loads the student's files as modules, from memory: the process needs no access to the folder of work.

A file's bytes become Python source, or a SyntaxError that says how the file was saved. Of a notebook each cell is
compiled as a file of its own, so that whatever is told of a line names the cell; how they run is in `notebook.py`.
"""

import ast
import importlib.abc
import importlib.util
import io
import linecache
import sys
import warnings
from collections.abc import Mapping, Sequence
from importlib.machinery import ModuleSpec
from types import CodeType, ModuleType
from typing import Any

from grader.sandbox.cells import NOTEBOOK, cells_of, compiled, shown_name
from grader.sandbox.imports import RESERVED, file_of, first_names
from grader.sandbox.inside.notebook import WhenStopped, own_names, run_cells

_HOW = "an editor can save it as UTF-8"
_FOLDER = "/submission"
"""Where the files say that they are; there is no such folder, so that what is looked for beside them is not there."""


def read_source(name: str, content: bytes) -> str:
    """The text, with its line ends made alike.

    Parameters
    ----------
    name : str
        The file's name, for the place in the error.
    content : bytes
        As it was submitted; UTF-8, unless its first lines name another encoding.

    Raises
    ------
    SyntaxError
        For a file in another encoding, and for one that is no text at all.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _error(f"the file is saved as UTF-16; {_HOW}", name, 1)
    if b"\0" in content:
        raise _error("the file holds NUL bytes, so it is no text", name, _line(content, content.index(b"\0")))
    try:
        return importlib.util.decode_source(content)
    except UnicodeDecodeError as error:
        raise _error(f"the file is not saved as UTF-8; {_HOW}", name, _line(content, error.start)) from error
    except SyntaxError as error:  # its first lines are no UTF-8, or name an encoding that does not exist
        text = f"the file is not saved as UTF-8; {_HOW}" if "missing" in str(error.msg) else str(error.msg)
        raise _error(text, name, 1) from error


def text_of(name: str, content: bytes) -> str:
    """The text of a file as `read_source` gives it; of a notebook that of all cells, blank where they are no Python.

    Raises
    ------
    SyntaxError
        For a file that `read_source` cannot read.
    """
    if not name.endswith(NOTEBOOK):
        return read_source(name, content)
    lines = [""]  # in the place of the line that is ours
    for cell in cells_of(content):
        lines += cell.lines if _is_python(cell.source) else [""] * len(cell.lines)
    return "\n".join(lines)


def _is_python(source: str) -> bool:
    try:
        parsed(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # the last two of code nested very deeply
        return False
    return True


def lines_of(content: bytes) -> list[str]:
    """The lines as Python counts them, for a form feed ends none; what is not UTF-8 is replaced."""
    return list(io.StringIO(content.decode("utf-8-sig", errors="replace"), newline=None))


def parsed(source: str) -> ast.Module:
    """The tree of a source; what the compiler warns of, it has said already."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source)


def _line(content: bytes, offset: int) -> int:
    return content[:offset].count(b"\n") + 1


def _error(text: str, name: str, line: int) -> SyntaxError:
    return SyntaxError(text, (name, line, None, linecache.getline(name, line)))


class MemoryFinder(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds the submission's own modules and packages, so that one file of a student may import another.

    Parameters
    ----------
    files : mapping of str to bytes
        File name (`xor.py`, `mylib/__init__.py`) to content.
    names : mapping of str to object
        The built-in names that these files see.
    when_stopped : callable
        Told each cell of a notebook that did not come to its end, with what it raised.
    """

    def __init__(
        self,
        files: Mapping[str, bytes],
        names: Mapping[str, Any],
        when_stopped: WhenStopped = lambda _cell, _error: None,
    ) -> None:
        self.files = dict(files)
        self.first_names = first_names(self.files)
        self._names = names
        self._when_stopped = when_stopped
        self.sources = dict(compiled(files))
        """What is compiled as a file: name to content, of each file and of each cell."""
        for name, content in self.sources.items():  # lets tracebacks show the student's lines
            linecache.cache[name] = (len(content), None, lines_of(content), name)  # None: no file on disk is newer

    def install(self) -> None:
        """Have import statements find the submission's modules."""
        sys.meta_path.insert(0, self)

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module's spec if it is in the submission, and no library's name.

        A folder without `__init__.py` is a package too, as in plain Python.
        """
        if fullname.partition(".")[0] in self.first_names - RESERVED:
            stem = fullname.replace(".", "/")
            if self._file(fullname) is not None or any(name.startswith(f"{stem}/") for name in self.files):
                return self._spec(fullname)
        return None

    def import_module(self, name: str) -> ModuleType:
        """One of the student's files, imported."""
        is_notebook = str(self._file(name)).endswith(NOTEBOOK)  # graded, and like any notebook not to be imported
        if name not in RESERVED and name not in sys.modules and not is_notebook:
            return importlib.import_module(name)
        module = sys.modules.get(name)
        if module is not None and getattr(module.__spec__, "loader", None) is self:
            return module  # another file of the submission has imported it
        # A file that is called like a library: it can be graded, and is not what anybody's import finds
        module = importlib.util.module_from_spec(self._spec(name))
        if is_notebook and name not in RESERVED:
            sys.modules[name] = module  # dataclasses look their module up
        self.exec_module(module)
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's code."""
        # Python looks for built-in names where a module's globals say, and puts its own there only if they say nothing
        file = self._file(module.__name__)
        vars(module).update(own_names(), __builtins__=self._names, __file__=f"{_FOLDER}/{file}")
        if file is not None and file.endswith(NOTEBOOK):
            run_cells(cells_of(self.files[file]), module, self._when_stopped)
        else:
            super().exec_module(module)

    def shown(self, name: str) -> str:
        """What a module's file is called, as it was handed in."""
        file = self._file(name) or f"{name}.py"
        return shown_name(file, self.files.get(file, b""))

    def get_source(self, fullname: str) -> str:
        """The module's text; SyntaxError if it is none."""
        name = self._file(fullname) or f"{fullname}.py"
        return text_of(name, self.files[name])

    def get_code(self, fullname: str) -> CodeType:
        """The module's code; SyntaxError if it is not Python."""
        # `dont_inherit`: what this file imports from __future__ is not theirs
        name = self._file(fullname) or ""
        code: CodeType = compile(self.get_source(fullname), name, "exec", dont_inherit=True)
        return code

    def is_package(self, fullname: str) -> bool:
        """Whether it is a folder's `__init__.py`."""
        return str(self._file(fullname)).endswith("/__init__.py")

    def _file(self, fullname: str) -> str | None:
        """The file of a module; None for a folder without `__init__.py`.

        At the top an exercise's file comes before a folder of its name, which could not be graded; further in a folder
        comes first, as in plain Python.
        """
        stem = fullname.replace(".", "/")
        package = f"{stem}/__init__.py"
        if "." in fullname and package in self.files:
            return package
        return file_of(stem, self.files) or (package if package in self.files else None)

    def _spec(self, name: str) -> ModuleSpec:
        file = self._file(name)
        spec = ModuleSpec(name, None if file is None else self, origin=file)
        if file is None or self.is_package(name):
            spec.submodule_search_locations = [f"{_FOLDER}/{name.replace('.', '/')}"]
        return spec
