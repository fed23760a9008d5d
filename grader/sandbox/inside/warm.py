"""Imports and first calls that every submission would otherwise wait for."""

import gc
import linecache
import sys
from collections.abc import Callable, Iterator
from types import ModuleType

import numpy as np

from grader.sandbox.inside.caller import Caller
from grader.sandbox.inside.chance import Chance
from grader.sandbox.inside.loader import MemoryFinder
from grader.sandbox.wire.messages import encode_files

_FILES = {"warm_up_only.py": b"def f(a):\n    return a\n"}


def warm_up() -> None:
    """What no process can do without: the library of linear algebra is loaded."""
    np.linalg.eigvalsh(np.eye(2))


def rehearse(chance: Chance) -> None:
    """Answer a first call of our own, as each forked process will; nothing of it stays behind."""
    caller = Caller(chance, 2**20, lambda: False)
    requests = (
        {"files": encode_files(_FILES), "first_handle": 0},
        {"load": "warm_up_only"},
        {"module": "warm_up_only", "function": "f", "calls": [[1], [0.5], [["list", 1]]]},
    )
    for request in requests:
        for _ in caller.answer(request):
            pass
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, MemoryFinder)]
    sys.modules.pop("warm_up_only", None)
    linecache.clearcache()


def import_sympy() -> ModuleType:
    """The module, imported without collecting garbage on the way."""
    gc.disable()
    import sympy  # noqa: PLC0415 - a third of a second, for those who need it

    gc.freeze()
    gc.enable()
    return sympy  # type: ignore[no-any-return]  # SymPy has no types


def warm_up_sympy() -> None:
    """Import it, and make the first calls of what nearly everybody uses.

    A first derivative takes 50 ms and a first compiled function 80, which each process would else do for itself.
    """
    sympy = import_sympy()
    x, y = sympy.symbols("x y")
    smooth = sympy.exp(x * y) + sympy.sin(x) + sympy.cos(x) + sympy.log(1 + x**2) + sympy.sqrt(x**2 + 1)
    sympy.diff(smooth, x, 2)
    sympy.diff(sympy.Abs(x) + sympy.Max(x, 0), x)
    sympy.hessian(x**3 * y, (x, y)).subs({x: 1, y: 2}).evalf()
    sympy.lambdify((x, y), smooth, "numpy")(1.0, 2.0)
    sympy.expand((x + y) ** 3)


def further() -> Iterator[Callable[[], object]]:
    """More of the same, for a zygote from which many are forked: a second once, instead of for each of them."""
    import sympy  # noqa: PLC0415 - see above

    x, y = sympy.symbols("x y")
    matrix = np.array([[2.0, 1.0], [1.0, 3.0]])
    for function in (np.linalg.eig, np.linalg.eigh, np.linalg.inv, np.linalg.det, np.linalg.svd, np.linalg.cholesky):
        yield lambda function=function: function(matrix)  # type: ignore[misc]
    yield lambda: np.linalg.solve(matrix, np.ones(2))
    yield lambda: np.linalg.lstsq(matrix, np.ones(2), rcond=None)
    yield lambda: np.random.default_rng(0).normal(size=2)
    yield lambda: sympy.factor(x**2 - y**2)
    yield lambda: sympy.Matrix([[x, 1], [1, y]]).det()
    yield lambda: sympy.Matrix([[2, 1], [1, 2]]).eigenvals()
    yield lambda: sympy.simplify(sympy.sin(x) ** 2 + sympy.cos(x) ** 2)
    yield lambda: sympy.solve(x**2 - 2, x)
    yield lambda: sympy.integrate(x**2, x)
