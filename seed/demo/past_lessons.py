"""Which lessons the demo's last twelve weeks had, and what could be worked on in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.catalogue.models import ContentUnit, Exercise, GradeLevel, Lesson
from core_service.foundation.db import FRANCHISE_ID
from core_service.sessions.models import SessionTemplate, StandingBooking
from core_service.sessions.rules.occurrences import Occurrence, weekday_of
from core_service.sessions.service.generation import weekly_of
from seed.demo.cast import Student
from seed.demo.centres import KnownCentre
from seed.demo.weekly import WEEKS, KnownWeekly
from shared.ids import new_id


@dataclass(frozen=True, slots=True)
class PastExercise:
    """What was worked on."""

    id: UUID
    lesson_id: UUID
    max_score: int
    is_auto_gradable: bool


Shelf = dict[tuple[UUID, int], list[PastExercise]]
"""Exercises by course and level."""


@dataclass(frozen=True, slots=True)
class PastLesson:
    """A lesson that was held, with everybody who was booked into it."""

    id: UUID
    template: SessionTemplate
    occurrence: Occurrence
    students: Sequence[tuple[Student, StandingBooking]]

    @property
    def tutor_id(self) -> UUID:
        """Who taught it."""
        return self.template.tutor_id

    @property
    def starts_at(self) -> datetime:
        """As planned and as held."""
        return self.occurrence.starts_at

    @property
    def ends_at(self) -> datetime:
        """As planned and as held."""
        return self.occurrence.ends_at

    @property
    def minutes(self) -> int:
        """How long it was."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


def past_lessons(centre: KnownCentre, weekly: Sequence[KnownWeekly], now: datetime) -> Iterator[PastLesson]:
    """What the weekly lessons were up to a week ago, oldest first."""
    zone = ZoneInfo(centre.cast.timezone)
    today = now.astimezone(zone).date()
    known = [*centre.cast.students, *([centre.cast.former] if centre.cast.former else [])]
    students = {centre.people[each.account]: each for each in known if each.account in centre.people}
    first, last = today - timedelta(weeks=WEEKS), today - timedelta(weeks=1)
    for day in (first + timedelta(days=days) for days in range((last - first).days)):
        for each in weekly:
            if each.template.day_of_week is weekday_of(day):
                there = [(students[booking.student_id], booking) for booking in each.booked_on(day)]
                yield PastLesson(new_id(), each.template, weekly_of(each.template).on(day, zone), there)


def past_level(level: int) -> int:
    """At which a student worked then who works at `level` today."""
    return max(1, level - 1)


def shelf_of_franchise(db: Session) -> Shelf:
    """The franchise's exercises by course and level."""
    found = (
        sa.select(ContentUnit.course_id, GradeLevel.level, Exercise)
        .join(Lesson, Lesson.id == Exercise.lesson_id)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .join(GradeLevel, GradeLevel.id == ContentUnit.grade_level_id)
        .where(Exercise.centre_id == FRANCHISE_ID)
        .order_by(ContentUnit.sequence_order, Lesson.sequence_order, Exercise.sequence_order)
    )
    shelf: Shelf = {}
    for course_id, level, each in db.execute(found):
        exercise = PastExercise(each.id, each.lesson_id, each.max_score, each.is_auto_gradable)
        shelf.setdefault((course_id, level), []).append(exercise)
    return shelf
