"""From the members of a folder or archive to a submission: one folder's Python files, and one note on the rest.

The Python files may lie at the top or in the one folder that holds them, at whatever depth: students zip folders that
hold a folder. Where several folders hold some, it is not clear which is meant, and none is guessed. Of the folders in
that one, those are read that its files import.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from grader.course.read_submission import MAX_DEPTH, MAX_FILE_BYTES, MAX_FILES, is_package_name
from grader.gradebook.intake.work.member import (
    MAX_TOTAL_BYTES,
    Member,
    Read,
    is_archive,
    is_junk,
    parts_of,
    plain,
    shown,
)
from grader.model.feedback import Feedback
from grader.model.submission import Submission
from grader.sandbox.imports import folders_imported

_MOST_TOLD = 3
_SUFFIX = ".py"

Fault = tuple[str, str]
"""What was not read, and why: ("xor.py", "it is a link")."""


def gather(student: str, members: Iterable[Member], read: Read) -> Submission:
    """The submission that some members make up; it has a note if any was not read, or if there is none."""
    kept, faults = _sorted_out(members)
    folder, more = _one_folder(kept)
    faults += more
    files: dict[str, bytes] = {}
    allowed: list[Member] = []
    clashes = set()
    for chosen in _in_turn(kept, folder, files):
        fitting, more = _within_limits(sorted(chosen, key=lambda member: member.path), allowed)
        allowed += fitting
        faults += more
        for member, content in read(fitting):
            name = plain("/".join(_below(member, folder or ())))
            # On macOS and Windows `XOR.py` and `xor.py` are one file: which of two is meant nobody can tell.
            twin = next((known for known in files if known.casefold() == name.casefold()), None)
            if isinstance(content, str):
                faults.append((member.path, content))
            elif twin is None:
                files[name] = content
            elif files[twin] != content:
                clashes |= {twin, name}
    faults += [(name, "it is there twice, with different contents") for name in sorted(clashes)]
    files = {name: content for name, content in sorted(files.items()) if name not in clashes}
    return Submission(id=student, files=files, notes=_notes(files, faults))


def only_archive(members: Sequence[Member]) -> Member | None:
    """The archive among the members of a folder or a download, if it is the only one and there is no Python file."""
    # What matters is either a Python file or an archive: exactly one thing matters, and it is an archive
    archives = [member for member in relevant(members) if not member.path.endswith(_SUFFIX)]
    return archives[0] if len(archives) == 1 == sum(1 for _ in relevant(members)) else None


def refused(student: str, text: str) -> Submission:
    """A submission of which nothing was read, and why."""
    return Submission(id=student, files={}, notes=(Feedback(code="submission.refused", text=text),))


def relevant(members: Iterable[Member]) -> Iterator[Member]:
    """Those that are Python files or archives, and no junk; the others need not be remembered."""
    for member in members:
        parts = parts_of(member.path)
        names = member.path.replace("\\", "/").split("/") if parts is None else parts
        wanted = bool(names) and (names[-1].endswith(_SUFFIX) or is_archive(names[-1]))
        if wanted and not any(map(is_junk, names if parts is not None else names[-1:])):
            yield member


def _sorted_out(members: Iterable[Member]) -> tuple[list[Member], list[Fault]]:
    """The Python files that may be read, and what must not be; archives count only where nothing else is there."""
    kept: list[Member] = []
    faults: list[Fault] = []
    archives: list[Fault] = []
    for member in relevant(members):
        if parts_of(member.path) is None:
            faults.append((member.path, "it points out of the archive"))
        elif not member.path.endswith(_SUFFIX):
            archives.append((member.path, "it is an archive inside the submission, to be unpacked first"))
        elif member.fault:
            faults.append((member.path, member.fault))
        else:
            kept.append(member)
    return kept, faults if kept else faults + archives


def _below(member: Member, folder: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a member's path behind the folder's."""
    return (parts_of(member.path) or ())[len(folder) :]


def _in_turn(
    members: Sequence[Member], folder: tuple[str, ...] | None, files: Mapping[str, bytes]
) -> Iterator[list[Member]]:
    """The members in a folder, then those of packages in it that what is read by then imports, to the end."""
    if folder is None:
        return
    inside = [member for member in members if (parts_of(member.path) or ())[: len(folder)] == folder]
    yield [member for member in inside if len(_below(member, folder)) == 1]
    packages: dict[str, list[Member]] = defaultdict(list)
    for member in inside:
        *above, _ = _below(member, folder)
        if above and len(above) <= MAX_DEPTH and all(map(is_package_name, above)):
            packages[above[0]].append(member)
    while imported := sorted(folders_imported(files, packages)):
        yield [member for name in imported for member in packages.pop(name)]


def _one_folder(members: Sequence[Member]) -> tuple[tuple[str, ...] | None, list[Fault]]:
    """The outermost folder that holds any of the members, by the parts of its path; None if there is no one such."""
    # Work is usually zipped with the folder around it, sometimes with two: the outermost with code counts.
    folders = {(parts_of(member.path) or ())[:-1] for member in members}
    depth = min(map(len, folders), default=0)
    outermost = sorted(folder for folder in folders if len(folder) == depth)
    if len(outermost) <= 1:
        return (outermost[0] if outermost else None), []
    names = ", ".join(shown("/".join(folder)) for folder in outermost[:_MOST_TOLD])
    more = ", …" if len(outermost) > _MOST_TOLD else ""
    return None, [(f"{names}{more}", "each holds Python files, and it is not clear which are meant")]


def _within_limits(members: Iterable[Member], before: Sequence[Member]) -> tuple[list[Member], list[Fault]]:
    """Those that may be read beside the ones before, and why the others may not."""
    kept: list[Member] = []
    faults: list[Fault] = []
    total = sum(member.size for member in before)
    for member in members:
        if len(before) + len(kept) >= MAX_FILES:
            faults.append((member.path, f"there are more than {MAX_FILES} files"))
        elif member.size > MAX_FILE_BYTES:
            faults.append((member.path, f"it is larger than {MAX_FILE_BYTES // 2**20} MiB"))
        elif total + member.size > MAX_TOTAL_BYTES:
            faults.append((member.path, f"all files together are larger than {MAX_TOTAL_BYTES // 2**20} MiB"))
        else:
            kept.append(member)
            total += member.size
    return kept, faults


def _notes(files: dict[str, bytes], faults: Sequence[Fault]) -> tuple[Feedback, ...]:
    if faults:
        told = "; ".join(f"{shown(path)}: {why}" for path, why in faults[:_MOST_TOLD])
        more = f"; and {len(faults) - _MOST_TOLD} more" if len(faults) > _MOST_TOLD else ""
        return (Feedback(code="submission.not_read", text=f"Not read: {told}{more}."),)
    if not files:
        return (Feedback(code="submission.empty", text="There is no Python file in what was handed in."),)
    return ()
