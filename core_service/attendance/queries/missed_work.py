"""Reads what several students' sequences rest on, in a fixed number of statements (C42, R318)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any  # rows of a statement that takes further columns
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.catalogue.models import ContentUnit, Exercise
from core_service.catalogue.rules import estimated_minutes
from core_service.learners.rules import Learner
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import SessionStatus
from core_service.work.queries.plans import content_in_order, plans_of
from core_service.work.queries.situation import situations_of
from core_service.work.rules.next_content import Situation
from core_service.work.rules.tries import MasteryPolicy


@dataclass(frozen=True, slots=True)
class Ground:
    """The situations of students in courses, and how long each exercise and lesson of these courses takes."""

    situations: Mapping[Learner, Situation]
    minutes_of: Mapping[UUID, int]


def ground_of(db: Session, learners: Collection[Learner], policy: MasteryPolicy) -> Ground:
    """Six statements, however many learners there are."""
    rows = db.execute(_content({each.course_id for each in learners})).all()
    plans = {course: plans_of(of_course) for course, of_course in groupby(rows, key=lambda row: row.course_id)}
    return Ground(situations_of(db, learners, plans, policy), _minutes(rows))


def _content(courses: Collection[UUID]) -> sa.Select[*tuple[Any, ...]]:
    question_count = sa.func.coalesce(sa.func.jsonb_array_length(Exercise.questions), 0).label("question_count")
    found = content_in_order(Exercise.exercise_type, Exercise.time_limit, question_count)
    return found.where(ContentUnit.course_id.in_(courses))


def _minutes(rows: Iterable[Any]) -> dict[UUID, int]:
    minutes: dict[UUID, int] = {}
    for row in rows:
        if row.estimated_mins is not None:
            minutes[row.lesson_id] = row.estimated_mins
        if row.id is not None:
            minutes[row.id] = estimated_minutes(row.exercise_type, row.question_count, row.time_limit)
    return minutes


def second_next_starts(db: Session, students: Collection[UUID], *, after: datetime) -> dict[UUID, datetime]:
    """When the second session of each student begins that starts after a moment; those without one are left out."""
    place, session = StudentSessionEnrollment, TutoringSession
    order = sa.func.dense_rank().over(partition_by=place.student_id, order_by=(session.scheduled_start, session.id))
    coming = (
        sa.select(place.student_id, session.scheduled_start, order.label("number"))
        .join(session, session.id == place.session_id)
        .where(
            place.student_id.in_(students),
            place.is_taken,
            session.status == SessionStatus.SCHEDULED,
            session.scheduled_start > after,
        )
        .subquery()
    )
    found = sa.select(coming.c.student_id, coming.c.scheduled_start).where(coming.c.number == 2)
    return dict(db.execute(found).all())
