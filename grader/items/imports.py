"""Which import is missing where a usual name has no value: only names that nobody uses for anything else."""

_MODULES = {
    "np": "import numpy as np", "numpy": "import numpy", "sympy": "import sympy", "sp": "import sympy as sp",
    "sym": "import sympy as sym", "math": "import math", "cmath": "import cmath",
    "plt": "import matplotlib.pyplot as plt", "random": "import random",
    "itertools": "import itertools", "functools": "import functools", "fractions": "import fractions",
    "collections": "import collections", "statistics": "import statistics", "decimal": "import decimal",
    "copy": "import copy", "operator": "import operator", "typing": "import typing", "os": "import os",
    "sys": "import sys", "time": "import time", "re": "import re",
}  # fmt: skip
_MEMBERS = {
    "sympy": "Expr Symbol symbols Matrix Rational Integer Float Function Derivative Piecewise Poly Eq Abs lambdify "
    "sympify simplify diff hessian Interval oo nsimplify",
    "numpy": "ndarray array asarray zeros ones arange linspace maximum minimum einsum",
    "fractions": "Fraction",
    "decimal": "Decimal",
    "functools": "reduce partial lru_cache cache",
    "itertools": "combinations permutations accumulate chain pairwise",
    "collections": "defaultdict deque Counter namedtuple",
    "dataclasses": "dataclass",
    "numpy.typing": "NDArray ArrayLike",
    "typing": "Any Optional Union List Dict Tuple Set NamedTuple",
    "collections.abc": "Callable Sequence Iterable Iterator Mapping",
}
_SHARED = frozenset("sqrt exp log sin cos tan pi sinh cosh tanh floor".split())
FROM = {name: module for module, names in _MEMBERS.items() for name in names.split()}
"""Name to the module that has it."""


def missing_import(name: str) -> str:
    """A sentence on a name that the file gives no value: the import that is missing, if it is the name of one."""
    if name in _MODULES:
        return f"`{_MODULES[name]}` is missing at the top of the file."
    if name in FROM:
        return f"`from {FROM[name]} import {name}` is missing at the top of the file."
    if name in _SHARED:
        return f"`{name}` comes from a module: with `import numpy as np` at the top of the file, it is `np.{name}`."
    return f"Nothing in this file gives `{name}` a value."
