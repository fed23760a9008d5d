"""What import statements find in a student's process: the list, the submission's own modules, and stand-ins.

    ListedFinder   in the place of Python's own finder of installed packages: it finds what is on the list
    importer       the `__import__` of the student's files: their own modules, what is listed, or a stand-in

Libraries never meet a stand-in, as none is among the loaded modules: SymPy goes on as where there is no matplotlib.
"""

import builtins
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from typing import Any

from grader.sandbox.imports import is_listed
from grader.sandbox.stand_ins import STAND_INS, StandIn

_import = builtins.__import__


class ListedFinder(PathFinder):
    """Finds what is on the list where it is installed, and nothing else that is installed there."""

    @classmethod
    def find_spec(cls, fullname: str, path: Sequence[str] | None = None, target: Any = None) -> ModuleSpec | None:
        """The spec of a listed module; None for any other one, which Python then reports as missing."""
        return super().find_spec(fullname, path, target) if is_listed(fullname) else None

    @classmethod
    def find_distributions(cls, *_context: Any) -> Any:
        """None: at most levels what is written about installed packages cannot be read."""
        return ()


def install() -> None:
    """Have every import of this process, libraries' too, go by the list."""
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
