"""What a student's page opens with (R081): their own places, what comes next in each, and what they are at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.errors import RelationMissing
from core_service.access.rules import Permission
from core_service.attendance.queries import record_of
from core_service.attendance.rules import AttendanceStatus
from core_service.learners.rules import Learner
from core_service.live.queries.contact import contact_times
from core_service.live.queries.help_requests import HandView, hands_ahead, open_hands
from core_service.live.queries.messages import MessageView, newest_messages
from core_service.live.queries.places import CourseName, Level, Place, places_of
from core_service.live.queries.timeline import head_of
from core_service.live.rules import ContactTime, HelpStatus, PanelMode
from core_service.sessions.models import TutoringSession
from core_service.sessions.queries import Person, SessionSummary, session_by_id, summaries
from core_service.work.errors import NeedsPlacement
from core_service.work.queries.attempts import AttemptView, attempt_view, open_attempt_of
from core_service.work.queries.next_content import NextContentView, next_content_of


@dataclass(frozen=True, slots=True)
class CourseNow:
    """A place with what comes next in its course; `problem` says why nothing can."""

    id: UUID
    course: CourseName
    assessed_level: Level | None
    current_level: Level | None
    next: NextContentView | None
    problem: Literal["needs_placement"] | None


@dataclass(frozen=True, slots=True)
class StudentView:
    """As new as `seq`, or newer."""

    session: SessionSummary
    seq: int
    server_time: datetime
    tutor: Person
    attendance: AttendanceStatus | None
    help: HandView | None
    hands_ahead: int | None
    """How many raised hands are answered before the student's; None while theirs does not wait."""
    mode: PanelMode
    enrollments: Sequence[CourseNow]
    attempt: AttemptView | None
    messages: Sequence[MessageView]


def student_view(db: Session, actor: Actor, session_id: UUID, *, now: datetime) -> StudentView:
    """For a student of the session, before, during and after it. Raises NotFound, RelationMissing."""
    session = session_by_id(db, session_id)
    seq = head_of(db, session_id)
    db.refresh(session)
    places = places_of(db, session_id, actor.user_id) if actor.may(Permission.OWN_WORK, session.centre_id) else []
    if not places:
        raise RelationMissing("You are not enrolled in this session.")
    marked = record_of(db, session_id, actor.user_id)
    summary = summaries(db, actor, [session])[0]
    hand = next(iter(open_hands(db, session_id, actor.user_id)), None)
    attempt = open_attempt_of(db, [place.id for place in places])
    return StudentView(
        session=summary,
        seq=seq,
        server_time=now,
        tutor=summary.substitute_tutor or summary.tutor,
        attendance=marked.status if marked else None,
        help=hand,
        hands_ahead=hands_ahead(db, hand.request) if hand and hand.request.status is HelpStatus.PENDING else None,
        mode=contact_times(db, session_id).get(actor.user_id, ContactTime()).mode,
        enrollments=[_course_now(db, session, place) for place in places],
        attempt=attempt_view(db, attempt) if attempt else None,
        messages=newest_messages(db, session_id, actor.user_id),
    )


def _course_now(db: Session, session: TutoringSession, place: Place) -> CourseNow:
    learner = Learner(session.centre_id, place.student.id, place.course.id)
    try:
        following = next_content_of(db, learner, session_id=session.id).for_student()
    except NeedsPlacement:
        return CourseNow(place.id, place.course, place.assessed_level, place.current_level, None, "needs_placement")
    return CourseNow(place.id, place.course, place.assessed_level, place.current_level, following, None)
