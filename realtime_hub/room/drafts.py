"""Answers on their way to safety: accepted on the current revision only, acknowledged once they are stored."""

from realtime_hub.room.delivery import publish, refuse
from realtime_hub.room.effects import Effect, Send, StoreDraft
from realtime_hub.room.inputs import DraftKept, DraftLost, DraftNoted
from realtime_hub.room.sharing import share_draft
from realtime_hub.room.state import Listener, RoomState
from realtime_hub.room.student import NEVER, Student, moment
from shared.events.codes import ErrorCode
from shared.events.commands import SaveDraft
from shared.events.control import Ack
from shared.events.replicas import DraftFact
from shared.events.reports import DraftReport
from shared.events.shapes import DraftSnapshot
from shared.events.values import ReplicaId

_RETRY_SECONDS = 2


def save_draft(
    state: RoomState, listener: Listener, student: Student, message: SaveDraft, now: float, effects: list[Effect]
) -> None:
    """Take a draft on top of its base; a repeated one is stored again, one on a stale base is a conflict.

    Without a known revision (an attempt that was resumed elsewhere) the first base of a connection is believed; so
    is one that is ahead: another replica acknowledged it and died before it could tell.
    """
    attempt = message.attempt_id
    if attempt not in student.open_attempts:
        refuse(listener.id, ErrorCode.UNKNOWN_ATTEMPT, effects, command=message.id)
        return
    current = student.unsaved_drafts.get(attempt) or student.drafts.get(attempt)
    is_repeated = current is not None and message.base == current.revision - 1 and message.answers == current.answers
    is_ahead = current is not None and message.base > current.revision and attempt not in listener.drafted
    if current is not None and message.base != current.revision and not is_repeated and not is_ahead:
        refuse(listener.id, ErrorCode.DRAFT_CONFLICT, effects, command=message.id, current=current)
        return
    draft = DraftSnapshot(attempt_id=attempt, revision=message.base + 1, answers=message.answers)
    student.unsaved_drafts[attempt] = draft
    listener.drafted.add(attempt)
    report = DraftReport(
        session_id=state.session_id,
        centre_id=state.centre_id,
        version=student.next_version(),
        student_id=student.id,
        attempt_id=attempt,
        revision=draft.revision,
        answers=draft.answers,
        at=moment(now),
    )
    effects.append(StoreDraft(report, draft, listener.id, message.id))


def draft_kept(state: RoomState, kept: DraftKept, now: float, effects: list[Effect]) -> None:
    """The draft is safe: say so, and show it to the staff."""
    draft, student = kept.draft, state.students.get(kept.student_id)
    if student is not None:
        _forget_unsaved(student, draft)
        if _take(state, student, draft, now, effects):
            share_draft(state, student, draft.attempt_id)
    if kept.connection in state.listeners:
        ack = Ack(id=kept.id, seq=None, attempt_id=draft.attempt_id, revision=draft.revision)
        effects.append(Send((kept.connection,), ack))


def draft_lost(state: RoomState, lost: DraftLost, effects: list[Effect]) -> None:
    """The draft is not safe: what stood before stands, and the student's device keeps trying."""
    student = state.students.get(lost.student_id)
    if student is not None:
        _forget_unsaved(student, lost.draft)
    if lost.connection in state.listeners:
        refuse(lost.connection, ErrorCode.DRAFT_NOT_SAVED, effects, command=lost.id, retry_after=_RETRY_SECONDS)


def draft_noted(state: RoomState, noted: DraftNoted, now: float, effects: list[Effect]) -> None:
    """A draft that came by REST is newer truth; the student's own socket is told as well."""
    saved = noted.saved
    student = state.students.get(saved.student_id)
    if student is None or saved.attempt_id in student.handed_in:
        return
    student.open_attempts.add(saved.attempt_id)
    draft = DraftSnapshot(attempt_id=saved.attempt_id, revision=saved.revision, answers=saved.answers)
    if _take(state, student, draft, now, effects):
        publish(state, ("draft", student.id), state.of_user(student.id), now, effects)


def _take(state: RoomState, student: Student, draft: DraftSnapshot, now: float, effects: list[Effect]) -> bool:
    known = student.drafts.get(draft.attempt_id)
    if draft.attempt_id not in student.open_attempts or (known is not None and known.revision >= draft.revision):
        return False
    student.draft_stamps.pop(draft.attempt_id, None)
    student.drafts[draft.attempt_id] = draft
    if student.draft() is draft:
        publish(state, ("draft", student.id), state.staff, now, effects)
    return True


def follow_draft(
    state: RoomState, student: Student, replica: ReplicaId, fact: DraftFact, now: float, effects: list[Effect]
) -> None:
    """Take over answers that were saved at another replica; of two with one revision the later writer's stay."""
    attempt, stamp = fact.attempt_id, (fact.version[0], replica, fact.version[1])
    known, known_stamp = student.drafts.get(attempt), student.draft_stamps.get(attempt, NEVER)
    is_known = known is not None and (known.revision, known_stamp) >= (fact.revision, stamp)
    if is_known or attempt in student.handed_in:
        return
    if known_stamp[1] == state.replica:
        state.unshared[("draft", attempt)] = None
    draft = DraftSnapshot(attempt_id=attempt, revision=fact.revision, answers=fact.answers)
    student.drafts[attempt] = draft
    student.draft_stamps[attempt] = stamp
    if student.draft() is draft:
        publish(state, ("draft", student.id), [*state.staff, *state.of_user(student.id)], now, effects)


def _forget_unsaved(student: Student, draft: DraftSnapshot) -> None:
    if student.unsaved_drafts.get(draft.attempt_id) is draft:
        del student.unsaved_drafts[draft.attempt_id]
