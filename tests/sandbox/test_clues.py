"""What a failure's own code says about it: a clue is given only where what it stands for is seen to be so."""

from typing import Any

import pytest

from grader.sandbox.client.outcome import Failure, FailureKind, Returned
from grader.sandbox.functions import ABOUT, ExpressionFunction

SOURCE = b"""
import os, pathlib, subprocess
import numpy as np
import sympy as sp

x = sp.Symbol("x")
def helper(a): return a

def unbound(): return nq.maximum(1, 0)
def bound_later(): return later_name
def raised_by_hand(): raise NameError("name 'np' is not defined")
def only_inside():
    def inner(): table = 1
    return table
def hat_floats(): return 1.5 ^ 2
def hat_array(): return np.sum((np.ones(2) - 1)^2)
def hat_symbol(): return x ^ 2
def hat_in_place():
    y = 1.5
    y ^= 2
    return y
def hat_raised_by_hand(): raise TypeError("unsupported operand type(s) for ^")
def other_type_error(): return "a" - 2 ^ 2
def times_function(): return 2.0 * helper
def minus_builtin(): return len - 1
def times_method(): return np.ones(2).mean * 2
def minus_sympy(): return sp.sin - 1
def minus_argument(f): return 1 - f
def negative(f): return -f
def compared(f): return f > 0
def indexed(f): return f[0]
def attribute(f): return f.subs(x, 1)
def floated(f): return float(f)
def rooted(f): return np.sqrt(f)
def in_place(f):
    f += 1
    return f
def right_call(f): return "a" + f(1)
def given_to_map(f): return list(map(f, 3))
def texts(): return "a" - 1
def reads(): return open("data.csv").read()
def reads_path(): return pathlib.Path("some/where/data.csv").read_text()
def loads(): return np.loadtxt("data.csv")
def loads_array(): return np.load("data.npy")
def generates(): return np.genfromtxt("data.csv")
def lists(): return os.listdir("folder")
def raises_by_hand(): raise FileNotFoundError(2, "my own", "data.csv")
def program(): return subprocess.run(["no-such-program"])
def keys(): return {}["a"]
def lambdified(): return sp.lambdify([x], sp.Matrix([x]), "math")(1)
"""


@pytest.fixture(scope="module")
def session(start_session: Any) -> Any:
    later = b"import numpy as np\nfrom math import *\ndef f(): return cosine\ndef g(): return np.nothing\n"
    own = b"from math import *\nfrom parts import *\ndef f(): return cosine\n"
    work = SOURCE + b"if False:\n    later_name = 1\n"
    files = {"work.py": work, "star.py": later, "own_star.py": own, "parts.py": b""}
    return start_session(files, call_seconds=10)


@pytest.mark.parametrize(
    ("function", "clue"),
    [
        ("unbound", ("unbound", "nq")),
        ("bound_later", ()),
        ("raised_by_hand", ()),
        ("only_inside", ()),
        ("hat_floats", ("hat",)),
        ("hat_array", ("hat",)),
        ("hat_symbol", ("hat",)),
        ("hat_in_place", ("hat",)),
        ("hat_raised_by_hand", ()),
        ("other_type_error", ()),
        ("times_function", ("not_called", "helper")),
        ("minus_builtin", ("not_called", "len")),
        ("times_method", ("not_called", "np.ones(2).mean")),
        ("minus_sympy", ("not_called", "sp.sin")),
        ("right_call", ()),
        ("texts", ()),
        ("keys", ()),
        ("lambdified", ("lambdified", "ImmutableDenseMatrix")),
    ],
)
def test_a_clue_is_what_is_seen_where_it_failed(session: Any, function: str, clue: tuple[str, ...]) -> None:
    """In the line's code and in the values of that moment; else there is none."""
    arguments = (_function(session),) if function == "right_call" else ()
    (failure,) = session.call("work", function, [arguments])
    assert isinstance(failure, Failure)
    assert failure.clue == clue


@pytest.mark.parametrize(
    "function", ["minus_argument", "negative", "compared", "indexed", "attribute", "floated", "rooted", "in_place"]
)
def test_a_function_that_was_handed_over_is_named(session: Any, function: str) -> None:
    """By the name that it has in the student's code, whatever is done with it that only values can."""
    (failure,) = session.call("work", function, [(_function(session),)])
    assert isinstance(failure, Failure)
    assert failure.clue == ("not_called", "f")


def _function(session: Any) -> Any:
    import sympy

    return ExpressionFunction((sympy.Symbol("x"),), sympy.Symbol("x") ** 2)


@pytest.mark.parametrize(
    ("function", "name"),
    [
        ("reads", "data.csv"),
        ("reads_path", "data.csv"),
        ("loads", "data.csv"),
        ("loads_array", "data.npy"),
        ("generates", "data.csv"),
        ("lists", "folder"),
    ],
)
def test_a_file_is_forbidden_at_every_level(session: Any, function: str, name: str) -> None:
    """Where it is not there as well: `No such file` would be told of a file that lies beside the work."""
    (failure,) = session.call("work", function, [()])
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.clue) == (FailureKind.FORBIDDEN, ("file", name, "read"))


def test_an_exception_of_their_own_means_what_they_say(session: Any) -> None:
    """A file that is not there is no file that was opened if the student's line raises it."""
    (failure,) = session.call("work", "raises_by_hand", [()])
    assert (failure.kind, failure.clue) == (FailureKind.RAISED, ())


def test_a_program_is_no_file(session: Any) -> None:
    """Whatever the level says of it."""
    (failure,) = session.call("work", "program", [()])
    assert failure.clue == ()


def test_a_name_may_come_from_a_star(session: Any) -> None:
    """Of a file of their own; then it is not known to be nowhere. What `math` holds is known."""
    (failure,) = session.call("own_star", "f", [()])
    assert failure.clue == ()
    (failure,) = session.call("star", "f", [()])
    assert failure.clue == ("unbound", "cosine")
    (failure,) = session.call("star", "g", [()])
    assert failure.clue == ()


@pytest.mark.inside
@pytest.mark.parametrize(
    ("source", "name", "text"),
    [
        ("def Hidden(x): return x", "hidden", "; it has `Hidden`: capital and small letters are not the same"),
        ("def x_1(): return 1", "x1", "; it has `x_1`: every sign counts"),
        ("def netwrok(x): return x", "network", "; it has `netwrok`: is that one meant?"),
        ("class N:\n    def f(self): return 1", "f", "; `f` is inside the class N: move it out, to the left margin"),
        ("def g():\n    def f(): return 1", "f", "; `f` is inside the function g: move it out, to the left margin"),
        (
            "if __name__ == '__main__':\n    def f(): return 1",
            "f",
            '; `f` is inside `if __name__ == "__main__":`: move it out, to the left margin',
        ),
        ("def something_else(): return 1", "f", ""),
        ("hidden = 3", "Hidden", ""),
        ("", "f", ""),
    ],
)  # fmt: skip
def test_a_function_that_is_elsewhere_is_named(open_session: Any, source: str, name: str, text: str) -> None:
    """Under another name that differs little, or inside of something."""
    (failure,) = open_session(source).call("work", name, [()])
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.text) == (FailureKind.NO_FUNCTION, f"work.py has no function {name}{text}")


@pytest.mark.inside
@pytest.mark.parametrize(
    ("source", "facts"),
    [
        ("def f(a, b=1, *c, d=2): return a", {"parameters": [], "uses": []}),
        ("def f(b, a): return a", {"parameters": ["b", "a"], "uses": []}),
        ("def f(b, c): return b", {"parameters": [], "uses": []}),
        ("def f(a):\n    return (a - 1)^2", {"parameters": [], "uses": ["^"]}),
        ("def f(a):\n    a ^= 2\n    return [b^0.5 for b in a]", {"parameters": [], "uses": ["^"]}),
        ("def f(a, b): return a ^ b ^ 1", {"parameters": [], "uses": []}),
        ("def f(a): return [max(b, 0) for b in a]", {"parameters": [], "uses": ["max"]}),
        ("from numpy import max\ndef f(a): return max(a)", {"parameters": [], "uses": []}),
        ("f = abs", {"parameters": [], "uses": []}),
    ],
)  # fmt: skip
def test_a_function_is_told_of_without_being_called(open_session: Any, source: str, facts: dict[str, Any]) -> None:
    """Parameters in another order, powers written with `^`, and `max` and `min` where they mean what they always do."""
    assert open_session(source).call("work", f"{ABOUT}f", [(["a", "b"],)]) == [Returned(facts)]


def test_nothing_is_told_of_a_function_that_is_not_there(open_session: Any) -> None:
    """As if it were called."""
    (failure,) = open_session("def g(): return 1").call("work", f"{ABOUT}f", [([],)])
    assert (failure.kind, failure.text) == (FailureKind.NO_FUNCTION, "work.py has no function f")
