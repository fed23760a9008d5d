"""What a reference gives has a property that can be said in a sentence."""

from typing import Annotated, Any

from pydantic import Field

from grader.items.answers.show import show
from grader.laws.law import Function, Law, law
from grader.laws.values import call_of, value_at


@law
class Satisfies(Law):
    """The value of `function` has a property.

    Parameters
    ----------
    says : str
        The property, as a clause: "the chord gap of a convex function is not below 0".
    function : callable
        The reference.
    predicate : callable
        Given the value and behind it the arguments, whether it has the property.
    """

    says: Annotated[str, Field(min_length=1)]
    function: Function
    predicate: Function

    @property
    def sentence(self) -> str:
        """As the author says it."""
        return self.says

    def fault_at(self, *arguments: Any) -> str | None:
        """The value that does not have it."""
        value = value_at(self.function, arguments)
        if value_at(self.predicate, (value, *arguments)):
            return None
        return f"{call_of(self.function, arguments)} is {show(value)}"
