"""A server like Canvas, and the small book of the exports."""

from collections.abc import Iterator

import pytest

from grader.model.book import BookRow
from tests.gradebook.exports.conftest import PERSONS, small_book
from tests.gradebook.push.canvas_server import Canvas, canvas_server


@pytest.fixture
def canvas() -> Iterator[Canvas]:
    """The server, with the five students of the book and a sixth, and an assignment for each exercise."""
    with canvas_server() as server:
        for person in PERSONS.values():
            texts = {"name": person.name, "login_id": person.id, "email": person.email, "sis_user_id": person.number}
            server.users.append({"id": int(person.external), **texts})
        server.users.append({"id": 99, "name": "Somebody Else", "login_id": "else", "email": None})
        titles = {4711: ("The XOR problem", 4.0), 4712: ("hessian", 2.0), 4713: ("Essay", 10.0)}
        server.assignments += [
            {"id": number, "name": title, "points_possible": most, "grading_type": "points"}
            for number, (title, most) in titles.items()
        ]
        for number in titles:
            for user in server.users:
                server.hold(number, user["id"], None)
        yield server


@pytest.fixture
def book() -> list[BookRow]:
    """Ada good, Bob late, Grace excused from the second exercise, Kurt's first one open, Emmy without any."""
    return small_book()
