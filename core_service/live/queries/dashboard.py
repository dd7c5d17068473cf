"""What the tutor's control centre opens with (R080): a fixed number of statements, however many the students."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.attendance.models import AttendanceRecord
from core_service.attendance.queries import records_of, times_present
from core_service.attendance.rules import TimePresent
from core_service.centres.queries import settings_of_centre
from core_service.live.queries.contact import contact_times
from core_service.live.queries.help_requests import HandView, open_hands
from core_service.live.queries.membership import ROLE_OF
from core_service.live.queries.messages import MessageView, newest_messages
from core_service.live.queries.places import Place, places_of
from core_service.live.queries.results import Result, results_of
from core_service.live.queries.timeline import head_of
from core_service.live.rules import ContactTime, RoomRole
from core_service.sessions.queries import SessionSummary, demand_staff, session_by_id, summaries
from core_service.work.queries.assignments import AssignmentView, active_assignments


@dataclass(frozen=True, slots=True)
class Timer:
    """A student's clocks (R117): finished visits and teaching in seconds, and what goes on since when."""

    student_id: UUID
    present: TimePresent
    contact: ContactTime


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The state is as new as `seq`, or newer: events after it may be counted in already and change nothing then."""

    session: SessionSummary
    role: RoomRole
    seq: int
    server_time: datetime
    help_escalation_minutes: int
    enrollments: Sequence[Place]
    help_requests: Sequence[HandView]
    attendance: Sequence[AttendanceRecord]
    timers: Sequence[Timer]
    results: Sequence[Result]
    assignments: Sequence[AssignmentView]
    messages: Sequence[MessageView]


def dashboard(db: Session, actor: Actor, session_id: UUID, *, now: datetime) -> Dashboard:
    """For the session's tutor, who stepped in, and who oversees the centre. Raises NotFound, RelationMissing."""
    session = session_by_id(db, session_id)
    relation = demand_staff(db, actor, session)
    seq = head_of(db, session_id)
    db.refresh(session)
    places = places_of(db, session_id)
    student_ids = list(dict.fromkeys(place.student.id for place in places))
    present, contact = times_present(db, session_id, now=now), contact_times(db, session_id)
    return Dashboard(
        session=summaries(db, actor, [session])[0],
        role=ROLE_OF[relation],
        seq=seq,
        server_time=now,
        help_escalation_minutes=settings_of_centre(db, session.centre_id).help_escalation_minutes,
        enrollments=places,
        help_requests=open_hands(db, session_id),
        attendance=records_of(db, session_id),
        timers=[
            Timer(each, present.get(each, TimePresent()), contact.get(each, ContactTime())) for each in student_ids
        ],
        results=results_of(db, session_id),
        assignments=active_assignments(db, session_id=session_id, student_ids=student_ids),
        messages=newest_messages(db, session_id),
    )
