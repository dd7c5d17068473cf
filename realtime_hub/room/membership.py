"""Coming, going, being replaced and being sent away; one member may be at several replicas at once."""

from collections.abc import Iterable

from realtime_hub.room.delivery import missed_since, snapshot
from realtime_hub.room.effects import Close, Effect, Report, Send
from realtime_hub.room.inputs import Joined, Revoked
from realtime_hub.room.journal import Record
from realtime_hub.room.presence import mark_heard, note_absences, set_tutor_online, welcome_tutors_elsewhere
from realtime_hub.room.sharing import take_over
from realtime_hub.room.state import Listener, RoomState
from realtime_hub.room.student import moment
from shared.events.codes import CloseCode
from shared.events.control import Degraded, Welcome, WelcomeMode
from shared.events.reports import PresenceReport
from shared.events.values import ConnectionId, RoomRole

_Place = tuple[RoomRole, str]
"""A connection's role and device."""


def join(state: RoomState, hello: Joined, now: float, effects: list[Effect]) -> None:
    """Let a connection in, ending those that it replaces, or close it with the reason."""
    replaced = _replaced_by(state, hello)
    refusal = _refusal(state, hello, len(replaced), now)
    if refusal is not None:
        effects.append(Close(hello.connection, refusal))
        return
    mode, missed = _missed(state, hello)
    for listener, code in replaced:
        report_presence(state, listener, now, effects, has_left=True)
        state.remove(listener.id, now)
        effects.append(Close(listener.id, code))
    listener = _listener(hello, now)
    _arrive(state, listener, now, effects)
    state.add(listener)
    _welcome(state, listener, mode, missed, now, effects)
    report_presence(state, listener, now, effects)


def _replaced_by(state: RoomState, hello: Joined) -> list[tuple[Listener, CloseCode]]:
    """Connections of the same member that end: other role, same device, older device of a student, fourth of staff."""
    newest: _Place = (hello.role, hello.device)
    return [
        (listener, code)
        for listener in state.of_user(hello.user_id)
        if (code := _fate(state, (listener.role, listener.device), [newest, *_newer(state, listener)])) is not None
    ]


def _newer(state: RoomState, listener: Listener) -> list[_Place]:
    """Where the member connected later than this, here and elsewhere."""
    here = state.of_user(listener.user_id)
    later = here[here.index(listener) + 1 :]
    return [(other.role, other.device) for other in later] + _newer_elsewhere(state, listener)


def _newer_elsewhere(state: RoomState, mine: Listener | Joined) -> list[_Place]:
    """Where else the member connected later; at the same epoch (Redis was away) the replicas' names decide."""
    return [
        (connection.role, connection.device)
        for replica, connection in state.elsewhere()
        if connection.user_id == mine.user_id and (connection.epoch, replica) > (mine.epoch, state.replica)
    ]


def _fate(state: RoomState, mine: _Place, newer: Iterable[_Place]) -> CloseCode | None:
    """How a connection ends when its member has these newer ones; None when it stays."""
    role, device = mine
    roles = {newer_role for newer_role, _ in newer}
    devices = {newer_device for _, newer_device in newer}
    if roles - {role}:
        return CloseCode.RESYNC
    is_replaced = device in devices or (bool(devices) and not role.is_staff)
    return CloseCode.CONTINUED_ELSEWHERE if is_replaced or len(devices) >= state.rules.staff_devices else None


def _refusal(state: RoomState, hello: Joined, replaced: int, now: float) -> CloseCode | None:
    if state.closes_at is not None and now >= state.closes_at:
        return CloseCode.SESSION_ENDED
    if hello.role is RoomRole.STUDENT and hello.user_id not in state.students:
        return CloseCode.FORBIDDEN
    elsewhere = sum(connection.user_id != hello.user_id for _, connection in state.elsewhere())
    if len(state.listeners) - replaced + elsewhere >= state.rules.members:
        return CloseCode.OVERLOAD
    return _fate(state, (hello.role, hello.device), _newer_elsewhere(state, hello))


def settle_company(state: RoomState, now: float, effects: list[Effect]) -> None:
    """Who is connected at other replicas has changed: older connections here end, absences begin or end."""
    for _, connection in state.elsewhere():
        if connection.epoch > state.epochs.get(connection.user_id, 0):
            state.epochs[connection.user_id] = connection.epoch
            state.last_roles[connection.user_id] = connection.role
    for listener in list(state.listeners.values()):
        code = _fate(state, (listener.role, listener.device), _newer(state, listener))
        if code is not None:
            dismiss(state, listener, code, now, effects)
    note_absences(state, now)
    welcome_tutors_elsewhere(state, now, effects)


def _missed(state: RoomState, hello: Joined) -> tuple[WelcomeMode, list[Record]]:
    """All missed events or none: role unchanged, not ahead of us, few enough, small enough.

    After a restart of all hubs none remembers whether a member of staff only watched before; the log tells when the
    tutors changed.
    """
    seq, last_role = hello.resume_seq, state.last_roles.get(hello.user_id)
    if seq is None or (last_role or hello.role) is not hello.role:
        return WelcomeMode.SNAPSHOT, []
    missed = missed_since(state, seq, hello.user_id, hello.role)
    may_be_new_role = last_role is None and hello.role.is_staff
    if missed is None or (may_be_new_role and any(record.changes_tutors for record in missed)):
        return WelcomeMode.SNAPSHOT, []
    return WelcomeMode.RESUMED, missed


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
        set_tutor_online(state, True, now, effects)
    elif listener.role is RoomRole.STUDENT:
        student = state.students[listener.user_id]
        student.epoch = max(student.epoch, listener.epoch)
        student.is_connected = True
        student.absent_since = None
        student.has_joined = True
        student.input_at = now
        take_over(state, student)
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
        report_presence(state, listener, now, effects, has_left=True)
    note_absences(state, now)


def revoke(state: RoomState, revoked: Revoked, now: float, effects: list[Effect]) -> None:
    """Send away whom a revocation means: a login, a user, or a user in this session or its centre."""
    who = revoked.revocation
    if who.session_id not in (None, state.session_id) or who.centre_id not in (None, state.centre_id):
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


def report_presence(
    state: RoomState, listener: Listener, now: float, effects: list[Effect], *, has_left: bool = False
) -> None:
    """That the member has come, is still there, or has left."""
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
