"""What clients may say: strict decoding, and who may say what."""

from typing import get_args

import msgspec
import pytest

from shared.events.commands import (
    MESSAGES_OF,
    ClientMessage,
    MarkAttendance,
    ReportProgress,
    RoomMessage,
    SaveDraft,
)
from shared.events.values import AttendanceStatus, RoomRole

COMMAND_ID = "0190c5a8-0000-7000-8000-000000000001"


def decoded(text: str) -> object:
    """The message in a frame."""
    return msgspec.json.decode(text, type=ClientMessage)


def test_progress_is_read_with_its_wire_names() -> None:
    """camelCase on the wire, snake_case here."""
    message = decoded('{"type":"activity:progress","exerciseId":"e","progressPct":40,"answeredCount":2,"ts":1.5}')
    assert message == ReportProgress(exercise_id="e", progress_pct=40, answered_count=2, ts=1.5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        '{"type":"heartbeat","isActive":true,"role":"tutor"}',
        '{"type":"heartbeat"}',
        '{"type":"heartbeat","isActive":1}',
        '{"type":"canvas:update","studentId":"s","elements":[]}',
        '{"isActive":true}',
        '{"type":"activity:progress","exerciseId":"e","progressPct":101,"answeredCount":2}',
        '{"type":"activity:progress","exerciseId":"e","progressPct":1e999,"answeredCount":2}',
        '{"type":"activity:progress","exerciseId":"","progressPct":1,"answeredCount":2}',
        '{"type":"help:cancel"}',
        '{"type":"help:cancel","id":"not-a-uuid"}',
        f'{{"type":"help:request","id":"{COMMAND_ID}","picture":"../secret"}}',
        f'{{"type":"content:assign","id":"{COMMAND_ID}","studentId":"s"}}',
        f'{{"type":"content:assign","id":"{COMMAND_ID}","studentId":"s","exerciseId":"e","lessonId":"l"}}',
        f'{{"type":"message:send","id":"{COMMAND_ID}","text":""}}',
        '{"type":"answers:draft","attemptId":"a","base":0,"answers":[{"questionIndex":0,"answer":[[1]]}]}',
        '{"type":"answers:draft","attemptId":"a","base":-1,"answers":[]}',
    ],
)
def test_what_is_not_in_the_catalogue_is_refused(text: str) -> None:
    """Unknown fields and types, wrong types, values out of bounds: all are refused, canvas messages too for now."""
    with pytest.raises(msgspec.ValidationError):
        decoded(text)


def test_attending_is_an_alias_of_present() -> None:
    """C05: D2's word is accepted."""
    message = decoded(f'{{"type":"attendance:mark","id":"{COMMAND_ID}","studentId":"s","status":"ATTENDING"}}')
    assert isinstance(message, MarkAttendance)
    assert message.status is AttendanceStatus.PRESENT


@pytest.mark.parametrize("answer", ['"3/8"', "7", "0.5", '["a",null]', '{"left":"option"}', "null"])
def test_every_answer_shape_passes_a_draft(answer: str) -> None:
    """All seven exercise types can be saved before they are finished."""
    message = decoded(
        f'{{"type":"answers:draft","attemptId":"a","base":3,"answers":[{{"questionIndex":0,"answer":{answer}}}]}}'
    )
    assert isinstance(message, SaveDraft)
    assert msgspec.json.encode(message.answers[0].answer).decode() == answer


def test_every_message_belongs_to_some_role() -> None:
    """A message that nobody may send would be a mistake in the table."""
    assert frozenset().union(*MESSAGES_OF.values()) == frozenset(get_args(RoomMessage))


def test_observers_only_listen() -> None:
    """Observers send heartbeat and control, nothing else."""
    tags = {kind.__struct_config__.tag for kind in MESSAGES_OF[RoomRole.OBSERVER]}
    assert tags == {"heartbeat", "pong", "resync"}
