"""One reference is the Hessian of another, or of an expression among its own arguments."""

from itertools import product
from typing import Any

import numpy as np

from grader.laws.derivative_of import expression_fault
from grader.laws.differences import partial
from grader.laws.law import DerivativeLaw, law
from grader.laws.values import call_of, named, value_at, value_by_name


@law
class HessianOf(DerivativeLaw):
    """`function` gives the matrix of second derivatives of `of` in the argument `wrt`, an array.

    Parameters
    ----------
    function : callable
        The reference; its value is a matrix (NumPy's or SymPy's).
    of : callable or str
        The reference of which it is the Hessian, whose parameters are among those of `function`; or the name of the
        parameter that is an expression, and then `wrt` names the one that holds its symbols.
    wrt : str
        Name of the parameter after which the derivatives are taken.
    """

    @property
    def sentence(self) -> str:
        """Of which function, and in what."""
        return f"{self.name} is the Hessian of {self.whole} in {self.wrt}"

    def fault_at(self, *arguments: Any) -> str | None:
        """The first entry that is not the second derivative."""
        values, matrix = named(self.function, arguments), value_at(self.function, arguments)
        variables = tuple(values[self.wrt])
        size = len(variables)
        entries = np.array(matrix, dtype=object)
        if entries.shape != (size, size):
            return f"{call_of(self.function, arguments)} has the shape {entries.shape} for {size} variables"
        for row, column in product(range(size), repeat=2):
            if isinstance(self.of, str):
                fault = expression_fault(entries[row, column], values[self.of], variables, (row, column))
            else:
                fault = self._number_fault(entries[row, column], values, (row, column))
            if fault is not None:
                return f"entry ({row}, {column}): {fault}"
        return None

    def _number_fault(self, entry: Any, values: dict[str, Any], position: tuple[int, int]) -> str | None:
        whole = self.of
        assert not isinstance(whole, str)  # noqa: S101 - an expression is asked in another way
        difference = partial(
            lambda point: value_by_name(whole, {**values, self.wrt: np.array(point)}),
            [float(coordinate) for coordinate in values[self.wrt]],
            position,
        )
        if difference.is_like(float(entry), relative=1e-4):
            return None
        return f"{float(entry):.6g}, but differences give {difference.value:.6g}"
