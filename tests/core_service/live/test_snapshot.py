"""A room opens while the lesson goes on: its state and its `seq` must be of one moment (ARCHITECTURE 2, TRAPS).

State that is older than its `seq` would lose the event in between for ever. These tests write from other connections
while the snapshot is being read, so nothing here is rolled back.
"""

import threading

import msgspec
import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from core_service.foundation.runtime import Runtime
from core_service.live.queries import room as room_queries
from core_service.live.queries.room import room_bootstrap
from core_service.sessions.models import SessionEvent
from shared.events.notices import RoomBootstrap
from shared.events.values import AttendanceStatus, UserId
from shared.settings import CoreSettings
from tests.core_service.committed import run as run, settings_of_its_own as settings_of_its_own
from tests.core_service.conftest import World
from tests.core_service.live.lesson import Lesson

_MARKS = (AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.ABSENT, AttendanceStatus.EXCUSED)
_ROUNDS = 20


def bootstrap(client: FlaskClient, world: World, settings: CoreSettings) -> RoomBootstrap:
    """As the hub asks for it."""
    address = f"/api/internal/rooms/{world.session_id}?centreId={world.riverside.id}"
    answer = client.get(address, headers={"X-Service-Key": settings.service_key})
    return msgspec.json.decode(answer.data, type=RoomBootstrap)


def marks_up_to(run: Runtime, world: World, seq: int) -> AttendanceStatus | None:
    """What the log says of the first student's mark after `seq` events."""
    with run.database.open(world.everything) as db:
        found = sa.select(SessionEvent.event).where(
            SessionEvent.session_id == world.session_id, SessionEvent.seq <= seq
        )
        events = list(db.scalars(found.order_by(SessionEvent.seq)))
    marks = [event["status"] for event in events if event["type"] == "attendance:marked"]
    return AttendanceStatus(marks[-1]) if marks else None


def test_change_in_the_middle_of_the_reading_is_not_half_seen(
    client: FlaskClient, lesson: Lesson, run: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mark that is committed between `seq` and roster belongs to neither: the hub gets it as the next event."""
    world, read_roster = lesson.world, room_queries._roster

    def roster_after_a_mark(*arguments: object) -> object:
        other = client.application.test_client()
        body = {"studentId": str(world.riverside.student1.id), "status": "LATE"}
        path = f"/api/sessions/{world.session_id}/attendance"
        assert other.post(path, headers=world.riverside.tutor.headers, json=body).status_code == 200
        return read_roster(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(room_queries, "_roster", roster_after_a_mark)
    with run.database.snapshot(world.everything) as db:
        opened = room_bootstrap(
            db, session_id=world.session_id, centre_id=world.riverside.id, quiet_seconds=120, offline_seconds=30
        )
    assert (opened.seq, opened.students[UserId(str(world.riverside.student1.id))].attendance) == (0, None)
    assert marks_up_to(run, world, 1) is AttendanceStatus.LATE


def test_rooms_that_open_during_a_busy_lesson_lose_nothing(client: FlaskClient, lesson: Lesson, run: Runtime) -> None:
    """Each bootstrap shows exactly what the log says up to its `seq`, neither less nor more."""
    world = lesson.world
    stop = threading.Event()
    failures: list[str] = []

    def keep_marking() -> None:
        own = client.application.test_client()
        path = f"/api/sessions/{world.session_id}/attendance"
        number = 0
        while not stop.is_set():
            body = {"studentId": str(world.riverside.student1.id), "status": _MARKS[number % 4]}
            answer = own.post(path, headers=world.riverside.tutor.headers, json=body)
            if answer.status_code != 200:
                failures.append(answer.text)
            number += 1

    writer = threading.Thread(target=keep_marking)
    writer.start()
    try:
        opened = [bootstrap(client, world, run.settings) for _ in range(_ROUNDS)]
    finally:
        stop.set()
        writer.join()
    assert failures == []
    assert len({each.seq for each in opened}) > _ROUNDS // 4
    for each in opened:
        shown = each.students[UserId(str(world.riverside.student1.id))].attendance
        assert shown == marks_up_to(run, world, each.seq)
