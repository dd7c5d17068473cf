"""What the core tells the hub, and what of it reaches clients."""

from datetime import UTC, datetime

import msgspec
import pytest

from shared.events.notices import (
    DraftSaved,
    LoggedEvent,
    Revocation,
    client_json,
    decoded_revocation,
    decoded_room_notice,
    encoded_notice,
    event_in,
    logged_event,
)
from shared.events.reports import ActivityReport, decoded_report, encoded_report
from shared.events.room import HelpUpdated
from shared.events.shapes import Answer
from shared.events.values import (
    ActivityStatus,
    AttemptId,
    CentreId,
    EnrollmentId,
    ExerciseId,
    HelpRequestId,
    HelpStatus,
    LoginId,
    SessionId,
    UserId,
)

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
LOWERED = HelpUpdated(student_id=UserId("s"), request_id=HelpRequestId("h"), status=HelpStatus.CANCELLED)


def logged(event: HelpUpdated | dict[str, object]) -> LoggedEvent:
    """A row of the log."""
    return logged_event(session_id="x", seq=7, audience=(UserId("s"),), at=NOW, event=event)


def test_a_notice_comes_back_as_it_was_sent() -> None:
    """The core encodes, the hub decodes."""
    assert decoded_room_notice(encoded_notice(logged(LOWERED))) == logged(LOWERED)


def test_the_stored_json_makes_the_same_notice_as_the_event() -> None:
    """A notice swept from the log later equals the one published at once."""
    assert event_in(logged(msgspec.to_builtins(LOWERED))) == event_in(logged(LOWERED))


def test_clients_receive_seq_and_time_with_every_event() -> None:
    """One JSON object, as the REST log gives it."""
    assert msgspec.json.decode(client_json(logged(LOWERED))) == {
        "type": "help:updated",
        "seq": 7,
        "at": "2026-03-02T15:00:00Z",
        "studentId": "s",
        "requestId": "h",
        "status": "CANCELLED",
    }


def test_an_event_of_a_later_release_is_passed_on() -> None:
    """Releases can differ by one: the hub does not know it, the client may."""
    notice = decoded_room_notice(encoded_notice(logged({"type": "board:cleared", "studentId": "s"})))
    assert isinstance(notice, LoggedEvent)
    assert event_in(notice) is None
    assert msgspec.json.decode(client_json(notice))["type"] == "board:cleared"


def test_unknown_fields_of_a_known_event_are_tolerated() -> None:
    """And passed on."""
    notice = logged(msgspec.to_builtins(LOWERED) | {"mood": "better"})
    assert event_in(notice) == msgspec.structs.replace(LOWERED, seq=7, at=NOW)
    assert msgspec.json.decode(client_json(notice))["mood"] == "better"


def test_a_saved_draft_travels_as_a_notice_of_its_own() -> None:
    """It has no seq: drafts are not in the log."""
    saved = DraftSaved(
        session_id=SessionId("x"),
        student_id=UserId("s"),
        attempt_id=AttemptId("a"),
        revision=3,
        answers=(Answer(question_index=0, answer={"left": "option"}),),
    )
    assert decoded_room_notice(encoded_notice(saved)) == saved


def test_a_revocation_travels_on_its_own_channel() -> None:
    """Signed out: by login."""
    revoked = Revocation(login_id=LoginId("l"), reason="signed out")
    assert decoded_revocation(encoded_notice(revoked)) == revoked


def test_the_alias_in_progress_reads_as_acknowledged() -> None:
    """C06: D1's word is accepted."""
    event = event_in(logged(msgspec.to_builtins(LOWERED) | {"status": "IN_PROGRESS"}))
    assert isinstance(event, HelpUpdated)
    assert event.status is HelpStatus.ACKNOWLEDGED


def test_a_report_names_its_kind_and_version() -> None:
    """Ingest tells reports apart by type and orders them by version."""
    report = ActivityReport(
        session_id=SessionId("x"),
        centre_id=CentreId("c"),
        version=(2, 17),
        student_id=UserId("s"),
        enrollment_id=EnrollmentId("n"),
        exercise_id=ExerciseId("e"),
        status=ActivityStatus.WORKING,
        progress_pct=40,
        answered_count=2,
        at=NOW,
    )
    assert decoded_report(encoded_report(report)) == report
    assert msgspec.json.decode(encoded_report(report))["version"] == [2, 17]


def test_a_report_of_an_unknown_kind_is_refused() -> None:
    """Ingest puts it aside instead of guessing."""
    with pytest.raises(msgspec.ValidationError):
        decoded_report(b'{"type":"mood","sessionId":"x","centreId":"c","version":[1,1]}')
