"""Writes down gradings, each once: a second one that says otherwise is kept as a conflict."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, select

from grader.digest import digest_of
from grader.gradebook.store.encoding import pack_score
from grader.gradebook.store.rows import insert_new, rows_with
from grader.gradebook.store.tables import conflict, grading, item_result
from grader.model.report import ExerciseScore
from grader.model.verdict import Verdict


@dataclass(frozen=True)
class Grading:
    """One exercise of one submission, graded. Whose it is, it does not say."""

    key: str
    """Hash of all that it depends on."""
    digest: str
    """Hash of the submission."""
    version: str
    """Hash of the exercise."""
    setting: str
    """With what it was graded, as JSON."""
    score: ExerciseScore
    """The exercise's part of the report."""
    seconds: dict[str, float]
    """Item to the seconds that it took."""

    @cached_property
    def result_hash(self) -> str:
        """Hash of what was found, without how long it took."""
        return digest_of([self.score.model_dump_json().encode("utf-8")])


def fault_of(score: ExerciseScore) -> str:
    """Why a result is none to keep: the grader or the course failed; empty if it is one."""
    failed = [item for item in score.items if item.verdict is Verdict.GRADER_ERROR]
    return "; ".join(f"{item.id}: {' '.join(said.text for said in item.feedback)}" for item in failed)


def known(connection: Connection, keys: Collection[str]) -> set[str]:
    """Those of the keys of which there is a grading."""
    return {row.key for row in rows_with(connection, select(grading.c.key), grading.c.key, keys)}


def record(connection: Connection, run: int, gradings: Sequence[Grading]) -> list[str]:
    """Write down gradings; the keys of those that came out otherwise before."""
    known = results(connection, [new_grading.key for new_grading in gradings])
    new: dict[str, Grading] = {}
    for new_grading in gradings:
        if new_grading.key not in known:
            new.setdefault(new_grading.key, new_grading)  # the same may have been graded twice since the last writing
    insert_new(connection, grading, [_row(new_grading) for new_grading in new.values()])
    insert_new(connection, item_result, [row for new_grading in new.values() for row in _item_rows(new_grading)])
    # What counts is the first: of those that were there, and of two in one writing
    hashes = known | {key: new_grading.result_hash for key, new_grading in new.items()}
    differing = [new_grading for new_grading in gradings if hashes[new_grading.key] != new_grading.result_hash]
    rows = [
        {
            "key": new_grading.key,
            "run": run,
            "result_hash": new_grading.result_hash,
            "report": pack_score(new_grading.score),
        }
        for new_grading in differing
    ]
    insert_new(connection, conflict, rows)
    return [new_grading.key for new_grading in differing]


def results(connection: Connection, keys: Collection[str]) -> dict[str, str]:
    """Hash of what was found, by key, for those of the keys of which there is a grading."""
    statement = select(grading.c.key, grading.c.result_hash)
    return {row.key: row.result_hash for row in rows_with(connection, statement, grading.c.key, keys)}


def _row(new_grading: Grading) -> dict[str, object]:
    return {
        "key": new_grading.key,
        "digest": new_grading.digest,
        "version": new_grading.version,
        "setting": new_grading.setting,
        "score": new_grading.score.score,
        "max_score": new_grading.score.max_score,
        "result_hash": new_grading.result_hash,
        "report": pack_score(new_grading.score),
    }


def _item_rows(new_grading: Grading) -> Iterable[dict[str, object]]:
    for position, item in enumerate(new_grading.score.items):
        yield {
            "key": new_grading.key,
            "position": position,
            "item": item.id,
            "score": item.score,
            "max_score": item.max_score,
            "verdict": item.verdict.value,
            "codes": " ".join(said.code for said in item.feedback),
            "seconds": new_grading.seconds.get(item.id),
        }
