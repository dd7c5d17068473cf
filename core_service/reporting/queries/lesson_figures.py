"""Figures of several sessions at once: marks, notes, hands, who is in the room; one statement each (R100)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.attendance.models import AttendanceRecord, PresenceInterval
from core_service.attendance.rules import BELIEVED_FOR
from core_service.live.models import HelpRequest, TutorNote
from core_service.live.rules import OPEN_STATUSES, HelpStatus, NoteVisibility
from core_service.reporting.rules.days import Presence
from core_service.sessions.models import StudentSessionEnrollment


@dataclass(frozen=True, slots=True)
class Hands:
    """Of a session: hands that are up, hands that were answered, and the longest wait until an answer."""

    open: int = 0
    answered: int = 0
    longest_wait_seconds: int | None = None


NO_HANDS = Hands()


def presences(db: Session, session_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Presence]]:
    """Each session's students, once whatever number of courses they take."""
    place, mark, note = StudentSessionEnrollment, AttendanceRecord, TutorNote
    is_for_parents = sa.and_(note.enrollment_id == place.id, note.visibility == NoteVisibility.PARENT)
    is_of_student = sa.and_(mark.session_id == place.session_id, mark.student_id == place.student_id)
    found = (
        sa.select(place.session_id, place.student_id, mark.status, sa.func.bool_or(note.id.is_not(None)))
        .outerjoin(mark, is_of_student)
        .outerjoin(note, is_for_parents)
        .where(place.session_id.in_(session_ids), place.is_taken)
        .group_by(place.session_id, place.student_id, mark.status)
        .order_by(sa.func.min(place.seat), place.student_id)
    )
    students: defaultdict[UUID, list[Presence]] = defaultdict(list)
    for session_id, student_id, status, has_note in db.execute(found):
        students[session_id].append(Presence(student_id, status, has_note))
    return students


def in_the_room(db: Session, session_ids: Collection[UUID], *, now: datetime) -> Mapping[UUID, Sequence[UUID]]:
    """Who is connected to each session's room now, the earliest first; before the start this is the waiting room."""
    stay = PresenceInterval
    found = (
        sa.select(stay.session_id, stay.user_id)
        .where(stay.session_id.in_(session_ids), stay.left_at.is_(None), stay.seen_at >= now - BELIEVED_FOR)
        .group_by(stay.session_id, stay.user_id)
        .order_by(sa.func.min(stay.joined_at))
    )
    people: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for session_id, user_id in db.execute(found):
        people[session_id].append(user_id)
    return people


def hands_by_session(db: Session, session_ids: Collection[UUID]) -> Mapping[UUID, Hands]:
    """Sessions without a hand are left out."""
    hand = HelpRequest
    resolved_at = sa.case((hand.status == HelpStatus.RESOLVED, hand.resolved_at))
    answered_at = sa.func.coalesce(hand.acknowledged_at, resolved_at)
    wait = sa.func.max(sa.extract("epoch", answered_at - hand.requested_at))
    found = (
        sa.select(
            hand.session_id,
            sa.func.count().filter(hand.status.in_(OPEN_STATUSES)),
            sa.func.count(answered_at),
            sa.cast(wait, sa.Integer),
        )
        .where(hand.session_id.in_(session_ids))
        .group_by(hand.session_id)
    )
    return {session_id: Hands(*figures) for session_id, *figures in db.execute(found)}
