"""Loads the student's files as modules, from memory: the process needs no access to the folder of work."""

import importlib.abc
import importlib.machinery
import importlib.util
import linecache
import random
import sys
from collections.abc import Mapping, Sequence
from types import CodeType, ModuleType

import numpy as np


class MemoryFinder(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds the submission's own modules, so that one file of a student may import another.

    Parameters
    ----------
    files : mapping of str to bytes
        File name (`xor.py`) to content as submitted.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)
        for name, content in self._files.items():  # lets tracebacks show the student's lines
            lines = content.decode("utf-8-sig", errors="replace").splitlines(keepends=True)
            linecache.cache[name] = (len(content), None, lines, name)

    def has(self, module: str) -> bool:
        """Whether the submission has a file for this module."""
        return f"{module}.py" in self._files

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The module's spec if it is one of the submission's files."""
        return importlib.util.spec_from_loader(fullname, self, origin=f"{fullname}.py") if self.has(fullname) else None

    def get_source(self, fullname: str) -> str:
        """The module's text."""
        return importlib.util.decode_source(self._files[f"{fullname}.py"])

    def get_code(self, fullname: str) -> CodeType:
        """The module's code; SyntaxError if it is not Python."""
        content = self._files[f"{fullname}.py"]
        if b"\0" in content:
            line = content[: content.index(b"\0")].count(b"\n") + 1
            raise SyntaxError("it holds NUL bytes, as a file does that is not saved as text", (f"{fullname}.py", line, 1, ""))
        code: CodeType = compile(content, f"{fullname}.py", "exec", dont_inherit=True)
        return code


def import_student_module(finder: MemoryFinder, name: str) -> ModuleType:
    """Import one of the student's files, with the same random numbers on every run."""
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002 - the student's code may use the global generator
    if finder not in sys.meta_path:
        sys.meta_path.insert(0, finder)
    return importlib.import_module(name)
