"""One reference is the gradient of another, or of an expression among its own arguments."""

from typing import Any

import numpy as np

from grader.laws.derivative_of import expression_fault
from grader.laws.differences import partial
from grader.laws.law import DerivativeLaw, law
from grader.laws.values import call_of, named, value_at, value_by_name


@law
class GradientOf(DerivativeLaw):
    """`function` gives the gradient of `of` in the argument `wrt`, an array.

    Parameters
    ----------
    function : callable
        The reference; its value has as many entries as `wrt`, in their order.
    of : callable or str
        The reference of which it is the gradient, whose parameters are among those of `function`; or the name of the
        parameter that is an expression, and then `wrt` names the one that holds its symbols.
    wrt : str
        Name of the parameter after which the derivatives are taken.
    """

    @property
    def sentence(self) -> str:
        """Of which function, and in what."""
        return f"{self.name} is the gradient of {self.whole} in {self.wrt}"

    def fault_at(self, *arguments: Any) -> str | None:
        """The first entry that is not the partial derivative."""
        values, value = named(self.function, arguments), value_at(self.function, arguments)
        if isinstance(self.of, str):
            return _expressions_fault(value, values[self.of], tuple(values[self.wrt]))
        whole, start = self.of, np.asarray(values[self.wrt], dtype=float)
        entries = np.asarray(value, dtype=float)
        if entries.size != start.size:
            return f"{call_of(self.function, arguments)} has {entries.size} entries, and {self.wrt} has {start.size}"

        def field(point: Any) -> Any:
            moved = np.array(point).reshape(start.shape)
            return value_by_name(whole, {**values, self.wrt: moved})

        for position, entry in enumerate(entries.flat):
            difference = partial(field, list(start.flat), (position,))
            if not difference.is_like(float(entry)):
                said = f"{call_of(self.function, arguments)} has {entry:.6g} as entry {position}"
                return f"{said}, but differences give {difference.value:.6g}"
        return None


def _expressions_fault(value: Any, expression: Any, symbols: tuple[Any, ...]) -> str | None:
    entries = list(value)
    if len(entries) != len(symbols):
        return f"it has {len(entries)} entries for {len(symbols)} variables"
    faults = (expression_fault(entry, expression, symbols, (position,)) for position, entry in enumerate(entries))
    return next(filter(None, faults), None)
