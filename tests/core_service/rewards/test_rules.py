"""Points, streaks, badges and boards as pure decisions."""

from collections.abc import Mapping
from itertools import groupby
from uuid import UUID

import pytest
from hypothesis import given, strategies as st

from core_service.attendance.rules import AttendanceStatus, attends
from core_service.rewards.rules.badges import BADGES, Badge, earned, progress
from core_service.rewards.rules.boards import NICKNAMES, SHOWN, free_nicknames, ranked, shown
from core_service.rewards.rules.points import Claim, XpReason, completion_points, deltas, points_level, streak_points
from core_service.rewards.rules.streaks import streaks

CLAIMS = st.tuples(st.sampled_from(XpReason), st.sampled_from(["a", "b", "c"]))
LEDGERS = st.dictionaries(CLAIMS, st.integers(-200, 200))
MARKS = st.lists(st.sampled_from(AttendanceStatus), max_size=40)
PRESENT, LATE, ABSENT, EXCUSED = (
    AttendanceStatus.PRESENT,
    AttendanceStatus.LATE,
    AttendanceStatus.ABSENT,
    AttendanceStatus.EXCUSED,
)


def lengths_of(statuses: list[AttendanceStatus]) -> list[int]:
    """The streak at each session that was attended."""
    found = streaks((UUID(int=number), status) for number, status in enumerate(statuses))
    return [length for _, length in found.lengths]


@given(LEDGERS, LEDGERS)
def test_settled_ledger_owes_nothing(wanted: Mapping[Claim, int], credited: Mapping[Claim, int]) -> None:
    """What is added brings each claim to its worth; a second look adds nothing."""
    owed = deltas(wanted, credited)
    after = {claim: credited.get(claim, 0) + owed.get(claim, 0) for claim in wanted.keys() | credited.keys()}
    assert {claim: points for claim, points in after.items() if points} == {
        claim: points for claim, points in wanted.items() if points
    }
    assert deltas(wanted, after) == {}


@pytest.mark.parametrize(
    ("statuses", "lengths"),
    [
        ([PRESENT, LATE, PRESENT], [1, 2, 3]),
        ([PRESENT, EXCUSED, PRESENT], [1, 2]),
        ([PRESENT, ABSENT, PRESENT], [1, 1]),
        ([EXCUSED, ABSENT], []),
    ],
)
def test_excused_days_keep_a_streak(statuses: list[AttendanceStatus], lengths: list[int]) -> None:
    """Absence without excuse ends it; to be late is to come."""
    assert lengths_of(statuses) == lengths


@given(MARKS)
def test_streaks_agree_with_runs(statuses: list[AttendanceStatus]) -> None:
    """Without excused days, a streak is a run of sessions between absences."""
    kept = [status for status in statuses if status is not EXCUSED]
    runs = [len(list(run)) for came, run in groupby(kept, key=attends) if came]
    found = streaks((UUID(int=number), status) for number, status in enumerate(statuses))
    assert found.longest == max(runs, default=0)
    assert found.current == (runs[-1] if kept and attends(kept[-1]) else 0)
    assert lengths_of(statuses) == [length for run in runs for length in range(1, run + 1)]


@pytest.mark.parametrize(("length", "points"), [(0, 0), (1, 0), (2, 10), (3, 15), (4, 20), (5, 25), (6, 25), (50, 25)])
def test_streak_is_worth_five_for_each_session_up_to_25(length: int, points: int) -> None:
    """From the second session on: one alone is no streak."""
    assert streak_points(length) == points


def test_completion_is_worth_its_difficulty() -> None:
    """Ten for the easiest, fifty for the hardest (C26)."""
    assert [completion_points(difficulty) for difficulty in range(1, 6)] == [10, 20, 30, 40, 50]


@given(st.integers(-100, 100_000))
def test_points_lie_within_their_level(points: int) -> None:
    """Levels follow each other without gaps."""
    level = points_level(points)
    assert level.begins_at <= max(points, 0) < level.next_at
    assert points_level(level.next_at).number == level.number + 1


COUNTS = st.dictionaries(st.sampled_from(Badge), st.integers(0, 200))


@given(COUNTS, COUNTS)
def test_more_effort_never_earns_less(counts: Mapping[Badge, int], more: Mapping[Badge, int]) -> None:
    """Each step is there from its count on."""
    grown = {badge: counts.get(badge, 0) + more.get(badge, 0) for badge in Badge}
    assert earned(counts) <= earned(grown)


@given(COUNTS)
def test_progress_names_the_step_and_what_the_next_one_takes(counts: Mapping[Badge, int]) -> None:
    """For every badge, begun or not."""
    for each in progress(counts, earned(counts)):
        steps = BADGES[each.badge].steps
        assert each.step == sum(each.count >= least for least in steps)
        assert each.next_at == (steps[each.step] if each.step < len(steps) else None)


def test_badge_stays_though_its_count_falls() -> None:
    """A corrected mark takes no badge away."""
    kept = {each.badge: each for each in progress({Badge.STREAK: 0}, frozenset({(Badge.STREAK, 1)}))}
    assert (kept[Badge.STREAK].step, kept[Badge.STREAK].next_at) == (1, 5)


ENTRIES = st.lists(st.integers(0, 30), max_size=40).map(
    lambda points: [(UUID(int=number + 1), NICKNAMES[number], each) for number, each in enumerate(points)]
)


@given(ENTRIES)
def test_rank_counts_who_has_more(entries: list[tuple[UUID, str, int]]) -> None:
    """The same points are the same rank."""
    lines = ranked(entries)
    assert sorted(line.student_id for line in lines) == sorted(entry[0] for entry in entries)
    for line in lines:
        assert line.rank == 1 + sum(points > line.points for _, _, points in entries)


@given(ENTRIES, st.integers(1, 45))
def test_own_line_is_always_shown(entries: list[tuple[UUID, str, int]], number: int) -> None:
    """Beside the first ten."""
    me = UUID(int=number)
    found = shown(ranked(entries), me)
    assert len(found) <= SHOWN + 1
    assert (me in [line.student_id for line in found]) == (number <= len(entries))


@given(st.frozensets(st.sampled_from(NICKNAMES)), st.uuids())
def test_names_to_choose_from_are_free(taken: frozenset[str], student_id: UUID) -> None:
    """Out of more than two hundred, each once."""
    choices = free_nicknames(taken, student_id)
    assert len(NICKNAMES) == len(set(NICKNAMES)) > 200
    assert not taken & set(choices)
    assert len(choices) == len(set(choices)) == min(12, len(NICKNAMES) - len(taken))
