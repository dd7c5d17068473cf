"""Token buckets."""

from realtime_hub.limits import TokenBucket


def test_a_burst_is_allowed_and_then_the_rate() -> None:
    """Three at once, then one each half second."""
    bucket = TokenBucket(per_second=2, burst=3, now=0)
    assert [bucket.take(0) for _ in range(4)] == [True, True, True, False]
    assert [bucket.take(now) for now in (0.25, 0.5, 0.75, 1.0)] == [False, True, False, True]


def test_a_long_rest_saves_no_more_than_the_burst() -> None:
    """Nor does asking in vain cost anything."""
    bucket = TokenBucket(per_second=2, burst=3, now=0)
    assert [bucket.take(1000) for _ in range(4)] == [True, True, True, False]
