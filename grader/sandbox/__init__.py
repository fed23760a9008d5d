"""The wall between a student's code and everything that grades it.

    judging ── Session.call(module, function, arguments) ──▶ Returned(value) | Failure(kind, ...)
                  │ frames of JSON, a closed grammar with limits (wire/)
                  ▼
    a process of its own: loads the student's files from memory, calls, answers (inside/)

Floors above know `Session`, `Outcome` and the values of the wire, and nothing else of this folder. Its rooms, each of
which imports from lower ones only (`tests/test_house.py`):

    wire/, confine/   0   what crosses the wall; layers that the kernel lays on a process
    inside/           1   what runs in the student's process, and in the zygote that it is forked from
    client/           1   the grader's side: asks, waits, decodes
    levels/           2   isolated, confined, limited: how a process is started, and which level holds here
    attacks/          2   what a student's code may try: the tests and `grade check` run it
    doctor/           3   what can be said and done about a level that does not hold
"""
