"""Inert stand-ins for packages that finished work imports and that no answer needs: plotting, progress, notebooks.

    import matplotlib.pyplot as plt       plt is StandIn("matplotlib.pyplot")
    fig, ax = plt.subplots()              as many stand-ins as are unpacked
    for x in tqdm(values): ...            the values

A stand-in does nothing, reaches no file and no network, and has no number: whatever is worked out from it is a stand-in
again, and where a number or a truth is asked of that, it is a TypeError which says so. None of them is a module that a
library could find.
"""

import dis
import sys
from collections.abc import Callable, Iterator
from types import FunctionType, TracebackType
from typing import Any, NoReturn, Self

import numpy as np

_DRAW = "matplotlib mpl_toolkits matplotlib_inline pylab seaborn plotly bokeh altair IPython ipywidgets ipympl".split()
_COUNT = "tqdm rich alive_progress progressbar".split()
STAND_INS = frozenset({*_DRAW, *_COUNT})
"""Packages in whose places there are stand-ins."""
_PLOTS = (
    "annotate axhline axis axvline bar clf close colorbar contour contourf draw errorbar figure fill_between gca gcf "
    "grid hist imshow legend loglog pause plot savefig scatter semilogx semilogy show subplot subplots suptitle text "
    "tight_layout title xlabel xlim xticks ylabel ylim yticks"
).split()
_NAMES = {"matplotlib.pyplot": _PLOTS, "pylab": _PLOTS, "tqdm": ["tqdm", "trange"]}
"""What `from ... import *` gives."""
_OPERATIONS = "add sub mul matmul truediv floordiv mod divmod pow lshift rshift and or xor".split()
_ALONE = "neg pos abs invert round trunc floor ceil".split()
_COMPARISONS = "lt le gt ge".split()
_NUMBERS = "float int complex index len".split()
_UNPACK, _UNPACK_WITH_REST = dis.opmap["UNPACK_SEQUENCE"], dis.opmap["UNPACK_EX"]


class StandIn:
    """What stands for a module of such a package, and for all that comes of it.

    Parameters
    ----------
    path : str
        What it stands for, such as `matplotlib.pyplot`.
    """

    __slots__ = ("_path",)
    _path: str

    def __init__(self, path: str) -> None:
        if type(path) is not str:  # SymPy makes another one of a type that it does not know, from a list
            raise TypeError("a stand-in has nothing in it")
        object.__setattr__(self, "_path", path)

    def __getattr__(self, name: str) -> Any:
        """Anything; but no private names, by which NumPy, SymPy and `copy` ask what an object can do."""
        if name == "__all__":
            return _NAMES.get(self._path, [])
        if name.startswith("_") and name != "__version__":
            raise AttributeError(f"{self} has no {name}")
        return StandIn(f"{self._path}.{name}")

    def __setattr__(self, name: str, value: object) -> None:
        """Nothing is kept."""

    def __delattr__(self, name: str) -> None:
        """Nothing is there."""

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Another stand-in; a function that it decorates; what a progress bar goes through."""
        if len(arguments) == 1 and type(arguments[0]) is FunctionType:
            return arguments[0]
        if package_of(self) in _COUNT:
            return _counted(self._path, *arguments, **named)
        return StandIn(self._path)

    def __getitem__(self, key: object) -> "StandIn":
        """Another stand-in."""
        return StandIn(self._path)

    def __setitem__(self, key: object, value: object) -> None:
        """Nothing is kept."""

    def __delitem__(self, key: object) -> None:
        """Nothing is there."""

    def __contains__(self, key: object) -> bool:
        """Nothing is in it."""
        return False

    def __iter__(self) -> Iterator[Any]:
        """As many stand-ins as `fig, ax = ...` asks for, else one: a sum of none would be a number."""
        # A generator would look at its own frame only when it is asked for the first one
        return iter([StandIn(self._path) for _ in range(_asked_for(sys._getframe(1)))])  # noqa: SLF001

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """What is raised goes on."""

    def __eq__(self, other: object) -> Any:
        """Not None; beyond that, a truth that nobody knows."""
        return False if other is None else _Unknown(self._path)

    def __ne__(self, other: object) -> Any:
        """The same."""
        return True if other is None else _Unknown(self._path)

    __hash__ = object.__hash__

    def __bool__(self) -> bool:
        """False: `while plt.fignum_exists(1)` ends."""
        return False

    def __repr__(self) -> str:
        """What it stands for."""
        return f"<stand-in for {self._path}>"

    def __format__(self, spec: str) -> str:
        """The same, whatever the form that is asked for."""
        return repr(self)

    def __array_ufunc__(self, *_arguments: Any, **_named: Any) -> "StandIn":
        """What NumPy works out from it."""
        return _Unknown(self._path)

    def __array__(self, dtype: Any = None, *, copy: bool | None = None) -> "np.ndarray[Any, Any]":
        """An array of it alone, as `np.array(axes).flatten()` needs; never one of numbers."""
        if dtype not in {None, np.dtype(object)}:
            _no_value(self)
        array = np.empty((), dtype=object)
        array[()] = self
        return array

    def __array_function__(self, *_arguments: Any, **_named: Any) -> "StandIn":
        """The same."""
        return _Unknown(self._path)

    def __copy__(self) -> "StandIn":
        """Itself."""
        return self

    def __deepcopy__(self, memo: object) -> "StandIn":
        """Itself."""
        return self

    def __mro_entries__(self, bases: object) -> tuple[type, ...]:
        """No class: what inherits from it stands alone."""
        return ()


class _Unknown(StandIn):
    """What a comparison with a stand-in gives."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return bool(_no_value(self))


class _Progress(StandIn):
    """A bar over an iterable, which can be gone through as without it."""

    __slots__ = ("_through",)
    _through: Any

    def __init__(self, path: str, through: Any) -> None:
        super().__init__(path)
        object.__setattr__(self, "_through", through)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._through)

    def __reversed__(self) -> Iterator[Any]:
        backwards: Iterator[Any] = reversed(self._through)
        return backwards

    def __contains__(self, key: object) -> bool:
        return key in self._through

    def __len__(self) -> int:
        return len(self._through)

    def __bool__(self) -> bool:
        return not hasattr(self._through, "__len__") or len(self._through) > 0


def package_of(stand_in: StandIn) -> str:
    """The package that is imported where it comes from."""
    return stand_in._path.partition(".")[0]  # noqa: SLF001


def _counted(path: str, *arguments: Any, **named: Any) -> StandIn:
    """What tqdm and its kind give: `tqdm(values)`, `trange(n)`, `tqdm(total=n)`."""
    special = _SPECIAL.get(path.rpartition(".")[2])
    if special is not None:
        return _Progress(path, special(*arguments))
    through = arguments[0] if arguments else named.get("iterable")
    return _Progress(path, through) if hasattr(through, "__iter__") else StandIn(path)


_SPECIAL: dict[str, Callable[..., Any]] = {
    "trange": range,
    "tenumerate": enumerate,
    "tzip": zip,
    "tmap": map,
    "process_map": map,
    "thread_map": map,
}


def _asked_for(frame: Any) -> int:
    """How many values the running instruction unpacks; 1 for any other one."""
    code, at = frame.f_code.co_code, frame.f_lasti
    operation, argument = code[at], code[at + 1]
    if operation == _UNPACK:
        return int(argument)
    # `first, *others = ...`: the names in front of the star, and behind it in an instruction before this one
    behind = code[at - 1] if at >= 2 and code[at - 2] == dis.EXTENDED_ARG else 0
    return argument + behind if operation == _UNPACK_WITH_REST else 1


def _nothing(self: StandIn, *_others: Any) -> StandIn:
    return StandIn(self._path)


def _not_known(self: StandIn, _other: Any) -> StandIn:
    return _Unknown(self._path)


def _no_value(self: StandIn, *_others: Any, **_named: Any) -> NoReturn:
    raise TypeError(f"{self._path} does nothing while work is graded, so it has no value to go on with")


for _word in (*_OPERATIONS, *(f"r{word}" for word in _OPERATIONS), *_ALONE):
    setattr(StandIn, f"__{_word}__", _nothing)
for _word in _COMPARISONS:
    setattr(StandIn, f"__{_word}__", _not_known)
for _word in _NUMBERS:
    setattr(StandIn, f"__{_word}__", _no_value)
