"""What a student has done, counted for their badges, and what the ledger has credited."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from core_service.attendance.models import AttendanceRecord, CatchUpItem, CatchUpPackage
from core_service.attendance.queries.packages import is_done
from core_service.attendance.rules import AttendanceStatus, attends
from core_service.catalogue.models import Exercise, Lesson
from core_service.live.models import HelpRequest
from core_service.live.rules import HelpStatus
from core_service.rewards.models import XpCredit
from core_service.rewards.rules.badges import Badge
from core_service.rewards.rules.points import Claim, XpReason
from core_service.sessions.models import TutoringSession
from core_service.sessions.rules import SessionStatus
from core_service.work.models import ExerciseAttempt
from core_service.work.rules.tries import GRADED_STATES


def marks_of(db: Session, centre_id: UUID, student_id: UUID) -> Sequence[tuple[UUID, AttendanceStatus, datetime]]:
    """A student's marked sessions at a centre, oldest first; those that were called off do not count."""
    mark, session = AttendanceRecord, TutoringSession
    found = (
        sa.select(session.id, mark.status, session.scheduled_start)
        .join(session, session.id == mark.session_id)
        .where(
            mark.centre_id == centre_id,
            mark.student_id == student_id,
            session.status != SessionStatus.CANCELLED,
        )
        .order_by(session.scheduled_start, session.id)
    )
    return [(id, status, start) for id, status, start in db.execute(found)]


def newest_in_row(db: Session, centre_id: UUID, student_id: UUID, count: int) -> Sequence[datetime]:
    """When the last `count` sessions began to which the student came, oldest first; none for a count of 0."""
    mark, session = AttendanceRecord, TutoringSession
    found = (
        sa.select(session.scheduled_start)
        .join(mark, mark.session_id == session.id)
        .where(
            mark.centre_id == centre_id,
            mark.student_id == student_id,
            mark.status.in_([each for each in AttendanceStatus if attends(each)]),
            session.status != SessionStatus.CANCELLED,
        )
        .order_by(session.scheduled_start.desc(), session.id.desc())
        .limit(count)
    )
    return db.scalars(found).all()[::-1]


def credited(
    db: Session, centre_id: UUID, student_id: UUID, reasons: Collection[XpReason], about: str | None = None
) -> Mapping[Claim, tuple[int, int]]:
    """What each claim has been given so far, and by how many rows."""
    found = sa.select(
        XpCredit.reason, XpCredit.about, sa.func.sum(XpCredit.points), sa.func.max(XpCredit.revision) + 1
    ).where(XpCredit.centre_id == centre_id, XpCredit.student_id == student_id, XpCredit.reason.in_(reasons))
    if about is not None:
        found = found.where(XpCredit.about == about)
    rows = db.execute(found.group_by(XpCredit.reason, XpCredit.about))
    return {(reason, what): (int(points), number) for reason, what, points, number in rows}


def badge_counts(
    db: Session, centre_id: UUID, student_id: UUID, *, longest_streak: int, threshold: float
) -> Mapping[Badge, int]:
    """How often the student has earned each badge, in one statement; `threshold` is the share that masters, 0 to 1."""
    counted = {
        Badge.ASKED_FOR_HELP: _hands(centre_id, student_id),
        Badge.TRIED_AGAIN: _second_tries(centre_id, student_id, threshold),
        Badge.CAUGHT_UP: _finished_packages(centre_id, student_id),
        Badge.MASTERED: sa.select(sa.func.count()).select_from(_mastered(centre_id, student_id)),
        Badge.UNIT_FINISHED: _finished_units(centre_id, student_id),
        Badge.LEVEL_REACHED: _levels(centre_id, student_id),
    }
    numbers = db.execute(sa.select(*(each.scalar_subquery() for each in counted.values()))).one()
    return dict(zip(counted, numbers, strict=True)) | {Badge.STREAK: longest_streak}


def _hands(centre_id: UUID, student_id: UUID) -> sa.Select[Any]:
    return sa.select(sa.func.count(HelpRequest.id)).where(
        HelpRequest.centre_id == centre_id,
        HelpRequest.student_id == student_id,
        HelpRequest.status != HelpStatus.CANCELLED,
    )


def _second_tries(centre_id: UUID, student_id: UUID, threshold: float) -> sa.Select[Any]:
    """Exercises that were handed in again after a try below the threshold."""
    missed, again = aliased(ExerciseAttempt), aliased(ExerciseAttempt)
    return (
        sa.select(sa.func.count(missed.exercise_id.distinct()))
        .join(again, sa.and_(again.student_id == missed.student_id, again.exercise_id == missed.exercise_id))
        .where(
            missed.centre_id == centre_id,
            missed.student_id == student_id,
            missed.status.in_(GRADED_STATES),
            missed.score < threshold * missed.max_score,
            again.centre_id == centre_id,
            again.submitted_at > missed.submitted_at,
        )
    )


def _finished_packages(centre_id: UUID, student_id: UUID) -> sa.Select[Any]:
    left = sa.exists().where(CatchUpItem.package_id == CatchUpPackage.id, sa.not_(is_done()))
    return sa.select(sa.func.count(CatchUpPackage.id)).where(
        CatchUpPackage.centre_id == centre_id,
        CatchUpPackage.student_id == student_id,
        sa.not_(left.correlate(CatchUpPackage)),
    )


def _mastered(centre_id: UUID, student_id: UUID) -> sa.Subquery:
    return (
        sa.select(sa.cast(XpCredit.about, sa.Uuid).label("exercise_id"))
        .where(
            XpCredit.centre_id == centre_id,
            XpCredit.student_id == student_id,
            XpCredit.reason == XpReason.COMPLETION,
        )
        .group_by(XpCredit.about)
        .having(sa.func.sum(XpCredit.points) > 0)
        .subquery()
    )


def _finished_units(centre_id: UUID, student_id: UUID) -> sa.Select[Any]:
    mastered, every, lesson = _mastered(centre_id, student_id), aliased(Exercise), aliased(Lesson)
    in_unit = (
        sa.select(sa.func.count())
        .select_from(every)
        .join(lesson, lesson.id == every.lesson_id)
        .where(lesson.unit_id == Lesson.unit_id, every.is_active, lesson.is_active)
        .correlate(Lesson)
        .scalar_subquery()
    )
    units = (
        sa.select(Lesson.unit_id)
        .join(Exercise, Exercise.lesson_id == Lesson.id)
        .join(mastered, mastered.c.exercise_id == Exercise.id)
        .where(Exercise.is_active, Lesson.is_active)
        .group_by(Lesson.unit_id)
        .having(sa.func.count() == in_unit)
        .subquery()
    )
    return sa.select(sa.func.count()).select_from(units)


def _levels(centre_id: UUID, student_id: UUID) -> sa.Select[Any]:
    return sa.select(sa.func.count(XpCredit.about.distinct())).where(
        XpCredit.centre_id == centre_id, XpCredit.student_id == student_id, XpCredit.reason == XpReason.LEVEL
    )
