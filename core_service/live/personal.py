"""What passed between tutor and student in a lesson."""

from uuid import UUID

import sqlalchemy as sa

from core_service.foundation.personal import Fate, PersonalRows
from core_service.live.models import ContactInterval, HelpRequest, SessionMessage, TutorNote
from core_service.live.rules import NoteVisibility
from core_service.sessions.models import StudentSessionEnrollment


def _about_their_work(person_id: UUID) -> sa.ColumnElement[bool]:
    places = sa.select(StudentSessionEnrollment.id).where(StudentSessionEnrollment.student_id == person_id)
    return TutorNote.enrollment_id.in_(places)


PERSONAL = (
    PersonalRows(
        model=HelpRequest,
        label="Raised hands",
        subject=("student_id",),
        acts=("acknowledged_by_id", "resolved_by_id"),
        fate=Fate.ANONYMISED,
        blank={"message": None, "picture": None},
    ),
    PersonalRows(
        model=SessionMessage,
        label="Messages in lessons",
        subject=("student_id",),
        acts=("from_id",),
        fate=Fate.DELETED,
    ),
    PersonalRows(
        model=TutorNote,
        label="Notes on their work",
        of=_about_their_work,
        acts=("tutor_id",),
        fate=Fate.DELETED,
        for_family=lambda _person_id, _asked_by: TutorNote.visibility == NoteVisibility.PARENT,
    ),
    PersonalRows(model=ContactInterval, label="Times with the tutor", subject=("student_id",), acts=("tutor_id",)),
)
