"""What a student does next in a course, and why (R170 to R173, C17, C20, C33, C34, C40, C56)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from core_service.foundation.wording import counted
from core_service.work.rules.assignments import Assigned, assignments_to_do
from core_service.work.rules.mastery import (
    DOCUMENTS_RULE,
    NOTHING_MASTERED,
    CourseSoFar,
    Mastery,
    ProgressRule,
    mastery_of,
)
from core_service.work.rules.placement import PlacementGround, placement_step
from core_service.work.rules.plans import LevelPlan, PlannedExercise, PlannedLesson
from core_service.work.rules.tries import DEFAULT_POLICY, UNTRIED, MasteryPolicy, Record, Try, last_exercise, records_of


class Source(StrEnum):
    """Who chose it (R173)."""

    TUTOR_OVERRIDE = "TUTOR_OVERRIDE"
    AUTO_SEQUENCE = "AUTO_SEQUENCE"


class ReasonCode(StrEnum):
    """Why it is next."""

    CHOSEN_BY_TUTOR = "CHOSEN_BY_TUTOR"
    PLACEMENT = "PLACEMENT"
    AWAITS_PLACEMENT = "AWAITS_PLACEMENT"
    BEGUN = "BEGUN"
    RETURNED = "RETURNED"
    READ_FIRST = "READ_FIRST"
    NEXT_IN_SEQUENCE = "NEXT_IN_SEQUENCE"
    TRY_AGAIN = "TRY_AGAIN"
    BETWEEN_TRIES = "BETWEEN_TRIES"
    LEVEL_FINISHED = "LEVEL_FINISHED"
    LEVEL_AWAITS_MARKS = "LEVEL_AWAITS_MARKS"
    LEVEL_FINISHED_BUT_STUCK = "LEVEL_FINISHED_BUT_STUCK"
    LEVEL_IS_EMPTY = "LEVEL_IS_EMPTY"


@dataclass(frozen=True, slots=True)
class Reason:
    """A code, and words that a tutor can repeat to a parent."""

    code: ReasonCode
    text: str


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the decision rests on; `tries` are the student's in the course, `session_id` is None at home.

    `level` is None for a student who has not been placed: then a tutor's choice or a `placement` exercise is served.
    `confirmed_units` are those of which an assessor has said that they are mastered.
    """

    level: LevelPlan | None
    next_level: LevelPlan | None
    tries: tuple[Try, ...] = ()
    lessons_read: frozenset[UUID] = frozenset()
    assigned: tuple[Assigned, ...] = ()
    session_id: UUID | None = None
    policy: MasteryPolicy = DEFAULT_POLICY
    confirmed_units: frozenset[UUID] = frozenset()
    placement: PlacementGround | None = None
    rule: ProgressRule = DOCUMENTS_RULE

    def course_so_far(self) -> CourseSoFar:
        """What a rule of progress reads."""
        records = records_of(self.tries, self.policy)
        units = self.level.units() if self.level else []
        return CourseSoFar(units, records, self.tries, self.policy, self.confirmed_units)


@dataclass(frozen=True, slots=True)
class NextContent:
    """An exercise, a lesson to read, or neither where nothing is left; `place` is (3, 8) for exercise 3 of 8."""

    source: Source
    reason: Reason
    lesson: PlannedLesson | None = None
    exercise: PlannedExercise | None = None
    place: tuple[int, int] | None = None
    is_preview: bool = False
    is_placement: bool = False
    assignment_id: UUID | None = None
    mastery: Mastery = NOTHING_MASTERED
    stuck: tuple[PlannedExercise, ...] = ()
    also_for_you: tuple[Assigned, ...] = ()


class NotPlaced(Exception):
    """The student has no level in the course, and the course has nothing to find it with (C34)."""


def next_content(situation: Situation) -> NextContent:
    """The tutor's latest choice, else what was begun, else the first remaining item of the level, else a preview.

    A student without a level gets placement exercises. Raises NotPlaced where the course has none.
    """
    assigned = assignments_to_do(situation.assigned, situation.tries, situation.session_id)
    overrides = [each for each in assigned if each.overrides_auto_sequence]
    records = records_of(situation.tries, situation.policy)
    if overrides:
        chosen = _chosen_by_tutor(overrides, situation)
    elif situation.level is not None:
        chosen = _from_sequence(situation.level, situation, records)
    elif situation.placement is not None and situation.placement.levels:
        chosen = _placing(situation.placement, situation, records)
    else:
        raise NotPlaced
    return replace(
        chosen,
        mastery=mastery_of(situation.course_so_far(), situation.rule),
        stuck=_stuck(situation, records),
        also_for_you=tuple(each for each in assigned if not each.overrides_auto_sequence),
    )


def _stuck(situation: Situation, records: Mapping[UUID, Record]) -> tuple[PlannedExercise, ...]:
    exercises = situation.level.without(situation.confirmed_units).exercises() if situation.level else ()
    return tuple(exercise for _, exercise in exercises if records.get(exercise.id, UNTRIED).is_stuck)


def _placing(ground: PlacementGround, situation: Situation, records: Mapping[UUID, Record]) -> NextContent:
    """A placement exercise, then work at the estimated level: it counts once an assessor has decided."""
    step = placement_step(ground, situation.tries, situation.policy)
    if step.probe is not None:
        words = f"“{step.probe[1].title}” helps to find the level to begin at."
        return replace(_served(*step.probe, Reason(ReasonCode.PLACEMENT, words)), is_placement=True)
    served = _from_sequence(step.estimate, replace(situation, level=step.estimate), records)
    words = f"An assessor decides about the level soon; until then work goes on in {step.estimate.label}."
    return replace(served, reason=Reason(ReasonCode.AWAITS_PLACEMENT, words), is_preview=True, is_placement=True)


def _chosen_by_tutor(overrides: Sequence[Assigned], situation: Situation) -> NextContent:
    latest = overrides[0]
    words = f"{latest.tutor_name} chose this" + (f": {latest.reason}" if latest.reason else ".")
    item = latest.to_do(situation.tries)
    exercise = item if isinstance(item, PlannedExercise) else None
    place = latest.lesson.place_of(exercise) if exercise and latest.exercise is None else (1, len(overrides))
    return NextContent(
        source=Source.TUTOR_OVERRIDE,
        reason=Reason(ReasonCode.CHOSEN_BY_TUTOR, words),
        lesson=latest.lesson,
        exercise=exercise,
        place=place if exercise else None,
        assignment_id=latest.id,
    )


def _from_sequence(level: LevelPlan, situation: Situation, records: Mapping[UUID, Record]) -> NextContent:
    """Units that are confirmed as mastered are passed over, but what was begun in them is finished."""
    last, to_do = last_exercise(situation.tries), level.without(situation.confirmed_units)
    found = _begun(level, situation, records) or _first_remaining(to_do, situation, records, last)
    if found is not None:
        return found
    preview = _preview(situation, records, last)
    waiting = _only_the_last_one_remains(to_do, records, last)
    if waiting is None:
        return replace(preview, reason=_why_level_is_over(level, to_do, records))
    if preview.exercise is None:
        return _served(*waiting, _try_again(waiting[1], records, situation.policy))
    words = f"Something else in between, before another try at “{waiting[1].title}”."
    return replace(preview, reason=Reason(ReasonCode.BETWEEN_TRIES, words))


def _begun(level: LevelPlan, situation: Situation, records: Mapping[UUID, Record]) -> NextContent | None:
    """An exercise that was started and not handed in, the newest if there are several."""
    newest_first = sorted(situation.tries, key=lambda each: each.started_at, reverse=True)
    by_id = {exercise.id: (lesson, exercise) for lesson, exercise in level.exercises()}
    for each in newest_first:
        record = records[each.exercise_id]
        if each.exercise_id in by_id and record.is_open and not record.is_mastered:
            lesson, exercise = by_id[each.exercise_id]
            return _served(lesson, exercise, _why_go_on(exercise, each))
    return None


def _why_go_on(exercise: PlannedExercise, begun: Try) -> Reason:
    if begun.is_returned:
        words = f"“{exercise.title}” came back with the assessor’s words: put it right and hand it in again."
        return Reason(ReasonCode.RETURNED, words)
    return Reason(ReasonCode.BEGUN, f"“{exercise.title}” has been begun: go on there.")


def _first_remaining(
    level: LevelPlan, situation: Situation, records: Mapping[UUID, Record], last: UUID | None
) -> NextContent | None:
    """The first reading or exercise that is still to do, but never the exercise that was handed in last."""
    for lesson in level.lessons:
        remaining = [each for each in lesson.exercises if _remains(records.get(each.id, UNTRIED))]
        if lesson.is_read_first and lesson.id not in situation.lessons_read and (remaining or not lesson.exercises):
            return NextContent(Source.AUTO_SEQUENCE, Reason(ReasonCode.READ_FIRST, _reading(lesson)), lesson)
        for exercise in remaining:
            if exercise.id != last:
                return _served(lesson, exercise, _why_next(lesson, exercise, records, situation.policy))
    return None


def _remains(record: Record) -> bool:
    return not record.is_finished and not record.is_stuck


def _reading(lesson: PlannedLesson) -> str:
    return f"“{lesson.title}” comes first: its exercises build on it."


def _served(lesson: PlannedLesson, exercise: PlannedExercise, reason: Reason) -> NextContent:
    return NextContent(Source.AUTO_SEQUENCE, reason, lesson, exercise, lesson.place_of(exercise))


def _why_next(
    lesson: PlannedLesson, exercise: PlannedExercise, records: Mapping[UUID, Record], policy: MasteryPolicy
) -> Reason:
    if records.get(exercise.id, UNTRIED).failed_tries:
        return _try_again(exercise, records, policy)
    return Reason(ReasonCode.NEXT_IN_SEQUENCE, f"Next in “{lesson.unit_title}”, lesson “{lesson.title}”.")


def _try_again(exercise: PlannedExercise, records: Mapping[UUID, Record], policy: MasteryPolicy) -> Reason:
    this_try = records[exercise.id].failed_tries + 1
    words = f"“{exercise.title}” comes back for try {this_try}: {policy.threshold:.0%} shows that it is mastered."
    return Reason(ReasonCode.TRY_AGAIN, words)


def _only_the_last_one_remains(
    level: LevelPlan, records: Mapping[UUID, Record], last: UUID | None
) -> tuple[PlannedLesson, PlannedExercise] | None:
    return next(
        (pair for pair in level.exercises() if pair[1].id == last and _remains(records.get(pair[1].id, UNTRIED))), None
    )


def _preview(situation: Situation, records: Mapping[UUID, Record], last: UUID | None) -> NextContent:
    """The next level's first remaining exercise, marked: it counts once that level is confirmed (C40)."""
    nothing = NextContent(Source.AUTO_SEQUENCE, Reason(ReasonCode.LEVEL_FINISHED, ""))
    if situation.next_level is None:
        return nothing
    begun = _begun(situation.next_level, situation, records)
    to_do = situation.next_level.without(situation.confirmed_units)
    remaining = [pair for pair in to_do.exercises() if _remains(records.get(pair[1].id, UNTRIED))]
    others = [pair for pair in remaining if pair[1].id != last] or remaining
    if begun is None and not others:
        return nothing
    return replace(begun or _served(*others[0], nothing.reason), is_preview=True)


def _why_level_is_over(level: LevelPlan, to_do: LevelPlan, records: Mapping[UUID, Record]) -> Reason:
    of_level = [records.get(exercise.id, UNTRIED) for _, exercise in to_do.exercises()]
    stuck, awaiting = _count(of_level, lambda each: each.is_stuck), _count(of_level, lambda each: each.is_awaiting)
    if not any(level.exercises()):
        return Reason(ReasonCode.LEVEL_IS_EMPTY, f"{level.label} has no exercises in this course yet.")
    if stuck:
        words = f"{level.label} is done but for {counted(stuck, 'exercise')}, where a tutor’s help is needed."
        return Reason(ReasonCode.LEVEL_FINISHED_BUT_STUCK, words)
    if awaiting:
        words = f"Everything in {level.label} is done; {counted(awaiting, 'exercise')} still to be marked."
        return Reason(ReasonCode.LEVEL_AWAITS_MARKS, words)
    return Reason(ReasonCode.LEVEL_FINISHED, f"{level.label} is finished: a review decides about the next level.")


def _count(records: Sequence[Record], holds: Callable[[Record], bool]) -> int:
    return sum(holds(record) for record in records)
