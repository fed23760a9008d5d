"""The report as JUnit XML: valid, and shown as CI users expect, whatever a student wrote."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model.feedback import Feedback
from grader.model.report import Report
from grader.model.verdict import Verdict
from grader.reports.junit import render
from tests.reports.conftest import exercise_of, item, report_of


class Rule(NamedTuple):
    """What the schema allows of one element."""

    required: str = ""
    optional: str = ""
    children: str = ""
    is_text: bool = False


SCHEMA = {
    "testsuites": Rule(optional="name time tests failures errors", children="testsuite"),
    "testsuite": Rule(
        required="name tests failures errors",
        optional="group time skipped timestamp hostname id package file log url",
        children="testsuite properties testcase system-out system-err",
    ),
    "properties": Rule(children="property"),
    "property": Rule(required="name value"),
    "testcase": Rule(
        required="name", optional="time classname group", children="skipped error failure system-out system-err"
    ),
    "failure": Rule(optional="type message", is_text=True),
    "error": Rule(optional="type message", is_text=True),
    "skipped": Rule(optional="type message", is_text=True),
    "system-out": Rule(is_text=True),
}
"""The rules of `junit-10.xsd` in Jenkins' xUnit plugin, as far as a report can touch them.

Told here in our own words: the file itself is published at
https://github.com/jenkinsci/xunit-plugin (src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd).
"""


def check_schema(element: ET.Element) -> None:
    """Fail unless the element and all below it are as the schema says."""
    rule = SCHEMA[element.tag]
    assert set(rule.required.split()) <= set(element.attrib), element.tag
    assert set(element.attrib) <= {*rule.required.split(), *rule.optional.split()}, element.tag
    assert {child.tag for child in element} <= set(rule.children.split()), element.tag
    assert re.fullmatch(r"[0-9,]*(\.[0-9]*)?", element.get("time", "")), "seconds, without a sign or exponent"
    assert rule.is_text or not (element.text or "").strip()
    assert not (element.tail or "").strip()
    for child in element:
        check_schema(child)


def read(report: Report) -> ET.Element:
    """The document as an XML reader sees it, which has checked that it is well-formed and fits the schema."""
    root = ET.fromstring(render(report).encode("utf-8"))  # noqa: S314 - our own text, and an attack must be seen
    assert root.tag == "testsuites"
    check_schema(root)
    return root


def case(root: ET.Element, name: str) -> ET.Element:
    return next(element for element in root.iter("testcase") if element.get("name", "").startswith(f"{name}: "))


@pytest.mark.parametrize("tag", ["testsuite", "testcase"])
def test_the_check_of_the_schema_finds_a_fault(tag: str, everything: Report) -> None:
    """An attribute that the schema does not know, such as pytest's `line`, is found."""
    root = read(everything)
    next(root.iter(tag)).set("line", "1")
    with pytest.raises(AssertionError):
        check_schema(root)


def test_a_suite_for_each_exercise_and_a_case_for_each_item(everything: Report) -> None:
    root = read(everything)
    assert [suite.get("id") for suite in root] == [suite.id for suite in everything.exercises]
    assert len(list(root.iter("testcase"))) == len(everything.items)
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("14", "9", "1")


@pytest.mark.parametrize(
    ("verdict", "tag"),
    [
        (Verdict.CORRECT, None),
        (Verdict.PARTIAL, "failure"),
        (Verdict.WRONG, "failure"),
        (Verdict.MISSING, "failure"),
        (Verdict.CRASHED, "failure"),
        (Verdict.TIMED_OUT, "failure"),
        (Verdict.OUT_OF_MEMORY, "failure"),
        (Verdict.FORBIDDEN, "failure"),
        (Verdict.UNDECIDED, "skipped"),
        (Verdict.SKIPPED, "skipped"),
        (Verdict.GRADER_ERROR, "error"),
    ],
)
def test_what_each_verdict_is(verdict: Verdict, tag: str | None) -> None:
    """It is counted as what it is shown as, in the suite and in the whole."""
    root = read(report_of(exercise_of("one", "One", item("f", verdict, 1.0))))
    assert [child.tag for child in case(root, "f")] == ([tag] if tag else [])
    for counted in (root, root[0]):
        assert counted.get("tests") == "1"
        assert counted.get("failures") == str(int(tag == "failure"))
        assert counted.get("errors") == str(int(tag == "error"))
    assert root[0].get("skipped") == str(int(tag == "skipped"))


def test_the_message_is_short_and_the_body_has_the_evidence(everything: Report) -> None:
    (fault, printed) = case(read(everything), "risk_derivative")
    assert fault.get("type") == "misconception.dropped_factor_two"
    assert (fault.get("message") or "").startswith("wrong, 0 / 2: The derivative of a square has a factor 2")
    assert (fault.text or "").startswith("risk_derivative(1, [0]) gave 1.0; expected 2.0\n")
    assert printed.text == "w = 1\nn = 1"


def test_points_are_properties(everything: Report) -> None:
    """Of the exercise and of each item; `?` where they are not known."""
    (_, convexity, claims) = read(everything)
    properties = {element.get("name"): element.get("value") for element in convexity.iter("property")}
    assert (properties["score"], properties["max_score"]) == ("1.5", "9.5")
    assert (properties["hessian.score"], properties["gram.max_score"]) == ("1.5", "2")
    assert {element.get("value") for element in claims.iter("property") if element.get("name") == "bonus.score"} == {
        "?"
    }


def test_remarks_on_the_submission_are_the_output_of_the_first_suite(everything: Report) -> None:
    first, *others = [suite.findtext("system-out") for suite in read(everything)]
    assert first == "convexity2.py was not read: no exercise has that name."
    assert others == [None, None]


def test_attacks_are_text(attack: str, attacked: Callable[[str], Report]) -> None:
    """A reader sees the same elements as for harmless work."""
    tags = [element.tag for element in read(attacked(attack)).iter() if element.tag != "system-out"]
    assert tags == [element.tag for element in read(attacked("x")).iter() if element.tag != "system-out"]


@pytest.mark.parametrize("text", ["a ]]> b", "<![CDATA[x", "&amp; <b> \"'", "<!-- x", "&#0; &#xD800;", "%pe;"])
def test_what_xml_can_hold_is_read_back_as_it_was(text: str) -> None:
    fault = item("f", Verdict.WRONG, 0.0, f"code: {text}", witness=text)
    (properties,) = case(read(report_of(exercise_of("one", "One", fault))), "f")
    assert properties.text == f"{text}\n{text}"
    assert properties.get("message") == f"wrong, 0 / 2: {text}"


@given(text=st.text(st.characters() | st.sampled_from("\x00\x0b\ufffe\uffff\ud800\x85\u2028<>&]\"'")))
def test_any_text_in_any_field_is_valid(text: str) -> None:
    """Ids and titles too, though those come from the author."""
    fault = item(text, Verdict.CRASHED, 0.0, title=text, witness=f"{text}x", output=text)
    fault = fault.model_copy(update={"feedback": (Feedback(code=text, text=text),)})
    exercise = exercise_of(text, text, fault)
    root = read(report_of(exercise, submission=text, notes=(Feedback(code=text, text=text),)))
    assert len(list(root.iter("failure"))) == 1
