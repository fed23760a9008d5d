"""A picture says what it shows, stands in any page, and is the same each time."""

import hashlib
import pkgutil
import re
import subprocess
import sys
from functools import cache
from typing import Any, get_args
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from grader.errors import UsageError
from grader.model.drawing import (
    LARGEST,
    Chord,
    Descent,
    DescentPlane,
    Fit,
    Form,
    FormDirection,
    Graph,
    Network,
    NetworkPoint,
    OfAnyKind,
    Table,
    Tangent,
)
from grader.model.feedback import Witness
from grader.reports import pictures
from grader.reports.pictures import KINDS, Picture, draw
from grader.reports.pictures.svg import COLOURS
from tests.reports.pictures.examples import EXAMPLES
from tests.slow import examples

HELPERS = {"svg", "plane", "wording"}
"""Files that draw no kind."""
MOST_BYTES = 40_000
PLAIN = {"svg", "g", "path", "defs", "clipPath", "rect", "use", "text", "pattern"}
"""Elements that a picture is made of: none runs or loads anything, or changes the page around it."""
ONE_OF_EACH = [*{example.drawing.kind: name for name, example in EXAMPLES.items()}.values()]
"""An example of each kind."""
DRAWN = pytest.mark.parametrize("name", EXAMPLES)


@cache
def drawn(name: str) -> Picture:
    """The picture of an example."""
    return draw(EXAMPLES[name].drawing)


def parsed(picture: Picture) -> ET.Element:
    """Its elements; an error for what is no XML."""
    return ET.fromstring(picture.svg)  # noqa: S314 - written here


def kinds_of(root: ET.Element) -> set[str]:
    """Names of its elements."""
    return {element.tag.partition("}")[2] for element in root.iter()}


def test_every_kind_is_drawn() -> None:
    """A kind without a file cannot be seen, and a file without a kind is never called."""
    kinds = {model.model_fields["kind"].default for model in get_args(get_args(OfAnyKind)[0])}
    files = {module.name for module in pkgutil.iter_modules(pictures.__path__)} - HELPERS
    assert kinds == {*KINDS}, "give KINDS of grader/reports/pictures/__init__.py a line for each kind of OfAnyKind"
    assert files == {*KINDS.values()}, "each file of grader/reports/pictures/ draws a kind, or is one of HELPERS here"
    shown = {example.drawing.kind for example in EXAMPLES.values()}
    assert shown == kinds, f"give EXAMPLES of tests/reports/pictures/examples.py one of {sorted(kinds - shown)}"


@DRAWN
def test_it_says_what_is_seen(name: str) -> None:
    """In sentences, with the numbers."""
    alt = drawn(name).alt
    assert [part for part in EXAMPLES[name].says if part not in alt] == [], alt
    assert alt.endswith(".")


@DRAWN
def test_it_stands_in_any_page(name: str) -> None:
    """One element with the alt text, of the page's width and colours, that loads nothing and changes nothing else."""
    picture = drawn(name)
    root = parsed(picture)
    assert root.get("role") == "img"
    assert root.get("aria-label") == picture.alt
    assert len(root.get("viewBox", "").split()) == 4
    assert "width: 100%" in root.get("style", "")
    assert "max-width" in root.get("style", "")
    assert len(picture.svg) < MOST_BYTES
    assert kinds_of(root) <= PLAIN
    assert [link for link in re.findall(r'(?:href|src)="([^"]*)"', picture.svg) if not link.startswith("#")] == []
    assert [colour for colour in COLOURS if colour in picture.svg] == []
    assert set(re.findall(r"#[0-9a-f]{6}", picture.svg)) <= set(re.findall(r"#[0-9a-f]{6}", "".join(COLOURS.values())))


@DRAWN
def test_texts_stay_texts(name: str) -> None:
    """They are read aloud, found and scaled, and no font is drawn."""
    texts = ["".join(element.itertext()) for element in parsed(drawn(name)).iter() if element.tag.endswith("}text")]
    assert len([text for text in texts if text.strip()]) >= 3


def test_many_stand_in_one_page() -> None:
    """No id comes twice, even of the same drawing, and each picture refers to ids of its own only."""
    again = [draw(EXAMPLES[name].drawing, "again").svg for name in ONE_OF_EACH]
    page = [drawn(name).svg for name in EXAMPLES] + again
    ids = [re.findall(r' id="([^"]*)"', svg) for svg in page]
    everywhere = [id_ for own in ids for id_ in own]
    assert len(everywhere) == len(set(everywhere))
    for svg, own in zip(page, ids, strict=True):
        assert set(re.findall(r'(?:url\(#|href="#)([^)"]+)', svg)) == set(own)


def test_the_same_drawing_gives_the_same_bytes() -> None:
    """In another process too, whatever the seed of its hashes."""
    code = (
        "import hashlib; from grader.reports.pictures import draw;"
        "from tests.reports.pictures.examples import EXAMPLES;"
        f"pictures = [draw(EXAMPLES[name].drawing).svg for name in {ONE_OF_EACH}];"
        "print(hashlib.sha256(''.join(pictures).encode()).hexdigest())"
    )
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    here = "".join(drawn(name).svg for name in ONE_OF_EACH)
    assert again.stdout.strip() == hashlib.sha256(here.encode()).hexdigest()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "$\\frac{1}{0$", "a\"b'c&d", "]]> -->", "\u202ex\x1b[2J\x00", "x" * 80]
)
def test_hostile_text_stays_text(text: str) -> None:
    """What a function is called shows as it is, or as a visible escape."""
    chord = EXAMPLES["chord above"].drawing
    picture = draw(chord.model_copy(update={"function": text, "axis": text}))
    root = parsed(picture)
    assert kinds_of(root) <= PLAIN
    assert not re.search("[\u202e\x1b\x00]", picture.svg + picture.alt)
    shown = "".join(root.itertext())
    assert text in shown or "\\u202e" in shown


def test_colours_stand_out_in_both_modes() -> None:
    """Against white and against near black, as far as the page chooses none itself."""
    for shown in COLOURS.values():
        for hexadecimal in re.findall(r"#([0-9a-f]{6})", shown):
            for paper in ("ffffff", "121212"):
                assert _contrast(hexadecimal, paper) >= 3, (shown, paper)


def _contrast(first: str, second: str) -> float:
    """As WCAG 2 has it."""
    darker, lighter = sorted(map(_luminance, (first, second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(hexadecimal: str) -> float:
    shares = [int(hexadecimal[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_matplotlib_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A usage error says what to install; a table needs nothing."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(UsageError, match=r"pip install 'coursegrade\[html\]'"):
        draw(EXAMPLES["form"].drawing)
    assert draw(EXAMPLES["vector"].drawing).svg


def test_matplotlib_is_imported_only_to_draw_and_keeps_its_settings() -> None:
    """Not for a table, nor by importing pictures; nothing global is changed, and no window is opened."""
    code = """
import sys
from grader.reports.pictures import draw
from tests.reports.pictures.examples import EXAMPLES
draw(EXAMPLES["vector"].drawing)
is_there = "matplotlib" in sys.modules
import matplotlib
def settings():
    return {name: matplotlib.rcParams[name] for name in matplotlib.rcParams if name != "backend"}
before = settings()
draw(EXAMPLES["form"].drawing)
print(is_there, settings() == before, "matplotlib.pyplot" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "False"]


@DRAWN
def test_a_drawing_is_read_back_from_json(name: str) -> None:
    """As a report that was written down has it: it gives the same picture."""
    drawing = EXAMPLES[name].drawing
    again: Any = TypeAdapter(OfAnyKind).validate_json(drawing.model_dump_json())
    assert again == drawing
    assert draw(again) == drawn(name)


NUMBERS = st.floats(-LARGEST, LARGEST) | st.floats(-3, 3) | st.sampled_from([0.0, -LARGEST, LARGEST, 1e-300])
HEIGHTS = st.tuples(NUMBERS, st.none() | NUMBERS, st.none() | NUMBERS)
ENDS = st.sampled_from([(0.0, 1.0), (-LARGEST, LARGEST), (-3.0, 2.5), (0.0, 1e-300), (LARGEST - 1e7, LARGEST)])
GRAPHS = st.builds(lambda ends, heights: Graph(low=ends[0], high=ends[1], heights=heights), ENDS, HEIGHTS)
POINTS = st.tuples(NUMBERS, NUMBERS)
NAMES = st.text(max_size=10)
GRID = st.lists(st.tuples(*[NUMBERS] * 3), min_size=3, max_size=3).map(tuple)
ROWS = st.tuples(st.tuples(*[st.floats(allow_nan=False, allow_infinity=False)] * 2))
PATHS, POINT_PATHS = (st.lists(part, min_size=1, max_size=4).map(tuple) for part in (NUMBERS, POINTS))
ANY = {
    "chord": st.builds(Chord, function=NAMES, axis=NAMES, graph=GRAPHS, ends=st.tuples(POINTS, POINTS), at=NUMBERS,
                       chord_height=NUMBERS, graph_height=NUMBERS, gave=st.none() | NUMBERS),
    "descent": st.builds(Descent, asked=st.sampled_from(["end", "step", "count"]), graph=GRAPHS, right=PATHS,
                         steps=st.integers(0, 1000), given=PATHS, gave=NUMBERS, target=st.none() | NUMBERS),
    "descent_plane": st.builds(DescentPlane, asked=st.sampled_from(["end", "step"]),
                               low=st.just((0.0, -LARGEST)), high=st.just((1e-300, LARGEST)),
                               heights=GRID, right=POINT_PATHS, steps=st.integers(0, 1000), given=POINT_PATHS),
    "network": st.builds(
        Network, hidden=st.tuples(st.tuples(*[NUMBERS] * 3)), output=POINTS, level=st.none() | NUMBERS,
        points=st.lists(st.builds(NetworkPoint, point=POINTS, gave=NUMBERS, expected=NUMBERS), min_size=1, max_size=3)),
    "tangent": st.builds(Tangent, asked=st.sampled_from(["line", "curvature"]), function=NAMES, graph=GRAPHS,
                         at=NUMBERS, height=NUMBERS, given=GRAPHS, right=st.none() | GRAPHS),
    "form": st.builds(Form, matrix=st.none() | st.tuples(POINTS, POINTS), directions=st.tuples(
        st.builds(FormDirection, vector=POINTS, value=NUMBERS, whose=st.sampled_from(["given", "shown"])))),
    "fit": st.builds(Fit, points=st.tuples(POINTS), count=st.integers(1, 500), predicted=st.tuples(NUMBERS),
                     given=GRAPHS, given_squares=NUMBERS, best=st.none() | GRAPHS, best_squares=NUMBERS),
    "table": st.builds(Table, shape=st.sampled_from([(1, 2), (9, 9)]), start=st.just((0, 0)), gave=ROWS,
                       expected=st.none() | ROWS, differing=st.just(((0, 1),)), count=st.integers(1, 9)),
}  # fmt: skip
"""Drawings of a kind with any numbers that it may hold."""


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=examples(32), phases=[Phase.explicit, Phase.generate])  # to shrink pictures takes minutes
@given(data=st.data())
def test_any_numbers_can_be_seen(kind: str, data: st.DataObject) -> None:
    """A drawing that is valid has a picture, be it an odd one: its numbers came from a student."""
    picture = draw(data.draw(ANY[kind]))
    assert parsed(picture).get("aria-label") == picture.alt
    assert len(picture.svg) < MOST_BYTES
    assert "nan" not in picture.alt


def test_a_chord_that_touches_says_so() -> None:
    """Neither above nor below."""
    chord = EXAMPLES["chord above"].drawing
    assert isinstance(chord, Chord)
    touching = chord.model_copy(update={"graph_height": chord.chord_height})
    assert "they touch there" in draw(touching).alt


@cache
def schema() -> dict[str, Any]:
    """What is published of a witness."""
    return Witness.model_json_schema(mode="serialization")


@DRAWN
def test_the_published_schema_describes_it(name: str) -> None:
    """As one kind, and no other."""
    witness = Witness(kind="call", text="f() gave 1", drawing=EXAMPLES[name].drawing)
    jsonschema.validate(witness.model_dump(mode="json"), schema())
