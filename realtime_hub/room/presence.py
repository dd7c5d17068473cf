"""Who is there: signs of life, absences, departures, here and as other replicas tell them."""

from realtime_hub.room.delivery import publish
from realtime_hub.room.effects import Effect
from realtime_hub.room.sharing import is_ours, is_said_here, outrank, share_presence
from realtime_hub.room.state import RoomState
from realtime_hub.room.status import refresh_status
from realtime_hub.room.student import NEVER, Student
from shared.events.replicas import PresenceFact
from shared.events.values import ReplicaId, RoomRole


def mark_heard(state: RoomState, student: Student, now: float, effects: list[Effect]) -> None:
    """A sign of life: who was offline is back."""
    student.heard_at = now
    if not student.online:
        _set_online(state, student, True, now, effects)


def show_status(state: RoomState, student: Student, now: float, effects: list[Effect]) -> None:
    """Bring the status up to date and show it to the staff, here and elsewhere, if it changed."""
    if refresh_and_share(state, student, now):
        publish(state, ("activity", student.id), state.staff, now, effects)


def refresh_and_share(state: RoomState, student: Student, now: float) -> bool:
    """Bring the status up to date and tell the other replicas; whether it changed."""
    was_quiet = student.is_quiet
    has_changed = refresh_status(student, now, state.quiet_seconds)
    if has_changed or student.is_quiet is not was_quiet:
        share_presence(state, student)
        state.students_due.note_soon(student.id)
    return has_changed


def note_absences(state: RoomState, now: float) -> None:
    """Start the clock of everyone who has no connection any more, stop it for those who have one again."""
    here = {listener.user_id for listener in state.listeners.values() if not listener.role.is_staff}
    elsewhere = {connection.user_id for _, connection in state.elsewhere() if not connection.role.is_staff}
    state.students_due.note_soon(*state.students)
    for student in state.students.values():
        student.is_connected = student.id in here
        if student.is_connected or student.id in elsewhere:
            student.absent_since = None
        elif student.online and student.absent_since is None:
            student.absent_since = now
    if state.has_tutor():
        state.tutor_absent_since = None
    elif state.tutor_online and state.tutor_absent_since is None:
        state.tutor_absent_since = now


def departure_patience(state: RoomState) -> float:
    """For how many seconds nobody is told of an absence."""
    return state.rules.departure_while_draining if state.is_draining else state.rules.departure


def announce_departure(state: RoomState, student: Student, now: float, effects: list[Effect]) -> None:
    """Tell of who has been away long enough, or silent on an open socket, as far as that is ours to say."""
    if not student.online or not is_ours(state, student):
        return
    is_gone = student.absent_since is not None and now - student.absent_since >= departure_patience(state)
    is_silent = student.is_connected and now - student.heard_at >= state.offline_seconds
    if is_gone or is_silent:
        _set_online(state, student, False, now, effects)


def announce_tutors_departure(state: RoomState, now: float, effects: list[Effect]) -> None:
    """Tell when the last tutor has been away long enough."""
    if state.tutor_absent_since is not None and now - state.tutor_absent_since >= departure_patience(state):
        state.tutor_absent_since = None
        set_tutor_online(state, False, now, effects)


def set_tutor_online(state: RoomState, online: bool, now: float, effects: list[Effect]) -> None:
    """Tell everyone here when the first tutor has come or the last one has left."""
    if state.tutor_online != online:
        state.tutor_online = online
        publish(state, ("tutor", None), state.listeners.values(), now, effects)


def welcome_tutors_elsewhere(state: RoomState, now: float, effects: list[Effect]) -> None:
    """A tutor at another replica is as present as one here."""
    if any(connection.role is RoomRole.TUTOR for _, connection in state.elsewhere()):
        set_tutor_online(state, True, now, effects)


def follow_presence(
    state: RoomState, student: Student, replica: ReplicaId, fact: PresenceFact, now: float, effects: list[Effect]
) -> None:
    """Take over what the replica of a student's newest connection says of them; older words are passed over."""
    stamp = (fact.version[0], replica, fact.version[1])
    if stamp < student.presence_stamp:
        return
    outrank(state, student, stamp)
    if is_said_here(state, student, student.presence_stamp):
        share_presence(state, student)
        return
    if is_ours(state, student):
        state.unshared[("presence", student.id)] = None
    student.presence_stamp = stamp
    student.is_followed = True
    student.is_quiet = fact.is_quiet
    student.told_status = (fact.status, fact.status_since)
    has_come = fact.has_joined and not student.has_joined
    student.has_joined |= fact.has_joined
    if has_come or student.online is not fact.online:
        student.online = fact.online
        publish(state, ("presence", student.id), state.staff, now, effects)
    has_changed = refresh_status(student, now, state.quiet_seconds)
    if student.status == fact.status and student.status_since != fact.status_since:
        student.status_since = fact.status_since
        has_changed = True
    if has_changed:
        publish(state, ("activity", student.id), state.staff, now, effects)


def part_with(state: RoomState, replica: ReplicaId, now: float, effects: list[Effect]) -> None:
    """A replica is dead: its members are gone at once."""
    for student in state.students.values():
        if student.presence_stamp[1] == replica:
            unfollow_presence(state, student, now, effects)
    note_absences(state, now)
    if not state.has_tutor():
        state.tutor_absent_since = None
        set_tutor_online(state, False, now, effects)


def unfollow_presence(state: RoomState, student: Student, now: float, effects: list[Effect]) -> None:
    """Who spoke for a student does so no more: offline unless connected elsewhere, until another replica speaks."""
    state.students_due.note_soon(student.id)
    student.presence_stamp = NEVER
    student.is_followed = False
    student.told_status = None
    if student.online and all(connection.user_id != student.id for _, connection in state.elsewhere()):
        _set_online(state, student, False, now, effects)


def _set_online(state: RoomState, student: Student, online: bool, now: float, effects: list[Effect]) -> None:
    student.online = online
    state.students_due.note_soon(student.id)
    share_presence(state, student)
    publish(state, ("presence", student.id), state.staff, now, effects)
    show_status(state, student, now, effects)
