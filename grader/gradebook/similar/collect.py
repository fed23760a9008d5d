"""The files to compare: of each student the last attempt, and of each group its work once."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from grader.course.listing import STUBS
from grader.errors import UsageError
from grader.gradebook.intake.source import Source
from grader.judging.notebooks import holders
from grader.sandbox.cells import NOTEBOOK

Files = dict[tuple[str, str], bytes]
"""Content by student and exercise."""
Work = tuple[str, Mapping[str, bytes]]
"""Who handed something in, a group as `ada + bob`, and the files."""
_SQLITE = b"SQLite format 3\0"


def is_book(where: str) -> bool:
    """Whether this names a gradebook, and no work: by a URL, or a file that begins as SQLite's do."""
    if "://" in where or not Path(where).is_file():
        return "://" in where
    with Path(where).open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def of_sources(sources: Iterable[Source]) -> Iterator[Work]:
    """The work in a download, one after the other; several attempts in their order."""
    members: dict[str, list[Source]] = {}
    for source in sources:
        members.setdefault(source.where, []).append(source)  # the members of a group have one place
    for group in members.values():
        yield " + ".join(dict.fromkeys(source.person.id for source in group)), group[0].read().files


def collect(
    works: Iterable[Work], exercises: Collection[str] = (), asked: Mapping[str, Collection[str]] = MappingProxyType({})
) -> Files:
    """The files of some exercises, or all of them if none is named; a later attempt replaces an earlier one.

    Parameters
    ----------
    works : iterable of (student, files)
        What was handed in.
    exercises : collection of str
        Names of those to compare.
    asked : mapping of str to collection of str
        Exercise to the functions that it asks for, by which notebooks of other names are found.
    """
    latest: dict[str, dict[str, bytes]] = {}
    for student, files in works:
        named = _named(files, exercises, asked)
        latest[student] = {name: content for name, content in named.items() if not exercises or name in exercises}
    return {(student, exercise): content for student, files in latest.items() for exercise, content in files.items()}


def _named(
    files: Mapping[str, bytes], exercises: Collection[str], asked: Mapping[str, Collection[str]]
) -> dict[str, bytes]:
    """The files by the names of their exercises; `xor.ipynb` is xor's, unless `xor.py` is there, which counts."""
    in_turn = sorted(files, key=lambda name: name.endswith(".py"))
    named = {name.removesuffix(".py").removesuffix(NOTEBOOK): files[name] for name in in_turn}
    for exercise in {*exercises} - {*named}:
        notebook = holders(exercise, asked.get(exercise, ()), files, exercises).notebook
        if notebook is not None:
            named[exercise] = files[notebook]
    return named


def functions_in(templates: Mapping[str, bytes]) -> dict[str, list[str]]:
    """For each exercise, the functions that its stub has."""
    return {name: re.findall(r"^def (\w+)", stub.decode("utf-8"), re.MULTILINE) for name, stub in templates.items()}


def read_templates(course: Path) -> dict[str, bytes]:
    """What students start from, by exercise; UsageError if the folder is no course with stubs."""
    stubs = {path.stem: path.read_bytes() for path in sorted((course / STUBS).glob("*.py"))}
    if not stubs:
        raise UsageError(f"{course} holds no course with stubs: there is no {STUBS}/ in it")
    return stubs
