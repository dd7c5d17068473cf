"""What is old goes, as each centre has set it: drafts, messages, the audit; who left long ago is erased."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from core_service.access.rules import Permission, Role
from core_service.centres.models import Centre
from core_service.centres.rules import CentreSettings, settings_of
from core_service.foundation.db import FRANCHISE_ID
from core_service.foundation.jobs import schedule
from core_service.identity.models import UserRole
from core_service.live.models import SessionMessage
from core_service.notifications.models.threads import ThreadMessage
from core_service.privacy.errors import AlreadyAsked
from core_service.privacy.service.erasures import begin_waiting
from core_service.work.models import ExerciseAttempt
from core_service.work.rules.states import AttemptStatus

RETAIN = "privacy.retain"
"""One centre's daily look at what is old; it has no arguments."""

_LOOKS_AT = time(2)
"""In the centre's zone, when nobody works."""
_LEAVERS_AT_ONCE = 50


def promise_for_centres(db: Session, *, now: datetime) -> None:
    """One look per centre and local day: promising it again changes nothing."""
    found = sa.select(Centre.id, Centre.timezone).where(Centre.id != FRANCHISE_ID).order_by(Centre.id)
    for centre_id, timezone in db.execute(found):
        today = now.astimezone(ZoneInfo(timezone)).date()
        schedule(db, RETAIN, centre_id=centre_id, due_at=datetime.combine(today, _LOOKS_AT, tzinfo=ZoneInfo(timezone)))


def let_go_of_what_is_old(db: Session, *, centre_id: UUID, now: datetime) -> None:
    """Empties drafts, deletes messages and audit rows, erases who left: each after the time that the centre has set."""
    settings = settings_of(db.get_one(Centre, centre_id).settings)
    _empty_drafts(db, centre_id, before=now - timedelta(days=settings.draft_retention_days))
    messages_before = now - timedelta(days=settings.message_retention_days)
    for model in (SessionMessage, ThreadMessage):
        db.execute(sa.delete(model).where(model.centre_id == centre_id, model.created_at < messages_before))
    audit_before = now - timedelta(days=settings.audit_retention_days)
    db.execute(sa.text("SELECT forget_audit(:centre, :before)"), {"centre": centre_id, "before": audit_before})
    _erase_leavers(db, centre_id, settings, now=now)


def _empty_drafts(db: Session, centre_id: UUID, *, before: datetime) -> None:
    """The attempt stays, empty: the student may go on with it."""
    attempt = ExerciseAttempt
    old = sa.update(attempt).where(
        attempt.centre_id == centre_id,
        attempt.status == AttemptStatus.IN_PROGRESS,
        attempt.updated_at < before,
        sa.func.jsonb_array_length(attempt.answers) > 0,
    )
    db.execute(old.values(answers=[], answer_seconds=[]), execution_options={"synchronize_session": False})


def _erase_leavers(db: Session, centre_id: UUID, settings: CentreSettings, *, now: datetime) -> None:
    """Their waiting time begins: a centre that wants to keep somebody can still say so."""
    left_before = now - timedelta(days=settings.leaver_retention_days)
    other = aliased(UserRole)
    still_here = sa.exists().where(
        other.centre_id == UserRole.centre_id, other.user_id == UserRole.user_id, other.is_active
    )
    left = (
        sa.select(UserRole.user_id)
        .where(
            UserRole.centre_id == centre_id,
            UserRole.role == Role.STUDENT,
            UserRole.is_active.is_(False),
            UserRole.updated_at < left_before,
            sa.not_(still_here),
        )
        .limit(_LEAVERS_AT_ONCE)
    )
    for person_id in db.scalars(left).all():
        try:
            begin_waiting(db, None, Permission.STUDENT_MANAGE, centre_id=centre_id, person_id=person_id, now=now)
        except AlreadyAsked:
            continue
