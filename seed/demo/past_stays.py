"""How long people were in the room of a lesson of the demo's past, as the hub would have reported it (R153)."""

from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from core_service.attendance.rules import AttendanceStatus, attends
from seed.demo.centres import KnownCentre
from seed.demo.past_lessons import PastLesson
from shared.ids import new_id

_TUTOR_COMES_EARLIER = timedelta(minutes=6)
_TUTOR_LEAVES_LATER = timedelta(minutes=2)


def joins_at(lesson: PastLesson, status: AttendanceStatus, random: Random) -> datetime | None:
    """When a student who was marked so came in; None for one who did not come."""
    if not attends(status):
        return None
    minutes = random.randint(12, 18) if status is AttendanceStatus.LATE else random.randint(-4, 3)
    return lesson.starts_at + timedelta(minutes=minutes, seconds=random.randint(0, 59))


def stay(of_student: dict[str, Any], lesson: PastLesson, joined_at: datetime) -> dict[str, Any]:
    """A student's, up to the end."""
    return _row(of_student["centre_id"], of_student["student_id"], lesson, joined_at, lesson.ends_at)


def tutors_stay(centre: KnownCentre, lesson: PastLesson) -> dict[str, Any]:
    """The tutor is there before everybody, and still when they have left."""
    came, left = lesson.starts_at - _TUTOR_COMES_EARLIER, lesson.ends_at + _TUTOR_LEAVES_LATER
    return _row(centre.id, lesson.tutor_id, lesson, came, left)


def _row(centre_id: UUID, user_id: UUID, lesson: PastLesson, joined_at: datetime, left_at: datetime) -> dict[str, Any]:
    return {
        "centre_id": centre_id,
        "session_id": lesson.id,
        "user_id": user_id,
        "connection_id": new_id(),
        "joined_at": joined_at,
        "seen_at": left_at,
        "left_at": left_at,
    }
