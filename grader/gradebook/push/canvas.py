"""A course in Canvas: its assignments, students and marks, and how a mark is set.

GET  courses/42                                         the course
GET  courses/42/assignments                             in pages, to which `Link` headers lead
GET  courses/42/users?enrollment_type[]=student         the students
GET  courses/42/assignments/4711/submissions            the marks that there are
PUT  courses/42/assignments/4711/submissions/17         submission[posted_grade]=7.5, or submission[excuse]=true

Sections, groups and other people of the course are not asked for.
"""

import contextlib
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar
from urllib.parse import urlsplit

from canvasapi.paginated_list import PaginatedList
from canvasapi.requester import Requester

from grader.errors import UsageError
from grader.gradebook.push.grade import Assignment, Fault, Grade, User
from grader.gradebook.push.session import PatientSession, Wait

T = TypeVar("T")
_ON_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
_WITHOUT_POINTS = {"pass_fail", "not_graded"}
_TOKEN = re.compile(r"[!-~]+")
_NO_ADDRESS = "--url is no address of Canvas, such as https://canvas.example.edu"


@contextlib.contextmanager
def canvas_course(url: str, token: str, course: int, wait: Wait) -> Iterator["CanvasCourse"]:
    """A course, as long as it is used.

    Parameters
    ----------
    url : str
        Where Canvas is, such as `https://canvas.example.edu`.
    token : str
        Of somebody who may grade there.
    course : int
        The number in the course's address.
    wait : callable
        Waits so many seconds.

    Raises
    ------
    UsageError
        If address or token cannot be that; neither shows the token.
    """
    address = checked_address(url)
    if not _TOKEN.fullmatch(token):  # nor would a header take it, and say so with the token in it
        raise UsageError("CANVAS_TOKEN is no token: it has spaces, line breaks or letters with accents in it")
    with PatientSession(wait) as session:
        requester = Requester(address, token)
        # canvasapi has no other way to say how long an answer is waited for
        requester._session = session  # noqa: SLF001
        yield CanvasCourse(requester, course)


def checked_address(url: str) -> str:
    """The address without what is behind the host; UsageError if a token should not be sent there.

    What was given is not repeated: there may be a password in it.
    """
    try:
        parts = urlsplit(url.strip() if "://" in url else f"https://{url.strip()}")
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError(_NO_ADDRESS) from error
    if not host or parts.scheme not in {"http", "https"}:
        raise UsageError(_NO_ADDRESS)
    if parts.username is not None:
        raise UsageError("--url has a name or a password in it; write the address alone, https://canvas.example.edu")
    if parts.scheme == "http" and host not in _ON_THIS_MACHINE:
        raise UsageError(f"http://{host} is not encrypted, so that anybody could read the token: write https://")
    name = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{name}{f':{port}' if port else ''}"


class CanvasCourse:
    """What Canvas knows of a course; every method raises Fault where it does not answer as it should."""

    def __init__(self, requester: Any, course: int) -> None:
        self._requester = requester
        self._path = f"courses/{course}"

    def title(self) -> str:
        """What the course is called there."""
        return self._one("GET", "", lambda entry: str(entry.get("name") or ""))

    def assignments(self) -> list[Assignment]:
        """All that marks can be given for."""
        return self._all("/assignments", _assignment)

    def users(self) -> list[User]:
        """The students."""
        return self._all("/users", _user, **{"enrollment_type[]": "student", "include[]": "email"})

    def grades(self, assignment: int) -> dict[int, Grade]:
        """The marks that there are, by the user's number."""
        return dict(self._all(f"/assignments/{assignment}/submissions", _held))

    def set_grade(self, assignment: int, user: int, grade: Grade) -> None:
        """Give somebody a mark; Fault if it is not what Canvas has afterwards."""
        fields = {"submission[excuse]": "true"} if grade.is_excused else {"submission[posted_grade]": grade.shown}
        _, has = self._one("PUT", f"/assignments/{assignment}/submissions/{user}", _held, **fields)
        if has.shown != grade.shown:
            raise Fault(f"Canvas was given {grade.shown} and has {has.shown}")

    def _one(self, method: str, path: str, read: Callable[[dict[str, Any]], T], **fields: str) -> T:
        with _as_expected():
            return read(self._requester.request(method, f"{self._path}{path}", **fields).json())

    def _all(self, path: str, read: Callable[[dict[str, Any]], T], **fields: str) -> list[T]:
        with _as_expected():
            pages = PaginatedList(_bare, self._requester, "GET", f"{self._path}{path}", **fields)
            return [read(entry) for entry in pages]


def _bare(_requester: object, entry: dict[str, Any]) -> dict[str, Any]:
    """An entry as it came: canvasapi would make an object of it, whose attributes may be missing."""
    return entry


@contextlib.contextmanager
def _as_expected() -> Iterator[None]:
    """A Fault where something else answers than Canvas, such as a page on which to log in."""
    try:
        yield
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise Fault("what answers there is not Canvas, or its pages lead elsewhere: look at --url") from error


def _assignment(entry: dict[str, Any]) -> Assignment:
    possible = entry.get("points_possible")
    is_in_points = entry.get("grading_type") not in _WITHOUT_POINTS
    return Assignment(
        int(entry["id"]), str(entry.get("name") or ""), None if possible is None else float(possible), is_in_points
    )


def _user(entry: dict[str, Any]) -> User:
    texts = (str(entry.get(field) or "") for field in ("name", "sis_user_id", "login_id", "email"))
    return User(int(entry["id"]), *texts)


def _held(entry: dict[str, Any]) -> tuple[int, Grade]:
    """Whose, and the mark as it was given: before what Canvas itself takes off for lateness, where it tells that."""
    score = entry.get("entered_score", entry.get("score"))
    return int(entry["user_id"]), Grade(None if score is None else float(score), is_excused=bool(entry.get("excused")))
