"""Reports on their way to the stream."""

from collections.abc import Sequence

import msgspec
import pytest

from realtime_hub import report_sender
from realtime_hub.bus import MemoryBus
from realtime_hub.metrics import Metrics
from realtime_hub.report_sender import ReportSender
from realtime_hub.room.student import moment
from shared.events.reports import ActivityReport, DraftReport, decoded_report
from shared.events.values import ActivityStatus, AttemptId, EnrollmentId, ExerciseId, UserId
from tests.realtime_hub.room.builders import AMINA, BEN, CENTRE, SESSION, START

pytestmark = pytest.mark.anyio


def activity(percent: int) -> ActivityReport:
    """How far Amina has come."""
    return ActivityReport(
        session_id=SESSION,
        centre_id=CENTRE,
        version=(1, percent),
        student_id=AMINA,
        enrollment_id=EnrollmentId("n"),
        exercise_id=ExerciseId("e"),
        status=ActivityStatus.WORKING,
        progress_pct=percent,
        answered_count=0,
        at=moment(START),
    )


def draft() -> DraftReport:
    """Amina's answers."""
    return DraftReport(
        session_id=SESSION,
        centre_id=CENTRE,
        version=(1, 1),
        student_id=AMINA,
        attempt_id=AttemptId("a"),
        revision=1,
        answers=(),
        at=moment(START),
    )


async def test_the_newest_report_of_each_key_survives_an_absence_of_redis() -> None:
    """Nothing older overwrites it."""
    bus = MemoryBus()
    sender = ReportSender(bus, Metrics())
    bus.take_down()
    sender.offer(activity(10))
    assert not await sender.send()
    sender.offer(activity(20))
    assert not await sender.send()
    bus.bring_back()
    assert await sender.send()
    assert [decoded_report(text) for text in bus.reports] == [activity(20)]


async def test_lost_is_what_redis_was_away_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """An alert asks for it: not what is merely joined with newer ones, but what never arrives, for want of room too."""
    bus, metrics = MemoryBus(), Metrics()
    sender = ReportSender(bus, metrics)
    sender.offer(activity(10))
    sender.offer(activity(20))
    assert metrics.reports_lost == 0
    bus.take_down()
    sender.offer(activity(30))
    assert metrics.reports_lost == 1
    monkeypatch.setattr(report_sender, "_MOST_KEPT", 1)
    sender.offer(msgspec.structs.replace(activity(40), student_id=BEN))
    assert metrics.reports_lost == 2


async def test_many_reports_go_in_pieces_none_of_which_holds_up_the_hub() -> None:
    """All of them with one asking, twenty at once at most."""
    pieces: list[int] = []

    class CountingBus(MemoryBus):
        async def append_reports(self, reports: Sequence[bytes]) -> None:
            pieces.append(len(reports))
            await super().append_reports(reports)

    sender = ReportSender(CountingBus(), Metrics())
    for number in range(250):
        sender.offer(msgspec.structs.replace(activity(10), student_id=UserId(f"student {number}")))
    assert await sender.send()
    assert pieces == [20] * 12 + [10]


async def test_a_draft_is_told_its_fate() -> None:
    """Kept or lost, each time."""
    bus = MemoryBus()
    sender = ReportSender(bus, Metrics())
    fates: list[bool] = []
    sender.store(draft(), fates.append)
    await sender.send()
    bus.take_down()
    sender.store(draft(), fates.append)
    await sender.send()
    assert fates == [True, False]
    assert [decoded_report(text) for text in bus.reports] == [draft()]
