r"""LaTeX formulas as MathML that is seen and read aloud: what shows is what a screen reader meets.

    x_k^2 \ge 0   ->   <math><msubsup><mi>x</mi><mi>k</mi><mn>2</mn></msubsup><mo>≥</mo><mn>0</mn></math>

latex2mathml reads the formula. What it gives is built anew from the elements and attributes that are listed here, and
every text is escaped. A formula that it does not understand is shown as it is typed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import zip_longest
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markupsafe import Markup, escape

from grader.reports.html.environment import lacks_extra

_CHILDREN: Mapping[str, int | None] = {
    **dict.fromkeys(["mrow", "mi", "mn", "mo", "mtext", "mspace", "msqrt", "mstyle", "mtable", "mtr", "mtd"]),
    **dict.fromkeys(["mfrac", "mroot", "msub", "msup", "munder", "mover"], 2),
    **dict.fromkeys(["msubsup", "munderover"], 3),
}
"""The elements that a formula may have, and how many children each needs; None for any number."""
_ATTRIBUTES = frozenset(
    {"mathvariant", "stretchy", "fence", "form", "minsize", "maxsize", "width", "lspace", "rspace", "accent"}
)
_THIN = "0.167em"
_WIDE_GAP = "2em"
"""A `\\qquad`, which stands between two formulas: they come below each other where there is no room for both."""
_CLOSE = {"lspace": "0", "rspace": "0"}
_SIGNS: Mapping[str, Mapping[str, str]] = {
    ":": {},
    ";": {"lspace": "0", "rspace": "0.278em"},
    "′": _CLOSE,
    "″": _CLOSE,
    "‴": _CLOSE,
    "|": _CLOSE,
    "‖": _CLOSE,
}
"""Signs, some of which latex2mathml takes for variables, with the room around each."""


class Node(NamedTuple):
    """An element of MathML with its text, or with its children."""

    tag: str
    attributes: Mapping[str, str]
    text: str
    children: tuple["Node", ...]


class _NotUnderstoodError(Exception):
    """A formula that latex2mathml cannot read, or reads only in part."""


def to_mathml(formula: str, *, is_display: bool = False) -> Markup:
    """The formula as MathML; as LaTeX in `<code>` where it is not understood.

    Raises
    ------
    UsageError
        If latex2mathml is not installed.
    """
    display = "block" if is_display else "inline"
    try:
        nodes = _tidied(_read(formula, display))
    except _NotUnderstoodError:
        return Markup('<code class="formula">{}</code>').format(formula)
    maths = [Markup('<math display="{}">{}</math>').format(display, _written(part)) for part in _parts(nodes)]
    return Markup('<span class="formula">{}</span>').format(Markup("\n").join(maths)) if is_display else maths[0]


def _read(formula: str, display: str) -> tuple[Node, ...]:
    """What latex2mathml makes of a formula."""
    try:
        from latex2mathml.converter import convert_to_element  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise lacks_extra() from error
    try:
        (row,) = convert_to_element(formula, display=display)
        return tuple(map(_node, row))
    except Exception as error:  # of its many exceptions some have no common base, and all mean the same
        raise _NotUnderstoodError from error


def _node(element: Element) -> Node:
    text = unescape(element.text or "")
    children = tuple(map(_node, element))
    if element.tag not in _CHILDREN or _CHILDREN[element.tag] not in {None, len(children)} or text.startswith("\\"):
        raise _NotUnderstoodError
    return Node(element.tag, {k: v for k, v in element.attrib.items() if k in _ATTRIBUTES}, text, children)


def _tidied(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """The same with each sign as what it is: names whole, punctuation as signs, functions near their argument."""
    if len(nodes) > 1 and all(node.tag == "mi" and node.attributes.get("mathvariant") == "normal" for node in nodes):
        return (Node("mi", {}, "".join(node.text for node in nodes), ()),)
    return tuple(_as_is_meant(nodes))


def _as_is_meant(nodes: Sequence[Node]) -> Iterator[Node]:
    for node, after in zip_longest(nodes, nodes[1:]):
        is_name = node.tag in {"mi", "mo"} and len(node.text) > 1 and node.text.isalpha()
        needs_gap = is_name and after is not None and after.text != "("
        if node.tag in {"mi", "mo"} and node.text in _SIGNS:
            yield Node("mo", {**node.attributes, **_SIGNS[node.text]}, node.text, ())
        elif is_name and node.tag == "mo":
            yield node._replace(attributes={"lspace": _THIN, "rspace": _THIN if needs_gap else "0"})
        else:
            yield _with_tidied_children(node)
            if is_name and needs_gap:
                yield Node("mspace", {"width": _THIN}, "", ())


def _with_tidied_children(node: Node) -> Node:
    """Each by itself where the first is a base and the next its index: there nothing may come between them."""
    runs = [node.children] if _CHILDREN[node.tag] is None else [(child,) for child in node.children]
    return node._replace(children=tuple(child for run in runs for child in _tidied(run)))


def _parts(nodes: Iterable[Node]) -> Iterator[list[Node]]:
    """The formulas between wide gaps."""
    part: list[Node] = []
    for node in nodes:
        if node.tag == "mspace" and node.attributes.get("width") == _WIDE_GAP:
            yield part
            part = []
        else:
            part.append(node)
    yield part


def _written(nodes: Iterable[Node]) -> Markup:
    return Markup("").join(
        Markup("<{tag}{attributes}>{inner}</{tag}>").format(
            tag=node.tag,
            attributes=Markup("").join(Markup(' {}="{}"').format(*pair) for pair in node.attributes.items()),
            inner=escape(node.text) + _written(node.children),
        )
        for node in nodes
    )
