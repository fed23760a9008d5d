"""The files to compare: of each student the last attempt, and of each group its work once."""

from collections.abc import Collection, Iterable
from pathlib import Path, PurePath

from grader.errors import UsageError
from grader.gradebook.intake.source import Source

Files = dict[tuple[str, str], bytes]
"""Content by student and exercise."""


def collect(sources: Iterable[Source], exercises: Collection[str] = ()) -> Files:
    """The files of some exercises, or all of them if none is named; members of a group are written as `ada + bob`."""
    members: dict[str, list[Source]] = {}
    for source in sources:
        members.setdefault(source.where, []).append(source)
    files: Files = {}
    for group in members.values():
        student = " + ".join(source.person.id for source in group)
        for name, content in group[0].read().files.items():
            exercise = PurePath(name).stem
            if not exercises or exercise in exercises:
                files[student, exercise] = content
    return files


def read_templates(course: Path) -> dict[str, bytes]:
    """What students start from, by exercise; UsageError if the folder is no course with stubs."""
    stubs = {path.stem: path.read_bytes() for path in sorted((course / "student_template").glob("*.py"))}
    if not stubs:
        raise UsageError(f"{course} holds no course with stubs: there is no student_template/ in it")
    return stubs
