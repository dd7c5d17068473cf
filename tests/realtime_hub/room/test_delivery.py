"""Conflation, pressure and catching up."""

from typing import Any

from realtime_hub.room.effects import Close, Send
from realtime_hub.room.inputs import Backlog, BacklogChanged, Second, Tick
from shared.events.commands import ReportProgress
from shared.events.room import MemberAdded, MemberRemoved, PanelChanged, SessionStarted
from shared.events.values import ConnectionId, ExerciseId, PanelMode
from tests.realtime_hub.room.builders import AMINA, BEN, TUTOR, Play, closed, of_kind, sent, started, types


def progress(percent: int) -> ReportProgress:
    """Progress on the usual exercise."""
    return ReportProgress(exercise_id=ExerciseId("fractions"), progress_pct=percent, answered_count=0)


def busy_room(**rules: Any) -> Play:  # any of RoomRules
    """The tutor watches two students at work."""
    play = Play(**rules)
    for member in (TUTOR, AMINA, BEN):
        play.join(member)
    play.log(started(AMINA))
    play.log(started(BEN))
    play.later(1)
    play.do(Tick())
    play.later(1)
    return play


def level(play: Play, connection: str, level: Backlog) -> list[dict[str, object]]:
    """The connection's backlog crosses a mark; what it is sent."""
    return sent(play.do(BacklogChanged(ConnectionId(connection), level)), connection)


def test_within_a_tick_the_latest_state_of_each_student_waits_for_the_next() -> None:
    """One at once, then one of each student with the tick."""
    play = busy_room()
    assert len(sent(play.say(AMINA, progress(10)), TUTOR)) == 1
    for percent in (20, 30):
        assert sent(play.say(AMINA, progress(percent)), TUTOR) == []
    assert sent(play.say(BEN, progress(50)), TUTOR) == []
    play.later(0.05)
    updates = {m["studentId"]: m["activity"]["progressPct"] for m in sent(play.do(Tick()), TUTOR)}
    assert updates == {AMINA: 30, BEN: 50}
    assert sent(play.do(Tick()), TUTOR) == []


def test_without_a_tick_every_update_is_delivered() -> None:
    """TICK_MS=0."""
    play = busy_room(tick=0)
    seen = [sent(play.say(AMINA, progress(percent)), TUTOR)[0]["activity"]["progressPct"] for percent in (1, 2, 3)]
    assert seen == [1, 2, 3]


def test_a_room_rests_when_nothing_waits() -> None:
    """So that it costs nothing."""
    play = busy_room()
    seen = [play.room.is_restless]
    for happened in (progress(10), progress(20)):
        play.say(AMINA, happened)
        seen.append(play.room.is_restless)
    play.do(Tick())
    assert [*seen, play.room.is_restless] == [False, False, True, False]


def test_for_a_slow_reader_live_messages_are_merged_and_events_go_on() -> None:
    """Only the latest of each student is sent when it has caught up."""
    play = busy_room()
    level(play, TUTOR, Backlog.MERGING)
    for percent in (10, 20, 30):
        play.later(1)
        assert sent(play.say(AMINA, progress(percent)), TUTOR) == []
        assert types(sent(play.do(Tick()), TUTOR)) == []
    assert types(sent(play.log(SessionStarted()), TUTOR)) == ["session:started"]
    (update,) = level(play, TUTOR, Backlog.OPEN)
    assert update["activity"] == update["activity"] | {"progressPct": 30}  # type: ignore[operator]


def test_a_very_slow_reader_gets_the_missed_events_and_a_snapshot_when_it_drains() -> None:
    """Deltas stop meanwhile, durable events are not lost, and its position stands still."""
    play = busy_room()
    level(play, TUTOR, Backlog.STOPPED)
    stopped_at = play.room.seq
    assert sent(play.log(SessionStarted()), TUTOR) == []
    assert sent(play.say(AMINA, progress(10)), TUTOR) == []
    play.later(15)
    assert {"type": "ping", "seq": stopped_at} in sent(play.do(Second()), TUTOR)
    assert level(play, TUTOR, Backlog.MERGING) == []
    messages = level(play, TUTOR, Backlog.OPEN)
    assert [message["type"] for message in messages] == ["session:started", "session:sync"]
    play.later(1)
    assert types(sent(play.say(AMINA, progress(20)), TUTOR)) == ["student:update"]


def test_who_missed_more_than_is_kept_reconnects() -> None:
    """4001: the core has the rest."""
    play = busy_room()
    level(play, TUTOR, Backlog.STOPPED)
    for _ in range(301):
        play.log(SessionStarted())
    effects = play.do(BacklogChanged(ConnectionId(TUTOR), Backlog.OPEN))
    assert closed(effects) == {TUTOR: 4001}
    assert of_kind(effects, Send) == []


def test_one_slow_reader_costs_the_others_nothing() -> None:
    """They are sent everything as before."""
    play = busy_room()
    play.join(TUTOR, "second")
    level(play, TUTOR, Backlog.STOPPED)
    play.later(1)
    assert types(sent(play.say(AMINA, progress(10)), "second")) == ["student:update"]
    assert of_kind(play.do(Tick()), Close) == []


def test_events_go_only_to_those_who_may_see_them() -> None:
    """panel:changed is for staff."""
    play = busy_room()
    effects = play.log(PanelChanged(student_id=AMINA, mode=PanelMode.TEACH), "staff")
    assert "panel:changed" in types(sent(effects, TUTOR))
    assert "panel:changed" not in types(sent(effects, AMINA))


def test_who_leaves_while_something_waits_is_forgotten() -> None:
    """A backlog of a connection that is gone changes nothing."""
    assert Play().do(BacklogChanged(ConnectionId("gone"), Backlog.OPEN)) == []


def test_what_a_slow_tutor_was_not_sent_of_a_student_ends_with_their_membership() -> None:
    """Removed and taken back while the tutor's reader was behind: nobody has left who never came."""
    play = Play()
    play.join(TUTOR)
    play.do(BacklogChanged(ConnectionId(TUTOR), Backlog.MERGING))
    play.join(AMINA)
    play.log(MemberRemoved(student_id=AMINA), (AMINA,))
    play.log(MemberAdded(student_id=AMINA, name="Amina", seat="B2", enrollments=()), (AMINA,))
    effects = play.do(BacklogChanged(ConnectionId(TUTOR), Backlog.OPEN))
    assert "student:left" not in types(sent(effects, TUTOR))
