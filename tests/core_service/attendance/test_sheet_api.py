"""The sheet that attendance is marked from: marks as they are, and what the room suggests (R150, R153)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.attendance.models import PresenceInterval
from core_service.attendance.rules import AttendanceStatus
from core_service.attendance.rules.prefill import Suggestion, SuggestionReason, suggestion
from core_service.centres.rules import USUAL, CentreSettings
from core_service.foundation.runtime import Runtime
from shared.clock import wire_time
from shared.ids import new_id
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.statements import statements_of
from tests.factories.people import TestPerson

START = NOW - timedelta(minutes=30)


def sheet(client: FlaskClient, world: World, who: TestPerson) -> Any:
    """Of the running session."""
    return client.get(f"/api/sessions/{world.session_id}/attendance", headers=who.headers)


def come(db: Session, world: World, who: TestPerson, at: datetime) -> None:
    """Is in the room from then on."""
    stay = PresenceInterval(
        centre_id=world.riverside.id,
        session_id=world.session_id,
        user_id=who.id,
        connection_id=new_id(),
        joined_at=at,
        seen_at=NOW,
    )
    db.add(stay)
    db.commit()


def test_anonymous_is_asked_to_sign_in(client: FlaskClient, world: World) -> None:
    """401."""
    assert client.get(f"/api/sessions/{world.session_id}/attendance").status_code == 401


@pytest.mark.parametrize(("who", "status"), [("student1", 403), ("parent", 403), ("assessor", 403), ("tutor2", 403)])
def test_only_staff_of_the_session_look(client: FlaskClient, world: World, who: str, status: int) -> None:
    """403 without the permission or the relation."""
    assert sheet(client, world, world.riverside.people[who]).status_code == status


def test_wrong_centre_sees_nothing(client: FlaskClient, world: World) -> None:
    """404."""
    assert sheet(client, world, world.hillcrest.supervisor).status_code == 404


def test_presence_prefills(client: FlaskClient, world: World, db: Session) -> None:
    """In time and late; the mark itself stays empty until somebody makes it."""
    come(db, world, world.riverside.student1, START + timedelta(minutes=2))
    come(db, world, world.riverside.student2, START + timedelta(minutes=20))
    one, two = json_of(sheet(client, world, world.riverside.tutor))["students"]
    assert (one["status"], one["suggestion"]) == (None, {"status": "PRESENT", "reason": "JOINED"})
    assert one["presentSeconds"] == 28 * 60
    assert two["suggestion"] == {"status": "LATE", "reason": "JOINED_LATE"}


def test_nobody_is_absent_by_itself(client: FlaskClient, world: World) -> None:
    """Unmarked stays unmarked (REQUIREMENTS 26)."""
    rows = json_of(sheet(client, world, world.riverside.supervisor))["students"]
    assert [(row["status"], row["suggestion"], row["joinedAt"]) for row in rows] == [(None, None, None)] * 2


def test_marks_are_shown(client: FlaskClient, world: World) -> None:
    """With note and time."""
    body = {"studentId": str(world.riverside.student1.id), "status": "LATE", "note": "Bus"}
    client.post(f"/api/sessions/{world.session_id}/attendance", headers=world.riverside.tutor.headers, json=body)
    row = json_of(sheet(client, world, world.riverside.tutor))["students"][0]
    assert (row["status"], row["note"], row["markedAt"]) == ("LATE", "Bus", "2026-11-17T16:30:00Z")


def mark(client: FlaskClient, world: World, who: TestPerson, status: str | None) -> None:
    """The first student."""
    body = {"studentId": str(world.riverside.student1.id), "status": status}
    client.post(f"/api/sessions/{world.session_id}/attendance", headers=who.headers, json=body)


def test_who_is_in_the_room_now_is_told_from_who_was(client: FlaskClient, world: World, db: Session) -> None:
    """With seats; a stay that the hub has not extended for long is over."""
    come(db, world, world.riverside.student1, START - timedelta(minutes=2))
    db.add(
        PresenceInterval(
            centre_id=world.riverside.id,
            session_id=world.session_id,
            user_id=world.riverside.student2.id,
            connection_id=new_id(),
            joined_at=START,
            seen_at=NOW - timedelta(minutes=10),
        )
    )
    db.commit()
    one, two = json_of(sheet(client, world, world.riverside.tutor))["students"]
    assert (one["seat"], one["presentSince"]) == ("A1", wire_time(START - timedelta(minutes=2)))
    assert (two["seat"], two["presentSince"], two["joinedAt"]) == ("A2", None, wire_time(START))


def test_absence_shows_who_marked_and_what_follows(client: FlaskClient, world: World) -> None:
    """By another adult, with the catch-up and when the parents hear; un-marking withdraws both at once."""
    mark(client, world, world.riverside.supervisor, "ABSENT")
    row = json_of(sheet(client, world, world.riverside.tutor))["students"][0]
    assert row["markedBy"]["id"] == str(world.riverside.supervisor.id)
    assert row["parentsToldAt"] == wire_time(NOW + timedelta(minutes=15))
    assert row["catchUp"]["estimatedMins"] > 0
    mark(client, world, world.riverside.tutor, None)
    row = json_of(sheet(client, world, world.riverside.tutor))["students"][0]
    assert (row["markedBy"], row["parentsToldAt"], row["catchUp"]) == (None, None, None)


def test_sheet_takes_a_fixed_number_of_statements(client: FlaskClient, world: World, run: Runtime) -> None:
    """However many are marked."""
    with statements_of(run) as few:
        sheet(client, world, world.riverside.tutor)
    for student in (world.riverside.student1, world.riverside.student2):
        body = {"studentId": str(student.id), "status": "ABSENT"}
        path = f"/api/sessions/{world.session_id}/attendance"
        client.post(path, headers=world.riverside.tutor.headers, json=body)
    with statements_of(run) as many:
        sheet(client, world, world.riverside.tutor)
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("minutes", "has_notice", "settings", "expected"),
    [
        (10, False, USUAL, Suggestion(AttendanceStatus.PRESENT, SuggestionReason.JOINED)),
        (11, False, USUAL, Suggestion(AttendanceStatus.LATE, SuggestionReason.JOINED_LATE)),
        (
            11,
            True,
            CentreSettings(late_after_minutes=15),
            Suggestion(AttendanceStatus.PRESENT, SuggestionReason.JOINED),
        ),
        (None, True, USUAL, Suggestion(AttendanceStatus.EXCUSED, SuggestionReason.NOTICE)),
        (None, False, USUAL, None),
    ],
)
def test_what_is_suggested(
    minutes: int | None, *, has_notice: bool, settings: CentreSettings, expected: Suggestion | None
) -> None:
    """Whoever came, came; the centre says from when on one is late."""
    joined_at = None if minutes is None else START + timedelta(minutes=minutes)
    found = suggestion(joined_at=joined_at, begun_at=START, has_notice=has_notice, settings=settings)
    assert found == expected
