"""Gradescope's export, unpacked."""

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
    """An export, unpacked."""

    def export(self, folder: Path, metadata: str = METADATA) -> Path:
        """The export, as its zip unpacks: one folder around it."""
        inner = folder / "assignment_4711_export"
        files = {"submission_9/xor.py": XOR, "submission_11/xor.py": b"ada", "submission_14/xor.py": b"not named"}
        put(inner, {"submission_metadata.yml": metadata.encode(), "submission_12/.keep": b"", **files})
        put(folder / "../else", {"xor.py": b"secret"})
        return folder

    def test_members_of_a_group_each_hand_in(self, tmp_path: Path) -> None:
        """With names, numbers and times; what is there and not named is kept, what is named and not there is told."""
        sources = list(handed_in(self.export(tmp_path / "e")))
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
        with pytest.raises(UsageError, match=r"pip install 'grader\[batch\]'"):
            list(handed_in(self.export(tmp_path / "e")))
