"""A file's bytes as Python source, or a SyntaxError that says how the file was saved."""

import ast
import importlib.util
import io
import linecache
import warnings

_HOW = "an editor can save it as UTF-8"


def read_source(name: str, content: bytes) -> str:
    """The text, with its line ends made alike.

    Parameters
    ----------
    name : str
        The file's name, for the place in the error.
    content : bytes
        As it was submitted; UTF-8, unless its first lines name another encoding.

    Raises
    ------
    SyntaxError
        For a file in another encoding, and for one that is no text at all.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _error(f"the file is saved as UTF-16; {_HOW}", name, 1)
    if b"\0" in content:
        raise _error("the file holds NUL bytes, so it is no text", name, _line(content, content.index(b"\0")))
    try:
        return importlib.util.decode_source(content)
    except UnicodeDecodeError as error:
        raise _error(f"the file is not saved as UTF-8; {_HOW}", name, _line(content, error.start)) from error
    except SyntaxError as error:  # its first lines are no UTF-8, or name an encoding that does not exist
        text = f"the file is not saved as UTF-8; {_HOW}" if "missing" in str(error.msg) else str(error.msg)
        raise _error(text, name, 1) from error


def lines_of(content: bytes) -> list[str]:
    """The lines as Python counts them, for a form feed ends none; what is not UTF-8 is replaced."""
    return list(io.StringIO(content.decode("utf-8-sig", errors="replace"), newline=None))


def parsed(source: str) -> ast.Module:
    """The tree of a source; what the compiler warns of, it has said already."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source)


def _line(content: bytes, place: int) -> int:
    return content[:place].count(b"\n") + 1


def _error(text: str, name: str, line: int) -> SyntaxError:
    return SyntaxError(text, (name, line, None, linecache.getline(name, line)))
