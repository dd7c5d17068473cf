"""Rooms with something waiting: each is served in time, and none of the rounds holds up who writes to the hub."""

from realtime_hub.due_rooms import DueRooms, in_parts


def test_what_only_redis_waits_for_is_spread_over_the_rounds() -> None:
    """A fifth of a hundred rooms with each, who has waited longest first; what others wait for all at once."""
    due = DueRooms[str]()
    due.to_keep = dict.fromkeys(f"kept {number}" for number in range(100))
    due.to_tell = dict.fromkeys(("told one", "told two"))
    assert due.take_to_tell(kept=0.2, repeated=False) == [
        "told one",
        "told two",
        *(f"kept {number}" for number in range(20)),
    ]
    assert due.take_to_tell(kept=0.2, repeated=False) == [f"kept {number}" for number in range(20, 36)]
    assert len(due.to_keep) == 64


def test_the_last_room_does_not_wait_for_ever_and_all_can_be_taken() -> None:
    """A part is at least one; when the hub stops it is everything, each room once."""
    due = DueRooms[str]()
    due.to_keep = dict.fromkeys(("one",))
    assert due.take_to_tell(kept=0.2, repeated=False) == ["one"]
    assert due.take_to_tell(kept=0.2, repeated=False) == []
    due.to_keep = dict.fromkeys(("one", "two"))
    due.to_tell = dict.fromkeys(("two", "three"))
    assert due.take_to_tell(kept=1, repeated=True) == ["two", "three", "one"]
    assert due.take_to_tell(kept=1, repeated=True) == []


def test_numbers_are_repeated_when_it_is_their_turn_and_a_closed_room_says_nothing() -> None:
    """Once, also for a room that has something to tell besides."""
    due = DueRooms[str]()
    due.to_repeat = dict.fromkeys(("one", "two", "closed"))
    due.to_tell = dict.fromkeys(("two",))
    due.forget("closed")
    assert due.take_to_tell(kept=1, repeated=False) == ["two"]
    due.to_tell = dict.fromkeys(("two",))
    assert due.take_to_tell(kept=1, repeated=True) == ["two", "one"]
    assert due.take_to_tell(kept=1, repeated=True) == []


def test_a_part_ends_where_it_has_grown_large() -> None:
    """Small rooms share one, a large one is never cut; nothing is left out."""
    sizes = {"a": 10, "b": 49, "c": 1, "d": 200, "e": 1}
    assert in_parts(sizes, sizes.__getitem__, 60) == [["a", "b", "c"], ["d"], ["e"]]
    assert in_parts((), sizes.__getitem__, 60) == []
