"""What a centre's stored settings mean, whatever stands in the column."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from hypothesis import given, strategies as st

from core_service.centres.rules import SETTING_RULES, USUAL, CentreSettings, as_stored, collisions, settings_of


def chosen_settings() -> st.SearchStrategy[CentreSettings]:
    """Any within the bounds."""

    def value(rule: Any) -> st.SearchStrategy[Any]:
        if rule.kind is bool:
            return st.booleans()
        if rule.kind is time:
            return st.times().map(lambda at: at.replace(second=0, microsecond=0))
        low, high = rule.bounds.lowest, rule.bounds.highest
        return st.integers(int(low), int(high)) if rule.kind is int else st.floats(low, high)

    return st.fixed_dictionaries({rule.field: value(rule) for rule in SETTING_RULES}).map(
        lambda values: CentreSettings(**values)
    )


@given(chosen_settings())
def test_what_is_stored_is_read_again(settings: CentreSettings) -> None:
    """Every setting, of every kind."""
    assert settings_of(as_stored(settings)) == settings


@given(
    st.dictionaries(
        st.sampled_from([rule.wire_name for rule in SETTING_RULES]), st.none() | st.text() | st.lists(st.integers())
    )
)
def test_nonsense_counts_as_nothing(stored: dict[str, Any]) -> None:
    """A lesson must not fail because somebody has written into the column by hand."""
    read = settings_of(stored)
    assert all(isinstance(getattr(read, rule.field), rule.kind) for rule in SETTING_RULES)


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"waitlistOfferHours": True},
        {"waitlistOfferHours": "6"},
        {"timetableWeeksAhead": 4000},
        {"masteryThreshold": 7},
        {"parentNotesAt": "25:00"},
        {"catchUpForExcused": 0},
        {"seedContentFingerprint": "ab12"},
    ],
)
def test_usual_values_hold(stored: dict[str, Any]) -> None:
    """For what is absent, of another kind, or out of bounds."""
    assert settings_of(stored) == USUAL


def test_documents_numbers_are_the_usual_ones() -> None:
    """R170, R174, C42, C43 and the notes' hour."""
    assert (USUAL.mastery_threshold, USUAL.mastery_streak, USUAL.stuck_after_tries) == (0.8, 3, 4)
    assert (USUAL.catch_up_days, USUAL.catch_up_for_excused, USUAL.parent_notes_at) == (14, True, time(20))
    assert collisions(USUAL) == {}


def test_contradictions_are_named() -> None:
    """By the name that the form has."""
    wrong = replace(USUAL, mastery_threshold=0.4, early_below_age=13)
    assert set(collisions(wrong)) == {"regressionThreshold", "earlyBelowAge"}
