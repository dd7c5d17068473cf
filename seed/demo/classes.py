"""The demo's classes, one per subject that two or more learn, and its winter holiday; a second run adds nothing."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.centres.models import CentreClosure
from core_service.cohorts.models import ClassCohort
from core_service.cohorts.service import NewMember, create_class
from core_service.sessions.service.premises import close_centre
from seed.demo.centres import KnownCentre

_HISTORY = timedelta(weeks=12)
_NOTICE = timedelta(days=7)
_SMALLEST_CLASS = 2


def write_classes(db: Session, centre: KnownCentre, *, now: datetime) -> None:
    """What is missing of both. Needs the centre's scope."""
    today = now.astimezone(ZoneInfo(centre.cast.timezone)).date()
    known = set(db.scalars(sa.select(ClassCohort.name).where(ClassCohort.centre_id == centre.id)))
    planner = centre.actor(centre.cast.account_of(Role.SUPERVISOR), Role.SUPERVISOR)
    for slug in sorted({slug for student in centre.cast.students for slug, _ in student.levels}):
        name, members = f"{slug.capitalize()} group", _members(centre, slug, since=today - _HISTORY)
        if name not in known and len(members) >= _SMALLEST_CLASS:
            create_class(db, planner, centre_id=centre.id, name=name, description=None, members=members)
    _write_holiday(db, centre, today, now=now)


def _members(centre: KnownCentre, slug: str, *, since: date) -> list[NewMember]:
    return [
        NewMember(student_id=centre.people[student.account], course_id=centre.courses[slug], starts_on=since)
        for student in centre.cast.students
        if slug in dict(student.levels)
    ]


def _write_holiday(db: Session, centre: KnownCentre, today: date, *, now: datetime) -> None:
    """The coming one, told in time: it never closes over lessons that are about to begin."""
    begins = date(today.year, 12, 24)
    known = sa.select(CentreClosure.id).where(CentreClosure.centre_id == centre.id, CentreClosure.starts_on == begins)
    if begins - today < _NOTICE or db.scalar(known) is not None:
        return
    planner = centre.actor(centre.cast.account_of(Role.SUPERVISOR), Role.SUPERVISOR)
    close_centre(
        db,
        planner,
        centre_id=centre.id,
        starts_on=begins,
        ends_on=date(today.year + 1, 1, 1),
        reason="Winter holiday",
        now=now,
    )
