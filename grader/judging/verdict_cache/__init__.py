"""Submissions that answer the same are judged the same: the second one is only asked.

What is found about an item follows from the course, the seed, and from what the student's functions answered to each
question. Where many are graded, most answers have been given before, by somebody else. So what was asked and answered
is kept as a tree, with the score at its leaves:

question ── answers ──▶ question ── answers ──▶ ... ──▶ score

A submission is asked along the tree. Where it answers as nobody did before, it is judged, from where it is: the judge
gets the answers that were given already, and its next question goes to the student. No mark can differ from what it
would have been without the tree. Answers are compared as bytes, and never decoded here.
"""
