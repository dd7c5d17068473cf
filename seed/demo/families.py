"""What passes between the demo's families and tutors: notes for parents after lessons, and a thread; nothing twice."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.identity.models import GuardianLink
from core_service.live.models import TutorNote
from core_service.live.rules import NoteVisibility
from core_service.live.service.notes import add_note
from core_service.notifications.models.threads import MessageThread
from core_service.notifications.service.threads import open_thread, post_message
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import EnrollmentStatus, SessionStatus
from seed.demo.centres import KnownCentre
from seed.demo.sessions import tutor_of

_NOTES = (
    "{name} asked a very good question today: why does it work that way? We drew it together and found the reason.",
    "Tried the hard one twice before asking for help. That is how it is learnt.",
    "A calm, careful lesson. {name} checked every answer once more before handing in.",
    "{name} helped to explain a word to the whole table and did it kindly.",
    "We went back to last week's exercise, and today it was easy.",
    "A little tired today, and still finished everything. Well done, {name}.",
    "{name} read the question aloud first. It makes a difference, please do the same at home.",
    "New ground today. It is fine that it was slow: next time we go on where we stopped.",
)
_THREAD = (
    (Role.PARENT, "Good morning! Is there anything that we should practise at home before Thursday?"),
    (Role.TEACHER, "Ten minutes of reading aloud would be lovely, whatever {name} likes."),
    (Role.PARENT, "We will. Thank you for the note about last week, it made our evening."),
    (Role.TEACHER, "Please bring the blue folder on Thursday."),
)
_APART = timedelta(hours=3)
_NOTED_SINCE = timedelta(weeks=3)
"""Of earlier lessons there are the notes that tutors wrote to all parents now and then."""


def write_families(db: Session, centre: KnownCentre, *, now: datetime) -> None:
    """Needs the centre's scope, and its lessons."""
    links = db.scalars(sa.select(GuardianLink).where(GuardianLink.centre_id == centre.id).order_by(GuardianLink.id))
    names = {centre.people[student.account]: student.name.split()[0] for student in centre.cast.students}
    for link in links.all():
        if link.student_id in names:
            _write_notes(db, centre, link.student_id, names[link.student_id], since=now - _NOTED_SINCE)
            _write_thread(db, centre, link, names[link.student_id], now=now)


def _write_notes(db: Session, centre: KnownCentre, student_id: UUID, name: str, *, since: datetime) -> None:
    for number, session in enumerate(_lessons_without_note(db, centre, student_id, since)):
        add_note(
            db,
            tutor_of(centre),
            session_id=session.id,
            student_id=student_id,
            text=_NOTES[(session.date.toordinal() + number) % len(_NOTES)].format(name=name),
            visibility=NoteVisibility.PARENT,
            now=session.scheduled_end,
        )


def _lessons_without_note(
    db: Session, centre: KnownCentre, student_id: UUID, since: datetime
) -> Sequence[TutoringSession]:
    """Recent lessons of the centre's first tutor that are over, and in which the student had a place."""
    place, session = StudentSessionEnrollment, TutoringSession
    noted = sa.exists().where(TutorNote.enrollment_id == place.id, TutorNote.visibility == NoteVisibility.PARENT)
    attended = sa.select(place.session_id).where(
        place.student_id == student_id, place.status == EnrollmentStatus.ATTENDING
    )
    with_note = sa.select(place.session_id).where(place.student_id == student_id, noted)
    found = sa.select(session).where(
        session.centre_id == centre.id,
        session.tutor_id == tutor_of(centre).user_id,
        session.status == SessionStatus.COMPLETED,
        session.scheduled_start > since,
        session.id.in_(attended),
        session.id.not_in(with_note),
    )
    return db.scalars(found.order_by(session.scheduled_start, session.id)).all()


def _write_thread(db: Session, centre: KnownCentre, link: GuardianLink, name: str, *, now: datetime) -> None:
    begun = sa.select(MessageThread.id).where(
        MessageThread.centre_id == centre.id,
        MessageThread.student_id == link.student_id,
        MessageThread.guardian_id == link.guardian_id,
    )
    if db.scalar(begun) is not None:
        return
    parent = centre.actor(centre.cast.account_of(Role.PARENT), Role.PARENT)
    at = now - _APART * len(_THREAD)
    (_, first), *rest = _THREAD
    thread, _ = open_thread(
        db,
        parent,
        student_id=link.student_id,
        centre_id=centre.id,
        guardian_id=None,
        text=first.format(name=name),
        now=at,
    )
    for number, (role, words) in enumerate(rest, start=1):
        author = parent if role is Role.PARENT else tutor_of(centre)
        post_message(db, author, thread=thread, text=words.format(name=name), now=at + _APART * number)
