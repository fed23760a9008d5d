"""A statement in a terminal."""

import pytest
from rich.cells import cell_len

from grader.reports.statement import render

STATEMENT = r"""# Gradient descent

For $X \in \mathbb{R}^{n\times d}$ and **weights** $w$, the risk $a_1*b_2*c_3$ and $u_1 v_1$ cost \$5 in `code $x_1$`.

1. Its gradient is

   $$\nabla R(w) = \frac{2}{n} X^\top (Xw - y)$$

   where $X$ is fixed.
2. Not a formula: `$`

$$A = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$$

```python
price = "$x_1$"
```
"""


def test_formulas_are_unicode() -> None:
    assert "For X ∈ ℝⁿˣᵈ and weights w" in render(STATEMENT, width=80, color=False)


def test_markdown_leaves_formulas_alone() -> None:
    """The `_` and `*` of a formula are no emphasis."""
    assert "a₁*b₂*c₃ and u₁ v₁" in " ".join(render(STATEMENT, width=80).split())


def test_code_is_not_searched_for_formulas() -> None:
    shown = render(STATEMENT, width=80)
    assert "code $x_1$" in " ".join(shown.split())
    assert 'price = "$x_1$"' in shown
    assert "cost $5" in " ".join(shown.split())


def test_a_display_has_its_own_lines() -> None:
    """Also inside a list, which goes on after it."""
    lines = [line.rstrip() for line in render(STATEMENT, width=80).split("\n")]
    at = lines.index("       ∇R(w) = 2/n Xᵀ (Xw - y)")
    assert lines[at + 1].strip() == "where X is fixed."
    assert "    A = ⎛ 1  2 ⎞" in lines
    assert "        ⎝ 3  4 ⎠" in lines


@pytest.mark.parametrize("width", [40, 80, 120])
def test_every_line_fits(width: int) -> None:
    assert max(map(cell_len, render(STATEMENT, width=width).split("\n"))) <= width


def test_in_ascii_formulas_stay_as_they_are_written() -> None:
    """Escapes of their signs would say nothing to anybody; Markdown takes nothing of them."""
    shown = render(STATEMENT + "\n- it is … an item\n", width=80, unicode=False)
    assert shown.isascii()
    assert r"For $X \in \mathbb{R}^{n\times d}$ and weights $w$" in shown
    assert "$a_1*b_2*c_3$ and $u_1 v_1$ cost $5" in " ".join(shown.split())
    assert r"$$\nabla R(w) = \frac{2}{n} X^\top (Xw - y)$$" in shown
    assert "* it is ... an item" in shown


def test_color_is_asked_for() -> None:
    assert "\x1b" not in render(STATEMENT)
    assert "\x1b[" in render(STATEMENT, color=True)


def test_control_characters_are_shown() -> None:
    assert r"\x1b[2J" in render("a \x1b[2J b")


def test_links_show_their_address() -> None:
    """A terminal that can't click needs it in the text."""
    assert "http://x.example" in render("see [the book](http://x.example)")
