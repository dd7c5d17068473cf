"""When two stretches of days meet."""

from datetime import date


def days_meet(first: tuple[date, date | None], second: tuple[date, date | None]) -> bool:
    """Whether two stretches, each with both ends included (None: open), share a day."""
    (start, end), (other_start, other_end) = first, second
    return (other_end is None or start <= other_end) and (end is None or other_start <= end)
