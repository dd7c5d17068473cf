"""What this replica tells the others: the newest of every live fact whose writer it is (ARCHITECTURE 2)."""

from collections.abc import Iterator

from realtime_hub.room.effects import Share
from realtime_hub.room.state import FactKey, RoomState
from realtime_hub.room.student import Stamp, Student
from shared.events.replicas import ConnectionFact, DraftFact, LiveFact, PresenceFact, ProgressFact
from shared.events.values import AttemptId, ConnectionId, UserId, Version


def next_stamp(state: RoomState, student: Student) -> Stamp:
    """Higher than any that this replica gave to this student's facts before."""
    student.fact_counter += 1
    return (student.epoch, state.replica, student.fact_counter)


def take_over(state: RoomState, student: Student) -> None:
    """The student's newest connection is here: whether they are there is now this replica's to say."""
    student.is_followed = False
    student.told_status = None
    student.presence_stamp = next_stamp(state, student)
    state.unshared[("presence", student.id)] = None


def outrank(state: RoomState, student: Student, told: Stamp) -> None:
    """From now on what is said here counts as later than that word of another replica.

    Two replicas that could not hear each other may have counted a student's connections differently (Redis was away).
    The one where the student is now raises its epoch above what it hears.
    """
    if student.is_connected and told > (student.epoch, state.replica, student.fact_counter):
        student.epoch = told[0] + 1


def is_said_here(state: RoomState, student: Student, stamp: Stamp) -> bool:
    """Whether a fact is this replica's, of the student's connection that is here now, and no newer one is elsewhere."""
    if stamp[1] != state.replica:
        return False
    epochs = [listener.epoch for listener in state.of_user(student.id) if not listener.role.is_staff]
    if not epochs or stamp[0] < max(epochs):
        return False
    here = (max(epochs), state.replica)
    return all(there.user_id != student.id or (there.epoch, replica) < here for replica, there in state.elsewhere())


def is_ours(state: RoomState, student: Student) -> bool:
    """Whether this replica says if they are there."""
    return student.presence_stamp[1] == state.replica


def share_presence(state: RoomState, student: Student) -> None:
    """Tell that they came, went, or are shown otherwise, if that is ours to say."""
    if is_ours(state, student):
        student.presence_stamp = next_stamp(state, student)
        state.unshared[("presence", student.id)] = None


def share_progress(state: RoomState, student: Student) -> None:
    """Tell how far they have come."""
    student.progress_stamp = next_stamp(state, student)
    student.progress_fact = None
    state.unshared[("progress", student.id)] = None


def share_draft(state: RoomState, student: Student, attempt: AttemptId) -> None:
    """Tell the answers of an attempt, or that there are none to keep any more."""
    student.draft_stamps[attempt] = next_stamp(state, student)
    state.draft_owners[attempt] = student.id
    state.unshared[("draft", attempt)] = None


def unshare_student(state: RoomState, student: Student) -> None:
    """Take back what was told of a student who is no member any more."""
    state.unshared[("presence", student.id)] = None
    state.unshared[("progress", student.id)] = None
    for attempt in student.draft_stamps:
        state.unshared[("draft", attempt)] = None


def share(state: RoomState, *, is_whole: bool) -> Share:
    """What has changed since the batch before, or everything; the batch has the next number."""
    keys = list(_own_keys(state)) if is_whole else list(state.unshared)
    state.unshared.clear()
    state.share_number += 1
    facts: list[LiveFact] = []
    gone: list[FactKey] = []
    for key in keys:
        if (fact := _fact(state, key)) is not None:
            facts.append(fact)
        else:
            gone.append(key)
    return Share(state.share_number, tuple(facts), tuple(map(field_of, gone)), is_whole)


def field_of(key: FactKey) -> str:
    """Where a fact stands in its replica's hash."""
    return f"{key[0]}:{key[1]}"


def _own_keys(state: RoomState) -> Iterator[FactKey]:
    for connection in state.listeners:
        yield ("connection", connection)
    for student in state.students.values():
        if is_ours(state, student):
            yield ("presence", student.id)
        if student.progress_stamp[1] == state.replica:
            yield ("progress", student.id)
        for attempt, stamp in student.draft_stamps.items():
            if stamp[1] == state.replica and attempt in student.drafts:
                yield ("draft", attempt)


def _fact(state: RoomState, key: FactKey) -> LiveFact | None:
    kind, name = key
    match kind:
        case "connection":
            return _connection(state, ConnectionId(name))
        case "presence":
            student = state.students.get(UserId(name))
            return None if student is None or not is_ours(state, student) else _presence(student)
        case "progress":
            student = state.students.get(UserId(name))
            is_told = student is not None and student.progress_stamp[1] == state.replica
            return _progress(state, student) if is_told and student is not None else None
        case _:
            return _draft(state, AttemptId(name))


def _connection(state: RoomState, connection: ConnectionId) -> ConnectionFact | None:
    listener = state.listeners.get(connection)
    if listener is None:
        return None
    return ConnectionFact(
        connection_id=connection,
        user_id=listener.user_id,
        role=listener.role,
        device=listener.device,
        epoch=listener.epoch,
    )


def _presence(student: Student) -> PresenceFact:
    return PresenceFact(
        student_id=student.id,
        version=_version(student.presence_stamp),
        online=student.online,
        has_joined=student.has_joined,
        is_quiet=student.is_quiet,
        status=student.status,
        status_since=student.status_since,
    )


def _progress(state: RoomState, student: Student) -> ProgressFact | None:
    work = student.work
    if work is None or work.exercise_id is None:
        return None
    return ProgressFact(
        student_id=student.id,
        version=_version(student.progress_stamp),
        seq=state.journal.seq,
        exercise_id=work.exercise_id,
        attempt_id=work.attempt_id,
        status=work.status,
        progress_pct=work.progress_pct,
        answered_count=work.answered_count,
        question_index=work.question_index,
        ts=work.ts,
    )


def _draft(state: RoomState, attempt: AttemptId) -> DraftFact | None:
    student = state.students.get(state.draft_owners.get(attempt, UserId("")))
    draft = None if student is None else student.drafts.get(attempt)
    if student is None or draft is None or student.draft_stamps[attempt][1] != state.replica:
        return None
    return DraftFact(
        student_id=student.id,
        version=_version(student.draft_stamps[attempt]),
        attempt_id=attempt,
        revision=draft.revision,
        answers=draft.answers,
    )


def _version(stamp: Stamp) -> Version:
    return (stamp[0], stamp[2])
