"""A report as JUnit XML, which Jenkins, GitLab and most other CI systems show as test results.

    exercise --> testsuite     points, and how the work was confined, as properties
    item     --> testcase      failure   an answer that earns less than all of its points
                               error     the grader itself failed
                               skipped   not judged, right as far as can be told, or open

An item that is not started is a failure: were it skipped, untouched work would show as a run without a fault.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterable

from grader.model.report import ExerciseScore, ItemScore, Report
from grader.model.verdict import Verdict
from grader.reports.clean import one_line
from grader.reports.words import confinement, details, explained, meaning, number, points, state

_TAGS = {
    Verdict.CORRECT: None,
    Verdict.GRADER_ERROR: "error",
    Verdict.SKIPPED: "skipped",
    Verdict.UNDECIDED: "skipped",
}
"""How a verdict is shown; every other one is a failure."""


def render(report: Report) -> str:
    """The report as an XML document that the schema `junit-10.xsd` of Jenkins' xUnit plugin allows.

    Every text is cleaned before: what XML 1.0 cannot hold, such as control characters, is written as a visible escape.
    """
    root = ET.Element("testsuites", name=_name(report), time=f"{report.timing.seconds:.3f}")
    # Viewers add up what the suites say, or read it here: both are there, and agree.
    root.attrib.update(_counts(report.items))
    root.extend(_suite(report, exercise) for exercise in report.exercises)
    remarks = [*(one_line(note.text, limit=1000) for note in report.notes), *filter(None, [confinement(report)])]
    if remarks and len(root):  # on the whole submission, for which the schema has no place
        ET.SubElement(root[0], "system-out").text = "\n".join(remarks)
    ET.indent(root)
    # By hand: as text, ElementTree writes a declaration with the encoding of this machine, or none
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _name(report: Report) -> str:
    return one_line(f"{report.course.name} {report.course.version}: {report.submission.id}")


def _counts(items: Iterable[ItemScore]) -> dict[str, str]:
    tags = [_tag(item) for item in items]
    return {"tests": str(len(tags)), "failures": str(tags.count("failure")), "errors": str(tags.count("error"))}


def _tag(item: ItemScore) -> str | None:
    return _TAGS.get(item.verdict, "failure")


def _suite(report: Report, exercise: ExerciseScore) -> ET.Element:
    """An exercise; the schema knows properties of suites only, so the points of each item stand here too."""
    skipped = sum(_tag(item) == "skipped" for item in exercise.items)
    suite = ET.Element("testsuite", name=one_line(exercise.title), id=one_line(exercise.id))
    suite.attrib.update(_counts(exercise.items) | {"skipped": str(skipped)})
    properties = ET.SubElement(suite, "properties")
    for name, value in _properties(report, exercise).items():
        ET.SubElement(properties, "property", name=name, value=value)
    suite.extend(_case(exercise, item) for item in exercise.items)
    return suite


def _properties(report: Report, exercise: ExerciseScore) -> dict[str, str]:
    properties = {"score": number(exercise.score), "max_score": number(exercise.max_score)}
    for item in exercise.items:
        name = one_line(item.id)
        properties |= {f"{name}.score": number(item.score), f"{name}.max_score": number(item.max_score)}
    digest, level = report.submission.digest, report.environment.sandbox.level
    return properties | {"submission": one_line(digest), "sandbox": one_line(level)}


def _case(exercise: ExerciseScore, item: ItemScore) -> ET.Element:
    """An item: in viewers that show a list, its id below its exercise's, with the title beside it."""
    name = one_line(f"{item.id}: {item.title}")
    case = ET.Element("testcase", classname=one_line(exercise.id), name=name)
    said = details(item)
    tag = _tag(item)
    if tag is not None:
        fault = ET.SubElement(case, tag, type=_type(item), message=_message(item))
        fault.text = "\n".join([*said.witness, *said.feedback, *_explained(item)])
    if said.printed:
        ET.SubElement(case, "system-out").text = "\n".join(said.printed)
    return case


def _type(item: ItemScore) -> str:
    """The code of the first sentence, for programs; the verdict where nothing is said."""
    return one_line(item.feedback[0].code if item.feedback else item.verdict.value)


def _message(item: ItemScore) -> str:
    """The verdict, the points, and the first sentence: what a viewer shows before anybody looks closer."""
    told = [said.text for said in item.feedback if said.text]
    first = told[0] if told else meaning(item) or "see below"
    return one_line(f"{state(item)}, {points(item.score, item.max_score)}: {first}")


def _explained(item: ItemScore) -> list[str]:
    sentence = explained(item)
    return [] if sentence is None else [sentence]
