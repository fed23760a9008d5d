"""Marks of the book sent to another system: what would change is worked out first, then sent, one mark at a time.

    grade     a mark, an assignment, a student and a fault, as they are there
    canvas    what Canvas knows of a course, and how a mark is set: canvasapi
    session   the connection below it: waits when it is told to, and says in a sentence what went wrong
    targets   which exercises belong to which assignment
    plan      whose mark would change from what to what, and who has none to send
    prepare   all of this, before anything is sent
    send      sends a plan; what one student's mark fails of keeps no other from being sent
    show      all of it in words

Nothing is written down here of what was sent: the other system has it, and each plan begins with what that says. So a
run that was cut off is made again, and sends what is left.
"""
