"""The grader's side of the wall: it asks, waits with deadlines, and decodes what comes back.

session           the contracts: `Session` for those above, `Process` for the levels below
student_session   a Session: arguments encoded, answers decoded to outcomes
exchange          the same in bytes, of which nothing is decoded: deadlines, and a new process after a fault
answers           from the bytes of one answer to an `Outcome`
framed_pipe       frames out of a pipe, with a deadline
"""
