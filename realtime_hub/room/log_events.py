"""What each event of the session's log changes in the room."""

import msgspec

from realtime_hub.room.delivery import deliver, publish
from realtime_hub.room.effects import Effect
from realtime_hub.room.membership import dismiss
from realtime_hub.room.presence import refresh_and_share
from realtime_hub.room.progress import apply_told_progress
from realtime_hub.room.replicas import read_all
from realtime_hub.room.sharing import share_progress, unshare_student
from realtime_hub.room.state import RoomState, has_ended
from realtime_hub.room.student import NEVER, Student, Work, moment
from shared.events.codes import CloseCode
from shared.events.notices import LoggedEvent, event_in
from shared.events.room import (
    AttendanceMarked,
    DurableEvent,
    ExerciseGraded,
    ExerciseStarted,
    ExerciseSubmitted,
    HelpRequested,
    HelpUpdated,
    MemberAdded,
    MemberRemoved,
    PanelChanged,
    SessionChanged,
    SessionEnded,
    SessionStarted,
)
from shared.events.shapes import HelpSnapshot
from shared.events.values import ActivityStatus, HelpPriority, HelpStatus, PanelMode, SessionStatus, UserId

_EVENTS_OF_WORK = (ExerciseStarted, ExerciseSubmitted, ExerciseGraded, MemberAdded)


def take_event(state: RoomState, logged: LoggedEvent, now: float, effects: list[Effect]) -> None:
    """Count an event in, pass it on, and pass on what it changes in live facts."""
    event = event_in(logged)
    touched = None if event is None else _apply(state, event, now)
    deliver(state, state.journal.keep(logged), effects)
    if event is not None and touched is not None:
        _show_change(state, touched, event, now, effects)
    if isinstance(event, MemberAdded):
        read_all(state, now, effects)
    elif isinstance(event, MemberRemoved):
        _dismiss(state, event.student_id, now, effects)
    elif isinstance(event, SessionChanged) and event.tutor_ids is not None:
        _change_tutors(state, frozenset(event.tutor_ids), now, effects)


def _show_change(state: RoomState, student: Student, event: DurableEvent, now: float, effects: list[Effect]) -> None:
    has_new_status = refresh_and_share(state, student, now)
    if not has_new_status and not isinstance(event, _EVENTS_OF_WORK):
        return
    concerned = [*state.staff, *(each for each in state.of_user(student.id) if not each.role.is_staff)]
    publish(state, ("activity", student.id), concerned, now, effects)
    if isinstance(event, ExerciseStarted) and student.draft() is not None:
        publish(state, ("draft", student.id), concerned, now, effects)


def _apply(state: RoomState, event: DurableEvent, now: float) -> Student | None:
    """Change the room's facts; the student whose activity is to be shown anew, if any."""
    match event:
        case SessionStarted() | SessionEnded() | SessionChanged():
            _apply_to_session(state, event, now)
            return None
        case MemberAdded():
            return _enrol(state, event, now)
        case (
            ExerciseStarted()
            | ExerciseSubmitted()
            | ExerciseGraded()
            | HelpRequested()
            | HelpUpdated()
            | AttendanceMarked()
            | PanelChanged()
        ):
            student = state.students.get(event.student_id)
            return None if student is None else _apply_to_student(state, student, event)
        case _:
            return None


def _apply_to_session(state: RoomState, event: SessionStarted | SessionEnded | SessionChanged, now: float) -> None:
    if isinstance(event, SessionStarted):
        state.status = SessionStatus.IN_PROGRESS
    elif isinstance(event, SessionEnded):
        state.status = SessionStatus.COMPLETED
    else:
        state.status = event.status or state.status
        for user_id, seat in (event.seats or {}).items():
            if user_id in state.students:
                state.students[user_id].seat = seat
    if has_ended(state.status) and state.closes_at is None:
        state.closes_at = now + state.rules.closing


def _enrol(state: RoomState, event: MemberAdded, now: float) -> Student:
    known = state.students.get(event.student_id)
    if known is None:
        known = Student(
            id=event.student_id,
            name=event.name,
            avatar_url=event.avatar_url,
            seat=event.seat,
            attendance=None,
            mode=PanelMode.OBSERVE,
            help=None,
            enrollments=event.enrollments,
            status_since=moment(now),
        )
        state.students[event.student_id] = known
    known.enrollments = event.enrollments
    known.seat = event.seat
    return known


def _apply_to_student(
    state: RoomState,
    student: Student,
    event: ExerciseStarted
    | ExerciseSubmitted
    | ExerciseGraded
    | HelpRequested
    | HelpUpdated
    | AttendanceMarked
    | PanelChanged,
) -> Student:
    match event:
        case ExerciseStarted():
            _start_work(state, student, event)
        case ExerciseSubmitted() | ExerciseGraded():
            _finish_work(state, student, event)
        case HelpRequested():
            student.help = _raised_hand(student.help, event)
        case HelpUpdated():
            student.help = _updated_hand(student.help, event)
        case AttendanceMarked():
            student.attendance = event.status
        case PanelChanged():
            student.mode = event.mode
    return student


def _start_work(state: RoomState, student: Student, event: ExerciseStarted) -> None:
    student.open_attempts.add(event.attempt_id)
    student.handed_in.discard(event.attempt_id)
    student.work = Work(
        enrollment_id=event.enrollment_id,
        status=ActivityStatus.WORKING,
        attempt_id=event.attempt_id,
        exercise_id=event.exercise_id,
        exercise_title=event.title,
        exercise_type=event.exercise_type,
        lesson_title=event.lesson_title,
        content_type=event.content_type,
        estimated_mins=event.estimated_mins,
        question_count=event.question_count,
        started_at=None if event.at is msgspec.UNSET else event.at,
    )
    if student.progress_stamp[1] == state.replica:
        share_progress(state, student)
    elif event.seq is not msgspec.UNSET:
        apply_told_progress(student, since=event.seq)


def _finish_work(state: RoomState, student: Student, event: ExerciseSubmitted | ExerciseGraded) -> None:
    student.open_attempts.discard(event.attempt_id)
    student.handed_in.add(event.attempt_id)
    student.drafts.pop(event.attempt_id, None)
    if student.draft_stamps.get(event.attempt_id, NEVER)[1] == state.replica:
        state.unshared[("draft", event.attempt_id)] = None
    student.unsaved_drafts.pop(event.attempt_id, None)
    if student.work is not None and student.work.attempt_id == event.attempt_id:
        student.work.status = ActivityStatus.COMPLETED
        student.work.progress_pct = 100
        student.work.is_handed_in = True
        student.has_unreported_work = False


def _raised_hand(current: HelpSnapshot | None, event: HelpRequested) -> HelpSnapshot:
    is_same = current is not None and current.request_id == event.request_id
    return HelpSnapshot(
        request_id=event.request_id,
        status=current.status if is_same and current is not None else HelpStatus.PENDING,
        priority=event.priority,
        requested_at=event.requested_at,
        message=event.message,
        exercise_id=event.exercise_id,
        picture=event.picture,
    )


def _updated_hand(current: HelpSnapshot | None, event: HelpUpdated) -> HelpSnapshot | None:
    """A closed request lowers its own hand only; one reopened from nowhere starts with what the event tells."""
    if current is not None and current.request_id == event.request_id:
        if not event.status.is_open:
            return None
        return msgspec.structs.replace(current, status=event.status, priority=event.priority or current.priority)
    if not event.status.is_open or event.at is msgspec.UNSET:
        return current
    return HelpSnapshot(
        request_id=event.request_id,
        status=event.status,
        priority=event.priority or HelpPriority.NORMAL,
        requested_at=event.at,
    )


def _dismiss(state: RoomState, student_id: UserId, now: float, effects: list[Effect]) -> None:
    for listener in state.of_user(student_id):
        if not listener.role.is_staff:
            dismiss(state, listener, CloseCode.REMOVED, now, effects)
    if (student := state.students.pop(student_id, None)) is not None:
        unshare_student(state, student)
        for listener in state.listeners.values():
            listener.pending = {key: None for key in listener.pending if key[1] != student_id}


def _change_tutors(state: RoomState, tutor_ids: frozenset[UserId], now: float, effects: list[Effect]) -> None:
    """Who became or ceased to be tutor comes back with a ticket for their new role."""
    for listener in state.staff:
        if listener.user_id in tutor_ids ^ state.tutor_ids:
            dismiss(state, listener, CloseCode.RESYNC, now, effects)
    state.tutor_ids = tutor_ids
