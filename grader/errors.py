"""The exceptions of the grader: none of them is ever a student's fault.

A student's fault is a value (a `Verdict` with feedback), never an exception.

    GraderError
    ├── UsageError          the command was called with something it cannot use      exit code 2
    ├── AuthoringError      an exercise or a solution is wrong: where, what, cure    exit code 3
    ├── SandboxError        the wall itself failed, or a demanded level does not hold exit code 3
    └── StorageError        a gradebook's disk or database failed under way          exit code 3
"""

from collections.abc import Callable

__all__ = ["AuthoringError", "GraderError", "SandboxError", "StorageError", "UsageError"]


class GraderError(Exception):
    """Root of all errors that the grader raises on purpose."""


class UsageError(GraderError):
    """The command line or the folder of work cannot be used as given."""


class AuthoringError(GraderError):
    """An exercise or solution breaks its contract.

    Parameters
    ----------
    where : str
        The file (and line or field) at fault.
    fault : str
        What is wrong, in one line.
    cure : str
        What to do about it, in one line.
    function : callable, optional
        The function of the exercise that is at fault, if one is: `where`, or `fault`.
    """

    def __init__(self, where: str, fault: str, cure: str, function: Callable[..., object] | None = None) -> None:
        super().__init__(f"{where}: {fault}. {cure}.")
        self.where = where
        self.fault = fault
        self.cure = cure
        self.function = function


class SandboxError(GraderError):
    """The sandbox could not be started, or it broke while no student code was to blame."""


class StorageError(GraderError):
    """A gradebook cannot be written to or read any further: the disk is full or failing, or the database is gone."""
