"""Who catches up on what: chosen as the sequence would have served it, whatever the course and the time (C42, C43)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from core_service.attendance.rules import AttendanceStatus
from core_service.attendance.rules.catch_ups import (
    CatchUpDecision,
    CatchUpState,
    MissedItem,
    PackageChange,
    Progress,
    due_at,
    minutes_per_course,
    missed_work,
    needs_package,
    package_change,
    reminders,
    state_of,
)
from core_service.catalogue.rules import ContentType
from core_service.centres.rules import USUAL
from core_service.work.rules.next_content import Situation, next_content
from core_service.work.rules.placement import PlacementGround
from core_service.work.rules.plans import LevelPlan, PlannedExercise, PlannedLesson
from core_service.work.rules.states import AttemptStatus
from core_service.work.rules.tries import Try
from shared.ids import new_id

NOW = datetime(2026, 11, 17, 16, 30, tzinfo=UTC)


def lesson(exercises: int, kind: ContentType = ContentType.EXERCISE) -> PlannedLesson:
    """A lesson of a unit of its own."""
    made = tuple(PlannedExercise(new_id(), f"Exercise {number}") for number in range(exercises))
    return PlannedLesson(new_id(), "Lesson", kind, new_id(), "Unit", 5, made)


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Any course of up to four lessons, with readings, and some of it done already."""
    kinds = st.sampled_from([ContentType.EXERCISE, ContentType.READING])
    lessons = tuple(lesson(draw(st.integers(0, 4)), draw(kinds)) for _ in range(draw(st.integers(0, 4))))
    level = LevelPlan(4, "Class 4", lessons)
    done = draw(st.sets(st.sampled_from([each.id for _, each in level.exercises()]))) if any(level.exercises()) else ()
    scores = st.sampled_from([0.0, 0.5, 0.8, 1.0])
    tries = tuple(
        Try(exercise, AttemptStatus.AUTO_GRADED, draw(scores), NOW - timedelta(hours=2), NOW - timedelta(hours=1))
        for exercise in done
    )
    return Situation(level, LevelPlan(5, "Class 5", (lesson(2),)), tries)


def minutes_of(situation: Situation, minutes: int) -> dict[object, int]:
    """Every exercise takes so long."""
    plans = [plan for plan in (situation.level, situation.next_level) if plan]
    return {exercise.id: minutes for plan in plans for _, exercise in plan.exercises()}


@given(situations(), st.integers(0, 120), st.integers(1, 30))
def test_chosen_work_fills_the_time_and_no_more(situation: Situation, minutes: int, each: int) -> None:
    """The last item is begun within the missed time; nothing comes twice."""
    chosen = missed_work(situation, minutes, minutes_of(situation, each), NOW)  # type: ignore[arg-type]
    assert sum(item.minutes for item in chosen[:-1]) < max(minutes, 1)
    targets = [item.exercise_id or item.lesson_id for item in chosen]
    assert len(targets) == len(set(targets))


@given(situations(), st.integers(1, 120))
def test_first_item_is_what_comes_next(situation: Situation, minutes: int) -> None:
    """The package begins where the student would have gone on."""
    chosen, served = missed_work(situation, minutes, {}, NOW), next_content(situation)
    if served.lesson is None:
        assert chosen == ()
    else:
        exercise_id = served.exercise.id if served.exercise else None
        assert (chosen[0].lesson_id, chosen[0].exercise_id) == (served.lesson.id, exercise_id)


@given(situations(), st.integers(0, 60), st.integers(0, 60))
def test_more_time_only_adds(situation: Situation, less: int, more: int) -> None:
    """What fits into an hour begins with what fits into half of it."""
    short, long = sorted((less, more))
    some, all_ = missed_work(situation, short, {}, NOW), missed_work(situation, long, {}, NOW)
    assert all_[: len(some)] == some


@given(situations())
def test_mastered_work_is_not_missed(situation: Situation) -> None:
    """Nobody catches up on what they can do."""
    mastered = {each.exercise_id for each in situation.tries if each.is_mastered(situation.policy)}
    chosen = missed_work(situation, 10_000, {}, NOW)
    assert mastered.isdisjoint(item.exercise_id for item in chosen)


def test_reading_comes_before_its_exercises() -> None:
    """As in the sequence, with the author's minutes."""
    reading = lesson(1, ContentType.READING)
    chosen = missed_work(Situation(LevelPlan(4, "Class 4", (reading,)), None), 30, {reading.id: 7}, NOW)
    assert chosen[0] == MissedItem(reading.id, None, 7)
    assert chosen[1].exercise_id == reading.exercises[0].id


def test_student_without_a_level_gets_placement_exercises() -> None:
    """Nobody waits (C34): what would have been served is what finds the level."""
    plan = LevelPlan(4, "Class 4", (lesson(4),))
    chosen = missed_work(Situation(None, None, placement=PlacementGround((plan,), 4)), 2, {}, NOW)
    assert chosen[0].exercise_id in {exercise.id for _, exercise in plan.exercises()}


def test_course_without_content_gives_nothing() -> None:
    """Neither for a placed student nor for a new one."""
    assert missed_work(Situation(LevelPlan(4, "Class 4", ()), None), 90, {}, NOW) == ()
    assert missed_work(Situation(None, None), 90, {}, NOW) == ()


@pytest.mark.parametrize(
    ("status", "also_excused", "needed"),
    [
        (AttendanceStatus.ABSENT, False, True),
        (AttendanceStatus.EXCUSED, True, True),
        (AttendanceStatus.EXCUSED, False, False),
        (AttendanceStatus.LATE, True, False),
        (AttendanceStatus.PRESENT, True, False),
        (None, True, False),
    ],
)
def test_who_needs_a_package(status: AttendanceStatus | None, *, also_excused: bool, needed: bool) -> None:
    """C43: the centre decides about EXCUSED; LATE never."""
    assert needs_package(status, also_excused=also_excused) is needed


@pytest.mark.parametrize(
    ("needed", "exists", "is_begun", "change"),
    [
        (True, False, False, PackageChange.MAKE),
        (True, True, False, PackageChange.KEEP),
        (True, True, True, PackageChange.KEEP),
        (False, True, False, PackageChange.WITHDRAW),
        (False, True, True, PackageChange.KEEP),
        (False, False, False, None),
    ],
)
def test_what_a_mark_does(*, needed: bool, exists: bool, is_begun: bool, change: PackageChange | None) -> None:
    """R157: never two, and nothing that was begun is taken away."""
    assert package_change(needed=needed, exists=exists, is_begun=is_begun) is change


def test_due_times() -> None:
    """Before the second next session, else in 14 days; two courses share the missed time."""
    soon = NOW + timedelta(days=3)
    assert due_at(soon, NOW, USUAL) == soon
    assert due_at(None, NOW, USUAL) == NOW + timedelta(days=14)
    assert minutes_per_course(timedelta(minutes=90), 2) == 45


def test_reminders_lie_ahead() -> None:
    """A day before and at the time itself, as far as that is still to come."""
    due = NOW + timedelta(days=3)
    assert reminders(due, NOW, USUAL) == (due - timedelta(days=1), due)
    assert reminders(NOW + timedelta(hours=3), NOW, USUAL) == (NOW + timedelta(hours=3),)


@pytest.mark.parametrize(
    ("decision", "begun", "done", "hours", "state"),
    [
        (CatchUpDecision.OPEN, 0, 0, 1, CatchUpState.DUE),
        (CatchUpDecision.OPEN, 1, 0, 1, CatchUpState.IN_PROGRESS),
        (CatchUpDecision.OPEN, 1, 0, -1, CatchUpState.OVERDUE),
        (CatchUpDecision.OPEN, 2, 2, -1, CatchUpState.DONE),
        (CatchUpDecision.COMPLETED, 0, 0, -1, CatchUpState.DONE),
        (CatchUpDecision.EXCUSED, 2, 2, 1, CatchUpState.EXCUSED),
    ],
)
def test_states(decision: CatchUpDecision, begun: int, done: int, hours: int, state: CatchUpState) -> None:
    """Staff's word, then the work, then the clock."""
    progress = Progress(items=2, begun=begun, done=done)
    assert state_of(decision, progress, NOW + timedelta(hours=hours), NOW) is state


def test_tutors_choices_are_left_out() -> None:
    """What was chosen for the missed lesson went with it."""
    situation = Situation(LevelPlan(4, "Class 4", (lesson(2),)), None, session_id=new_id())
    assert missed_work(situation, 1, {}, NOW) == missed_work(replace(situation, session_id=None), 1, {}, NOW)
