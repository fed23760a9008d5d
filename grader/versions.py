"""Versions of packages, told without importing them."""

import importlib.metadata
import importlib.util
import sys
from importlib import import_module
from pathlib import Path


def version_of(package: str) -> str:
    """What `__version__` of a package is, which takes half a second to import."""
    if package in sys.modules:
        return str(sys.modules[package].__version__)
    spec = importlib.util.find_spec(package)
    try:
        installed = importlib.metadata.distribution(package)
    except importlib.metadata.PackageNotFoundError:
        installed = None
    # What is found first on the module path need not be what was installed, such as a checkout of it
    if installed and spec and spec.origin and Path(str(installed.locate_file(package))) == Path(spec.origin).parent:
        return installed.version
    return str(import_module(package).__version__)
