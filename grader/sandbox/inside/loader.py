"""Loads the student's files as modules, from memory: the process needs no access to the folder of work."""

import importlib.abc
import importlib.util
import linecache
import random
import sys
import warnings
from collections.abc import Mapping, Sequence
from importlib.machinery import ModuleSpec
from types import CodeType, ModuleType

import numpy as np
import sympy

from grader.sandbox.inside.fingerprint import fingerprints, needed
from grader.sandbox.inside.sources import lines_of, read_source

# A file of the submission with one of these names can be graded, but `import random` means what it means everywhere
_RESERVED = sys.stdlib_module_names | {"numpy", "sympy", "mpmath", "grader"}


class MemoryFinder(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds the submission's own modules, so that one file of a student may import another.

    Only those are found that a file names which is graded here: another one, which lies about, is in nobody's way.

    Parameters
    ----------
    files : mapping of str to bytes
        File name (`xor.py`) to content as submitted.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)
        self._names = frozenset(name.removesuffix(".py") for name in files)
        self._needed: set[str] = set()
        for name, content in self.files.items():  # lets tracebacks show the student's lines
            linecache.cache[name] = (len(content), None, lines_of(content), name)

    def install(self) -> None:
        """Have import statements find the submission's modules."""
        sys.meta_path.insert(0, self)

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module's spec if it is a file of the submission that is needed, and no library's name."""
        return self._spec(fullname) if fullname in self._needed and fullname not in _RESERVED else None

    def fingerprints(self, name: str) -> tuple[str, str]:
        """What a file's code does, with all that it imports, and how; empty if it cannot be told. Nothing is run."""
        try:
            code, is_warned_of = self._look_through(name)
            texts = {each: self.get_source(each) for each, compiled in code.items() if compiled is not None}
            is_quoted_so = all(text == "".join(linecache.getlines(f"{each}.py")) for each, text in texts.items())
            return fingerprints(code, texts) if is_quoted_so and not is_warned_of else ("", "")
        except (ValueError, RecursionError):  # a number of more digits than Python writes down, functions too deep
            return "", ""

    def import_module(self, name: str) -> ModuleType:
        """One of the student's files, imported, with the same random numbers on every run."""
        self._needed |= self._look_through(name)[0].keys()
        for seed in (random.seed, np.random.seed, sympy.core.random.seed):  # the generators that are everybody's
            seed(0)
        if name not in _RESERVED and name not in sys.modules:
            return importlib.import_module(name)
        module = sys.modules.get(name)
        if module is not None and getattr(module.__spec__, "loader", None) is self:
            return module  # another file of the submission has imported it
        module = importlib.util.module_from_spec(self._spec(name))
        self.exec_module(module)
        return module

    def get_source(self, fullname: str) -> str:
        """The module's text; SyntaxError if it is none."""
        name = f"{fullname}.py"
        return read_source(name, self.files[name])

    def get_code(self, fullname: str) -> CodeType:
        """The module's code; SyntaxError if it is not Python."""
        code: CodeType = compile(self.get_source(fullname), f"{fullname}.py", "exec", dont_inherit=True)
        return code

    def _look_through(self, name: str) -> tuple[dict[str, CodeType | None], bool]:
        """The code of a file and of those that it imports, and whether the compiler warns of some: when they run."""
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            return needed(name, self._names, self.get_code), bool(warned)

    def _spec(self, name: str) -> ModuleSpec:
        return ModuleSpec(name, self, origin=f"{name}.py")
