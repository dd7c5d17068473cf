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
