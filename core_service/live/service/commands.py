"""Carries out the hub's durable commands with the same services as their REST twins (PROTOCOL, Client → hub)."""

from datetime import datetime
from typing import Any, assert_never
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.attendance.service import mark_attendance
from core_service.foundation.errors import Invalid, NotFound
from core_service.live.errors import NotAllowed
from core_service.live.rules import HelpStatus, RoomRole
from core_service.live.service import life_cycle
from core_service.live.service.help_requests import Call, cancel_help, change_request, request_help, stored_request
from core_service.live.service.messages import reply, send_message
from core_service.live.service.notes import add_note
from core_service.live.service.panels import set_panel_mode
from core_service.live.service.taking_part import hold_as_student
from core_service.work.service.assignments import NewAssignment, assign_content, withdraw_assignment
from core_service.work.service.attempts import start_exercise
from core_service.work.service.completion import mark_complete
from shared.events.commands import (
    MESSAGES_OF,
    AcknowledgeHelp,
    AddNote,
    AssignContent,
    CancelHelp,
    DurableCommand,
    EndSession,
    MarkAttendance,
    MarkComplete,
    ReopenHelp,
    ReplyToTutor,
    RequestHelp,
    ResolveHelp,
    SendMessage,
    SetPanelMode,
    StartActivity,
    StartSession,
    WithdrawContent,
)

Outcome = dict[str, Any]
"""What the ack tells: `seq` of the event, None if nothing changed, and the id of what was made."""


_STATUS_BY = {
    AcknowledgeHelp: HelpStatus.ACKNOWLEDGED,
    ResolveHelp: HelpStatus.RESOLVED,
    ReopenHelp: HelpStatus.PENDING,
}


def carry_out(
    db: Session, actor: Actor, *, session_id: UUID, role: RoomRole, command: DurableCommand, now: datetime
) -> Outcome:
    """Does one command of a member in this role. Raises NotAllowed and whatever the service raises."""
    if type(command) not in MESSAGES_OF[role]:
        raise NotAllowed
    match command:
        case StartActivity() | RequestHelp() | CancelHelp() | ReplyToTutor():
            return _of_student(db, actor, session_id, command, now)
        case AcknowledgeHelp() | ResolveHelp() | ReopenHelp():
            return _of_hand(db, actor, session_id, command, now)
        case AssignContent() | WithdrawContent() | MarkComplete():
            return _of_content(db, actor, session_id, command, now)
        case SendMessage() | AddNote():
            return _of_words(db, actor, session_id, command, now)
        case MarkAttendance() | SetPanelMode() | StartSession() | EndSession():
            return _of_lesson(db, actor, session_id, command, now)
        case _:
            assert_never(command)


def _of_student(
    db: Session,
    actor: Actor,
    session_id: UUID,
    command: StartActivity | RequestHelp | CancelHelp | ReplyToTutor,
    now: datetime,
) -> Outcome:
    match command:
        case StartActivity():
            hold_as_student(db, actor, session_id)
            exercise_id = _id("exerciseId", command.exercise_id)
            started = start_exercise(db, actor, exercise_id=exercise_id, session_id=session_id, centre_id=None, now=now)
            attempt = started.attempt
            return {"seq": started.seq, "attemptId": attempt.id, "revision": attempt.draft_revision}
        case RequestHelp():
            exercise = _id("exerciseId", command.exercise_id) if command.exercise_id else None
            call = Call(message=command.message, exercise_id=exercise, picture=command.picture)
            raised = request_help(db, actor, session_id=session_id, call=call, now=now)
            return {"seq": raised.seq, "requestId": raised.request.id}
        case CancelHelp():
            lowered = cancel_help(db, actor, session_id=session_id, now=now)
            return {"seq": lowered.seq, "requestId": lowered.request.id} if lowered else {"seq": None}
        case ReplyToTutor():
            sent = reply(db, actor, session_id=session_id, text=command.text, now=now)
            return {"seq": sent.seq, "messageId": sent.message.id}


def _of_hand(
    db: Session, actor: Actor, session_id: UUID, command: AcknowledgeHelp | ResolveHelp | ReopenHelp, now: datetime
) -> Outcome:
    request_id = _id("requestId", command.request_id)
    if stored_request(db, request_id).session_id != session_id:
        raise NotFound("help request")
    changed = change_request(db, actor, request_id=request_id, status=_STATUS_BY[type(command)], now=now)
    return {"seq": changed.seq, "requestId": request_id}


def _of_content(
    db: Session, actor: Actor, session_id: UUID, command: AssignContent | WithdrawContent | MarkComplete, now: datetime
) -> Outcome:
    match command:
        case AssignContent():
            new = NewAssignment(
                exercise_id=_id("exerciseId", command.exercise_id) if command.exercise_id else None,
                lesson_id=_id("lessonId", command.lesson_id) if command.lesson_id else None,
                scope=command.scope,
                reason=command.reason,
            )
            student_id = _id("studentId", command.student_id)
            assigned = assign_content(db, actor, session_id=session_id, student_id=student_id, new=new, now=now)
            return {"seq": assigned.seq, "assignmentId": assigned.assignment.id}
        case WithdrawContent():
            assignment_id = _id("assignmentId", command.assignment_id)
            withdrawn = withdraw_assignment(db, actor, assignment_id=assignment_id, session_id=session_id, now=now)
            return {"seq": withdrawn.seq, "assignmentId": assignment_id}
        case MarkComplete():
            completed = mark_complete(
                db,
                actor,
                session_id=session_id,
                student_id=_id("studentId", command.student_id),
                exercise_id=_id("exerciseId", command.exercise_id),
                now=now,
            )
            return {"seq": completed.seq, "attemptId": completed.attempt.id}


def _of_words(db: Session, actor: Actor, session_id: UUID, command: SendMessage | AddNote, now: datetime) -> Outcome:
    match command:
        case SendMessage():
            student_id = _id("studentId", command.student_id) if command.student_id else None
            sent = send_message(
                db,
                actor,
                session_id=session_id,
                student_id=student_id,
                text=command.text,
                kind=command.kind,
                now=now,
            )
            return {"seq": sent.seq, "messageId": sent.message.id}
        case AddNote():
            noted = add_note(
                db,
                actor,
                session_id=session_id,
                student_id=_id("studentId", command.student_id),
                text=command.text,
                visibility=command.visibility,
                now=now,
            )
            return {"seq": noted.seq, "noteId": noted.note.id}


def _of_lesson(
    db: Session,
    actor: Actor,
    session_id: UUID,
    command: MarkAttendance | SetPanelMode | StartSession | EndSession,
    now: datetime,
) -> Outcome:
    match command:
        case MarkAttendance():
            mark = mark_attendance(
                db,
                actor,
                session_id=session_id,
                student_id=_id("studentId", command.student_id),
                status=command.status,
                note=command.note,
                now=now,
            )
            return {"seq": mark.seq}
        case SetPanelMode():
            student_id = _id("studentId", command.student_id)
            seq = set_panel_mode(db, actor, session_id=session_id, student_id=student_id, mode=command.mode, now=now)
            return {"seq": seq}
        case StartSession():
            return {"seq": life_cycle.start(db, actor, session_id=session_id, now=now)[1]}
        case EndSession():
            return {"seq": life_cycle.end(db, actor, session_id=session_id, now=now)[1]}


def _id(path: str, text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Invalid.field(path, "is no id") from None
