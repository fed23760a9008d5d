"""Receipts: a report that somebody has signed, and how it is found out whether it is real.

    report ──▶ sign ──▶ report with a receipt ──▶ verify ──▶ checks in words: signature, submission, course, again
                 ▲                                   ▲
            signing key (secret)               public keys (trusted)

What is signed is the content of the JSON report (`canonical`), not its bytes: it may be indented otherwise. The model
of a receipt stands in `grader.model.receipt`, what it defends against in docs/receipts.md. `cryptography` is imported
where a key is made, read or used, and nowhere else.
"""
