"""Coming, going, being replaced and being sent away."""

from realtime_hub.room.delivery import missed_since, publish, snapshot
from realtime_hub.room.effects import Close, Effect, Report, Send
from realtime_hub.room.inputs import Joined, Revoked
from realtime_hub.room.journal import Record
from realtime_hub.room.state import Listener, RoomState
from realtime_hub.room.status import refresh_status
from realtime_hub.room.student import Student, moment
from shared.events.codes import CloseCode
from shared.events.control import Degraded, Welcome, WelcomeMode
from shared.events.reports import PresenceReport
from shared.events.values import ConnectionId, RoomRole


def join(state: RoomState, hello: Joined, now: float, effects: list[Effect]) -> None:
    """Let a connection in, ending those that it replaces, or close it with the reason."""
    replaced = _replaced_by(state, hello)
    refusal = _refusal(state, hello, len(replaced), now)
    if refusal is not None:
        effects.append(Close(hello.connection, refusal))
        return
    mode, missed = _missed(state, hello)
    for listener, code in replaced:
        _report_presence(state, listener, now, effects, has_left=True)
        state.remove(listener.id, now)
        effects.append(Close(listener.id, code))
    listener = _listener(hello, now)
    _arrive(state, listener, now, effects)
    state.add(listener)
    _welcome(state, listener, mode, missed, now, effects)
    _report_presence(state, listener, now, effects)


def _replaced_by(state: RoomState, hello: Joined) -> list[tuple[Listener, CloseCode]]:
    """Connections of the same member that end: other role, same device, older device of a student, fourth of staff."""
    replaced: list[tuple[Listener, CloseCode]] = []
    kept: list[Listener] = []
    for listener in state.of_user(hello.user_id):
        if listener.role is not hello.role:
            replaced.append((listener, CloseCode.RESYNC))
        elif listener.device == hello.device or not hello.role.is_staff:
            replaced.append((listener, CloseCode.CONTINUED_ELSEWHERE))
        else:
            kept.append(listener)
    surplus = len(kept) + 1 - state.rules.staff_devices
    return replaced + [(listener, CloseCode.CONTINUED_ELSEWHERE) for listener in kept[: max(0, surplus)]]


def _refusal(state: RoomState, hello: Joined, replaced: int, now: float) -> CloseCode | None:
    if state.closes_at is not None and now >= state.closes_at:
        return CloseCode.SESSION_ENDED
    if hello.role is RoomRole.STUDENT and hello.user_id not in state.students:
        return CloseCode.FORBIDDEN
    if len(state.listeners) - replaced >= state.rules.members:
        return CloseCode.OVERLOAD
    return None


def _missed(state: RoomState, hello: Joined) -> tuple[WelcomeMode, list[Record]]:
    """All missed events or none: role unchanged, not ahead of us, few enough, small enough."""
    seq = hello.resume_seq
    is_same_role = state.last_roles.get(hello.user_id, hello.role) is hello.role
    if seq is None or not is_same_role:
        return WelcomeMode.SNAPSHOT, []
    missed = missed_since(state, seq, hello.user_id, hello.role)
    return (WelcomeMode.SNAPSHOT, []) if missed is None else (WelcomeMode.RESUMED, missed)


def _listener(hello: Joined, now: float) -> Listener:
    return Listener(
        id=hello.connection,
        user_id=hello.user_id,
        login_id=hello.login_id,
        role=hello.role,
        device=hello.device,
        until=hello.until,
        epoch=hello.epoch,
        joined_at=now,
        heard_at=now,
        pinged_at=now,
        presence_reported_at=now,
    )


def _arrive(state: RoomState, listener: Listener, now: float, effects: list[Effect]) -> None:
    if listener.role is RoomRole.TUTOR:
        state.tutor_absent_since = None
        _set_tutor_online(state, True, now, effects)
    elif listener.role is RoomRole.STUDENT:
        student = state.students[listener.user_id]
        student.epoch = max(student.epoch, listener.epoch)
        student.is_connected = True
        student.absent_since = None
        student.has_joined = True
        student.input_at = now
        mark_heard(state, student, now, effects)


def _welcome(
    state: RoomState, listener: Listener, mode: WelcomeMode, missed: list[Record], now: float, effects: list[Effect]
) -> None:
    to = (listener.id,)
    welcome = Welcome(
        connection=listener.id,
        seq=state.journal.seq,
        mode=mode,
        ping_seconds=state.rules.ping,
        limits=state.rules.limits,
        server_time=moment(now),
    )
    effects += [Send(to, welcome), Send(to, snapshot(state, listener))]
    effects += [Send(to, record.json) for record in missed]
    if state.degraded_since is not None:
        effects.append(Send(to, Degraded(since=moment(state.degraded_since))))


def leave(state: RoomState, connection: ConnectionId, now: float, effects: list[Effect]) -> None:
    """A socket is gone: its member may come back before anybody is told."""
    listener = state.remove(connection, now)
    if listener is not None:
        _report_presence(state, listener, now, effects, has_left=True)
    note_absences(state, now)


def note_absences(state: RoomState, now: float) -> None:
    """Start the clock of everyone who has no connection any more."""
    present = {listener.user_id for listener in state.listeners.values() if not listener.role.is_staff}
    for student in state.students.values():
        if student.is_connected and student.id not in present:
            student.is_connected = False
            student.absent_since = now
    if state.tutor_online and state.tutor_absent_since is None and not state.has_tutor():
        state.tutor_absent_since = now


def announce_departures(state: RoomState, now: float, effects: list[Effect]) -> None:
    """Tell of those who have been away long enough, or silent on an open socket."""
    patience = state.rules.departure_while_draining if state.is_draining else state.rules.departure
    for student in state.students.values():
        if not student.online:
            continue
        is_gone = student.absent_since is not None and now - student.absent_since >= patience
        is_silent = student.is_connected and now - student.heard_at >= state.offline_seconds
        if is_gone or is_silent:
            _set_online(state, student, False, now, effects)
    if state.tutor_absent_since is not None and now - state.tutor_absent_since >= patience:
        state.tutor_absent_since = None
        _set_tutor_online(state, False, now, effects)


def mark_heard(state: RoomState, student: Student, now: float, effects: list[Effect]) -> None:
    """A sign of life: who was offline is back."""
    student.heard_at = now
    if not student.online:
        _set_online(state, student, True, now, effects)


def _set_online(state: RoomState, student: Student, online: bool, now: float, effects: list[Effect]) -> None:
    student.online = online
    publish(state, ("presence", student.id), state.staff, now, effects)
    if refresh_status(student, now, state.quiet_seconds):
        publish(state, ("activity", student.id), state.staff, now, effects)


def _set_tutor_online(state: RoomState, online: bool, now: float, effects: list[Effect]) -> None:
    if state.tutor_online != online:
        state.tutor_online = online
        publish(state, ("tutor", None), state.listeners.values(), now, effects)


def revoke(state: RoomState, revoked: Revoked, now: float, effects: list[Effect]) -> None:
    """Send away whom a revocation means: a login, a user, or a user in this session."""
    who = revoked.revocation
    if who.session_id is not None and who.session_id != state.session_id:
        return
    for listener in list(state.listeners.values()):
        is_login = who.login_id is not None and who.login_id == listener.login_id
        is_user = who.user_id is not None and who.user_id == listener.user_id
        if is_login or is_user:
            dismiss(state, listener, CloseCode.REMOVED, now, effects)


def dismiss(state: RoomState, listener: Listener, code: CloseCode, now: float, effects: list[Effect]) -> None:
    """End a connection and note that its member is away."""
    effects.append(Close(listener.id, code))
    leave(state, listener.id, now, effects)


def report_presences(state: RoomState, now: float, effects: list[Effect]) -> None:
    """Extend the presence intervals that are due."""
    for listener in state.listeners.values():
        if now - listener.presence_reported_at >= state.rules.presence_report:
            _report_presence(state, listener, now, effects)


def _report_presence(
    state: RoomState, listener: Listener, now: float, effects: list[Effect], *, has_left: bool = False
) -> None:
    listener.presence_reported_at = now
    listener.counter += 1
    report = PresenceReport(
        session_id=state.session_id,
        centre_id=state.centre_id,
        version=(listener.epoch, listener.counter),
        user_id=listener.user_id,
        connection_id=listener.id,
        joined_at=moment(listener.joined_at),
        seen_at=moment(listener.heard_at),
        left_at=moment(now) if has_left else None,
    )
    effects.append(Report(report))
