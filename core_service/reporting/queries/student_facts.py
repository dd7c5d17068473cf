"""What is good to know about the students of one session, in a fixed number of statements (R100, UI 7)."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, aliased

from core_service.assessment.models import AssessmentReview, ProgressRecommendation
from core_service.assessment.rules.states import AssessmentStatus, RecommendationKind, RecommendationStatus
from core_service.attendance.models import AbsenceNotice, AttendanceRecord
from core_service.attendance.queries.catch_ups import open_catch_ups
from core_service.attendance.rules import attends
from core_service.catalogue.models import Course, Exercise, ExerciseRevision
from core_service.identity.models import AppUser
from core_service.learners.models import AcademicProfileLog
from core_service.learners.rules import ProfileMetric
from core_service.reporting.rules import facts
from core_service.reporting.rules.facts import Fact
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import SessionStatus
from core_service.work.models import ExerciseAttempt
from core_service.work.queries.begun import begun_with, title_begun
from core_service.work.queries.situation import policy_of
from core_service.work.rules.states import AttemptStatus
from core_service.work.rules.tries import GRADED_STATES, MasteryPolicy

_TRIES_COUNT_FOR = timedelta(days=60)
_LEVELS_ARE_NEWS_FOR = timedelta(days=14)


def student_facts(db: Session, session: TutoringSession, names: dict[UUID, str], *, now: datetime) -> list[Fact]:
    """About the students whose names are given, most pressing first."""
    ids = list(names)
    policy = policy_of(db, session.centre_id)
    found = [
        *_announced_absences(db, session.id),
        *_of_places(db, session),
        *_newcomers(db, session, ids),
        *_returned(db, ids),
        *_stuck(db, ids, policy, now),
        *_missed_last_time(db, ids, now),
        *_level_reviews(db, ids),
        *_level_changes(db, ids, now),
    ]
    return facts.in_order((fact for fact in found if fact.student_id in names), names)


def _announced_absences(db: Session, session_id: UUID) -> Iterator[Fact]:
    notice = AbsenceNotice
    found = sa.select(notice.student_id, notice.reason, notice.given_at).where(notice.session_id == session_id)
    return (facts.will_be_away(*row) for row in db.execute(found))


def _of_places(db: Session, session: TutoringSession) -> Iterator[Fact]:
    """Courses without a level, and places that make up for missed ones."""
    place = StudentSessionEnrollment
    found = (
        sa.select(place.student_id, Course.name, place.assessed_level_id, place.makes_up_id)
        .join(Course, Course.id == place.course_id)
        .where(place.session_id == session.id, place.is_taken)
    )
    for student_id, course, level_id, makes_up_id in db.execute(found):
        if level_id is None:
            yield facts.not_placed(student_id, course)
        if makes_up_id is not None:
            yield facts.makes_up(student_id)


def _newcomers(db: Session, session: TutoringSession, ids: Collection[UUID]) -> Iterator[Fact]:
    place = StudentSessionEnrollment
    known = (
        sa.select(place.student_id)
        .join(TutoringSession, TutoringSession.id == place.session_id)
        .where(
            place.student_id.in_(ids),
            place.is_taken,
            TutoringSession.scheduled_start < session.scheduled_start,
            TutoringSession.status.in_((SessionStatus.IN_PROGRESS, SessionStatus.COMPLETED)),
            TutoringSession.id != session.id,
        )
        .distinct()
    )
    before = set(db.scalars(known))
    return (facts.is_new(each) for each in ids if each not in before)


def _returned(db: Session, ids: Collection[UUID]) -> Iterator[Fact]:
    review, attempt = AssessmentReview, ExerciseAttempt
    found = (
        sa.select(review.student_id, title_begun(), AppUser.name, review.returned_at)
        .join(attempt, attempt.id == review.exercise_attempt_id)
        .join(Exercise, Exercise.id == attempt.exercise_id)
        .outerjoin(ExerciseRevision, begun_with())
        .outerjoin(AppUser, AppUser.id == review.assessor_id)
        .where(
            review.student_id.in_(ids),
            review.status == AssessmentStatus.RETURNED,
            attempt.status == AttemptStatus.IN_PROGRESS,
        )
        .order_by(review.returned_at)
    )
    return (facts.returned_work(*row) for row in db.execute(found))


def _stuck(db: Session, ids: Collection[UUID], policy: MasteryPolicy, now: datetime) -> Iterator[Fact]:
    """Exercises that were failed as often as makes a student stuck, and never mastered."""
    attempt, best = ExerciseAttempt, sa.func.max(ExerciseAttempt.score / ExerciseAttempt.max_score)
    found = (
        sa.select(attempt.student_id, Exercise.title, sa.func.count(), best, sa.func.max(attempt.submitted_at))
        .join(Exercise, Exercise.id == attempt.exercise_id)
        .where(
            attempt.student_id.in_(ids),
            attempt.status.in_(GRADED_STATES),
            attempt.score.is_not(None),
            attempt.submitted_at > now - _TRIES_COUNT_FOR,
        )
        .group_by(attempt.student_id, attempt.exercise_id, Exercise.title)
        .having(sa.func.count() >= policy.stuck_after_tries, best < policy.threshold)
    )
    for student_id, exercise, tries, ratio, at in db.execute(found):
        yield facts.stuck(student_id, exercise, tries, round(100 * (ratio or 0)), at)


def _missed_last_time(db: Session, ids: Collection[UUID], now: datetime) -> Iterator[Fact]:
    mark, session = AttendanceRecord, TutoringSession
    newest = (
        sa.select(mark.student_id, mark.status, session.scheduled_start)
        .join(session, session.id == mark.session_id)
        .where(mark.student_id.in_(ids), session.scheduled_start < now)
        .ext(distinct_on(mark.student_id))
        .order_by(mark.student_id, session.scheduled_start.desc())
    )
    behind = {each.student.id: each.progress for each in open_catch_ups(db, ids, now=now)}
    for student_id, status, at in db.execute(newest):
        if not attends(status):
            progress = behind.get(student_id)
            done, items = (progress.done, progress.items) if progress else (None, None)
            yield facts.was_away(student_id, done, items, at)


def _level_reviews(db: Session, ids: Collection[UUID]) -> Iterator[Fact]:
    advice = ProgressRecommendation
    found = (
        sa.select(advice.student_id, Course.name, advice.from_level, advice.to_level, advice.created_at)
        .join(Course, Course.id == advice.course_id)
        .where(
            advice.student_id.in_(ids),
            advice.status == RecommendationStatus.OPEN,
            advice.kind != RecommendationKind.UNIT_MASTERED,
        )
        .order_by(advice.created_at)
    )
    return (facts.level_review(*row) for row in db.execute(found))


def _level_changes(db: Session, ids: Collection[UUID], now: datetime) -> Iterator[Fact]:
    """The newest step in each course, if it is news."""
    log = aliased(AcademicProfileLog)
    found = (
        sa.select(log.student_id, Course.name, log.previous_value, log.new_value, log.created_at)
        .join(Course, Course.id == log.course_id)
        .where(
            log.student_id.in_(ids),
            log.metric == ProfileMetric.LEVEL,
            log.previous_value.is_not(None),
            log.previous_value != log.new_value,
            log.created_at > now - _LEVELS_ARE_NEWS_FOR,
        )
        .ext(distinct_on(log.student_id, log.course_id))
        .order_by(log.student_id, log.course_id, log.created_at.desc())
    )
    for student_id, course, previous, new, at in db.execute(found):
        yield facts.level_changed(student_id, course, int(previous or 0), int(new), at)
