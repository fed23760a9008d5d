"""What import statements find in a student's process: the list, the submission's own modules, and stand-ins.

    ListedFinder   in the place of Python's own finder of installed packages: it finds what is on the list
    importer       the `__import__` of the student's files: their own modules, what is listed, or a stand-in

Libraries never meet a stand-in, as none is among the loaded modules: SymPy goes on as where there is no matplotlib.
"""

import builtins
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib.abc import Loader
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

from grader.sandbox.imports import is_listed
from grader.sandbox.stand_ins import STAND_INS, StandIn

_import = builtins.__import__


class ListedFinder(PathFinder):
    """Finds what is on the list where it is installed, and nothing else that is installed there."""

    around_sympy: Callable[[], AbstractContextManager[None]] = nullcontext
    """What its import happens in, which takes its generators of random numbers."""

    @classmethod
    def find_spec(cls, fullname: str, path: Sequence[str] | None = None, target: Any = None) -> ModuleSpec | None:
        """The spec of a listed module; None for any other one, which Python then reports as missing."""
        spec = super().find_spec(fullname, path, target) if is_listed(fullname) else None
        if spec is not None and spec.loader is not None and fullname == "sympy":
            spec.loader = _Around(spec.loader, cls.around_sympy)
        return spec

    @classmethod
    def find_distributions(cls, *_context: Any) -> Any:
        """None: at most levels what is written about installed packages cannot be read."""
        return ()


class _Around(Loader):
    """Runs a module's code in a context; the module has its own loader."""

    def __init__(self, loader: Loader, context: Callable[[], AbstractContextManager[None]]) -> None:
        self._loader = loader
        self._context = context

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """The module, as its own loader makes it."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Run its code; its own loader is what it shows."""
        if module.__spec__ is not None:
            module.__spec__.loader = module.__loader__ = self._loader
        with self._context():
            self._loader.exec_module(module)


def install(around_sympy: Callable[[], AbstractContextManager[None]]) -> None:
    """Have every import of this process, libraries' too, go by the list.

    Parameters
    ----------
    around_sympy : callable
        Gives the context of SymPy's import, whenever that happens.
    """
    ListedFinder.around_sympy = around_sympy
    sys.meta_path[:] = [ListedFinder if finder is PathFinder else finder for finder in sys.meta_path]


def importer(own: Collection[str]) -> Callable[..., Any]:
    """What `import` calls in a submission's files.

    Parameters
    ----------
    own : collection of str
        The names at which imports of the submission's own modules begin.
    """

    def find(
        name: str,
        globals: Mapping[str, Any] | None = None,  # noqa: A002 - as the built-in function has it
        locals: Mapping[str, Any] | None = None,  # noqa: A002
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        first = str(name).partition(".")[0]
        if level or first in own or is_listed(first):
            return _import(name, globals, locals, fromlist or (), level)
        if first in STAND_INS:
            return StandIn(name if fromlist else first)
        # Also of what is loaded here: the grader's own side of the wall is no package of theirs
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    return find
