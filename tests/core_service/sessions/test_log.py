"""The session log under parallel writers: gapless, in commit order, without deadlock (ARCHITECTURE 2)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import msgspec
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.attendance.models import AttendanceRecord
from core_service.attendance.rules import AttendanceStatus
from core_service.foundation.db import FRANCHISE_ID, Database, DataScope
from core_service.foundation.errors import NotFound
from core_service.foundation.notices import publish_announced
from core_service.sessions.models import SessionEvent
from core_service.sessions.service.log import append_event, append_events, lock_session
from shared.events.notices import LoggedEvent
from shared.events.room import AttendanceMarked, SessionStarted
from shared.events.values import AttendanceStatus as WireStatus, UserId
from shared.ids import new_id
from tests.core_service.conftest import NOW, RecordedNotices, World
from tests.engines import TestDatabase
from tests.factories import people, sessions

WRITERS, EVENTS_EACH = 8, 15


@pytest.fixture
def committed(database: TestDatabase) -> Iterator[Database]:
    """A database whose transactions are real ones, since several take part."""
    opened = Database(database.url, pool_size=WRITERS)
    yield opened
    opened.close()


@pytest.fixture
def room(committed: Database) -> tuple[DataScope, UUID, list[UUID]]:
    """A centre of its own with a session and its students."""
    with committed.transaction(DataScope(frozenset({FRANCHISE_ID}))) as db:
        where = people.centre(db, "Log")
        tutor = people.person(db, where, "tutor", Role.TEACHER, now=NOW)
        students = [people.person(db, where, f"s{number}", Role.STUDENT, now=NOW).id for number in range(WRITERS)]
        session_id = sessions.session(db, where, tutor, starts_at=NOW - timedelta(minutes=5))
    return DataScope(frozenset({where.id})), session_id, students


def test_parallel_writers_leave_no_gap(committed: Database, room: tuple[DataScope, UUID, list[UUID]]) -> None:
    """Each writes a row with a key to the session and an event; every third one rolls back and leaves no hole."""
    scope, session_id, students = room

    def write(student_id: UUID) -> list[int]:
        published = RecordedNotices()
        for number in range(EVENTS_EACH):
            with committed.open(scope) as db:
                session = lock_session(db, session_id)
                db.execute(sa.delete(AttendanceRecord).where(AttendanceRecord.student_id == student_id))
                db.add(
                    AttendanceRecord(
                        centre_id=session.centre_id,
                        session_id=session_id,
                        student_id=student_id,
                        status=AttendanceStatus.PRESENT,
                        marked_at=NOW,
                        marked_by_id=session.tutor_id,
                    )
                )
                member = UserId(str(student_id))
                event = AttendanceMarked(student_id=member, status=WireStatus.PRESENT)
                append_event(db, session, (member,), event, now=NOW)
                if number % 3 == 2:
                    db.rollback()
                else:
                    db.commit()
                    publish_announced(db, published)
        return [msgspec.json.decode(message, type=LoggedEvent).seq for _, message in published.sent]

    with ThreadPoolExecutor(WRITERS) as pool:
        published = [seq for seqs in pool.map(write, students) for seq in seqs]
    with committed.open(scope) as db:
        stored = db.scalars(sa.select(SessionEvent.seq).where(SessionEvent.session_id == session_id)).all()
    assert sorted(stored) == list(range(1, WRITERS * EVENTS_EACH * 2 // 3 + 1))
    assert sorted(published) == sorted(stored)


def test_several_logs_go_on_each_for_itself(db: Session, world: World) -> None:
    """Three events for one session and one for another, in turns: each log is gapless, in the order that was given."""
    here, started = world.riverside, SessionStarted()
    other_id = sessions.session(db, here, here.tutor2, starts_at=NOW + timedelta(days=1))
    one, other = lock_session(db, world.session_id), lock_session(db, other_id)
    first = append_event(db, one, "staff", started, now=NOW)
    seqs = append_events(
        db,
        [(one, "staff", started), (other, "everyone", started), (one, "everyone", started), (one, "staff", started)],
        now=NOW,
    )
    assert seqs == [first + 1, 1, first + 2, first + 3]
    logged = sa.select(SessionEvent.audience).where(SessionEvent.session_id == one.id, SessionEvent.seq > first)
    assert db.scalars(logged.order_by(SessionEvent.seq)).all() == ["staff", "everyone", "staff"]
    assert append_event(db, other, "everyone", started, now=NOW) == 2


def test_nothing_is_announced_before_the_commit(committed: Database, room: tuple[DataScope, UUID, list[UUID]]) -> None:
    """What a rolled back transaction announced is never published."""
    scope, session_id, _ = room
    published = RecordedNotices()
    with committed.open(scope) as db:
        append_event(db, lock_session(db, session_id), "everyone", SessionStarted(), now=NOW)
        assert published.sent == []
        db.rollback()
    with committed.open(scope) as db:
        assert db.scalar(sa.select(sa.func.count()).select_from(SessionEvent)) == 0


def test_unknown_session_cannot_be_taken(committed: Database, room: tuple[DataScope, UUID, list[UUID]]) -> None:
    """NotFound, for a foreign one as for one that does not exist."""
    _, session_id, _ = room
    with committed.open(DataScope(frozenset({new_id()}))) as stranger:
        for wanted in (session_id, new_id()):
            with pytest.raises(NotFound):
                lock_session(stranger, wanted)
