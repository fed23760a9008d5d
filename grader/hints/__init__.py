"""Hints that ask: what `grade hint` shows of an item, one rung after another.

ladder     the rungs of an item, from its score and its author's hints, in the order in which they are shown
question   a question about what is special in the evidence, made from the text of a call
steps      the last rung: what to do next, by what was found
head       the line with which a function begins, for one that is not there

Nothing here judges or writes: a ladder is a function of the report and of the item.
"""
