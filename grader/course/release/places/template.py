"""The files that lie beside this one, as they are or with what differs: from what the grader is installed."""

import json
import re
from collections.abc import Callable
from importlib.resources import files

_LINE = re.compile(r"^(\s*GRADER(?:: | = |=)).*$", re.MULTILINE)


def plain(name: str) -> bytes:
    """The file's content."""
    return (files("grader.course.release.places") / name).read_bytes()


def filled(name: str, install: str, quoted: Callable[[str], str] = json.dumps) -> bytes:
    """The content with what is installed, quoted as the language wants; JSON's way is also YAML's and Python's."""
    # a function, since a backslash in a text that replaces something is read as an escape
    return _LINE.sub(lambda match: match[1] + quoted(install), plain(name).decode(), count=1).encode()
