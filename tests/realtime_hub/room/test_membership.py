"""Coming, going, being replaced and being sent away."""

import pytest

from realtime_hub.room.effects import Report
from realtime_hub.room.inputs import BusBack, BusLost, DrainStarted, HistoryFetched, Left, Revoked, Second
from shared.events.commands import Heartbeat
from shared.events.notices import Revocation
from shared.events.reports import PresenceReport
from shared.events.room import MemberAdded, MemberRemoved, SessionChanged, SessionEnded, SessionStarted
from shared.events.values import CentreId, ConnectionId, LoginId, RoomRole, SessionId, SessionStatus, UserId
from tests.realtime_hub.room.builders import (
    AMINA,
    BEN,
    CENTRE,
    SESSION,
    TUTOR,
    Play,
    bootstrap,
    closed,
    enrollment,
    of_kind,
    sent,
    types,
)


def test_a_tutor_is_welcomed_with_the_whole_room() -> None:
    """Welcome, then the state of every student."""
    welcome, sync = sent(Play().join(TUTOR), TUTOR)
    assert (welcome["type"], welcome["mode"], welcome["seq"]) == ("welcome", "snapshot", 10)
    assert sync["type"] == "session:sync"
    assert set(sync["students"]) == {AMINA, BEN}


def test_a_student_is_shown_themself_alone() -> None:
    """And whether the tutor is there."""
    _, sync = sent(Play().join(AMINA), AMINA)
    assert set(sync["students"]) == {AMINA}
    assert sync["students"][AMINA]["online"] is True
    assert sync["tutorOnline"] is False


def test_who_is_not_on_the_roster_is_refused() -> None:
    """4501."""
    assert closed(Play().join(UserId("stranger"))) == {"stranger": 4501}


def test_a_full_room_takes_nobody_more_but_takes_who_replaces_themself() -> None:
    """4004, and a student who changes device still fits."""
    play = Play(members=2)
    play.join(TUTOR)
    play.join(AMINA)
    assert closed(play.join(BEN)) == {BEN: 4004}
    assert closed(play.join(AMINA, "tablet")) == {AMINA: 4502}


def test_a_students_newest_device_works_and_the_older_one_ends() -> None:
    """4502; nobody is told of a departure."""
    play = Play()
    play.join(TUTOR)
    play.join(AMINA)
    effects = play.join(AMINA, "tablet")
    assert closed(effects) == {AMINA: 4502}
    assert sent(effects, TUTOR) == []


def test_staff_have_three_devices() -> None:
    """The fourth ends the oldest; the same device again ends its own older connection."""
    play = Play()
    for number in range(3):
        assert closed(play.join(TUTOR, f"t{number}", device=f"d{number}")) == {}
    assert closed(play.join(TUTOR, "t3", device="d3")) == {"t0": 4502}
    assert closed(play.join(TUTOR, "t4", device="d3")) == {"t3": 4502}


def test_stepping_in_ends_the_observing_connection_with_a_fresh_view() -> None:
    """4002, and the new connection starts from a snapshot."""
    play = Play()
    play.join(TUTOR, "watching", role=RoomRole.OBSERVER)
    effects = play.join(TUTOR, "teaching", role=RoomRole.TUTOR, resume=10)
    assert closed(effects) == {"watching": 4002}
    assert sent(effects, "teaching")[0]["mode"] == "snapshot"


def test_who_steps_in_while_all_hubs_restart_starts_from_a_snapshot() -> None:
    """No hub remembers that they only watched, but the log tells; who knows of it already, or is a student, resumes."""
    play = Play()
    play.log(SessionStarted())
    play.log(SessionChanged(tutor_ids=(TUTOR,)))
    play.log(SessionStarted())
    assert sent(play.join(TUTOR, resume=11), TUTOR)[0]["mode"] == "snapshot"
    assert sent(play.join(AMINA, resume=11), AMINA)[0]["mode"] == "resumed"
    play.do(Left(ConnectionId(TUTOR)))
    assert sent(play.join(TUTOR, resume=11), TUTOR)[0]["mode"] == "resumed"
    other = UserId("other")
    assert sent(play.join(other, role=RoomRole.TUTOR, resume=12), other)[0]["mode"] == "resumed"


def test_a_new_tutor_by_timetable_comes_back_in_the_new_role() -> None:
    """A substitute who was observing, and the tutor who was replaced, both reconnect."""
    play = Play()
    substitute = UserId("substitute")
    play.join(TUTOR)
    play.join(substitute, role=RoomRole.OBSERVER)
    assert closed(play.log(SessionChanged(tutor_ids=(substitute,)))) == {TUTOR: 4002, substitute: 4002}


def test_the_staff_hear_of_arrivals_and_students_of_the_tutor() -> None:
    """Once each."""
    play = Play()
    play.join(BEN)
    assert types(sent(play.join(TUTOR), BEN)) == ["tutor:presence"]
    (joined, update) = sent(play.join(AMINA), TUTOR)
    assert joined["type"] == "student:joined"
    assert joined["enrollment"]["enrollmentId"] == "amina-maths"
    assert update["activity"]["status"] == "NOT_STARTED"


def test_a_reconnection_within_15_seconds_is_not_a_departure() -> None:
    """Nobody hears of either."""
    play = Play()
    play.join(TUTOR)
    play.join(AMINA)
    play.later(5)
    play.do(Left(ConnectionId(AMINA)))
    play.later(14)
    assert "student:left" not in types(sent(play.do(Second()), TUTOR))
    assert types(sent(play.join(AMINA, "again"), TUTOR)) == []


def test_a_departure_is_announced_after_15_seconds() -> None:
    """student:left, and the card says offline from then on."""
    play = Play()
    play.join(TUTOR)
    play.join(AMINA)
    play.do(Left(ConnectionId(AMINA)))
    play.later(15)
    assert "student:left" in types(sent(play.do(Second()), TUTOR))
    _, sync = sent(play.join(TUTOR, "second"), "second")
    assert (sync["students"][AMINA]["online"], sync["students"][AMINA]["hasJoined"]) == (False, True)


def test_while_draining_an_absence_of_45_seconds_is_a_departure() -> None:
    """Members move to another replica; nobody is announced as left meanwhile."""
    play = Play(ping=100)
    play.join(TUTOR)
    play.join(AMINA)
    play.do(DrainStarted())
    play.do(Left(ConnectionId(AMINA)))
    play.later(44)
    assert "student:left" not in types(sent(play.do(Second()), TUTOR))
    play.later(1)
    assert "student:left" in types(sent(play.do(Second()), TUTOR))


def test_silence_of_30_seconds_counts_as_offline_until_the_next_sign_of_life() -> None:
    """A half-open socket looks like an absence, and the first heartbeat ends it."""
    play = Play(ping=100)
    play.join(TUTOR)
    play.join(AMINA)
    play.later(30)
    assert "student:left" in types(sent(play.do(Second()), TUTOR))
    play.later(1)
    assert "student:joined" in types(sent(play.say(AMINA, Heartbeat(is_active=False)), TUTOR))


def test_who_is_removed_from_the_session_is_told_and_sent_away() -> None:
    """The event first, then 4504; the others hear the event."""
    play = Play()
    play.join(TUTOR)
    play.join(AMINA)
    effects = play.log(MemberRemoved(student_id=AMINA), (AMINA,))
    assert closed(effects) == {AMINA: 4504}
    assert types(sent(effects, AMINA)) == ["member:removed"]
    assert types(sent(effects, TUTOR)) == ["member:removed"]
    assert closed(play.join(AMINA)) == {AMINA: 4501}


def test_who_is_added_can_join() -> None:
    """With their enrolments."""
    play = Play()
    carol = UserId("carol")
    play.log(MemberAdded(student_id=carol, name="Carol", seat="A4", enrollments=(enrollment(carol),)))
    _, sync = sent(play.join(carol), carol)
    assert sync["students"][carol]["seat"] == "A4"


@pytest.mark.parametrize(
    ("revocation", "gone"),
    [
        (Revocation(login_id=LoginId("amina-login"), reason="signed out"), {AMINA: 4504}),
        (Revocation(user_id=AMINA, reason="deactivated"), {AMINA: 4504}),
        (Revocation(user_id=AMINA, session_id=SESSION, reason="unenrolled"), {AMINA: 4504}),
        (Revocation(user_id=AMINA, session_id=SessionId("another"), reason="unenrolled"), {}),
        (Revocation(user_id=AMINA, centre_id=CENTRE, reason="role removed"), {AMINA: 4504}),
        (Revocation(user_id=AMINA, centre_id=CentreId("another"), reason="role removed"), {}),
        (Revocation(login_id=LoginId("unknown"), reason="signed out"), {}),
    ],
)
def test_a_revocation_closes_whom_it_means(revocation: Revocation, gone: dict[str, int]) -> None:
    """By login, by user, by user in this session or in its centre; nobody else."""
    play = Play()
    play.join(AMINA, login="amina-login")
    play.join(BEN)
    assert closed(play.do(Revoked(revocation))) == gone


def test_after_the_end_the_room_drains_ten_seconds() -> None:
    """Then 4503 for all, and for who comes later."""
    play = Play()
    play.join(AMINA)
    play.log(SessionEnded())
    play.later(9)
    assert closed(play.do(Second())) == {}
    play.later(1)
    assert closed(play.do(Second())) == {AMINA: 4503}
    assert closed(play.join(BEN)) == {BEN: 4503}


def test_a_cancelled_session_ends_like_one_that_was_held() -> None:
    """4503 after ten seconds."""
    play = Play()
    play.join(AMINA)
    play.log(SessionChanged(status=SessionStatus.CANCELLED))
    play.later(10)
    assert closed(play.do(Second())) == {AMINA: 4503}


def test_a_ticket_that_runs_out_ends_its_connection() -> None:
    """4010."""
    play = Play()
    play.join(AMINA, until=play.now + 5)
    play.later(5)
    assert closed(play.do(Second())) == {AMINA: 4010}


def test_who_resumes_is_sent_what_they_missed_and_may_see() -> None:
    """Welcome, sync, then the missed events in order."""
    play = Play()
    play.log(SessionStarted())
    play.log(MemberRemoved(student_id=BEN), (BEN,))
    play.log(SessionEnded())
    messages = sent(play.join(AMINA, resume=10), AMINA)
    assert types(messages) == ["welcome", "session:sync", "session:started", "session:ended"]
    assert messages[0]["mode"] == "resumed"
    assert [message["seq"] for message in messages[2:]] == [11, 13]


@pytest.mark.parametrize("seq", [9, 12, 5000])
def test_who_is_ahead_or_too_far_behind_gets_a_snapshot(seq: int) -> None:
    """All missed events or none."""
    play = Play()
    play.log(SessionStarted())
    messages = sent(play.join(AMINA, resume=seq), AMINA)
    assert types(messages) == ["welcome", "session:sync"]
    assert messages[0]["mode"] == "snapshot"


def test_more_than_300_missed_events_are_a_snapshot() -> None:
    """So are 256 KB."""
    play = Play(resume_events=3)
    for _ in range(4):
        play.log(SessionStarted())
    assert sent(play.join(AMINA, resume=10), AMINA)[0]["mode"] == "snapshot"
    assert sent(play.join(BEN, resume=11), BEN)[0]["mode"] == "resumed"
    small = Play(resume_bytes=10)
    small.log(SessionStarted())
    assert sent(small.join(AMINA, resume=10), AMINA)[0]["mode"] == "snapshot"


def test_events_from_before_the_room_opened_here_allow_a_resume() -> None:
    """A restarted hub fetches them from the core."""
    play = Play()
    rows = tuple(play.row(SessionStarted(), "everyone", seq) for seq in (8, 10, 9))
    play.do(HistoryFetched(rows))
    messages = sent(play.join(AMINA, resume=8), AMINA)
    assert [message["seq"] for message in messages[2:]] == [9, 10]


def test_presence_is_reported_at_both_ends_and_every_30_seconds() -> None:
    """One interval per connection, extended."""
    play = Play(ping=1000)
    reports = [r.report for r in of_kind(play.join(AMINA), Report)]
    for _ in range(3):
        play.later(15)
        play.say(AMINA, Heartbeat(is_active=True))
        reports += [r.report for r in of_kind(play.do(Second()), Report)]
    reports += [r.report for r in of_kind(play.do(Left(ConnectionId(AMINA))), Report)]
    assert all(isinstance(r, PresenceReport) and r.connection_id == ConnectionId(AMINA) for r in reports)
    assert [r.version for r in reports] == [(1, 1), (1, 2), (1, 3)]
    assert [isinstance(r, PresenceReport) and r.left_at is not None for r in reports] == [False, False, True]


def test_while_redis_is_away_everyone_is_told_and_later_told_that_it_is_back() -> None:
    """Those who come meanwhile, too."""
    play = Play(bootstrap())
    play.join(AMINA)
    assert types(sent(play.do(BusLost()), AMINA)) == ["degraded"]
    assert "degraded" in types(sent(play.join(BEN), BEN))
    assert types(sent(play.do(BusBack()), BEN)) == ["recovered"]
