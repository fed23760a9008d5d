import course_tools.sums.total as total
from course_tools import sums
from course_tools.sums import average
from plain.inner.squares import squared


def risk(x, ys):
    assert total.added is sums.added
    return average(squared(x - y) for y in ys)
