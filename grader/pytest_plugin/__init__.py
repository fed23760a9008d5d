"""`pytest` in a folder of work: each item of an exercise is a test, judged as `grade` judges it.

    pytest's process                        a process of ours, one for each folder of work
    hooks ─▶ tests ─▶ judge_client ══════▶ judge ─▶ the course, the sandbox, a report of each exercise
              ▲          names of items, then for each exercise what to say of each item ◀─┘

Nothing of a student's is imported into pytest's process by this, and nothing heavy: whoever has the package installed
and runs pytest elsewhere pays for three light files. pytest itself runs the `conftest.py` and the tests that lie beside
the work, so this is for practice: a mark comes from `grade`.
"""
