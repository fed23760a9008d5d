"""Reads a Jupyter notebook: the code of its cells, and nothing else of it. IPython is not needed for that.

Outputs, numbers of runs, texts and settings are left out, so that running a notebook again changes nothing.
"""

import json
from collections.abc import Iterator
from typing import Any

from grader.course.jupyter_lines import plain_python
from grader.sandbox.cells import write_cells

INSTALL = 'pip install "coursegrade[notebook]"'
MAX_NOTEBOOK_BYTES = 32 * 1024 * 1024
"""Of a notebook with its outputs: pictures and tables take up far more than code."""
MAX_CODE_BYTES = 1024 * 1024
"""Of the code in it, as of any other file."""
_TOO_LARGE = f"its code is larger than {MAX_CODE_BYTES // 2**20} MiB"
_FORMATS = (3, 4)
_PYTHON = "python"


def read_notebook(name: str, content: bytes) -> bytes | str:
    """The code of a notebook's cells as `grader.sandbox.cells` has it, or why there is none to read.

    Parameters
    ----------
    name : str
        What it is called.
    content : bytes
        As it was handed in, in format 3 or 4; whatever else it is, that is said, and nothing is raised.
    """
    try:
        cells = list(_code(_parsed(content)))
    except _Unread as error:
        return str(error)
    except (RecursionError, MemoryError):
        return "it is nested too deeply for a notebook"
    except Exception:  # noqa: BLE001 - where something else is than a notebook has, nbformat raises what comes of it
        return "it is no notebook, or damaged"
    return _as_graded(name, cells)


class _Unread(Exception):  # noqa: N818 - it is no error of ours, but a finding
    """The notebook has no code that can be graded; the text says why."""


def _parsed(content: bytes) -> Any:
    """The notebook, as nbformat has it."""
    try:
        from nbformat import reader  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as error:
        raise _Unread(f"reading notebooks needs nbformat; install it with {INSTALL}") from error
    if not content.strip():
        raise _Unread("it is empty")
    try:
        raw = reader.parse_json(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _Unread("it is not saved as UTF-8, as notebooks are") from error
    except reader.NotJSONError as error:
        cause = error.__cause__
        line = f" from line {cause.lineno}" if isinstance(cause, json.JSONDecodeError) else ""
        raise _Unread(f"it is damaged: it is no JSON{line}") from error
    if raw["nbformat"] not in _FORMATS:
        raise _Unread(f"its format is {raw['nbformat']!r:.20}, and 3 and 4 are read")
    # As text once more: nbformat reads no version from anything else that it promises to keep
    notebook = reader.reads(json.dumps(_bare(raw)))
    language = _language(notebook)
    if language.lower() != _PYTHON:
        raise _Unread(f"its language is {language[:40]}, and only Python is graded")
    return notebook


def _bare(raw: Any) -> Any:
    """The notebook without its outputs, and with the settings that it may lack and nbformat wants."""
    raw.setdefault("metadata", {})
    for sheet in raw.get("worksheets", [raw]):
        for cell in sheet["cells"]:
            cell.setdefault("metadata", {})
            cell["outputs"] = []
    return raw


def _language(notebook: Any) -> str:
    """What its kernel runs; Python where it says nothing."""
    metadata = notebook.get("metadata", {})
    kernel = metadata.get("kernelspec", {})
    named = metadata.get("language_info", {}).get("name") or kernel.get("language")
    # Some say no more than the kernel's own name
    known = {"ir": "R", "julia": "Julia", "octave": "Octave"}
    of_kernel = (known[word] for word in known if str(kernel.get("name", "")).partition("-")[0] == word)
    return str(named or next(of_kernel, _PYTHON))


def _code(notebook: Any) -> Iterator[tuple[int, str]]:
    """Number and text of each cell with code; format 3 has sheets around its cells, and calls the text input."""
    cells = [cell for sheet in notebook.get("worksheets", [notebook]) for cell in sheet["cells"]]
    for number, cell in enumerate(cells, 1):
        text = cell.get("source", cell.get("input", "")) if cell["cell_type"] == "code" else ""
        if text.strip():
            yield number, text


def _as_graded(name: str, cells: list[tuple[int, str]]) -> bytes | str:
    if not cells:
        return "it has no cell with code"
    if sum(len(text) for _, text in cells) > MAX_CODE_BYTES:
        return _TOO_LARGE
    plain = [(number, plain_python(text)) for number, text in cells]
    skipped = [(number, line) for number, cell in plain for line in cell.skipped]
    defines = {name for _, cell in plain for name in cell.defines}
    content = write_cells(name, [(number, cell.source) for number, cell in plain], skipped, defines)
    return content if len(content) <= MAX_CODE_BYTES else _TOO_LARGE  # longer as bytes, and with its first line
