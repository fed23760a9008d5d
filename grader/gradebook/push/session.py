"""The connection to Canvas: it waits when it is told to, gives up after a while, and names each fault in a sentence.

canvasapi itself waits for an answer for ever, does not wait when Canvas throttles, and follows a redirection with a
request that changes nothing.
"""

import itertools
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import requests

from grader.gradebook.push.grade import Fault, Unreachable
from grader.reports.clean import one_line

Wait = Callable[[float], object]
SECONDS = (10.0, 60.0)
"""How long a connection, and then an answer, is waited for."""
WAITS: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0, 16.0)
"""Before each further try while Canvas throttles, in seconds, unless it says how long."""
WAITS_AFTER_FAULTS = WAITS[:2]
"""The same where Canvas fails or cannot be reached, which waiting mends less often."""
LONGEST = 120.0
"""No longer than that is waited before one try, whatever Canvas says."""
_THROTTLED = "rate limit exceeded"

_SENTENCES = {
    400: "Canvas does not understand the request",
    401: "Canvas does not take the token: it is wrong or has ended; make a new one in Canvas' settings",
    403: "Canvas does not let the token's owner do this",
    404: "Canvas has nothing there: no such course, assignment or student, or none that the token's owner may see",
    422: "Canvas does not take this mark",
}


class PatientSession(requests.Session):
    """A session in which every request is tried again while Canvas is busy, and an answer with a fault is a `Fault`."""

    def __init__(self, wait: Wait) -> None:
        super().__init__()
        self._wait = wait
        # Else a line in the user's `.netrc` would take the place of the token
        self.auth = lambda request: request

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """The answer to a request; Fault if there is none, or one that tells of a fault."""
        options = {**kwargs, "timeout": SECONDS, "allow_redirects": False}
        for tries in itertools.count():
            try:
                answer = super().send(request, **options)
            except requests.RequestException as error:
                # Its own words may hold the headers, and so the token
                fault: Fault = Unreachable(f"Canvas cannot be reached ({type(error).__name__})")
                waits, told = WAITS_AFTER_FAULTS, 0.0
            else:
                if answer.status_code < 300:
                    return answer
                fault, waits, told = _fault(answer), _waits(answer), _told(answer)
            if tries >= len(waits):
                raise fault
            self._wait(told or waits[tries])
        raise AssertionError  # the loop has no end


def _waits(answer: requests.Response) -> tuple[float, ...]:
    """Before which further tries; none if another answer is not to be hoped for. Setting a mark twice is setting it."""
    if _is_throttled(answer):
        return WAITS
    return WAITS_AFTER_FAULTS if answer.status_code >= 500 else ()


def _is_throttled(answer: requests.Response) -> bool:
    # 429 since 2025; before, it was 403 with these words
    return answer.status_code == 429 or (answer.status_code == 403 and _THROTTLED in answer.text.lower())


def _told(answer: requests.Response) -> float:
    """How long Canvas says to wait; 0 if it does not."""
    try:
        return min(max(float(answer.headers.get("Retry-After", "")), 0.0), LONGEST)
    except ValueError:
        return 0.0


def _fault(answer: requests.Response) -> Fault:
    status = answer.status_code
    if _is_throttled(answer):
        return Fault("Canvas still says that there are too many requests; try again later", is_general=True)
    if status < 400:
        return Fault(f"Canvas sends on to {_whereto(answer)}: give its address as --url", is_general=True)
    if status >= 500:
        return Fault(f"Canvas failed, with status {status}")
    sentence = _SENTENCES.get(status, "Canvas refuses this")
    said = _said(answer)
    return Fault(f"{sentence} (status {status}{said and f': {said}'})", is_general=status == 401)


def _said(answer: requests.Response) -> str:
    """The first message of an answer in JSON; empty where there is none."""
    try:
        content = answer.json()
        errors = content.get("errors", content)
        first = errors[0] if isinstance(errors, list) else errors
        message = first.get("message", "") if isinstance(first, dict) else first
    except (ValueError, AttributeError, IndexError):
        return ""
    return one_line(_without_token(message, answer)) if isinstance(message, str) else ""


def _whereto(answer: requests.Response) -> str:
    """The host that an answer sends on to, without what stands behind it: that may repeat what was sent."""
    try:
        host = urlsplit(answer.headers.get("Location", "")).hostname
    except ValueError:
        host = None
    return one_line(_without_token(host, answer)) if host else "another address"


def _without_token(text: str, answer: requests.Response) -> str:
    """What a server says, in which it may say the token back."""
    token = str(answer.request.headers.get("Authorization", "")).removeprefix("Bearer ")
    return re.sub(re.escape(token), "...", text, flags=re.IGNORECASE) if token else text
