"""Lays out a download as a learning system makes it, zipped or unpacked."""

from pathlib import Path

import pytest

from tests.gradebook.intake import archives as make
from tests.gradebook.intake.handed import put

both_forms = pytest.mark.parametrize("form", ["zip", "folder"])


def download(folder: Path, files: dict[str, bytes], form: str) -> Path:
    """The path to grade."""
    if form == "folder":
        return put(folder / "download", files)
    path = folder / "download.zip"
    path.write_bytes(make.make_zip(files))
    return path
