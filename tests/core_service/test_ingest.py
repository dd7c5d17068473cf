"""Reports on their way into PostgreSQL: each at least once, in any order, none lost, none twice."""

from datetime import timedelta
from itertools import permutations
from typing import Any
from uuid import UUID

import msgspec
import pytest
import redis
import sqlalchemy as sa
import sqlalchemy.exc
from sqlalchemy.orm import Session

from core_service.attendance.models import PresenceInterval
from core_service.foundation.runtime import Runtime
from core_service.ingest import DEAD_STREAM, GROUP, MOST_TRIES, TRIES_HASH, Ingest
from core_service.sessions.models import StudentSessionEnrollment
from core_service.work.models import ExerciseAttempt, StudentSessionActivity
from core_service.work.rules.states import ActivityStatus, AttemptStatus
from shared.events.reports import (
    REPORT_FIELD,
    REPORTS_STREAM,
    ActivityReport,
    DraftReport,
    PresenceReport,
    Report,
    encoded_report,
)
from shared.events.shapes import Answer
from shared.events.values import AttemptId, CentreId, ConnectionId, EnrollmentId, ExerciseId, SessionId, UserId, Version
from shared.ids import new_id
from tests.core_service.conftest import NOW, World


class Hub:
    """Reports as the hub would, of Riverside's first student, who is at work on an exercise."""

    def __init__(self, world: World, db: Session, client: redis.Redis) -> None:
        self.world, self.db, self.redis = world, db, client
        self.exercise_id = world.course.exercises[4][0]
        self.enrollment_id = db.scalars(
            sa.select(StudentSessionEnrollment.id).where(
                StudentSessionEnrollment.session_id == world.session_id,
                StudentSessionEnrollment.student_id == world.riverside.student1.id,
            )
        ).one()
        self.attempt_id = self._begin()
        self.connection_id = new_id()

    def _begin(self) -> UUID:
        own = {"centre_id": self.world.riverside.id, "content_centre_id": self.world.course.centre_id}
        attempt = ExerciseAttempt(
            id=new_id(),
            **own,
            student_id=self.world.riverside.student1.id,
            exercise_id=self.exercise_id,
            session_enrollment_id=self.enrollment_id,
            max_score=10,
            started_at=NOW,
        )
        self.db.add(attempt)
        self.db.flush()
        self.db.add(
            StudentSessionActivity(
                **own,
                enrollment_id=self.enrollment_id,
                attempt_id=attempt.id,
                exercise_id=self.exercise_id,
                status=ActivityStatus.WORKING,
                started_at=NOW,
            )
        )
        self.db.commit()
        return attempt.id

    def _facts(self, version: Version) -> dict[str, Any]:
        session_id, centre_id = SessionId(str(self.world.session_id)), CentreId(str(self.world.riverside.id))
        return {"session_id": session_id, "centre_id": centre_id, "version": version}

    def progress(self, version: Version, percent: int, status: ActivityStatus = ActivityStatus.WORKING) -> Report:
        """So far in the exercise."""
        return ActivityReport(
            **self._facts(version),
            student_id=UserId(str(self.world.riverside.student1.id)),
            enrollment_id=EnrollmentId(str(self.enrollment_id)),
            exercise_id=ExerciseId(str(self.exercise_id)),
            attempt_id=AttemptId(str(self.attempt_id)),
            status=status,
            progress_pct=percent,
            answered_count=percent // 50,
            at=NOW,
        )

    def draft(self, version: Version, revision: int, answer: str | None) -> Report:
        """The first question's answer."""
        return DraftReport(
            **self._facts(version),
            student_id=UserId(str(self.world.riverside.student1.id)),
            attempt_id=AttemptId(str(self.attempt_id)),
            revision=revision,
            answers=(Answer(question_index=0, answer=answer),),
            at=NOW,
        )

    def presence(self, version: Version, seconds: int) -> Report:
        """Seen so many seconds after joining."""
        return PresenceReport(
            **self._facts(version),
            user_id=UserId(str(self.world.riverside.student1.id)),
            connection_id=ConnectionId(str(self.connection_id)),
            joined_at=NOW,
            seen_at=NOW + timedelta(seconds=seconds),
        )

    def send(self, *reports: Report | bytes) -> None:
        """Into the stream."""
        for report in reports:
            text = report if isinstance(report, bytes) else encoded_report(report)
            self.redis.xadd(REPORTS_STREAM, {REPORT_FIELD: text})

    def stored(self) -> tuple[int, int, str | None, int]:
        """Progress, draft revision, drafted answer, seconds seen."""
        self.db.expire_all()
        activity = self.db.scalars(sa.select(StudentSessionActivity)).one()
        attempt = self.db.get_one(ExerciseAttempt, self.attempt_id)
        stay = self.db.scalars(sa.select(PresenceInterval)).one_or_none()
        seconds = int((stay.seen_at - NOW).total_seconds()) if stay else -1
        answer = attempt.answers[0]["answer"] if attempt.answers else None
        return activity.progress_pct, attempt.draft_revision, answer, seconds


@pytest.fixture
def hub(world: World, db: Session, run: Runtime) -> Hub:
    """What reports."""
    return Hub(world, db, run.redis)


@pytest.fixture
def ingest(run: Runtime) -> Ingest:
    """What takes the reports; tries again at once."""
    taker = Ingest(run.database, run.redis, "first", retry_seconds=0)
    taker.join_group()
    return taker


def pending(client: redis.Redis) -> int:
    """Entries that were read but not acknowledged."""
    return int(client.xpending(REPORTS_STREAM, GROUP)["pending"])


def test_batch_is_written_and_acknowledged(hub: Hub, ingest: Ingest) -> None:
    """Activity, draft and presence in one go."""
    hub.send(hub.progress((1, 1), 50), hub.draft((1, 2), 1, "4"), hub.presence((1, 3), 30))
    assert ingest.step(block_ms=1) == 3
    assert hub.stored() == (50, 1, "4", 30)
    assert pending(hub.redis) == 0


def test_same_batch_twice_changes_nothing(hub: Hub, ingest: Ingest) -> None:
    """A hub that is not sure sends again; a newer version in between stands."""
    batch = [hub.progress((1, 1), 50), hub.draft((1, 2), 1, "4"), hub.presence((1, 3), 30)]
    hub.send(*batch, hub.progress((1, 4), 100), *batch)
    ingest.step(block_ms=1)
    hub.send(*batch)
    ingest.step(block_ms=1)
    assert hub.stored() == (100, 1, "4", 30)


def test_any_order_leads_to_the_newest(hub: Hub, ingest: Ingest) -> None:
    """One entry per batch, in every order; a replica with a newer epoch wins over any counter of an older one."""
    reports = [hub.progress((1, 8), 10), hub.progress((1, 9), 50), hub.progress((2, 1), 80)]
    drafts = [hub.draft((1, 1), 1, "a"), hub.draft((1, 2), 2, "b"), hub.draft((2, 1), 3, "c")]
    for order in permutations(zip(reports, drafts, strict=True)):
        hub.db.execute(sa.update(StudentSessionActivity).values(progress_pct=0, live_epoch=0, live_counter=0))
        hub.db.execute(sa.update(ExerciseAttempt).values(draft_revision=0, answers=[]))
        hub.db.commit()
        for pair in order:
            hub.send(*pair)
            ingest.step(block_ms=1)
        assert hub.stored() == (80, 3, "c", -1)


def test_killed_before_it_acknowledged(hub: Hub, ingest: Ingest, run: Runtime) -> None:
    """Written, but Redis never heard of it: another consumer takes the entries over and writes them again."""
    hub.send(hub.progress((1, 1), 50), hub.draft((1, 2), 1, "4"), hub.presence((1, 3), 30))
    ingest._write(ingest._read(">", 1))
    assert pending(hub.redis) == 3
    second = Ingest(run.database, run.redis, "second", retry_seconds=0)
    second.tidy(orphaned_ms=0)
    assert second.step(block_ms=1) == 3
    assert hub.stored() == (50, 1, "4", 30)
    assert pending(hub.redis) == 0


def test_restarted_consumer_goes_on_with_its_own_entries(hub: Hub, ingest: Ingest, run: Runtime) -> None:
    """Read, but not yet written when it ended."""
    hub.send(hub.progress((1, 1), 50))
    ingest._read(">", 1)
    again = Ingest(run.database, run.redis, "first", retry_seconds=0)
    assert again.step(block_ms=1) == 1
    assert hub.stored()[0] == 50


@pytest.mark.parametrize("text", [b"", b"{", b'{"type":"weather"}', b'{"type":"activity"}', b"\xff"])
def test_unreadable_report_is_set_aside_after_five_tries(hub: Hub, ingest: Ingest, text: bytes) -> None:
    """It holds nobody up: what came with it is written at once."""
    hub.send(hub.progress((1, 1), 10), text, hub.progress((1, 2), 50))
    for tries in range(1, MOST_TRIES + 1):
        assert hub.redis.xlen(DEAD_STREAM) == 0
        ingest.step(block_ms=1)
        assert hub.stored()[0] == 50
        assert pending(hub.redis) == (1 if tries < MOST_TRIES else 0)
    set_aside: Any = hub.redis.xrange(DEAD_STREAM)  # typed for every version of the protocol at once
    assert [fields[b"report"] for _, fields in set_aside] == [text]
    assert hub.redis.hlen(TRIES_HASH) == 0


def test_report_that_reaches_into_another_centre_is_set_aside(hub: Hub, ingest: Ingest) -> None:
    """Keys refuse a session that is not in the centre; nothing of it is written anywhere."""
    forged = msgspec.structs.replace(hub.presence((1, 1), 30), centre_id=CentreId(str(hub.world.hillcrest.id)))
    progress = msgspec.structs.replace(hub.progress((1, 1), 90), centre_id=CentreId(str(hub.world.hillcrest.id)))
    hub.send(forged, progress)
    for _ in range(MOST_TRIES):
        ingest.step(block_ms=1)
    assert hub.stored() == (0, 0, None, -1)
    assert hub.redis.xlen(DEAD_STREAM) == 1


def test_nothing_is_given_up_while_the_database_is_away(
    hub: Hub, ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long it takes: no try is counted."""
    hub.send(hub.progress((1, 1), 50))

    def away(_entries: object) -> None:
        raise sqlalchemy.exc.OperationalError("UPDATE", {}, Exception("connection refused"))

    with monkeypatch.context() as patched:
        patched.setattr(ingest, "_write", away)
        for _ in range(2 * MOST_TRIES):
            with pytest.raises(sqlalchemy.exc.OperationalError):
                ingest.step(block_ms=1)
    ingest.step(block_ms=1)
    assert hub.stored()[0] == 50
    assert hub.redis.xlen(DEAD_STREAM) == 0


def test_trimmed_up_to_the_oldest_that_is_needed(hub: Hub, ingest: Ingest, run: Runtime) -> None:
    """What another consumer has read but not acknowledged stays, and what is behind it."""
    hub.send(hub.progress((1, 1), 10))
    ingest.step(block_ms=1)
    hub.send(hub.progress((1, 2), 20))
    Ingest(run.database, run.redis, "slow", retry_seconds=0)._read(">", 1)
    hub.send(hub.progress((1, 3), 30))
    ingest.step(block_ms=1)
    ingest.tidy()
    assert hub.redis.xlen(REPORTS_STREAM) == 2
    ingest.tidy(orphaned_ms=0)
    ingest.step(block_ms=1)
    ingest.tidy()
    assert hub.redis.xlen(REPORTS_STREAM) == 1


def test_work_that_was_handed_in_stays_as_it_is(hub: Hub, ingest: Ingest) -> None:
    """Live facts for an attempt after its submission are ignored (PROTOCOL)."""
    attempt = hub.db.get_one(ExerciseAttempt, hub.attempt_id)
    attempt.status, attempt.answers = AttemptStatus.AUTO_GRADED, [{"questionIndex": 0, "answer": "handed in"}]
    activity = hub.db.scalars(sa.select(StudentSessionActivity)).one()
    activity.status, activity.progress_pct, activity.completed_at = ActivityStatus.COMPLETED, 100, NOW
    hub.db.commit()
    hub.send(hub.progress((5, 1), 20), hub.draft((5, 2), 9, "too late"))
    ingest.step(block_ms=1)
    assert hub.stored()[:3] == (100, 0, "handed in")


def test_only_the_core_completes(hub: Hub, ingest: Ingest) -> None:
    """A student who says that they are through is at work until the work is handed in."""
    hub.send(hub.progress((1, 1), 100, ActivityStatus.COMPLETED))
    ingest.step(block_ms=1)
    hub.db.expire_all()
    activity = hub.db.scalars(sa.select(StudentSessionActivity)).one()
    assert (activity.status, activity.progress_pct, activity.completed_at) == (ActivityStatus.WORKING, 100, None)


def test_draft_after_the_time_limit_is_too_late(hub: Hub, ingest: Ingest) -> None:
    """The saved draft of the limit counts (C48)."""
    hub.db.get_one(ExerciseAttempt, hub.attempt_id).deadline_at = NOW - timedelta(minutes=1)
    hub.db.commit()
    hub.send(hub.draft((1, 1), 1, "late"))
    ingest.step(block_ms=1)
    assert hub.stored()[1] == 0


def test_draft_of_a_stranger_is_not_taken(hub: Hub, ingest: Ingest) -> None:
    """The attempt must be the reporting student's own."""
    other = UserId(str(hub.world.riverside.student2.id))
    hub.send(msgspec.structs.replace(hub.draft((1, 1), 1, "mine"), student_id=other))
    ingest.step(block_ms=1)
    assert hub.stored()[1] == 0
