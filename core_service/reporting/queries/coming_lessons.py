"""Lessons to come of a child or a student, with what a parent has said about them (R250)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.attendance.models import AbsenceNotice
from core_service.catalogue.models import Course
from core_service.centres.models import CentreRoom
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries import person_or_former, persons
from core_service.sessions.rules import PLANNED

Place = StudentSessionEnrollment


@dataclass(frozen=True, slots=True)
class Notice:
    """That a parent has said that the child will not come; another parent's reason stays theirs."""

    id: UUID
    reason: str | None
    given_at: datetime


@dataclass(frozen=True, slots=True)
class ComingLesson:
    """A lesson to come; `notice` once a parent has said that the child will not be there."""

    session: TutoringSession
    course_names: Sequence[str]
    tutor_name: str
    room_name: str | None
    notice: Notice | None


def coming_lessons(
    db: Session,
    student_ids: Collection[UUID],
    centre_ids: Collection[UUID],
    *,
    now: datetime,
    limit: int,
    reasons_of: UUID | None = None,
) -> Mapping[UUID, Sequence[ComingLesson]]:
    """Per student, the next `limit` lessons that have not begun, in two statements for any number of students.

    `reasons_of` is the parent whose own reasons for an absence are shown; None: everybody's, to staff.
    """
    ranked, notice = _ranked(student_ids, centre_ids, now), AbsenceNotice
    found = (
        sa.select(ranked.c.student_id, ranked.c.names, TutoringSession, CentreRoom.name, notice)
        .join(TutoringSession, TutoringSession.id == ranked.c.session_id)
        .outerjoin(CentreRoom, CentreRoom.id == TutoringSession.room_id)
        .outerjoin(notice, sa.and_(notice.session_id == TutoringSession.id, notice.student_id == ranked.c.student_id))
        .where(ranked.c.rank <= limit)
        .order_by(TutoringSession.scheduled_start, TutoringSession.id)
    )
    rows = db.execute(found).all()
    tutors = persons(db, (row[2].taught_by_id for row in rows))
    lessons: defaultdict[UUID, list[ComingLesson]] = defaultdict(list)
    for student_id, courses, session, room, given in rows:
        notice_shown = _notice(given, reasons_of) if given is not None else None
        tutor = person_or_former(tutors, session.taught_by_id)
        lessons[student_id].append(ComingLesson(session, sorted(courses), tutor.name, room, notice_shown))
    return lessons


def _ranked(student_ids: Collection[UUID], centre_ids: Collection[UUID], now: datetime) -> sa.Subquery:
    """Each student's lessons to come with their courses, numbered from the next one."""
    names = sa.func.array_agg(sa.distinct(Course.name))
    rank = sa.func.row_number().over(
        partition_by=Place.student_id, order_by=(TutoringSession.scheduled_start, TutoringSession.id)
    )
    return (
        sa.select(Place.student_id, TutoringSession.id.label("session_id"), names.label("names"), rank.label("rank"))
        .join(TutoringSession, TutoringSession.id == Place.session_id)
        .join(Course, Course.id == Place.course_id)
        .where(
            Place.student_id.in_(student_ids),
            Place.centre_id.in_(centre_ids),
            Place.is_taken,
            TutoringSession.status.in_(PLANNED),
            TutoringSession.scheduled_start > now,
        )
        .group_by(Place.student_id, TutoringSession.id, TutoringSession.scheduled_start)
        .subquery()
    )


def _notice(given: AbsenceNotice, reasons_of: UUID | None) -> Notice:
    is_shown = reasons_of in (None, given.given_by_id)
    return Notice(given.id, given.reason if is_shown else None, given.given_at)
