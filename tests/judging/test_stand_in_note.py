"""Which imports of stand-ins are told, and where."""

import pytest

from grader.judging.stand_in_note import imported_stand_ins

PLOT = {"matplotlib"}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import matplotlib.pyplot as plt", PLOT),
        ("import numpy as np, matplotlib.pyplot as plt, tqdm", {"matplotlib", "tqdm"}),
        ("from matplotlib import pyplot", PLOT),
        ("x = 1; import matplotlib", PLOT),
        ("def f():\n    import matplotlib\n", PLOT),
        ("try: import matplotlib\nexcept ImportError: pass", PLOT),
        ("import os\r\nimport matplotlib\r\n", PLOT),
        ("import between", {"seaborn"}),
        ("from lib.parts import x", {"plotly"}),
        ("# import matplotlib", set()),
        ("import os  # not matplotlib", set()),
        ("matplotlib = 1", set()),
        ("import matplotlib_tools", set()),
        ("from own import matplotlib", set()),
        ("import IPython", set()),
        ("import numpy", set()),
    ],
)
def test_what_is_imported(source: str, names: set[str]) -> None:
    """By the file or by one that it imports; not what the work brings itself."""
    files = {
        "xor.py": source.encode(), "between.py": b"import seaborn", "IPython.py": b"", "other.py": b"import bokeh",
        "lib/parts.py": b"import plotly",
    }  # fmt: skip
    assert imported_stand_ins("xor", files) == names
