"""From the members of a folder or archive to a submission: one folder's code, and one note on the rest.

The Python files and notebooks may lie at the top or in the one folder that holds them, at whatever depth: students zip
folders that hold a folder. Where several folders hold some, it is not clear which is meant, and none is guessed. Of the
folders in that one, those are read that its files import.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from grader.course.read_submission import (
    MAX_DEPTH,
    MAX_FILES,
    as_graded,
    as_hints,
    is_beside_its_code,
    is_package_name,
    most_bytes,
    too_large,
    unread_hints,
)
from grader.gradebook.intake.work.member import (
    MAX_NOTEBOOKS_BYTES,
    MAX_TOTAL_BYTES,
    Member,
    Read,
    is_code,
    is_hints,
    is_junk,
    is_read,
    parts_of,
    plain,
    shown,
)
from grader.judging.notebooks import is_notebook
from grader.model.feedback import Feedback
from grader.model.hints import NO_HINTS, Hints
from grader.model.submission import Submission
from grader.sandbox.imports import folders_imported

_FURTHER_IN = "it lies in a folder inside, and has to be put beside the others"
_IN_A_NOTE = 3
_MOST_TOLD = 60
"""Whatever an archive holds, its notes fit on a page or two."""

Fault = tuple[str, str]
"""What was not read, and why: ("xor.py", "it is a link")."""


def gather(student: str, members: Iterable[Member], read: Read) -> Submission:
    """The submission that some members make up; it has a note if any was not read, or if there is none."""
    members = list(members)
    code, faults = _sorted_out(members)
    folder, more = _one_folder(code)
    faults += more
    files: dict[str, bytes] = {}
    allowed: list[Member] = []
    clashes = set()
    for chosen in _in_turn(code, folder, files):
        fitting, more = _within_limits(sorted(chosen, key=lambda member: member.path), allowed)
        allowed += fitting
        faults += more
        for member, content in read(fitting):
            name = plain("/".join(_below(member, folder or ())))
            content = as_graded(name, content)  # noqa: PLW2901
            # On macOS and Windows `XOR.py` and `xor.py` are one file: which of two is meant nobody can tell.
            twin = next((known for known in files if known.casefold() == name.casefold()), None)
            if isinstance(content, str):
                faults.append((member.path, content))
            elif twin is None:
                files[name] = content
            elif files[twin] != content:
                clashes |= {twin, name}
    faults = [(name, why) for name, why in faults if not is_beside_its_code(name.rpartition("/")[2], files)]
    told = {name for name, _ in faults}
    faults += [fault for fault in _further_in(code, folder, files) if fault[0] not in told]
    faults += [(name, "it is there twice, with different contents") for name in sorted(clashes)]
    files = {name: content for name, content in sorted(files.items()) if name not in clashes}
    hints = _hints(members, folder, read)
    notes = _notes(files, faults)
    if isinstance(hints, str):
        notes, hints = (*notes, Feedback(code="submission.not_read", text=unread_hints(hints))), NO_HINTS
    return Submission(id=student, files=files, notes=notes, hints=hints)


def only_archive(members: Sequence[Member]) -> Member | None:
    """The archive among the members of a folder or a download, if it is the only one and there is no code."""
    work = [member for member in relevant(members) if not is_hints(member.path)]
    return work[0] if len(work) == 1 and not is_code(work[0].path) else None


def refused(student: str, text: str) -> Submission:
    """A submission of which nothing was read, and why."""
    return Submission(id=student, files={}, notes=(Feedback(code="submission.refused", text=text),))


def relevant(members: Iterable[Member]) -> Iterator[Member]:
    """Those that are code or archives, or say which hints were shown, and no junk; the others need not be kept."""
    for member in members:
        parts = parts_of(member.path)
        names = member.path.replace("\\", "/").split("/") if parts is None else parts
        if names and is_read(names[-1]) and not any(map(is_junk, names if parts is not None else names[-1:])):
            yield member


def _sorted_out(members: Iterable[Member]) -> tuple[list[Member], list[Fault]]:
    """The code that may be read, and what must not be; archives count only where nothing else is there."""
    kept: list[Member] = []
    faults: list[Fault] = []
    archives: list[Fault] = []
    for member in relevant(members):
        if parts_of(member.path) is None:
            faults.append((member.path, "it points out of the archive"))
        elif is_hints(member.path):
            continue
        elif not is_code(member.path):
            archives.append((member.path, "it is an archive inside the submission, to be unpacked first"))
        elif member.fault:
            faults.append((member.path, member.fault))
        else:
            kept.append(member)
    return kept, faults if kept else faults + archives


def _hints(members: Iterable[Member], folder: tuple[str, ...] | None, read: Read) -> Hints | str:
    """What the file beside the code says of hints; why it is not read, where it is none of ours."""
    beside = [
        member
        for member in relevant(members)
        if is_hints(member.path) and folder is not None and (parts_of(member.path) or ())[:-1] == folder
    ]
    if not beside:
        return NO_HINTS
    if fault := "it is there twice" if len(beside) > 1 else beside[0].fault:
        return fault
    if beside[0].size > most_bytes(beside[0].path):
        return too_large(beside[0].path)
    return as_hints(next(content for _, content in read(beside)))


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
        *above, name = _below(member, folder)
        # Nothing imports a notebook
        if above and not is_notebook(name) and len(above) <= MAX_DEPTH and all(map(is_package_name, above)):
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
    names = ", ".join(shown("/".join(folder)) for folder in outermost[:_IN_A_NOTE])
    more = ", …" if len(outermost) > _IN_A_NOTE else ""
    return None, [(f"{names}{more}", "each holds code, and it is not clear which are meant")]


def _further_in(members: Sequence[Member], folder: tuple[str, ...] | None, files: Collection[str]) -> Iterator[Fault]:
    """What lies further in and was not read, as `week1/mean.py`; nothing of packages, nor what lies beside as well."""
    if folder is None:
        return
    inside = [(member, _below(member, folder)) for member in members]
    packages = {below[:-1] for _, below in inside if below[-1:] == ("__init__.py",)}
    for member, below in sorted(inside, key=lambda pair: pair[0].path):
        is_read = "/".join(below) in files or "".join(below[-1:]) in files
        if len(below) > 1 and not is_read and below[:-1] not in packages:
            yield member.path, _FURTHER_IN


def _within_limits(members: Iterable[Member], before: Sequence[Member]) -> tuple[list[Member], list[Fault]]:
    kept: list[Member] = []
    faults: list[Fault] = []
    totals = {kind: sum(member.size for member in before if is_notebook(member.path) is kind) for kind in (False, True)}
    for member in members:
        kind = is_notebook(member.path)
        most = MAX_NOTEBOOKS_BYTES if kind else MAX_TOTAL_BYTES
        if len(before) + len(kept) >= MAX_FILES:
            faults.append((member.path, f"there are more than {MAX_FILES} files"))
        elif member.size > most_bytes(member.path):
            faults.append((member.path, too_large(member.path)))
        elif totals[kind] + member.size > most:
            what = "notebooks" if kind else "files"
            faults.append((member.path, f"all {what} together are larger than {most // 2**20} MiB"))
        else:
            kept.append(member)
            totals[kind] += member.size
    return kept, faults


def _notes(files: dict[str, bytes], faults: Sequence[Fault]) -> tuple[Feedback, ...]:
    """One note for every few faults, so that each is a sentence; that nothing was handed in if there is none."""
    told = [f"{shown(path)}: {why}" for path, why in faults[:_MOST_TOLD]]
    if len(faults) > _MOST_TOLD:
        told.append(f"and {len(faults) - _MOST_TOLD:,} more, as what was handed in shows")
    notes = [
        Feedback(code="submission.not_read", text=f"Not read: {'; '.join(told[at : at + _IN_A_NOTE])}.")
        for at in range(0, len(told), _IN_A_NOTE)
    ]
    if not notes and not files:
        notes = [Feedback(code="submission.empty", text="There is no Python file or notebook in what was handed in.")]
    return tuple(notes)
