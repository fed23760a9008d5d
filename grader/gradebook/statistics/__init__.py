"""What the marks say about the items: difficulty, discrimination, reliability, misconceptions, and what looks broken.

    attempts -> collect    one array a column, filled as the attempts stream by
             -> items      difficulty, item-rest correlation, discrimination; sentences on items that look broken
             -> reliability   Cronbach's alpha, standard error of measurement, their intervals
             -> summarize  all of it

The formulas and where they come from stand in `docs/gradebook.md`.
"""
