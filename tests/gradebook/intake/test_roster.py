"""Whom the roster names."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.gradebook.intake.find import handed_in, missing
from grader.gradebook.intake.roster import MAX_ROSTER_BYTES
from grader.model.gradebook import Person
from tests.gradebook.intake.handed import XOR, put


class TestRoster:
    """Whom the roster names."""

    def people(self, tmp_path: Path, text: bytes, *names: str) -> list[tuple[str, bool]]:
        """Who is found for folders of these names."""
        put(tmp_path, {"roster.csv": text, **{f"class/{name}/xor.py": XOR for name in names}})
        return [(source.person.id, source.known) for source in handed_in(tmp_path / "class", tmp_path / "roster.csv")]

    @pytest.mark.parametrize(
        "text",
        [
            "id,name,email,number\nal,Ada Lovelace,Ada@example.org,1815\nkg,Kurt Gödel,kurt@example.org,1906\n",
            "\ufeffNumber;Section;ID;E;Name;Email\r\n1;A;al;;Ada;a@b.c\r\n1906;B;kg;;Kurt Go\u0308del;kurt@example.org",
            "id\tname\temail\tnumber\nal\tAda\ta@b.c\t1\n\t\t\t\nkg\tKurt Gödel\tkurt@example.org\t1906\n",
        ],
    )
    @pytest.mark.parametrize(
        "name", ["kg", "KG", "Kurt Gödel", "kurt_go\u0308del", "KURT@example.org", "1906", "kg_2", "kg attempt 3"]
    )
    def test_a_folder_is_owned_by_any_of_its_student_s_names(self, tmp_path: Path, text: str, name: str) -> None:
        """Whatever the case and composition; commas, semicolons, tabs, a mark at the start, other columns."""
        assert self.people(tmp_path, text.encode(), name) == [("kg", True)]

    def test_others_keep_their_own_names(self, tmp_path: Path) -> None:
        """They are graded, and told; so is one whose name two have."""
        text = b"id,name\n1,Ada\n2,Ada\n3,Bob\n"
        assert self.people(tmp_path, text, "Ada", "Zoe", "Bob") == [("Ada", False), ("3", True), ("Zoe", False)]

    def test_those_who_have_handed_in_nothing_are_named(self, tmp_path: Path) -> None:
        """In the order of the roster."""
        put(tmp_path, {"roster.csv": b"id,name\nc,C\nb,B\na,A\n", "class/B/x.py": XOR})
        sources = handed_in(tmp_path / "class", tmp_path / "roster.csv")
        absent = missing(tmp_path / "roster.csv", (source.person for source in sources))
        assert absent == [Person("c", "C"), Person("a", "A")]

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            (b"id,name\na,A\nb,B\nA,C\n", "roster.csv:4: the id 'A' is also on line 2"),
            (b"id,name\n,A\n", "roster.csv:2: there is no id"),
            (b"name,email\nA,a\n", "has no column `id`; its columns are: name, email"),
            (b"", "has no column `id`; its columns are: none"),
            (b"id,name\n\xe4,A\n", "is not UTF-8 text"),
            (b"id,name\na,A\nb," + b"x" * 200_000, "roster.csv:3: it is no CSV: field larger than field limit"),
            (b"x" * 200_000, "roster.csv:1: it is no CSV: field larger than field limit"),
        ],
    )
    def test_a_roster_that_cannot_be_used_is_told(self, tmp_path: Path, text: bytes, fault: str) -> None:
        """With the lines."""
        with pytest.raises(UsageError, match=fault):
            self.people(tmp_path, text, "ada")

    def test_a_roster_that_is_too_large_is_told_before_it_is_read(self, tmp_path: Path) -> None:
        """With the limit in MiB; the file is sparse, and has nothing in it."""
        put(tmp_path, {"class/ada/xor.py": XOR})
        with (tmp_path / "roster.csv").open("wb") as file:
            file.truncate(MAX_ROSTER_BYTES + 1)
        with pytest.raises(UsageError, match=r"roster.csv is larger than 64 MiB$"):
            handed_in(tmp_path / "class", tmp_path / "roster.csv")

    def test_a_roster_that_is_not_there(self, tmp_path: Path) -> None:
        """Is told before anything is listed."""
        put(tmp_path, {"class/ada/xor.py": XOR})
        with pytest.raises(UsageError, match="cannot be read"):
            handed_in(tmp_path / "class", tmp_path / "none.csv")


@given(st.binary(max_size=200))
def test_any_bytes_as_roster_or_list_are_read_or_told(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """A UsageError, or people."""
    folder = put(tmp_path_factory.mktemp("r"), {"r.csv": b"id\n" + data, "list.csv": data, "class/ada/x.py": XOR})
    for where, roster in ((folder / "class", folder / "r.csv"), (folder / "list.csv", None)):
        with contextlib.suppress(UsageError):
            assert all(source.person.id for source in handed_in(where, roster))
