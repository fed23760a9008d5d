"""An export by the name of its format, to a file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Literal

from grader.errors import UsageError
from grader.gradebook.exports import FORMATS
from grader.gradebook.exports.export import Export
from grader.model.book import BookColumn, BookRow

FILLABLE = ("canvas", "moodle")
Notes = tuple[str, ...]


def write(
    form: str,
    rows: Iterable[BookRow],
    columns: Sequence[BookColumn],
    path: Path,
    *,
    into: Path | None = None,
    by: Literal["email", "number"] = "email",
    heads: Mapping[str, str] | None = None,
) -> Notes:
    """Write the book to a file in the named format, and say what is not in it.

    Parameters
    ----------
    form : str
        One of `FORMATS`.
    rows : iterable of BookRow
        One a student; read once.
    columns : sequence of BookColumn
        The exercises, in the order of the book.
    path : Path
        Where to write. The file is replaced in one step, or not at all.
    into : Path, optional
        A downloaded file to fill in; `path` may be the same.
    by : {"email", "number"}
        By what Moodle's gradebook is to find the students.
    heads : mapping of str to str, optional
        What the columns of Moodle's worksheet are called, such as `Grade` to `Bewertung`.

    Raises
    ------
    UsageError
        For an unknown format, a file that cannot be read or written, or one that is not what it should be.
    """
    if form not in FORMATS:
        raise UsageError(f"there is no export format {form!r}; the formats are {', '.join(FORMATS)}")
    if into is not None and form not in FILLABLE:
        raise UsageError(f"an export to {form} fills in no file; those to {' and '.join(FILLABLE)} do")
    if heads and (form != "moodle" or into is None):
        raise UsageError("only the columns of a worksheet of Moodle's that is filled in can be named")
    module = import_module(f"grader.gradebook.exports.{form}")
    if hasattr(module, "chunks"):
        return _replace(path, lambda file: _chunks(file, module.chunks(rows)))
    if form == "parquet":
        return _replace(path, lambda file: module.write(rows, file) or ())  # it writes by itself, and has no notes
    made: Export
    if into is not None:
        named = [heads] if heads else []
        made = module.filled(rows, columns, _read(into), str(into), *named)
    else:
        arguments: Mapping[str, tuple[object, ...]] = {"gradescope": (), "moodle": (columns, by)}
        made = module.new(rows, *arguments.get(form, (columns,)))
    return _replace(path, lambda file: _chunks(file, iter([made.content]), made.notes))


def _chunks(file: IO[bytes], chunks: Iterator[bytes], notes: Notes = ()) -> Notes:
    file.writelines(chunks)
    return notes


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error


def _replace(path: Path, fill: Callable[[IO[bytes]], Notes]) -> Notes:
    """Fill a file beside the target and move it there, so that a failure leaves the old one as it was.

    Like every temporary file it can be read by its owner only, which is right for marks.
    """
    try:
        # Beside the target, as a move from another file system would be a copy, which can be cut off
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            try:
                notes = fill(file.file)
                file.flush()  # it is closed only after the move
                Path(file.name).replace(path)
            except BaseException:  # an interrupt too leaves no half file behind
                Path(file.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error
    return notes
