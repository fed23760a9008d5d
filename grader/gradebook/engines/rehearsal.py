"""What a worker does before its first submission, so that none of them waits for it.

Each submission that is judged is judged in a fork of this process: what only a wrong answer needs would be imported
again for each of them. The course is not rehearsed, which takes seconds: who answers like another is not judged again.
"""

from importlib import import_module

from grader.items.domains import Reals
from grader.items.shrink import smallest

_LATER = ("grader.maths.convexity", "grader.maths.definiteness", "grader.maths.equivalence")


def rehearse() -> None:
    """Import what is needed later, and look for one smallest example, as for a wrong answer."""
    for name in _LATER:
        import_module(name)
    smallest((8.0,), (Reals(low=-9, high=9),), {}, lambda candidate: candidate[0] > 1)
