"""Lists of git checkouts."""

import os
import shutil
import subprocess
import sys
import zlib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.gradebook.intake.checkouts import MAX_LIST_BYTES, commit_time
from grader.gradebook.intake.find import handed_in
from tests.conftest import ROOT
from tests.gradebook.intake import archives as make
from tests.gradebook.intake.handed import XOR, note, put

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git on this machine")


class TestCheckouts:
    """A list of git checkouts."""

    def checkout(self, folder: Path, seconds: int, *, packed: bool = False) -> Path:
        """A repository with one commit, made at that time."""
        put(folder, {"xor.py": XOR, "README.md": b""})
        date = f"{seconds} +0130"
        env = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "GIT_COMMITTER_DATE": date,
            "GIT_AUTHOR_DATE": "1000000000 +0000",
        }  # fmt: skip
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        commands = [("init", "-q"), ("add", "."), ("commit", "-q", "-m", "committer A <a> 5 +0000")]
        for command in [*commands, *([("gc", "-q")] if packed else [])]:
            subprocess.run(["git", *who, *command], cwd=folder, env=env, check=True)
        return folder

    @needs_git
    @pytest.mark.parametrize("packed", [False, True])
    def test_the_working_tree_at_the_time_of_its_commit(self, tmp_path: Path, packed: bool) -> None:  # noqa: FBT001
        """A path a line, or a student and a path; those of one student by time."""
        for name, seconds in (("ada-late", 1_800_000_000), ("ada", 1_700_000_000), ("bob", 1_750_000_000)):
            self.checkout(tmp_path / name, seconds, packed=packed)
        listed = tmp_path / "list.txt"
        listed.write_text("\ufeff# all\nstudent,path\nada,ada-late\n\n ada , ada\nbob\ncyd\n", encoding="utf-8")
        sources = list(handed_in(listed))
        zone = timezone(timedelta(hours=1, minutes=30))
        assert [(source.person.id, source.submitted_at) for source in sources] == [
            ("ada", datetime.fromtimestamp(1_700_000_000, zone)),
            ("ada", datetime.fromtimestamp(1_800_000_000, zone)),
            ("bob", datetime.fromtimestamp(1_750_000_000, zone)),
            ("cyd", None),
        ]
        assert [source.read().files for source in sources] == [{"xor.py": XOR}] * 3 + [{}]
        assert sources[0].submitted_at is not None
        assert sources[0].submitted_at.utcoffset() == timedelta(minutes=90)
        assert note(sources[3]).startswith("submission.refused: There is no folder ")

    @needs_git
    def test_a_folder_of_checkouts_has_the_times_too(self, tmp_path: Path) -> None:
        """Without a list."""
        self.checkout(tmp_path / "ada", 1_700_000_000)
        (ada,) = handed_in(tmp_path)
        assert ada.submitted_at == datetime.fromtimestamp(1_700_000_000, UTC)

    @needs_git
    def test_nothing_in_the_checkout_is_run(self, tmp_path: Path) -> None:
        """Not what its configuration names, nor a hook, an alternate store that is a command, a replaced object."""
        folder = self.checkout(tmp_path / "ada", 1_700_000_000)
        trap = tmp_path / "trap"
        trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/caught\n", encoding="utf-8")
        trap.chmod(0o755)
        with (folder / ".git" / "config").open("a", encoding="utf-8") as file:
            file.write(f"[core]\n fsmonitor = {trap}\n pager = {trap}\n sshCommand = {trap}\n hooksPath = {tmp_path}\n")
            file.write(f"[log]\n showSignature = true\n[gpg]\n program = {trap}\n[alias]\n cat-file = !{trap}\n")
            file.write('[extensions]\n partialClone = origin\n[remote "origin"]\n promisor = true\n')
            file.write(f' url = ext::{trap}\n[protocol "ext"]\n allow = always\n')
        (ada,) = handed_in(tmp_path)
        assert ada.submitted_at == datetime.fromtimestamp(1_700_000_000, UTC)
        commit = next(path for path in (folder / ".git/objects").glob("??/*") if path.is_file())
        commit.unlink()
        for path in list((folder / ".git/objects").glob("??/*")):
            path.unlink()
        (ada,) = handed_in(tmp_path)
        assert ada.submitted_at is None
        assert not (tmp_path / "caught").exists()

    @needs_git
    def test_a_commit_that_unpacks_to_much_costs_no_memory(self, tmp_path: Path) -> None:
        """300 MiB of zeros: it has no time, and git needs no more for it than for any other."""
        digest, packer = "ab" * 20, zlib.compressobj()
        content = packer.compress(b"commit %d\0" % (300 * 2**20))
        content += b"".join(packer.compress(bytes(2**20)) for _ in range(300)) + packer.flush()
        put(tmp_path, {".git/HEAD": digest.encode(), f".git/objects/{digest[:2]}/{digest[2:]}": content})
        code = (
            "import resource, sys, pathlib\n"
            "from grader.gradebook.intake.checkouts import commit_time\n"
            "print(commit_time(pathlib.Path(sys.argv[1])), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
        )
        command = [sys.executable, "-c", code, str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
        time, kilobytes = done.stdout.split()
        assert time == "None"
        assert int(kilobytes) < 200 * 1024

    @pytest.mark.parametrize(
        ("head", "more"),
        [
            (b"", {}),
            (b"ref: refs/../../../x", {}),
            (b"ref: refs/heads/x", {"refs/heads/x": b"--help"}),
            (b"f" * 40, {}),
        ],
    )
    def test_a_repository_out_of_the_ordinary_has_no_time(self, tmp_path: Path, head: bytes, more: make.Files) -> None:
        """Its files count nevertheless."""
        files = {".git/HEAD": head, ".git/objects/info/x": b"", **{f".git/{name}": data for name, data in more.items()}}
        put(tmp_path, {"ada/xor.py": XOR, **{f"ada/{name}": data for name, data in files.items()}})
        (ada,) = handed_in(tmp_path)
        assert (ada.submitted_at, ada.read().files) == (None, {"xor.py": XOR})

    @needs_git
    @pytest.mark.parametrize(
        ("committer", "minutes"),
        [
            ("A <a> 1700000000 +0130", 90),
            ("A <a> 1700000000 -0130", -90),
            ("A <a> 1700000000 +0000", 0),
            ("A> <a> 1700000000 -0001", -1),
            ("<> 1700000000 +2359", 23 * 60 + 59),
            ("A <a> 1700000000 +2400", None),
            ("A <a> 1700000000 0130", None),
            ("A <a> 1700000000 +01:30", None),
            ("A <a> -99999999999 +0000", None),
            ("A <a> 999999999999 +0000", None),
            ("A <a> 1700000000 +0130 ", None),
            ("", None),
        ],
    )
    def test_the_time_is_the_committer_s(self, tmp_path: Path, committer: str, minutes: int | None) -> None:
        """In the zone of the commit; none where no such time can be, whatever the message says."""
        folder = tmp_path / "ada"
        put(folder, {"xor.py": XOR})
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
        commit = f"tree {'0' * 40}\nauthor B <b> 5 +0200\ncommitter {committer}\n\ncommitter C <c> 7 +0000\n"
        write = ["git", "hash-object", "-w", "-t", "commit", "--literally", "--stdin"]
        done = subprocess.run(write, cwd=folder, input=commit.encode(), capture_output=True, check=True)
        (folder / ".git" / "HEAD").write_bytes(done.stdout)
        time = commit_time(folder)
        assert time == (None if minutes is None else datetime.fromtimestamp(1_700_000_000, UTC))
        assert time is None or time.utcoffset() == timedelta(minutes=minutes or 0)

    def test_a_list_that_is_too_large_is_told_before_it_is_read(self, tmp_path: Path) -> None:
        """With the limit in MiB; the file is sparse, and has nothing in it."""
        with (tmp_path / "list.csv").open("wb") as file:
            file.truncate(MAX_LIST_BYTES + 1)
        with pytest.raises(UsageError, match=r"list.csv is larger than 64 MiB$"):
            list(handed_in(tmp_path / "list.csv"))

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            (b"a,b,c\n", "list.txt:1: a line has one path"),
            (b"\nada,\n", "list.txt:2: a line has one path"),
            (b"none\n", "names no folder that exists"),
            (b"\xff\xfe", "is not UTF-8"),
            (b"ada\n" + b"x" * 200_000, "list.txt:2: it is no CSV: field larger than field limit"),
            (b"a\0b\n", "list.txt:1: a line has one path"),
        ],
        ids=["three fields", "no path", "no folder", "no text", "no list", "no name"],
    )
    def test_a_list_that_is_none_is_told(self, tmp_path: Path, text: bytes, fault: str) -> None:
        """With the line."""
        path = tmp_path / "list.txt"
        path.write_bytes(text)
        with pytest.raises(UsageError, match=fault):
            list(handed_in(path))
