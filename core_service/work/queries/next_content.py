"""The answer to "what next?" with all that a page shows of it (R088, R170 to R173)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Literal
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.catalogue.queries import ExerciseSummary, summaries_of
from core_service.learners.rules import Learner
from core_service.work.errors import NeedsPlacement
from core_service.work.queries.situation import situation_of
from core_service.work.rules.assignments import Assigned
from core_service.work.rules.content_ahead import content_ahead
from core_service.work.rules.next_content import NextContent, NotPlaced, Reason, Situation, Source, next_content
from core_service.work.rules.plans import LevelPlan, PlannedExercise, PlannedLesson

Kind = Literal["EXERCISE", "LESSON", "NOTHING"]

TOLD_AHEAD = 8
"""Items: with readings between them, enough for ten minutes without a network."""


@dataclass(frozen=True, slots=True)
class Position:
    """Exercise `index` of `of` in its lesson, or among a tutor's choices."""

    index: int
    of: int


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit by name."""

    id: UUID
    title: str


@dataclass(frozen=True, slots=True)
class AlsoForYou:
    """Something assigned beside the sequence (C56)."""

    assignment_id: UUID
    kind: Kind
    id: UUID
    title: str


@dataclass(frozen=True, slots=True)
class NextContentView:
    """`level` is the student's own, also for a preview; `stuck_on` is meant for staff."""

    source: Source
    kind: Kind
    exercise: ExerciseSummary | None
    lesson: PlannedLesson | None
    unit: UnitName | None
    level: LevelPlan | None
    position: Position | None
    is_preview: bool
    is_placement: bool
    advancement_recommended: bool
    mastered_units: Sequence[UnitName]
    stuck_on: Sequence[PlannedExercise]
    assignment_id: UUID | None
    reason: Reason
    also_for_you: Sequence[AlsoForYou]

    def for_student(self) -> "NextContentView":
        """Without what is a matter between the tutor and the sequence."""
        return replace(self, stuck_on=())


def next_content_of(db: Session, learner: Learner, *, session_id: UUID | None) -> NextContentView:
    """What the learner does next, in a session or (None) at home. Raises NeedsPlacement."""
    situation = situation_of(db, learner, session_id=session_id)
    try:
        chosen = next_content(situation)
    except NotPlaced:
        raise NeedsPlacement from None
    return _views(db, situation, [chosen])[0]


def next_contents_of(db: Session, learner: Learner, *, session_id: UUID | None, now: datetime) -> list[NextContentView]:
    """What the learner does next and what follows it, for a device that may lose its network. Raises NeedsPlacement."""
    situation = situation_of(db, learner, session_id=session_id)
    try:
        ahead = list(islice(content_ahead(situation, now=now), TOLD_AHEAD))
    except NotPlaced:
        raise NeedsPlacement from None
    return _views(db, situation, ahead)


def _views(db: Session, situation: Situation, chosen: Sequence[NextContent]) -> list[NextContentView]:
    exercise_ids = [each.exercise.id for each in chosen if each.exercise]
    summaries = summaries_of(db, exercise_ids) if exercise_ids else {}
    return [_view(situation, each, summaries) for each in chosen]


def _view(situation: Situation, chosen: NextContent, summaries: Mapping[UUID, ExerciseSummary]) -> NextContentView:
    lesson, exercise = chosen.lesson, chosen.exercise
    units = {each.unit_id: each.unit_title for each in situation.level.lessons} if situation.level else {}
    return NextContentView(
        source=chosen.source,
        kind="EXERCISE" if exercise else "LESSON" if lesson else "NOTHING",
        exercise=summaries[exercise.id] if exercise else None,
        lesson=lesson,
        unit=UnitName(lesson.unit_id, lesson.unit_title) if lesson else None,
        level=situation.level,
        position=Position(*chosen.place) if chosen.place else None,
        is_preview=chosen.is_preview,
        is_placement=chosen.is_placement,
        advancement_recommended=chosen.mastery.level_review,
        mastered_units=[UnitName(unit_id, units[unit_id]) for unit_id in chosen.mastery.unit_ids],
        stuck_on=chosen.stuck,
        assignment_id=chosen.assignment_id,
        reason=chosen.reason,
        also_for_you=[_also(each) for each in chosen.also_for_you],
    )


def _also(assigned: Assigned) -> AlsoForYou:
    if assigned.exercise is not None:
        return AlsoForYou(assigned.id, "EXERCISE", assigned.exercise.id, assigned.title)
    return AlsoForYou(assigned.id, "LESSON", assigned.lesson.id, assigned.title)
