"""What arguments are drawn from: one kind of domain a file.

A domain draws by `randint` and `choice` only, with the simplest nearest to 0 or first: `grader.items.shrink` makes
arguments smaller by making the draws smaller.
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
