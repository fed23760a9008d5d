"""Runs the cells of a notebook one after the other among the same names, as Jupyter's "Run All" would if it went on.

A cell that stops is passed over, as the student may have passed over it: trials that fail are common in notebooks, and
in the next cell everything else is there all the same. Each that stopped is told.
"""

import __future__

from collections.abc import Callable, Sequence
from types import ModuleType

from grader.sandbox.cells import Cell
from grader.sandbox.stand_ins import StandIn

_OWN_NAMES = ("display", "get_ipython")
WhenStopped = Callable[[Cell, BaseException], None]
"""Told a cell that did not come to its end, and what it raised."""


def own_names() -> dict[str, StandIn]:
    """What IPython gives to a notebook without an import; a script that was exported from one calls it as well."""
    return {name: StandIn(f"IPython.{name}") for name in _OWN_NAMES}


def run_cells(cells: Sequence[Cell], module: ModuleType, when_stopped: WhenStopped) -> None:
    """Run them in a module, to the last one.

    Parameters
    ----------
    cells : sequence of Cell
        In their order.
    module : ModuleType
        Where their names are, those of IPython among them.
    when_stopped : callable
        Told each that did not come to its end.
    """
    names, flags = vars(module), 0
    for cell in cells:
        try:
            # What one cell imports from __future__ holds for those below as well, in IPython and here
            code = compile(cell.source, cell.name, "exec", flags, dont_inherit=True)
            flags |= code.co_flags & __future__.annotations.compiler_flag
            exec(code, names)  # noqa: S102 - what this process is for
        except BaseException as error:  # noqa: BLE001 - whatever the student's code raises is told, `exit()` too
            when_stopped(cell, error)
