"""Moodle's download of an assignment, as a zip or unpacked."""

import zipfile
from pathlib import Path

import pytest

from grader.gradebook.intake.find import handed_in
from grader.model.gradebook import Person
from tests.gradebook.intake import archives as make
from tests.gradebook.intake.handed import HESSIAN, XOR, put

# As mod/assign/classes/downloader.php of Moodle makes them: `_` in names is a space, the plugin's name ends the folder;
# older versions put another `_` behind it.
MOODLE = {
    "Ada Lovelace_1000001_assignsubmission_file_/xor.py": XOR,
    "Ada Lovelace_1000001_assignsubmission_file_/sub/old.py": b"old",
    "Ada Lovelace_1000001_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
    "Ada Lovelace_1000002_assignsubmission_file/xor.py": b"another Ada",
    "Émile Borel_1000003_assignsubmission_file_/hw.zip": make.make_zip({"hw/xor.py": XOR}),
    "Kurt Gödel_1000004_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
    "Default group_assignsubmission_file_/xor.py": b"default",
}
MOODLE_FLAT = {
    "Ada Lovelace_1000001_assignsubmission_file_xor.py": XOR,
    "Ada Lovelace_1000001_assignsubmission_file_my_hessian.py": HESSIAN,
    "Émile Borel_1000003_assignsubmission_file_hw.zip": make.make_zip({"hw/xor.py": XOR}),
    "Kurt Gödel_1000004_assignsubmission_onlinetext_onlinetext.html": b"<p>",
}


class TestMoodle:
    """The download of an assignment, as a zip or unpacked."""

    @pytest.fixture(params=["zip", "folder"])
    def download(self, request: pytest.FixtureRequest, tmp_path: Path) -> "Download":
        """Makes a download of some files."""
        return Download(tmp_path, as_zip=request.param == "zip")

    def test_folders(self, download: "Download") -> None:
        """Two students of one name are two; a submission without a file is one without a file."""
        listed = list(handed_in(download.of(MOODLE)))
        assert len({source.where for source in listed}) == 5
        sources = {source.person: source.read().files for source in listed}
        assert sources == {
            Person("Participant 1000001", "Ada Lovelace", external="Participant 1000001"): {"xor.py": XOR},
            Person("Participant 1000002", "Ada Lovelace", external="Participant 1000002"): {"xor.py": b"another Ada"},
            Person("Participant 1000003", "Émile Borel", external="Participant 1000003"): {"xor.py": XOR},
            Person("Participant 1000004", "Kurt Gödel", external="Participant 1000004"): {},
            Person("Default group", "Default group"): {"xor.py": b"default"},
        }

    def test_flat(self, download: "Download") -> None:
        """Files with their owner's name in front, which may contain `_` themselves."""
        sources = {source.person.name: source.read().files for source in handed_in(download.of(MOODLE_FLAT))}
        assert sources == {
            "Ada Lovelace": {"xor.py": XOR, "my_hessian.py": HESSIAN},
            "Émile Borel": {"xor.py": XOR},
            "Kurt Gödel": {},
        }

    def test_a_roster_is_matched_by_name_or_participant(self, download: "Download") -> None:
        """The person is the roster's; Moodle's own identifier is kept for the worksheet."""
        roster = download.folder / "roster.csv"
        roster.write_text("id,name,number\neb,émile  borel,1000001\nParticipant 1000002,A. L.,\n", encoding="utf-8")
        sources = list(handed_in(download.of(MOODLE), roster))
        owned = {source.person.id: source.person.external for source in sources if source.known}
        assert owned == {"eb": "Participant 1000003", "Participant 1000002": "Participant 1000002"}
        assert {source.person.name for source in sources if not source.known} == {
            "Ada Lovelace", "Kurt Gödel", "Default group",
        }  # fmt: skip

    def test_a_damaged_entry_costs_its_student_only(self, tmp_path: Path) -> None:
        """The others are read."""
        data = make.make_zip({name: content * 50 for name, content in MOODLE_FLAT.items()}, zipfile.ZIP_STORED)
        start = data.index(HESSIAN)
        path = tmp_path / "m.zip"
        path.write_bytes(data[:start] + b"?" + data[start + 1 :])
        ada = next(handed_in(path)).read()
        assert list(ada.files) == ["xor.py"]
        assert ada.notes[0].text == "Not read: my_hessian.py: it is damaged."


class Download:
    """Makes what Moodle gives, zipped or not."""

    def __init__(self, folder: Path, *, as_zip: bool) -> None:
        self.folder = folder
        self._as_zip = as_zip

    def of(self, files: dict[str, bytes]) -> Path:
        """The path to grade."""
        if not self._as_zip:
            return put(self.folder / "download", files)
        path = self.folder / "NN-Exercise 1-4711.zip"
        path.write_bytes(make.make_zip(files))
        return path
