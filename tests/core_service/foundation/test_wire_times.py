"""Times in answers read like times in the hub's messages, so that clients may compare them as text."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from marshmallow import fields

from core_service.foundation.schemas import Schema
from shared.clock import wire_time


class _Times(Schema):
    """One of each kind."""

    happened_at = fields.AwareDateTime()
    day = fields.Date()
    all_times = fields.List(fields.AwareDateTime())


NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (NOON, "2026-11-17T12:00:00Z"),
        (NOON + timedelta(microseconds=1500), "2026-11-17T12:00:00.001500Z"),
        (NOON.astimezone(timezone(timedelta(hours=-8))), "2026-11-17T12:00:00Z"),
    ],
)
def test_moment_is_told_in_utc_with_z(at: datetime, text: str) -> None:
    """Whatever zone it came in; as each message writes it."""
    assert wire_time(at) == text
    assert _Times().dump({"happened_at": at}) == {"happenedAt": text}


def test_both_spellings_are_read() -> None:
    """Clients may send an offset; one without any zone is refused."""
    for text in ("2026-11-17T12:00:00Z", "2026-11-17T04:00:00-08:00", "2026-11-17T12:00:00+00:00"):
        assert _Times().load({"happenedAt": text}) == {"happened_at": NOON}
    assert _Times().validate({"happenedAt": "2026-11-17T12:00:00"})


def test_days_stay_days_and_lists_follow() -> None:
    """Only moments have a zone."""
    assert _Times().dump({"day": date(2026, 11, 17), "all_times": [NOON]}) == {
        "day": "2026-11-17",
        "allTimes": ["2026-11-17T12:00:00Z"],
    }
