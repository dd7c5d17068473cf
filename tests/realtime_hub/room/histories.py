"""What may happen in a generated lesson: events with their audiences, and messages."""

from typing import Any

import hypothesis.strategies as st

from realtime_hub.room.state import RoomRules
from shared.events.commands import (
    CompleteActivity,
    Heartbeat,
    Pong,
    ReportProgress,
    RequestHelp,
    Resync,
)
from shared.events.room import (
    AttendanceMarked,
    ContentAssigned,
    Event,
    ExerciseGraded,
    ExerciseSubmitted,
    HelpRequested,
    HelpUpdated,
    MemberAdded,
    MemberRemoved,
    PanelChanged,
    SessionChanged,
)
from shared.events.values import (
    AssignmentId,
    AssignmentScope,
    AttemptId,
    AttemptStatus,
    AttendanceStatus,
    Audience,
    ExerciseId,
    HelpPriority,
    HelpRequestId,
    HelpStatus,
    PanelMode,
    RoomRole,
    UserId,
)
from tests.realtime_hub.room.builders import (
    AMINA,
    BEN,
    COMMAND_ID,
    LIMITS,
    TUTOR,
    bootstrap,
    enrollment,
    started as exercise_started,
)

CAROL, OBSERVER = UserId("carol"), UserId("observer")
STUDENTS = st.sampled_from([AMINA, BEN, CAROL])
MEMBERS = st.sampled_from([TUTOR, OBSERVER, AMINA, BEN, CAROL])
EXERCISES = st.sampled_from(["fractions", "primes"])
ROLES = {TUTOR: RoomRole.TUTOR, OBSERVER: RoomRole.OBSERVER}
RULES = RoomRules(limits=LIMITS)


def event_strategy() -> st.SearchStrategy[tuple[Event, Audience]]:
    """Any event of a lesson, with the audience that the core gives it."""
    return st.one_of(
        st.builds(lambda s, e: (exercise_started(s, e), (s,)), STUDENTS, EXERCISES),
        st.builds(_handed_in, st.sampled_from([ExerciseSubmitted, ExerciseGraded]), STUDENTS, EXERCISES),
        st.builds(_hand_raised, STUDENTS, st.sampled_from(["h1", "h2"]), st.sampled_from([None, "please"])),
        st.builds(_hand_changed, STUDENTS, st.sampled_from(["h1", "h2"]), st.sampled_from(HelpStatus)),
        st.builds(
            lambda s, status: (AttendanceMarked(student_id=s, status=status), (s,)),
            STUDENTS,
            st.sampled_from([None, *AttendanceStatus]),
        ),
        st.builds(lambda s, m: (PanelChanged(student_id=s, mode=m), "staff"), STUDENTS, st.sampled_from(PanelMode)),
        st.builds(
            lambda s, seat: (SessionChanged(seats={s: seat}), "everyone"), STUDENTS, st.sampled_from([None, "A1"])
        ),
        st.builds(_assigned, STUDENTS),
        st.builds(_added, STUDENTS),
        st.builds(lambda s: (MemberRemoved(student_id=s), (s,)), STUDENTS),
    )


def _handed_in(kind: Any, student: UserId, exercise: str) -> tuple[Event, Audience]:  # either of two event classes
    event = kind(
        student_id=student,
        attempt_id=AttemptId(f"{student}-{exercise}"),
        exercise_id=ExerciseId(exercise),
        status=AttemptStatus.AUTO_GRADED,
        max_score=5,
    )
    return event, (student,)


def _hand_raised(student: UserId, request: str, message: str | None) -> tuple[Event, Audience]:
    event = HelpRequested(
        student_id=student,
        request_id=HelpRequestId(f"{student}-{request}"),
        message=message,
        priority=HelpPriority.NORMAL,
        requested_at=bootstrap().scheduled_start,
    )
    return event, (student,)


def _hand_changed(student: UserId, request: str, status: HelpStatus) -> tuple[Event, Audience]:
    return HelpUpdated(student_id=student, request_id=HelpRequestId(f"{student}-{request}"), status=status), (student,)


def _assigned(student: UserId) -> tuple[Event, Audience]:
    event = ContentAssigned(
        assignment_id=AssignmentId("a"),
        student_id=student,
        exercise_id=ExerciseId("primes"),
        scope=AssignmentScope.SESSION,
    )
    return event, (student,)


def _added(student: UserId) -> tuple[Event, Audience]:
    event = MemberAdded(student_id=student, name=student.title(), seat="B2", enrollments=(enrollment(student),))
    return event, (student,)


MESSAGES = st.one_of(
    st.builds(
        lambda e, p: ReportProgress(exercise_id=ExerciseId(e), progress_pct=p, answered_count=p // 20),
        EXERCISES,
        st.integers(0, 100),
    ),
    st.builds(lambda e: CompleteActivity(exercise_id=ExerciseId(e)), EXERCISES),
    st.builds(Heartbeat, is_active=st.booleans()),
    st.just(Pong(seq=0)),
    st.just(Resync()),
    st.just(RequestHelp(id=COMMAND_ID)),
)
