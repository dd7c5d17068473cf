"""What time brings about is not forgotten, whatever made somebody due earlier than was expected of them."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from realtime_hub.room.effects import Effect, Report
from realtime_hub.room.inputs import Heard, Left, Second, Tick
from shared.events.commands import Heartbeat, Pong, ReportProgress
from shared.events.replicas import ConnectionFact, LiveBatch, PresenceFact
from shared.events.room import HelpRequested
from shared.events.values import (
    ConnectionId,
    ExerciseId,
    ExerciseType,
    HelpPriority,
    HelpRequestId,
    ReplicaId,
    RoomRole,
    UserId,
)
from tests.realtime_hub.room.builders import AMINA, BEN, TUTOR, Play, bootstrap, of_kind, sent, started, types
from tests.realtime_hub.room.oversights import overlooked

CAROL = UserId("carol")


@pytest.fixture
def play() -> Play:
    """The usual lesson."""
    return lesson()


def lesson(**changes: Any) -> Play:  # any field of RoomBootstrap
    """Tutor and Amina are here, her exercise is open, and everybody has been looked at."""
    play = Play(bootstrap(**changes))
    play.join(TUTOR)
    play.join(AMINA)
    play.log(started(AMINA))
    settle(play)
    return play


def settle(play: Play) -> None:
    """Time enough for everything that was to be looked at soon."""
    for _ in range(3):
        passed(play, 1)


def passed(play: Play, seconds: float) -> list[Effect]:
    """What comes when so much time has passed; nobody who was due is overlooked."""
    play.later(seconds)
    effects = play.do(Second())
    assert overlooked(play.room, play.now) == []
    return effects + play.do(Tick())


def answer_pings(play: Play) -> None:
    """Signs of life that are no input."""
    for user in (TUTOR, AMINA):
        play.say(user, Pong(seq=0))


def progress(percent: int, exercise: str = "fractions") -> ReportProgress:
    """A step."""
    return ReportProgress(exercise_id=ExerciseId(exercise), progress_pct=percent, answered_count=1)


def statuses(effects: Sequence[Effect]) -> list[str]:
    """What the tutor is shown of activities."""
    return [m["activity"]["status"] for m in sent(effects, TUTOR) if m["type"] == "student:update"]


def test_progress_that_came_too_soon_after_a_report_is_reported_later(play: Play) -> None:
    """Five seconds after it, although nothing more is said."""
    play.say(AMINA, progress(10))
    settle(play)
    play.say(AMINA, progress(20))
    assert of_kind(passed(play, 1), Report) == []
    assert len(of_kind(passed(play, 2), Report)) == 1


def test_progress_of_an_exercise_that_never_starts_is_refused(play: Play) -> None:
    """After its five seconds."""
    play.say(AMINA, progress(10, "primes"))
    assert types(sent(passed(play, 4), AMINA)) == []
    assert "error" in types(sent(passed(play, 2), AMINA))


def test_who_was_quiet_and_moved_is_quiet_again() -> None:
    """So long after each input."""
    play = lesson(quiet_seconds=10)
    for _ in range(2):
        assert "IDLE" not in statuses(play.say(AMINA, Heartbeat(is_active=True)))
        assert "IDLE" not in statuses(passed(play, 9.9))
        assert "IDLE" in statuses(passed(play, 0.2))
        settle(play)


def test_who_left_is_announced_as_gone(play: Play) -> None:
    """Fifteen seconds later."""
    play.do(Left(ConnectionId(AMINA)))
    assert "student:left" not in types(sent(passed(play, 14), TUTOR))
    assert "student:left" in types(sent(passed(play, 2), TUTOR))


def test_who_is_silent_with_a_hand_up_and_comes_back_is_announced_each_time(play: Play) -> None:
    """The raised hand hides the status, not the absence."""
    play.log(
        HelpRequested(
            student_id=AMINA,
            request_id=HelpRequestId("h"),
            message=None,
            priority=HelpPriority.NORMAL,
            requested_at=bootstrap().scheduled_start,
        )
    )
    settle(play)
    for _ in range(2):
        assert "student:left" in types(sent(passed(play, 31), TUTOR))
        settle(play)
        play.say(AMINA, Heartbeat(is_active=False))
        settle(play)


@pytest.mark.parametrize("is_connected", [True, False])
def test_whom_another_replica_gives_up_is_looked_after_here(play: Play, is_connected: bool) -> None:
    """Whether they are quiet is then this replica's to find out, and whether they are there."""
    other = ReplicaId("other")
    connection = ConnectionFact(
        connection_id=ConnectionId("c"), user_id=BEN, role=RoomRole.STUDENT, device="d", epoch=1
    )
    presence = PresenceFact(
        student_id=BEN,
        version=(1, 1),
        online=True,
        has_joined=True,
        is_quiet=False,
        status="not started",
        status_since=bootstrap().scheduled_start,
    )
    play.do(Heard(LiveBatch(replica=other, number=1, facts=(connection, presence), is_whole=True)))
    settle(play)
    gone = (f"presence:{BEN}",) if is_connected else (f"presence:{BEN}", "connection:c")
    play.do(Heard(LiveBatch(replica=other, number=2, gone=gone)))
    passed(play, 1)
    assert play.room.state.students[BEN].is_quiet


def test_paper_that_becomes_a_screen_is_no_excuse_any_more(play: Play) -> None:
    """On paper nobody is quiet; the exercise after it counts the time from the last input."""
    play.log(started(AMINA, "sheet", exercise_type=ExerciseType.WORKSHEET))
    for _ in range(7):
        answer_pings(play)
        assert "IDLE" not in statuses(passed(play, 20))
    play.log(started(AMINA, "primes"))
    passed(play, 1)
    assert play.room.state.students[AMINA].is_quiet


@pytest.mark.parametrize("change", [lambda play: play.join(CAROL, role=RoomRole.OBSERVER), lambda play: play.join(BEN)])
def test_who_comes_later_is_pinged_like_the_others(play: Play, change: Callable[[Play], object]) -> None:
    """Fifteen seconds after they came."""
    change(play)
    effects = passed(play, 16)
    assert all("ping" in types(sent(effects, to)) for to in play.room.state.listeners)
