"""Which status a student has (C38)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from realtime_hub.room.inputs import Left, Second
from realtime_hub.room.room import Room
from realtime_hub.room.status import patience_seconds, refresh_status
from realtime_hub.room.student import Student, StudentStatus, Work, student_from_roster
from shared.events.commands import Heartbeat
from shared.events.room import AttendanceMarked, HelpRequested, HelpUpdated
from shared.events.shapes import HelpSnapshot
from shared.events.values import (
    ActivityStatus,
    AttendanceStatus,
    ConnectionId,
    ContentType,
    EnrollmentId,
    ExerciseType,
    HelpPriority,
    HelpRequestId,
    HelpStatus,
    UserId,
)
from tests.realtime_hub.room.builders import AMINA, START, TUTOR, Play, bootstrap, roster_student, sent, started

NOW = START + 1000
HAND = HelpSnapshot(
    request_id=HelpRequestId("hand"),
    status=HelpStatus.PENDING,
    priority=HelpPriority.NORMAL,
    requested_at=datetime.fromtimestamp(START, UTC),
)


def student(**changes: Any) -> Student:  # any field of Student
    """Somebody who is there, at work, and typed just now."""
    known = student_from_roster(UserId("s"), roster_student(UserId("s")), START)
    known.online = known.has_joined = True
    known.input_at = NOW
    known.work = Work(EnrollmentId("n"), ActivityStatus.WORKING)
    for name, value in changes.items():
        setattr(known, name, value)
    return known


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, StudentStatus.WORKING),
        ({"work": None}, StudentStatus.NOT_STARTED),
        ({"work": Work(EnrollmentId("n"), ActivityStatus.COMPLETED)}, StudentStatus.FINISHED),
        ({"input_at": NOW - 120}, StudentStatus.QUIET),
        ({"input_at": NOW - 119}, StudentStatus.WORKING),
        ({"input_at": NOW - 120, "work": Work(EnrollmentId("n"), ActivityStatus.COMPLETED)}, StudentStatus.QUIET),
        ({"online": False}, StudentStatus.OFFLINE),
        ({"online": False, "input_at": 0.0}, StudentStatus.OFFLINE),
        ({"help": HAND, "input_at": 0.0}, StudentStatus.HAND_UP),
        ({"help": HAND, "online": False}, StudentStatus.HAND_UP),
        ({"online": False, "has_joined": False}, StudentStatus.NOT_HERE),
        ({"online": False, "has_joined": False, "help": HAND}, StudentStatus.NOT_HERE),
        ({"online": False, "attendance": AttendanceStatus.ABSENT}, StudentStatus.NOT_HERE),
        ({"online": False, "attendance": AttendanceStatus.EXCUSED}, StudentStatus.NOT_HERE),
        ({"online": True, "attendance": AttendanceStatus.ABSENT}, StudentStatus.WORKING),
        ({"online": False, "attendance": AttendanceStatus.PRESENT}, StudentStatus.OFFLINE),
    ],
)
def test_the_first_that_holds(changes: dict[str, Any], status: StudentStatus) -> None:
    """Not here, hand up, offline, quiet, finished, working, not started."""
    shown = student(**changes)
    refresh_status(shown, NOW, 120)
    assert shown.status is status


@pytest.mark.parametrize(
    ("work", "seconds"),
    [
        (Work(EnrollmentId("n"), ActivityStatus.WORKING, exercise_type=ExerciseType.WORKSHEET), float("inf")),
        (Work(EnrollmentId("n"), ActivityStatus.WORKING, content_type=ContentType.WORKSHEET), float("inf")),
        (
            Work(EnrollmentId("n"), ActivityStatus.WORKING, content_type=ContentType.READING, estimated_mins=10),
            600,
        ),
        (Work(EnrollmentId("n"), ActivityStatus.WORKING, content_type=ContentType.READING, estimated_mins=1), 120),
        (Work(EnrollmentId("n"), ActivityStatus.WORKING, content_type=ContentType.VIDEO_LESSON), 120),
        (Work(EnrollmentId("n"), ActivityStatus.WORKING, exercise_type=ExerciseType.NUMERICAL), 120),
        (
            Work(
                EnrollmentId("n"),
                ActivityStatus.WORKING,
                exercise_type=ExerciseType.NUMERICAL,
                content_type=ContentType.READING,
                estimated_mins=10,
            ),
            120,
        ),
        (None, 120),
    ],
)
def test_how_long_without_input_is_normal(work: Work | None, seconds: float) -> None:
    """For ever on paper, the estimated time for reading and watching, not for the exercise about it."""
    assert patience_seconds(student(work=work), 120) == seconds


def shown(play: Play, connection: str = "look") -> dict[str, Any]:
    """Amina as a tutor who looks in now sees her."""
    _, sync = sent(play.join(TUTOR, connection), connection)
    found: dict[str, Any] = sync["students"][AMINA]
    return found


def test_quiet_begins_after_the_last_input_and_ends_with_the_next() -> None:
    """Heartbeats without input do not help."""
    play = Play(ping=10_000)
    play.join(TUTOR)
    play.join(AMINA)
    play.log(started(AMINA))
    for _ in range(12):
        play.later(10)
        play.say(AMINA, Heartbeat(is_active=False))
        play.do(Second())
    quiet = shown(play)["activity"]
    assert quiet["status"] == "IDLE"
    assert datetime.fromisoformat(quiet["statusSince"]).timestamp() == pytest.approx(START, abs=1)
    play.say(AMINA, Heartbeat(is_active=True))
    assert shown(play, "again")["activity"]["status"] == "WORKING"


def test_a_raised_hand_shows_until_it_is_resolved() -> None:
    """WAITING_HELP over whatever the student is at, with the request beside it."""
    play = Play()
    play.join(AMINA)
    play.log(started(AMINA))
    play.log(
        HelpRequested(
            student_id=AMINA,
            request_id=HelpRequestId("hand"),
            message="what is a half?",
            priority=HelpPriority.NORMAL,
            requested_at=datetime.fromtimestamp(START, UTC),
        )
    )
    seen = shown(play)
    assert seen["activity"]["status"] == "WAITING_HELP"
    assert seen["help"]["message"] == "what is a half?"
    for status, is_up in ((HelpStatus.ACKNOWLEDGED, True), (HelpStatus.RESOLVED, False)):
        play.log(HelpUpdated(student_id=AMINA, request_id=HelpRequestId("hand"), status=status))
        assert ("help" in shown(play, f"look-{status}")) is is_up
    assert shown(play, "last")["activity"]["status"] == "WORKING"


def test_an_offline_hand_keeps_both_marks() -> None:
    """WAITING_HELP, and not online."""
    play = Play(departure=15)
    play.join(AMINA)
    play.log(
        HelpRequested(
            student_id=AMINA,
            request_id=HelpRequestId("hand"),
            priority=HelpPriority.NORMAL,
            requested_at=datetime.fromtimestamp(START, UTC),
        )
    )
    play.do(Left(ConnectionId(AMINA)))
    play.later(20)
    play.do(Second())
    seen = shown(play)
    assert (seen["activity"]["status"], seen["online"]) == ("WAITING_HELP", False)


def test_a_reopened_request_of_which_nothing_is_known_shows_as_a_hand() -> None:
    """With the time of its reopening."""
    play = Play()
    play.log(HelpUpdated(student_id=AMINA, request_id=HelpRequestId("old"), status=HelpStatus.PENDING))
    assert shown(play)["help"]["requestId"] == "old"


def test_marks_of_attendance_are_shown() -> None:
    """And taken back."""
    play = Play()
    play.log(AttendanceMarked(student_id=AMINA, status=AttendanceStatus.LATE))
    assert shown(play)["attendance"] == "LATE"
    play.log(AttendanceMarked(student_id=AMINA, status=None))
    assert shown(play, "again")["attendance"] is None


def test_who_has_not_come_has_been_missing_since_the_lesson_began() -> None:
    """Whichever replica is asked, however late it opened the room."""
    early, late = Play(), Play()
    late.room = Room(bootstrap(), early.room.state.rules, START + 600)
    late.now = START + 600
    assert shown(early)["activity"]["statusSince"] == shown(late)["activity"]["statusSince"]
