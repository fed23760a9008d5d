"""The versions in the conditions of a grading are those of what would be imported, which is not imported for that."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import sympy

from grader.gradebook.grading.keys import conditions_here
from grader.judging.setting import Setting
from tests.conftest import ROOT
from tests.gradebook.intake.handed import put

ASK = """
import sys
from grader.gradebook.grading.keys import conditions_here
from grader.judging.setting import Setting

conditions = conditions_here(Setting(), "confined")
print(conditions.numpy, conditions.sympy, "numpy" in sys.modules, "sympy" in sys.modules)
"""


def asked(*first: Path) -> list[str]:
    """Versions of NumPy and SymPy in a process of its own, and whether they were imported there."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (*first, ROOT)))}
    done = subprocess.run([sys.executable, "-c", ASK], env=env, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_what_is_installed(tmp_path: Path) -> None:
    """As the packages say themselves."""
    here = conditions_here(Setting(), "confined")
    assert (here.numpy, here.sympy) == (np.__version__, sympy.__version__)
    assert asked() == [np.__version__, sympy.__version__, "False", "False"]
    # A checkout that is found before what was installed
    put(tmp_path, {"numpy/__init__.py": b"__version__ = '0.1'\n"})
    assert asked(tmp_path) == ["0.1", sympy.__version__, "True", "False"]
