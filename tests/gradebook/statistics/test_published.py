"""Every formula against a worked example that somebody else has published, or one of our own, and plain Python.

Each example says where it is from; what is said to be published was looked up there.
"""

import math
import statistics
from collections.abc import Sequence

import numpy as np
import pytest

from grader.gradebook.statistics.items import correlation, item_rest, upper_lower
from grader.gradebook.statistics.reliability import Points
from grader.gradebook.statistics.summarize import summarize
from tests.gradebook.made import attempts_of
from tests.gradebook.statistics.plain import alpha, standard_error

# The five items of section 6 of the Law School Admission Test, 1000 persons: how often each pattern of answers
# occurred, from 00000 to 11111. Data set `LSAT` of R's package ltm, which names Bock and Lieberman (1970),
# Psychometrika 35, 179-197; the counts are those of the example "LSAT" of OpenBUGS, which adds them up.
LSAT_COUNTS = "3 6 2 11 1 1 3 4 1 8 0 16 0 3 2 15 10 29 14 81 3 28 15 80 16 56 21 173 11 61 28 298"
LSAT = [
    [float(bit) for bit in f"{pattern:05b}"]
    for pattern, count in enumerate(map(int, LSAT_COUNTS.split()))
    for _ in range(count)
]

# What ltm's `cronbach.alpha(LSAT)` says, as the tests of KDE's RKWard keep it (item_response_theory/Cronbach_alpha).
LSAT_ALPHA = 0.295

# Fifteen persons, ten questions on a scale from 1 to 7: the data set `cronbach_alpha` of the Python package pingouin,
# whose docstring of `cronbach_alpha` gives this value.
LIKERT_ALPHA = 0.5917188485995826
LIKERT_COLUMNS = """
3 5 7 2 6 1 4 2 6 5 4 4 5 6 4
2 4 3 4 5 2 3 4 5 4 3 2 5 5 3
4 6 5 3 6 3 5 4 5 6 5 3 6 5 5
1 3 5 3 5 4 3 3 5 4 2 2 2 4 5
4 5 6 2 4 2 5 7 1 3 5 5 3 2 3
5 1 4 2 4 5 2 2 6 5 3 3 3 2 1
1 2 3 2 4 2 1 2 5 3 2 4 2 1 3
4 5 3 6 6 3 2 4 2 1 3 2 4 4 2
3 5 6 6 7 5 4 6 3 7 4 3 4 6 3
2 5 5 3 5 2 3 5 2 2 1 4 5 5 4
"""
LIKERT = np.array([line.split() for line in LIKERT_COLUMNS.split("\n") if line], dtype=float).T

# Ten students, ten questions, best students first, groups of five: "Item Analysis Worksheet",
# studylib.net/doc/25270846, with its own table of difficulties and discriminations.
WORKSHEET_ANSWERS = """
1111111111 1111111101 1101111100 0111110101 1110111001
1110110100 0110110101 0111001010 1110100001 0100010010
"""
WORKSHEET = np.array([list(answers) for answers in WORKSHEET_ANSWERS.split()], dtype=float)
WORKSHEET_DIFFICULTY = [0.6, 1.0, 0.8, 0.5, 0.8, 0.8, 0.5, 0.6, 0.3, 0.6]
WORKSHEET_DISCRIMINATION = [0.4, 0.0, 0.0, 0.6, 0.4, 0.4, 0.6, 0.4, -0.2, 0.4]

# Eight students and their totals: J. D. Brown (2001), Point-biserial correlation coefficients, Shiken 5(3), table 2.
BROWN_TOTAL = np.array([50.0, 45, 45, 40, 35, 30, 30, 25])
BROWN_ITEM = np.array([1.0, 1, 1, 1, 0, 0, 0, 0])


def plain_alpha(rows: Sequence[Sequence[float]]) -> float:
    """The textbook's formula, without numpy."""
    items = list(zip(*rows, strict=True))
    spread = math.fsum(statistics.variance(item) for item in items)
    return len(items) / (len(items) - 1) * (1 - spread / statistics.variance([sum(row) for row in rows]))


def test_difficulty_of_the_worksheet() -> None:
    """The share of right answers, as published."""
    (worksheet,) = summarize(attempts_of(WORKSHEET.tolist()), resamples=10)
    assert [item.difficulty for item in worksheet.items] == pytest.approx(WORKSHEET_DIFFICULTY)


@pytest.mark.parametrize("points", [np.array(LSAT), LIKERT], ids=["right or wrong", "points"])
def test_item_rest_correlation_against_plain_python(points: Points) -> None:
    """No published example was found: the same from the standard library's own correlation."""
    expected = [statistics.correlation(column, points.sum(axis=1) - column) for column in points.T]
    assert item_rest(points) == pytest.approx(expected)


def test_item_rest_correlation_by_hand() -> None:
    """Our own example: items 1100, 1010 and 1000 of four students; the rest of the first one is 2, 0, 1, 0.

    Where the item is right the rest is 1 on average, else 1/2, and its variance is 11/16: (1 - 1/2) / sqrt(11/16) / 2.
    """
    points = np.array([[1.0, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 0]])
    assert item_rest(points)[0] == pytest.approx(1 / math.sqrt(11))


def test_point_biserial_formula_of_brown() -> None:
    """Pearson's correlation is (Mp - Mq) / St sqrt(pq): 45, 30, 8.29 and 1/2 in the article's table.

    It gives .91 for that, which is 0.9045.
    """
    better, weaker = BROWN_TOTAL[BROWN_ITEM == 1].mean(), BROWN_TOTAL[BROWN_ITEM == 0].mean()
    deviation = statistics.pstdev(BROWN_TOTAL)
    assert (better, weaker, round(deviation, 2)) == (45, 30, 8.29)
    expected = (better - weaker) / deviation * math.sqrt(0.5 * 0.5)
    assert correlation(BROWN_ITEM, BROWN_TOTAL) == pytest.approx(expected)
    assert correlation(1 - BROWN_ITEM, BROWN_TOTAL) == pytest.approx(-expected)
    assert correlation(np.ones(8), BROWN_TOTAL) is None


def test_upper_lower_of_the_worksheet() -> None:
    """Halves instead of 27 %, as in the worksheet; its table is also that of counting by hand."""
    discrimination = upper_lower(WORKSHEET, WORKSHEET.sum(axis=1), share=0.5)
    assert discrimination == pytest.approx(WORKSHEET_DISCRIMINATION)
    assert discrimination == pytest.approx(WORKSHEET[:5].mean(axis=0) - WORKSHEET[5:].mean(axis=0))


def test_groups_of_27_percent() -> None:
    """Our own example, worked by hand: forty students make groups of eleven; 9 and 3 right answers give 6/11."""
    total = np.arange(40.0)[::-1]
    item = np.array([1] * 9 + [0] * 20 + [1] * 3 + [0] * 8, dtype=float)
    assert item[:11].sum() == 9
    assert item[-11:].sum() == 3
    assert upper_lower(item[:, np.newaxis], total) == [pytest.approx(6 / 11)]


def test_alpha_of_the_law_school_test() -> None:
    """As published, in three digits, and as the textbook's formula gives it."""
    assert alpha(np.array(LSAT)) == pytest.approx(LSAT_ALPHA, abs=5e-4)
    assert alpha(np.array(LSAT)) == pytest.approx(plain_alpha(LSAT))


def test_alpha_of_a_scale() -> None:
    """Points that are not only 0 and 1."""
    assert alpha(LIKERT) == pytest.approx(LIKERT_ALPHA)
    assert plain_alpha(LIKERT.tolist()) == pytest.approx(LIKERT_ALPHA)


def test_standard_error_of_measurement() -> None:
    """A deviation of 3.17 and a reliability of 0.88 give 1.098: statisticalpoint.com/standard-error-of-measurement.

    Two items that are each a known part plus an independent error, of all combinations: their alpha is 0.88.
    """
    part, error = math.sqrt(0.88), math.sqrt(0.12 * 2)
    rows = [
        (known * part + first * error, known * part + second * error)
        for known in (-1, 1)
        for first in (-1, 1)
        for second in (-1, 1)
    ]
    points = np.array(rows)
    points *= 3.17 / points.sum(axis=1).std(ddof=1)
    assert alpha(points) == pytest.approx(0.88)
    assert standard_error(points) == pytest.approx(1.098, abs=5e-4)


def test_standard_error_of_the_scale() -> None:
    """The formula again, from the standard library and the published alpha."""
    expected = statistics.stdev(LIKERT.sum(axis=1)) * math.sqrt(1 - LIKERT_ALPHA)
    assert standard_error(LIKERT) == pytest.approx(expected)
