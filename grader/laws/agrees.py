"""A second implementation gives the same."""

from typing import Any, ClassVar

from pydantic import Field

from grader.items.answers.tolerance import Tolerance
from grader.laws.law import Function, Law, law
from grader.laws.values import call_of, difference, is_same_function, value_at


@law
class Agrees(Law):
    """`function` and `independent` give the same, written in two ways.

    Parameters
    ----------
    function : callable
        The reference.
    independent : callable
        Takes the same arguments. It must not call the reference, or it would say the same whatever that says.
    tolerance : Tolerance
        How near numbers have to be.
    """

    function: Function
    independent: Function
    tolerance: Tolerance = Field(default_factory=Tolerance, kw_only=True)
    is_second_implementation: ClassVar[bool] = True

    @property
    def sentence(self) -> str:
        """Which other code."""
        return f"{self.name} gives what {self.independent.__name__} gives"

    def fault_at(self, *arguments: Any) -> str | None:
        """Both values, where they are not the same."""
        wanted = value_at(self.independent, arguments)
        fault = difference(value_at(self.function, arguments), wanted, self.tolerance, arguments)
        return None if fault is None else f"{call_of(self.function, arguments)} is {fault} as by other code"

    def is_proved(self, *arguments: Any) -> bool:
        """Where both run on symbols."""
        return is_same_function(self.function, self.independent, arguments)
