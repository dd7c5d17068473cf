"""How far a student has come: said here and reported, or told by the replica where the student is."""

from realtime_hub.room.delivery import publish, refuse
from realtime_hub.room.effects import Effect, Report
from realtime_hub.room.presence import refresh_and_share
from realtime_hub.room.sharing import is_said_here, outrank, share_progress
from realtime_hub.room.state import RoomState
from realtime_hub.room.student import Student, Work, moment
from shared.events.codes import ErrorCode
from shared.events.commands import CompleteActivity, ReportProgress
from shared.events.replicas import ProgressFact
from shared.events.reports import ActivityReport
from shared.events.values import ActivityStatus, ReplicaId, Seq


def note_progress(
    state: RoomState,
    student: Student,
    work: Work,
    message: ReportProgress | CompleteActivity,
    now: float,
    effects: list[Effect],
) -> None:
    """Bring the work up to date, show it to the staff, report it when the last report is old enough."""
    if isinstance(message, ReportProgress):
        work.status = ActivityStatus.WORKING
        work.progress_pct = message.progress_pct
        work.answered_count = message.answered_count
        work.question_index = message.question_index
        work.ts = message.ts
    else:
        work.status = ActivityStatus.COMPLETED
    refresh_and_share(state, student, now)
    share_progress(state, student)
    publish(state, ("activity", student.id), state.staff, now, effects)
    was_noted, student.has_unreported_work = student.has_unreported_work, True
    report_work(state, student, now, effects)
    if student.has_unreported_work and not was_noted:
        state.students_due.note(student.id, student.reported_at + state.rules.progress_report)


def report_work(state: RoomState, student: Student, now: float, effects: list[Effect]) -> None:
    """Report progress, at most once in five seconds; what comes in between is reported when they are over."""
    if student.has_unreported_work and now - student.reported_at >= state.rules.progress_report:
        report_now(state, student, now, effects)


def report_now(state: RoomState, student: Student, now: float, effects: list[Effect]) -> None:
    """Report the progress that is not reported yet: this replica may be about to stop."""
    work = student.work
    if not student.has_unreported_work:
        return
    student.has_unreported_work = False
    if work is None or work.exercise_id is None:
        return
    student.reported_at = now
    report = ActivityReport(
        session_id=state.session_id,
        centre_id=state.centre_id,
        version=student.next_version(),
        student_id=student.id,
        enrollment_id=work.enrollment_id,
        exercise_id=work.exercise_id,
        attempt_id=work.attempt_id,
        status=work.status,
        progress_pct=work.progress_pct,
        answered_count=work.answered_count,
        at=moment(now),
    )
    effects.append(Report(report))


def settle_early_progress(state: RoomState, student: Student, now: float, effects: list[Effect]) -> None:
    """Progress can overtake the notice that its exercise was started: it waits a little, then it is refused."""
    if student.early is None:
        return
    message, connection, since = student.early
    work = student.work
    if work is not None and work.exercise_id == message.exercise_id:
        student.early = None
        if not work.is_handed_in:
            note_progress(state, student, work, message, now, effects)
    elif now - since >= state.rules.early_progress:
        student.early = None
        if connection in state.listeners:
            refuse(connection, ErrorCode.UNKNOWN_ATTEMPT, effects)


def follow_progress(
    state: RoomState, student: Student, replica: ReplicaId, fact: ProgressFact, now: float, effects: list[Effect]
) -> None:
    """Take over what another replica tells, unless it is older than what is known."""
    stamp = (fact.version[0], replica, fact.version[1])
    if stamp <= student.progress_stamp:
        return
    outrank(state, student, stamp)
    if is_said_here(state, student, student.progress_stamp):
        share_progress(state, student)
        return
    if student.progress_stamp[1] == state.replica:
        state.unshared[("progress", student.id)] = None
    student.progress_stamp = stamp
    student.progress_fact = fact
    student.has_unreported_work = False
    if apply_told_progress(student, since=0):
        refresh_and_share(state, student, now)
        publish(state, ("activity", student.id), state.staff, now, effects)


def apply_told_progress(student: Student, since: Seq) -> bool:
    """Bring the work up to what another replica told of it after the log had `since`; whether it tells of this work.

    A fact can overtake the event that opened its exercise: then it waits for it.
    """
    fact, work = student.progress_fact, student.work
    if fact is None or work is None or work.is_handed_in or fact.seq < since:
        return False
    if (fact.attempt_id, fact.exercise_id) != (work.attempt_id, work.exercise_id):
        return False
    work.status = fact.status
    work.progress_pct = fact.progress_pct
    work.answered_count = fact.answered_count
    work.question_index = fact.question_index
    work.ts = fact.ts
    return True
