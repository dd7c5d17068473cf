"""A student who was at the centre, has left, and is to be forgotten: nobody of the demo's logins is lost by it."""

from datetime import datetime, timedelta
from random import Random
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.identity.models import UserRole
from core_service.learners.service.students import NewStudent, add_student, deactivate_student
from core_service.privacy.service.erasures import request_erasure
from seed.demo.cast import Student
from seed.demo.centres import KnownCentre, birthday, level_steps, place_in_course

LEFT_AGO: Final = timedelta(days=30)
_ASKED_AGO = timedelta(days=1)


def add_former(db: Session, centre: KnownCentre, *, now: datetime) -> Student | None:
    """As the centre knew them while they came, at their levels; from then on one of `centre.people`."""
    former = centre.cast.former
    if former is None:
        return None
    planner = centre.actor(centre.cast.account_of(Role.SUPERVISOR), Role.SUPERVISOR)
    born = birthday(former, now)
    new = NewStudent(name=former.name, school_grade=former.school_grade, date_of_birth=born)
    centre.people[former.account] = add_student(db, planner, centre_id=centre.id, new=new, now=now).user_id
    for slug, level in former.levels:
        steps = level_steps(level, Random(f"{former.account} {slug}"), now=now - LEFT_AGO)
        place_in_course(db, centre, centre.people[former.account], centre.courses[slug], steps)
    return former


def let_former_go(db: Session, centre: KnownCentre, *, now: datetime) -> None:
    """They leave, and a day ago their family has asked to be forgotten; nothing where nobody was added."""
    former_id = centre.people.get(centre.cast.former.account) if centre.cast.former else None
    if former_id is None:
        return
    supervisor = centre.actor(centre.cast.account_of(Role.SUPERVISOR), Role.SUPERVISOR)
    grant = db.scalars(sa.select(UserRole).filter_by(user_id=former_id, role=Role.STUDENT)).one()
    deactivate_student(db, supervisor, grant=grant, now=now - LEFT_AGO)
    request_erasure(db, supervisor, person_id=former_id, centre_id=centre.id, now=now - _ASKED_AGO)
