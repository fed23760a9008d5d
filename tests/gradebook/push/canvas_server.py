"""A small server that behaves as Canvas' documentation says: tokens, pages, throttling, marks."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

TOKEN = "7~secretsecretsecret"  # noqa: S105 - of this server alone
COURSE = 42


class Asked(NamedTuple):
    """A request that came."""

    method: str
    path: str
    fields: dict[str, str]


class Answer(NamedTuple):
    """An answer that is given once in the place of the right one."""

    status: int
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()


class Canvas:
    """What the server knows; tests read and change it."""

    def __init__(self) -> None:
        self.url = ""
        self.users: list[dict[str, Any]] = []
        self.assignments: list[dict[str, Any]] = []
        self.grades: dict[tuple[int, int], dict[str, Any]] = {}
        """Number of the assignment and of the user to the submission."""
        self.most_per_page = 4
        self.taken_off = 0.0
        """What Canvas' own policy takes off for lateness."""
        self.faults: dict[tuple[str, str], list[Answer]] = {}
        """Method and path to what is answered instead, one after another; the last one stays if it is `None`-ended."""
        self.asked: list[Asked] = []

    @property
    def set(self) -> list[Asked]:
        """The requests that change something."""
        return [asked for asked in self.asked if asked.method != "GET"]

    def posted(self) -> dict[tuple[int, int], Any]:
        """The marks as they were given: points, `EX`, or nothing where there are none."""
        return {key: "EX" if held["excused"] else held["entered_score"] for key, held in self.grades.items()}

    def hold(self, assignment: int, user: int, score: float | None, *, is_excused: bool = False) -> dict[str, Any]:
        """Have a mark."""
        after = None if score is None else max(score - self.taken_off, 0.0)
        held = {
            "user_id": user,
            "assignment_id": assignment,
            "entered_score": score,
            "score": after,
            "excused": is_excused,
            "workflow_state": "unsubmitted" if score is None else "graded",
        }
        self.grades[assignment, user] = held
        return held

    def listing(self, path: str) -> list[dict[str, Any]] | None:
        """The entries of a list; None if there is no such list."""
        if path == "/assignments":
            return self.assignments
        if path == "/users":
            return self.users
        if match := re.fullmatch(r"/assignments/(\d+)/submissions", path):
            return [held for (assignment, _), held in self.grades.items() if assignment == int(match[1])]
        return None


@contextmanager
def canvas_server() -> Iterator[Canvas]:
    """A server on this machine, at a port that is free."""
    canvas = Canvas()

    class Handler(_Handler):
        pass

    Handler.canvas = canvas
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    canvas.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield canvas
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    wbufsize = -1  # an answer in one piece: in two, the second waits for the first to be acknowledged
    canvas: Canvas
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer()

    def do_PUT(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None:
        """Print nothing."""

    def _answer(self) -> None:
        split = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        fields = {name: values[-1] for name, values in parse_qs(body or split.query).items()}
        self.canvas.asked.append(Asked(self.command, split.path, fields))
        waiting = self.canvas.faults.get((self.command, split.path), [])
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            self._send(401, '{"errors": [{"message": "Invalid access token."}]}', ("WWW-Authenticate", "Bearer"))
        elif waiting:
            fault = waiting.pop(0)
            self._send(fault.status, fault.body, *fault.headers)
        else:
            self._found(split.path, fields)

    def _found(self, path: str, fields: dict[str, str]) -> None:
        prefix = f"/api/v1/courses/{COURSE}"
        within = path.removeprefix(prefix) if path.startswith(prefix) else None
        if within == "":
            self._send(200, json.dumps({"id": COURSE, "name": "Neural Networks"}))
        elif within and self.command == "PUT":
            self._graded(within, fields)
        elif within and (entries := self.canvas.listing(within)) is not None:
            self._page(path, entries, fields)
        else:
            self._send(404, '{"errors": [{"message": "The specified resource does not exist."}]}')

    def _graded(self, path: str, fields: dict[str, str]) -> None:
        match = re.fullmatch(r"/assignments/(\d+)/submissions/(\d+)", path)
        users = {user["id"] for user in self.canvas.users}
        if match is None or int(match[2]) not in users:
            self._send(404, '{"errors": [{"message": "The specified resource does not exist."}]}')
            return
        key = int(match[1]), int(match[2])
        if fields.get("submission[excuse]") == "true":
            held = self.canvas.hold(*key, None, is_excused=True)
        else:
            held = self.canvas.hold(*key, float(fields["submission[posted_grade]"]))
        self._send(200, json.dumps(held))

    def _page(self, path: str, entries: list[dict[str, Any]], fields: dict[str, str]) -> None:
        size = min(int(fields.get("per_page", "10")), self.canvas.most_per_page)
        page = int(fields.get("page", "1"))
        most = max(1, -(-len(entries) // size))
        links = {"current": page, "first": 1, "last": most, **({"next": page + 1} if page < most else {})}
        others = {name: value for name, value in fields.items() if name != "page"}
        address = f"{self.canvas.url}{path}"
        link = ",".join(
            f'<{address}?{urlencode({**others, "page": number})}>; rel="{rel}"' for rel, number in links.items()
        )
        self._send(200, json.dumps(entries[(page - 1) * size : page * size]), ("Link", link))

    def _send(self, status: int, body: str, *headers: tuple[str, str]) -> None:
        content = body.encode()
        self.send_response(status)
        for name, value in (*headers, ("Content-Type", "application/json"), ("X-Request-Cost", "0.1")):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
