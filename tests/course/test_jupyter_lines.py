"""What of a cell is Python's, and what is left out of it: line by line."""

import ast

import pytest

from grader.course.jupyter_lines import plain_python

LEFT_OUT = (
    ("%matplotlib inline\nx = 1", "# %matplotlib inline\nx = 1", (1,)),
    ("x = 1\n%precision 3", "x = 1\n# %precision 3", (2,)),
    ("!pip install a \\\n  b\nx = 1", "# !pip install a \\\n#   b\nx = 1", (1,)),
    ("!echo \"it's\nx = 1", "# !echo \"it's\nx = 1", (1,)),
    ("!!ls", "# !!ls", (1,)),
    ("files = !ls\nx = 1", "files = get_ipython()  # !ls\nx = 1", (1,)),
    ("a, b = !ls", "a, b = get_ipython()  # !ls", (1,)),
    ("here = %pwd", "here = get_ipython()  # %pwd", (1,)),
    ("if x:\n    !ls\n    %who\ny = 1", "if x:\n    pass  # !ls\n    pass  # %who\ny = 1", (2, 3)),
    ("?len\nlen?\nnp.dot??\n%time?", "# ?len\n# len?\n# np.dot??\n# %time?", (1, 2, 3, 4)),
    ("%%time\ndef f():\n    return 1", "# %%time\ndef f():\n    return 1", (1,)),
    ("%%capture out\nx = 1", "# %%capture out\nx = 1", (1,)),
    ("%%timeit\nf(1)", "# %%timeit\n# f(1)", (1,)),
    ("%%bash\necho 'a\nls", "# %%bash\n# echo 'a\n# ls", (1,)),
    ("\n\n%%html\n<b>", "# \n# \n# %%html\n# <b>", (3,)),
    ("%timeit f(1)", "# %timeit f(1)", (1,)),
    ("%time", "# %time", (1,)),
    ("pip install numpy", "# pip install numpy", (1,)),
    ("cd ..", "# cd ..", (1,)),
    ("%magic\r\nx = 1\r\n", "# %magic\nx = 1\n", (1,)),
)
KEPT = (
    "y = (x\n  % 2)", "y = x \\\n % 2", "y = [\n7\n%s\n]", "s = '''\n%no\n!no\nno?\n'''", 's = """\n!no"""\nx = 1',
    "s = r'\\'\nx = 1", "a != b", "x %= 2", "x = a[1] %b", "# it's\nx = 1", "print('%d' % 3)", "cd = 1\ncd", "ls = 3",
    "f'{x!r}'", "x = '!ls'", "d = {'a': 1,\n  # (\n  'b': 2}\nx = 1", "", "\n\n",
)  # fmt: skip


@pytest.mark.parametrize(("cell", "python", "lines"), LEFT_OUT)
def test_what_is_jupyter_s_own_is_left_out(cell: str, python: str, lines: tuple[int, ...]) -> None:
    """As a comment, or as something that does nothing; every other line keeps its number."""
    plain = plain_python(cell)
    assert (plain.source, plain.skipped) == (python, lines)
    ast.parse(plain.source)


@pytest.mark.parametrize("cell", KEPT)
def test_what_is_python_stays(cell: str) -> None:
    """Signs in texts, comments and lines that go on mean what they mean in Python."""
    assert plain_python(cell) == (cell, (), plain_python(cell).defines)


@pytest.mark.parametrize(
    ("cell", "python"),
    [("%time x = f(1)\ny = x", "x = f(1)\ny = x"), ("  x = 1\n  y = 2", "x = 1\ny = 2"), ("if a:\n  %time f()", None)],
)
def test_what_ipython_runs_as_python_counts(cell: str, python: str | None) -> None:
    """The statement behind `%time`, and a cell that is indented as a whole."""
    plain = plain_python(cell)
    assert (plain.source, plain.skipped) == (python or "if a:\n  f()", ())


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("def f(x):\n    def g(): pass\n    return x", {"f"}),
        ("async def f(): pass", {"f"}),
        ("f = lambda x: x", {"f"}),
        ("f: int = lambda x: x\na = b = lambda: 1", {"f", "a", "b"}),
        ("def f(): pass\ng = f\nh = f  # the same", {"f", "g", "h"}),
        ("f = np.vectorize(g)\ng = partial(f, 1)\nh = np.tanh", {"f", "g", "h"}),
        ("step = 0.1\nfit = np.polyfit(x, y, 1)\nrisk = other\nf == lambda", set()),
        ("class A:\n    def f(self): pass", set()),
        ("'''\ndef f(): pass\n'''", set()),
        ("%%bash\ndef f(): pass", set()),
        ("%%time\ndef f(): pass", {"f"}),
    ],
)
def test_which_functions_it_defines(cell: str, names: set[str]) -> None:
    """Those at the margin; a number of that name is none."""
    assert plain_python(cell).defines == names


@pytest.mark.parametrize(
    "cell", ["(" * 20_000, "'" * 20_001, "a=" * 20_000, "\\\n" * 20_000, '"""' + "x\n" * 9_999], ids=range(5)
)
def test_whatever_is_typed_there_has_an_end(cell: str) -> None:
    """No line is lost, and none is added."""
    assert plain_python(cell).source.count("\n") == cell.count("\n")
