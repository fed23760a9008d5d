"""The key of a grading: everything that its result depends on, and nothing of whose it is."""

import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property

import grader
from grader.digest import digest_of
from grader.judging.setting import Setting
from grader.model.report import Environment
from grader.versions import version_of


@dataclass(frozen=True)
class Conditions:
    """With what something is graded: the setting, and the versions of what grades."""

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
        """As JSON, the same for the same conditions; it is part of every key."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))


def conditions_here(setting: Setting, level: str) -> Conditions:
    """A setting with the versions of this installation, on this machine, at the level that holds."""
    return Conditions(
        grader=grader.__version__,
        python=platform.python_version(),
        numpy=version_of("numpy"),
        sympy=version_of("sympy"),
        machine=platform.machine(),
        level=level,
        seed=setting.seed,
        after_due=setting.after_due,
        limits=tuple(setting.limits),
    )


def setting_of(text: str) -> Setting:
    """The setting in conditions that were written down; the limits are those of today."""
    fields = json.loads(text)
    # Of a report that was signed elsewhere, the level says nothing of this machine
    level = None if "signed_by" in fields else fields["level"]
    return Setting(seed=fields["seed"], level=level, after_due=fields["after_due"])


def other_than(conditions: Conditions, environment: Environment) -> str:
    """In what a worker's environment is not the one that was to be graded with; empty if it is."""
    # All that a report says of where it was made; kind of processor and limits it does not say
    actual = {
        "grader": environment.grader,
        "python": environment.python,
        "numpy": environment.numpy,
        "sympy": environment.sympy,
        "level": environment.sandbox.level,
    }
    wanted = asdict(conditions)
    differences = [
        f"{name} {given} instead of {wanted[name]}" for name, given in actual.items() if given != wanted[name]
    ]
    return f"a worker grades with {', '.join(differences)}" if differences else ""


def grading_key(digest: str, version: str, conditions: Conditions) -> str:
    """The key of one exercise of one submission.

    Parameters
    ----------
    digest : str
        Hash of the submission's files: all of them, for one may import another.
    version : str
        Hash of the exercise's files.
    conditions : Conditions
        With what it is graded.
    """
    return digest_of(part.encode() for part in (digest, version, conditions.text))


def keys_of(digest: str, versions: Mapping[str, str], conditions: Conditions) -> dict[str, str]:
    """Exercise to the key of its grading, for a submission and the versions of some exercises."""
    return {name: grading_key(digest, version, conditions) for name, version in versions.items()}
