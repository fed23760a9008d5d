"""A folder, a zip or a tar file for each student."""

import os
import tracemalloc
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.gradebook.intake.find import handed_in
from tests.gradebook.intake import archives as make
from tests.gradebook.intake.handed import XOR, files_of_each, note, put


class TestClassFolder:
    """A folder, a zip or a tar file for each student."""

    def test_folders_and_archives_side_by_side(self, tmp_path: Path) -> None:
        """Each named after its student, in their natural order; other files are nobody's work."""
        put(tmp_path, {"s10/xor.py": XOR, "s2/hw/xor.py": XOR, "s1/hw.zip": make.make_zip({"xor.py": XOR})})
        put(tmp_path, {"s3.zip": make.make_zip({"xor.py": XOR}), "s4.tar.gz": make.make_tar({"xor.py": XOR}, "w:gz")})
        put(tmp_path, {"s5.tar": make.make_tar({"xor.py": XOR}), "s6.tgz": make.make_tar({"xor.py": XOR}, "w:gz")})
        put(
            tmp_path,
            {"roster.csv": b"id", ".DS_Store": b"", "__MACOSX/a.py": b"", "s7/.git/config": b"", "s7/xor.py": XOR},
        )
        assert list(files_of_each(tmp_path).items()) == [
            (name, {"xor.py": XOR}) for name in "s1 s2 s3 s4 s5 s6 s7 s10".split()
        ]

    def test_what_cannot_be_read_is_still_somebody_s(self, tmp_path: Path) -> None:
        """Archives of kinds that are not read, empty folders, and links: one note each, and the others go on."""
        put(tmp_path, {"ada.rar": b"Rar!", "bob/readme.txt": b"", "dan/xor.py": XOR})
        (tmp_path / "cyd").symlink_to(tmp_path / "dan")
        ada, bob, cyd, dan = handed_in(tmp_path)
        assert note(ada) == "submission.refused: ada.rar cannot be read: it is damaged, or no zip, tar, tar.gz or tgz."
        assert note(bob) == "submission.empty: There is no Python file or notebook in what was handed in."
        assert note(cyd) == "submission.refused: cyd is a link, which is not followed."
        assert dan.read().files == {"xor.py": XOR}

    def test_links_and_pipes_in_a_folder_are_not_read(self, tmp_path: Path) -> None:
        """Nor is what they lead to, and nothing waits for the pipe."""
        put(tmp_path / "class", {"ada/ok.py": XOR})
        put(tmp_path / "else", {"secret.py": b"secret"})
        (tmp_path / "class/ada/xor.py").symlink_to(tmp_path / "else/secret.py")
        (tmp_path / "class/ada/more").symlink_to(tmp_path / "else")
        os.mkfifo(tmp_path / "class/ada/pipe.py")
        (ada,) = handed_in(tmp_path / "class")
        submission = ada.read()
        assert submission.files == {"ok.py": XOR}
        (only,) = submission.notes
        assert only.text == "Not read: pipe.py: it is no ordinary file; xor.py: it is a link."

    def test_attempts_are_kept_in_the_order_of_their_time(self, tmp_path: Path) -> None:
        """By number, or by the time in their names; with a time zone it is the time of the submission."""
        put(tmp_path, {"ada/attempt 2/x.py": b"2", "ada/attempt 10/x.py": b"10", "ada/attempt 1/x.py": b"1"})
        put(tmp_path, {"bob/2026-11-25T09-30-00+0100/x.py": b"2", "bob/2026-11-25T08-00-00Z/x.py": b"1"})
        put(tmp_path, {"cyd/1.zip": make.make_zip({"x.py": b"1"}), "cyd/2.zip": make.make_zip({"x.py": b"2"})})
        sources = list(handed_in(tmp_path))
        kept = [(source.person.id, source.read().files["x.py"].decode()) for source in sources]
        assert kept == [
            ("ada", "1"),
            ("ada", "2"),
            ("ada", "10"),
            ("bob", "1"),
            ("bob", "2"),
            ("cyd", "1"),
            ("cyd", "2"),
        ]
        times = [source.submitted_at for source in sources if source.person.id == "bob"]
        later = datetime(2026, 11, 25, 9, 30, tzinfo=timezone(timedelta(hours=1)))
        assert times == [datetime(2026, 11, 25, 8, tzinfo=UTC), later]
        assert {source.submitted_at for source in sources if source.person.id != "bob"} == {None}

    def test_two_folders_that_are_no_attempts_are_not_guessed_between(self, tmp_path: Path) -> None:
        """Both hold Python files: a note says so."""
        put(tmp_path, {"ada/old/x.py": XOR, "ada/new/x.py": XOR})
        (ada,) = handed_in(tmp_path)
        assert "new, old: each holds code, and it is not clear which are meant" in note(ada)

    def test_a_folder_that_is_deep_is_not_followed_for_ever(self, tmp_path: Path) -> None:
        """Five hundred folders in each other: what lies near counts."""
        put(tmp_path, {"ada/xor.py": XOR})
        (tmp_path / "ada" / "/".join("d" * 500)).mkdir(parents=True)
        assert files_of_each(tmp_path) == {"ada": {"xor.py": XOR}}

    @pytest.mark.slow
    def test_twenty_thousand_students_are_listed_without_being_read(self, tmp_path: Path) -> None:
        """The files cannot even be opened while the list is made, one entry at a time, in a few MiB."""
        for number in range(20_000):
            (tmp_path / f"s{number}").mkdir()
        put(tmp_path, {"s0/x.py": XOR, "s19999/x.py": XOR})
        tracemalloc.start()
        try:
            sources = handed_in(tmp_path)
            first = next(sources)
            (tmp_path / "s1" / "late.py").write_bytes(XOR)
            assert next(sources).read().files == {"late.py": XOR}
            last = list(sources)[-1]
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert (first.person.id, last.person.id) == ("s0", "s19999")
        assert last.read().files == first.read().files == {"x.py": XOR}
        assert peak < 40 * 2**20

    @pytest.mark.parametrize(
        ("files", "fault"),
        [
            ({"xor.py": XOR}, "holds code itself, as the work of one student does"),
            ({"ada/xor.py": XOR, "xor.py": XOR}, "holds code itself"),
            ({"notes.pdf": b""}, "holds neither folders nor archives"),
            ({}, "holds neither folders nor archives"),
        ],
    )
    def test_anything_else_is_told(self, tmp_path: Path, files: dict[str, bytes], fault: str) -> None:
        """What was found, and what is allowed."""
        with pytest.raises(UsageError, match=fault) as error:
            handed_in(put(tmp_path, files))
        assert "a folder with a folder, zip or tar file for each student" in str(error.value)

    def test_a_path_that_does_not_exist(self, tmp_path: Path) -> None:
        """And a file that is none of the kinds."""
        with pytest.raises(UsageError, match="does not exist"):
            handed_in(tmp_path / "none")
        put(tmp_path, {"all.zip": make.make_zip({"ada/xor.py": XOR}), "x.pdf": b""})
        for name in ("all.zip", "x.pdf"):
            with pytest.raises(UsageError, match="is a file, and no Gradescope export, nor a download from Moodle"):
                handed_in(tmp_path / name)
