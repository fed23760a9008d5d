"""Modules whose files are held in memory, and never lie on a disk: references are not left behind by who is killed."""

import importlib.abc
import importlib.machinery
import importlib.util
import itertools
import sys
from collections.abc import Mapping
from importlib.abc import SourceLoader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import ModuleType


def spec_of(files: Mapping[str, bytes], name: str, path: Path) -> ModuleSpec | None:
    """How a module is loaded from one of some files; its tracebacks name the path, and show its lines."""
    return spec_from_loader(name, _Held(path.as_posix(), files[path.as_posix()]))


class _Held(SourceLoader):
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
        if path != self._path:
            raise FileNotFoundError(path)
        return self._content


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
