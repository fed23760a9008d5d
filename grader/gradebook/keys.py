"""The key of a grading: everything that its result depends on, and nothing of whose it is."""

import hashlib
import json
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property

import numpy as np
import sympy

import grader
from grader.model.report import Environment
from grader.sandbox.limits import Limits


@dataclass(frozen=True)
class Setting:
    """With what something is graded."""

    grader: str
    """Version of this package."""
    python: str
    """Version of Python."""
    numpy: str
    """Version of NumPy."""
    sympy: str
    """Version of SymPy."""
    machine: str
    """Kind of processor, on which floating point depends."""
    level: str
    """Level of the sandbox."""
    seed: int
    """The variant."""
    after_due: bool
    """Whether items marked `after_due` are public."""
    limits: tuple[float, ...]
    """What a student's code may use."""

    @cached_property
    def text(self) -> str:
        """As JSON, the same for the same setting; it is part of every key."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))


def setting_here(level: str, *, seed: int = 0, after_due: bool = False, limits: Limits | None = None) -> Setting:
    """The setting of this installation on this machine."""
    return Setting(
        grader=grader.__version__,
        python=platform.python_version(),
        numpy=np.__version__,
        sympy=sympy.__version__,
        machine=platform.machine(),
        level=level,
        seed=seed,
        after_due=after_due,
        limits=tuple(limits or Limits()),
    )


def other_than(setting: Setting, environment: Environment) -> str:
    """In what a worker's environment is not the one that was to be graded with; empty if it is."""
    found = {
        "grader": environment.grader,
        "python": environment.python,
        "numpy": environment.numpy,
        "sympy": environment.sympy,
        "level": environment.sandbox.level,
    }
    wanted = asdict(setting)
    differences = [
        f"{name} {given} instead of {wanted[name]}" for name, given in found.items() if given != wanted[name]
    ]
    return f"a worker grades with {', '.join(differences)}" if differences else ""


def grading_key(digest: str, version: str, setting: Setting) -> str:
    """The key of one exercise of one submission.

    Parameters
    ----------
    digest : str
        Hash of the submission's files: all of them, for one may import another.
    version : str
        Hash of the exercise's files.
    setting : Setting
        With what it is graded.
    """
    return digest_of(part.encode() for part in (digest, version, setting.text))


def digest_of(parts: Iterable[bytes]) -> str:
    """SHA-256 of parts, each with its length in front: no other parts have the same."""
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big") + part)
    return total.hexdigest()
