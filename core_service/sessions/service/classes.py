"""Lessons for a whole class on many days: each member on their own course and level (R143)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.centres.models import CentreRoom
from core_service.cohorts.queries import cohort_by_id, memberships_between
from core_service.foundation.errors import Invalid
from core_service.sessions.errors import TimetableConflicts
from core_service.sessions.queries import timetable
from core_service.sessions.queries.places import holders
from core_service.sessions.rules import DayOfWeek
from core_service.sessions.rules.diary import OnConflict, WantedPlace
from core_service.sessions.rules.following import LessonFields
from core_service.sessions.rules.occurrences import Days, days_between, is_closed, occurrence
from core_service.sessions.service.enrollments import hold_timetable
from core_service.sessions.service.generation import Generated
from core_service.sessions.service.planning import NewLesson, Plan, check_lesson_times, plan_lessons, write_lessons

LONGEST_SPAN = timedelta(days=370)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassWish:
    """The same local time on each named weekday, from `first` to `last`."""

    fields: LessonFields
    weekdays: Collection[DayOfWeek]
    first: date
    last: date
    start_time: time
    end_time: time


def plan_class(db: Session, *, cohort_id: UUID, wish: ClassWish, now: datetime) -> Plan:
    """What `schedule_class` would do; writes nothing. Raises NotFound, Invalid.

    Who is a member on a day is placed on that day, in each of their courses of the class.
    """
    cohort = cohort_by_id(db, cohort_id)
    hold_timetable(db, cohort.centre_id)
    _check(db, cohort.centre_id, wish)
    zone = timetable.zone_of(db, cohort.centre_id)
    closures = timetable.closed_days(db, cohort.centre_id, first=wish.first, last=wish.last)
    days = days_between(wish.first, wish.last, wish.weekdays)
    open_days = [day for day in days if not is_closed(day, closures)]
    members = memberships_between(db, cohort_id, first=wish.first, last=wish.last)
    wished = [
        NewLesson(
            fields=wish.fields,
            occurrence=occurrence(day, wish.start_time, wish.end_time, zone),
            places=[
                WantedPlace(each.student_id, each.course_id)
                for each in members
                if Days(each.starts_on, each.ends_on).contain(day)
            ],
            cohort_id=cohort_id,
        )
        for day in open_days
    ]
    ahead = [lesson for lesson in wished if lesson.occurrence.starts_at > now]
    skipped = [day for day in days if is_closed(day, closures)]
    return Plan(plan_lessons(db, cohort.centre_id, ahead), skipped)


def schedule_class(
    db: Session, actor: Actor, *, cohort_id: UUID, wish: ClassWish, on_conflict: OnConflict, now: datetime
) -> Generated:
    """Plans the class's lessons. Raises TimetableConflicts with all that does not fit, if it is to be refused."""
    plan = plan_class(db, cohort_id=cohort_id, wish=wish, now=now)
    if plan.problems and on_conflict is OnConflict.REFUSE:
        raise TimetableConflicts([problem.facts() for problem in plan.problems])
    centre_id = cohort_by_id(db, cohort_id).centre_id
    zone: ZoneInfo = timetable.zone_of(db, centre_id)
    return Generated(write_lessons(db, actor, centre_id, plan.lessons, zone), plan)


def _check(db: Session, centre_id: UUID, wish: ClassWish) -> None:
    if wish.last < wish.first:
        raise Invalid.field("last", "must not be before first")
    if wish.last - wish.first > LONGEST_SPAN:
        raise Invalid.field("last", f"must be within {LONGEST_SPAN.days} days of first")
    check_lesson_times(wish.start_time, wish.end_time)
    if not holders(db, centre_id, Permission.SESSION_CONDUCT, among=[wish.fields.tutor_id]):
        raise Invalid.field("tutorId", "is nobody who may teach in this centre")
    if wish.fields.room_id is not None:
        room = db.get(CentreRoom, wish.fields.room_id)
        if room is None or room.centre_id != centre_id or not room.is_active:
            raise Invalid.field("roomId", "is no room of this centre")
