"""One reference takes back what another one does."""

from typing import Any

from pydantic import Field

from grader.items.answers.tolerance import Tolerance
from grader.laws.law import Function, Law, law
from grader.laws.values import call_of, difference, value_at


@law
class Inverse(Law):
    """`other` of the value of `function` is the argument again.

    Parameters
    ----------
    function : callable
        The reference; it takes one argument.
    other : callable
        Takes one argument as well.
    tolerance : Tolerance
        How near the argument has to come.
    """

    function: Function
    other: Function
    tolerance: Tolerance = Field(default_factory=Tolerance, kw_only=True)

    @property
    def sentence(self) -> str:
        """Which takes back which."""
        return f"{self.other.__name__} takes back {self.name}"

    def fault_at(self, *arguments: Any) -> str | None:
        """What comes back instead."""
        back = value_at(self.other, (value_at(self.function, arguments),))
        fault = difference(back, arguments[0], self.tolerance, arguments)
        return None if fault is None else f"{self.other.__name__}({call_of(self.function, arguments)}) is {fault}"
