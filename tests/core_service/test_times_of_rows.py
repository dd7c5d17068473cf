"""Every row tells when it was made and last changed, one of an append-only log when it was made (R072, C08)."""

from core_service.foundation.db import Base
from core_service.tables import load_tables

APPEND_ONLY = {
    "academic_profile_log",
    "audit_log",
    "badge_award",
    "catch_up_item",
    "exercise_revision",
    "idempotency_key",
    "lesson_completion",
    "session_message",
    "thread_message",
    "xp_credit",
}
ANOTHER_WAY = {
    "session_event": "append-only; `at` is when it happened",
    "session_log_head": "a counter that every change of a lesson takes first",
}


def lacking() -> dict[str, set[str]]:
    """What each table has not of the two."""
    load_tables()
    return {
        name: missing
        for name, table in Base.metadata.tables.items()
        if (missing := {"created_at", "updated_at"} - set(table.columns.keys()))
    }


def test_only_logs_lack_a_time_of_change() -> None:
    """And they have that of their making."""
    found = {name: missing for name, missing in lacking().items() if name not in ANOTHER_WAY}
    assert found == {name: {"updated_at"} for name in APPEND_ONLY}


def test_the_two_that_keep_time_in_another_way_are_there() -> None:
    """So that the list above names nothing that is gone."""
    assert ANOTHER_WAY.keys() <= lacking().keys()
