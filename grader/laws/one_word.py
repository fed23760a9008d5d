"""Nothing else says what a reference says, and the author says why that is enough."""

from typing import Annotated, Any

from pydantic import Field

from grader.laws.law import Function, Law, UntoldError, law


@law
class OneWord(Law):
    """The key rests on the author's word alone.

    Parameters
    ----------
    function : callable
        The reference.
    because : str
        Why that is enough: a sentence, such as "these are the letters on the slide".
    """

    function: Function
    because: Annotated[str, Field(min_length=1)]

    @property
    def sentence(self) -> str:
        """The author's sentence."""
        return f"{self.name} rests on one word: {self.because}"

    def fault_at(self, *arguments: Any) -> str | None:  # noqa: ARG002 - the same for all laws
        """Never told."""
        raise UntoldError(self.because)
