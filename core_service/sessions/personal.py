"""Places in lessons, those booked and those waited for; the log of a session keeps ids and loses words."""

from uuid import UUID

import sqlalchemy as sa

from core_service.foundation.personal import Fate, PersonalRows, nothing
from core_service.sessions.models import (
    SessionEvent,
    SessionStepIn,
    SessionTemplate,
    StandingBooking,
    StudentSessionEnrollment,
    TutoringSession,
    WaitlistEntry,
)


def _names_them(person_id: UUID) -> sa.ColumnElement[bool]:
    attended = sa.select(StudentSessionEnrollment.session_id).where(StudentSessionEnrollment.student_id == person_id)
    event, person = SessionEvent.event, str(person_id)
    is_about = sa.or_(event["studentId"].astext == person, event["fromId"].astext == person)
    return sa.and_(SessionEvent.session_id.in_(attended), is_about)


PERSONAL = (
    PersonalRows(model=SessionTemplate, label="Weekly lessons taught", subject=("tutor_id",)),
    PersonalRows(
        model=TutoringSession,
        label="Lessons taught",
        of=TutoringSession.names_as_tutor,
        subject=("tutor_id", "substitute_tutor_id"),
        staff_only=("notes",),
    ),
    PersonalRows(model=StandingBooking, label="Standing bookings", subject=("student_id",), fate=Fate.DELETED),
    PersonalRows(model=StudentSessionEnrollment, label="Places in lessons", subject=("student_id",)),
    PersonalRows(model=WaitlistEntry, label="Places in line", subject=("student_id",), fate=Fate.DELETED),
    PersonalRows(model=SessionStepIn, label="Lessons stepped into", acts=("user_id",)),
    PersonalRows(
        model=SessionEvent, label="Events in lessons", of=_names_them, acts=("member_ids",), for_family=nothing
    ),
)
"""The words in the events are taken out by `forget_in_logs`, since the app may not change the log."""
