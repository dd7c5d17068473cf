"""Which lessons the demo's last twelve weeks had, and what could be worked on in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.catalogue.models import ContentUnit, Exercise, GradeLevel, Lesson
from core_service.foundation.db import FRANCHISE_ID
from seed.demo.cast import SEATS, Student
from seed.demo.centres import KnownCentre
from shared.ids import new_id

WEEKS = 12
LONG_AGO = timedelta(days=10)
"""The days since then are really held, by other parts of the demo."""

_SECOND_TUTOR = "tutor2"
_SMALL_GROUP = 6


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
    """A lesson that was held."""

    id: UUID
    tutor_id: UUID
    room_id: UUID
    starts_at: datetime
    minutes: int
    students: Sequence[Student]
    capacity: int

    @property
    def ends_at(self) -> datetime:
        """As planned and as held."""
        return self.starts_at + timedelta(minutes=self.minutes)


def past_lessons(centre: KnownCentre, now: datetime) -> Iterator[PastLesson]:
    """Two a week with everybody, and one with a small group where there is a second tutor."""
    cast, zone = centre.cast, ZoneInfo(centre.cast.timezone)
    today = now.astimezone(zone).date()
    room, small_room = centre.rooms["Room 2"], centre.rooms[cast.rooms[0].name]
    first_tutor = centre.people[cast.account_of(Role.TEACHER)]
    for weeks in range(WEEKS, 0, -1):
        monday = today - timedelta(days=today.weekday(), weeks=weeks)
        for day, hour in ((1, 16), (3, 17 if weeks % 3 else 15)):
            starts_at = datetime.combine(monday + timedelta(days=day), time(hour), tzinfo=zone)
            if starts_at < now - LONG_AGO:
                yield PastLesson(new_id(), first_tutor, room, starts_at, 90, cast.students, len(SEATS))
        if _SECOND_TUTOR in centre.people:
            starts_at = datetime.combine(monday + timedelta(days=5), time(10), tzinfo=zone)
            group = cast.students[: _SMALL_GROUP - weeks % 2]
            if starts_at < now - LONG_AGO:
                tutor_id = centre.people[_SECOND_TUTOR]
                yield PastLesson(new_id(), tutor_id, small_room, starts_at, 60, group, _SMALL_GROUP)


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
