"""Who is sent what, and when: live facts conflated per recipient, events at once, snapshots for who fell behind."""

from collections.abc import Iterable

from realtime_hub.room.effects import Close, Effect, Send
from realtime_hub.room.inputs import Backlog, BacklogChanged
from realtime_hub.room.journal import Record
from realtime_hub.room.state import Listener, LiveKey, RoomState
from realtime_hub.room.student import Student
from shared.events.codes import CloseCode, ErrorCode
from shared.events.control import Ping, refusal
from shared.events.room import (
    DraftChanged,
    LiveMessage,
    SessionSync,
    StudentJoined,
    StudentLeft,
    StudentUpdated,
    TutorPresence,
)
from shared.events.shapes import DraftSnapshot
from shared.events.values import CommandId, ConnectionId, RoomRole, Seq, UserId
from shared.events.visibility import visible_to


def publish(state: RoomState, key: LiveKey, to: Iterable[Listener], now: float, effects: list[Effect]) -> None:
    """Send the latest of `key` at once to who was sent nothing live for a tick; for the others it waits for the next.

    What one input changes goes out together: a recipient that was just sent something at this moment gets the rest.
    """
    at_once: list[ConnectionId] = []
    for listener in to:
        quiet_for = now - listener.live_at
        if listener.backlog is Backlog.OPEN and (quiet_for >= state.rules.tick or quiet_for == 0):
            listener.live_at = now
            listener.pending.pop(key, None)
            at_once.append(listener.id)
        elif listener.backlog is not Backlog.STOPPED:
            listener.pending[key] = None
            state.waiting[listener.id] = listener
            state.is_restless = True
    if at_once and (message := latest(state, key)) is not None:
        effects.append(Send(tuple(at_once), message))


def flush(state: RoomState, now: float, effects: list[Effect]) -> None:
    """Send what waits, each message once for all who wait for it; who is behind goes on waiting."""
    recipients: dict[LiveKey, list[ConnectionId]] = {}
    waiting, state.waiting = state.waiting, {}
    for listener in waiting.values():
        if listener.backlog is not Backlog.OPEN:
            state.waiting[listener.id] = listener
        elif listener.pending:
            for key in listener.pending:
                recipients.setdefault(key, []).append(listener.id)
            listener.pending = {}
            listener.live_at = now
    state.is_restless = False
    for key, to in recipients.items():
        if (message := latest(state, key)) is not None:
            effects.append(Send(tuple(to), message))


def latest(state: RoomState, key: LiveKey) -> LiveMessage | None:
    """The message for a key as things stand; None when there is nothing to say any more."""
    kind, student_id = key
    if student_id is None:
        return TutorPresence(online=state.tutor_online)
    student = state.students.get(student_id)
    if student is None:
        return None
    match kind:
        case "activity":
            activity = student.activity()
            return None if activity is None else StudentUpdated(student_id=student_id, activity=activity)
        case "draft":
            return _draft_message(student_id, student.draft())
        case _:
            return _presence_message(student)


def _draft_message(student_id: UserId, draft: DraftSnapshot | None) -> DraftChanged | None:
    if draft is None:
        return None
    return DraftChanged(
        student_id=student_id, attempt_id=draft.attempt_id, revision=draft.revision, answers=draft.answers
    )


def _presence_message(student: Student) -> StudentJoined | StudentLeft:
    if student.online:
        return StudentJoined(student_id=student.id, enrollment=student.enrollment_at_work())
    return StudentLeft(student_id=student.id)


def deliver(state: RoomState, record: Record, effects: list[Effect]) -> None:
    """Send an event to all who may see it and are not stopped: those get it with their snapshot."""
    to = tuple(
        listener.id
        for listener in state.listeners.values()
        if listener.backlog is not Backlog.STOPPED and visible_to(record.audience, listener.user_id, listener.role)
    )
    if to:
        effects.append(Send(to, record.json))


def snapshot(state: RoomState, listener: Listener) -> SessionSync:
    """All that the member may see: staff every student, a student themself."""
    if listener.role.is_staff:
        seen = state.students
    else:
        seen = {listener.user_id: state.students[listener.user_id]}
    return SessionSync(
        seq=state.journal.seq,
        students={user_id: student.state() for user_id, student in seen.items()},
        tutor_online=state.tutor_online,
        status=state.status,
    )


def missed_since(state: RoomState, seq: Seq, user_id: UserId, role: RoomRole) -> list[Record] | None:
    """What a member has to be sent after `seq`; None when only a snapshot can help (PROTOCOL, Connecting)."""
    return state.journal.missed(seq, user_id, role, state.rules.resume_events, state.rules.resume_bytes)


def resync(state: RoomState, listener: Listener, effects: list[Effect]) -> None:
    """A fresh snapshot, which makes everything waiting superfluous."""
    listener.pending = {}
    effects.append(Send((listener.id,), snapshot(state, listener)))


def ping(state: RoomState, listener: Listener, now: float, effects: list[Effect]) -> None:
    """Tell a connection up to where it has been served."""
    listener.pinged_at = now
    listener.unanswered_pings += 1
    served = state.journal.seq if listener.stopped_at_seq is None else listener.stopped_at_seq
    effects.append(Send((listener.id,), Ping(seq=served)))


def refuse(
    to: ConnectionId,
    code: ErrorCode,
    effects: list[Effect],
    *,
    command: CommandId | None = None,
    current: DraftSnapshot | None = None,
    retry_after: float | None = None,
) -> None:
    """Answer with an error in words."""
    effects.append(Send((to,), refusal(code, command=command, retry_after=retry_after, current=current)))


def change_backlog(state: RoomState, change: BacklogChanged, now: float, effects: list[Effect]) -> None:
    """Merge for a slow reader, stop for a very slow one, and catch up once its backlog has drained."""
    listener = state.listeners.get(change.connection)
    if listener is None:
        return
    if change.level is Backlog.STOPPED:
        listener.backlog = Backlog.STOPPED
        listener.pending = {}
        if listener.stopped_at_seq is None:
            listener.stopped_at_seq = state.journal.seq
    elif change.level is Backlog.OPEN:
        _catch_up(state, listener, now, effects)
    elif listener.backlog is Backlog.OPEN:
        listener.backlog = Backlog.MERGING


def _catch_up(state: RoomState, listener: Listener, now: float, effects: list[Effect]) -> None:
    served = listener.stopped_at_seq
    if served is None:
        listener.backlog = Backlog.OPEN
        flush(state, now, effects)
        return
    missed = missed_since(state, served, listener.user_id, listener.role)
    if missed is None:
        effects.append(Close(listener.id, CloseCode.SLOW))
        return
    listener.backlog = Backlog.OPEN
    listener.stopped_at_seq = None
    effects += [Send((listener.id,), record.json) for record in missed]
    resync(state, listener, effects)
