"""What members say: who may say what, and what becomes of it."""

from typing import get_args

import pytest

from realtime_hub.room.effects import Forward, Misbehaved, Report, Send
from realtime_hub.room.inputs import Second
from shared.events.commands import (
    MESSAGES_OF,
    AcknowledgeHelp,
    AddNote,
    AssignContent,
    CancelHelp,
    CompleteActivity,
    EndSession,
    Heartbeat,
    MarkAttendance,
    MarkComplete,
    Pong,
    ReopenHelp,
    ReplyToTutor,
    ReportProgress,
    RequestHelp,
    ResolveHelp,
    Resync,
    RoomMessage,
    SaveDraft,
    SendMessage,
    SetPanelMode,
    StartActivity,
    StartSession,
    WithdrawContent,
)
from shared.events.reports import ActivityReport
from shared.events.room import ExerciseSubmitted
from shared.events.values import (
    AssignmentId,
    AttemptId,
    AttemptStatus,
    ConnectionId,
    ExerciseId,
    HelpRequestId,
    PanelMode,
    RoomRole,
    SessionStatus,
)
from tests.realtime_hub.room.builders import (
    AMINA,
    BEN,
    COMMAND_ID,
    TUTOR,
    Play,
    at_work,
    bootstrap,
    closed,
    of_kind,
    sent,
    started,
    types,
)

EXERCISE, ATTEMPT = ExerciseId("fractions"), AttemptId("amina-fractions")
HAND = HelpRequestId("hand")
EVERY_MESSAGE: list[RoomMessage] = [
    Pong(seq=10),
    Resync(),
    Heartbeat(is_active=True),
    ReportProgress(exercise_id=EXERCISE, progress_pct=20, answered_count=1),
    CompleteActivity(exercise_id=EXERCISE),
    SaveDraft(attempt_id=ATTEMPT, base=0, answers=()),
    StartActivity(id=COMMAND_ID, exercise_id=EXERCISE, timestamp=0),
    RequestHelp(id=COMMAND_ID),
    CancelHelp(id=COMMAND_ID),
    ReplyToTutor(id=COMMAND_ID, text="yes"),
    AssignContent(id=COMMAND_ID, student_id=AMINA, exercise_id=EXERCISE),
    WithdrawContent(id=COMMAND_ID, assignment_id=AssignmentId("a")),
    MarkComplete(id=COMMAND_ID, student_id=AMINA, exercise_id=EXERCISE),
    AcknowledgeHelp(id=COMMAND_ID, request_id=HAND),
    ResolveHelp(id=COMMAND_ID, request_id=HAND),
    ReopenHelp(id=COMMAND_ID, request_id=HAND),
    SendMessage(id=COMMAND_ID, text="well done"),
    MarkAttendance(id=COMMAND_ID, student_id=AMINA, status=None),
    StartSession(id=COMMAND_ID),
    EndSession(id=COMMAND_ID),
    AddNote(id=COMMAND_ID, student_id=AMINA, text="tired"),
    SetPanelMode(id=COMMAND_ID, student_id=AMINA, mode=PanelMode.TEACH),
]


def progress(percent: int, **changes: int) -> ReportProgress:
    """Progress on the usual exercise."""
    return ReportProgress(exercise_id=EXERCISE, progress_pct=percent, answered_count=percent // 20, **changes)


def test_the_list_of_messages_is_complete() -> None:
    """A new message needs an answer for every role."""
    assert {type(message) for message in EVERY_MESSAGE} == set(get_args(RoomMessage))


@pytest.mark.parametrize("role", list(RoomRole))
@pytest.mark.parametrize("message", EVERY_MESSAGE, ids=lambda message: str(message.__struct_config__.tag))
def test_every_role_and_message_pair_is_answered(role: RoomRole, message: RoomMessage) -> None:
    """Allowed ones are passed on or kept; the others are refused, named, and counted as bad."""
    play = Play()
    member = AMINA if role is RoomRole.STUDENT else TUTOR
    play.join(member, "c", role=role)
    play.log(started(AMINA))
    effects = play.say("c", message)
    is_allowed = type(message) in MESSAGES_OF[role]
    assert bool(of_kind(effects, Misbehaved)) is not is_allowed
    if not is_allowed:
        (error,) = sent(effects, "c")
        assert error["code"] == "not_allowed"
        assert error.get("id") == getattr(message, "id", None)
    elif getattr(message, "id", None) is not None:
        assert [forward.command for forward in of_kind(effects, Forward)] == [message]


@pytest.mark.parametrize("message", EVERY_MESSAGE[3:10], ids=lambda message: str(message.__struct_config__.tag))
def test_before_the_start_students_send_only_heartbeat(message: RoomMessage) -> None:
    """Everything else is answered with session_not_started, not counted as bad."""
    play = Play(bootstrap(status=SessionStatus.SCHEDULED))
    play.join(AMINA)
    effects = play.say(AMINA, message)
    assert [error["code"] for error in sent(effects, AMINA)] == ["session_not_started"]
    assert of_kind(effects, Misbehaved) == []


def test_progress_reaches_the_tutor_at_once_after_a_quiet_tick() -> None:
    """With the client's own time unchanged."""
    play = at_work()
    (update,) = sent(play.say(AMINA, progress(40, ts=123)), TUTOR)
    assert update["activity"] == update["activity"] | {
        "status": "WORKING",
        "progressPct": 40,
        "answeredCount": 2,
        "questionCount": 5,
        "attemptId": ATTEMPT,
        "ts": 123,
    }


def test_progress_reaches_no_student() -> None:
    """Students never see each other, nor their own echo."""
    play = at_work()
    play.join(BEN)
    effects = play.say(AMINA, progress(40))
    assert sent(effects, BEN) == []
    assert sent(effects, AMINA) == []


def test_progress_that_overtakes_its_start_waits_for_it() -> None:
    """The page may be quicker than the notice."""
    play = Play()
    play.join(TUTOR)
    play.join(AMINA)
    play.later(1)
    assert play.say(AMINA, progress(40)) == []
    play.later(1)
    play.log(started(AMINA))
    play.later(1)
    _, sync = sent(play.join(TUTOR, "second"), "second")
    assert sync["students"][AMINA]["activity"]["progressPct"] == 40


def test_progress_on_what_was_never_started_is_refused_in_the_end() -> None:
    """After five seconds."""
    play = at_work()
    play.say(AMINA, ReportProgress(exercise_id=ExerciseId("other"), progress_pct=1, answered_count=0))
    play.later(5)
    assert [m["code"] for m in sent(play.do(Second()), AMINA)] == ["unknown_attempt"]


def test_live_facts_after_the_submission_are_ignored() -> None:
    """What is handed in stays as it was handed in."""
    play = at_work()
    play.log(
        ExerciseSubmitted(
            student_id=AMINA,
            attempt_id=ATTEMPT,
            exercise_id=EXERCISE,
            status=AttemptStatus.AUTO_GRADED,
            score=4,
            max_score=5,
        )
    )
    play.later(1)
    assert play.say(AMINA, progress(10)) == []
    _, sync = sent(play.join(TUTOR, "second"), "second")
    assert (
        sync["students"][AMINA]["activity"] | {"status": "COMPLETED", "progressPct": 100}
        == (sync["students"][AMINA]["activity"])
    )


def test_progress_is_reported_at_most_every_five_seconds_and_the_last_one_always() -> None:
    """The stream gets the newest state of each five seconds."""
    play = at_work()
    reports = of_kind(play.say(AMINA, progress(20)), Report)
    for percent in (40, 60):
        play.later(1)
        reports += of_kind(play.say(AMINA, progress(percent)), Report)
    play.later(3)
    reports += of_kind(play.do(Second()), Report)
    activities = [r.report for r in reports if isinstance(r.report, ActivityReport)]
    assert [(r.progress_pct, r.version) for r in activities] == [(20, (1, 1)), (60, (1, 2))]
    play.later(30)
    assert [r for r in of_kind(play.do(Second()), Report) if isinstance(r.report, ActivityReport)] == []


def test_what_the_student_calls_complete_shows_as_completed() -> None:
    """Its score is not looked at; the submission grades."""
    play = at_work()
    (update,) = sent(play.say(AMINA, CompleteActivity(exercise_id=EXERCISE, score=100)), TUTOR)
    assert update["activity"]["status"] == "COMPLETED"
    assert "score" not in update["activity"]


def test_a_resync_brings_a_fresh_snapshot() -> None:
    """Of what the member may see."""
    play = at_work()
    assert types(sent(play.say(AMINA, Resync()), AMINA)) == ["session:sync"]


def test_pings_tell_the_position_and_two_unanswered_ones_end_the_connection() -> None:
    """4003; an answer starts the count anew."""
    play = Play(ping=15)
    play.join(TUTOR)
    codes = []
    for _ in range(2):
        play.later(15)
        codes.append(sent(play.do(Second()), TUTOR))
    assert codes == [[{"type": "ping", "seq": 10}], [{"type": "ping", "seq": 10}]]
    play.say(TUTOR, Pong(seq=10))
    for _ in range(2):
        play.later(15)
        assert types(sent(play.do(Second()), TUTOR)) == ["ping"]
    play.later(15)
    assert closed(play.do(Second())) == {TUTOR: 4003}


def test_who_is_unknown_is_not_answered() -> None:
    """A message that crosses its own connection's end."""
    assert Play().say("nobody", Resync()) == []


def test_an_update_is_encoded_once_for_all_staff() -> None:
    """One Send, two recipients."""
    play = at_work()
    play.join(TUTOR, "second")
    play.later(1)
    (send,) = of_kind(play.say(AMINA, progress(40)), Send)
    assert send.to == (ConnectionId(TUTOR), ConnectionId("second"))
