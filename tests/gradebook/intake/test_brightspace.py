"""Brightspace's download of an assignment, as a zip or unpacked."""

from datetime import datetime
from pathlib import Path

import pytest

from grader.gradebook.intake import brightspace
from grader.gradebook.intake.attempts import written_time
from grader.gradebook.intake.find import handed_in
from grader.model.gradebook import Person
from tests.gradebook.intake import archives as make
from tests.gradebook.intake.downloads import both_forms, download
from tests.gradebook.intake.handed import HESSIAN, XOR, put

ADA, BOREL = (
    Person("Brightspace 11", "Ada Lovelace", external="11"),
    Person("Brightspace 12", "Émile Borel", external="12"),
)
FOLDERS = {
    "index.html": b"<p>",
    "11-80 - Ada Lovelace - Jan 31, 2026 1000 AM/xor.py": XOR,
    "11-80 - Ada Lovelace - Jan 31, 2026 1000 AM/hessian.py": HESSIAN,
    "11-80 - Ada Lovelace - Jan 31, 2026 110 PM/xor.py": b"later",
    "11-80 - Ada Lovelace - Feb 1, 2026 1210 AM/xor.py": b"last",
    "12-80 - Émile Borel - 05 March 2026 612 PM/hw.zip": make.make_zip({"hw/xor.py": XOR}),
}
FLAT = {name.replace("/", " - ") if "/" in name else name: content for name, content in FOLDERS.items()}


@both_forms
@pytest.mark.parametrize("files", [FOLDERS, FLAT], ids=["folders", "flat"])
def test_attempts(tmp_path: Path, form: str, files: dict[str, bytes]) -> None:
    """Each is one submission, in the order of their times, which have no zone."""
    found = list(handed_in(download(tmp_path, files, form)))
    assert [(source.person, source.submitted_at, source.read().files) for source in found] == [
        (ADA, None, {"hessian.py": HESSIAN, "xor.py": XOR}),
        (ADA, None, {"xor.py": b"later"}),
        (ADA, None, {"xor.py": b"last"}),
        (BOREL, None, {"xor.py": XOR}),
    ]


def test_a_file_may_have_dashes(tmp_path: Path) -> None:
    """The time ends what Brightspace has written."""
    files = {"11-80 - Ada Lovelace - Jan 31, 2026 1000 AM - sheet - 2 - xor.py": XOR}
    (source,) = handed_in(put(tmp_path, files))
    assert list(source.read().files) == ["sheet - 2 - xor.py"]


@pytest.mark.parametrize(
    "name",
    ["ada/xor.py", "11-80/xor.py", "11 - Ada - Jan 31, 2026 1000 AM/xor.py", "11-80 - Ada - today/xor.py", "xor.py"],
)
def test_what_is_no_such_download(tmp_path: Path, name: str) -> None:
    """One such name beside others is not enough."""
    files = {"11-80 - Ada Lovelace - Jan 31, 2026 1000 AM/xor.py": XOR}
    assert brightspace.fits(put(tmp_path / "a", files))
    assert not brightspace.fits(put(tmp_path / "b", {**files, name: XOR}))


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Jan 31, 2026 1000 AM", (2026, 1, 31, 10, 0)),
        ("Jan 31, 2026 10:00 AM", (2026, 1, 31, 10, 0)),
        ("Mar 29, 2018 1205 PM", (2018, 3, 29, 12, 5)),
        ("Mar 29, 2018 1205 AM", (2018, 3, 29, 0, 5)),
        ("05 March 2026 612 PM", (2026, 3, 5, 18, 12)),
        ("5 March 2026 1812", (2026, 3, 5, 18, 12)),
        ("Saturday, 31 January 2026 10:00:00", (2026, 1, 31, 10, 0)),
        ("31 Ianuarii 2026 1000", None),
        ("31 February 2026 1000", None),
        ("31 January 2026 9900", None),
        ("today", None),
        ("", None),
    ],
)
def test_times_as_they_are_written(text: str, time: tuple[int, ...] | None) -> None:
    """Twelve o'clock is noon or midnight; what is no time is none."""
    assert written_time(text) == (None if time is None else datetime(*time))  # type: ignore[arg-type]  # noqa: DTZ001
