"""Lays out what a class hands in, and reads it back."""

from pathlib import Path

from grader.gradebook.intake.find import handed_in
from grader.gradebook.intake.source import Source

XOR, HESSIAN = b"def xor(a, b):\n    return a ^ b\n", b"def hessian(): ...\n"


def put(folder: Path, files: dict[str, bytes]) -> Path:
    """The folder, with these files in it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def files_of_each(where: Path, roster: Path | None = None) -> dict[str, dict[str, bytes]]:
    """Each student's files; one submission each."""
    sources = list(handed_in(where, roster))
    files = {source.person.id: source.read().files for source in sources}
    assert len(files) == len(sources)
    return files


def note(source: Source) -> str:
    """The one note on a submission of which nothing was read."""
    submission = source.read()
    assert not submission.files
    (only,) = submission.notes
    return f"{only.code}: {only.text}"
