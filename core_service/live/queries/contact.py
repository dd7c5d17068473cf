"""Reads of contact time (R117, C37)."""

from collections import defaultdict
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.live.models import ContactInterval
from core_service.live.rules import ContactStretch, ContactTime, contact_time


def contact_times(db: Session, session_id: UUID) -> dict[UUID, ContactTime]:
    """Per student to whom the tutor has turned in this session, in one statement."""
    found = sa.select(
        ContactInterval.student_id, ContactInterval.mode, ContactInterval.started_at, ContactInterval.ended_at
    ).where(ContactInterval.session_id == session_id)
    stretches: defaultdict[UUID, list[ContactStretch]] = defaultdict(list)
    for student_id, mode, started_at, ended_at in db.execute(found):
        stretches[student_id].append(ContactStretch(mode, started_at, ended_at))
    return {student_id: contact_time(each) for student_id, each in stretches.items()}
