"""One submission becomes one report.

judge ──▶ for each exercise, for each item (evidence before the claim that it supports):
             item.judge(exam) ──▶ Judgement          student: calls across the wall, recorded
             diagnose ──▶ the misconception that gives the same answers, if there is one
             score ──▶ ItemScore
"""
