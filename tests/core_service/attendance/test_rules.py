"""What a mark means for the booking, and how stays add up (C05, R153)."""

from datetime import UTC, datetime, timedelta

import pytest

from core_service.attendance.rules import AttendanceStatus, Stay, TimePresent, enrollment_status, time_present
from core_service.sessions.rules import EnrollmentStatus

START = datetime(2026, 11, 17, 16, 0, tzinfo=UTC)
NOW = START + timedelta(minutes=30)


def minute(number: float) -> datetime:
    """So many minutes after the start."""
    return START + timedelta(minutes=number)


@pytest.mark.parametrize(
    ("mark", "booking"),
    [
        (AttendanceStatus.PRESENT, EnrollmentStatus.ATTENDING),
        (AttendanceStatus.LATE, EnrollmentStatus.ATTENDING),
        (AttendanceStatus.ABSENT, EnrollmentStatus.ABSENT),
        (AttendanceStatus.EXCUSED, EnrollmentStatus.ABSENT),
        (None, EnrollmentStatus.ENROLLED),
    ],
)
def test_booking_follows_the_mark(mark: AttendanceStatus | None, booking: EnrollmentStatus) -> None:
    """C05: two facts, one derived from the other."""
    assert enrollment_status(mark) is booking


def test_nobody_came() -> None:
    """No stays, no time."""
    assert time_present([], NOW) == TimePresent(0, None)


def test_finished_visits_add_up() -> None:
    """In whatever order the hub reported them."""
    stays = [Stay(minute(10), minute(15), minute(15)), Stay(minute(0), minute(2), minute(2))]
    assert time_present(stays, NOW) == TimePresent(7 * 60, None)


def test_two_devices_at_once_count_once() -> None:
    """Overlapping stays are one visit."""
    stays = [Stay(minute(0), minute(6), minute(6)), Stay(minute(2), minute(4), minute(4))]
    assert time_present(stays, NOW).seconds == 6 * 60


def test_reconnect_is_no_departure() -> None:
    """15 seconds are bridged, 16 are not."""
    back_soon = [Stay(minute(0), minute(1), minute(1)), Stay(minute(1.25), minute(2), minute(2))]
    assert time_present(back_soon, NOW).seconds == 2 * 60
    back_later = [Stay(minute(0), minute(1), minute(1)), Stay(minute(1) + timedelta(seconds=16), minute(2), minute(2))]
    assert time_present(back_later, NOW).seconds == 2 * 60 - 16


def test_visit_that_goes_on_has_lasted_since_its_first_stay() -> None:
    """It is not among the finished seconds."""
    stays = [
        Stay(minute(0), minute(1), minute(1)),
        Stay(minute(20), minute(25), minute(25)),
        Stay(minute(25), minute(29.5), None),
    ]
    assert time_present(stays, NOW) == TimePresent(60, minute(20))


def test_stay_that_nobody_closed_ends_when_it_was_last_seen() -> None:
    """A hub that was killed cannot close its stays."""
    assert time_present([Stay(minute(0), minute(5), None)], NOW) == TimePresent(5 * 60, None)
