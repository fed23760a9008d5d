"""Modules whose source is held in memory, and never lies on a disk: references are not left behind by who is killed.

spec_of    a file of a course that workers were handed, under its path
module_of  text that has no path: a mutant, or the functions of a release
"""

import itertools
import sys
from collections.abc import Mapping
from importlib.abc import InspectLoader, SourceLoader
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

_NUMBERS = itertools.count()


def spec_of(files: Mapping[str, bytes], name: str, path: Path) -> ModuleSpec | None:
    """How a module is loaded from one of some files; its tracebacks name the path, and show its lines."""
    return spec_from_loader(name, _FileLoader(path.as_posix(), files[path.as_posix()]))


class _FileLoader(SourceLoader):
    """Compiles one file, and writes no bytecode."""

    def __init__(self, path: str, content: bytes) -> None:
        self._path = path
        self._content = content

    def get_filename(self, fullname: str) -> str:
        """The path within the course."""
        del fullname
        return self._path

    def get_data(self, path: str | bytes) -> bytes:
        """The content; OSError for anything else, such as compiled code."""
        if path != self._path:  # Python asks for `__pycache__/NAME.pyc` first, and OSError means that there is none
            raise FileNotFoundError(path)
        return self._content


def module_of(source: str) -> ModuleType:
    """The module; whatever its code raises is raised here."""
    # a name of its own each time: of two mutants at the same time, neither is found in the place of the other
    name = f"_grader_reference_{next(_NUMBERS)}"
    spec = ModuleSpec(name, _TextLoader(source))
    module = module_from_spec(spec)
    sys.modules[name] = module  # dataclasses and pydantic look a class's module up while it is made
    try:
        assert spec.loader is not None  # noqa: S101 - it was given
        spec.loader.exec_module(module)
    finally:
        del sys.modules[name]
    return module


class _TextLoader(InspectLoader):
    """Loads a module from text."""

    def __init__(self, source: str) -> None:
        self._source = source

    def get_source(self, fullname: str) -> str:  # noqa: ARG002 - the name is the importer's
        """The text."""
        return self._source
