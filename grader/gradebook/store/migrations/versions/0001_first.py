"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# The tables as they were at this version, hence nothing from `tables`; one comes after those that it refers to.
# `op.f`: the name as it stands, to which the naming convention is not applied once more
_TIME = sa.String()


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "exercise_version",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("course_version", sa.Text(), nullable=False),
        sa.Column("exercise", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False, comment="in the order of the course"),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("max_score", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_exercise_version")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("external", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started_at", _TIME, nullable=False),
        sa.Column("ended_at", _TIME, nullable=True, comment="null for a run that was ended before its end"),
        sa.Column("what", sa.Text(), nullable=False, comment="batch, regrade or merge"),
        sa.Column("course_version", sa.Text(), nullable=False),
        sa.Column("shard", sa.String(), nullable=False, comment="such as 3/10; empty for the whole"),
        sa.Column(
            "plan", sa.String(), nullable=False, comment="hash of everything that the shards together are to grade"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_table(
        "submission",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("files", sa.LargeBinary(), nullable=False, comment="names and contents, packed"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_submission")),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("exercise", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False, comment="of the grader or the machine; empty if it was graded"),
        sa.Column("at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["submission.digest"], name=op.f("fk_attempt_digest")),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_attempt_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    op.create_table(
        "grading",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("setting", sa.Text(), nullable=False, comment="grader, environment, variant and limits, as JSON"),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("max_score", sa.Float(), nullable=False),
        sa.Column("result_hash", sa.String(), nullable=False),
        sa.Column("report", sa.LargeBinary(), nullable=False, comment="the exercise's part of the report, packed"),
        sa.ForeignKeyConstraint(["digest"], ["submission.digest"], name=op.f("fk_grading_digest")),
        sa.ForeignKeyConstraint(["version"], ["exercise_version.hash"], name=op.f("fk_grading_version")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_grading")),
    )
    op.create_table(
        "handin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("submitted_at", _TIME, nullable=True),
        sa.Column("notes", sa.Text(), nullable=False, comment="what was not read, as JSON"),
        sa.ForeignKeyConstraint(["digest"], ["submission.digest"], name=op.f("fk_handin_digest")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_handin_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handin")),
    )
    op.create_index(op.f("ix_handin_person"), "handin", ["person"], unique=False)
    op.create_table(
        "override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("exercise", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_override_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_override")),
    )
    op.create_index(op.f("ix_override_person"), "override", ["person"], unique=False)
    op.create_table(
        "conflict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("result_hash", sa.String(), nullable=False),
        sa.Column("report", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["key"], ["grading.key"], name=op.f("fk_conflict_key")),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_conflict_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
        sa.UniqueConstraint("key", "result_hash", name=op.f("uq_conflict_key_result_hash")),
    )
    op.create_table(
        "item_result",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("max_score", sa.Float(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False, comment="of the feedback, separated by spaces"),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["key"], ["grading.key"], name=op.f("fk_item_result_key")),
        sa.PrimaryKeyConstraint("key", "position", name=op.f("pk_item_result")),
    )
    op.create_table(
        "mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handin", sa.Integer(), nullable=False),
        sa.Column("exercise", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["handin"], ["handin.id"], name=op.f("fk_mark_handin")),
        sa.ForeignKeyConstraint(["key"], ["grading.key"], name=op.f("fk_mark_key")),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_mark_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark")),
    )
    op.create_index(op.f("ix_mark_handin"), "mark", ["handin"], unique=False)


def downgrade() -> None:
    """There is nothing before it; a gradebook is never taken apart."""
    raise NotImplementedError
