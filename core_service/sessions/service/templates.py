"""Weekly templates: made, edited after a preview, taken out of use; their sessions ahead follow (R040, R075)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record_row
from core_service.centres.models import CentreRoom
from core_service.foundation.errors import Invalid
from core_service.foundation.jobs import schedule
from core_service.sessions.models import SessionTemplate
from core_service.sessions.queries import timetable
from core_service.sessions.queries.places import holders
from core_service.sessions.rules import SessionStatus
from core_service.sessions.rules.following import FIELDS, EditEffect, LessonFields, Weekly
from core_service.sessions.service.changes import audited, change_sessions
from core_service.sessions.service.enrollments import hold_timetable
from core_service.sessions.service.following import EditedSession, edits_of
from core_service.sessions.service.generation import GENERATE
from core_service.sessions.service.log import lock_sessions
from core_service.sessions.service.offers import wake_waitlist
from core_service.sessions.service.planning import check_lesson_times
from shared.ids import new_id

WEEKLY_FIELDS = (*FIELDS, "day_of_week", "start_time", "end_time")


def create_template(
    db: Session, actor: Actor, *, centre_id: UUID, values: Mapping[str, Any], now: datetime
) -> SessionTemplate:
    """A weekly lesson; its sessions are made at once by a job, and ahead from then on."""
    template = SessionTemplate(id=new_id(), centre_id=centre_id, is_active=True, **values)
    _check(db, centre_id, values)
    db.add(template)
    db.flush()
    _record(db, actor, "TEMPLATE_CREATE", template, None, audited(values))
    schedule(db, GENERATE, centre_id=centre_id, due_at=now, key=str(template.id))
    return template


def hold_template(db: Session, template_id: UUID) -> SessionTemplate:
    """The template, locked, with its centre's timetable held. Raises NotFound."""
    template = timetable.template_by_id(db, template_id)
    hold_timetable(db, template.centre_id)
    db.refresh(template, with_for_update=True)
    return template


def preview_edit(
    db: Session, *, template: SessionTemplate, values: Mapping[str, Any], now: datetime
) -> list[EditedSession]:
    """What `change_template` would do to the sessions ahead; writes nothing."""
    _check(db, template.centre_id, {name: getattr(template, name) for name in WEEKLY_FIELDS} | dict(values))
    is_active = values.get("is_active", template.is_active)
    return edits_of(db, template, _weekly_with(template, values) if is_active else None, now)


def change_template(
    db: Session, actor: Actor, *, template: SessionTemplate, values: Mapping[str, Any], now: datetime
) -> list[EditedSession]:
    """Gives a held template new values, and its planned sessions that have not begun with it; what was changed by
    hand in one of them stays. A template that is no longer active loses them.
    """
    edits = preview_edit(db, template=template, values=values, now=now)
    before = {name: getattr(template, name) for name in values}
    for name, value in values.items():
        setattr(template, name, value)
    db.flush()
    _record(db, actor, "TEMPLATE_CHANGE", template, audited(before), audited(values))
    _carry_out(db, actor, template, edits, now)
    return edits


def _carry_out(
    db: Session, actor: Actor, template: SessionTemplate, edits: Sequence[EditedSession], now: datetime
) -> None:
    lock_sessions(db, [edit.session.id for edit in edits])
    edits = [edit for edit in edits if edit.session.status is SessionStatus.SCHEDULED]
    changes = [(edit.session, _new_values(edit)) for edit in edits if edit.effect is not EditEffect.KEEP]
    zone = timetable.zone_of(db, template.centre_id)
    _keep_one_a_week(db, template, edits)
    change_sessions(db, actor, "SESSION_CHANGE", changes, zone=zone, now=now)
    wake_waitlist(db, [session for session, _ in changes], now=now)


def _new_values(edit: EditedSession) -> dict[str, Any]:
    if edit.effect is EditEffect.CANCEL:
        return {"status": SessionStatus.CANCELLED}
    values = {name: getattr(edit.after.fields, name) for name in FIELDS}
    return values | {"scheduled_start": edit.after.starts_at, "scheduled_end": edit.after.ends_at}


def _keep_one_a_week(db: Session, template: SessionTemplate, edits: Sequence[EditedSession]) -> None:
    """Each session stands for the template's new day in its week, unless another one does already."""
    if not edits:
        return
    first = min(min(edit.before.occurrence_date, edit.after.occurrence_date) for edit in edits)
    made = {day for _, day in timetable.dates_made(db, [template.id], first=first)}
    for edit in edits:
        if edit.after.occurrence_date not in made:
            edit.session.occurrence_date = edit.after.occurrence_date
    db.flush()


def _weekly_with(template: SessionTemplate, values: Mapping[str, Any]) -> Weekly:
    after = {name: values.get(name, getattr(template, name)) for name in WEEKLY_FIELDS}
    fields = LessonFields(**{name: after[name] for name in FIELDS})
    return Weekly(fields, after["day_of_week"], after["start_time"], after["end_time"])


def _check(db: Session, centre_id: UUID, values: Mapping[str, Any]) -> None:
    check_lesson_times(values["start_time"], values["end_time"])
    if not holders(db, centre_id, Permission.SESSION_CONDUCT, among=[values["tutor_id"]]):
        raise Invalid.field("tutorId", "is nobody who may teach in this centre")
    if values["room_id"] is not None:
        room = db.get(CentreRoom, values["room_id"])
        if room is None or room.centre_id != centre_id or not room.is_active:
            raise Invalid.field("roomId", "is no room of this centre")


def _record(
    db: Session,
    actor: Actor,
    action: str,
    template: SessionTemplate,
    before: Mapping[str, object] | None,
    after: Mapping[str, object],
) -> None:
    record_row(db, actor, Permission.SCHEDULE_MANAGE, action, template, before=before, after=after)
