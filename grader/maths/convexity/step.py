"""One step of a proof: a claim about an expression that follows by a rule from claims about others."""

from dataclasses import dataclass
from typing import Any

import sympy


@dataclass(frozen=True)
class Step:
    """A curvature rule claims that the expression is convex on the domain, a sign rule that it is never below 0."""

    rule: str
    """Its name in `verify.curvature` or `verify.signs`."""
    expression: sympy.Expr
    parts: tuple["Step", ...] = ()
    """The claims that it follows from."""
    data: tuple[Any, ...] = ()
    """What the rule needs beside them: cuts, a kernel, a power."""

    def __str__(self) -> str:
        """The proof as an indented tree."""
        inner = "".join("\n" + "\n".join("  " + line for line in str(part).splitlines()) for part in self.parts)
        return f"{self.rule}: {self.expression}{inner}"
