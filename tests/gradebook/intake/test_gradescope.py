"""Gradescope's export, as it was downloaded and unpacked."""

import shutil
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.gradebook.intake.find import handed_in
from grader.model.gradebook import Person
from tests.gradebook.intake.handed import XOR, note, put

# The keys are Ruby symbols; a group has several submitters, and psych writes what appears twice as an alias.
# Those that scripts of instructors read: :submitters with :name, :sid and :email, :created_at, :history.
METADATA = """\
---
submission_11:
  :submitters:
  - &1
    :name: Ada Lovelace
    :sid: '1815'
    :email: ada@example.org
  :created_at: 2026-11-24 22:16:27.123456000 -08:00
  :score: 0.0
  :history:
  - :id: 10
    :created_at: 2026-11-24 20:00:00.000000000 -08:00
submission_9:
  :submitters:
  - :name: Émile Borel
    :sid:
    :email: emile@example.org
  - :name: Carl Gauß
    :sid: 1777
    :email: carl@example.org
  :created_at: 2026-11-24 10:00:00.000000000 Z
submission_12:
  :submitters: []
submission_13:
  :submitters:
  - *1
"../else":
  :submitters:
  - :name: Mallory
"""


class TestGradescope:
    """An export, in a zip or unpacked."""

    def export(self, folder: Path, metadata: str = METADATA) -> Path:
        """The export, as its zip unpacks: one folder around it."""
        inner = folder / "assignment_4711_export"
        files = {"submission_9/xor.py": XOR, "submission_11/xor.py": b"ada", "submission_14/xor.py": b"not named"}
        put(inner, {"submission_metadata.yml": metadata.encode(), "submission_12/.keep": b"", **files})
        put(folder / "../else", {"xor.py": b"secret"})
        return folder

    def zipped(self, folder: Path) -> Path:
        """The same as a zip."""
        return Path(shutil.make_archive(str(folder), "zip", folder))

    @pytest.mark.parametrize("is_zip", [False, True])
    def test_members_of_a_group_each_hand_in(self, tmp_path: Path, is_zip: bool) -> None:  # noqa: FBT001
        """With names, numbers and times; what is there and not named is kept, what is named and not there is told."""
        folder = self.export(tmp_path / "e")
        sources = list(handed_in(self.zipped(folder) if is_zip else folder))
        people = [(source.person, source.submitted_at, source.read().files) for source in sources]
        pacific = timezone(timedelta(hours=-8))
        ada = Person("1815", "Ada Lovelace", "ada@example.org", "1815")
        nine = datetime(2026, 11, 24, 10, tzinfo=UTC)
        eleven = datetime(2026, 11, 24, 22, 16, 27, 123456, tzinfo=pacific)
        assert people == [
            (Person("Mallory", "Mallory"), None, {}),
            (Person("emile@example.org", "Émile Borel", "emile@example.org"), nine, {"xor.py": XOR}),
            (Person("1777", "Carl Gauß", "carl@example.org", "1777"), nine, {"xor.py": XOR}),
            (ada, eleven, {"xor.py": b"ada"}),
            (Person("submission_12"), None, {}),
            (ada, None, {}),
            (Person("submission_14"), None, {"xor.py": b"not named"}),
        ]
        assert sources[1].where == sources[2].where
        assert note(sources[0]) == "submission.refused: The export names ../else, and there is no such folder in it."

    @pytest.mark.parametrize(
        "metadata", ["a: [", "- 1", "!!python/object/apply:os.system ['true']", "a: &a [*a", "\x00"]
    )
    def test_metadata_that_are_none_are_told(self, tmp_path: Path, metadata: str) -> None:
        """With the file's name; no object of Python is ever made."""
        with pytest.raises(UsageError, match=r"submission_metadata\.yml"):
            list(handed_in(self.export(tmp_path / "e", metadata)))

    def test_without_the_extra_the_cure_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """PyYAML is no dependency of the core."""
        monkeypatch.setitem(__import__("sys").modules, "yaml", None)
        with pytest.raises(UsageError, match=r"pip install 'coursegrade\[batch\]'"):
            list(handed_in(self.export(tmp_path / "e")))

    def test_the_zip_may_have_no_folder_around_it(self, tmp_path: Path) -> None:
        """Its entries then are called as they are in the folder."""
        folder = self.export(tmp_path / "e") / "assignment_4711_export"
        assert len(list(handed_in(self.zipped(folder)))) == 7

    def test_a_student_s_archive_in_the_zip(self, tmp_path: Path) -> None:
        """It is read as one that lies in a folder."""
        folder = self.export(tmp_path / "e")
        put(tmp_path / "work", {"xor.py": b"packed"})
        inner = folder / "assignment_4711_export" / "submission_14"
        (inner / "xor.py").unlink()
        shutil.move(self.zipped(tmp_path / "work"), inner / "work.zip")
        for where in (folder, self.zipped(folder)):
            assert list(handed_in(where))[-1].read().files == {"xor.py": b"packed"}

    def test_who_hands_in_metadata_hands_in_for_nobody_else(self, tmp_path: Path) -> None:
        """A file of that name in a submission is nothing but a file, wherever the real ones stand in the zip."""
        forged = "submission_9:\n  :submitters:\n  - :name: Mallory\n"
        folder = self.export(tmp_path / "e")
        put(folder / "assignment_4711_export/submission_11", {"submission_metadata.yml": forged.encode()})
        for root in (folder, folder / "assignment_4711_export"):
            where = tmp_path / f"{root.name}.zip"
            with zipfile.ZipFile(where, "w") as archive:
                for path in sorted(root.rglob("*.*"), key=lambda path: -len(path.parts)):
                    archive.write(path, path.relative_to(root))
            assert [source.person for source in handed_in(where)] == [source.person for source in handed_in(folder)]

    def test_a_moodle_download_stays_one(self, tmp_path: Path) -> None:
        """Whatever the students' files are called."""
        where = tmp_path / "moodle.zip"
        with zipfile.ZipFile(where, "w") as archive:
            archive.writestr("Ada Lovelace_1_assignsubmission_file_/xor.py", XOR)
            archive.writestr("Mallory_2_assignsubmission_file_/submission_metadata.yml", METADATA)
            archive.writestr("Mallory_2_assignsubmission_file_/submission_9/xor.py", b"evil")
        assert [source.person.name for source in handed_in(where)] == ["Ada Lovelace", "Mallory"]

    @pytest.mark.parametrize(
        "names",
        [
            ("mallory/submission_metadata.yml", "mallory/submission_9/xor.py"),
            ("assignment_1_export/submission_metadata.yml", "assignment_2_export/submission_metadata.yml"),
            ("assignment_1_export/b/submission_metadata.yml", "assignment_1_export/b/submission_9/xor.py"),
        ],
    )
    def test_metadata_that_are_not_at_the_top_are_none(self, tmp_path: Path, names: tuple[str, ...]) -> None:
        """Nor are those in some other folder, which may be a student's, or those of several exports."""
        where = tmp_path / "e.zip"
        with zipfile.ZipFile(where, "w") as archive:
            for name in names:
                archive.writestr(name, METADATA)
        with pytest.raises(UsageError, match="is a file, and no Gradescope export"):
            list(handed_in(where))
        shutil.unpack_archive(where, tmp_path / "e")
        assert "Ada Lovelace" not in [source.person.name for source in handed_in(tmp_path / "e")]

    def test_what_systems_leave_behind_is_not_seen(self, tmp_path: Path) -> None:
        """A folder `__MACOSX` beside the export, in the zip and unpacked; and one that leads out of it."""
        folder = self.export(tmp_path / "e", METADATA.replace('"../else"', '".."'))
        put(folder / "__MACOSX", {"._x": b""})
        where = self.zipped(folder)
        with zipfile.ZipFile(where, "a") as archive:
            archive.writestr("assignment_4711_export/../xor.py", b"evil")
        for export in (where, folder):
            sources = list(handed_in(export))
            assert len(sources) == 7
            assert sources[0].read().files == {}

    @pytest.mark.parametrize("metadata", ["a: [", "- 1"])
    def test_metadata_in_the_zip_that_are_none_are_told(self, tmp_path: Path, metadata: str) -> None:
        """With the zip's name."""
        with pytest.raises(UsageError, match=r"e\.zip: submission_metadata\.yml"):
            list(handed_in(self.zipped(self.export(tmp_path / "e", metadata))))

    def test_metadata_in_the_zip_that_are_damaged_are_told(self, tmp_path: Path) -> None:
        """As what cannot be read."""
        where = tmp_path / "e.zip"
        with zipfile.ZipFile(where, "w") as archive:
            archive.writestr("submission_metadata.yml", METADATA)
        where.write_bytes(where.read_bytes().replace(b"Lovelace", b"Loveless"))
        with pytest.raises(UsageError, match=r"submission_metadata\.yml cannot be read: it is damaged"):
            list(handed_in(where))
