"""Signs a report."""

import base64
import hashlib
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from grader.judging.setting import Setting
from grader.model.receipt import Receipt
from grader.model.report import Report
from grader.receipts.canonical import signed_bytes
from grader.receipts.signing_keys import fingerprint
from grader.reports.json import parse, render

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_FILE_DIGITS = 16


def sign(
    report: Report, key: "Ed25519PrivateKey", course: str, files: Mapping[str, bytes], setting: Setting, now: datetime
) -> Report:
    """The report with a receipt.

    Parameters
    ----------
    report : Report
        What was found.
    key : Ed25519PrivateKey
        The signing key.
    course : str
        Digest of the course's files.
    files : mapping of str to bytes
        Those of the submission.
    setting : Setting
        With what it was graded.
    now : datetime
        With a time zone.
    """
    receipt = Receipt(
        key=fingerprint(key.public_key()),
        signed_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        course=course,
        files=file_digests(files),
        seed=setting.seed,
        after_due=setting.after_due,
        machine=platform.machine(),
        signature="",
    )
    # As it will be read: what is no text, half of a surrogate pair, is written as something that is
    unsigned = parse(render(report.model_copy(update={"receipt": receipt})))
    signature = key.sign(signed_bytes(unsigned.model_dump(mode="json", by_alias=True)))
    signed = receipt.model_copy(update={"signature": base64.b64encode(signature).decode("ascii")})
    return unsigned.model_copy(update={"receipt": signed})


def file_digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """Name of each file to the beginning of its SHA-256; a name that is no text is written as one."""
    return {
        name.encode("utf-8", "backslashreplace").decode("utf-8"): hashlib.sha256(content).hexdigest()[:_FILE_DIGITS]
        for name, content in sorted(files.items())
    }
