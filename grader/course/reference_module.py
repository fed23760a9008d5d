"""Source of a reference, changed or not, as a module: the author's own code, run in the process that checks it."""

import importlib.abc
import importlib.machinery
import importlib.util
import itertools
import sys
from types import ModuleType

_NUMBERS = itertools.count()


class _Loader(importlib.abc.InspectLoader):
    """Loads a module from text."""

    def __init__(self, source: str) -> None:
        self._source = source

    def get_source(self, fullname: str) -> str:  # noqa: ARG002 - the name is the importer's
        """The text."""
        return self._source


def module_of(source: str) -> ModuleType:
    """The module; whatever its code raises is raised here."""
    name = f"_grader_reference_{next(_NUMBERS)}"
    spec = importlib.machinery.ModuleSpec(name, _Loader(source))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        assert spec.loader is not None  # noqa: S101 - it was given
        spec.loader.exec_module(module)
    finally:
        del sys.modules[name]
    return module
