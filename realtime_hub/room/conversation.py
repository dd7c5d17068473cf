"""What members say: who may say it, and what it does to live facts."""

from realtime_hub.room.delivery import refuse, resync
from realtime_hub.room.drafts import save_draft
from realtime_hub.room.effects import Effect, Forward, Misbehaved
from realtime_hub.room.inputs import Said
from realtime_hub.room.presence import mark_heard, show_status
from realtime_hub.room.progress import note_progress
from realtime_hub.room.state import Listener, RoomState, has_ended
from realtime_hub.room.student import Student
from shared.events.codes import ErrorCode
from shared.events.commands import (
    MESSAGES_OF,
    CompleteActivity,
    Durable,
    Heartbeat,
    Pong,
    ReportProgress,
    Resync,
    RoomMessage,
    SaveDraft,
    StudentLive,
)
from shared.events.values import CommandId, RoomRole, SessionStatus


def say(state: RoomState, said: Said, now: float, effects: list[Effect]) -> None:
    """Answer a message of a member. The most frequent one, a student's progress, takes the shortest way."""
    listener = state.listeners.get(said.connection)
    if listener is None:
        return
    message = said.message
    listener.heard_at = now
    if type(message) not in MESSAGES_OF[listener.role]:
        refuse(listener.id, ErrorCode.NOT_ALLOWED, effects, command=_id_of(message))
        effects.append(Misbehaved(listener.id))
        return
    if listener.role is RoomRole.STUDENT:
        _say_as_student(state, listener, message, now, effects)
    else:
        _say_as_member(state, listener, message, effects)


def _say_as_student(
    state: RoomState, listener: Listener, message: RoomMessage, now: float, effects: list[Effect]
) -> None:
    student = state.students[listener.user_id]
    mark_heard(state, student, now, effects)
    if isinstance(message, (ReportProgress, CompleteActivity, SaveDraft)):
        _do_live(state, listener, student, message, now, effects)
    elif isinstance(message, Heartbeat):
        _note_input(state, student, now, effects, has_input=message.is_active)
    elif isinstance(message, (Pong, Resync)):
        _say_as_member(state, listener, message, effects)
    elif state.status is SessionStatus.SCHEDULED:
        _refuse_before_start(listener, message, effects)
    else:
        _note_input(state, student, now, effects, has_input=True)
        _say_as_member(state, listener, message, effects)


def _say_as_member(state: RoomState, listener: Listener, message: RoomMessage, effects: list[Effect]) -> None:
    match message:
        case Pong():
            listener.unanswered_pings = 0
        case Resync():
            resync(state, listener, effects)
        case Heartbeat() | ReportProgress() | CompleteActivity() | SaveDraft():
            pass  # a heartbeat is a sign of life, noted already; the others are students' alone
        case _:
            effects.append(Forward(listener.id, message))


def _note_input(state: RoomState, student: Student, now: float, effects: list[Effect], *, has_input: bool) -> None:
    if has_input:
        student.input_at = now
    show_status(state, student, now, effects)


def _do_live(
    state: RoomState, listener: Listener, student: Student, message: StudentLive, now: float, effects: list[Effect]
) -> None:
    if state.status is SessionStatus.SCHEDULED:
        _refuse_before_start(listener, message, effects)
        return
    student.input_at = now
    if isinstance(message, SaveDraft):
        save_draft(state, listener, student, message, now, effects)
        return
    work = student.work
    if work is None or work.exercise_id != message.exercise_id:
        student.early = (message, listener.id, now)
        state.students_due.note_soon(student.id)
        return
    if work.is_handed_in or has_ended(state.status):
        return
    note_progress(state, student, work, message, now, effects)


def _refuse_before_start(listener: Listener, message: RoomMessage, effects: list[Effect]) -> None:
    refuse(listener.id, ErrorCode.SESSION_NOT_STARTED, effects, command=_id_of(message))


def _id_of(message: RoomMessage) -> CommandId | None:
    return message.id if isinstance(message, Durable | SaveDraft) else None
