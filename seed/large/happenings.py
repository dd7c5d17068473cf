"""What happened in a crowd's past lessons: marks, presence, hands, notes, catch-ups; and the record of acts."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any  # columns by name

from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.attendance.models import AttendanceRecord, CatchUpItem, CatchUpPackage, PresenceInterval
from core_service.attendance.rules import AttendanceStatus
from core_service.audit.models import AuditLog
from core_service.foundation.db import FRANCHISE_ID
from core_service.live.models import HelpRequest, TutorNote
from core_service.live.rules import HelpStatus, NoteVisibility
from seed.copying import copy_rows
from seed.large.attempts import SheetsByLevel
from seed.large.lessons import Lesson, Place
from seed.large.population import CrowdCentre
from shared.ids import new_id

Row = dict[str, Any]
_ACTS_PER_CENTRE = 1000
_ACTS = (
    ("ATTENDANCE_MARK", Role.TEACHER, "AttendanceRecord"),
    ("REVIEW_COMPLETE", Role.ASSESSOR, "AssessmentReview"),
    ("SESSION_EDIT", Role.SUPERVISOR, "TutoringSession"),
)


def write_happenings(db: Session, lessons: Sequence[Lesson], sheets: SheetsByLevel) -> None:
    """Of past lessons."""
    marked = [(lesson, place, _attendance(place)) for lesson in lessons for place in lesson.places]
    came = [(lesson, place) for lesson, place, status in marked if status is not AttendanceStatus.ABSENT]
    away = [(lesson, place) for lesson, place, status in marked if status is AttendanceStatus.ABSENT]
    copy_rows(db, AttendanceRecord, (_mark_row(*each) for each in marked))
    copy_rows(db, PresenceInterval, (_presence_row(*each) for each in came))
    copy_rows(db, HelpRequest, (row for lesson in lessons for row in _hand_rows(lesson)))
    copy_rows(db, TutorNote, (_note_row(*each) for each in came[::3]))
    packages = [(new_id(), lesson, place) for lesson, place in away]
    copy_rows(db, CatchUpPackage, (_package_row(*each) for each in packages))
    copy_rows(db, CatchUpItem, (row for each in packages for row in _item_rows(*each, sheets)))


def write_acts(db: Session, centres: Sequence[CrowdCentre], *, now: datetime) -> None:
    """A thousand lines of each centre's record, over the last year."""
    copy_rows(db, AuditLog, (row for centre in centres for row in _act_rows(centre, now)))


def _attendance(place: Place) -> AttendanceStatus:
    """The same for the same place: one in ten is away."""
    [drawn] = Random(place.enrollment_id.int).choices(list(AttendanceStatus), weights=(80, 6, 10, 4))
    return drawn


def _of_place(lesson: Lesson, place: Place) -> Row:
    return {"centre_id": lesson.centre.id, "session_id": lesson.session_id, "student_id": place.student.id}


def _mark_row(lesson: Lesson, place: Place, status: AttendanceStatus) -> Row:
    marked = {"marked_at": lesson.starts_at + timedelta(minutes=5), "marked_by_id": lesson.tutor.id}
    return _of_place(lesson, place) | marked | {"status": status}


def _presence_row(lesson: Lesson, place: Place) -> Row:
    return {
        "centre_id": lesson.centre.id,
        "session_id": lesson.session_id,
        "user_id": place.student.id,
        "connection_id": new_id(),
        "joined_at": lesson.starts_at,
        "seen_at": lesson.ends_at,
        "left_at": lesson.ends_at,
    }


def _hand_rows(lesson: Lesson) -> Iterator[Row]:
    random = Random(lesson.session_id.int)
    for place in lesson.places[:4]:
        asked_at = lesson.starts_at + timedelta(minutes=random.randint(5, 60))
        answered_at = asked_at + timedelta(seconds=random.randint(10, 500))
        yield _of_place(lesson, place) | {
            "content_centre_id": FRANCHISE_ID,
            "status": HelpStatus.RESOLVED,
            "requested_at": asked_at,
            "acknowledged_at": answered_at,
            "acknowledged_by_id": lesson.tutor.id,
            "resolved_at": answered_at + timedelta(minutes=2),
            "resolved_by_id": lesson.tutor.id,
            "created_at": asked_at,
        }


def _note_row(lesson: Lesson, place: Place) -> Row:
    return {
        "centre_id": lesson.centre.id,
        "enrollment_id": place.enrollment_id,
        "tutor_id": lesson.tutor.id,
        "content": "Went on alone after one question.",
        "visibility": NoteVisibility.PARENT,
    }


def _package_row(id: object, lesson: Lesson, place: Place) -> Row:
    due_at = lesson.ends_at + timedelta(days=10)
    return _of_place(lesson, place) | {"id": id, "assigned_at": lesson.ends_at, "due_at": due_at}


def _item_rows(id: object, lesson: Lesson, place: Place, sheets: SheetsByLevel) -> Iterator[Row]:
    level = place.student.levels[place.course_id]
    for position, sheet in enumerate(sheets[place.course_id, level][:3], start=1):
        yield {
            "centre_id": lesson.centre.id,
            "content_centre_id": FRANCHISE_ID,
            "package_id": id,
            "position": position,
            "course_id": place.course_id,
            "lesson_id": sheet.lesson_id,
            "exercise_id": sheet.exercise_id,
            "estimated_mins": 10,
        }


def _act_rows(centre: CrowdCentre, now: datetime) -> Iterator[Row]:
    random = Random(centre.slug)
    for number in range(_ACTS_PER_CENTRE):
        action, role, kind = random.choice(_ACTS)
        yield {
            "centre_id": centre.id,
            "user_id": random.choice([centre.supervisor, centre.assessor, *centre.tutors]).id,
            "action": action,
            "acting_role": role,
            "resource_type": kind,
            "resource_id": new_id(),
            "created_at": now - timedelta(days=365) * (1 - number / _ACTS_PER_CENTRE),
        }
