"""Writes changes of planned sessions, one or many at once: row, event for the room, audit, calendar revision."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.foundation.jobs import Promise, schedule_each
from core_service.sessions.models import TutoringSession
from core_service.sessions.queries.timetable import stepped_in_by_session
from core_service.sessions.rules.occurrences import local_day
from core_service.sessions.service.enrollments import record_scheduling
from core_service.sessions.service.log import Entry, append_events
from shared.events.room import SessionChanged
from shared.events.values import Audience, UserId

Values = Mapping[str, Any]
"""New values of a session's columns, by their names."""

_IN_CALENDARS = frozenset(
    {"name", "tutor_id", "substitute_tutor_id", "room_id", "scheduled_start", "scheduled_end", "status"}
)
_FREE_TEXTS = frozenset({"name", "notes", "video_meeting_url", "cancel_reason"})
_TUTORS = frozenset({"tutor_id", "substitute_tutor_id"})
_EVERYONE: Audience = "everyone"

TELL_CHANGE = "notifications.session_changed"
"""Promised for each session whose time, room or tutor changes, or that is called off.

Its arguments are `{sessionId, changed, wasAt, revision}`: names of columns, and when it was to begin.
"""

_TOLD = frozenset({"tutor_id", "substitute_tutor_id", "room_id", "scheduled_start", "scheduled_end", "status"})


def change_sessions(
    db: Session,
    actor: Actor | None,
    action: str,
    changes: Sequence[tuple[TutoringSession, Values]],
    *,
    zone: ZoneInfo,
    now: datetime,
    seats: Mapping[UserId, str | None] | None = None,
) -> None:
    """Gives locked sessions new values; one that has them already is left alone. Statements do not grow with them.

    `seats` are what changed of the one session's seats, which the caller has written.
    """
    differing = [(session, _differing(session, values)) for session, values in changes]
    differing = [(session, values) for session, values in differing if values or seats]
    before = {session.id: {name: getattr(session, name) for name in values} for session, values in differing}
    for session, values in differing:
        _set(session, values, zone)
    tutored = [session.id for session, values in differing if _TUTORS & values.keys()]
    stepped_in = stepped_in_by_session(db, tutored) if tutored else {}
    db.flush()
    events: list[Entry] = [
        (session, _EVERYONE, _event(session, values, stepped_in.get(session.id, ())))
        for session, values in differing
        if values
    ]
    if seats:
        events += [each for session, _ in differing for each in seat_events(session, seats)]
    append_events(db, events, now=now)
    for session, values in differing:
        record_scheduling(db, actor, action, session, before=audited(before[session.id]), after=audited(values))
    _promise_telling(db, differing, before, now=now)
    db.flush()


def _promise_telling(
    db: Session,
    changes: Sequence[tuple[TutoringSession, Values]],
    before: Mapping[UUID, Values],
    *,
    now: datetime,
) -> None:
    """In one statement for all sessions of the one centre."""
    told = [(session, sorted(_TOLD & values.keys())) for session, values in changes if _TOLD & values.keys()]
    promises = [
        Promise(
            now,
            f"{session.id} {session.schedule_revision}",
            {
                "sessionId": str(session.id),
                "changed": changed,
                "wasAt": before[session.id].get("scheduled_start", session.scheduled_start).isoformat(),
                "revision": session.schedule_revision,
            },
        )
        for session, changed in told
    ]
    if promises:
        schedule_each(db, TELL_CHANGE, centre_id=told[0][0].centre_id, promises=promises)


def _differing(session: TutoringSession, values: Values) -> dict[str, Any]:
    return {name: value for name, value in values.items() if getattr(session, name) != value}


def _set(session: TutoringSession, values: Values, zone: ZoneInfo) -> None:
    for name, value in values.items():
        setattr(session, name, value)
    session.date = local_day(session.scheduled_start, zone)
    if _IN_CALENDARS & values.keys():
        session.schedule_revision += 1


def seat_events(session: TutoringSession, seats: Mapping[UserId, str | None]) -> list[Entry]:
    """One for each student, who alone sees it beside the staff: a student is told nothing of the others."""
    return [(session, (student_id,), SessionChanged(seats={student_id: seat})) for student_id, seat in seats.items()]


def _event(session: TutoringSession, values: Values, stepped_in: Sequence[UUID]) -> SessionChanged:
    """What the room must know of it; a new name or place it reads again by REST."""
    tutors = tuple(UserId(str(id)) for id in dict.fromkeys([*session.named_tutor_ids, *stepped_in]))
    return SessionChanged(
        tutor_ids=tutors if _TUTORS & values.keys() else None,
        scheduled_start=values.get("scheduled_start"),
        scheduled_end=values.get("scheduled_end"),
        status=values.get("status"),
    )


def audited(values: Values) -> dict[str, object]:
    """Ids, enums, numbers and times as they are; of a free text only that it changed."""
    return {
        name: "changed" if name in _FREE_TEXTS else value.value if isinstance(value, StrEnum) else value
        for name, value in values.items()
    }
