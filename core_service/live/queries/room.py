"""What a hub opens a room with: read in one snapshot with its `seq` (ARCHITECTURE 2)."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy.orm import Session

from core_service.attendance.queries import records_of
from core_service.foundation.errors import NotFound
from core_service.live.queries.contact import contact_times
from core_service.live.queries.help_requests import HandView, open_hands
from core_service.live.queries.membership import tutor_ids
from core_service.live.queries.places import Activity, Place, places_of
from core_service.live.queries.timeline import head_of
from core_service.live.rules import ContactTime
from core_service.sessions.models import TutoringSession
from core_service.sessions.queries import session_by_id
from shared.events.notices import RoomBootstrap
from shared.events.shapes import (
    ActivitySnapshot,
    Answers,
    DraftSnapshot,
    EnrollmentSnapshot,
    HelpSnapshot,
    RosterStudent,
)
from shared.events.values import (
    AttemptId,
    AttendanceStatus,
    CentreId,
    CourseId,
    EnrollmentId,
    ExerciseId,
    HelpRequestId,
    PanelMode,
    SessionId,
    UserId,
)


def session_of_centre(db: Session, session_id: UUID, centre_id: UUID) -> TutoringSession:
    """The session, if it is in the centre that the hub names. Raises NotFound."""
    session = session_by_id(db, session_id)
    if session.centre_id != centre_id:
        raise NotFound("session")
    return session


def room_bootstrap(
    db: Session, *, session_id: UUID, centre_id: UUID, quiet_seconds: int, offline_seconds: int
) -> RoomBootstrap:
    """Roster, state and `seq` of one moment: `db` must be a snapshot. Raises NotFound."""
    session = session_of_centre(db, session_id, centre_id)
    return RoomBootstrap(
        session_id=SessionId(str(session.id)),
        centre_id=CentreId(str(session.centre_id)),
        name=session.name,
        status=session.status,
        seq=head_of(db, session_id),
        tutor_ids=tuple(UserId(str(each)) for each in tutor_ids(db, session)),
        scheduled_start=session.scheduled_start,
        scheduled_end=session.scheduled_end,
        quiet_seconds=quiet_seconds,
        offline_seconds=offline_seconds,
        students=_roster(db, session_id),
    )


def _roster(db: Session, session_id: UUID) -> dict[UserId, RosterStudent]:
    places = sorted(places_of(db, session_id), key=lambda place: (place.student.id, place.id))
    marks = {record.student_id: record.status for record in records_of(db, session_id)}
    hands = {hand.request.student_id: hand for hand in open_hands(db, session_id)}
    contacts = contact_times(db, session_id)
    return {
        UserId(str(student_id)): _student(
            list(own), marks.get(student_id), contacts.get(student_id, ContactTime()).mode, hands.get(student_id)
        )
        for student_id, own in groupby(places, key=lambda place: place.student.id)
    }


def _student(
    places: Sequence[Place], mark: AttendanceStatus | None, mode: PanelMode, hand: HandView | None
) -> RosterStudent:
    student = places[0].student
    used = [place.activity for place in places if place.activity is not None]
    newest = max(used, key=lambda activity: activity.begun_at, default=None)
    return RosterStudent(
        name=student.name,
        avatar_url=student.avatar_url,
        seat=next((place.seat for place in places if place.seat), None),
        attendance=mark,
        mode=mode,
        help=_hand(hand) if hand else None,
        enrollments=tuple(_enrollment(place) for place in places),
        activity=_activity(newest) if newest else None,
        draft=_draft(newest) if newest else None,
    )


def _enrollment(place: Place) -> EnrollmentSnapshot:
    level = place.current_level or place.assessed_level
    return EnrollmentSnapshot(
        enrollment_id=EnrollmentId(str(place.id)),
        course_id=CourseId(str(place.course.id)),
        course_name=place.course.name,
        level=level.level if level else None,
        school_grade=place.student.school_grade,
    )


def _hand(hand: HandView) -> HelpSnapshot:
    request = hand.request
    return HelpSnapshot(
        request_id=HelpRequestId(str(request.id)),
        status=request.status,
        priority=request.priority,
        requested_at=request.requested_at,
        message=request.message,
        exercise_id=ExerciseId(str(request.exercise_id)) if request.exercise_id else None,
        picture=request.picture,
    )


def _activity(activity: Activity) -> ActivitySnapshot:
    return ActivitySnapshot(
        enrollment_id=EnrollmentId(str(activity.enrollment_id)),
        status=activity.status,
        attempt_id=AttemptId(str(activity.attempt_id)) if activity.attempt_id else None,
        exercise_id=ExerciseId(str(activity.exercise_id)) if activity.exercise_id else None,
        exercise_title=activity.exercise_title,
        exercise_type=activity.exercise_type,
        lesson_title=activity.lesson_title,
        content_type=activity.content_type,
        estimated_mins=activity.estimated_mins,
        progress_pct=activity.progress_pct,
        answered_count=activity.answered_count,
        question_count=activity.question_count,
        started_at=activity.started_at,
        status_since=activity.completed_at or activity.started_at or activity.begun_at,
    )


def _draft(activity: Activity) -> DraftSnapshot | None:
    """Of an open attempt: the revision tells the hub on what the next draft must stand, even before the first."""
    if not activity.is_open or activity.attempt_id is None:
        return None
    return DraftSnapshot(
        attempt_id=AttemptId(str(activity.attempt_id)),
        revision=activity.draft_revision or 0,
        answers=_answers(activity.answers or []),
    )


def _answers(stored: Sequence[dict[str, Any]]) -> Answers:
    given = [{"questionIndex": each["questionIndex"], "answer": each.get("answer")} for each in stored]
    return msgspec.convert(given, Answers)
