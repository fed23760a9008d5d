"""The statistics of a course in a terminal."""

from dataclasses import replace

import pytest
from rich.cells import cell_len

from grader.model.statistics import Estimate, ExerciseStatistics, ItemStatistics, Prevalence, Remark
from grader.reports.clean import is_harmless
from grader.reports.gradebook_terminal import show_statistics

RELU = ItemStatistics("relu", 3.0, 38, 0.912, 0.45, 0.333, 0.02, 0.0213)
NET = ItemStatistics("net", 5.0, 40, 0.5, -0.2, -0.004, 0.1, None)
XOR = ExerciseStatistics(
    exercise="xor",
    students=40,
    complete=38,
    max_score=8.0,
    mean=6.123,
    deviation=1.2,
    alpha=Estimate(0.714, 0.6, 0.79, 0.95, 1000),
    error=Estimate(0.65, 0.58, 0.72, 0.95, 1000),
    items=(RELU, NET),
    misconceptions=(Prevalence("no_bias", 12, 0.3, ("net",)),),
    remarks=(
        Remark("net", "discrimination.negative", "net: students who earn more in the other items earn less here"),
    ),
    fewest=10,
)


def words(text: str) -> str:
    return " ".join(text.split())


def test_every_number_is_there() -> None:
    shown = show_statistics([XOR])
    assert "xor 40 students Mean 6.12 of 8 points, standard deviation 1.2. " in words(shown)
    assert "alpha 0.71 (0.60 to 0.79), standard error of measurement 0.65 (0.58 to 0.72) points;" in words(shown)
    assert "95 % intervals from 1000 resamples" in words(shown)
    assert "2 students without known points in every item" in words(shown)
    assert "relu 3 0.91 0.45 0.33 2 % 0.021" in words(shown)
    assert "net 5 0.50 -0.20 0.00 10 % -" in words(shown)
    assert "misconception no_bias: 12 students (30 %), in net" in words(shown)
    assert "! net: students who earn more" in words(shown)


PAGE = """\
xor                                                                  40 students
  Mean 6.12 of 8 points, standard deviation 1.2.
  2 students without known points in every item: left out of what concerns the
    whole.
  Cronbach's alpha 0.71 (0.60 to 0.79), standard error of measurement 0.65
    (0.58 to 0.72) points; 95 % intervals from 1000 resamples.
    item  max  difficulty  item-rest  upper-lower  not tried  seconds
    relu    3        0.91       0.45         0.33        2 %    0.021
    net     5        0.50      -0.20         0.00       10 %        -
  misconception no_bias: 12 students (30 %), in net
  ! net: students who earn more in the other items earn less here

other                                                                40 students
  Mean 6.12 of 8 points, standard deviation 1.2.
  36 students without known points in every item: left out of what concerns
    the whole.
  Fewer than 10 students with known points: neither discrimination nor
    reliability is told.
    item  max  difficulty  item-rest  upper-lower  not tried  seconds
"""


def test_the_page() -> None:
    """One exercise below the other, what belongs to it further in; 80 columns wide, and never wider than 100."""
    other = replace(XOR, exercise="other", complete=4, items=(), misconceptions=(), remarks=(), alpha=None, error=None)
    assert show_statistics([XOR, other]) == PAGE
    assert show_statistics([XOR], width=300) == show_statistics([XOR], width=100)
    assert max(map(cell_len, show_statistics([XOR], width=300).splitlines())) == 100


def test_what_is_not_known_is_said() -> None:
    """A dash in the table, and a sentence on why."""
    few = replace(XOR, complete=4, alpha=None, error=None, items=(replace(RELU, item_rest=None, upper_lower=None),))
    assert "Fewer than 10 students with known points: neither" in words(show_statistics([few]))
    assert "relu 3 0.91 - - 2 %" in words(show_statistics([few]))
    assert "No reliability: it takes two items" in words(show_statistics([replace(few, complete=38)]))
    assert show_statistics([]) == "No attempt to tell statistics of.\n"


@pytest.mark.parametrize("width", [30, 40, 80, 120])
@pytest.mark.parametrize("unicode", [True, False])
def test_every_line_fits(width: int, *, unicode: bool) -> None:
    shown = show_statistics([XOR, replace(XOR, exercise="other")], width=width, unicode=unicode)
    assert max(map(cell_len, shown.split("\n"))) <= width
    assert shown.isascii() or unicode
    assert all(text in words(shown) for text in ("relu", "net", "0.91", "-0.20", "seconds"))


def test_names_are_harmless(attack: str) -> None:
    """Codes of feedback and ids come from the store, which a hand may have edited."""
    held = Prevalence(attack, 1, 0.1, (attack,))
    item = replace(RELU, item=attack)
    shown = show_statistics(
        [replace(XOR, exercise=attack, items=(item,), misconceptions=(held,), remarks=(Remark("", "", attack),))]
    )
    assert all(is_harmless(character) for character in shown.replace("\n", ""))
    assert max(map(cell_len, shown.split("\n"))) <= 80
