"""Every domain's part of what is known of a person, from the top layer down: the order in which rows can go."""

from collections.abc import Iterator, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.assessment import personal as assessment
from core_service.attendance import personal as attendance
from core_service.audit import personal as audit
from core_service.centres import personal as centres
from core_service.cohorts import personal as cohorts
from core_service.foundation import own_rows as foundation
from core_service.foundation.db import DataScope, in_scope
from core_service.foundation.personal import Fate, PersonalRows
from core_service.identity import personal as identity
from core_service.identity.models import CentreMember
from core_service.learners import personal as learners
from core_service.live import personal as live
from core_service.notifications import personal as notifications
from core_service.privacy import personal as privacy
from core_service.reporting import personal as reporting
from core_service.rewards import personal as rewards
from core_service.sessions import personal as sessions
from core_service.work import personal as work

PARTS: Sequence[PersonalRows] = (
    *privacy.PERSONAL,
    *reporting.PERSONAL,
    *notifications.PERSONAL,
    *rewards.PERSONAL,
    *live.PERSONAL,
    *assessment.PERSONAL,
    *attendance.PERSONAL,
    *work.PERSONAL,
    *sessions.PERSONAL,
    *cohorts.PERSONAL,
    *learners.PERSONAL,
    *centres.PERSONAL,
    *audit.PERSONAL,
    *foundation.PERSONAL,
    *identity.PERSONAL,
)


def rows_of(part: PersonalRows, person_id: UUID, centre_id: UUID) -> sa.ColumnElement[bool]:
    """The person's rows in one centre, or the person's own."""
    condition = part.about(person_id)
    columns = sa.inspect(part.model).columns
    return sa.and_(condition, columns["centre_id"] == centre_id) if "centre_id" in columns else condition


def parts_that_go(*, with_the_person: bool) -> Iterator[PersonalRows]:
    """Those that an erasure changes; what belongs to the person rather than to a centre only with the last centre."""
    for part in PARTS:
        is_about = part.subject or part.of
        if part.fate is not Fate.KEPT and is_about and (with_the_person or not part.is_of_person):
            yield part


def lives_elsewhere(db: Session, person_id: UUID, centre_id: UUID) -> bool:
    """Whether another centre knows the person too; only for deciding what goes, never shown in detail."""
    elsewhere = sa.select(CentreMember.centre_id).where(
        CentreMember.user_id == person_id, CentreMember.centre_id != centre_id, CentreMember.erased_at.is_(None)
    )
    with in_scope(db, DataScope(user_id=person_id)):
        return db.scalars(elsewhere).first() is not None
