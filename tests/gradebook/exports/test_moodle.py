"""Moodle: grades for its gradebook, and an assignment's worksheet filled in."""

import csv
import io
from dataclasses import replace

import pytest

from grader.errors import UsageError
from grader.gradebook.exports import moodle
from grader.model.book import BookColumn, BookRow, Counted
from grader.model.gradebook import Person
from tests.gradebook.exports.conftest import COLUMNS, PERSONS
from tests.gradebook.made import attempt, mark

WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\r\n"
    'Participant 17,Ada Lovelace,ada@x.org,Submitted,,6.00,Yes,"Sunday, 1 November 2026, 9:00 AM",-,\r\n'
    "Participant 1018,Bob,bob@x.org,Submitted,1.00,6.00,Yes,-,-,old\r\n"
    "Participant 19,Grace Hopper,grace@x.org,Submitted,,6.00,No,-,-,\r\n"
    "Participant 20,Kurt,kurt@x.org,Submitted,3.00,6.00,Yes,-,-,by hand\r\n"
    "Participant 99,Somebody Else,else@x.org,,,6.00,Yes,-,-,\r\n"
)
ADA = "hessian: 2; matrix 2 / 2 correct", "xor: 3.5; relu 2.5 / 3 partial; net 1 / 1 correct"
BOB = (
    "hessian: 0 (1 day late: 10 % less); matrix 0 / 2 wrong",
    ("xor: 3.6 (1 day late: 10 % less); relu 3 / 3 correct; net 1 / 1 correct"),
)


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def test_grades_and_feedback_stand_side_by_side(book: list[BookRow]) -> None:
    """A dash for no grade, and no feedback without a grade: Moodle would take the grade away."""
    made = moodle.new(book, COLUMNS)
    head, *lines = cells(made.content)
    assert head == ["Email address", "The XOR problem", "The XOR problem (feedback)", "hessian", "hessian (feedback)"]
    assert lines[0] == ["ada@x.org", "3.5", ADA[1], "2", ADA[0]]
    assert lines[1] == ["bob@x.org", "3.6", BOB[1], "0", BOB[0]]
    assert [line[3:] for line in lines[2:3]] == [["-", ""]]
    assert lines[3][1:3] == ["-", ""]
    assert lines[4][1:] == ["-", "", "-", ""]


def test_students_by_number(book: list[BookRow]) -> None:
    """One unknown user would stop the import, so who has no number is left out and named."""
    nameless = replace(book[0], person=Person("zoe", email="zoe@x.org"))
    made = moodle.new([*book, nameless], COLUMNS, by="number")
    assert [line[0] for line in cells(made.content)] == ["ID number", "1815", "1900", "1906", "1931", "1882"]
    assert made.notes == ("zoe: left out: without id number",)


def test_two_students_of_one_key_are_both_left_out(book: list[BookRow]) -> None:
    double = replace(book[1], person=replace(PERSONS["bob"], email="ada@x.org"))
    made = moodle.new([book[0], double, book[2]], COLUMNS)
    assert [line[0] for line in cells(made.content)[1:]] == ["grace@x.org"]
    assert made.notes == ("ada, bob: left out: they have the same key",)


def test_a_worksheet_is_filled_in(book: list[BookRow]) -> None:
    """By participant, else by email; everything else keeps every byte, also where a grade is locked or not known."""
    made = moodle.filled(book, COLUMNS, WORKSHEET.encode())
    ada = "xor: 3.5; relu 2.5 / 3 partial; net 1 / 1 correct<br>hessian: 2; matrix 2 / 2 correct"
    bob = f"{BOB[1]}<br>{BOB[0]}"
    expected = WORKSHEET.replace('Submitted,,6.00,Yes,"Sunday, 1 November 2026, 9:00 AM",-,', "ADA").replace(
        "Submitted,1.00,6.00,Yes,-,-,old", f"Submitted,3.6,6.00,Yes,-,-,{bob}"
    )
    expected = expected.replace("ADA", f'Submitted,5.5,6.00,Yes,"Sunday, 1 November 2026, 9:00 AM",-,{ada}')
    assert made.content.decode() == expected
    assert made.notes == (
        "emmy: not in the file, or not told apart there",
        "grace: their grade can't be changed",
        "kurt: points are not known; what the file had is kept",
    )


def test_filling_in_twice_changes_nothing(book: list[BookRow]) -> None:
    once = moodle.filled(book, COLUMNS, WORKSHEET.encode())
    assert moodle.filled(book, COLUMNS, once.content) == once


@pytest.mark.parametrize(
    ("maximum", "grade"), [("12.00", "11"), ('"12,00"', "11"), ('"10,00"', '"9,1667"'), ("", "5.5"), ("A to F", "5.5")]
)
def test_grades_are_of_the_worksheet_s_maximum(book: list[BookRow], maximum: str, grade: str) -> None:
    """In its own notation; a maximum that is no number is taken to be ours."""
    sheet = WORKSHEET.replace("6.00", maximum)
    made = moodle.filled(book[:1], COLUMNS, sheet.encode())
    assert f"Submitted,{grade},{maximum},Yes" in made.content.decode()
    assert ("were brought to the worksheet's" in " ".join(made.notes)) == (grade != "5.5")


def test_only_the_exercises_that_are_asked_for_count(book: list[BookRow]) -> None:
    made = moodle.filled(book[:1], COLUMNS[:1], WORKSHEET.replace("6.00", "4.00").encode())
    assert b"Submitted,3.5,4.00" in made.content
    assert b"hessian" not in made.content


def test_what_is_excused_and_nothing_else_is_no_zero(book: list[BookRow]) -> None:
    """An excused student without any points keeps the cell as it is."""
    excused = BookRow(PERSONS["ada"], {"xor": Counted("xor", None, None, None, excused=True)})
    made = moodle.filled([excused], COLUMNS, WORKSHEET.encode())
    assert made.content == WORKSHEET.encode()


def test_a_worksheet_without_feedback_gets_grades(book: list[BookRow]) -> None:
    made = moodle.filled(book[:1], COLUMNS, b"Identifier,Grade\nParticipant 17,\n")
    assert made.content == b"Identifier,Grade\nParticipant 17,5.5\n"
    (said,) = made.notes
    assert said.startswith("the worksheet has no feedback comments: only grades; --column")


def test_feedback_is_text_for_moodle_s_editor() -> None:
    """Moodle takes feedback for HTML, and what it shows is what was said."""
    odd = attempt("ada", [mark("<b>&", 1.0)], exercise="=x")
    row = BookRow(PERSONS["ada"], {"=x": Counted("=x", odd, 1.0, 1.0)})
    ((_, _, said),) = cells(moodle.new([row], [BookColumn("=x", 1.0)]).content)[1:]
    assert said == "'=x: 1; &lt;b&gt;&amp; 1 / 1 correct"


def test_another_file_is_told() -> None:
    with pytest.raises(UsageError, match=r"has no 'Identifier' and 'Grade', .*it has 'Student', 'ID'"):
        moodle.filled([], COLUMNS, b"Student,ID\n")


GERMAN = (
    "ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,Bewertung kann geändert werden,"
    "Zuletzt geändert (Abgabe),Zuletzt geändert (Bewertung),Feedback als Kommentar\r\n"
    'Teilnehmer/in17,Ada Lovelace,ada@x.org,Abgegeben,,"12,00",Ja,-,-,\r\n'
    'Teilnehmer/in1018,Bob,bob@x.org,Abgegeben,"1,50","12,00",Ja,-,-,alt\r\n'
    'Teilnehmer/in19,Grace Hopper,grace@x.org,Abgegeben,,"12,00",Nein,-,-,\r\n'
)
ALL_HEADS = {
    "Identifier": "ID",
    "Grade": "Bewertung",
    "Maximum Grade": "Bestwertung",
    "Grade can be changed": "Bewertung kann geändert werden",
    "Email address": "E-Mail-Adresse",
    "Feedback comments": "Feedback als Kommentar",
}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_worksheet_in_another_language(book: list[BookRow], delimiter: str) -> None:
    """Its columns are told by their places, and it is said which; feedback is not, as nothing tells its column."""
    sheet = GERMAN.replace('"12,00"', "12.00").replace('"1,50"', "1.50").replace(",", delimiter)
    made = moodle.filled(book[:2], COLUMNS, sheet.encode())
    lines = [line.split(delimiter) for line in made.content.decode().splitlines()]
    assert [line[4] for line in lines[1:]] == ["11", "7.2", ""]
    assert [line[9] for line in lines[1:]] == ["", "alt", ""]
    told = "told by their places, as their names are not English: Identifier is 'ID', Grade is 'Bewertung', "
    assert made.notes[0] == f"{told}Maximum Grade is 'Bestwertung', Email address is 'E-Mail-Adresse'"
    assert made.notes[-1].startswith("the worksheet has no feedback comments: only grades; --column")


def test_a_worksheet_whose_columns_are_named(book: list[BookRow]) -> None:
    """Everything is as in English: feedback, the comma of the maximum, and grades that can't be changed."""
    made = moodle.filled(book[:3], COLUMNS, GERMAN.encode(), heads=ALL_HEADS)
    rows = cells(made.content)
    assert [row[4] for row in rows[1:]] == ["11", "7,2", ""]
    assert rows[1][9].startswith("xor: 3.5; relu 2.5 / 3 partial")
    assert made.notes == (
        "grace: their grade can't be changed",
        "6 points were brought to the worksheet's 12",
    )


def test_what_is_not_named_is_still_told_by_its_place(book: list[BookRow]) -> None:
    """A grade out of six would be wrong in a worksheet out of twelve."""
    made = moodle.filled(book[:1], COLUMNS, GERMAN.encode(), heads={"Identifier": "ID", "Grade": "Bewertung"})
    assert cells(made.content)[1][4] == "11"
    assert "Maximum Grade is 'Bestwertung'" in made.notes[0]


@pytest.mark.parametrize(
    ("sheet", "filled", "placed"),
    [
        ("ID,Note,Max\nT 17,,12\nT 18,12,12\n", "ID,Note,Max\nT 17,11,12\nT 18,12,12\n", ""),
        ("ID,Wer,Note,Max\nT 17,A,,12\n", "ID,Wer,Note,Max\nT 17,A,11,12\n", ""),
        ("ID,Post,Note,Max\nT 17,a@b,,12\n", "ID,Post,Note,Max\nT 17,a@b,11,12\n", ", Email address is 'Post'"),
        ("ID,Post,P2,Note,Max\nT 17,a@b,c@d,,12\n", "ID,Post,P2,Note,Max\nT 17,a@b,c@d,11,12\n", ""),
        ("ID,Post,Note,Max\nT 17,a@b,,12\nT 1,b,,12\n", "ID,Post,Note,Max\nT 17,a@b,11,12\nT 1,b,,12\n", ""),
    ],
    ids=["the smallest", "a name", "an address", "two addresses", "an address that one lacks"],
)
def test_columns_are_told_by_their_places(book: list[BookRow], sheet: str, filled: str, placed: str) -> None:
    """Participants first, the maximum behind the grade, which may be as large; one column of addresses."""
    made = moodle.filled(book[:1], COLUMNS, sheet.encode())
    assert made.content.decode() == filled
    assert made.notes[0].partition("Maximum Grade is 'Max'")[2] == placed


@pytest.mark.parametrize(
    ("said", "is_filled"), [("No", False), ("nein", False), (" NON ", False), ("Yes", True), ("Ja", True), ("", True)]
)
def test_a_grade_that_cannot_be_changed_stays(book: list[BookRow], said: str, *, is_filled: bool) -> None:
    """In the languages that are known."""
    sheet = f"Identifier,Grade,Grade can be changed\nParticipant 17,,{said}\n"
    made = moodle.filled(book[:1], COLUMNS, sheet.encode())
    assert made.content.decode() == (sheet.replace(",,", ",5.5,", 1) if is_filled else sheet)
    assert ("ada: their grade can't be changed" in made.notes) != is_filled


@pytest.mark.parametrize(
    ("identifier", "email", "is_filled"),
    [
        ("17", "", True),
        ("Participant 17 ", "", True),
        ("", "ada@x.org", True),
        ("Participant 18", " ada@x.org ", True),
        ("Participant 18", "else@x.org", False),
        ("17a", "", False),
    ],
)
def test_a_row_is_found_by_participant_or_address(
    book: list[BookRow], identifier: str, email: str, *, is_filled: bool
) -> None:
    """Whatever stands around them."""
    sheet = f"Identifier,Email address,Grade\n{identifier},{email},\n"
    assert (b"5.5" in moodle.filled(book[:1], COLUMNS, sheet.encode()).content) == is_filled


@pytest.mark.parametrize(("most", "says"), [(1.0, "1 point was brought"), (2.0, "2 points were brought")])
def test_points_of_another_maximum_are_told(most: float, says: str) -> None:
    """Once, with both."""
    row = BookRow(
        PERSONS["ada"], {"x": Counted("x", attempt("ada", [mark("f", most, most)], exercise="x"), most, most)}
    )
    sheet = b"Identifier,Grade,Maximum Grade\n17,,4\n18,,4\n"
    made = moodle.filled([row], [BookColumn("x", most)], sheet)
    assert made.content == sheet.replace(b"17,,", b"17,4,")
    assert made.notes[0] == f"{says} to the worksheet's 4"


UNCLEAR = {
    "two columns": "ID,Bestwertung\r\nTeilnehmer/in17,12\r\n",
    "two columns that could be the maximum": GERMAN.replace(",Ja,", ",20,").replace(",Nein,", ",20,"),
    "no maximum": GERMAN.replace('"12,00"', "A"),
    "maxima that differ": GERMAN.replace('"12,00"', '"6,00"', 1),
    "a grade above the maximum": GERMAN.replace('"1,50"', '"13,00"'),
    "participants without a number": GERMAN.replace("Teilnehmer/in19", "Grace"),
    "a participant twice": GERMAN.replace("Teilnehmer/in19", "Teilnehmer/in17"),
    "two columns of one name": GERMAN.replace("Bestwertung", "Bewertung"),
    "nobody in it": GERMAN.partition("\r\n")[0],
}


@pytest.mark.parametrize("kind", UNCLEAR)
def test_a_worksheet_that_can_be_seen_in_two_ways_is_not_touched(kind: str) -> None:
    """The message names the columns that are there, and how to say which is which."""
    with pytest.raises(UsageError, match=r"has no 'Identifier' and 'Grade'.* 'ID', .*--column Grade=Bewertung"):
        moodle.filled([], COLUMNS, UNCLEAR[kind].encode())


@pytest.mark.parametrize(
    ("heads", "says"),
    [
        ({"Grade": "Note"}, "has no 'Identifier' and 'Note'"),
        ({"Note": "Grade"}, "a worksheet has no 'Note'; what can be named is 'Identifier', 'Email address', 'Grade'"),
    ],
)
def test_a_column_that_is_not_there(heads: dict[str, str], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        moodle.filled([], COLUMNS, GERMAN.encode(), heads=heads)
