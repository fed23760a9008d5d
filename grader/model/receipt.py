"""What makes a report more than its bearer's word: who signed it, and what of the grading stands nowhere else in it."""

from pydantic import Field

from grader.model.frozen import Frozen

# Narrow patterns: what somebody has put there stands in sentences that are shown


class Receipt(Frozen):
    """A signature on all of a report but its timing, with what was graded with what."""

    key: str = Field(pattern="^ed25519:[0-9a-f]{16}$")
    """Fingerprint of the public key that belongs to the one it was signed with."""
    signed_at: str = Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$")
    """When, in UTC as ISO 8601, to the second."""
    course: str = Field(pattern="^sha256:[0-9a-f]{64}$")
    """SHA-256 of the names and contents of the course's files."""
    files: dict[str, str]
    """Name of each file of the submission to the beginning of its SHA-256, by which it is told which one differs."""
    seed: int
    """Which inputs were drawn."""
    after_due: bool
    """Whether items marked `after_due` were public."""
    machine: str
    """Kind of processor, on which floating point depends."""
    signature: str
    """Ed25519, in Base64."""
