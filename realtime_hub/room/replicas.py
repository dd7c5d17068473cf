"""What other replicas tell of this room: their members and live facts, what of it is missing here, and their end."""

from realtime_hub.room.drafts import follow_draft
from realtime_hub.room.effects import Effect, ReadReplica
from realtime_hub.room.inputs import ReplicaRead
from realtime_hub.room.membership import settle_company
from realtime_hub.room.presence import follow_presence, part_with, unfollow_presence
from realtime_hub.room.progress import follow_progress
from realtime_hub.room.state import OtherReplica, RoomState
from shared.events.replicas import ConnectionFact, DraftFact, LiveBatch, LiveFact, PresenceFact, ProgressFact, field_of
from shared.events.values import ReplicaId


def hear(state: RoomState, batch: LiveBatch, now: float, effects: list[Effect]) -> None:
    """Take in a batch; when its number shows that one is missing, read everything that its replica has."""
    if batch.replica == state.replica:
        return
    other = state.others.setdefault(batch.replica, OtherReplica(heard_at=now))
    other.heard_at = now
    if batch.is_whole:
        other.is_behind = False
    elif not _follows(batch, other.number):
        other.is_behind = True
    other.number = batch.number
    if other.is_behind:
        other.heard_since_asked.append(batch)
    else:
        other.whole_number = batch.number
    _take(state, batch, other, now, effects)
    _ask_if_behind(state, batch.replica, other, now, effects)


def take_reading(state: RoomState, reading: ReplicaRead, now: float, effects: list[Effect]) -> None:
    """Take in all facts of a replica, then again what it told since it was asked.

    Several readings may be under way: one that is older than what is here has been overtaken, and is passed over.
    """
    found = reading.found
    if found is None or reading.replica == state.replica:
        return
    other = state.others.setdefault(reading.replica, OtherReplica(heard_at=now - found.silent_seconds))
    if found.number < other.whole_number:
        return
    since, other.heard_since_asked = other.heard_since_asked, []
    newer = [batch for batch in since if batch.number > found.number]
    numbers = [found.number, *(batch.number for batch in newer)]
    other.number = numbers[-1]
    other.is_behind = numbers != list(range(numbers[0], numbers[0] + len(numbers)))
    other.whole_number = found.number if other.is_behind else other.number
    whole = LiveBatch(replica=reading.replica, number=found.number, facts=found.facts, is_whole=True)
    for batch in (whole, *newer):
        _take(state, batch, other, now, effects)


def read_all(state: RoomState, now: float, effects: list[Effect]) -> None:
    """Something may have been missed of any replica."""
    for replica, other in state.others.items():
        other.is_behind = True
        other.asked_at = float("-inf")
        _ask_if_behind(state, replica, other, now, effects)


def look_after_replicas(state: RoomState, now: float, effects: list[Effect]) -> None:
    """Ask again where no answer came; part with those not heard of for too long, unless nobody can be heard now."""
    if state.degraded_since is not None:
        return
    for replica, other in list(state.others.items()):
        if now - other.heard_at >= state.rules.replica_expiry:
            del state.others[replica]
            part_with(state, replica, now, effects)
            read_all(state, now, effects)
        else:
            _ask_if_behind(state, replica, other, now, effects)


def redis_is_back(state: RoomState, now: float, effects: list[Effect]) -> None:
    """Nobody was heard meanwhile: that was no sign of death, but everything may have changed."""
    for other in state.others.values():
        other.heard_at = now
    read_all(state, now, effects)


def _follows(batch: LiveBatch, number: int) -> bool:
    is_repetition = not batch.facts and not batch.gone
    return batch.number == (number if is_repetition else number + 1)


def _ask_if_behind(
    state: RoomState, replica: ReplicaId, other: OtherReplica, now: float, effects: list[Effect]
) -> None:
    if other.is_behind and now - other.asked_at >= state.rules.replica_read_again:
        other.asked_at = now
        effects.append(ReadReplica(replica))


def _take(state: RoomState, batch: LiveBatch, other: OtherReplica, now: float, effects: list[Effect]) -> None:
    """Connections first: they say where each student now is."""
    if (batch.is_whole or batch.gone or _tells_connections(batch)) and _take_connections(batch, other):
        settle_company(state, now, effects)
    for fact in batch.facts:
        _take_fact(state, fact, batch.replica, now, effects)
    if batch.gone or batch.is_whole:
        _unfollow(state, batch, now, effects)


def _unfollow(state: RoomState, batch: LiveBatch, now: float, effects: list[Effect]) -> None:
    """Whom a replica speaks for no more: a newer word than its own was, or is still, on its way."""
    told = {fact.student_id for fact in batch.facts if isinstance(fact, PresenceFact)}
    for student in state.students.values():
        is_given_up = f"presence:{student.id}" in batch.gone or (batch.is_whole and student.id not in told)
        if is_given_up and student.presence_stamp[1] == batch.replica:
            unfollow_presence(state, student, now, effects)


def _tells_connections(batch: LiveBatch) -> bool:
    return any(isinstance(fact, ConnectionFact) for fact in batch.facts)


def _take_connections(batch: LiveBatch, other: OtherReplica) -> bool:
    before = dict(other.connections)
    if batch.is_whole:
        other.connections.clear()
    gone = set(batch.gone)
    for connection, fact in before.items():
        if field_of(fact) in gone:
            other.connections.pop(connection, None)
    for told in batch.facts:
        if isinstance(told, ConnectionFact):
            other.connections[told.connection_id] = told
    return other.connections != before


def _take_fact(state: RoomState, fact: LiveFact, replica: ReplicaId, now: float, effects: list[Effect]) -> None:
    if isinstance(fact, ConnectionFact):
        return
    student = state.students.get(fact.student_id)
    if student is None:
        return
    match fact:
        case PresenceFact():
            follow_presence(state, student, replica, fact, now, effects)
        case ProgressFact():
            follow_progress(state, student, replica, fact, now, effects)
        case DraftFact():
            follow_draft(state, student, replica, fact, now, effects)
