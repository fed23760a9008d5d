"""What arguments are drawn from: one kind of domain a file, each with plain draws and a Hypothesis strategy.

The plain draws serve every submission and need nothing but the standard library's random numbers; Hypothesis is
imported only when an answer was wrong, to find the smallest arguments that show it.
"""

from grader.items.domains.choices import Choices
from grader.items.domains.domain import Domain
from grader.items.domains.matrices import Matrices, SymmetricMatrices
from grader.items.domains.numbers import Integers, Reals
from grader.items.domains.polynomials import Polynomials, Variables
from grader.items.domains.vectors import Vectors

AnyDomain = Integers | Reals | Choices | Vectors | Matrices | SymmetricMatrices | Polynomials | Variables

__all__ = [
    "AnyDomain",
    "Choices",
    "Domain",
    "Integers",
    "Matrices",
    "Polynomials",
    "Reals",
    "SymmetricMatrices",
    "Variables",
    "Vectors",
]
