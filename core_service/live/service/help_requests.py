"""Hands: raised, taken, put down (R220 to R223, C06, C11, C36)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record_row
from core_service.catalogue.models import Exercise
from core_service.centres.queries import settings_of_centre
from core_service.foundation.errors import Invalid, NotFound
from core_service.foundation.jobs import schedule
from core_service.live.errors import HandAlreadyUp, HelpRequestTaken, WrongHelpStatus
from core_service.live.models import HelpRequest
from core_service.live.rules import OPEN_STATUSES, HelpPriority, HelpStatus, escalates_at, may_become
from core_service.live.service.taking_part import demand_not_over, hold_as_student
from core_service.sessions.models import TutoringSession
from core_service.sessions.service import hold_as_staff
from core_service.sessions.service.log import append_event
from shared.events.room import HelpRequested, HelpUpdated
from shared.events.values import ExerciseId, HelpRequestId, UserId
from shared.ids import new_id

ESCALATE_HELP = "notifications.escalate_help"
"""Promised for each hand that goes up; `{helpRequestId}`. Whoever runs it looks whether it still waits (R225)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What a student says with a raised hand; what is None stays as it was."""

    message: str | None = None
    exercise_id: UUID | None = None
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class HandChange:
    """A request as it stands now; `seq` of what the room was told, None if nothing changed."""

    request: HelpRequest
    seq: int | None
    is_new: bool = False


def request_help(db: Session, actor: Actor, *, session_id: UUID, call: Call, now: datetime) -> HandChange:
    """Raises the actor's hand, or changes the words of the one that is up."""
    session = hold_as_student(db, actor, session_id)
    content_centre_id = _content_centre(db, session, call.exercise_id)
    standing = open_request(db, session_id, actor.user_id)
    request = standing or HelpRequest(
        id=new_id(),
        centre_id=session.centre_id,
        content_centre_id=session.centre_id,
        session_id=session.id,
        student_id=actor.user_id,
        priority=HelpPriority.NORMAL,
        status=HelpStatus.PENDING,
        requested_at=now,
    )
    said = {name: getattr(call, name) for name in ("message", "exercise_id", "picture")}
    news = {name: value for name, value in said.items() if value not in (None, getattr(request, name))}
    if standing is not None and not news:
        return HandChange(standing, None)
    for name, value in news.items():
        setattr(request, name, value)
    if "exercise_id" in news:
        request.content_centre_id = content_centre_id
    db.add(request)
    db.flush()
    _record(db, actor, Permission.OWN_WORK, "HELP_REQUEST", request, None, request.status)
    if standing is None:
        _promise_escalation(db, request, now=now)
    return HandChange(request, _announce_call(db, session, request, now=now), is_new=standing is None)


def _promise_escalation(db: Session, request: HelpRequest, *, now: datetime) -> None:
    schedule(
        db,
        ESCALATE_HELP,
        centre_id=request.centre_id,
        due_at=escalates_at(now, settings_of_centre(db, request.centre_id)),
        key=str(request.id),
        arguments={"helpRequestId": str(request.id)},
    )


def _content_centre(db: Session, session: TutoringSession, exercise_id: UUID | None) -> UUID:
    if exercise_id is None:
        return session.centre_id
    found = db.scalar(sa.select(Exercise.centre_id).where(Exercise.id == exercise_id))
    if found is None:
        raise Invalid.field("exerciseId", "is no exercise of this centre")
    return found


def _announce_call(db: Session, session: TutoringSession, request: HelpRequest, *, now: datetime) -> int:
    member = UserId(str(request.student_id))
    event = HelpRequested(
        student_id=member,
        request_id=HelpRequestId(str(request.id)),
        message=request.message,
        exercise_id=ExerciseId(str(request.exercise_id)) if request.exercise_id else None,
        picture=request.picture,
        priority=request.priority,
        requested_at=request.requested_at,
    )
    return append_event(db, session, (member,), event, now=now)


def open_request(db: Session, session_id: UUID, student_id: UUID) -> HelpRequest | None:
    """The student's hand, if it is up."""
    return db.scalar(
        sa.select(HelpRequest).where(
            HelpRequest.session_id == session_id,
            HelpRequest.student_id == student_id,
            HelpRequest.status.in_(OPEN_STATUSES),
        )
    )


def cancel_help(db: Session, actor: Actor, *, session_id: UUID, now: datetime) -> HandChange | None:
    """Lowers the actor's own hand; None if it is not up."""
    session = hold_as_student(db, actor, session_id)
    standing = open_request(db, session_id, actor.user_id)
    if standing is None:
        return None
    return HandChange(standing, close_request(db, actor, session, standing, HelpStatus.CANCELLED, now=now))


def cancel_request(db: Session, actor: Actor, *, request_id: UUID, now: datetime) -> HandChange:
    """The same for a request by its id; another student's looks as if it did not exist."""
    stored = stored_request(db, request_id)
    if stored.student_id != actor.user_id:
        raise NotFound("help request")
    session = hold_as_student(db, actor, stored.session_id)
    db.refresh(stored)
    return _change(db, actor, session, stored, HelpStatus.CANCELLED, now=now)


def stored_request(db: Session, request_id: UUID) -> HelpRequest:
    """Raises NotFound."""
    stored = db.get(HelpRequest, request_id)
    if stored is None:
        raise NotFound("help request")
    return stored


def change_request(
    db: Session,
    actor: Actor,
    *,
    request_id: UUID,
    status: HelpStatus | None = None,
    priority: HelpPriority | None = None,
    now: datetime,
) -> HandChange:
    """Staff acknowledge, resolve, reopen, cancel or rank a request; the same again changes nothing.

    Raises NotFound, RelationMissing, HelpRequestTaken, WrongHelpStatus, HandAlreadyUp, SessionEnded.
    """
    stored = stored_request(db, request_id)
    session = hold_as_staff(db, actor, stored.session_id, Permission.HELP_REQUEST_RESPOND)
    demand_not_over(session)
    db.refresh(stored)
    ranked = _rank(db, actor, session, stored, priority, now=now)
    if status is None:
        return ranked
    changed = _change(db, actor, session, stored, status, now=now)
    return changed if changed.seq is not None else HandChange(stored, ranked.seq)


def _rank(
    db: Session,
    actor: Actor,
    session: TutoringSession,
    request: HelpRequest,
    priority: HelpPriority | None,
    *,
    now: datetime,
) -> HandChange:
    if priority is None or priority is request.priority:
        return HandChange(request, None)
    if not request.status.is_open:
        raise WrongHelpStatus(request.status, priority)
    before, request.priority = request.priority, priority
    _record(db, actor, Permission.HELP_REQUEST_RESPOND, "HELP_PRIORITY", request, before, priority)
    return HandChange(request, _announce(db, session, request, actor, now=now))


def _change(
    db: Session, actor: Actor, session: TutoringSession, request: HelpRequest, wanted: HelpStatus, *, now: datetime
) -> HandChange:
    """A change of a held session's request, whose state is fresh."""
    if request.status is wanted:
        if wanted is HelpStatus.ACKNOWLEDGED and request.acknowledged_by_id != actor.user_id:
            raise HelpRequestTaken(request.acknowledged_by_id)
        return HandChange(request, None)
    if not may_become(request.status, wanted):
        raise WrongHelpStatus(request.status, wanted)
    match wanted:
        case HelpStatus.PENDING:
            return HandChange(request, _reopen(db, actor, session, request, now=now))
        case HelpStatus.ACKNOWLEDGED:
            request.status, request.acknowledged_at, request.acknowledged_by_id = wanted, now, actor.user_id
            _record(db, actor, Permission.HELP_REQUEST_RESPOND, "HELP_ACKNOWLEDGE", request, None, wanted)
            return HandChange(request, _announce(db, session, request, actor, now=now))
        case HelpStatus.RESOLVED | HelpStatus.CANCELLED:
            return HandChange(request, close_request(db, actor, session, request, wanted, now=now))


def close_request(
    db: Session,
    actor: Actor | None,
    session: TutoringSession,
    request: HelpRequest,
    status: HelpStatus,
    *,
    now: datetime,
) -> int:
    """Puts down an open hand of a locked session as RESOLVED or CANCELLED; `actor` None is the system."""
    before, request.status, request.resolved_at = request.status, status, now
    request.resolved_by_id = actor.user_id if actor else None
    is_own = actor is not None and actor.user_id == request.student_id
    permission = Permission.OWN_WORK if is_own else Permission.HELP_REQUEST_RESPOND
    action = "HELP_RESOLVE" if status is HelpStatus.RESOLVED else "HELP_CANCEL"
    _record(db, actor, permission, action, request, before, status)
    return _announce(db, session, request, actor, now=now)


def _reopen(db: Session, actor: Actor, session: TutoringSession, request: HelpRequest, *, now: datetime) -> int:
    """The room has forgotten a resolved hand, so its words follow its status."""
    if open_request(db, session.id, request.student_id) is not None:
        raise HandAlreadyUp
    request.status = HelpStatus.PENDING
    request.acknowledged_at = request.resolved_at = None
    request.acknowledged_by_id = request.resolved_by_id = None
    db.flush()
    _record(db, actor, Permission.HELP_REQUEST_RESPOND, "HELP_REOPEN", request, HelpStatus.RESOLVED, HelpStatus.PENDING)
    _promise_escalation(db, request, now=now)
    _announce(db, session, request, actor, now=now)
    return _announce_call(db, session, request, now=now)


def _announce(
    db: Session, session: TutoringSession, request: HelpRequest, actor: Actor | None, *, now: datetime
) -> int:
    member = UserId(str(request.student_id))
    event = HelpUpdated(
        student_id=member,
        request_id=HelpRequestId(str(request.id)),
        status=request.status,
        by_id=UserId(str(actor.user_id)) if actor else None,
        priority=request.priority,
    )
    return append_event(db, session, (member,), event, now=now)


def _record(
    db: Session,
    actor: Actor | None,
    permission: Permission,
    action: str,
    request: HelpRequest,
    before: HelpStatus | HelpPriority | None,
    after: HelpStatus | HelpPriority,
) -> None:
    name = "priority" if isinstance(after, HelpPriority) else "status"
    record_row(
        db,
        actor,
        permission,
        action,
        request,
        before=None if before is None else {name: before},
        after={name: after, "studentId": request.student_id},
    )
