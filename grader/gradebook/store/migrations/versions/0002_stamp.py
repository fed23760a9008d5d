"""By what it is told that a submission is as it was when it was read."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; it fills when submissions are read again."""
    op.create_table(
        "stamp",
        sa.Column("place", sa.String(), nullable=False, comment="hash of where a submission lies"),
        sa.Column(
            "state", sa.String(), nullable=False, comment="hash of sizes and times of its files, and of who reads them"
        ),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False, comment="what was not read, as JSON"),
        sa.Column("names", sa.Text(), nullable=False, comment="sentences on the names of its files, as JSON"),
        sa.ForeignKeyConstraint(["digest"], ["submission.digest"], name=op.f("fk_stamp_digest")),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_stamp")),
    )


def downgrade() -> None:
    """A gradebook is never taken apart."""
    raise NotImplementedError
