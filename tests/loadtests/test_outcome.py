"""What makes a load test fail: whoever reads nothing but the exit code must not be told that all is well."""

import pytest

from loadtests.lessons.outcome import Outcome


def test_all_is_well_when_everybody_has_every_event() -> None:
    """Doubled events are told, and do no harm."""
    assert not Outcome(checked=16, doubled=1).has_failed


@pytest.mark.parametrize(
    "outcome",
    [Outcome(checked=16, missed=1), Outcome(checked=16, invented=1), Outcome(checked=15, unchecked=1), Outcome()],
    ids=["missed", "made up", "somebody unaccounted for", "nobody accounted for"],
)
def test_a_load_has_failed(outcome: Outcome) -> None:
    """By each of these alone."""
    assert outcome.has_failed


def test_whoever_is_cut_short_in_the_account_is_not_accounted_for() -> None:
    """As when the core goes away, or the run is ended, while the log is read."""
    outcome = Outcome()
    with outcome.account():
        pass
    assert not outcome.has_failed
    with pytest.raises(ConnectionError), outcome.account():
        raise ConnectionError
    assert (outcome.checked, outcome.unchecked, outcome.has_failed) == (1, 1, True)
