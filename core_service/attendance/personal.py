"""Who came, and what those who did not caught up on: marks stay for statistics, words go."""

from uuid import UUID

import sqlalchemy as sa

from core_service.attendance.models import (
    AbsenceNotice,
    AttendanceRecord,
    CatchUpItem,
    CatchUpPackage,
    PresenceInterval,
)
from core_service.foundation.personal import Fate, PersonalRows


def _of_their_packages(person_id: UUID) -> sa.ColumnElement[bool]:
    packages = sa.select(CatchUpPackage.id).where(CatchUpPackage.student_id == person_id)
    return CatchUpItem.package_id.in_(packages)


PERSONAL = (
    PersonalRows(
        model=AttendanceRecord,
        label="Attendance",
        subject=("student_id",),
        acts=("marked_by_id",),
        fate=Fate.ANONYMISED,
        blank={"note": None},
        staff_only=("note",),
    ),
    PersonalRows(model=PresenceInterval, label="Times in the room", subject=("user_id",), fate=Fate.DELETED),
    PersonalRows(
        model=CatchUpPackage,
        label="Catch-ups",
        subject=("student_id",),
        acts=("decided_by_id",),
        fate=Fate.ANONYMISED,
        blank={"note": None},
    ),
    PersonalRows(model=CatchUpItem, label="Exercises of catch-ups", of=_of_their_packages),
    PersonalRows(
        model=AbsenceNotice,
        label="Notices of absence",
        subject=("student_id",),
        acts=("given_by_id",),
        fate=Fate.DELETED,
        staff_only=("given_by_id",),
    ),
)
