"""What all laws have in common."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Annotated, Any, ClassVar, TypeVar, dataclass_transform

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from grader.items.drawn import PythonFunction

Function = Annotated[Callable[..., Any], PythonFunction]
T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(Field,))
def law(kind: type[T]) -> type[T]:
    """Make a class a law: frozen, checked by pydantic when it is stated, and its first fields without their names."""
    made: Any = dataclass(frozen=True, config=ConfigDict(extra="forbid", arbitrary_types_allowed=True))(kind)
    return made  # type: ignore[no-any-return]


class UntoldError(Exception):
    """The law says nothing at these arguments: at a kink there is no derivative. The argument says why."""


class Law(ABC):
    """Something that must hold of one reference at all arguments for which an item asks."""

    function: Function
    """The reference that it speaks of."""
    is_second_implementation: ClassVar[bool] = False
    """Whether all it says is that other code gives the same."""

    @property
    def name(self) -> str:
        """Name of the reference that it speaks of."""
        return self.function.__name__

    @property
    @abstractmethod
    def sentence(self) -> str:
        """What it says, as a clause: `risk_derivative is the derivative of risk in x`."""

    @abstractmethod
    def fault_at(self, *arguments: Any) -> str | None:
        """What is wrong at these arguments; None if it holds there.

        Raises
        ------
        UntoldError
            If it says nothing at these arguments.
        """

    def is_proved(self, *arguments: Any) -> bool:  # noqa: ARG002 - most laws prove nothing
        """Whether it holds for all numbers in the place of these, by a proof."""
        return False


@law
class DerivativeLaw(Law):
    """What a reference gives is derived from another one, or from an expression among its own arguments.

    Parameters
    ----------
    function : callable
        The reference.
    of : callable or str
        The other reference, whose parameters are among those of `function`; or the name of the parameter that is an
        expression, and then `wrt` names the one that holds its symbol or symbols.
    wrt : str
        Name of the parameter after which derivatives are taken.
    """

    function: Function
    of: Function | str
    wrt: str = Field(kw_only=True)

    @property
    def whole(self) -> str:
        """Name of what is differentiated."""
        return self.of if isinstance(self.of, str) else self.of.__name__
