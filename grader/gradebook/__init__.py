"""Many submissions, in rooms of which each imports from those on a lower floor only (`tests/test_house.py`).

late/, statistics/   0   what lateness costs, what the marks say of the items: knows no database
store/               1   the gradebook: tables, and everything that is written to them or read from them
intake/              2   what was handed in, in whatever form it was downloaded
grading/             2   what is graded already (keys), what is not, and what is written down of it
engines/             3   who grades: processes here, or Dask's workers
exports/, similar/   3   the book in the formats of other systems; pairs of submissions that look alike
grading_runs.py      4   a run of `grade batch` or `grade regrade` from its course to its end
"""
