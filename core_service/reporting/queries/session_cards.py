"""A child's lessons as cards: when, how long, which course, what was done in it (R251, R252)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.attendance.models import AttendanceRecord
from core_service.attendance.rules import AttendanceStatus
from core_service.catalogue.models import Course, Exercise, ExerciseRevision, GradeLevel
from core_service.centres.models import Centre
from core_service.centres.rules import settings_of
from core_service.foundation.paging import Cursor, newest_first
from core_service.identity.models import AppUser
from core_service.identity.queries.names import name_of
from core_service.identity.rules import FORMER_MEMBER
from core_service.live.models import TutorNote
from core_service.live.rules import NoteVisibility
from core_service.reporting.rules.families import notes_are_out
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries.teaching import taught_by
from core_service.sessions.rules import SessionStatus
from core_service.work.models import ExerciseAttempt, StudentSessionActivity
from core_service.work.queries.begun import begun_with, question_count_begun, title_begun
from core_service.work.rules.states import ActivityStatus, AttemptStatus
from core_service.work.rules.tries import GRADED_STATES

Place = StudentSessionEnrollment


@dataclass(frozen=True, slots=True)
class CardExercise:
    """What was worked on in a lesson; `percent` once it is marked."""

    exercise_id: UUID
    title: str
    question_count: int
    answered_count: int
    is_completed: bool
    percent: int | None


@dataclass(frozen=True, slots=True)
class CardNote:
    """A note that was written for parents."""

    id: UUID
    content: str
    tutor_name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SessionCard:
    """One place in a past or running lesson; a lesson with two courses has two cards."""

    place: StudentSessionEnrollment
    session: TutoringSession
    course_name: str
    level: int | None
    tutor_name: str
    attendance: AttendanceStatus | None
    exercises: Sequence[CardExercise] = ()
    notes: Sequence[CardNote] = ()

    @property
    def minutes(self) -> int:
        """How long the lesson was; as planned until it is over."""
        begin, end = self.session.actual_start, self.session.actual_end
        if begin is None or end is None:
            begin, end = self.session.scheduled_start, self.session.scheduled_end
        return round((end - begin).total_seconds() / 60)

    @property
    def exercises_completed(self) -> int:
        """How many were handed in."""
        return sum(each.is_completed for each in self.exercises)


def session_cards(
    db: Session,
    student_id: UUID,
    centre_ids: Collection[UUID],
    *,
    now: datetime,
    limit: int,
    cursor: Cursor | None = None,
    session_id: UUID | None = None,
) -> Sequence[SessionCard]:
    """`limit` + 1 cards of lessons that have begun, newest first, in four statements."""
    cards = _cards(db, student_id, centre_ids, now=now, limit=limit, cursor=cursor, session_id=session_id)
    ids = [card.place.id for card in cards]
    exercises, notes = _exercises(db, ids), _parent_notes(db, cards, now=now)
    return [
        SessionCard(
            card.place,
            card.session,
            card.course_name,
            card.level,
            card.tutor_name,
            card.attendance,
            exercises[card.place.id],
            notes[card.place.id],
        )
        for card in cards
    ]


def _cards(
    db: Session,
    student_id: UUID,
    centre_ids: Collection[UUID],
    *,
    now: datetime,
    limit: int,
    cursor: Cursor | None,
    session_id: UUID | None,
) -> Sequence[SessionCard]:
    found = (
        sa.select(Place, TutoringSession, Course.name, GradeLevel.level, name_of(taught_by()), AttendanceRecord.status)
        .join(TutoringSession, TutoringSession.id == Place.session_id)
        .join(Course, Course.id == Place.course_id)
        .outerjoin(GradeLevel, GradeLevel.id == Place.assessed_level_id)
        .outerjoin(
            AttendanceRecord,
            sa.and_(AttendanceRecord.session_id == Place.session_id, AttendanceRecord.student_id == Place.student_id),
        )
        .where(
            Place.student_id == student_id,
            Place.centre_id.in_(centre_ids),
            Place.is_taken,
            TutoringSession.status != SessionStatus.CANCELLED,
            TutoringSession.scheduled_start <= now,
        )
    )
    if session_id is not None:
        found = found.where(TutoringSession.id == session_id)
    page = newest_first(found, (TutoringSession.scheduled_start, Place.id), cursor, limit)
    return [
        SessionCard(place, session, course, level, tutor or FORMER_MEMBER, status)
        for place, session, course, level, tutor, status in db.execute(page)
    ]


def _exercises(db: Session, place_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[CardExercise]]:
    """Per place, each exercise once, in the order in which it was begun."""
    activity, attempt = StudentSessionActivity, ExerciseAttempt
    found = (
        sa.select(activity, Exercise.id, title_begun(), question_count_begun(), attempt)
        .join(Exercise, Exercise.id == activity.exercise_id)
        .outerjoin(attempt, attempt.id == activity.attempt_id)
        .outerjoin(ExerciseRevision, begun_with())
        .where(activity.enrollment_id.in_(place_ids))
        .order_by(activity.created_at, activity.id)
    )
    shown: defaultdict[UUID, dict[UUID, CardExercise]] = defaultdict(dict)
    for row, exercise_id, title, questions, tried in db.execute(found):
        shown[row.enrollment_id][exercise_id] = _exercise(row, exercise_id, title, questions, tried)
    return defaultdict(tuple, {place: tuple(each.values()) for place, each in shown.items()})


def _exercise(
    activity: StudentSessionActivity, exercise_id: UUID, title: str, questions: int, attempt: ExerciseAttempt | None
) -> CardExercise:
    is_handed_in = attempt is not None and attempt.status is not AttemptStatus.IN_PROGRESS
    percent = None
    if attempt is not None and attempt.status in GRADED_STATES and attempt.score is not None:
        percent = round(100 * attempt.score / attempt.max_score)
    return CardExercise(
        exercise_id=exercise_id,
        title=title,
        question_count=questions,
        answered_count=questions if is_handed_in else activity.answered_count,
        is_completed=is_handed_in or activity.status is ActivityStatus.COMPLETED,
        percent=percent,
    )


def _parent_notes(db: Session, cards: Sequence[SessionCard], *, now: datetime) -> Mapping[UUID, Sequence[CardNote]]:
    """Only those that were written for parents, from the centre's evening hour on (C45)."""
    note = TutorNote
    found = (
        sa.select(note, AppUser.name, Centre.timezone, Centre.settings)
        .join(Centre, Centre.id == note.centre_id)
        .outerjoin(AppUser, AppUser.id == note.tutor_id)
        .where(note.enrollment_id.in_([card.place.id for card in cards]), note.visibility == NoteVisibility.PARENT)
        .order_by(note.created_at, note.id)
    )
    days = {card.place.id: card.session.date for card in cards}
    shown: defaultdict[UUID, list[CardNote]] = defaultdict(list)
    for row, author, zone, stored in db.execute(found):
        if notes_are_out(days[row.enrollment_id], settings_of(stored).parent_notes_at, zone, now):
            shown[row.enrollment_id].append(CardNote(row.id, row.content, author or FORMER_MEMBER, row.created_at))
    return shown
