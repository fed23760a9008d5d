"""What `from sympy import *` brings along is not the student's: an exercise may ask for a function of that name."""

from typing import Any

import pytest

from grader.sandbox.client.outcome import Failure, FailureKind, Returned

OWN = {"mine.py": b"def gcd(a, b): return 7\n"}


@pytest.mark.inside
@pytest.mark.parametrize(
    ("source", "says"),
    [
        (
            "from sympy import *",
            "work.py has no function gcd; the one of that name is brought by `from sympy import *`",
        ),
        (
            "from math import *\n# gcd",
            "work.py has no function gcd; the one of that name is brought by `from math import *`",
        ),
        ("from sympy import *\ndef other(): return gcd(4, 6)", "brought by `from sympy import *`"),
        ("from sympy import *\nclass A:\n    def gcd2(self): pass", "brought by `from sympy import *`"),
    ],
    ids=["sympy", "math", "used", "another name"],
)
def test_what_a_star_brings_is_not_written(open_session: Any, source: str, says: str) -> None:
    """It is missing, as any function that is not there."""
    session = open_session({"work.py": source.encode(), **OWN})
    (failure,) = session.call("work", "gcd", [(4, 6)])
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.NO_FUNCTION
    assert says in failure.text


@pytest.mark.inside
@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("from sympy import *\nfrom math import gcd", 2),
        ("from sympy import *\ndef gcd(a, b): return 5", 5),
        ("from math import *\nimport math\ngcd = math.gcd", 2),
        ("from sympy import *\nfrom mine import *", 7),
        ("import math\nglobals()['gcd'] = math.gcd", 2),
        ("from sympy import *\nfrom functools import partial\ngcd = partial(max, 0)", 6),
    ],
    ids=["import", "def", "value", "own star", "globals", "partial"],
)
def test_what_the_file_gives_a_value_is(open_session: Any, source: str, value: int) -> None:
    """Whoever's function it is: a library may be used."""
    session = open_session({"work.py": source.encode(), **OWN})
    assert session.call("work", "gcd", [(4, 6)]) == [Returned(value)]
