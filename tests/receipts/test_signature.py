"""A signature is on the content: whatever is changed breaks it, and however it is written keeps it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.receipts.canonical import signed_bytes
from grader.receipts.signature import signature_fault
from grader.receipts.signing_keys import read_public_keys
from grader.reports.json import content_of, parse, render, report_in
from tests.receipts.conftest import Office

Way = tuple[str | int, ...]
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def signed(office: Office) -> str:
    """A signed report, as JSON."""
    return render(office.signed("ada"))


def fault(office: Office, content: dict[str, Any], *keys: str) -> str:
    """What is said against a report."""
    public = read_public_keys([office.folder / f"{name}.pub" for name in keys or ("instructor",)])
    return signature_fault(content, report_in(content), public)


def leaves(value: Any, way: Way = ()) -> Iterator[Way]:
    """The way to each value in a report that is no container, and to each empty one."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield from leaves(part, (*way, name))
    if not isinstance(value, (dict, list)) or not value:
        yield way


def changed(content: dict[str, Any], way: Way, value: Any) -> dict[str, Any]:
    """The content with another value at one place."""
    whole = json.loads(json.dumps(content))
    holder = whole
    for step in way[:-1]:
        holder = holder[step]
    holder[way[-1]] = value
    assert isinstance(whole, dict)
    return whole


def other(value: Any) -> Any:
    """A value of the same type that is not the same."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    return f"{value}x" if isinstance(value, str) else "x"


def test_a_signed_report_is_real_to_those_who_know_the_key(office: Office, signed: str) -> None:
    """And to nobody else."""
    content = content_of(signed)
    assert fault(office, content) == fault(office, content, "stranger", "instructor") == ""
    assert "not known here" in fault(office, content, "stranger")


def test_every_value_of_a_report_is_signed_but_its_timing(office: Office, signed: str) -> None:
    """One after another, each is changed: marks, verdicts, level, versions, whose it is, and the receipt itself."""
    content = content_of(signed)
    ways = [way for way in leaves(content) if way[0] != "timing"]
    assert {way[-1] for way in ways} >= {"score", "verdict", "level", "id", "digest", "version", "seed", "signed_at"}
    for way in ways:
        value = content
        for step in way:
            value = value[step]  # type: ignore[index]
        try:
            assert fault(office, changed(content, way, other(value))), way
        except UsageError:
            continue  # no report any more, such as one of another schema
    assert fault(office, changed(content, ("timing", "seconds"), 99.0)) == ""


@SHARED
@given(data=st.data())
def test_any_changed_byte_of_what_is_signed_breaks_the_signature(
    office: Office, signed: str, data: st.DataObject
) -> None:
    """Of the canonical content, in any place and to any other byte."""
    [public] = read_public_keys([office.public])
    content = content_of(signed)
    whole = bytearray(signed_bytes(content))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    try:
        again = {**json.loads(whole), "timing": content["timing"]}
        again["receipt"]["signature"] = content["receipt"]["signature"]
        report = report_in(again)
    except (ValueError, UsageError, KeyError, TypeError):
        return  # it is no report any more
    assert signature_fault(again, report, [public])


@SHARED
@given(
    indent=st.one_of(st.none(), st.integers(0, 8), st.just("\t")),
    is_ascii=st.booleans(),
    order=st.randoms(use_true_random=False),
    as_integers=st.booleans(),
)
def test_any_way_of_writing_the_same_content_keeps_the_signature(
    office: Office, signed: str, *, indent: int | str | None, is_ascii: bool, order: Any, as_integers: bool
) -> None:
    """Indented otherwise, names in another order, letters escaped or not, 8 for 8.0."""

    def rewritten(value: Any) -> Any:
        if isinstance(value, dict):
            names = list(value)
            order.shuffle(names)
            return {name: rewritten(value[name]) for name in names}
        if isinstance(value, list):
            return [rewritten(part) for part in value]
        return int(value) if as_integers and isinstance(value, float) and value.is_integer() else value

    text = json.dumps(rewritten(content_of(signed)), indent=indent, ensure_ascii=is_ascii)
    assert fault(office, content_of(text)) == ""


def test_what_is_written_and_read_again_is_the_same(signed: str) -> None:
    """A receipt changes nothing about how a report is written."""
    assert render(parse(signed)) == signed


def test_a_report_that_says_a_thing_twice_is_none(office: Office, signed: str) -> None:
    """One reader would take the first and another the last of them, and only one of the two was signed."""
    twice = signed.replace('"score": ', '"score": 99.0, "score": ', 1)
    with pytest.raises(UsageError, match="twice"):
        content_of(twice)


def test_a_signature_has_one_spelling(office: Office, signed: str) -> None:
    """What is no Base64, and the same with something between, are no signatures."""
    content = content_of(signed)
    signature = content["receipt"]["signature"]
    spare = chr(ord(signature[-3]) + 1)  # its last bits count for nothing where Base64 is read loosely
    others = (
        f"{signature[:-3]}{spare}==",
        signature[:-1],
        f" {signature}",
        f"{signature[:8]}\n{signature[8:]}",
        "",
        "é",
    )
    for text in others:
        assert fault(office, changed(content, ("receipt", "signature"), text)), repr(text)


def test_a_signature_is_no_key_s_own_word_for_another(office: Office) -> None:
    """A stranger's signature under the name of the known key."""
    content = content_of(render(office.signed("ada", key="stranger")))
    known = content_of(render(office.signed("ada")))["receipt"]["key"]
    assert "changed after it was signed" in fault(office, changed(content, ("receipt", "key"), known))


def test_two_signings_at_one_moment_are_the_same_bytes(office: Office) -> None:
    """Apart from timing, as of every report."""
    one, two = (content_of(render(office.signed("ada"))) for _ in range(2))
    assert {**one, "timing": 0} == {**two, "timing": 0}


def test_a_report_without_a_receipt_has_no_place_for_one(office: Office) -> None:
    """It is written as it was before there were receipts."""
    text = render(office.graded("ada"))
    assert "receipt" not in json.loads(text)
    assert fault(office, content_of(text)) == "unsigned: the student's word"


def test_what_a_later_version_adds_is_signed(signed: str) -> None:
    """What this version does not know of a report counts as content."""
    content = content_of(signed)
    assert signed_bytes(content) != signed_bytes({**content, "since": "later"})


def test_the_course_s_hash_is_that_of_its_files_wherever_they_lie(office: Office, tmp_path: Path) -> None:
    """Not of the folder, of compiled files, or of what an editor leaves; of each name and content."""
    import shutil

    from grader.course.portable_digest import portable_digest

    before = portable_digest(office.course)
    there = tmp_path / "elsewhere" / "course"
    shutil.copytree(office.course, there)
    (there / "solutions" / "__pycache__").mkdir(exist_ok=True)
    (there / "solutions" / "__pycache__" / "double.cpython-313.pyc").write_bytes(b"x")
    (there / "exercises" / ".double.py.swp").write_bytes(b"x")
    (there / "README.md").write_bytes(b"x")
    assert portable_digest(there) == before
    (there / "solutions" / "double.py").rename(there / "solutions" / "double2.py")
    assert portable_digest(there) != before
    (there / "solutions" / "double2.py").rename(there / "solutions" / "double.py")
    with (there / "solutions" / "double.py").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert portable_digest(there) != before
