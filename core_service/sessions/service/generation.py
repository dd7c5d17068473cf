"""Makes dated, enrolled sessions ahead from the weekly templates: each day of a template at most once (R140)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.centres.models import Centre
from core_service.centres.rules import CentreSettings, settings_of
from core_service.foundation.errors import Invalid
from core_service.sessions.models import SessionTemplate, StandingBooking, TutoringSession
from core_service.sessions.queries import timetable
from core_service.sessions.rules.diary import WantedPlace
from core_service.sessions.rules.following import FIELDS, LessonFields, Weekly
from core_service.sessions.rules.occurrences import Days, days_between, is_closed, local_day
from core_service.sessions.service.enrollments import hold_timetable
from core_service.sessions.service.planning import NewLesson, Plan, plan_lessons, write_lessons

GENERATE = "sessions.generate"
"""The pending job that makes a centre's sessions ahead; it has no arguments."""

MOST_WEEKS_AHEAD = 26


@dataclass(frozen=True, slots=True)
class Generated:
    """The sessions that were made, and the plan that they were made from."""

    sessions: Sequence[TutoringSession]
    plan: Plan

    @property
    def session_ids(self) -> list[UUID]:
        """Of the sessions, earliest first."""
        return [session.id for session in self.sessions]


def generate(
    db: Session, actor: Actor | None, *, centre_id: UUID, until: date | None = None, now: datetime
) -> Generated:
    """Makes what is missing up to a day (None: as far ahead as the centre has set); running it again adds nothing.

    A lesson whose tutor or room is taken is left out, as is a place that does not fit: the plan says why.
    """
    plan = plan_generation(db, centre_id=centre_id, until=until, now=now)
    zone = timetable.zone_of(db, centre_id)
    return Generated(write_lessons(db, actor, centre_id, plan.lessons, zone), plan)


def plan_generation(db: Session, *, centre_id: UUID, until: date | None = None, now: datetime) -> Plan:
    """What `generate` would do; writes nothing."""
    hold_timetable(db, centre_id)
    centre = db.get_one(Centre, centre_id)
    today = local_day(now, ZoneInfo(centre.timezone))
    last = _last_day(until, today, settings_of(centre.settings))
    templates = timetable.active_templates(db, centre_id)
    ids = [template.id for template in templates]
    closures = timetable.closed_days(db, centre_id, first=today, last=last)
    made = timetable.dates_made(db, ids, first=today)
    booked = timetable.standing_bookings(db, ids, first=today, last=last)
    wished: list[NewLesson] = []
    skipped: set[date] = set()
    for template in templates:
        for day in days_between(today, last, {template.day_of_week}):
            if (template.id, day) in made:
                continue
            if is_closed(day, closures):
                skipped.add(day)
                continue
            wished.append(_lesson(template, day, booked.get(template.id, ()), ZoneInfo(centre.timezone)))
    ahead = [lesson for lesson in wished if lesson.occurrence.starts_at > now]
    ahead.sort(key=lambda lesson: (lesson.occurrence.starts_at, lesson.id))
    return Plan(plan_lessons(db, centre_id, ahead), sorted(skipped))


def _lesson(template: SessionTemplate, day: date, bookings: Sequence[StandingBooking], zone: ZoneInfo) -> NewLesson:
    weekly = weekly_of(template)
    return NewLesson(
        fields=weekly.fields,
        occurrence=weekly.on(day, zone),
        places=[
            WantedPlace(each.student_id, each.course_id, each.seat)
            for each in bookings
            if Days(each.valid_from, each.valid_until).contain(day)
        ],
        template_id=template.id,
    )


def weekly_of(template: SessionTemplate) -> Weekly:
    """The template as the rules ask for it."""
    fields = LessonFields(**{name: getattr(template, name) for name in FIELDS})
    return Weekly(fields, template.day_of_week, template.start_time, template.end_time)


def _last_day(until: date | None, today: date, settings: CentreSettings) -> date:
    if until is None:
        return today + timedelta(weeks=settings.timetable_weeks_ahead)
    if not today <= until <= today + timedelta(weeks=MOST_WEEKS_AHEAD):
        raise Invalid.field("until", f"must be between today and {MOST_WEEKS_AHEAD} weeks ahead")
    return until
