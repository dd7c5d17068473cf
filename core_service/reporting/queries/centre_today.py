"""A centre's day for who runs it: live sessions, cover, the queue, marks, hands, absences (UI 4, R224)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.assessment.models import AssessmentReview
from core_service.assessment.rules.claims import SOON_AFTER
from core_service.assessment.rules.states import AssessmentStatus
from core_service.attendance.models import AbsenceNotice, AttendanceRecord
from core_service.attendance.rules import AttendanceStatus
from core_service.live.queries.help_requests import HandView, open_hands_in
from core_service.live.rules import HelpStatus, escalates_at
from core_service.reporting.queries.cover import UncoveredSession, uncovered_sessions
from core_service.reporting.queries.lesson_figures import NO_HANDS, hands_by_session, in_the_room, presences
from core_service.reporting.queries.my_day import DaySession, day_session
from core_service.reporting.queries.scope import CentreInView, centres_in_view
from core_service.reporting.rules.days import LOOKS_BACK, Presence
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries import Person, SessionSummary, person_or_former, persons, summaries
from core_service.sessions.rules import SessionStatus
from core_service.work.models import ExerciseAttempt
from core_service.work.rules.states import AttemptStatus

_MOST_SESSIONS, _MOST_TASKS = 300, 50
_AWAY = (AttendanceStatus.ABSENT, AttendanceStatus.EXCUSED)


@dataclass(frozen=True, slots=True)
class QueueState:
    """Work that waits for an assessor: how much, for how long, how much is being marked, how much was done today."""

    waiting: int
    oldest_submitted_at: datetime | None
    over_a_day: int
    being_marked: int
    marked_in_24_hours: int


@dataclass(frozen=True, slots=True)
class UnmarkedSession:
    """A session of the last days in which so many students are not marked."""

    session: TutoringSession
    tutor: Person
    count: int


@dataclass(frozen=True, slots=True)
class UnansweredHand:
    """A hand that nobody has answered; `is_late`: longer than the centre's limit (R225)."""

    hand: HandView
    session_name: str
    waits_seconds: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class Absence:
    """Who does not come today: marked so, or announced by a parent (`status` None)."""

    student: Person
    session_id: UUID
    session_name: str
    scheduled_start: datetime
    status: AttendanceStatus | None
    note: str | None


@dataclass(frozen=True, slots=True)
class CentreToday:
    """`sessions` are today's and those that still run, by their start."""

    now: datetime
    centres: Sequence[CentreInView]
    sessions: Sequence[DaySession]
    live: Sequence[DaySession]
    uncovered: Sequence[UncoveredSession]
    unanswered_hands: Sequence[UnansweredHand]
    queue: QueueState
    unmarked_attendance: Sequence[UnmarkedSession]
    absences: Sequence[Absence]


def centre_today(db: Session, actor: Actor, *, centre_id: UUID | None, now: datetime) -> CentreToday:
    """In a fixed number of statements. Raises NotFound for a centre that the actor does not manage."""
    centres = centres_in_view(db, actor, Permission.CENTRE_MANAGE, centre_id)
    rows = db.scalars(_sessions(centres, now)).all()
    ids = [each.id for each in rows]
    shown, students = summaries(db, actor, rows), presences(db, ids)
    rooms, hands = in_the_room(db, ids, now=now), hands_by_session(db, ids)
    sessions = [
        day_session(
            actor,
            summary,
            students.get(summary.session.id, ()),
            rooms.get(summary.session.id, ()),
            hands.get(summary.session.id, NO_HANDS),
            now=now,
        )
        for summary in shown
    ]
    live = [each for each in sessions if each.summary.session.status is SessionStatus.IN_PROGRESS]
    return CentreToday(
        now=now,
        centres=centres,
        sessions=sessions,
        live=live,
        uncovered=uncovered_sessions(db, now=now),
        unanswered_hands=_unanswered(db, live, centres, now=now),
        queue=_queue(db, now=now),
        unmarked_attendance=_unmarked(db, now=now),
        absences=_absences(db, shown, students),
    )


def _sessions(centres: Sequence[CentreInView], now: datetime) -> sa.Select[TutoringSession]:
    """Days differ between zones: each centre's own today."""
    session = TutoringSession
    by_day: dict[object, list[UUID]] = {}
    for centre in centres:
        by_day.setdefault(centre.today(now), []).append(centre.id)
    todays = [sa.and_(session.date == day, session.centre_id.in_(ids)) for day, ids in by_day.items()]
    is_near = sa.and_(session.scheduled_start > now - timedelta(days=2), session.scheduled_start < now + timedelta(2))
    runs = session.status == SessionStatus.IN_PROGRESS
    found = sa.select(session).where(session.centre_id.in_([centre.id for centre in centres]))
    return (
        found.where(is_near, sa.or_(runs, *todays)).order_by(session.scheduled_start, session.id).limit(_MOST_SESSIONS)
    )


def _unanswered(
    db: Session, live: Sequence[DaySession], centres: Sequence[CentreInView], *, now: datetime
) -> list[UnansweredHand]:
    settings = {centre.id: centre.settings for centre in centres}
    names = {each.summary.session.id: each.summary.session.name for each in live}
    return [
        UnansweredHand(
            hand,
            names[hand.request.session_id],
            int((now - hand.request.requested_at).total_seconds()),
            escalates_at(hand.request.requested_at, settings[hand.request.centre_id]) <= now,
        )
        for hand in open_hands_in(db, list(names))
        if hand.request.status is HelpStatus.PENDING
    ]


def _queue(db: Session, *, now: datetime) -> QueueState:
    """Two statements: what waits, and what was done."""
    attempt, review = ExerciseAttempt, AssessmentReview
    waiting = (
        sa.select(
            sa.func.count(),
            sa.func.min(attempt.submitted_at),
            sa.func.count().filter(attempt.submitted_at <= now - SOON_AFTER),
            sa.func.count().filter(review.claimed_until > now),
        )
        .select_from(attempt)
        .outerjoin(review, review.exercise_attempt_id == attempt.id)
        .where(attempt.status == AttemptStatus.UNDER_REVIEW)
    )
    done = sa.select(sa.func.count()).where(
        review.status == AssessmentStatus.COMPLETED, review.reviewed_at > now - timedelta(days=1)
    )
    return QueueState(*db.execute(waiting).one(), db.scalar(done) or 0)


def _unmarked(db: Session, *, now: datetime) -> list[UnmarkedSession]:
    """Sessions that began in the last days, the oldest first."""
    session, place, mark = TutoringSession, StudentSessionEnrollment, AttendanceRecord
    is_marked = sa.exists().where(mark.session_id == place.session_id, mark.student_id == place.student_id)
    count = sa.func.count(place.student_id.distinct())
    counted = (
        sa.select(place.session_id, count.label("unmarked"))
        .join(session, session.id == place.session_id)
        .where(
            session.status.in_((SessionStatus.IN_PROGRESS, SessionStatus.COMPLETED)),
            session.scheduled_start > now - LOOKS_BACK,
            session.scheduled_start <= now,
            place.is_taken,
            sa.not_(is_marked),
        )
        .group_by(place.session_id)
        .subquery()
    )
    found = sa.select(session, counted.c.unmarked).join(counted, counted.c.session_id == session.id)
    rows = db.execute(found.order_by(session.scheduled_start, session.id).limit(_MOST_TASKS)).all()
    people = persons(db, [row.taught_by_id for row, _ in rows])
    return [UnmarkedSession(row, person_or_former(people, row.taught_by_id), unmarked) for row, unmarked in rows]


def _absences(
    db: Session, shown: Sequence[SessionSummary], students: Mapping[UUID, Sequence[Presence]]
) -> list[Absence]:
    """What is marked, and what parents have announced for who is not marked yet."""
    notice = AbsenceNotice
    announced = {
        (row.session_id, row.student_id): row.reason
        for row in db.execute(
            sa.select(notice.session_id, notice.student_id, notice.reason).where(
                notice.session_id.in_([each.session.id for each in shown])
            )
        )
    }
    return [
        Absence(
            people[each.student_id],
            summary.session.id,
            summary.session.name,
            summary.session.scheduled_start,
            each.status,
            announced.get((summary.session.id, each.student_id)),
        )
        for summary in shown
        if (people := {person.id: person for person in summary.students})
        for each in students.get(summary.session.id, ())
        if each.student_id in people
        and (each.status in _AWAY or (each.status is None and (summary.session.id, each.student_id) in announced))
    ]
