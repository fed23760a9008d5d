"""The gradebook's tables, the same in SQLite and PostgreSQL.

Rows are added; only a run's end, what becomes known of a person, files that come after their signed report, and stamps
are ever changed.

person ── handin ── submission (files)            what was handed in, by whom, when
             │           │
           mark ──── grading ── item_result       which grading counts for it, and why that changed
             │           │
            run      exercise_version             the course's files as they were

attempt    each time something was graded: faults of the grader or the machine are written down here only
override   a mark that was changed by hand
conflict   a grading that came out otherwise when it was made again: the grader is not deterministic
stamp      by what it is told that files which were read once are still the same: a short cut, on which no mark hangs
"""

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    # A migration can change only a constraint whose name it knows, and each database would make up its own
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_TIME = String  # UTC, as ISO 8601: SQLite has no type that keeps the zone

person = Table(
    "person",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("external", Text, nullable=False),
)
submission = Table(
    "submission",
    metadata,
    Column("digest", String, primary_key=True),
    Column("files", LargeBinary, nullable=False, comment="names and contents, packed"),  # or `NO_FILES`
)
handin = Table(
    "handin",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", ForeignKey("person.id"), nullable=False),
    Column("digest", ForeignKey("submission.digest"), nullable=False),
    Column("submitted_at", _TIME),
    Column("notes", Text, nullable=False, comment="what was not read, as JSON"),
    Index(None, "person"),
)
exercise_version = Table(
    "exercise_version",
    metadata,
    Column("hash", String, primary_key=True),
    Column("course", Text, nullable=False),
    Column("course_version", Text, nullable=False),
    Column("exercise", String, nullable=False),
    Column("position", Integer, nullable=False, comment="in the order of the course"),
    Column("title", Text, nullable=False),
    Column("max_score", Float, nullable=False),
)
grading = Table(
    "grading",
    metadata,
    Column("key", String, primary_key=True),
    Column("digest", ForeignKey("submission.digest"), nullable=False),
    Column("version", ForeignKey("exercise_version.hash"), nullable=False),
    Column("setting", Text, nullable=False, comment="grader, environment, variant and limits, as JSON"),
    Column("score", Float),
    Column("max_score", Float, nullable=False),
    Column("result_hash", String, nullable=False),
    Column("report", LargeBinary, nullable=False, comment="the exercise's part of the report, packed"),
)
item_result = Table(
    "item_result",
    metadata,
    Column("key", ForeignKey("grading.key"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("item", String, nullable=False),
    Column("score", Float),
    Column("max_score", Float, nullable=False),
    Column("verdict", String, nullable=False),
    Column("codes", Text, nullable=False, comment="of the feedback, separated by spaces"),
    Column("seconds", Float),
)
run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started_at", _TIME, nullable=False),
    Column("ended_at", _TIME, comment="null for a run that was ended before its end"),
    Column(
        "what", Text, nullable=False, comment="batch, regrade or merge"
    ),  # or import, since there are signed reports
    Column("course_version", Text, nullable=False),
    Column("shard", String, nullable=False, comment="such as 3/10; empty for the whole"),
    Column("plan", String, nullable=False, comment="hash of everything that the shards together are to grade"),
)
mark = Table(
    "mark",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("handin", ForeignKey("handin.id"), nullable=False),
    Column("exercise", String, nullable=False),
    Column("key", ForeignKey("grading.key"), nullable=False),
    Column("run", ForeignKey("run.id"), nullable=False),
    Column("why", Text, nullable=False),
    Index(None, "handin"),
)
attempt = Table(
    "attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", ForeignKey("run.id"), nullable=False),
    Column("digest", ForeignKey("submission.digest"), nullable=False),
    Column("exercise", String, nullable=False),
    Column("key", String, nullable=False),  # no foreign key: after a fault there is no grading
    Column("fault", Text, nullable=False, comment="of the grader or the machine; empty if it was graded"),
    Column("at", _TIME, nullable=False),
)
override = Table(
    "override",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", ForeignKey("person.id"), nullable=False),
    Column("exercise", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", _TIME, nullable=False),
    Index(None, "person"),
)
conflict = Table(
    "conflict",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", ForeignKey("grading.key"), nullable=False),
    Column("run", ForeignKey("run.id"), nullable=False),
    Column("result_hash", String, nullable=False),
    Column("report", LargeBinary, nullable=False),
    UniqueConstraint("key", "result_hash"),
)
stamp = Table(
    "stamp",
    metadata,
    Column("place", String, primary_key=True, comment="hash of where a submission lies"),
    Column("state", String, nullable=False, comment="hash of sizes and times of its files, and of who reads them"),
    Column("digest", ForeignKey("submission.digest"), nullable=False),
    Column("notes", Text, nullable=False, comment="what was not read, as JSON"),
    Column("names", Text, nullable=False, comment="sentences on the names of its files, as JSON"),
)
