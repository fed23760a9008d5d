"""The wall between a student's code and everything that grades it.

    judging ── Session.call(module, function, arguments) ──▶ Returned(value) | Failure(kind, ...)
                  │ frames of JSON, a closed grammar with limits (wire.py)
                  ▼
    a process of its own: loads the student's files from memory, calls, answers (inside/)

Floors above know `Session`, `Outcome` and the values of the wire, and nothing else of this folder.
"""
