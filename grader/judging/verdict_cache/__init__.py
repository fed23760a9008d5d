"""Submissions that answer the same are judged the same: the second one is only asked.

What is found about an item follows from the course, the seed, and from what the student's functions answered to each
question. Where many are graded, most answers have been given before, by somebody else. So what was asked and answered
is kept as a trie, with the score at its leaves:

question ── answers ──▶ question ── answers ──▶ ... ──▶ score

answer_trie       the trie, and what its edges are made of
replayed_session  a submission is asked along the trie; where it answers as nobody did before, it is judged from there:
                  the judge gets the answers that were given already, and its next question goes to the student
code_cache        before any of that: code that was judged before, whoever wrote it, is not even run

Where no two submissions have a line or an instruction in common (`tests/classes/restyle.py`), batch without the trie
takes 1.9 times as much processor time for right answers, and 1.4 times for a class with every kind of mistake; the code
cache finds nothing there.

No mark can differ from what it would have been without the cache. Answers are compared as bytes, and never decoded
here: plain data can hang SymPy, and the cache is held by the parent (`judging/supervised.py`), which nothing would end.
"""
