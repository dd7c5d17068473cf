"""Calendar feeds (RFC 5545): a secret address per person, told once.

Good: a tutor's, a student's or a parent's calendar program shows sessions, edits and cancellations. Bad: an address
that was renewed must open nothing; nobody's calendar names another child; after both changes of the clock the hours
must be right.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.audit.models import AuditLog
from core_service.foundation.db import FRANCHISE_ID, DataScope
from core_service.foundation.models import IdempotencyKey
from core_service.foundation.runtime import Runtime
from core_service.identity.models import AppUser
from core_service.reporting.models import CalendarFeed
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import EnrollmentStatus, SessionStatus
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.reporting.calendar_lines import components
from tests.core_service.statements import statements_of
from tests.factories import sessions
from tests.factories.people import TestPerson

URL = "/api/calendar-feed"


def feed_path(client: FlaskClient, who: TestPerson) -> str:
    """The path of a new address."""
    made = client.post(URL, headers=who.headers)
    assert made.status_code == 201
    address: str = json_of(made)["url"]
    return "/api/calendar/" + address.rpartition("/")[2]


def events(client: FlaskClient, path: str) -> list[Any]:
    """What a calendar program reads."""
    answer = client.get(path)
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    assert len(components(answer.get_data(), "VCALENDAR")) == 1
    calendar: Any = icalendar.Calendar.from_ical(answer.get_data())
    return list(calendar.walk("VEVENT"))


def test_anonymous_makes_none(client: FlaskClient, world: World) -> None:
    """401 for all three."""
    assert {client.get(URL).status_code, client.post(URL).status_code, client.delete(URL).status_code} == {401}


@pytest.mark.parametrize("who", ["tutor", "student1", "parent"])
def test_everybody_has_their_sessions(client: FlaskClient, world: World, who: str) -> None:
    """Once each, in the centre's zone, under a name that stays the same."""
    path = feed_path(client, world.riverside.people[who])
    [event] = events(client, path)
    assert str(event["uid"]).startswith(str(world.session_id))
    assert (event["status"], event["dtstart"].params["tzid"]) == ("CONFIRMED", "Europe/London")
    assert event["dtstart"].dt == NOW - timedelta(minutes=30)
    assert [str(each["uid"]) for each in events(client, path)] == [str(event["uid"])]


def test_nobody_sees_another_child(client: FlaskClient, world: World) -> None:
    """A parent reads the own child's name, a student none, a tutor how many they are."""
    where = world.riverside
    texts = {who: client.get(feed_path(client, where.people[who])).get_data(as_text=True) for who in where.people}
    assert "Student1" in texts["parent"]
    assert all("Student2" not in text for text in texts.values())
    assert "Student1" not in texts["student1"] + texts["tutor"]
    assert "2 students" in texts["tutor"]
    assert "BEGIN:VEVENT" not in texts["assessor"]


def test_edits_and_cancellations_arrive(client: FlaskClient, world: World, db: Session) -> None:
    """SEQUENCE and LAST-MODIFIED grow; a cancelled session stays, as cancelled."""
    path = feed_path(client, world.riverside.student1)
    [before] = events(client, path)
    session = db.get_one(TutoringSession, world.session_id)
    session.scheduled_start += timedelta(hours=1)
    session.scheduled_end += timedelta(hours=1)
    session.schedule_revision += 1
    session.updated_at = session.updated_at + timedelta(minutes=1)
    db.commit()
    [moved] = events(client, path)
    assert moved["sequence"] > before["sequence"]
    assert moved["last-modified"].dt > before["last-modified"].dt
    assert moved["dtstart"].dt - before["dtstart"].dt == timedelta(hours=1)
    session.status = SessionStatus.CANCELLED
    session.schedule_revision += 1
    db.commit()
    [cancelled] = events(client, path)
    assert (cancelled["uid"], cancelled["status"]) == (before["uid"], "CANCELLED")
    assert cancelled["sequence"] > moved["sequence"]


def test_a_place_that_is_given_up_is_cancelled_for_that_student(client: FlaskClient, world: World, db: Session) -> None:
    """The others keep theirs."""
    path, other = feed_path(client, world.riverside.student1), feed_path(client, world.riverside.student2)
    [before] = events(client, path)
    place = StudentSessionEnrollment
    db.execute(
        sa.update(place)
        .where(place.student_id == world.riverside.student1.id)
        .values(status=EnrollmentStatus.WITHDRAWN, updated_at=datetime.now(UTC) + timedelta(minutes=5))
    )
    db.commit()
    [event] = events(client, path)
    assert (event["status"], event["sequence"] > before["sequence"]) == ("CANCELLED", True)
    assert events(client, other)[0]["status"] == "CONFIRMED"


def test_a_tutors_event_is_newer_when_who_comes_has_changed(client: FlaskClient, world: World, db: Session) -> None:
    """It tells how many they are, so LAST-MODIFIED grows; nothing was moved, so SEQUENCE does not."""
    path = feed_path(client, world.riverside.tutor)
    [before] = events(client, path)
    place = StudentSessionEnrollment
    later = datetime.now(UTC) + timedelta(minutes=5)
    gone = sa.update(place).where(place.student_id == world.riverside.student1.id)
    db.execute(gone.values(status=EnrollmentStatus.WITHDRAWN, updated_at=later))
    db.commit()
    [after] = events(client, path)
    assert (str(before["description"]), str(after["description"])) == ("2 students.", "1 student.")
    assert (after["last-modified"].dt, after["sequence"]) == (later.replace(microsecond=0), before["sequence"])


def test_a_session_that_is_covered_leaves_the_tutors_time_free(client: FlaskClient, world: World, db: Session) -> None:
    """Both have it; only the substitute's time is taken."""
    where = world.riverside
    db.get_one(TutoringSession, world.session_id).substitute_tutor_id = where.tutor2.id
    db.commit()
    [mine], [theirs] = events(client, feed_path(client, where.tutor)), events(client, feed_path(client, where.tutor2))
    assert (mine["transp"], str(mine["summary"])) == ("TRANSPARENT", "Study hall (Tutor2 takes over)")
    assert theirs["transp"] == "OPAQUE"


def test_an_address_can_be_renewed_and_ended(client: FlaskClient, world: World, run: Runtime) -> None:
    """The old one and an ended one look like one that never was; both acts are on record, the token nowhere."""
    tutor = world.riverside.tutor
    assert json_of(client.get(URL, headers=tutor.headers)) == {"madeAt": None}
    old = feed_path(client, tutor)
    new = feed_path(client, tutor)
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
    assert json_of(client.get(URL, headers=tutor.headers))["madeAt"] is not None
    assert client.delete(URL, headers=tutor.headers).status_code == 204
    assert client.delete(URL, headers=tutor.headers).status_code == 204
    assert client.get(new).status_code == 404
    with run.database.open(DataScope(frozenset({FRANCHISE_ID}))) as db:
        acts = db.scalars(sa.select(AuditLog.action).where(AuditLog.user_id == tutor.id).order_by(AuditLog.id)).all()
        assert db.scalar(sa.select(sa.func.count()).select_from(CalendarFeed)) == 0
    assert acts == ["CALENDAR_FEED_MAKE", "CALENDAR_FEED_RENEW", "CALENDAR_FEED_END"]


def test_the_address_is_kept_nowhere(client: FlaskClient, world: World, db: Session) -> None:
    """Not with the answers to repeated requests either: the same key again makes a new one."""
    headers = world.riverside.tutor.headers | {"Idempotency-Key": "feed"}
    first, second = (json_of(client.post(URL, headers=headers))["url"] for _ in range(2))
    assert first != second
    assert db.scalars(sa.select(IdempotencyKey.response)).all() == []


def test_who_is_deactivated_has_no_calendar_any_more(client: FlaskClient, world: World, db: Session) -> None:
    """At once."""
    path = feed_path(client, world.riverside.tutor)
    db.execute(sa.update(AppUser).where(AppUser.id == world.riverside.tutor.id).values(is_active=False))
    db.commit()
    assert client.get(path).status_code == 404
    assert client.get("/api/calendar/nothing.ics").status_code == 404


def test_parameters_that_calendar_programs_add_change_nothing(client: FlaskClient, world: World) -> None:
    """Some ask with a number against caches; the address is theirs to keep, and not to be refused for it."""
    path = feed_path(client, world.riverside.tutor)
    plain, asked = client.get(path), client.get(f"{path}?nocache=1700000000&nocache=2")
    assert (asked.status_code, asked.data) == (200, plain.data)
    assert client.get("/api/calendar/nothing.ics?nocache=1").status_code == 404


def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, world: World, db: Session) -> None:
    """304 with the same ETag; after a change another one."""
    path = feed_path(client, world.riverside.tutor)
    tag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.get_data()) == (304, b"")
    db.get_one(TutoringSession, world.session_id).name = "Moved"
    db.commit()
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_hours_are_right_across_both_changes_of_the_clock(client: FlaskClient, world: World, db: Session) -> None:
    """Four in the afternoon stays four in the afternoon, by the file's own rules alone."""
    where, zone = world.riverside, ZoneInfo("Europe/London")
    days = [(2026, 10, 24), (2026, 10, 26), (2027, 3, 27), (2027, 3, 29)]
    for year, month, day in days:
        local = datetime(year, month, day, 16, tzinfo=zone)
        sessions.session(db, where, where.tutor2, starts_at=local.astimezone(UTC), status=SessionStatus.SCHEDULED)
    db.commit()
    body = client.get(feed_path(client, where.tutor2)).get_data()
    calendar: Any = icalendar.Calendar.from_ical(body)
    [rules] = calendar.walk("VTIMEZONE")
    own_rules = rules.to_tz(lookup_tzid=False)
    starts = [event["dtstart"].dt for event in calendar.walk("VEVENT")]
    assert [(each.month, each.day, each.hour) for each in starts] == [(month, day, 16) for _, month, day in days]
    by_rules = [each.replace(tzinfo=own_rules).utcoffset() for each in starts]
    assert by_rules == [timedelta(hours=1), timedelta(0), timedelta(0), timedelta(hours=1)]


def test_statements_do_not_grow(client: FlaskClient, world: World, db: Session, run: Runtime) -> None:
    """With the number of sessions."""
    path, where = feed_path(client, world.riverside.parent), world.riverside
    with statements_of(run) as before:
        client.get(path)
    for days in range(1, 6):
        sessions.session(
            db, where, where.tutor, starts_at=NOW + timedelta(days=days), students=[(where.student1, world.course)]
        )
    db.commit()
    with statements_of(run) as after:
        assert len(events(client, path)) == 6
    assert len(before) == len(after)
