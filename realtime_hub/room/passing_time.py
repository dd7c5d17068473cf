"""What time alone brings about: quiet, departures, pings, reports, ends. Only who is due is looked at."""

from realtime_hub.room.delivery import ping
from realtime_hub.room.effects import Effect
from realtime_hub.room.membership import dismiss, report_presence
from realtime_hub.room.presence import (
    announce_departure,
    announce_tutors_departure,
    departure_patience,
    show_status,
)
from realtime_hub.room.progress import report_work, settle_early_progress
from realtime_hub.room.replicas import look_after_replicas
from realtime_hub.room.sharing import is_ours
from realtime_hub.room.state import Listener, RoomState
from realtime_hub.room.status import patience_seconds
from realtime_hub.room.student import Student
from shared.events.codes import CloseCode

_NEVER = float("inf")


def pass_second(state: RoomState, now: float, effects: list[Effect]) -> None:
    """About once a second. Whatever makes somebody due earlier than expected has noted it in the agendas."""
    look_after_replicas(state, now, effects)
    announce_tutors_departure(state, now, effects)
    for student_id in state.students_due.take(now):
        if (student := state.students.get(student_id)) is not None:
            _look_at_student(state, student, now, effects)
            state.students_due.note(student_id, _next_look_at_student(state, student, now))
    if state.closes_at is not None and now >= state.closes_at:
        state.listeners_due.note_soon(*state.listeners)
    for connection in state.listeners_due.take(now):
        if (listener := state.listeners.get(connection)) is not None:
            _look_at_listener(state, listener, now, effects)
            state.listeners_due.note(connection, _next_look_at_listener(state, listener))


def _look_at_student(state: RoomState, student: Student, now: float, effects: list[Effect]) -> None:
    announce_departure(state, student, now, effects)
    settle_early_progress(state, student, now, effects)
    show_status(state, student, now, effects)
    report_work(state, student, now, effects)


def _next_look_at_student(state: RoomState, student: Student, now: float) -> float:
    if student.early is not None:
        return now
    next_look = _NEVER
    if student.has_unreported_work:
        next_look = student.reported_at + state.rules.progress_report
    if student.online and is_ours(state, student):
        if student.absent_since is not None:
            next_look = min(next_look, student.absent_since + departure_patience(state))
        if student.is_connected:
            next_look = min(next_look, student.heard_at + state.offline_seconds)
    if not student.is_followed and not student.is_quiet:
        next_look = min(next_look, student.input_at + patience_seconds(student, state.quiet_seconds))
    return next_look


def _look_at_listener(state: RoomState, listener: Listener, now: float, effects: list[Effect]) -> None:
    if now - listener.presence_reported_at >= state.rules.presence_report:
        report_presence(state, listener, now, effects)
    if state.closes_at is not None and now >= state.closes_at:
        dismiss(state, listener, CloseCode.SESSION_ENDED, now, effects)
    elif now >= listener.until:
        dismiss(state, listener, CloseCode.TICKET_EXPIRED, now, effects)
    elif now - listener.pinged_at < state.rules.ping:
        return
    elif listener.unanswered_pings >= state.rules.unanswered_pings:
        dismiss(state, listener, CloseCode.NO_PONG, now, effects)
    else:
        ping(state, listener, now, effects)


def _next_look_at_listener(state: RoomState, listener: Listener) -> float:
    return min(
        listener.until,
        listener.pinged_at + state.rules.ping,
        listener.presence_reported_at + state.rules.presence_report,
    )
