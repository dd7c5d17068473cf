"""The account of durable events notices what is missed, doubled or made up, and nothing else."""

from loadtests.lessons.ledger import Ledger


def joined_at(seq: int) -> Ledger:
    """A member whose first connection began with a snapshot."""
    ledger = Ledger()
    ledger.snapshot(seq)
    return ledger


def test_what_a_snapshot_covers_is_not_missed() -> None:
    """Events up to its seq stand in it."""
    ledger = joined_at(3)
    ledger.heard(4)
    assert ledger.missed([1, 2, 3, 4]) == []
    assert ledger.missed([1, 2, 3, 4, 6]) == [6]


def test_a_resumed_connection_has_to_bring_what_was_missed() -> None:
    """From the place of the last ping."""
    ledger = joined_at(0)
    ledger.heard(1)
    ledger.served(1)
    ledger.resumed()
    ledger.heard(3)
    assert ledger.missed([1, 2, 3]) == [2]
    assert ledger.doubled == []


def test_an_event_may_come_again_if_no_ping_had_confirmed_it() -> None:
    """The client resumes from the ping's place, so it asked for it."""
    ledger = joined_at(0)
    ledger.served(1)
    ledger.heard(2)
    ledger.resumed()
    ledger.heard(2)
    assert ledger.doubled == []


def test_twice_on_one_connection_is_doubled() -> None:
    """And so is what lies before the place where it began."""
    ledger = joined_at(2)
    ledger.heard(3)
    ledger.heard(3)
    ledger.heard(1)
    assert ledger.doubled == [3, 1]


def test_what_the_log_does_not_have_was_made_up() -> None:
    """Acknowledged to us, or sent to us."""
    ledger = joined_at(0)
    ledger.heard(1)
    ledger.acknowledged |= {2, 9}
    assert ledger.invented([1, 2, 3]) == [9]
