"""No input lies in its folder without a test."""

from tests.cases.case import INPUTS
from tests.conftest import ROOT


def test_every_input_is_in_a_test() -> None:
    """Each case by its name, and each folder of work or course in it."""
    written = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("test_*.py")))
    folders = [folder for case in INPUTS.iterdir() for folder in (case, *case.iterdir()) if folder.is_dir()]
    assert sorted(str(folder) for folder in folders if f'"{folder.name}"' not in written) == []
