"""Token buckets, and windows."""

from realtime_hub.limits import TokenBucket, Windows


def test_a_burst_is_allowed_and_then_the_rate() -> None:
    """Three at once, then one each half second."""
    bucket = TokenBucket(per_second=2, burst=3, now=0)
    assert [bucket.take(0) for _ in range(4)] == [True, True, True, False]
    assert [bucket.take(now) for now in (0.25, 0.5, 0.75, 1.0)] == [False, True, False, True]


def test_a_long_rest_saves_no_more_than_the_burst() -> None:
    """Nor does asking in vain cost anything."""
    bucket = TokenBucket(per_second=2, burst=3, now=0)
    assert [bucket.take(1000) for _ in range(4)] == [True, True, True, False]


def test_a_window_holds_so_many_wherever_it_begins() -> None:
    """Five in any ten seconds, also when they come one by one; what was refused does not count."""
    windows = Windows({int: (5, 10)})
    taken = [now for now in range(30) if windows.take(int, now)]
    assert taken == [0, 1, 2, 3, 4, 10, 11, 12, 13, 14, 20, 21, 22, 23, 24]
    assert windows.seconds_to_wait(int, 29.5) == 0.5
    assert windows.seconds_to_wait(int, 30) == windows.seconds_to_wait(str, 0) == 0
