"""What a function uses, told from its source: seen with its line, not there, or honestly not to be told."""

from textwrap import dedent

import pytest

from grader.items.source.rule import apply_rule, uses
from grader.model.feedback import Feedback
from grader.model.judgement import Judgement, correct, left_open, wrong
from grader.model.verdict import Verdict

EIGVALSH = ("numpy.linalg.eigvalsh",)

FORBIDDEN = [
    ("import numpy as np\ndef f(H): return np.linalg.eigvalsh(H)", EIGVALSH, 2),
    ("import numpy\ndef f(H): return numpy.linalg.eigvalsh(H)", EIGVALSH, 2),
    ("from numpy import linalg as la\ndef f(H): return la.eigvalsh(H)", EIGVALSH, 2),
    ("import numpy.linalg as la\ndef f(H): return la.eigvalsh(H)", EIGVALSH, 2),
    ("from numpy.linalg import eigvalsh as e\ndef f(H): return e(H)", EIGVALSH, 2),
    ("from numpy.linalg import *\ndef f(H): return eigvalsh(H)", EIGVALSH, 2),
    ("def f(H):\n    import numpy as n\n    return n.linalg.eigvalsh(H)", EIGVALSH, 3),
    ("import numpy as np\neig = np.linalg.eigvalsh\ndef f(H): return eig(H)", EIGVALSH, 2),
    ("import numpy as np\ndef g(H): return np.linalg.eigvalsh(H)\ndef f(H): return g(H)", EIGVALSH, 2),
    ("import numpy as np\ndef f(H): return list(map(np.linalg.eigvalsh, [H]))", EIGVALSH, 2),
    ("import numpy as np\nif True:\n  def g(H): return np.linalg.eigvalsh(H)\ndef f(H): return g(H)", EIGVALSH, 3),
    (
        "import numpy as np\nclass G:\n  def h(self, H): return np.linalg.eigvalsh(H)\ndef f(H): return G().h(H)",
        EIGVALSH,
        3,
    ),
    ("import numpy as np\nf = lambda H: np.linalg.eigvalsh(H)", EIGVALSH, 2),
    ("import numpy as np\ndef f(H): return np.linalg.det(H)", ("numpy.linalg",), 2),
    ("import friend\ndef f(H): return friend.g(H)", EIGVALSH, 3),
    ("from friend import g\ndef f(H): return g(H)", EIGVALSH, 3),
    ("from friend import *\ndef f(H): return g(H)", EIGVALSH, 3),
    ("def f(H): return H.eigenvals()", (".eigenvals",), 1),
    ("def f(x): return sorted(x)", ("sorted",), 1),
    ("def f(x):\n    for _ in x: pass", ("loop",), 2),
    ("def f(x): return sum(y for y in x)", ("loop",), 1),
    ("def f(x):\n    while x: x -= 1", ("recursion", "loop"), 2),
    ("def f(x): return f(x - 1)", ("recursion",), 1),
    ("def f(x): return g(x)\ndef g(x): return f(x)", ("recursion",), 1),
    ("def f(x):\n  def g(x): return g(x - 1)\n  return g(x)", ("recursion",), 2),
    ("def f(x):\n  g = lambda x: g(x - 1)\n  return g(x)", ("recursion",), 2),
    ("def f(x):\n  def g(x): return h(x)\n  def h(x): return g(x)\n  return g(x)", ("recursion",), 2),
    ("import numpy as np\ndef f(H): return np.ma.core.np.linalg.eigvalsh(H)", EIGVALSH, 2),
    ("import builtins\ndef f(x): return builtins.sorted(x)", ("sorted",), 2),
    ("import numpy as np\ndef f(x): return np.absolute(x)", ("numpy.abs",), 2),
]
FREE = [
    ("import numpy as np\ndef f(H): return np.linalg.eigh(H)", EIGVALSH),
    ("import numpy as np\ndef f(H): return np.linalg.eigvalsh_like(H)", EIGVALSH),
    ("import numpy as np\ndef g(H): return np.linalg.eigvalsh(H)\ndef f(H): return H", EIGVALSH),
    ("import numpy as np\ndef f(H):\n    '''Like np.linalg.eigvalsh.'''\n    return H", EIGVALSH),
    (
        "import numpy as np\ndef f(H): return H\nif __name__ == '__main__':\n    print(np.linalg.eigvalsh([[1]]))",
        EIGVALSH,
    ),
    ("def f(sort): return sort", ("sorted",)),
    ("def f(x): return x\nfor _ in range(3): pass", ("loop",)),
    ("def g(x): return g(x - 1)\ndef f(x): return x", ("recursion",)),
    ("def f(x):\n    return [x, x]", ("loop", "recursion")),
    ("def f(g, x): return g(x - g(x))", ("recursion",)),
    ("def f(x): return max(map(abs, x), key=lambda y: y + 1)", ("recursion",)),
    ("import numpy as np\ndef f(g, x): return np.vectorize(g)(x)", ("recursion", *EIGVALSH)),
    (
        "import sympy as sp\ndef f(x: str) -> 'sp.E()':\n  y = sp.Symbol('y')\n  return sp.S(1) / 2 + y + sp.S.One",
        EIGVALSH,
    ),
    (
        "import sympy\ndef f(H):\n  '''Its H.eigenvals().'''\n  if not H: raise ValueError(f'no {H}')\n  return H",
        EIGVALSH,
    ),
    ("from sympy import *\ndef f(x): return sin(x) + Matrix([[x, 1]]).det()", EIGVALSH),
    ("import numpy as np\nWEIGHTS = np.ones(3)\ndef f(x): return WEIGHTS @ x", EIGVALSH),
    ("import numpy as np\nimport sympy\ndef f(M): return sympy.det(M) + np.linalg.norm(M)", ("numpy.linalg.det",)),
]
UNCLEAR = [
    ("def f(H): return eval('H')", EIGVALSH, "line 1 of work.py uses eval"),
    ("import numpy as np\ndef f(H): return getattr(np.linalg, 'eig' + 'valsh')(H)", EIGVALSH, "uses getattr"),
    (
        "import numpy as np\ndef f(H):\n    la = np.linalg\n    return la.eigvalsh(H)",
        EIGVALSH,
        "line 3 of work.py hands on np.linalg",
    ),
    ("import numpy as np\nla = np.linalg\ndef f(H): return la.eigvalsh(H)", EIGVALSH, "uses la.eigvalsh"),
    (
        "import numpy as np\nnp.sum = np.linalg.eigvalsh\ndef f(H): return np.sum(H)",
        EIGVALSH,
        "line 2 of work.py uses",
    ),
    (
        "import numpy as np\nsetattr(np, 'sum', np.linalg.eigvalsh)\ndef f(H): return np.sum(H)",
        EIGVALSH,
        "outside of all functions",
    ),
    ("import numpy as np\ndef f(H): return np.__dict__['linalg']", EIGVALSH, "np.__dict__"),
    ("import importlib\ndef f(H): return importlib.import_module('numpy')", EIGVALSH, "importlib.import_module"),
    *(
        (f"import numpy as np\n{source}", EIGVALSH, why)
        for source, why in (
            ("from operator import attrgetter\ndef f(H): return attrgetter('linalg.eigvalsh')(np)(H)", "line 3"),
            ("import operator as o\ndef f(H): return o.methodcaller('eigvalsh', H)(np.linalg)", "line 3"),
            ("def f(H):\n  match np.linalg:\n    case object(eigvalsh=e): return e(H)", "line 3"),
            ("def g(m, H): return m\ndef f(H): return g(np, H)", "line 3 of work.py hands on np as a value"),
            ("import sys\ndef f(H): return sys.modules['numpy'].linalg", "line 3 of work.py uses sys.modules"),
            ("def f(H): return np.sum.__globals__['linalg']", "__globals__"),
            ("import inspect\ndef f(H): return inspect.getmembers(H)", "line 3"),
            ("def set_up():\n  global e\n  e = np.linalg.eigvalsh\nset_up()\ndef f(H): return e(H)", "line 6"),
            ("def set_up():\n  np.sum = np.linalg.eigvalsh\nset_up()\ndef f(H): return np.sum(H)", "line 4"),
            ("import sympy\ndef f(H): return sympy.sin('Matrix(H).eigenvals()')", "line 3 of work.py makes a text"),
            ("from sympy import *\ndef f(H): return S(H)", "line 3 of work.py makes a text"),
            ("import sympy\ndef f(H): return sympy.sin(f'{H}')", "line 3 of work.py makes a text"),
            ("from sympy import lambdify\ndef f(H): return lambdify((), H)()", "uses lambdify"),
            ("import sympy\ndef f(H): return sympy.sin(chr(72))", "line 3 of work.py makes a text"),
        )
    ),
    *(
        (source, ("recursion",), "may come back to itself")
        for source in (
            "def f(n): return (lambda g: g(g, n))(lambda g, n: n and g(g, n - 1))",
            "def f(n):\n  def g(h, n): return n and h(h, n - 1)\n  return g(g, n)",
            "def f(n):\n  d = {}\n  d['g'] = lambda n: n and d['g'](n - 1)\n  return d['g'](n)",
            "class G:\n  def h(self, n): return n and self.h(n - 1)\ndef f(n): return G().h(n)",
            "def h(n): return n\ndef f(n):\n  h.g = lambda n: n and h.g(n - 1)\n  return h.g(n)",
        )
    ),
    ("def f(x, sorted=sorted): return sorted(x)", ("sorted",), "gives sorted another meaning"),
    ("from parts.g import g\ndef f(H): return g(H)", EIGVALSH, "imports from parts/, which is not looked into"),
    ("from parts import *\ndef f(H): return g(H)", EIGVALSH, "imports from parts/"),
    ("exec('def f(x): return x')", EIGVALSH, "does not define f"),
    ("def f(:", EIGVALSH, "does not define f"),
]


@pytest.mark.parametrize(("source", "forbidden", "line"), FORBIDDEN)
def test_a_use_is_found_with_its_line(source: str, forbidden: tuple[str, ...], line: int) -> None:
    """However it is imported or named, in the function or in what it calls."""
    seen = uses(files(source), "work", "f", forbidden)
    assert seen.forbidden is not None
    assert (seen.forbidden.line, seen.forbidden.name) == (line, forbidden[-1])
    assert seen.forbidden.source


@pytest.mark.parametrize(("source", "forbidden"), FREE)
def test_what_is_not_used_is_not_found(source: str, forbidden: tuple[str, ...]) -> None:
    """A longer name, a comment, a function that is not called, the student's own trials under the main guard."""
    seen = uses(files(source), "work", "f", forbidden)
    assert seen.forbidden is None
    assert not seen.unclear


@pytest.mark.parametrize(("source", "forbidden", "why"), UNCLEAR)
def test_what_cannot_be_told_is_said(source: str, forbidden: tuple[str, ...], why: str) -> None:
    """Neither guilty nor cleared: a person has to look, and is told where."""
    seen = uses(files(source), "work", "f", forbidden)
    assert seen.forbidden is None
    assert why in seen.unclear


def files(source: str) -> dict[str, bytes]:
    """A submission of this file, a friend's, and a package."""
    friend = "import numpy as np\n\ndef g(H): return np.linalg.eigvalsh(H)\n"
    return {"work.py": dedent(source).encode(), "friend.py": friend.encode(), "parts/g.py": friend.encode()}


USED, HIDDEN, CLEAN = "def f(x): return sorted(x)", "def f(x): return eval('x')", "def f(x): return x"
OPEN = left_open(Feedback(code="undecided", text="open"))


@pytest.mark.parametrize(
    ("judgement", "source", "verdict", "fraction", "code"),
    [
        (correct(), USED, Verdict.WRONG, 0, "use.forbidden"),
        (correct(), HIDDEN, Verdict.UNDECIDED, 1, "use.undecided"),
        (correct(), CLEAN, Verdict.CORRECT, 1, None),
        (OPEN, USED, Verdict.WRONG, 0, "use.forbidden"),
        (OPEN, HIDDEN, OPEN.verdict, OPEN.fraction, "undecided"),
        (OPEN, CLEAN, OPEN.verdict, OPEN.fraction, "undecided"),
        (wrong(), USED, Verdict.WRONG, 0, None),
        (wrong(), HIDDEN, Verdict.WRONG, 0, None),
    ],
)
def test_what_a_rule_makes_of_an_answer(
    judgement: Judgement, source: str, verdict: Verdict, fraction: float, code: str | None
) -> None:
    """Wrong where it is seen to be broken, undecided where nobody can see; what earns nothing is not looked at."""
    ruled = apply_rule(judgement, {"work.py": source.encode()}, "work", "f", ("sorted",))
    assert (ruled.verdict, ruled.fraction) == (verdict, fraction)
    assert [said.code for said in ruled.feedback[-1:]] == ([] if code is None else [code])
    assert ("could not be compared" in str(ruled.feedback)) == (judgement is OPEN and source is USED)
    assert apply_rule(judgement, {"work.py": source.encode()}, "work", "f", ()) == judgement
