"""Whether a report's signature is that of a known key."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any

from grader.model.report import Report
from grader.receipts.canonical import signed_bytes
from grader.receipts.signing_keys import PublicKey

UNSIGNED = "unsigned: the student's word"
"""What a report without a receipt is."""


def signature_fault(content: Mapping[str, Any], report: Report, keys: Sequence[PublicKey]) -> str:
    """Why a report is not what somebody trusted has signed; empty if it is.

    Parameters
    ----------
    content : mapping of str to object
        What the report's JSON says, also what this version of the grader does not know.
    report : Report
        The report that says so.
    keys : sequence of PublicKey
        Those whose signatures count.
    """
    receipt = report.receipt
    if receipt is None:
        return UNSIGNED
    named = [public for public in keys if public.fingerprint == receipt.key]
    if not named:
        known = ", ".join(public.fingerprint for public in keys)
        return f"signed with the key {receipt.key}, which is not known here: {known or 'no key was given'}"
    if not any(_is_signed(content, receipt.signature, public) for public in named):
        return f"the signature is not one of {receipt.key} on this content: something was changed after it was signed"
    return ""


def standing(report: Report) -> str:
    """What is said of whose word a report is, where it is shown and nobody has named a key to check it with."""
    if report.receipt is None:
        return f"{UNSIGNED[0].upper()}{UNSIGNED[1:]}."
    return f"It says that {report.receipt.key} has signed it; `grade verify` finds out whether that is so."


def _is_signed(content: Mapping[str, Any], signature: str, public: PublicKey) -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - an extra

    try:
        decoded = base64.b64decode(signature, validate=True)
        if base64.b64encode(decoded).decode("ascii") != signature:  # one signature has one spelling
            return False
        public.key.verify(decoded, signed_bytes(content))
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True
