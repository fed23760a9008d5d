"""Numbers as bars: an SVG written by hand, in the colours of the page, whose text alternative says what is seen."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from grader.reports.class_page.views import Chart

_WIDTH, _HIGH, _TOP, _BOTTOM = 640, 170, 24, 28
_MOST_NUMBERS = 13
"""So many have room above the bars, and are said of them."""
_CHARACTER = 7.5
"""So wide is a character at most, in the picture's own units."""
_SVG = Markup(
    '<svg class="bars" role="img" aria-label="{alt}" viewBox="0 0 {width} {height}">{bars}'
    '<line class="axis" x1="0" x2="{width}" y1="{base}" y2="{base}"/></svg>'
)
_BAR = Markup('<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>')
_TEXT = Markup('<text x="{x:.1f}" y="{y:.1f}">{text}</text>')


class Bar(NamedTuple):
    """One of them."""

    label: str
    """What is counted, such as `10 to 20`."""
    short: str
    """The same below the bar."""
    many: int


def chart(name: str, title: str, bars: Sequence[Bar], sentence: str, head: tuple[str, str]) -> Chart:
    """The bars with their picture, their words and their table."""
    numbers = tuple((bar.label, f"{bar.many:,}") for bar in bars)
    return Chart(name, title, _svg(bars, _alt(title, bars)), sentence, head, numbers)


def _alt(title: str, bars: Sequence[Bar]) -> str:
    """What is seen: each bar, or, of many, the ends and the highest."""
    if len(bars) <= _MOST_NUMBERS:
        return f"{title}. {'; '.join(f'{bar.label}: {bar.many:,}' for bar in bars)}."
    highest = max(bars, key=lambda bar: bar.many)
    return f"{title}, from {bars[0].label} to {bars[-1].label}. The highest bar is {highest.label}: {highest.many:,}."


def _svg(bars: Sequence[Bar], alt: str) -> Markup:
    step = _WIDTH / len(bars)
    most = max(bar.many for bar in bars) or 1
    room = _CHARACTER * (1 + max(len(bar.short) for bar in bars))
    every = max(1, math.ceil(room / step))  # of many bars every second, third, ... has its label
    parts = []
    for index, bar in enumerate(bars):
        height = _HIGH * bar.many / most
        x, top = index * step, _TOP + _HIGH - height
        if bar.many:
            parts.append(_BAR.format(x=x + 0.06 * step, y=top, width=0.88 * step, height=height))
        if len(bars) <= _MOST_NUMBERS and bar.many:
            parts.append(_TEXT.format(x=x + step / 2, y=top - 6, text=f"{bar.many:,}"))
        if index % every == 0:
            parts.append(_TEXT.format(x=x + step / 2, y=_TOP + _HIGH + 18, text=bar.short))
    base = _TOP + _HIGH
    return _SVG.format(alt=alt, width=_WIDTH, height=base + _BOTTOM, base=base, bars=Markup("").join(parts))
